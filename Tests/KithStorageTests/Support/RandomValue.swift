import KithColumns
import KithCore

/// Random property values: mostly of the type that a key usually has, sometimes of any.
enum RandomValue {
  static func next(_ random: inout SeededGenerator, like key: String) -> Value {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return .null
    case 1: return any(&random)
    default: break
    }
    switch key {
    case "name": return .string(text(&random))
    case "born":
      return .date(DateValue(daysSinceEpoch: Int64.random(in: -20_000...20_000, using: &random)))
    case "weight": return .integer(Int64.random(in: -100...100, using: &random))
    default: return any(&random)
    }
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    let words = ["", "Nörenberg", "Überlingen", "a", "Straße", "\u{1F9ED}", "kith"]
    let first = words.randomElement(using: &random) ?? ""
    return Bool.random(using: &random) ? first : first + String(random.next() % 1000)
  }

  /// A value of any type that a property holds.
  static func any(_ random: inout SeededGenerator, depth: Int = 0) -> Value {
    let number = Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random)
    switch Int.random(in: 0..<(depth < 3 ? 13 : 12), using: &random) {
    case 0: return .boolean(number & 1 == 0)
    case 1: return .integer(number)
    case 2: return .float(Double(number) / 8)
    case 3, 4: return .string(text(&random))
    case 5: return .date(DateValue(daysSinceEpoch: number >> 20))
    case 6: return .localTime(LocalTimeValue(nanosecondsOfDay: number & 0xFFFF_FFFF))
    case 7:
      return .time(TimeValue(nanosecondsOfDay: number & 0xFFFF, offsetSeconds: -3600))
    case 8:
      return .localDateTime(LocalDateTimeValue(secondsSinceEpoch: number, nanoseconds: 999))
    case 9:
      let zone = number & 1 == 0 ? "Europe/Berlin" : nil
      return .dateTime(
        DateTimeValue(
          secondsSinceEpoch: number, nanoseconds: 5, offsetSeconds: 7200, zoneName: zone))
    case 10:
      return .duration(DurationValue(months: number, days: -1, seconds: 2, nanoseconds: 3))
    case 11:
      let system: CoordinateSystem = number & 1 == 0 ? .wgs84 : .cartesianIn3D
      return .point(PointValue(system, x: Double(number) / 4, y: 1.5, z: -2))
    default:
      return .list((0..<Int(number & 3)).map { _ in any(&random, depth: depth + 1) })
    }
  }

  /// The values as a typed vector where their types agree.
  static func vector(_ values: [Value]) -> ColumnVector {
    var isNull: [Bool]?
    if values.contains(where: \.isNull) { isNull = values.map(\.isNull) }
    let days = values.compactMap { value -> Int64? in
      switch value {
      case .date(let it): it.daysSinceEpoch
      case .null: 0
      default: nil
      }
    }
    if days.count == values.count { return ColumnVector(.dates(days), isNull: isNull) }
    let integers = values.compactMap { value -> Int64? in
      switch value {
      case .integer(let it): it
      case .null: 0
      default: nil
      }
    }
    if integers.count == values.count { return ColumnVector(.integers(integers), isNull: isNull) }
    return ColumnVector(.values(values), isNull: isNull)
  }
}
