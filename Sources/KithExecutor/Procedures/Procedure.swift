package import KithColumns
package import KithCore
package import KithPlanner

/// Something that `CALL` runs: a signature, which the binder checks calls against, and what it does.
///
/// `db.labels` is one, the graph algorithms are, and a program that embeds kith registers its own.
package protocol Procedure: Sendable {
  var signature: ProcedureSignature { get }

  /// Starts a call. The arguments are one a parameter, of the types that the signature says.
  ///
  /// Long work checks `context.checkCancelled()` every few thousand steps and charges what it keeps to a
  /// `MemoryReservation`.
  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows
}

/// The rows of one call, pulled a batch at a time.
package protocol ProcedureRows: AnyObject {
  /// The next rows: a vector for each column of the signature, all of the same length, at least one row and at most
  /// `limit`. Nil at the end; a procedure without columns gives nil once its work is done.
  func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]?
}

/// Rows that are known as values: for procedures that give few.
package final class ValueRows: ProcedureRows {
  private let rows: [[Value]]
  private var position = 0

  package init(_ rows: [[Value]]) { self.rows = rows }

  package func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    guard position < rows.count, let width = rows.first?.count, width > 0 else { return nil }
    let end = min(rows.count, position + limit)
    defer { position = end }
    return (0..<width).map { column in
      var builder = ColumnBuilder()
      for row in rows[position..<end] { builder.append(row[column]) }
      return builder.finished()
    }
  }
}

/// Rows whose columns are known as vectors: for results that are arrays already.
package final class VectorRows: ProcedureRows {
  private let columns: [ColumnVector]
  private let count: Int
  private let memory: MemoryReservation?
  private var position = 0

  /// Keeps the memory charged until the rows are taken.
  package init(_ columns: [ColumnVector], memory: MemoryReservation? = nil) {
    self.columns = columns
    self.memory = memory
    count = columns.first?.count ?? 0
  }

  package func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    guard position < count else { return nil }
    let end = min(count, position + limit)
    let rows = Array(UInt32(position)..<UInt32(end))
    position = end
    return rows.count == count ? columns : columns.map { $0.gathered(rows) }
  }
}

/// Memory that a procedure charges to its statement; given back when the call is over.
package final class MemoryReservation {
  private let context: ExecutionContext
  private var bytes = 0

  package init(_ context: ExecutionContext) { self.context = context }

  /// Throws where the statement's limit is reached.
  package func charge(_ more: Int) throws(Diagnostic) {
    bytes += more
    try context.memory.charge(more)
  }

  /// Throws where the statement was stopped or its time is up.
  package func checkCancelled() throws(Diagnostic) { try context.checkCancelled() }

  deinit { context.memory.release(bytes) }
}
