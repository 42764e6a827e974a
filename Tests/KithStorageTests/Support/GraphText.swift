import KithCore

@testable import KithStorage

extension GraphTransaction {
  /// Everything as lines of text, as `ReferenceGraph.lines` writes it.
  func lines() throws -> [String] {
    let nodeLines = try nodes(label: nil).map { id in
      guard let node = try node(id) else { return "\(id) is missing" }
      return ReferenceGraph.line(
        id.rawValue, node.labels.sorted().joined(separator: ":"), dictionary(node.properties))
    }
    let relationshipLines = try relationships().map { id in
      guard let it = try relationship(id) else { return "\(id) is missing" }
      return ReferenceGraph.line(
        id.rawValue, "\(it.type) \(it.start.rawValue)->\(it.end.rawValue)",
        dictionary(it.properties))
    }
    return nodeLines + relationshipLines
  }

  private func dictionary(_ map: ValueMap) -> [String: Value] {
    Dictionary(uniqueKeysWithValues: map.entries.map { ($0.key, $0.value) })
  }
}

/// A map of literal entries.
func map(_ entries: (String, Value)...) -> ValueMap {
  ValueMap(entries.map { (key: $0.0, value: $0.1) })
}
