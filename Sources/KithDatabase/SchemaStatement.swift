import KithCore
import KithStorage
import KithSyntax

/// Runs a statement that makes or drops an index or a constraint.
enum SchemaStatement {
  /// What the statement changed: nothing where `IF NOT EXISTS` or `IF EXISTS` let it be.
  static func run(
    _ command: ParsedSchemaCommand, in transaction: GraphTransaction
  ) throws(Diagnostic) -> ChangeCounters {
    var counters = ChangeCounters()
    do throws(Diagnostic) {
      switch command.action {
      case .createIndex(let request):
        if try transaction.createIndex(request) { counters.indexesAdded = 1 }
      case .createConstraint(let request):
        if try transaction.createConstraint(request) { counters.constraintsAdded = 1 }
      case .dropIndex(let name, let isOptional):
        if try transaction.dropIndex(named: name, isOptional: isOptional) {
          counters.indexesRemoved = 1
        }
      case .dropConstraint(let name, let isOptional):
        if try transaction.dropConstraint(named: name, isOptional: isOptional) {
          counters.constraintsRemoved = 1
        }
      }
    } catch {
      var located = error
      located.span = command.span
      throw located
    }
    return counters
  }
}
