import KithConformance
import Testing

/// The notation of expected values.
@Suite struct ConformanceValueTests {
  static func value(_ text: String) throws -> ConformanceValue {
    try ConformanceValueParser.parse(text)
  }

  @Test(arguments: [
    ("null", "null"), ("true", "true"), ("-12", "-12"), ("1.50", "1.5"), ("1e2", "100.0"),
    ("NaN", "NaN"), ("-Inf", "-Inf"), ("'it\\'s \\\\ \\n'", "'it\\'s \\\\ \\\\n'"),
    ("[ 1 , ['a'] ]", "[1, ['a']]"), ("[]", "[]"), ("{b: 1, a: {}}", "{a: {}, b: 1}"),
    ("{`a b`: 1}", "{a b: 1}"), ("()", "()"), ("(:B:A {n: 1})", "(:A:B {n: 1})"),
    ("({n: 'ü'})", "({n: 'ü'})"), ("[:T]", "[:T]"), ("[:T {a: 1}]", "[:T {a: 1}]"),
    ("<(:A)-[:T]->()<-[:U {a: 1}]-(:B)>", "<(:A)-[:T]->()<-[:U {a: 1}]-(:B)>"),
    ("<()>", "<()>"), ("[(:A), [:T], <()>]", "[(:A), [:T], <()>]")
  ])
  func `a value is read as it is written`(text: String, written: String) throws {
    #expect(try Self.value(text).text == written)
  }

  @Test(arguments: [
    "", "1 2", "abc", "1.2.3", "+5", "'a", "[1", "[1,]", "{a 1}", "{a: 1, a: 2}", "(:)", "[:]",
    "(A)",
    "<()-[:T]-()>", "<()", "99999999999999999999", "True"
  ])
  func `what is no value is refused`(text: String) {
    #expect(throws: StepError.self) { try Self.value(text) }
  }

  @Test func `nesting has a limit`() {
    let deep = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
    #expect(throws: StepError.self) { try Self.value(deep) }
  }

  @Test(arguments: [
    ("1", "1.0"), ("'1'", "1"), ("true", "'true'"), ("null", "'null'"), ("[1, 2]", "[2, 1]"),
    ("[]", "null"), ("{a: 1}", "{a: 1, b: null}"), ("(:A)", "(:A:B)"), ("(:A)", "(:a)"),
    ("()", "({a: 1})"), ("[:T]", "[:U]"), ("<(:A)-[:T]->(:B)>", "<(:A)<-[:T]-(:B)>"),
    ("<(:A)-[:T]->(:B)>", "<(:B)<-[:T]-(:A)>"), ("'\u{E9}'", "'e\u{301}'"),
    ("0.1", "0.10000000000000002")
  ])
  func `values that differ in anything differ`(one: String, other: String) throws {
    #expect(try Self.value(one) != Self.value(other))
  }

  @Test(arguments: [
    ("NaN", "NaN"), ("0.0", "-0.0"), ("{a: 1, b: 2}", "{b: 2, a: 1}"), ("(:A:B)", "(:B:A)"),
    ("1.0", "1e0"), ("Inf", "Infinity")
  ])
  func `values that are written in another way are equal`(one: String, other: String) throws {
    #expect(try Self.value(one) == Self.value(other))
    #expect(try Self.value(one).hashValue == Self.value(other).hashValue)
  }

  @Test func `lists are sorted at every depth where their order does not count`() throws {
    let one = try Self.value("[{a: [2, 1]}, [3, [5, 4]], 'x']")
    let other = try Self.value("['x', [[4, 5], 3], {a: [1, 2]}]")
    #expect(one != other)
    #expect(one.withSortedLists == other.withSortedLists)
    let third = try Self.value("['x', [[4, 5], 3], {a: [1, 1]}]")
    #expect(one.withSortedLists != third.withSortedLists)
  }
}
