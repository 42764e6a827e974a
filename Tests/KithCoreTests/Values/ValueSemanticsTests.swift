import KithCore
import Testing

@Suite struct ValueSemanticsTests {
  static func list(_ values: Value...) -> Value { .list(values) }

  static func map(_ entries: (key: String, value: Value)...) -> Value { .map(ValueMap(entries)) }

  static let equalities: [(Value, Value, Bool?)] = [
    (.null, .null, nil),
    (.null, .integer(1), nil),
    (.integer(1), .float(1), true),
    (.integer(1), .float(1.5), false),
    (.integer(9_007_199_254_740_993), .float(9_007_199_254_740_992), false),
    (.integer(1), .string("1"), false),
    (.float(.nan), .float(.nan), false),
    (.string("Müller"), .string("Mu\u{308}ller"), false),
    (.boolean(true), .boolean(true), true),
    (list(.integer(1), .integer(2)), .string("foo"), false),
    (list(.integer(1)), list(.integer(1), .null), false),
    (list(.integer(1), .integer(2)), list(.null, .string("foo")), false),
    (list(.integer(1), .integer(2)), list(.null, .integer(2)), nil),
    (list(list(.integer(1))), list(list(.integer(1)), list(.null)), false),
    (map(), map(), true),
    (map(("k", .integer(1))), map(("k", .float(1))), true),
    (map(("k", .null)), map(), false),
    (map(("k", .null)), map(("l", .null)), false),
    (map(("k", .null)), map(("k", .null)), nil),
    (
      map(("k", .integer(1)), ("l", .null)), map(("k", .null), ("l", .integer(1))), nil
    ),
    (
      map(("k", .integer(1)), ("l", .integer(2))), map(("l", .integer(2)), ("k", .integer(1))),
      true
    ),
    (.node(NodeID(1)), .node(NodeID(1)), true),
    (.node(NodeID(1)), .relationship(RelationshipID(1)), false),
    (
      .time(TimeValue(nanosecondsOfDay: 12 * 3_600_000_000_000, offsetSeconds: 3600)),
      .time(TimeValue(nanosecondsOfDay: 11 * 3_600_000_000_000, offsetSeconds: 0)), false
    )
  ]

  @Test(arguments: equalities)
  func `equality is three-valued`(left: Value, right: Value, expected: Bool?) {
    #expect(left.equals(right) == expected)
    #expect(right.equals(left) == expected)
  }

  static let comparisons: [(Value, Value, ValueOrder?)] = [
    (.integer(1), .float(1), .equal),
    (.integer(1), .float(1.5), .less),
    (.integer(2), .float(1.5), .greater),
    (.integer(-1), .float(-1.5), .greater),
    (.integer(.max), .float(0x1p63), .less),
    (.integer(.min), .float(-0x1p63), .equal),
    (.integer(1), .float(.infinity), .less),
    (.float(.nan), .integer(1), .unordered),
    (.float(.nan), .float(.nan), .unordered),
    (.float(.nan), .string("a"), nil),
    (.string("a"), .string("b"), .less),
    (.string("z"), .string("ä"), .less),
    (.string("1"), .integer(1), nil),
    (.boolean(false), .boolean(true), .less),
    (.null, .integer(1), nil),
    (list(.integer(1), .integer(0)), list(.integer(1)), .greater),
    (list(.integer(1), .null), list(.integer(1)), .greater),
    (list(.integer(1), .integer(2)), list(.integer(1), .null), nil),
    (list(.integer(1), .integer(2)), list(.integer(3), .null), .less),
    (map(), map(), nil),
    (
      .duration(DurationValue(months: 1, days: 0, seconds: 0, nanoseconds: 0)),
      .duration(DurationValue(months: 2, days: 0, seconds: 0, nanoseconds: 0)), nil
    ),
    (.node(NodeID(1)), .node(NodeID(2)), nil)
  ]

  @Test(arguments: comparisons)
  func `comparison is null across types`(left: Value, right: Value, expected: ValueOrder?) {
    #expect(left.compare(right) == expected)
    #expect(right.compare(left) == expected?.reversed)
  }

  /// In the order of CIP2016-06-14, each strictly before the next.
  static let ascending: [Value] = [
    map(), map(("a", .integer(1))), map(("a", .integer(2))), map(("b", .integer(1))),
    .node(NodeID(1)), .node(NodeID(2)), .relationship(RelationshipID(0)),
    list(), list(.string("a")), list(.string("a"), .integer(1)), list(.integer(1)), list(.null),
    .path(PathValue(nodes: [NodeID(0)], relationships: [])),
    .point(PointValue(.wgs84, x: 5, y: 5)), .point(PointValue(.cartesian, x: -1, y: 9)),
    .point(PointValue(.cartesian, x: 0, y: 1)), .point(PointValue(.cartesian, x: 0, y: 2)),
    .point(PointValue(.cartesianIn3D, x: -1, y: 0, z: 0)),
    .dateTime(
      DateTimeValue(secondsSinceEpoch: 0, nanoseconds: 0, offsetSeconds: 0, zoneName: nil)),
    .dateTime(
      DateTimeValue(secondsSinceEpoch: 0, nanoseconds: 0, offsetSeconds: 60, zoneName: nil)),
    .localDateTime(LocalDateTimeValue(secondsSinceEpoch: 0, nanoseconds: 0)),
    .date(DateValue(daysSinceEpoch: -1)), .date(DateValue(daysSinceEpoch: 0)),
    .time(TimeValue(nanosecondsOfDay: 0, offsetSeconds: 0)),
    .localTime(LocalTimeValue(nanosecondsOfDay: 0)),
    .duration(DurationValue(months: 0, days: 30, seconds: 0, nanoseconds: 0)),
    .duration(DurationValue(months: 1, days: 0, seconds: 0, nanoseconds: 0)),
    .duration(DurationValue(months: 0, days: 31, seconds: 0, nanoseconds: 0)),
    .string(""), .string("B"), .string("a"), .string("abc"), .boolean(false), .boolean(true),
    .float(-.infinity), .integer(-1), .float(0.5), .integer(1), .float(1.5), .float(.infinity),
    .float(.nan), .null
  ]

  @Test func `any two values have an order`() {
    for (left, one) in Self.ascending.enumerated() {
      for (right, other) in Self.ascending.enumerated() {
        #expect(
          one.order(other) == ValueOrder(left, right),
          "\(one.plainText) against \(other.plainText)")
        #expect(one.isEquivalent(to: other) == (left == right))
      }
    }
  }

  @Test func `null and NaN are equivalent to themselves, and 1 to 1.0`() {
    let keys: [Value] = [
      .null, .null, .float(.nan), .float(-.nan), .integer(1), .float(1), .float(0), .float(-0.0),
      Self.map(("a", .integer(1)), ("b", .null)), Self.map(("b", .null), ("a", .float(1))),
      Self.list(.integer(1)), Self.list(.float(1))
    ]
    #expect(Set(keys.map(ValueKey.init)).count == 6)
  }
}
