import KithCore
import KithDatabase
import KithExecutor
import KithPlanner
import Testing

/// The statement that help shows for each procedure runs, and gives rows.
@Suite struct ProcedureExampleTests {
  static let graph = """
    CREATE (a:Person {name: 'Ada'}), (b:Person {name: 'Bea'}), (c:Person {name: 'Cem'}),
      (t:Team {name: 'AG Sprache'}), (a)-[:KNOWS {km: 2}]->(b), (b)-[:KNOWS {km: 3}]->(c),
      (a)-[:KNOWS {km: 7}]->(c), (a)-[:WORKS_ON]->(t), (c)-[:WORKS_ON]->(t)
    """

  @Test func everyExampleRuns() throws {
    for signature in ProcedureRegistry.standard.signatures.all {
      let session = try EmbeddedSession(path: nil)
      _ = try session.run(Self.graph, parameters: [:], into: RowCollector())
      let rows = RowCollector()
      #expect(signature.example.contains("CALL \(signature.name)("))
      _ = try session.run(signature.example, parameters: [:], into: rows)
      #expect(rows.rows.count > 1, "\(signature.example)")
      #expect(signature.summary.hasSuffix("."), "\(signature.name)")
    }
  }

  /// Tests of more than this set what each gives; here, that every column is of the type that the signature says.
  @Test func everyColumnIsOfItsType() throws {
    let graph = try Database()
    _ = try graph.run(Self.graph)
    for signature in ProcedureRegistry.standard.signatures.all {
      let columns = signature.columns.map(\.name).joined(separator: ", ")
      let call =
        signature.name.contains("hortestPath")
        ? "MATCH (a {name: 'Ada'}), (c {name: 'Cem'}) "
          + "CALL \(signature.name)({source: a, target: c})" : "CALL \(signature.name)()"
      let rows = try graph.run("\(call) YIELD \(columns) RETURN \(columns)").rows
      #expect(!rows.isEmpty, "\(signature.name)")
      for row in rows {
        for (cell, column) in zip(row, signature.columns) {
          #expect(fits(cell, column.type.text), "\(signature.name) \(column.name): \(cell)")
        }
      }
    }
  }

  private func fits(_ cell: GraphValue, _ type: String) -> Bool {
    switch (cell, type.replacing("?", with: "")) {
    case (.null, _): type.hasSuffix("?")
    case (.integer, "INTEGER"), (.float, "FLOAT"), (.string, "STRING"), (.boolean, "BOOLEAN"),
      (.node, "NODE"), (.path, "PATH"), (.map, "MAP"):
      true
    case (.list(let items), let list) where list.hasPrefix("LIST OF "):
      items.allSatisfy { fits($0, String(list.dropFirst("LIST OF ".count))) }
    default: false
    }
  }
}
