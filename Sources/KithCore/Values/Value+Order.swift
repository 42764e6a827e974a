/// How two comparable values stand to each other.
package enum ValueOrder: Sendable, Hashable {
  case less, equal, greater
  /// One is NaN: neither `<` nor `=` nor `>` is true, and none is null.
  case unordered

  package var reversed: ValueOrder {
    switch self {
    case .less: .greater
    case .greater: .less
    case .equal, .unordered: self
    }
  }

  @inlinable
  package init<Key: Comparable>(_ left: Key, _ right: Key) {
    self = left < right ? .less : right < left ? .greater : .equal
  }
}

extension Value {
  /// How two values compare by openCypher's `<` and `>` (CIP2016-06-14, comparability): nil where they do not.
  ///
  /// Numbers compare with numbers, and otherwise values of one type: strings by code points, false
  /// before true, temporal values by time, lists element by element. Nodes, relationships, paths,
  /// maps, durations, points and nulls do not compare.
  package func compare(_ other: Value) -> ValueOrder? {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)):
      ValueOrder(left ? 1 : 0, right ? 1 : 0)
    case (.integer(let left), .integer(let right)): ValueOrder(left, right)
    case (.float(let left), .float(let right)):
      left.isNaN || right.isNaN ? .unordered : ValueOrder(left, right)
    case (.integer(let left), .float(let right)): Self.compare(left, right)
    case (.float(let left), .integer(let right)): Self.compare(right, left).reversed
    case (.string(let left), .string(let right)): Self.compare(left, right)
    case (.date(let left), .date(let right)): ValueOrder(left, right)
    case (.localTime(let left), .localTime(let right)): ValueOrder(left, right)
    case (.time(let left), .time(let right)): ValueOrder(left, right)
    case (.localDateTime(let left), .localDateTime(let right)): ValueOrder(left, right)
    case (.dateTime(let left), .dateTime(let right)): ValueOrder(left, right)
    case (.list(let left), .list(let right)): Self.compare(left, right)
    default: nil
    }
  }

  /// An integer against a float, exactly: no integer is rounded.
  package static func compare(_ left: Int64, _ right: Double) -> ValueOrder {
    if right.isNaN { return .unordered }
    if right >= 0x1p63 { return .less }
    if right < -0x1p63 { return .greater }
    // The conversion cannot trap: `right` lies within the range of Int64.
    let whole = Int64(right.rounded(.down))
    if left != whole { return ValueOrder(left, whole) }
    return right == right.rounded(.down) ? .equal : .less
  }

  static func compare(_ left: String, _ right: String) -> ValueOrder {
    left.hasSameBytes(as: right) ? .equal : left.precedesInCodePoints(right) ? .less : .greater
  }

  private static func compare(_ left: [Value], _ right: [Value]) -> ValueOrder? {
    for (one, other) in zip(left, right) {
      switch one.equals(other) {
      case .some(true): continue
      case .some(false): return one.compare(other)
      case .none: return nil
      }
    }
    return ValueOrder(left.count, right.count)
  }

  /// Whether this value comes before the other in `ORDER BY` (ascending), for `min` and `max`: a total
  /// order over all values (CIP2016-06-14, orderability).
  ///
  /// Map < Node < Relationship < List < Path < Point < DateTime < LocalDateTime < Date < Time < LocalTime <
  /// Duration < String < Boolean < Number < NaN < null.
  package func isOrdered(before other: Value) -> Bool { order(other) == .less }

  /// The total order of `ORDER BY`; never `.unordered`. Equal exactly where the values are equivalent.
  package func order(_ other: Value) -> ValueOrder {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return ValueOrder(left, right)
    case (.string(let left), .string(let right)): return Self.compare(left, right)
    case (.map(let left), .map(let right)): return Self.order(left, right)
    case (.node(let left), .node(let right)): return ValueOrder(left, right)
    case (.relationship(let left), .relationship(let right)): return ValueOrder(left, right)
    case (.list(let left), .list(let right)): return Self.order(left, right)
    case (.path(let left), .path(let right)): return Self.order(left, right)
    case (.duration(let left), .duration(let right)): return left.order(right)
    case (.point(let left), .point(let right)): return left.order(right)
    default: break
    }
    let ranks = (orderRank, other.orderRank)
    guard ranks.0 == ranks.1 else { return ValueOrder(ranks.0, ranks.1) }
    // Two NaNs or two nulls are the same to an order; all else of one rank compares.
    return switch compare(other) {
    case .some(.less): .less
    case .some(.greater): .greater
    case .some(.equal), .some(.unordered), .none: .equal
    }
  }

  private var orderRank: Int {
    switch self {
    case .map: 0
    case .node: 1
    case .relationship: 2
    case .list: 3
    case .path: 4
    case .point: 5
    case .dateTime: 6
    case .localDateTime: 7
    case .date: 8
    case .time: 9
    case .localTime: 10
    case .duration: 11
    case .string: 12
    case .boolean: 13
    case .integer: 14
    case .float(let it): it.isNaN ? 15 : 14
    case .null: 16
    }
  }

  private static func order(_ left: [Value], _ right: [Value]) -> ValueOrder {
    for (one, other) in zip(left, right) {
      let order = one.order(other)
      if order != .equal { return order }
    }
    return ValueOrder(left.count, right.count)
  }

  /// As lists of nodes and relationships in turn.
  private static func order(_ left: PathValue, _ right: PathValue) -> ValueOrder {
    for (index, (one, other)) in zip(left.nodes, right.nodes).enumerated() {
      if one != other { return ValueOrder(one, other) }
      guard index < left.relationships.count, index < right.relationships.count else { break }
      let relationships = (left.relationships[index], right.relationships[index])
      if relationships.0 != relationships.1 {
        return ValueOrder(relationships.0, relationships.1)
      }
    }
    return ValueOrder(left.nodes.count, right.nodes.count)
  }

  /// By the sorted keys, then by the values in that order.
  private static func order(_ left: ValueMap, _ right: ValueMap) -> ValueOrder {
    let entries = (sorted(left), sorted(right))
    for (one, other) in zip(entries.0, entries.1) {
      let order = compare(one.key, other.key)
      if order != .equal { return order }
    }
    guard left.count == right.count else { return ValueOrder(left.count, right.count) }
    for (one, other) in zip(entries.0, entries.1) {
      let order = one.value.order(other.value)
      if order != .equal { return order }
    }
    return .equal
  }

  private static func sorted(_ map: ValueMap) -> [(key: String, value: Value)] {
    map.entries.sorted { $0.key.precedesInCodePoints($1.key) }
  }
}

