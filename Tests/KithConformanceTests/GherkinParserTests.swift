import KithConformance
import Testing

/// What is read of a feature file, and what is refused.
@Suite struct GherkinParserTests {
  static func scenarios(_ text: String) throws -> [Scenario] {
    try GherkinParser.scenarios(in: text, file: "folder/A.feature")
  }

  @Test func `a scenario has its background's steps in front, tags and lines`() throws {
    let scenarios = try Self.scenarios(
      """
      # remark
      @feature
      Feature: title
        free text
        Background: what there is
          Given an empty graph
        # remark
        @one @two # remark
        Scenario: [1] first
          free text
          When executing query:
            \"\"\"
            RETURN 1

              AS one
            \"\"\"
          Then the result should be, in any order:
            | one | a \\| b \\\\ \\n \\x |
            | 1   |  |
        Example: [2] second
          * no side effects
      """)
    #expect(scenarios.map(\.name) == ["folder/A [1] first", "folder/A [2] second"])
    #expect(scenarios.map(\.line) == [9, 18 + 2])
    #expect(scenarios[0].tags == ["@feature", "@one", "@two"])
    #expect(scenarios[1].tags == ["@feature"])
    let steps = scenarios[0].steps
    #expect(
      steps.map(\.text) == [
        "an empty graph", "executing query:", "the result should be, in any order:"
      ])
    #expect(steps[1].docString == "RETURN 1\n\n  AS one")
    #expect(steps[2].table == [["one", "a | b \\ \n \\x"], ["1", ""]])
    #expect(scenarios[1].steps.map(\.keyword) == ["Given", "*"])
  }

  @Test func `an outline gives a scenario for each row of each table`() throws {
    let scenarios = try Self.scenarios(
      """
      Feature: title
        Scenario Outline: [1] with <a>
          Given the <a> graph
            | <b> | <c> |
          When executing query:
            ```
            RETURN <b><a>
            ```
          Examples:
            | a | b  |
            | x | 1  |
            | y | \\| |
          @more
          Scenarios: named
            free text
            | a |
            | z |
      """)
    let names = ["[1] with x #1", "[1] with y #2", "[1] with z #3"]
    #expect(scenarios.map(\.name) == names.map { "folder/A \($0)" })
    #expect(scenarios.map(\.example) == [1, 2, 3])
    #expect(scenarios.map(\.tags) == [[], [], ["@more"]])
    #expect(scenarios[1].steps[0].text == "the y graph")
    #expect(scenarios[1].steps[0].table == [["|", "<c>"]])
    #expect(scenarios[1].steps[1].docString == "RETURN |y")
    #expect(scenarios[2].steps[1].docString == "RETURN <b>z")
  }

  @Test func `lines may end as Windows ends them, and a table may have no cells`() throws {
    let scenarios = try Self.scenarios(
      "\u{FEFF}Feature: t\r\n  Scenario: s\r\n    Given x\r\n      |\r\n")
    #expect(scenarios[0].steps == [GherkinStep(line: 3, keyword: "Given", text: "x", table: [[]])])
  }

  @Test(arguments: [
    ("Scenario: s", 1, "a scenario before 'Feature:'"),
    ("", 1, "the file has no 'Feature:'"),
    ("Feature: a\nFeature: b", 2, "a second 'Feature:'"),
    ("Feature: a\nGiven x", 2, "a step outside of a scenario"),
    ("Feature: a\nScenario: s\n| a |", 3, "a table or a text without a step"),
    (
      "Feature: a\nScenario: s\nGiven x\n| a | b |\n| a |", 5,
      "the row has 1 cells, the first one 2"
    ),
    ("Feature: a\nScenario: s\nGiven x\n| a", 4, "the row does not end in '|'"),
    ("Feature: a\nScenario: s\nGiven x\n\"\"\"\nRETURN", 4, "the text is not ended by '\"\"\"'"),
    (
      "Feature: a\nScenario: s\nGiven x\n\"\"\"\n\"\"\"\n\"\"\"\n\"\"\"", 7,
      "the step has a second text"
    ),
    ("Feature: a\nScenario: s\nGiven x\nwhat", 4, "neither a step nor a heading: 'what'"),
    ("Feature: a\nScenario: s\nBackground:", 3, "'Background:' behind a scenario"),
    ("Feature: a\nExamples:", 2, "'Examples:' without a scenario"),
    ("Feature: a\nRule: r", 2, "'Rule:' is not read"),
    ("Feature: a\nScenario Outline: s\nGiven x", 2, "an outline without 'Examples:'")
  ])
  func `what is no Gherkin is refused with its line`(text: String, line: Int, message: String) {
    do throws(GherkinError) {
      _ = try GherkinParser.scenarios(in: text, file: "A.feature")
      Issue.record("read without an error")
    } catch {
      #expect(error.line == line)
      #expect(error.message == message)
    }
  }
}
