import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// `CALL db.schema.nodeTypeProperties()`
struct NodePropertiesProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.schema.nodeTypeProperties",
    columns: [
      .init("nodeType", .string), .init("nodeLabels", .list(of: .string)),
      .init("propertyName", ProcedureType.string.orNull),
      .init("propertyTypes", ProcedureType.list(of: .string).orNull),
      .init("mandatory", .boolean)
    ],
    "The properties of each combination of labels, with the types of their values.",
    details: "Looks at every node. 'mandatory' tells whether all nodes of the kind have the "
      + "property. A kind without properties has one row, with nulls.",
    example: "CALL db.schema.nodeTypeProperties()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let transaction = context.transaction
    var kinds = PropertyKinds(MemoryReservation(context))
    var next: NodeID? = NodeID(0)
    while let from = next {
      var nodes: [NodeID] = []
      next = try transaction.scanNodes(
        label: nil, from: from, limit: PropertyKinds.batchCount, into: &nodes)
      let labels = try nodes.map { node throws(Diagnostic) in
        try transaction.labels(of: node).map(\.rawValue)
      }
      try kinds.note(labels, context) { key throws(Diagnostic) in
        try transaction.gather(nodes: nodes, key: key)
      }
    }
    return ValueRows(
      kinds.rows(keys: transaction.schema.propertyKeys).map { kind, rest in
        let names = kind.map { transaction.schema.labels.name(of: $0) }
        return [
          .string(names.map { ":`\($0)`" }.joined()), .list(names.map { .string($0) })
        ] + rest
      })
  }
}

/// `CALL db.schema.relTypeProperties()`
struct RelationshipPropertiesProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.schema.relTypeProperties",
    columns: [
      .init("relType", .string), .init("propertyName", ProcedureType.string.orNull),
      .init("propertyTypes", ProcedureType.list(of: .string).orNull),
      .init("mandatory", .boolean)
    ],
    "The properties of each type of relationship, with the types of their values.",
    details: "Looks at every relationship. 'mandatory' tells whether all relationships of the type "
      + "have the property. A type without properties has one row, with nulls.",
    example: "CALL db.schema.relTypeProperties()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let transaction = context.transaction
    var kinds = PropertyKinds(MemoryReservation(context))
    for type in 0..<UInt32(transaction.schema.relationshipTypes.count) {
      var next: RelationshipID? = RelationshipID(0)
      while let from = next {
        var found: [RelationshipID] = []
        next = try transaction.scanRelationships(
          type: RelationshipTypeID(type), from: from, limit: PropertyKinds.batchCount,
          into: &found)
        try kinds.note(found.map { _ in [type] }, context) { key throws(Diagnostic) in
          try transaction.gather(relationships: found, key: key)
        }
      }
    }
    return ValueRows(
      kinds.rows(keys: transaction.schema.propertyKeys).map { kind, rest in
        let names = kind.map { transaction.schema.relationshipTypes.name(of: $0) }
        return [.string(names.map { ":`\($0)`" }.joined())] + rest
      })
  }
}

/// What values each property has on each kind of entity. A kind is a list of labels, or a type.
private struct PropertyKinds {
  /// How many entities are looked at between two questions whether to go on.
  static let batchCount = 2048

  private struct Kind {
    var count = 0
    /// By key: how many entities have it, and the names of the types of their values.
    var properties: [UInt32: (count: Int, types: Set<String>)] = [:]
  }

  private let memory: MemoryReservation
  private var kinds: [[UInt32]: Kind] = [:]

  init(_ memory: MemoryReservation) { self.memory = memory }

  /// Notes a batch: the kind of each entity, and a column for each key.
  mutating func note(
    _ batch: [[UInt32]], _ context: ExecutionContext,
    _ column: (PropertyKeyID) throws(Diagnostic) -> ColumnVector
  ) throws(Diagnostic) {
    for kind in batch {
      if kinds[kind] == nil { try memory.charge(256) }
      kinds[kind, default: Kind()].count += 1
    }
    for key in 0..<UInt32(context.transaction.schema.propertyKeys.count) {
      try context.checkCancelled()
      let column = try column(PropertyKeyID(key))
      for (row, kind) in batch.enumerated() {
        if let isNull = column.isNull, isNull[row] { continue }
        let type = column.typeName(at: row)
        kinds[kind]?.properties[key, default: (0, [])].count += 1
        kinds[kind]?.properties[key]?.types.insert(type)
      }
    }
  }

  /// Kinds in the order of their symbols; of each, its properties in the order of theirs.
  func rows(keys: SymbolTable) -> [(kind: [UInt32], row: [Value])] {
    kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { entry in
      guard !entry.value.properties.isEmpty else {
        return [(kind: entry.key, row: [Value.null, .null, .boolean(false)])]
      }
      return entry.value.properties.sorted { $0.key < $1.key }.map { property in
        (
          kind: entry.key,
          row: [
            .string(keys.name(of: property.key)),
            .list(property.value.types.sorted().map { .string($0) }),
            .boolean(property.value.count == entry.value.count)
          ]
        )
      }
    }
  }
}

extension ColumnVector {
  /// The name of the type of a row's value, without making the value where the column is typed.
  fileprivate func typeName(at row: Int) -> String {
    switch storage {
    case .booleans: "Boolean"
    case .integers: "Integer"
    case .floats: "Float"
    case .texts: "String"
    case .dates: "Date"
    case .nodes, .relationships, .values: value(at: row).typeName
    }
  }
}
