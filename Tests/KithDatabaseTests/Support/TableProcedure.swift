import KithCore
import KithExecutor
import KithPlanner

/// A procedure that is a table: a call gives the columns of the rows whose first cells equal its arguments.
///
/// ```
/// test.my.proc(in :: INTEGER?) :: (out :: STRING?)     | in | out |
///                                                      | 1  | 'a' |
/// ```
struct TableProcedure: Procedure {
  let signature: ProcedureSignature
  /// Cells of the parameters, then of the columns.
  let rows: [[Value]]

  init(_ signature: String, _ rows: [[Value]] = []) throws(Diagnostic) {
    self.signature = try ProcedureSignature(parsing: signature)
    self.rows = rows
  }

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    let width = arguments.count
    let found = rows.filter { row in
      zip(row, arguments).allSatisfy { $0.isEquivalent(to: $1) }
    }
    return ValueRows(found.map { Array($0.dropFirst(width)) })
  }
}
