import KithCore
import KithPlanner
import KithStorage

/// `CALL db.stats.labels()`
struct LabelCountsProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.stats.labels", columns: [.init("label", .string), .init("count", .integer)],
    "How many nodes have each label, in the order of the labels' first use.",
    details: "Exact, and constant in the size of the graph.", example: "CALL db.stats.labels()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let (schema, statistics) = (context.transaction.schema, context.transaction.statistics)
    let used = statistics.nodesByLabel.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    return ValueRows(
      used.map {
        [.string(schema.labels.name(of: $0.key.rawValue)), .integer(Int64($0.value))]
      })
  }
}

/// `CALL db.stats.relationshipTypes()`
struct TypeCountsProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.stats.relationshipTypes",
    columns: [.init("relationshipType", .string), .init("count", .integer)],
    "How many relationships have each type, in the order of the types' first use.",
    details: "Exact, and constant in the size of the graph.",
    example: "CALL db.stats.relationshipTypes()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let schema = context.transaction.schema
    let triples = SchemaTriple.all(in: context.transaction) { $0 == nil && $1 == nil }
    return ValueRows(
      triples.map {
        [.string(schema.relationshipTypes.name(of: $0.type)), .integer(Int64($0.count))]
      })
  }
}

/// `CALL db.schema.visualization()`
struct SchemaGraphProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.schema.visualization",
    columns: [.init("nodes", .list(of: .map)), .init("relationships", .list(of: .map))],
    "Which labels there are and which types join them, with counts: the schema as a graph.",
    details: "One row. A node is {name, count}, a relationship {type, start, end, count} with the "
      + "labels at its ends; a relationship between nodes of several labels counts for each pair.",
    example: "CALL db.schema.visualization()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let (schema, statistics) = (context.transaction.schema, context.transaction.statistics)
    let labels = statistics.nodesByLabel.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let nodes = labels.map { label, count in
      Value.map(
        ValueMap([
          ("name", .string(schema.labels.name(of: label.rawValue))),
          ("count", .integer(Int64(count)))
        ]))
    }
    let triples = SchemaTriple.all(in: context.transaction) { $0 != nil && $1 != nil }
    let relationships = triples.map { triple in
      Value.map(
        ValueMap([
          ("type", .string(schema.relationshipTypes.name(of: triple.type))),
          ("start", .string(schema.labels.name(of: triple.start))),
          ("end", .string(schema.labels.name(of: triple.end))),
          ("count", .integer(Int64(triple.count)))
        ]))
    }
    return ValueRows([[.list(nodes), .list(relationships)]])
  }
}

/// A kind of relationship that occurs; labels are 0 where they stand for any node.
private struct SchemaTriple {
  var type: UInt32
  var start: UInt32
  var end: UInt32
  var count: Int

  /// Those whose labels are wanted, in the order of the symbols.
  static func all(
    in transaction: GraphTransaction, where isWanted: (LabelID?, LabelID?) -> Bool
  ) -> [SchemaTriple] {
    var found: [SchemaTriple] = []
    for (triple, count) in transaction.statistics.relationshipsByTriple where count > 0 {
      guard let type = triple.type, isWanted(triple.start, triple.end) else { continue }
      found.append(
        SchemaTriple(
          type: type.rawValue, start: triple.start?.rawValue ?? 0, end: triple.end?.rawValue ?? 0,
          count: count))
    }
    return found.sorted { ($0.type, $0.start, $0.end) < ($1.type, $1.start, $1.end) }
  }
}

/// `CALL db.info()`
struct GraphInfoProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.info",
    columns: [
      .init("nodes", .integer), .init("relationships", .integer), .init("labels", .integer),
      .init("relationshipTypes", .integer), .init("propertyKeys", .integer)
    ],
    "How much there is in the graph.", example: "CALL db.info()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let (schema, statistics) = (context.transaction.schema, context.transaction.statistics)
    let types = SchemaTriple.all(in: context.transaction) { $0 == nil && $1 == nil }
    let numbers = [
      statistics.nodeCount, statistics.relationshipCount,
      statistics.nodesByLabel.count { $0.value > 0 }, types.count, schema.propertyKeys.count
    ]
    return ValueRows([numbers.map { .integer(Int64($0)) }])
  }
}

/// `CALL dbms.components()`
struct ComponentsProcedure: Procedure {
  let signature = ProcedureSignature(
    "dbms.components",
    columns: [
      .init("name", .string), .init("versions", .list(of: .string)), .init("edition", .string)
    ],
    "The name and the version of the program.", example: "CALL dbms.components()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    ValueRows([
      [.string("kith"), .list([.string(EngineVersion.text)]), .string("community")]
    ])
  }
}
