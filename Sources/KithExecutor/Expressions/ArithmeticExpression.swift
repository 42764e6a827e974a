import KithColumns
import KithCore

/// `left + right` and its fellows.
///
/// Integers and floats run in typed loops; all else goes value by value (`ValueArithmetic`).
final class ArithmeticExpression: CompiledExpression {
  private let operation: ValueArithmetic
  private let left: CompiledExpression
  private let right: CompiledExpression

  init(
    _ operation: ValueArithmetic, _ left: CompiledExpression, _ right: CompiledExpression,
    span: SourceSpan
  ) {
    self.operation = operation
    self.left = left
    self.right = right
    super.init(span: span, isInvariant: left.isInvariant && right.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let one = try left.evaluate(batch, context)
    let other = try right.evaluate(batch, context)
    if let typed = typed(one, other) { return typed }
    var results: [Value] = []
    results.reserveCapacity(batch.rowCount)
    var bytes = ValueBytes()
    for row in 0..<batch.rowCount {
      let (first, second) = (one.value(at: row), other.value(at: row))
      try bytes.add(first, context)
      try bytes.add(second, context)
      results.append(try operation.apply(first, second))
    }
    return ColumnVector(packing: results)
  }

  /// Nil where the types have no loop, or a row fails: going value by value then finds which.
  private func typed(_ one: ColumnVector, _ other: ColumnVector) -> ColumnVector? {
    let mask = combinedMask(one.isNull, other.isNull)
    switch (one.storage, other.storage) {
    case (.integers(let left), .integers(let right)):
      if operation == .power {
        return operation.floats(left.map(Double.init), right.map(Double.init), mask)
      }
      return operation.integers(left, right, mask)
    case (.floats(let left), .floats(let right)): return operation.floats(left, right, mask)
    case (.integers(let left), .floats(let right)):
      return operation.floats(left.map(Double.init), right, mask)
    case (.floats(let left), .integers(let right)):
      return operation.floats(left, right.map(Double.init), mask)
    default: return nil
    }
  }
}

/// `-operand`.
final class NegateExpression: CompiledExpression {
  private let operand: CompiledExpression

  init(_ operand: CompiledExpression, span: SourceSpan) {
    self.operand = operand
    super.init(span: span, isInvariant: operand.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let vector = try operand.evaluate(batch, context)
    if case .floats(let column) = vector.storage {
      return ColumnVector(.floats(rows(column.count) { -column[$0] }), isNull: vector.isNull)
    }
    var results: [Value] = []
    for row in 0..<vector.count {
      switch vector.value(at: row) {
      case .null: results.append(.null)
      case .integer(let it):
        guard it != .min else { throw .negationOverflow(it) }
        results.append(.integer(-it))
      case .float(let it): results.append(.float(-it))
      case .duration(let it):
        guard let back = it.negated else { throw .durationOverflow("-") }
        results.append(.duration(back))
      case let other: throw .wrongOperand("-", other)
      }
    }
    return ColumnVector(packing: results)
  }
}

extension ValueArithmetic {
  /// Nil where a row overflows or divides by zero, or the operation has no loop over integers.
  fileprivate func integers(
    _ left: [Int64], _ right: [Int64], _ mask: [Bool]?
  ) -> ColumnVector? {
    var hasFailed = false
    let results: [Int64]
    // The rows of nulls mean nothing and may overflow too: then the slow way decides.
    switch self {
    case .add:
      results = rows(left.count) {
        let (sum, overflows) = left[$0].addingReportingOverflow(right[$0])
        hasFailed = hasFailed || overflows
        return sum
      }
    case .subtract:
      results = rows(left.count) {
        let (difference, overflows) = left[$0].subtractingReportingOverflow(right[$0])
        hasFailed = hasFailed || overflows
        return difference
      }
    case .multiply:
      results = rows(left.count) {
        let (product, overflows) = left[$0].multipliedReportingOverflow(by: right[$0])
        hasFailed = hasFailed || overflows
        return product
      }
    case .divide:
      results = rows(left.count) {
        let (quotient, overflows) = left[$0].dividedReportingOverflow(by: right[$0])
        hasFailed = hasFailed || overflows
        return quotient
      }
    case .modulo:
      results = rows(left.count) {
        let (remainder, overflows) = left[$0].remainderReportingOverflow(dividingBy: right[$0])
        hasFailed = hasFailed || overflows
        return remainder
      }
    case .power, .concatenate: return nil
    }
    return hasFailed ? nil : ColumnVector(.integers(results), isNull: mask)
  }

  fileprivate func floats(
    _ left: [Double], _ right: [Double], _ mask: [Bool]?
  ) -> ColumnVector? {
    let results: [Double]
    switch self {
    case .add: results = rows(left.count) { left[$0] + right[$0] }
    case .subtract: results = rows(left.count) { left[$0] - right[$0] }
    case .multiply: results = rows(left.count) { left[$0] * right[$0] }
    case .divide: results = rows(left.count) { left[$0] / right[$0] }
    case .modulo:
      results = rows(left.count) { left[$0].truncatingRemainder(dividingBy: right[$0]) }
    case .power: results = rows(left.count) { Self.power(left[$0], right[$0]) }
    case .concatenate: return nil
    }
    return ColumnVector(.floats(results), isNull: mask)
  }
}
