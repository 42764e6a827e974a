/// Tries random queries on random graphs, the engine against the reference.
package struct QueryFuzzer {
  package var tally = FuzzTally()
  /// Called before each graph and each query, so that a crash can be told of.
  private let onTry: (String) -> Void
  private let fuel: Int

  package init(fuel: Int = 200_000, onTry: @escaping (String) -> Void = { _ in }) {
    self.fuel = fuel
    self.onTry = onTry
  }

  /// Tries some queries on the graph of a seed; the cases that differ, made smaller.
  package mutating func run(seed: UInt64, queryCount: Int, shrinks: Bool = true) throws
    -> [FuzzCase]
  {
    var random = FuzzRandom(seed: seed)
    let graph = FuzzGraph.make(&random)
    let differential = try Differential(graph, isFile: random.chance(5), fuel: fuel)
    var found: [FuzzCase] = []
    for _ in 0..<queryCount {
      var maker = QueryMaker(FuzzRandom(seed: random.next()))
      let query = maker.statement()
      onTry("seed \(seed)\n\(graph.statement ?? "");\n\(query)\n")
      guard let difference = try differential.difference(on: query, &tally) else { continue }
      let whole = FuzzCase(graph: graph, query: query, difference: difference)
      var shrinking = Shrinking(limit: shrinks ? 3_000 : 0, fuel: fuel)
      found.append(shrinking.smallest(whole))
    }
    return found
  }
}
