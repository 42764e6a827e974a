package import KithColumns
package import KithCore

/// An expression made ready for rows of one layout.
///
/// One class a kind. `evaluate` is one virtual call a batch; what happens to a row happens in typed loops.
/// Belongs to one execution of one statement: what does not depend on the row is computed once and kept.
package class CompiledExpression {
  /// The place in the statement's text.
  let span: SourceSpan
  /// Whether the value is the same in all rows of a statement.
  let isInvariant: Bool
  /// Whether evaluating it on more rows than needed could raise an error.
  let canFail: Bool

  init(span: SourceSpan, isInvariant: Bool, canFail: Bool = true) {
    self.span = span
    self.isInvariant = isInvariant
    self.canFail = canFail
  }

  /// One entry a row of the batch, without indirection. Throws the error of the first row that has one.
  package final func evaluate(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    guard batch.rowCount > 0 else { return ColumnVector(.values([])) }
    do {
      return try compute(batch, context)
    } catch {
      throw error.located(at: span)
    }
  }

  /// What `evaluate` gives; at least one row.
  func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    ColumnVector.allNull(batch.rowCount)
  }

  /// The value that all rows share; nil where it depends on the row.
  func sharedValue(_ context: ExecutionContext) throws(Diagnostic) -> Value? { nil }
}

/// An expression without variables, computed when it is first needed and then kept for the statement.
final class InvariantExpression: CompiledExpression {
  private let inner: CompiledExpression
  private var known: Value?

  init(_ inner: CompiledExpression) {
    self.inner = inner
    super.init(span: inner.span, isInvariant: true, canFail: inner.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    .constant(try value(context), count: batch.rowCount)
  }

  override func sharedValue(_ context: ExecutionContext) throws(Diagnostic) -> Value? {
    try value(context)
  }

  private func value(_ context: ExecutionContext) throws(Diagnostic) -> Value {
    if let known { return known }
    let value = try inner.evaluate(.singleRow, context).value(at: 0)
    known = value
    return value
  }
}

/// A literal.
final class ConstantExpression: CompiledExpression {
  private let value: Value

  init(_ value: Value, span: SourceSpan) {
    self.value = value
    super.init(span: span, isInvariant: true, canFail: false)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    value.isNull ? .allNull(batch.rowCount) : .constant(value, count: batch.rowCount)
  }

  override func sharedValue(_ context: ExecutionContext) throws(Diagnostic) -> Value? { value }
}

/// `$name`.
final class ParameterExpression: CompiledExpression {
  private let name: String

  init(_ name: String, span: SourceSpan) {
    self.name = name
    super.init(span: span, isInvariant: true)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let value = try value(context)
    return value.isNull ? .allNull(batch.rowCount) : .constant(value, count: batch.rowCount)
  }

  override func sharedValue(_ context: ExecutionContext) throws(Diagnostic) -> Value? {
    do {
      return try value(context)
    } catch {
      throw error.located(at: span)
    }
  }

  private func value(_ context: ExecutionContext) throws(Diagnostic) -> Value {
    guard let value = context.parameters[name] else { throw .missingParameter(name) }
    return value
  }
}

/// A variable: a column of the batch.
final class VariableExpression: CompiledExpression {
  let column: Int

  init(column: Int, span: SourceSpan) {
    self.column = column
    super.init(span: span, isInvariant: false, canFail: false)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    batch.flat(column)
  }
}

extension Diagnostic {
  /// The same with a place, unless it has one.
  func located(at place: SourceSpan) -> Diagnostic {
    guard span == nil else { return self }
    var located = self
    located.span = place
    return located
  }
}
