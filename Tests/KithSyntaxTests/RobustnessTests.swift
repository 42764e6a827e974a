import Foundation
import KithCore
import KithSyntax
import Testing

@Suite struct RobustnessTests {
  private func errors(_ text: String) -> [Diagnostic] {
    do throws(Diagnostics) {
      _ = try QueryParser.parse(text)
      return []
    } catch {
      return error.all
    }
  }

  private static func nested(_ depth: Int, _ open: String, _ core: String, _ close: String)
    -> String
  {
    "RETURN " + String(repeating: open, count: depth) + core
      + String(repeating: close, count: depth)
  }

  @Test(
    arguments: [
      nested(10_000, "(", "1", ")"), nested(10_000, "[", "1", "]"),
      nested(10_000, "{a: ", "1", "}"),
      nested(10_000, "NOT ", "true", ""), nested(10_000, "- ", "1", ""),
      nested(10_000, "f(", "1", ")"),
      nested(10_000, "CASE WHEN ", "1", " THEN 1 END"), nested(10_000, "x[", "1", "]"),
      nested(10_000, "", "1", " + 1"), nested(10_000, "", "x", ".a"),
      nested(10_000, "", "x", "[0]"),
      nested(10_000, "1 ^ ", "1", ""), nested(10_000, "[x IN ", "1", "]"),
      nested(10_000, "EXISTS { MATCH (n) WHERE ", "true", "}"),
      nested(5_000, "((", "1", ")+1)+1"),
      "MATCH " + String(repeating: "(", count: 10_000) + String(repeating: ")", count: 10_000)
        + " RETURN 1",
      "MATCH (n:" + String(repeating: "(", count: 10_000) + "A"
        + String(repeating: ")", count: 10_000) + ") RETURN 1",
      "MATCH (n:" + String(repeating: "!", count: 10_000) + "A) RETURN 1",
      String(repeating: "CALL { ", count: 10_000) + "RETURN 1"
        + String(repeating: " }", count: 10_000),
      String(repeating: "FOREACH (x IN y | ", count: 10_000) + "CREATE ()"
        + String(repeating: ")", count: 10_000)
    ])
  func nestingWithoutEndIsAClearError(text: String) {
    #expect(errors(text).map(\.message) == ["the query is nested deeper than 300 levels"])
    #expect(errors(text).first?.category == .limitError)
  }

  @Test(arguments: [
    "(", "[", "{a:", "f(", "x[", "CASE WHEN ", "MATCH (a)-[", "EXISTS {", "(a:", "CALL {", "'", "`",
    "$", "/*", "-", "<", ".", "\\"
  ])
  func openEndsWithoutEndAreErrors(part: String) {
    #expect(!errors("RETURN " + String(repeating: part, count: 20_001)).isEmpty)
    #expect(!errors(String(repeating: part, count: 20_001)).isEmpty)
  }

  /// The deepest trees that are let through fit into the usual stack of a thread, even in a
  /// build without optimisation.
  @Test(
    arguments: [
      nested(290, "(", "1", ")"), nested(140, "(1 + ", "1", ")"), nested(140, "f([", "1", "])"),
      nested(90, "EXISTS { MATCH (n) WHERE ", "true", "}"), nested(290, "", "1", " + 1"),
      nested(30, "1 OR 1 XOR 1 AND 1 = 1 IN 1 + 1 * 1 ^ (", "1", ")"),
      nested(140, "CASE WHEN ", "1", " THEN 1 END"), nested(190, "x {a: ", "1", "}"),
      String(repeating: "CALL { ", count: 290) + "RETURN 1" + String(repeating: " }", count: 290)
    ])
  func theDeepestTreesFitIntoTheStack(text: String) {
    let thread = Thread {
      let found = errors(text)
      #expect(found.isEmpty, "\(text)")
      done.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
    done.wait()
  }

  private let done = DispatchSemaphore(value: 0)

  @Test func longConnectivesStayFlat() {
    let chain = (0..<20_000).map { "n.x = \($0)" }.joined(separator: " OR ")
    #expect(errors("MATCH (n) WHERE \(chain) RETURN n").isEmpty)
    #expect(
      errors("MATCH (n:\(Array(repeating: "A", count: 20_000).joined(separator: "|"))) RETURN n")
        .isEmpty)
  }

  @Test func aMegabyteIsReadInOneGo() {
    let list = (0..<150_000).map(String.init).joined(separator: ", ")
    #expect(list.utf8.count > 1 << 20)
    #expect(errors("RETURN [\(list)]").isEmpty)
    #expect(errors("RETURN '\(String(repeating: "x", count: 4 << 20))'").isEmpty)
    let clauses = String(repeating: "MATCH (n:A {x: 1})-[:R]->(m) WHERE n.x = m.x ", count: 20_000)
    #expect(errors(clauses + "RETURN 1").isEmpty)
  }

  @Test func aStatementThatIsTooLongIsRefused() {
    let limits = ParserLimits(maximumDepth: 300, maximumErrors: 10, maximumBytes: 10)
    #expect {
      try QueryParser.parse("RETURN 12345", limits: limits)
    } throws: { error in
      (error as? Diagnostics)?.all.map(\.message) == ["the statement is longer than 10 bytes"]
    }
  }

  @Test func soManyErrorsAreReportedAndNoMore() {
    #expect(errors(String(repeating: "MATCH (n:) ", count: 100)).count == 10)
  }

  @Test(arguments: [
    [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80]
  ])
  func bytesThatAreNotUTF8AreAnError(bytes: [UInt8]) {
    for (before, after) in [
      ("RETURN ", ""), ("RETURN '", "'"), ("RETURN 'a\\n", "'"), ("MATCH (n:", ") RETURN n"),
      ("", "")
    ] {
      #expect {
        try QueryParser.parse(utf8: Array(before.utf8) + bytes + Array(after.utf8))
      } throws: { error in
        (error as? Diagnostics)?.all.first?.message == "these bytes are not UTF-8"
      }
    }
  }
}
