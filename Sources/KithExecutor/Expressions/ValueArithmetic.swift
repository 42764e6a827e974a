import Glibc
import KithCore

/// The arithmetic of openCypher on single values.
enum ValueArithmetic: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case power = "^"
  case concatenate = "||"

  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  /// Null where either operand is null. Throws for types that do not go together, integers that overflow, and
  /// integers divided by zero.
  func apply(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.integer(let one), .integer(let other)): return try integers(one, other)
    case (.float(let one), .float(let other)): return try floats(one, other)
    case (.integer(let one), .float(let other)): return try floats(Double(one), other)
    case (.float(let one), .integer(let other)): return try floats(one, Double(other))
    default: break
    }
    switch self {
    case .add: return try sum(left, right)
    case .subtract: return try difference(left, right)
    case .multiply: return try product(left, right)
    case .divide: return try quotient(left, right)
    case .concatenate: return try concatenation(left, right)
    case .modulo, .power:
      if left.isNull || right.isNull { return .null }
      throw .wrongOperands(rawValue, left, right)
    }
  }

  private func integers(_ left: Int64, _ right: Int64) throws(Diagnostic) -> Value {
    let (result, overflows) =
      switch self {
      case .add: left.addingReportingOverflow(right)
      case .subtract: left.subtractingReportingOverflow(right)
      case .multiply: left.multipliedReportingOverflow(by: right)
      case .divide: left.dividedReportingOverflow(by: right)
      // The smallest integer modulo -1 is 0, though the division overflows.
      case .modulo: right == -1 ? (0, false) : left.remainderReportingOverflow(dividingBy: right)
      case .power: (0, false)
      case .concatenate: (0, true)
      }
    switch self {
    case .power: return .float(Self.power(Double(left), Double(right)))
    case .concatenate: throw .wrongOperands(rawValue, .integer(left), .integer(right))
    case .divide, .modulo:
      if right == 0 { throw .divisionByZero }
    case .add, .subtract, .multiply: break
    }
    if overflows { throw .integerOverflow(rawValue, left, right) }
    return .integer(result)
  }

  private func floats(_ left: Double, _ right: Double) throws(Diagnostic) -> Value {
    switch self {
    case .add: .float(left + right)
    case .subtract: .float(left - right)
    case .multiply: .float(left * right)
    case .divide: .float(left / right)
    case .modulo: .float(left.truncatingRemainder(dividingBy: right))
    case .power: .float(Self.power(left, right))
    case .concatenate: throw .wrongOperands(rawValue, .float(left), .float(right))
    }
  }

  /// Lists with lists and elements, strings with scalars, temporal values with durations.
  private func sum(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    switch (left, right) {
    // A null beside a list makes null, as everywhere: `[1] + null` is null in openCypher.
    case (.null, _), (_, .null): return .null
    case (.list(let one), .list(let other)): return .list(one + other)
    case (.list(let one), let element): return .list(one + [element])
    case (let element, .list(let other)): return .list([element] + other)
    case (.string(let one), .string(let other)): return .string(one + other)
    case (.string(let one), let other):
      if let text = other.concatenationText { return .string(one + text) }
    case (let one, .string(let other)):
      if let text = one.concatenationText { return .string(text + other) }
    case (.duration(let one), .duration(let other)): return try duration(one.adding(other))
    case (let moment, .duration(let amount)), (.duration(let amount), let moment):
      if let later = try moved(moment, by: amount) { return later }
    default: break
    }
    throw .wrongOperands(rawValue, left, right)
  }

  private func difference(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.null, _), (_, .null): return .null
    case (.duration(let one), .duration(let other)):
      return try duration(other.negated.flatMap(one.adding))
    case (let moment, .duration(let amount)):
      guard let back = amount.negated else { throw .temporalOverflow(rawValue) }
      if let earlier = try moved(moment, by: back) { return earlier }
    default: break
    }
    throw .wrongOperands(rawValue, left, right)
  }

  private func product(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.null, _), (_, .null): return .null
    case (.duration(let amount), .integer(let factor)),
      (.integer(let factor), .duration(let amount)):
      return try duration(amount.multiplied(by: factor))
    case (.duration(let amount), .float(let factor)),
      (.float(let factor), .duration(let amount)):
      return try duration(amount.multiplied(by: factor))
    default: throw .wrongOperands(rawValue, left, right)
    }
  }

  private func quotient(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.null, _), (_, .null): return .null
    case (.duration(let amount), .integer(let divisor)):
      if divisor == 0 { throw .divisionByZero }
      return try duration(amount.divided(by: Double(divisor)))
    case (.duration(let amount), .float(let divisor)):
      return try duration(amount.divided(by: divisor))
    default: throw .wrongOperands(rawValue, left, right)
    }
  }

  private func duration(_ amount: DurationValue?) throws(Diagnostic) -> Value {
    guard let amount else { throw .durationOverflow(rawValue) }
    return .duration(amount)
  }

  /// A moment moved by an amount of time; nil where the value is no moment. Throws out of the range of years.
  private func moved(_ moment: Value, by amount: DurationValue) throws(Diagnostic) -> Value? {
    let result: Value? =
      switch moment {
      case .date(let it): it.adding(amount).map(Value.date)
      case .localTime(let it): .localTime(it.adding(amount))
      case .time(let it): .time(it.adding(amount))
      case .localDateTime(let it): it.adding(amount).map(Value.localDateTime)
      case .dateTime(let it) where it.zoneName != nil:
        Zone(of: it).adding(amount, to: it).map(Value.dateTime)
      case .dateTime(let it): it.adding(amount).map(Value.dateTime)
      default: .null
      }
    guard let result else { throw .temporalOverflow(rawValue) }
    return result.isNull ? nil : result
  }

  /// `||`: two strings or two lists.
  private func concatenation(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.null, _), (_, .null): .null
    case (.string(let one), .string(let other)): .string(one + other)
    case (.list(let one), .list(let other)): .list(one + other)
    default: throw .wrongOperands(rawValue, left, right)
    }
  }
}

extension Value {
  /// What `+` appends to a string: numbers, booleans, temporal values and points as `toString` writes them.
  var concatenationText: String? {
    switch self {
    case .string(let it): it
    case .integer(let it): String(it)
    case .float(let it): it.cypherText
    case .boolean(let it): it ? "true" : "false"
    case .date(let it): it.isoText
    case .localTime(let it): it.isoText
    case .time(let it): it.isoText
    case .localDateTime(let it): it.isoText
    case .dateTime(let it): it.isoText
    case .duration(let it): it.isoText
    case .point(let it): it.text
    case .null, .list, .map, .node, .relationship, .path: nil
    }
  }
}
