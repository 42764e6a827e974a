import KithCore
import KithDatabase
import KithExecutor
import KithPlanner
import Testing

/// `CALL` of procedures that a session was given: arguments, columns and errors, under every setting.
@Suite struct ProcedureCallTests {
  private static let settings = [2048, 3, 1].flatMap { [($0, true), ($0, false)] }

  private func session(_ rowCount: Int, _ isOptimised: Bool) throws -> EmbeddedSession {
    let session = try EmbeddedSession(path: nil)
    session.settings.executionOptions.batchRowCount = rowCount
    session.settings.plannerOptions.isOptimised = isOptimised
    session.procedures.add(try TableProcedure("test.nothing() :: ()"))
    session.procedures.add(try TableProcedure("test.silent(n :: INTEGER) :: VOID"))
    session.procedures.add(
      try TableProcedure(
        "test.labels() :: (label :: STRING?)", ["A", "B", "C"].map { [.string($0)] }))
    session.procedures.add(
      try TableProcedure(
        "test.city(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?)",
        [
          [.string("Mats"), .integer(1), .string("Malmö"), .integer(46)],
          [.string("Stefan"), .integer(1), .string("Berlin"), .integer(49)],
          [.string("Stefan"), .integer(2), .string("München"), .integer(49)],
          [.null, .integer(1), .string("nowhere"), .null]
        ]))
    session.procedures.add(
      try TableProcedure(
        "test.number(in :: NUMBER?) :: (out :: STRING?)",
        [[.integer(42), .string("whole")], [.float(42.5), .string("broken")]]))
    session.procedures.add(
      try TableProcedure(
        "test.float(in :: FLOAT) :: (out :: STRING)", [[.float(2), .string("two")]]))
    session.procedures.add(
      try TableProcedure(
        "test.scale(n :: INTEGER, by :: INTEGER = 2) :: (out :: INTEGER)",
        [[.integer(3), .integer(2), .integer(6)], [.integer(3), .integer(5), .integer(15)]]))
    return session
  }

  /// The rows as `a, b; c, d`, or the error.
  private func outcome(_ query: String, _ parameters: [String: Value] = [:]) throws -> String {
    var outcomes: Set<String> = []
    for (rowCount, isOptimised) in Self.settings {
      let session = try session(rowCount, isOptimised)
      let rows = RowCollector()
      do throws(Diagnostics) {
        _ = try session.run(query, parameters: parameters, into: rows)
        outcomes.insert(rows.rows.map { $0.joined(separator: ", ") }.joined(separator: "; "))
      } catch {
        let first = error.all[0]
        outcomes.insert(
          "\(first.category.rawValue) \(first.phase.rawValue) \(first.detail): \(first.message)"
            + (first.suggestion ?? first.advice).map { " [\($0)]" }.orEmpty)
      }
    }
    #expect(outcomes.count == 1, "\(query)")
    return outcomes.sorted().joined(separator: " <> ")
  }

  private static let answers: [(query: String, answer: String)] = [
    ("CALL test.labels()", "label; 'A'; 'B'; 'C'"),
    ("CALL TEST.Labels", "label; 'A'; 'B'; 'C'"),
    ("CALL test.labels() YIELD *", "label; 'A'; 'B'; 'C'"),
    ("CALL test.labels() YIELD label AS l WHERE l > 'A'", "l; 'B'; 'C'"),
    ("CALL test.labels() YIELD label WHERE label > 'B' RETURN label AS x", "x; 'C'"),
    ("CALL test.nothing", ""),
    ("CALL test.nothing()", ""),
    ("UNWIND [1, 2] AS n CALL test.nothing() RETURN n", "n; 1; 2"),
    ("UNWIND [1, 2] AS n CALL test.silent(n) RETURN n", "n; 1; 2"),
    ("CALL test.city('Stefan', 1)", "city, code; 'Berlin', 49"),
    ("CALL test.city(null, 1)", "city, code; 'nowhere', null"),
    ("CALL test.city('Stefan', 1) YIELD code AS city, city AS code RETURN city", "city; 49"),
    (
      "UNWIND [1, 2, 3, 1] AS id CALL test.city('Stefan', id) YIELD city RETURN id, city",
      "id, city; 1, 'Berlin'; 2, 'München'; 1, 'Berlin'"
    ),
    (
      "UNWIND [1, 2] AS n CALL test.labels() YIELD label RETURN n, label",
      "n, label; 1, 'A'; 1, 'B'; 1, 'C'; 2, 'A'; 2, 'B'; 2, 'C'"
    ),
    ("UNWIND [] AS n CALL test.labels() YIELD label RETURN n, label", "n, label"),
    (
      "CALL test.labels() YIELD label WITH count(*) AS c CALL test.labels() YIELD label RETURN *",
      "c, label; 3, 'A'; 3, 'B'; 3, 'C'"
    ),
    ("CALL test.number(42)", "out; 'whole'"),
    ("CALL test.number(42.5)", "out; 'broken'"),
    ("CALL test.float(2)", "out; 'two'"),
    ("CALL test.float(2.0)", "out; 'two'"),
    ("CALL test.scale(3)", "out; 6"),
    ("CALL test.scale(3, 5)", "out; 15"),
    ("RETURN COUNT { CALL test.labels() YIELD label RETURN label } AS n", "n; 3")
  ]

