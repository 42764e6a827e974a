import KithCore
import Testing

/// What functions say when they fail while a statement runs, character for character.
@Suite struct FunctionFailureTests {
  struct Failure: Sendable {
    var expression: String
    var category: DiagnosticCategory
    var detail: String
    var message: String
    var suggestion: String?
    var advice: String?

    init(
      _ expression: String, _ message: String, category: DiagnosticCategory = .argumentError,
      detail: String = "InvalidArgumentValue", suggestion: String? = nil, advice: String? = nil
    ) {
      self.expression = expression
      self.category = category
      self.detail = detail
      self.message = message
      self.suggestion = suggestion
      self.advice = advice
    }
  }

  private static let systems = "the systems are wgs-84, wgs-84-3d, cartesian, cartesian-3d"

  static let failures: [Failure] = [
    Failure("point({x: 1, y: 2, lat: 3})", "'point()' has no part 'lat'"),
    Failure(
      "point({longitud: 1, latitude: 2})", "'point()' has no part 'longitud'",
      suggestion: "longitude"),
    Failure("point({x: 1})", "'point()' needs 'y'"),
    Failure("point({latitude: 1})", "'point()' needs 'longitude'"),
    Failure("point({x: 1, y: 2, crs: 'cartesian-3d'})", "'point()' needs 'z'"),
    Failure("point({x: 1, longitude: 1, y: 2})", "'point()' takes 'longitude' in one way only"),
    Failure(
      "point({x: 'a', y: 2})",
      "'point()' takes a number as 'x', not a String", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "point({x: 1, y: 2, crs: 5})",
      "'point()' takes a String as 'crs', not an Integer", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure("point({x: 1.0 / 0, y: 2})", "'point()' takes a finite number as 'x'"),
    Failure(
      "point({x: 1, y: 2, crs: 'cartesan'})",
      "'point()' knows no coordinate system 'cartesan'", suggestion: "cartesian",
      advice: systems),
    Failure(
      "point({x: 1, y: 2, srid: 1})", "'point()' knows no coordinate system '1'",
      advice: systems),
    Failure(
      "point({longitude: 1, latitude: 2, crs: 'cartesian'})",
      "'point()' was given parts that the coordinate system 'cartesian' does not have"),
    Failure(
      "point({x: 1, y: 2, z: 3, crs: 'wgs-84'})",
      "'point()' was given parts that the coordinate system 'wgs-84' does not have"),
    Failure(
      "point({longitude: 1, latitude: -91})",
      "a latitude is from -90 to 90 degrees, not -91.0", category: .argumentError,
      detail: "NumberOutOfRange"),
    Failure(
      "point([1, {}][0])",
      "'point()' takes a Map, not an Integer", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "point.distance(point({x: 1, y: 2}), [1][0])",
      "'point.distance()' takes Points, not an Integer", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "point.withinBBox([1][0], [1][0], [1][0])",
      "'point.withinBBox()' takes Points, not an Integer", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "datetime('2023-07-15T12:00[Europe/Berlim]')",
      "this system knows no time zone 'Europe/Berlim'", suggestion: "Europe/Berlin",
      advice: "zones are named as 'Europe/Berlin' (package tzdata), offsets as '+01:00'"),
    Failure("point({x: 1, y: 2}).z", "a Point has no part 'z'"),
    Failure(
      "normalize('a', 'NFX')", "'normalize()' knows no form 'NFX'",
      advice: "the forms are NFC, NFD, NFKC, NFKD"),
    Failure(
      "toIntegerList([1][0])",
      "'toIntegerList()' takes a List, not an Integer", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "mod(['a'][0], 2)",
      "'mod()' takes a number, not a String", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "mod(1, 0)",
      "an integer is divided by zero", category: .arithmeticError,
      detail: "DivisionByZero"),
    Failure(
      "power(2, ['a'][0])",
      "'power()' takes a number, not a String", category: .typeError,
      detail: "InvalidArgumentValue"),
    Failure(
      "round(1.5, 1, 'HALF')", "'round()' knows no mode 'HALF'",
      advice: "the modes are HALF_UP, HALF_DOWN, HALF_EVEN, UP, DOWN, CEILING, FLOOR"),
    Failure(
      "round(1.5, -1)",
      "'round()' takes a number of digits from 0 to 308, not an Integer", category: .typeError,
      detail: "InvalidArgumentValue")
  ]

  @Test(arguments: failures.indices)
  func `messages say what is wrong`(_ index: Int) throws {
    let expected = Self.failures[index]
    let failure = try SmallGraph.empty.get().failure("RETURN \(expected.expression)")
    #expect(failure?.message == expected.message)
    #expect(failure?.category == expected.category)
    #expect(failure?.detail == expected.detail)
    #expect(failure?.suggestion == expected.suggestion)
    #expect(failure?.advice == expected.advice)
    #expect(failure?.phase == .runtime)
    #expect(failure?.span != nil, "the message has no place")
  }
}
