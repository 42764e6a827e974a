import KithCore
import KithDatabase
import Testing

/// Statements that are too long, too deep or too large: an answer or a clear error, never a crash, on the small stack of
/// a test's thread.
@Suite struct StatementLimitTests {
  /// The first value that the statement gives, or its error.
  private func result(_ statement: String) throws -> String {
    do {
      let rows = try Database().run(statement).rows
      guard let value = rows.first?.first else { return "no rows" }
      if case .integer(let number) = value { return "\(number)" }
      return "\(value)"
    } catch {
      return error.message
    }
  }

  private static func chain(_ count: Int, _ separator: String, _ part: (Int) -> String) -> String {
    (0..<count).map(part).joined(separator: separator)
  }

  @Test(
    arguments: [
      ("RETURN size([\(chain(200_000, ",") { "\($0)" })])", "200000"),
      ("RETURN size(range(1, 1000000))", "1000000"),
      ("RETURN size('\(String(repeating: "x", count: 1 << 20))')", "1048576"),
      (one + chain(20_000, " AND ") { "n.i <> \($0 + 2)" } + " RETURN 1", "1"),
      (one + chain(20_000, " OR ") { "n.i = \($0)" } + " RETURN 1", "1"),
      ("CREATE (n) SET \(chain(1_000, ", ") { "n.p\($0) = \($0)" }) RETURN size(keys(n))", "1000"),
      ("RETURN CASE 1 \(chain(2_000, " ") { "WHEN \($0 + 2) THEN 0" }) ELSE 7 END", "7"),
      ("MATCH \(chain(50, ", ") { "(n\($0))" }) RETURN count(*)", "0"),
      ("MATCH (n:\(chain(2_000, ":") { "L\($0)" })) RETURN count(*)", "0")
    ])
  func whatIsLongIsAnswered(statement: String, wanted: String) throws {
    #expect(try result(statement) == wanted, "\(statement.prefix(80))")
  }

  @Test(
    arguments: [
      (chain(2_000, " UNION ") { "RETURN \($0) AS a" }, tooManyClauses),
      ("MATCH \(chain(2_000, ", ") { "(n\($0))" }) RETURN count(*)", tooManyClauses),
      ("MATCH (a)\(chain(2_000, "") { _ in "-->()" }) RETURN count(*)", tooManyClauses),
      ("RETURN \(chain(20_000, " + ") { _ in "1" })", tooDeep),
      ("RETURN \(chain(20_000, " < ") { _ in "1" })", tooDeep),
      (
        "RETURN range(1, 1000000000000)",
        "'range()' gives no more than 33554432 elements"
      ),
      (
        "RETURN reduce(l = [], x IN range(1, 100000) | [l])",
        "lists and maps hold each other no deeper than 300 levels"
      )
    ])
  func whatIsTooLongIsToldSo(statement: String, message: String) throws {
    #expect(try result(statement) == message, "\(statement.prefix(80))")
  }

  private static let one = "CREATE (n:N {i: 1}) WITH n MATCH (n) WHERE "
  private static let tooManyClauses = "a query has more than 1500 clauses and steps of patterns"
  private static let tooDeep = "the query is nested deeper than 300 levels"

  /// What is deep and let through is written, compared, hashed and given back.
  @Test func deepValuesAreValuesLikeOthers() throws {
    #expect(
      try result(
        "WITH reduce(l = [], x IN range(1, 290) | [l]) AS l, "
          + "reduce(l = [], x IN range(1, 290) | [l]) AS m "
          + "WITH DISTINCT l, m ORDER BY l, {a: m} RETURN toInteger(l = m AND [l] IN [[m]])")
        == "1")
  }

  @Test(
    arguments: [
      ("size(range(-9223372036854775808, 9223372036854775807, 9223372036854775807))", "3"),
      ("size(range(9223372036854775807, -9223372036854775808, -9223372036854775808))", "2"),
      ("-9223372036854775808 % -1", "0"),
      ("-9223372036854775808 / -1", "-9223372036854775808 / -1 does not fit in an integer"),
      ("9223372036854775807 + 1", "9223372036854775807 + 1 does not fit in an integer"),
      ("9223372036854775808", "the integer '9223372036854775808' is too large"),
      ("size([1, 2, 3][-9223372036854775808..9223372036854775807])", "3"),
      ("size(substring('abc', 1, 9223372036854775807))", "2")
    ])
  func integersAtTheirBoundsNeverWrap(expression: String, wanted: String) throws {
    #expect(try result("RETURN \(expression) AS x") == wanted)
  }
}
