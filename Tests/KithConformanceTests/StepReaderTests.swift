import KithConformance
import Testing

/// The sentences that steps may be.
@Suite struct StepReaderTests {
  static func read(
    _ text: String, table: [[String]]? = nil, docString: String? = nil
  ) throws -> ConformanceStep {
    try StepReader.read(
      GherkinStep(line: 1, keyword: "And", text: text, table: table, docString: docString))
  }

  @Test func `a query stands below its step or behind the colon`() throws {
    #expect(try Self.read("executing query:", docString: "RETURN 1") == .query("RETURN 1"))
    #expect(try Self.read("executing query: RETURN 1") == .query("RETURN 1"))
    #expect(try Self.read("after having executed:", docString: "CREATE ()") == .setUp("CREATE ()"))
    #expect(throws: StepError.self) { try Self.read("executing query:") }
    #expect(throws: StepError.self) { try Self.read("executing query: a", docString: "b") }
  }

  @Test(arguments: [
    ("the result should be:", false, false), ("the result should be, in any order:", false, false),
    ("the result should be, in order:", true, false),
    ("the result should be (ignoring element order for lists):", false, true),
    ("the result should be, in order (ignoring element order for lists):", true, true)
  ])
  func `a result says whether orders count`(text: String, isOrdered: Bool, ignores: Bool) throws {
    let rows = ExpectedRows(
      columns: ["a"], rows: [[.integer(1)]], isOrdered: isOrdered, ignoresListOrder: ignores)
    #expect(try Self.read(text, table: [["a"], ["1"]]) == .rows(rows))
  }

  @Test func `a procedure has inputs, outputs and rows in the signature's order`() throws {
    let step = try Self.read(
      "there exists a procedure my.proc(a :: STRING?, b :: LIST? OF INTEGER) :: (c :: FLOAT) :",
      table: [["c", "a", "b"], ["1.5", "'x'", "[1]"]])
    guard case .procedure(let it) = step else {
      Issue.record("no procedure")
      return
    }
    #expect(it.name == "my.proc")
    #expect(it.inputs.map(\.name) == ["a", "b"])
    #expect(it.inputs.map(\.type) == ["STRING", "LIST? OF INTEGER"])
    #expect(it.inputs.map(\.isNullable) == [true, false])
    #expect(it.outputs == [.init(name: "c", type: "FLOAT", isNullable: false)])
    #expect(it.rows.map { $0.map(\.text) } == [["'x'", "[1]", "1.5"]])
  }

  @Test func `a procedure may give nothing`() throws {
    for results in ["()", "VOID"] {
      let step = try Self.read("there exists a procedure p() :: \(results):", table: [[]])
      #expect(step == .procedure(try ProcedureDeclaration("p() :: ()", table: [[]])))
    }
  }

  @Test(arguments: [
    "p", "p()", "p(a) :: ()", "p() :: STRING", "p(a :: STRING) :: (b :: STRING)"
  ])
  func `what is no signature, or not its table's, is refused`(signature: String) {
    #expect(throws: StepError.self) {
      try Self.read("there exists a procedure \(signature):", table: [["a"], ["1"]])
    }
  }

  @Test(arguments: [
    "the result should be, in disorder:", "the result should be sorted", "an open graph",
    "a TypeError should be raised at noon: X", "a TypeError should be raised at runtime:",
    "parameters", "no effects"
  ])
  func `a sentence that nobody knows is refused`(text: String) {
    #expect(throws: StepError("unknown step '\(text)'")) { try Self.read(text, table: [["a"]]) }
  }
}
