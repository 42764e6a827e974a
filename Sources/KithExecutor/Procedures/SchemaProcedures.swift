import KithCore
import KithPlanner
import KithStorage

/// `db.labels()` and its fellows: what there is in a graph.
enum SchemaProcedures {
  static let all: [any Procedure] = [
    LabelsProcedure(), TypesProcedure(), KeysProcedure(), NodePropertiesProcedure(),
    RelationshipPropertiesProcedure(), SchemaGraphProcedure(), LabelCountsProcedure(),
    TypeCountsProcedure(), GraphInfoProcedure(), ComponentsProcedure()
  ]

  /// A row for each name of a table that is in use.
  static func names(_ table: SymbolTable, where isUsed: (UInt32) -> Bool) -> ValueRows {
    let used = (0..<UInt32(table.count)).filter(isUsed)
    return ValueRows(used.map { [.string(table.name(of: $0))] })
  }
}

/// `CALL db.labels()`
private struct LabelsProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.labels", columns: [.init("label", .string)],
    "The labels that nodes have, in the order of their first use.", example: "CALL db.labels()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let counts = context.transaction.statistics.nodesByLabel
    return SchemaProcedures.names(context.transaction.schema.labels) {
      counts[LabelID($0), default: 0] > 0
    }
  }
}

/// `CALL db.relationshipTypes()`
private struct TypesProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.relationshipTypes", columns: [.init("relationshipType", .string)],
    "The types that relationships have, in the order of their first use.",
    example: "CALL db.relationshipTypes()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let counts = context.transaction.statistics.relationshipsByTriple
    return SchemaProcedures.names(context.transaction.schema.relationshipTypes) {
      let all = Statistics.Triple(start: nil, type: RelationshipTypeID($0), end: nil)
      return counts[all, default: 0] > 0
    }
  }
}

/// `CALL db.propertyKeys()`
private struct KeysProcedure: Procedure {
  let signature = ProcedureSignature(
    "db.propertyKeys", columns: [.init("propertyKey", .string)],
    "The keys of properties, in the order of their first use.", example: "CALL db.propertyKeys()")

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    SchemaProcedures.names(context.transaction.schema.propertyKeys) { _ in true }
  }
}
