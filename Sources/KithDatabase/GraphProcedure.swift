import KithColumns
import KithCore
import KithExecutor
import KithPlanner

/// A procedure of a program's own, which statements then `CALL` as they do kith's.
///
/// ```swift
/// let graph = try Database()
/// let split = try GraphProcedure("text.split(text :: STRING, by :: STRING = ',') :: (part :: STRING)") { arguments in
///   guard case .string(let text) = arguments[0], case .string(let separator) = arguments[1] else { return [] }
///   return text.components(separatedBy: separator).map { [.string($0)] }
/// }
/// try graph.register(split)
/// let parts = try graph.run("CALL text.split('a,b') YIELD part RETURN part")
/// ```
///
/// The signature names the parameters and the columns with their types; `?` allows null, `=` gives a default, and
/// `:: ()` says that the procedure yields nothing. Calls are checked against it: a program's code gets arguments of
/// these types, a whole number as `.float` where `FLOAT` is declared, and nothing left out. Types are `ANY`, `BOOLEAN`,
/// `INTEGER`, `FLOAT`, `NUMBER`, `STRING`, `DATE`, `TIME`, `LOCAL TIME`, `DATETIME`, `LOCAL DATETIME`, `DURATION`,
/// `LIST`, `LIST OF STRING` and so on, `MAP`, `NODE`, `RELATIONSHIP` and `PATH`.
///
/// Rows are taken from the sequence one by one as the statement needs them: it may be endless where a `LIMIT` follows.
/// A node in a row is the graph's node of its `elementID`. What the code throws becomes a `ProcedureError`.
public struct GraphProcedure: Sendable {
  let procedure: any Procedure

  /// Throws a `DatabaseError` where the signature cannot be understood. `summary` and `example` are for `:help`.
  public init(
    _ signature: String, summary: String = "", example: String = "",
    rows: @escaping @Sendable ([GraphValue]) throws -> any Sequence<[GraphValue]>
  ) throws(DatabaseError) {
    do throws(Diagnostic) {
      procedure = ProgramProcedure(
        signature: try ProcedureSignature(parsing: signature, summary: summary, example: example),
        body: rows)
    } catch {
      throw DatabaseError(Diagnostics(error), statement: nil)
    }
  }
}

/// What a `GraphProcedure` is to the engine.
private struct ProgramProcedure: Procedure {
  let signature: ProcedureSignature
  let body: @Sendable ([GraphValue]) throws -> any Sequence<[GraphValue]>

  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    do {
      let given = try arguments.map { try GraphValue($0, resolving: context.transaction) }
      return ProgramRows(signature, AnyIterator(iterator(over: try body(given))), context)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw DatabaseMessages.procedureFailed(signature.name, error)
    }
  }

  private func iterator(over rows: any Sequence<[GraphValue]>) -> AnyIterator<[GraphValue]> {
    func opened(_ rows: some Sequence<[GraphValue]>) -> AnyIterator<[GraphValue]> {
      AnyIterator(rows.makeIterator())
    }
    return opened(rows)
  }
}

/// The rows that a program's sequence gives, checked against the signature.
private final class ProgramRows: ProcedureRows {
  private let signature: ProcedureSignature
  private let rows: AnyIterator<[GraphValue]>
  private let context: ExecutionContext

  init(
    _ signature: ProcedureSignature, _ rows: AnyIterator<[GraphValue]>,
    _ context: ExecutionContext
  ) {
    self.signature = signature
    self.rows = rows
    self.context = context
  }

  func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    var columns: [[Value]] = signature.columns.map { _ in [] }
    var count = 0
    while count < limit, let row = rows.next() {
      guard row.count == columns.count else {
        throw DatabaseMessages.procedureRowWidth(
          signature.name, wanted: columns.count, got: row.count)
      }
      for (index, cell) in row.enumerated() {
        columns[index].append(try value(of: cell, signature.columns[index]))
      }
      count += 1
    }
    return count == 0 || columns.isEmpty ? nil : columns.map { ColumnVector(.values($0)) }
  }

  private func value(
    of cell: GraphValue, _ column: ProcedureSignature.Column
  ) throws(Diagnostic) -> Value {
    guard let value = column.type.taking(try cell.resultValue(in: context.transaction)) else {
      throw DatabaseMessages.procedureColumnType(
        column.name, of: signature.name, wanted: column.type.text, got: cell.typeName)
    }
    return value
  }
}
