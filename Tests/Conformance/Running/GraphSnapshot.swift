import KithColumns
import KithCore
import KithDatabase

/// What a graph holds, so that two of them tell what a query has changed.
///
/// The counts follow the suite's own definition: nodes and relationships by identity, properties as
/// (entity, key, value), and labels as the distinct ones in use. What a query makes and removes again
/// is no side effect. Cost: the whole graph.
struct GraphSnapshot {
  private enum Entity: Hashable {
    case node(NodeID)
    case relationship(RelationshipID)
  }

  private struct Property: Hashable {
    var entity: Entity
    var key: ExactText
    var type: String
    var value: ConformanceValue
  }

  private var nodes: Set<NodeID> = []
  private var relationships: Set<RelationshipID> = []
  private var properties: Set<Property> = []
  private var labels: Set<ExactText> = []

  init(_ graph: any GraphReader) throws {
    for id in try graph.nodes(label: nil) {
      guard let record = try graph.node(id) else { continue }
      nodes.insert(id)
      labels.formUnion(record.labels.map(ExactText.init))
      try add(record.properties, of: .node(id), graph)
    }
    for id in try graph.relationships() {
      guard let record = try graph.relationship(id) else { continue }
      relationships.insert(id)
      try add(record.properties, of: .relationship(id), graph)
    }
  }

  private mutating func add(
    _ map: ValueMap, of entity: Entity, _ graph: any GraphReader
  ) throws {
    for (key, value) in map.entries {
      properties.insert(
        Property(
          entity: entity, key: ExactText(key), type: value.typeName,
          value: try ConformanceValue(value, resolving: graph)))
    }
  }

  /// What leads from this graph to a later one.
  func sideEffects(to later: GraphSnapshot) -> SideEffects {
    var effects = SideEffects()
    effects[.addedNodes] = later.nodes.subtracting(nodes).count
    effects[.removedNodes] = nodes.subtracting(later.nodes).count
    effects[.addedRelationships] = later.relationships.subtracting(relationships).count
    effects[.removedRelationships] = relationships.subtracting(later.relationships).count
    effects[.addedProperties] = later.properties.subtracting(properties).count
    effects[.removedProperties] = properties.subtracting(later.properties).count
    effects[.addedLabels] = later.labels.subtracting(labels).count
    effects[.removedLabels] = labels.subtracting(later.labels).count
    return effects
  }
}
