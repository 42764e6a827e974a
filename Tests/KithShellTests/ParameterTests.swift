import KithCore
import KithInterchange
import KithShell
import Testing

@Suite struct ParameterTests {
  private func parameters(after script: String, _ session: FakeSession = FakeSession()) throws
    -> String
  {
    let harness = ShellHarness(session)
    let (_, messages) = try harness.run(script)
    let all = harness.shell.parameters.sorted { $0.key < $1.key }
    return all.map { "\($0.key) = \($0.value.plainText)" }.joined(separator: "; ") + messages
  }

  @Test(arguments: [
    (":param {\"id\": 17, \"names\": [\"a\", null]}", "id = 17; names = ['a', null]"),
    (":param id => 17", "id = 17"), (":param $id = 1.5", "id = 1.5"),
    (":param id: true;", "id = true"),
    (":param name => \"Katja M.\"", "name = 'Katja M.'"),
    (":param {\"a\": 1}\n:param --default {\"a\": 2, \"b\": 3}", "a = 1; b = 3"),
    (":param a => 1\n:param --clear", "")
  ])
  func `parameters are set`(script: String, expected: String) throws {
    #expect(try parameters(after: script) == expected)
  }

  @Test func `an expression gives a parameter's value`() throws {
    let session = FakeSession()
    session.answers["RETURN date('2024-01-01')"] = .rows(
      columns: ["x"], [[.date(DateValue(daysSinceEpoch: 19_723))]])
    #expect(
      try parameters(after: ":param day => date('2024-01-01')", session) == "day = 2024-01-01")
  }

  @Test func `parameters are listed and reach statements`() throws {
    let session = FakeSession()
    session.answers["RETURN $a"] = .rows(columns: ["x"], [])
    let harness = ShellHarness(session, settings: ShellSettings(format: .raw))
    #expect(
      try harness.run(":param a => 1\n:param b => \"x\"\n:param\nRETURN $a;").rows
        == "a\t1\nb\t'x'\n")
    #expect(session.parametersSeen.last?.count == 2)
  }

  @Test func `a broken object is shown at its place`() throws {
    #expect(
      try parameters(after: ":param {\"a\": 1,}") == """
        error: a key in double quotes was expected, but here stands '}'
         --> 1:16
          |
        1 | :param {"a": 1,}
          |                ^
          = write {"key": value}

        """)
  }

  @Test(arguments: [
    (":param --default [1]", "several parameters are set by an object: {\"name\": value}"),
    (":param a-b => 1", "'a-b' cannot be the name of a parameter"),
    (":param a =>", "':param' needs an argument")
  ])
  func `a wrong parameter says what is wrong`(script: String, message: String) throws {
    #expect(try parameters(after: script).hasPrefix("error: \(message)\n"))
  }

  @Test func `a node is no parameter`() throws {
    let session = FakeSession()
    session.answers["RETURN n"] = .rows(columns: ["n"], [[.node(NodeID(0))]])
    #expect(
      try parameters(after: ":param n => n", session)
        .hasPrefix("error: parameter 'n' cannot hold a node, a relationship or a path\n"))
  }

  @Test func `the option takes a name and JSON`() throws {
    let assignment = try ParameterAssignment.parse("ids=[1,2]")
    #expect(assignment.name == "ids")
    #expect(assignment.value.plainText == "[1, 2]")
    let error = #expect(throws: Diagnostic.self) { try ParameterAssignment.parse("name=Katja") }
    #expect(error?.message == "a JSON value was expected, but here stands 'K'")
    #expect(error?.span == SourceSpan(start: 5, end: 6))
    #expect(
      #expect(throws: Diagnostic.self) { try ParameterAssignment.parse("Katja") }?.message
        == "'Katja' is no parameter: NAME=JSON was expected")
  }
}
