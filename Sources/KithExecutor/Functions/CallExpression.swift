import KithColumns
import KithCore
import KithPlanner

/// A call of a scalar function.
final class CallExpression: CompiledExpression {
  private let function: ScalarFunction
  private let arguments: [CompiledExpression]

  init(
    _ function: ScalarFunction, _ arguments: [CompiledExpression], isDeterministic: Bool,
    span: SourceSpan
  ) {
    self.function = function
    self.arguments = arguments
    super.init(
      span: span, isInvariant: isDeterministic && arguments.allSatisfy(\.isInvariant))
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    var columns: [ColumnVector] = []
    for argument in arguments { columns.append(try argument.evaluate(batch, context)) }
    if let result = try function.columns?(columns, context) { return result }
    return ColumnVector(packing: try rowByRow(columns, batch.rowCount, context))
  }

  private func rowByRow(
    _ columns: [ColumnVector], _ rowCount: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> [Value] {
    var results: [Value] = []
    results.reserveCapacity(rowCount)
    switch function.body {
    case .none(let body):
      for _ in 0..<rowCount { results.append(try body(context)) }
    case .one(let body):
      for row in 0..<rowCount {
        let value = columns[0].value(at: row)
        results.append(
          value.isNull && !function.takesNulls ? .null : try body(value, context))
      }
    case .two(let body):
      for row in 0..<rowCount {
        let (one, other) = (columns[0].value(at: row), columns[1].value(at: row))
        let isNull = !function.takesNulls && (one.isNull || other.isNull)
        results.append(isNull ? .null : try body(one, other, context))
      }
    case .any(let body):
      for row in 0..<rowCount {
        let values = columns.map { $0.value(at: row) }
        let isNull = !function.takesNulls && values.contains(where: \.isNull)
        results.append(isNull ? .null : try body(values, context))
      }
    }
    return results
  }
}

extension ExpressionCompiler {
  func call(
    _ name: String, _ arguments: [CompiledExpression], _ span: SourceSpan
  ) throws(Diagnostic) -> CompiledExpression {
    switch name.lowercased() {
    case "coalesce": return CoalesceExpression(arguments, span: span)
    case "exists" where arguments.count == 1:
      return NullCheckExpression(arguments[0], isNegated: true, span: span)
    case "kith.isnormalized":
      return CallExpression(.isNormalized, arguments, isDeterministic: true, span: span)
    case "kith.mergemaps": return MapMergeExpression(arguments[0], arguments[1], span: span)
    default: break
    }
    guard let function = FunctionLibrary.function(named: name) else {
      throw Diagnostic.unknownImplementation(name).located(at: span)
    }
    let isDeterministic = FunctionCatalogue.signature(of: name)?.isDeterministic ?? false
    return CallExpression(
      function, arguments, isDeterministic: isDeterministic, span: span)
  }
}
