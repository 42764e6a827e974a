import KithCore
import KithPlanner
import KithStorage

/// What the procedures of `ProcedureCatalogue` do.
enum ProcedureLibrary {
  /// The rows of one call, with all of the procedure's columns.
  static func rows(
    of name: String, _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> [[Value]] {
    let transaction = context.transaction
    switch name {
    case "db.labels":
      let counts = transaction.statistics.nodesByLabel
      return names(transaction.schema.labels) { counts[LabelID($0), default: 0] > 0 }
    case "db.relationshipTypes":
      let counts = transaction.statistics.relationshipsByTriple
      return names(transaction.schema.relationshipTypes) {
        let all = Statistics.Triple(start: nil, type: RelationshipTypeID($0), end: nil)
        return counts[all, default: 0] > 0
      }
    case "db.propertyKeys":
      return names(transaction.schema.propertyKeys) { _ in true }
    default: throw .procedureNotBuilt(name)
    }
  }

  private static func names(
    _ table: SymbolTable, where isUsed: (UInt32) -> Bool
  ) -> [[Value]] {
    (0..<UInt32(table.count)).filter(isUsed).map { [.string(table.name(of: $0))] }
  }
}
