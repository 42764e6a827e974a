import KithCore

// `+`, `-`, `*`, `/`, `%`, `^` and `||` on two values.

extension ReferenceEvaluator {
  static func arithmetic(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws
    -> Value
  {
    if case .null = left { return .null }
    if case .null = right { return .null }
    switch (left, right) {
    case (.integer(let one), .integer(let other)): return try integers(operation, one, other)
    case (.integer, .float), (.float, .integer), (.float, .float):
      guard let one = double(left), let other = double(right) else { return .null }
      return try floats(operation, one, other)
    case (.string(let one), .string(let other))
    where operation == .add || operation == .concatenate:
      return .string(one + other)
    case (.list(let one), .list(let other)) where operation == .add || operation == .concatenate:
      return .list(one + other)
    case (.list(let one), _) where operation == .add: return .list(one + [right])
    case (_, .list(let other)) where operation == .add: return .list([left] + other)
    case (.string(let one), _) where operation == .add:
      if let text = text(right) { return .string(one + text) }
    case (_, .string(let other)) where operation == .add:
      if let text = text(left) { return .string(text + other) }
    default: break
    }
    throw ReferenceFailure.failed("'\(operation.rawValue)' of wrong types")
  }

  static func double(_ value: Value) -> Double? {
    switch value {
    case .integer(let it): Double(it)
    case .float(let it): it
    default: nil
    }
  }

  /// What `toString` gives.
  static func text(_ value: Value) -> String? {
    switch value {
    case .string(let it): it
    case .integer(let it): "\(it)"
    case .boolean(let it): it ? "true" : "false"
    case .float(let it):
      it.isNaN ? "NaN" : it.isInfinite ? (it < 0 ? "-Infinity" : "Infinity") : "\(it)"
    case .date(let it): it.isoText
    default: nil
    }
  }

  private static func integers(_ operation: BinaryOperator, _ left: Int64, _ right: Int64) throws
    -> Value
  {
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .divide, .modulo:
      guard right != 0 else { throw ReferenceFailure.failed("division by zero") }
      if operation == .modulo { return .integer(right == -1 ? 0 : left % right) }
      result = left.dividedReportingOverflow(by: right)
    default: return try floats(operation, Double(left), Double(right))
    }
    guard !result.overflow else { throw ReferenceFailure.failed("integer overflow") }
    return .integer(result.partialValue)
  }

  private static func floats(_ operation: BinaryOperator, _ left: Double, _ right: Double) throws
    -> Value
  {
    switch operation {
    case .add: return .float(left + right)
    case .subtract: return .float(left - right)
    case .multiply: return .float(left * right)
    case .divide: return .float(left / right)
    case .modulo: return .float(left.truncatingRemainder(dividingBy: right))
    default: throw ReferenceFailure.unsupported("'\(operation.rawValue)' of numbers")
    }
  }

  /// Three-valued `AND`, `OR`, `XOR`.
  static func connective(_ operation: BinaryOperator, _ left: Bool?, _ right: Bool?) -> Bool? {
    switch operation {
    case .and:
      if left == false || right == false { return false }
      return left == nil || right == nil ? nil : true
    case .or:
      if left == true || right == true { return true }
      return left == nil || right == nil ? nil : false
    default:
      guard let left, let right else { return nil }
      return left != right
    }
  }

  /// A truth value, or a failure for what is none.
  static func truth(_ value: Value) throws -> Bool? {
    switch value {
    case .null: return nil
    case .boolean(let it): return it
    default: throw ReferenceFailure.failed("no boolean")
    }
  }

  static func value(_ truth: Bool?) -> Value { truth.map(Value.boolean) ?? .null }

  /// `x IN list`: true where one is equal, null where one might be.
  static func membership(_ element: Value, _ list: Value) throws -> Value {
    guard case .list(let elements) = list else {
      if case .null = list { return .null }
      throw ReferenceFailure.failed("IN takes a list")
    }
    let truths = elements.map { equal(element, $0) }
    if truths.contains(true) { return .boolean(true) }
    return truths.contains(nil) ? .null : .boolean(false)
  }
}
