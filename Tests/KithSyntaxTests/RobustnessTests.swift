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

  /// Queries with bytes exchanged, doubled and lost: whatever comes, nothing traps, spans lie in the
  /// text, and all the readers of a text agree to read it.
  @Test func mutatedQueriesNeverTrap() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("mutation seed \(seed)")
    var random = SplitMix(state: seed)
    var corpus = try conformanceScenarios().map(\.query)
    if corpus.isEmpty { corpus = Self.seeds }
    corpus += Self.seeds
    let deadline = ContinuousClock.now + .seconds(2)
    var count = 0
    while ContinuousClock.now < deadline {
      var bytes = Array(corpus[Int.random(in: 0..<corpus.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, corpus, &random) }
      check(bytes, &random)
      count += 1
    }
    print("\(count) mutations")
  }

  private static let seeds = [
    "MATCH (a:A {x: 1})-[r:R|S*1..3]->(b) WHERE a.x <> 'q\\u00fc' RETURN [x IN a.b | x.y][1..2]",
    "CALL { WITH x RETURN EXISTS { (a)--(b) } AS y } WITH * ORDER BY y SKIP 1 RETURN n {.a, b: 1}"
  ]

  private func mutate(_ bytes: inout [UInt8], _ corpus: [String], _ random: inout SplitMix) {
    let at = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 0...8, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.removeSubrange(at..<end)
    case 1: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
    case 3: bytes.insert("()[]{}'`\"$.:;|-<>=*/\\,".utf8.randomElement(using: &random) ?? 0, at: at)
    default:
      let other = Array(corpus[Int.random(in: 0..<corpus.count, using: &random)].utf8)
      let from = Int.random(in: 0...other.count, using: &random)
      bytes.insert(contentsOf: other[from..<min(other.count, from + 20)], at: at)
    }
  }

  private func check(_ bytes: [UInt8], _ random: inout SplitMix) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(Diagnostics) {
      _ = try QueryParser.parse(utf8: bytes)
    } catch {
      #expect(!error.all.isEmpty)
      for diagnostic in error.all {
        if let span = diagnostic.span {
          #expect(span.start <= span.end && span.start >= 0 && span.end <= bytes.count, "\(bytes)")
        }
      }
      _ = DiagnosticRenderer(text: text, width: 30).render(error)
    }
    var end = 0
    for token in QueryTokenizer.tokens(text) {
      #expect(token.span.start >= end && token.span.end > token.span.start, "\(text)")
      end = token.span.end
    }
    for piece in StatementSplitter.split(text).pieces {
      #expect(piece.span.start < piece.span.end, "\(text)")
    }
    let offset = Int.random(in: 0...text.utf8.count, using: &random)
    let context = QueryCompletion.context(text, at: offset)
    #expect(context.replaced.end <= offset && context.replaced.start <= context.replaced.end)
  }
}

/// A small generator that a seed makes repeatable (Steele, Lea, Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
