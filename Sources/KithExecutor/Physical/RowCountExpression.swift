import KithColumns
import KithCore
import KithPlanner

/// The number of rows that `SKIP` or `LIMIT` names: an expression without variables.
struct RowCountExpression {
  private let expression: CompiledExpression
  private let clause: String
  private let span: SourceSpan

  init(_ expression: BoundExpression, clause: String) throws(Diagnostic) {
    self.expression = try ExpressionCompiler.compile(expression, layout: RowLayout())
    self.clause = clause
    self.span = expression.span
  }

  /// The number. Throws where it is negative or no integer.
  func value(_ context: ExecutionContext) throws(Diagnostic) -> Int {
    let value = try expression.evaluate(.singleRow, context).value(at: 0)
    guard case .integer(let number) = value else {
      throw .rowCountNotInteger(clause: clause, value, at: span)
    }
    if number < 0 { throw .rowCountNegative(clause: clause, number, at: span) }
    return Int(number)
  }
}
