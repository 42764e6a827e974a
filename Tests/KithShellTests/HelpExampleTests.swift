import KithDatabase
import KithShell
import Testing

/// The examples in the help's topics.
@Suite struct HelpExampleTests {
  /// The statements of a topic: what is indented, up to a ';' each.
  private func statements(_ topic: String) -> [String] {
    topic.split(separator: "\n").filter { $0.hasPrefix("  ") }.joined(separator: "\n")
      .split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) + "" }
      .filter { !$0.isEmpty }
  }

  @Test(arguments: ["clauses", "patterns"])
  func `statements in the help are what can be asked`(topic: String) throws {
    let text = try #require(HelpTopic.all.first { $0.name == topic }).text
    let all = statements(text)
    #expect(all.count > 7)
    for statement in all {
      let database = try Database()
      do {
        // The file does not exist, nor does what is dropped.
        if statement.hasPrefix("LOAD") {
          _ = try database.run("EXPLAIN " + statement)
        } else {
          _ = try database.run(statement + (statement.hasPrefix("DROP") ? " IF EXISTS" : ""))
        }
      } catch {
        Issue.record("\(statement)\n\(error)")
      }
    }
  }
}
