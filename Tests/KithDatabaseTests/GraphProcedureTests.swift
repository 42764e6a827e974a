import KithDatabase
import Testing

/// Procedures of a program's own, by what is public alone.
@Suite struct GraphProcedureTests {
  /// The example of `GraphProcedure`'s documentation.
  private func withSplit() throws -> Database {
    let graph = try Database()
    let split = try GraphProcedure(
      "text.split(text :: STRING, by :: STRING = ',') :: (part :: STRING)"
    ) { arguments in
      guard case .string(let text) = arguments[0], case .string(let separator) = arguments[1]
      else { return [] }
      return text.split(separator: separator).map { [.string(String($0))] }
    }
    try graph.register(split)
    return graph
  }

  @Test func aProgramRegistersItsOwn() throws {
    let graph = try withSplit()
    let parts = try graph.run("CALL text.split('a,b') YIELD part RETURN part")
    #expect(parts.rows == [[.string("a")], [.string("b")]])
    #expect(
      try graph.run("UNWIND ['x y', 'z'] AS t CALL text.split(t, ' ') YIELD part RETURN t, part")
        .rows.map { $0[1] } == [.string("x"), .string("y"), .string("z")])
  }

  @Test func argumentsAreCheckedAndSuggested() throws {
    let graph = try withSplit()
    let type = #expect(throws: DatabaseError.self) { try graph.run("CALL text.split(1)") }
    #expect(type?.detail == "InvalidArgumentType")
    let name = #expect(throws: DatabaseError.self) { try graph.run("CALL text.splitt('a')") }
    #expect(name?.description.contains("did you mean 'text.split'?") ?? false)
  }

  @Test func anEndlessSequenceIsTakenAsFarAsNeeded() throws {
    let graph = try Database()
    try graph.register(
      GraphProcedure("count.up(from :: INTEGER) :: (n :: INTEGER)") { arguments in
        guard case .integer(let start) = arguments[0] else { return [] }
        return sequence(first: start) { $0 + 1 }.lazy.map { [.integer($0)] }
      })
    #expect(
      try graph.run("CALL count.up(7) YIELD n RETURN n LIMIT 3").rows
        == [[.integer(7)], [.integer(8)], [.integer(9)]])
  }

  @Test func nodesGoInAndOut() throws {
    let graph = try Database()
    try graph.register(
      GraphProcedure("same(n :: NODE) :: (it :: NODE, day :: DATE?, span :: DURATION)") {
        arguments in
        [
          [
            arguments[0], .temporal("2023-10-11", type: "Date"),
            .temporal("P1DT2H", type: "Duration")
          ]
        ]
      })
    let rows = try graph.run(
      "CREATE (a:A {x: 1}) WITH a CALL same(a) YIELD it, day, span "
        + "RETURN it = a, it.x, day.year, span.hours"
    ).rows
    #expect(rows == [[.boolean(true), .integer(1), .integer(2023), .integer(2)]])
  }

  @Test func faultsOfTheProgramAreToldByName() throws {
    struct Refusal: Error, CustomStringConvertible {
      var description: String { "not today" }
    }
    let graph = try Database()
    try graph.register(GraphProcedure("bad.throws() :: (x :: ANY)") { _ in throw Refusal() })
    try graph.register(
      GraphProcedure("bad.width() :: (x :: ANY)") { _ in [[.null, .null]] })
    try graph.register(
      GraphProcedure("bad.type() :: (x :: STRING)") { _ in [[.integer(1)]] })
    #expect(
      try message(graph, "CALL bad.throws")
        == "ProcedureError ProcedureCallFailed: procedure 'bad.throws' failed: not today")
    #expect(
      try message(graph, "CALL bad.width()")
        == "ProcedureError ProcedureCallFailed: procedure 'bad.width' gave a row of 2 cells, "
        + "but its signature has 1 columns")
    #expect(
      try message(graph, "CALL bad.type()")
        == "ProcedureError ProcedureCallFailed: column 'x' of procedure 'bad.type' is STRING, "
        + "but it gave a Integer")
  }

  private func message(_ graph: Database, _ statement: String) throws -> String {
    let error = #expect(throws: DatabaseError.self) { try graph.run(statement) }
    return error.map { "\($0.code) \($0.detail): \($0.message)" } ?? "no error"
  }

  @Test func aNameIsTakenOnce() throws {
    let graph = try withSplit()
    let again = #expect(throws: DatabaseError.self) {
      try graph.register(GraphProcedure("DB.labels() :: (label :: STRING)") { _ in [] })
    }
    #expect(again?.message == "there is a procedure 'DB.labels' already")
    let malformed = #expect(throws: DatabaseError.self) {
      try GraphProcedure("text.split") { _ in [] }
    }
    #expect(malformed?.message == "'text.split' is no signature of a procedure")
  }
}
