import KithCore
import KithStorage

/// A node or a relationship, as the subject of a change.
enum Entity {
  case node(NodeID)
  case relationship(RelationshipID)

  var value: Value {
    switch self {
    case .node(let id): .node(id)
    case .relationship(let id): .relationship(id)
    }
  }
}

/// Changes of the graph that count themselves.
extension ExecutionContext {
  /// The entity of a value; nil of null. Throws for other values and for entities that are deleted.
  func entity(_ value: Value, of clause: String) throws(Diagnostic) -> Entity? {
    switch value {
    case .null: return nil
    case .node(let id):
      guard try transaction.isAlive(id) else { throw .deletedEntity(value) }
      return .node(id)
    case .relationship(let id):
      guard try transaction.isAlive(id) else { throw .deletedEntity(value) }
      return .relationship(id)
    case .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .list, .map, .path:
      throw .notAnEntity(value, clause: clause)
    }
  }

  /// Sets a property; null removes it, and nothing happens where it is not there.
  func set(_ key: String, of entity: Entity, to value: Value) throws(Diagnostic) {
    guard let number = try transaction.propertyKeyID(key, createIfMissing: !value.isNull) else {
      return
    }
    switch entity {
    case .node(let id):
      if value.isNull, try transaction.value(node: id, key: number).isNull { return }
      try transaction.setProperty(number, ofNode: id, to: value)
    case .relationship(let id):
      if value.isNull, try transaction.value(relationship: id, key: number).isNull { return }
      try transaction.setProperty(number, ofRelationship: id, to: value)
    }
    counters.propertiesSet += 1
  }

  /// All properties of an entity.
  func properties(of entity: Entity) throws(Diagnostic) -> ValueMap {
    switch entity {
    case .node(let id): try transaction.properties(ofNode: id)
    case .relationship(let id): try transaction.properties(ofRelationship: id)
    }
  }

  /// Gives a node labels that it may have already.
  func add(_ labels: [String], to node: NodeID) throws(Diagnostic) {
    for name in labels {
      guard let label = try transaction.labelID(name, createIfMissing: true) else { continue }
      if try transaction.hasLabel(label, node) { continue }
      try transaction.addLabel(label, to: node)
      counters.labelsAdded += 1
    }
  }

  /// Takes labels from a node that it may not have.
  func remove(_ labels: [String], from node: NodeID) throws(Diagnostic) {
    for name in labels {
      guard let label = try transaction.labelID(name), try transaction.hasLabel(label, node) else {
        continue
      }
      try transaction.removeLabel(label, from: node)
      counters.labelsRemoved += 1
    }
  }

  /// A new node without properties. A label that comes twice counts once.
  func createNode(_ labels: [String]) throws(Diagnostic) -> NodeID {
    var numbers: [LabelID] = []
    for name in labels {
      guard let label = try transaction.labelID(name, createIfMissing: true),
        !numbers.contains(label)
      else { continue }
      numbers.append(label)
    }
    let node = try transaction.createNode(labelIDs: numbers)
    counters.nodesCreated += 1
    counters.labelsAdded += numbers.count
    return node
  }

  /// A new relationship without properties.
  func createRelationship(
    _ type: String, from start: NodeID, to end: NodeID
  ) throws(Diagnostic) -> RelationshipID? {
    guard let number = try transaction.relationshipTypeID(type, createIfMissing: true) else {
      return nil
    }
    let relationship = try transaction.createRelationship(typeID: number, start: start, end: end)
    counters.relationshipsCreated += 1
    return relationship
  }
}
