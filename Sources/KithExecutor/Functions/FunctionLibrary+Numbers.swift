import Glibc
import KithColumns
import KithCore

extension FunctionLibrary {
  /// Numbers.
  static let numbers: [ScalarFunction] = [
    .one("abs") { (value, _) throws(Diagnostic) in
      switch value {
      case .integer(let it):
        guard it != .min else { throw .negationOverflow(it) }
        return .integer(abs(it))
      case .float(let it): return .float(abs(it))
      default: throw .wrongType("'abs()'", takes: "a number", got: value)
      }
    },
    onFloat("ceil") { $0.rounded(.up) },
    onFloat("floor") { $0.rounded(.down) },
    .any("round") { (values, _) throws(Diagnostic) in try round(values) },
    .one("sign") { (value, _) throws(Diagnostic) in
      let number = try number(value, for: "'sign()'")
      return .integer(number > 0 ? 1 : number < 0 ? -1 : 0)
    },
    onFloat("sqrt") { $0.squareRoot() },
    onFloat("exp") { exp($0) },
    onFloat("log") { log($0) },
    onFloat("log10") { log10($0) },
    .none("e") { _ in .float(M_E) },
    .none("pi") { _ in .float(.pi) },
    onFloat("sin") { sin($0) },
    onFloat("cos") { cos($0) },
    onFloat("tan") { tan($0) },
    onFloat("cot") { 1 / tan($0) },
    onFloat("asin") { asin($0) },
    onFloat("acos") { acos($0) },
    onFloat("atan") { atan($0) },
    .two("atan2") { (y, x, _) throws(Diagnostic) in
      .float(atan2(try number(y, for: "'atan2()'"), try number(x, for: "'atan2()'")))
    },
    onFloat("sinh") { sinh($0) },
    onFloat("cosh") { cosh($0) },
    onFloat("tanh") { tanh($0) },
    // At 0 it has two limits, so neither.
    onFloat("coth") { $0 == 0 ? .nan : 1 / tanh($0) },
    .two("power") { (base, exponent, _) throws(Diagnostic) in
      .float(
        pow(try number(base, for: "'power()'"), try number(exponent, for: "'power()'")))
    },
    .two("mod") { (dividend, divisor, _) throws(Diagnostic) in
      _ = try number(dividend, for: "'mod()'")
      _ = try number(divisor, for: "'mod()'")
      return try ValueArithmetic.modulo.apply(dividend, divisor)
    },
    onFloat("haversin") { (1 - cos($0)) / 2 },
    onFloat("degrees") { $0 * 180 / .pi },
    onFloat("radians") { $0 * .pi / 180 },
    .one("isNaN") { (value, _) throws(Diagnostic) in
      .boolean(try number(value, for: "'isNaN()'").isNaN)
    },
    .none("rand") { context in .float(Double.random(in: 0..<1, using: &context.random)) }
  ]

  private static func onFloat(
    _ name: String, _ body: @escaping @Sendable (Double) -> Double
  ) -> ScalarFunction {
    .one(name) { (value, _) throws(Diagnostic) in
      .float(body(try number(value, for: "'\(name)()'")))
    }
  }

  private static func number(_ value: Value, for what: String) throws(Diagnostic) -> Double {
    switch value {
    case .integer(let it): Double(it)
    case .float(let it): it
    default: throw .wrongType(what, takes: "a number", got: value)
    }
  }

  /// `round(number)`, `round(number, digits)`, `round(number, digits, mode)`.
  ///
  /// Without a mode, half goes up (-1.5 to -1) when rounding to whole numbers, and away from zero when
  /// rounding to digits, as in Neo4j.
  private static func round(_ values: [Value]) throws(Diagnostic) -> Value {
    let value = try number(values[0], for: "'round()'")
    let digits = values.count > 1 ? try roundingDigits(values[1]) : 0
    guard values.count > 2 else {
      let rule: RoundingMode = digits == 0 ? .halfCeiling : .halfUp
      return .float(rule.rounded(value, digits: digits))
    }
    let mode = try text(values[2], for: "'round()'")
    guard let rule = RoundingMode.named.first(where: { $0.rawValue == mode.uppercased() }) else {
      throw .unknownRoundingMode(mode, RoundingMode.named.map(\.rawValue))
    }
    return .float(rule.rounded(value, digits: digits))
  }

  /// A number of digits: an integer, or a float that is one.
  private static func roundingDigits(_ value: Value) throws(Diagnostic) -> Int {
    let digits = value.asInteger ?? value.asFloat.flatMap { Int64(exactly: $0) }
    guard let digits, (0...308).contains(digits) else {
      throw .wrongType("'round()'", takes: "a number of digits from 0 to 308", got: value)
    }
    return Int(digits)
  }
}

/// The rounding modes of `round`, by their names.
private enum RoundingMode: String, CaseIterable {
  case halfUp = "HALF_UP"
  case halfDown = "HALF_DOWN"
  case halfEven = "HALF_EVEN"
  case up = "UP"
  case down = "DOWN"
  case ceiling = "CEILING"
  case floor = "FLOOR"
  /// Half goes up, also below zero: what `round` does by itself.
  case halfCeiling = "HALF_CEILING"

  /// The modes that a query may name.
  static let named = allCases.filter { $0 != .halfCeiling }

  /// Rounds the shortest decimal text of the number, not its binary value: 1.005 to two digits is 1.01.
  func rounded(_ value: Double, digits: Int) -> Double {
    guard value.isFinite else { return value }
    let scale = pow(10.0, Double(digits))
    // The text has an exponent of its own where the number is very large or small: then no digit is at stake.
    let scaled = Double("\(value.magnitude)e\(digits)") ?? (value.magnitude * scale)
    guard scaled.isFinite else { return value }
    let isNegative = value < 0
    let result: Double =
      switch self {
      case .halfUp: scaled.rounded(.toNearestOrAwayFromZero)
      case .halfDown:
        scaled - scaled.rounded(.down) == 0.5
          ? scaled.rounded(.down) : scaled.rounded(.toNearestOrAwayFromZero)
      case .halfEven: scaled.rounded(.toNearestOrEven)
      case .up: scaled.rounded(.up)
      case .down: scaled.rounded(.down)
      case .halfCeiling:
        isNegative ? -(-scaled + 0.5).rounded(.down) : scaled.rounded(.toNearestOrAwayFromZero)
      case .ceiling: scaled.rounded(isNegative ? .down : .up)
      case .floor: scaled.rounded(isNegative ? .up : .down)
      }
    return (isNegative ? -result : result) / scale
  }
}
