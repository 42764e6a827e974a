import KithColumns
import KithCore

/// `x IS :: TYPE`: never null.
final class TypeTestExpression: CompiledExpression {
  private let operand: CompiledExpression
  private let type: TypeDescription
  private let isNegated: Bool

  init(
    _ operand: CompiledExpression, _ type: TypeDescription, isNegated: Bool, span: SourceSpan
  ) {
    self.operand = operand
    self.type = type
    self.isNegated = isNegated
    super.init(span: span, isInvariant: operand.isInvariant, canFail: operand.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let column = try operand.evaluate(batch, context)
    return ColumnVector(
      .booleans(
        (0..<batch.rowCount).map { type.contains(column.value(at: $0)) != isNegated }))
  }
}

/// `CAST(x AS TYPE)`: the value as one of the type, or an error.
final class CastExpression: CompiledExpression {
  private let operand: CompiledExpression
  private let type: TypeDescription

  init(_ operand: CompiledExpression, to type: TypeDescription, span: SourceSpan) {
    self.operand = operand
    self.type = type
    super.init(span: span, isInvariant: operand.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let column = try operand.evaluate(batch, context)
    var results: [Value] = []
    results.reserveCapacity(batch.rowCount)
    for row in 0..<batch.rowCount {
      let value = column.value(at: row)
      guard let cast = type.cast(value, context) else { throw .cannotCast(value, to: type) }
      results.append(cast)
    }
    return ColumnVector(packing: results)
  }
}

extension TypeDescription {
  /// The value as one of this type; nil where there is none (GQL, section 20.8: an error then).
  fileprivate func cast(_ value: Value, _ context: ExecutionContext) -> Value? {
    if contains(value) { return value }
    if value.isNull { return nil }
    switch (kind, value) {
    case (.list(let element), .list(let elements)):
      var results: [Value] = []
      for one in elements {
        guard let cast = element.cast(one, context) else { return nil }
        results.append(cast)
      }
      return .list(results)
    case (.union(let members), _):
      for member in members {
        if let cast = member.cast(value, context) { return cast }
      }
      return nil
    default: break
    }
    guard let name = conversion(from: value), let function = FunctionLibrary.function(named: name)
    else { return nil }
    // What a conversion says of a value that it does not take is said better of the cast.
    guard let result = try? function.call([value], context), !result.isNull else { return nil }
    return result
  }

  /// The function that converts a value to this type, where one does.
  private func conversion(from value: Value) -> String? {
    switch kind {
    case .boolean: return "toBoolean"
    case .string: return "toString"
    case .integer: return "toInteger"
    case .float: return "toFloat"
    case .point: return "point"
    case .date, .localTime, .zonedTime, .localDateTime, .zonedDateTime, .duration:
      if case .map = value { return nil }
    case .any, .nothing, .null, .node, .relationship, .map, .path, .propertyValue, .list, .union:
      return nil
    }
    return switch kind {
    case .date: "date"
    case .localTime: "localtime"
    case .zonedTime: "time"
    case .localDateTime: "localdatetime"
    case .zonedDateTime: "datetime"
    default: "duration"
    }
  }
}

extension Diagnostic {
  static func cannotCast(_ value: Value, to type: TypeDescription) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(value.plainText.prefix(60)) cannot be cast to \(type)",
      advice: "'IS :: TYPE' tells whether a value is of a type")
  }
}
