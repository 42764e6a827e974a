import KithColumns
import KithCore

extension FunctionLibrary {
  /// From one type into another.
  static let conversions: [ScalarFunction] = [
    .one("toInteger") { (value, _) throws(Diagnostic) in
      guard let result = integer(value) else {
        throw .wrongType("'toInteger()'", takes: "a number, a String or a Boolean", got: value)
      }
      return result
    },
    .one("toIntegerOrNull") { (value, _) in integer(value) ?? .null },
    .one("toFloat") { (value, _) throws(Diagnostic) in
      guard let result = float(value) else {
        throw .wrongType("'toFloat()'", takes: "a number or a String", got: value)
      }
      return result
    },
    .one("toFloatOrNull") { (value, _) in float(value) ?? .null },
    .one("toBoolean") { (value, _) throws(Diagnostic) in
      guard let result = boolean(value) else {
        throw .wrongType(
          "'toBoolean()'", takes: "a Boolean, a String or an Integer", got: value)
      }
      return result
    },
    .one("toBooleanOrNull") { (value, _) in boolean(value) ?? .null },
    .one("toString") { (value, _) throws(Diagnostic) in
      guard let text = value.concatenationText else {
        throw .wrongType(
          "'toString()'", takes: "a number, a String, a Boolean, a temporal value or a Point",
          got: value)
      }
      return .string(text)
    },
    .one("toStringOrNull") { (value, _) in stringOrNull(value) },
    onList("toIntegerList") { integer($0) ?? .null },
    onList("toFloatList") { float($0) ?? .null },
    onList("toBooleanList") { boolean($0) ?? .null },
    onList("toStringList") { stringOrNull($0) },
    ScalarFunction(
      "valueType", .one { (value, _) in .string(value.valueTypeText) }, takesNulls: true),
    .none("randomUUID") { context in .string(randomUUID(&context.random)) },
    .none("timestamp") { context in
      let clock = context.statementClock
      return .integer(clock.secondsSinceEpoch * 1000 + Int64(clock.nanoseconds) / 1_000_000)
    }
  ]

  /// A function of a list that makes something of each element.
  private static func onList(
    _ name: String, _ convert: @escaping @Sendable (Value) -> Value
  ) -> ScalarFunction {
    .one(name) { (value, _) throws(Diagnostic) in
      .list(try list(value, for: "'\(name)()'").map(convert))
    }
  }

  private static func stringOrNull(_ value: Value) -> Value {
    value.concatenationText.map(Value.string) ?? .null
  }

  /// Nil for a type that cannot be an integer; null for a text that is none.
  private static func integer(_ value: Value) -> Value? {
    switch value {
    case .integer: value
    case .boolean(let it): .integer(it ? 1 : 0)
    case .float(let it): Int64(exactly: it.rounded(.towardZero)).map(Value.integer) ?? .null
    case .string(let text): integer(of: text)
    default: nil
    }
  }

  private static func integer(of text: String) -> Value {
    let trimmed = text.trimmingWhiteSpace
    if let whole = Int64(trimmed) { return .integer(whole) }
    guard let number = decimal(trimmed),
      let whole = Int64(exactly: number.rounded(.towardZero))
    else { return .null }
    return .integer(whole)
  }

  private static func float(_ value: Value) -> Value? {
    switch value {
    case .float: value
    case .integer(let it): .float(Double(it))
    case .string(let text): decimal(text.trimmingWhiteSpace).map(Value.float) ?? .null
    default: nil
    }
  }

  /// A decimal number; no hexadecimal ones and no names such as `inf`, which Swift would read too.
  private static func decimal(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    return isDecimal ? Double(text) : ["NaN": .nan, "Infinity": .infinity][text]
  }

  private static func boolean(_ value: Value) -> Value? {
    switch value {
    case .boolean: value
    case .integer(let it): .boolean(it != 0)
    case .string(let text):
      switch text.trimmingWhiteSpace.lowercased() {
      case "true": .boolean(true)
      case "false": .boolean(false)
      default: .null
      }
    default: nil
    }
  }

  /// RFC 9562, version 4: 122 random bits in five groups of hexadecimal digits.
  private static func randomUUID(_ random: inout StatementRandom) -> String {
    var high = random.next()
    var low = random.next()
    high = (high & ~0xF000) | 0x4000
    low = (low & ~(0b11 << 62)) | (0b10 << 62)
    let digits = [high, low].map { word -> String in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }
}

extension String {
  fileprivate var trimmingWhiteSpace: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}

extension Value {
  /// The type as Cypher writes types: `INTEGER NOT NULL`, `LIST<STRING NOT NULL> NOT NULL`, `NULL`.
  fileprivate var valueTypeText: String {
    switch self {
    case .null: return "NULL"
    case .list(let elements):
      let types = Set(elements.map(\.valueTypeText))
      let known = types.filter { $0 != "NULL" }
      var inner = known.isEmpty ? (types.isEmpty ? "NOTHING" : "NULL") : ""
      if known.count == 1, let type = known.first {
        inner = types.count == 1 ? type : String(type.dropLast(" NOT NULL".count))
      } else if known.count > 1 {
        inner = types.count == known.count ? "ANY NOT NULL" : "ANY"
      }
      return "LIST<\(inner)> NOT NULL"
    case .boolean: return "BOOLEAN NOT NULL"
    case .integer: return "INTEGER NOT NULL"
    case .float: return "FLOAT NOT NULL"
    case .string: return "STRING NOT NULL"
    case .date: return "DATE NOT NULL"
    case .localTime: return "LOCAL TIME NOT NULL"
    case .time: return "ZONED TIME NOT NULL"
    case .localDateTime: return "LOCAL DATETIME NOT NULL"
    case .dateTime: return "ZONED DATETIME NOT NULL"
    case .duration: return "DURATION NOT NULL"
    case .point: return "POINT NOT NULL"
    case .map: return "MAP NOT NULL"
    case .node: return "NODE NOT NULL"
    case .relationship: return "RELATIONSHIP NOT NULL"
    case .path: return "PATH NOT NULL"
    }
  }
}
