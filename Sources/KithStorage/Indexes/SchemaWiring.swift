import KithCore

/// Which indexes and constraints a change concerns, by the numbers of labels, types and keys.
struct SchemaWiring {
  /// An index with its names as numbers.
  struct Index {
    var number: IndexNumber
    /// Of the label or the type; nil for every node.
    var target: UInt32?
    var keys: [PropertyKeyID]
  }

  /// A constraint with its names as numbers.
  struct Rule {
    var constraint: GraphConstraint
    var target: UInt32
    var keys: [PropertyKeyID]
    /// The index that serves it.
    var index: Index?
  }

  private(set) var nodeIndexes: [Index] = []
  private(set) var relationshipIndexes: [Index] = []
  private(set) var nodeRules: [Rule] = []
  private(set) var relationshipRules: [Rule] = []
  /// Whether there are neither indexes nor constraints: nothing then has to be asked at a change.
  let isEmpty: Bool

  init() { isEmpty = true }

  init(_ schema: Schema) {
    isEmpty = schema.catalogue.isEmpty
    for index in schema.catalogue.indexes {
      guard let wire = Self.wire(index, schema) else { continue }
      switch index.target {
      case .node, .anyNode: nodeIndexes.append(wire)
      case .relationship: relationshipIndexes.append(wire)
      }
    }
    for constraint in schema.catalogue.constraints {
      guard let (target, keys) = Self.numbers(constraint.target, constraint.keys, schema),
        let target
      else { continue }
      let index = schema.catalogue.index(named: constraint.name)
      let rule = Rule(
        constraint: constraint, target: target, keys: keys,
        index: index.flatMap { Self.wire($0, schema) })
      switch constraint.target {
      case .node, .anyNode: nodeRules.append(rule)
      case .relationship: relationshipRules.append(rule)
      }
    }
  }

  static func wire(_ index: PropertyIndex, _ schema: Schema) -> Index? {
    numbers(index.target, index.keys, schema).map {
      Index(number: index.number, target: $0.target, keys: $0.keys)
    }
  }

  static func numbers(
    _ target: SchemaTarget, _ keys: [String], _ schema: Schema
  ) -> (target: UInt32?, keys: [PropertyKeyID])? {
    let table = target.kind == .node ? schema.labels : schema.relationshipTypes
    let numbers = keys.compactMap { schema.propertyKeys.number(of: $0).map { PropertyKeyID($0) } }
    guard numbers.count == keys.count else { return nil }
    if target == .anyNode { return (nil, numbers) }
    guard let number = table.number(of: target.name) else { return nil }
    return (number, numbers)
  }

  func indexes(_ kind: EntityKind) -> [Index] { kind == .node ? nodeIndexes : relationshipIndexes }

  func rules(_ kind: EntityKind) -> [Rule] { kind == .node ? nodeRules : relationshipRules }
}

/// What a statement changed that a constraint speaks of.
struct TouchedEntities {
  var nodes: Set<UInt32> = []
  var relationships: Set<UInt32> = []
  /// What bulk loads appended.
  var appended: [(kind: EntityKind, ids: Range<Int>)] = []

  var isEmpty: Bool { nodes.isEmpty && relationships.isEmpty && appended.isEmpty }

  mutating func insert(_ kind: EntityKind, _ id: UInt32) {
    switch kind {
    case .node: nodes.insert(id)
    case .relationship: relationships.insert(id)
    }
  }
}