extension TimeValue: Comparable {
  /// By the instant, then by the offset: `12:00+01:00` comes before `11:00Z` but is not equal to it.
  package static func < (left: Self, right: Self) -> Bool {
    (left.utcNanoseconds, left.offsetSeconds) < (right.utcNanoseconds, right.offsetSeconds)
  }

  /// Nanoseconds since midnight UTC of the same day; may lie outside the day.
  package var utcNanoseconds: Int64 {
    nanosecondsOfDay - Int64(offsetSeconds) * 1_000_000_000
  }
}

extension DateTimeValue: Comparable {
  /// By the instant, then by the offset, then by the zone's name.
  package static func < (left: Self, right: Self) -> Bool {
    let keys = (
      (left.secondsSinceEpoch, left.nanoseconds, left.offsetSeconds),
      (right.secondsSinceEpoch, right.nanoseconds, right.offsetSeconds)
    )
    if keys.0 != keys.1 { return keys.0 < keys.1 }
    return (left.zoneName ?? "").precedesInCodePoints(right.zoneName ?? "")
  }
}

extension DurationValue {
  /// Days of a mean month of the Gregorian calendar (146,097 days in 4,800 months), in seconds.
  private static let secondsOfMeanMonth: Double = 146_097 * 86_400 / 4_800

  /// By mean length, then by months, days and seconds, so that only equal durations are equal.
  func order(_ other: DurationValue) -> ValueOrder {
    let lengths = (meanSeconds, other.meanSeconds)
    if lengths.0 != lengths.1 { return ValueOrder(lengths.0, lengths.1) }
    if months != other.months { return ValueOrder(months, other.months) }
    if days != other.days { return ValueOrder(days, other.days) }
    if seconds != other.seconds { return ValueOrder(seconds, other.seconds) }
    return ValueOrder(nanoseconds, other.nanoseconds)
  }

  private var meanSeconds: Double {
    Double(months) * Self.secondsOfMeanMonth + Double(days) * 86_400 + Double(seconds)
      + Double(nanoseconds) / 1e9
  }
}
