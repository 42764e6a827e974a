import KithColumns
import KithCore

/// `left AND right`, `left OR right`.
///
/// The right side is computed only on the rows that the left side leaves open, so that
/// `x <> 0 AND 1 / x > 2` raises nothing; where it cannot fail and most rows are open, on all of them.
final class ConjunctionExpression: CompiledExpression {
  private let left: CompiledExpression
  private let right: CompiledExpression
  private let isDisjunction: Bool

  init(
    _ left: CompiledExpression, _ right: CompiledExpression, isDisjunction: Bool,
    span: SourceSpan
  ) {
    self.left = left
    self.right = right
    self.isDisjunction = isDisjunction
    super.init(
      span: span, isInvariant: left.isInvariant && right.isInvariant,
      canFail: left.canFail || right.canFail)
  }

  private var name: String { isDisjunction ? "'OR'" : "'AND'" }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    var truth = try TruthVector(try left.evaluate(batch, context), of: name)
    let open = truth.unsettled(byDisjunction: isDisjunction)
    if open.isEmpty { return truth.vector }
    if open.count == batch.rowCount || (!right.canFail && open.count * 4 > batch.rowCount * 3) {
      let other = try TruthVector(try right.evaluate(batch, context), of: name)
      return combined(truth, other).vector
    }
    let other = try TruthVector(
      try right.evaluate(batch.selecting(open), context), of: name)
    for (position, row) in open.enumerated() {
      let row = Int(row)
      let isUnknown = other.isNull?[position] ?? false
      let wasUnknown = truth.isNull?[row] ?? false
      // An open row is null or does not settle the left side; the right side may settle it.
      let settles = !isUnknown && other.isTrue[position] == isDisjunction
      truth.isTrue[row] =
        settles ? isDisjunction : isUnknown || wasUnknown ? false : !isDisjunction
      let becomesUnknown = !settles && (isUnknown || wasUnknown)
      if becomesUnknown != wasUnknown {
        if truth.isNull == nil { truth.isNull = Array(repeating: false, count: batch.rowCount) }
        truth.isNull?[row] = becomesUnknown
      }
    }
    return truth.vector
  }

  private func combined(_ one: TruthVector, _ other: TruthVector) -> TruthVector {
    var result = one
    let (left, right) = (one.isTrue, other.isTrue)
    result.isTrue =
      isDisjunction
      ? rows(left.count) { left[$0] || right[$0] } : rows(left.count) { left[$0] && right[$0] }
    guard one.isNull != nil || other.isNull != nil else { return result }
    let none = Array(repeating: false, count: left.count)
    let (leftNull, rightNull) = (one.isNull ?? none, other.isNull ?? none)
    // Unknown where one is unknown and the other does not settle it.
    result.isNull =
      isDisjunction
      ? rows(left.count) { (leftNull[$0] || rightNull[$0]) && !left[$0] && !right[$0] }
      : rows(left.count) {
        (leftNull[$0] && (rightNull[$0] || right[$0])) || (rightNull[$0] && left[$0])
      }
    return result
  }
}

/// `left XOR right`: null where either is.
final class ExclusiveOrExpression: CompiledExpression {
  private let left: CompiledExpression
  private let right: CompiledExpression

  init(_ left: CompiledExpression, _ right: CompiledExpression, span: SourceSpan) {
    self.left = left
    self.right = right
    super.init(
      span: span, isInvariant: left.isInvariant && right.isInvariant,
      canFail: left.canFail || right.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let one = try TruthVector(try left.evaluate(batch, context), of: "'XOR'")
    let other = try TruthVector(try right.evaluate(batch, context), of: "'XOR'")
    let truths = rows(batch.rowCount) { one.isTrue[$0] != other.isTrue[$0] }
    return ColumnVector(.booleans(truths), isNull: combinedMask(one.isNull, other.isNull))
  }
}

/// `NOT operand`.
final class NotExpression: CompiledExpression {
  private let operand: CompiledExpression

  init(_ operand: CompiledExpression, span: SourceSpan) {
    self.operand = operand
    super.init(span: span, isInvariant: operand.isInvariant, canFail: operand.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let truth = try TruthVector(try operand.evaluate(batch, context), of: "'NOT'")
    return ColumnVector(
      .booleans(rows(batch.rowCount) { !truth.isTrue[$0] }), isNull: truth.isNull)
  }
}

/// `operand IS NULL`, `operand IS NOT NULL`: never null.
final class NullCheckExpression: CompiledExpression {
  private let operand: CompiledExpression
  private let isNegated: Bool

  init(_ operand: CompiledExpression, isNegated: Bool, span: SourceSpan) {
    self.operand = operand
    self.isNegated = isNegated
    super.init(span: span, isInvariant: operand.isInvariant, canFail: operand.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    guard let mask = try operand.evaluate(batch, context).nullMask else {
      return .constant(.boolean(isNegated), count: batch.rowCount)
    }
    return ColumnVector(.booleans(isNegated ? rows(mask.count) { !mask[$0] } : mask))
  }
}
