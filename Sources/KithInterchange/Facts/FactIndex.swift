import KithCore

/// What a graph holds that facts may refer to or may be: ids, and what earlier loads of the same files left.
struct FactIndex {
  /// Ids are unique among the things of fact files; an id of another node counts where only one has it.
  private(set) var nodes: [String: NodeID] = [:]
  /// Ids that several nodes have, none of them from a fact file.
  private(set) var ambiguousIDs: Set<String> = []
  private(set) var relationships: [String: RelationshipID] = [:]
  /// By the name of the file, ascending.
  private(set) var nodesOfFile: [String: [NodeID]] = [:]
  private(set) var relationshipsOfFile: [String: [RelationshipID]] = [:]

  /// Reads the ids of the graph and what belongs to the files.
  ///
  /// Cost: one property of every node, and of every relationship where any has one of the loader's.
  init(_ graph: any GraphReader, files: Set<String>) throws {
    let keys = graph.schema.propertyKeys
    guard keys.number(of: FactProperties.id) != nil else { return }
    let hasFacts = keys.number(of: FactProperties.file) != nil
    var idsOfOthers: [String: NodeID] = [:]
    for node in try graph.nodes(label: nil) {
      let file = hasFacts ? try graph.property(FactProperties.file, ofNode: node).text : nil
      if let file, files.contains(file) { nodesOfFile[file, default: []].append(node) }
      guard let id = try graph.property(FactProperties.id, ofNode: node).text else { continue }
      if file != nil {
        nodes[id] = nodes[id] ?? node
      } else if idsOfOthers.updateValue(node, forKey: id) != nil {
        ambiguousIDs.insert(id)
      }
    }
    for (id, node) in idsOfOthers where nodes[id] == nil && !ambiguousIDs.contains(id) {
      nodes[id] = node
    }
    ambiguousIDs.subtract(nodes.keys)
    if hasFacts { try readRelationships(graph, files: files) }
  }

  private mutating func readRelationships(_ graph: any GraphReader, files: Set<String>) throws {
    for relationship in try graph.relationships() {
      let file = try graph.property(FactProperties.file, ofRelationship: relationship).text
      guard let file else { continue }
      if files.contains(file) { relationshipsOfFile[file, default: []].append(relationship) }
      if let id = try graph.property(FactProperties.id, ofRelationship: relationship).text {
        relationships[id] = relationships[id] ?? relationship
      }
    }
  }
}

extension Value {
  /// The text of a string; nil for anything else.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