  @Test func callsGiveTheirRows() throws {
    for it in Self.answers { #expect(try outcome(it.query) == it.answer, "\(it.query)") }
  }

  @Test func aCallWithoutParenthesesTakesParameters() throws {
    #expect(
      try outcome("CALL test.city", ["name": .string("Mats"), "id": .integer(1)])
        == "city, code; 'Malmö', 46")
    #expect(try outcome("CALL test.scale", ["n": .integer(3)]) == "out; 6")
    #expect(try outcome("CALL test.scale", ["n": .integer(3), "by": .integer(5)]) == "out; 15")
    #expect(
      try outcome("CALL test.city", ["name": .string("Mats")])
        == "ParameterMissing compile time MissingParameter: parameter '$id' has no value "
        + "[set it by '--param id=JSON' or ':param id => JSON']")
    #expect(
      try outcome("CALL test.city", ["name": .integer(1), "id": .integer(1)])
        == "TypeError runtime InvalidArgumentType: parameter 'name' of 'test.city' is STRING?, "
        + "but found Integer 1")
  }

  private static let failures: [(query: String, error: String)] = [
    (
      "CALL test.label()",
      "ProcedureError compile time ProcedureNotFound: unknown procedure 'test.label' [test.labels]"
    ),
    (
      "CALL other.scale(1)",
      "ProcedureError compile time ProcedureNotFound: unknown procedure 'other.scale' [test.scale]"
    ),
    (
      "CALL nothing.like.it()",
      "ProcedureError compile time ProcedureNotFound: unknown procedure 'nothing.like.it' "
        + "[test.nothing]"
    ),
    (
      "CALL far.off()",
      "ProcedureError compile time ProcedureNotFound: unknown procedure 'far.off' "
        + "[':help functions' lists them all]"
    ),
    (
      "CALL test.scale(1, 2, 3)",
      "SyntaxError compile time InvalidNumberOfArguments: 'test.scale(n, [by])' does not take "
        + "3 arguments"
    ),
    (
      "CALL test.city('Stefan') YIELD city RETURN city",
      "SyntaxError compile time InvalidNumberOfArguments: 'test.city(name, id)' does not take "
        + "1 argument"
    ),
    (
      "CALL test.city(true, 1)",
      "SyntaxError compile time InvalidArgumentType: parameter 'name' of 'test.city' is STRING?, "
        + "but this is a boolean"
    ),
    (
      "CALL test.float(null)",
      "SyntaxError compile time InvalidArgumentType: parameter 'in' of 'test.float' is FLOAT, "
        + "but this is a null"
    ),
    (
      "UNWIND [1, 'a'] AS x CALL test.scale(x) YIELD out RETURN out",
      "TypeError runtime InvalidArgumentType: parameter 'n' of 'test.scale' is INTEGER, "
        + "but found String 'a'"
    ),
    (
      "CALL test.scale YIELD out RETURN out",
      "SyntaxError compile time InvalidArgumentPassingMode: within a query, a call needs its "
        + "arguments in parentheses [write 'CALL test.scale(n, [by])'; only a call that stands "
        + "alone takes them from parameters]"
    ),
    (
      "CALL test.city('a', 1) YIELD * RETURN city",
      "SyntaxError compile time UnexpectedSyntax: within a query, YIELD names its columns one by "
        + "one [write 'YIELD city, code']"
    ),
    (
      "CALL test.city('a', 1) RETURN city",
      "SyntaxError compile time UndefinedVariable: procedure 'test.city' gives columns, but no "
        + "YIELD names them [write 'YIELD city, code', or those that are needed]"
    ),
    (
      "CALL test.city('a', 1) YIELD citi RETURN citi",
      "SyntaxError compile time UndefinedVariable: procedure 'test.city' has no column 'citi' "
        + "[city]"
    ),
    (
      "CALL test.city('a', 1) YIELD city, code AS city RETURN city",
      "SyntaxError compile time VariableAlreadyBound: variable 'city' is already bound [give the "
        + "new one another name, or refer to the old one as '(city)' alone]"
    ),
    (
      "MATCH (n) CALL test.scale(count(n)) YIELD out RETURN out",
      "SyntaxError compile time InvalidAggregation: aggregation 'count(value)' cannot stand here "
        + "[aggregate in a WITH before, and use its result here]"
    )
  ]

  @Test func wrongCallsSayWhatIsWrong() throws {
    for it in Self.failures {
      let error = try outcome(it.query)
      #expect(error == it.error)
    }
  }

  @Test func signaturesAreReadAndWrittenAlike() throws {
    for text in [
      "db.labels() :: (label :: STRING)", "a.b(x :: INTEGER?, y :: FLOAT = 1.5) :: ()",
      "a(x :: LIST OF STRING, y :: LIST?) :: (m :: MAP, n :: NODE?, any :: ANY)",
      "a(s :: STRING = 'x, y', l :: LIST = [], m :: MAP = {}, n :: ANY = null) :: (t :: LOCAL TIME)"
    ] {
      #expect(try ProcedureSignature(parsing: text).text == text)
    }
    #expect(
      try ProcedureSignature(parsing: " a ( x::integer ? ) ::( t :: localdatetime )").text
        == "a(x :: INTEGER?) :: (t :: LOCAL DATETIME)")
    #expect(try ProcedureSignature(parsing: "a() :: VOID").columns.isEmpty)
  }

  @Test func malformedSignaturesAreRefused() throws {
    for text in [
      "", "a", "a()", "a() ::", "a(x) :: ()", "a(x :: WORD) :: ()", "a() :: (x :: STRING",
      "a() :: () b", "a(x :: INTEGER = 1, y :: INTEGER) :: ()", "a() :: (x :: ANY, x :: ANY)",
      "1a() :: ()", "a(x :: INTEGER = one) :: ()"
    ] {
      let error = #expect(throws: Diagnostic.self) { try ProcedureSignature(parsing: text) }
      #expect(error?.message == "'\(text)' is no signature of a procedure")
    }
  }
}

extension String? {
  fileprivate var orEmpty: String { self ?? "" }
}
