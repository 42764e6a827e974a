import KithAlgorithms
import KithColumns
import KithCore
import KithPlanner

/// `CALL algo.wcc() YIELD node, component`
struct WeakComponentsProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.wcc", [.init("node", .node), .init("component", .integer)],
    keys: ProcedureSignature.Key.part,
    "Weakly connected components: what hangs together, whatever the direction.",
    details: "Components are numbered from 0 in the order of their first node. Rows come by "
      + "node.",
    example: "CALL algo.wcc({type: 'KNOWS'}) YIELD node, component "
      + "RETURN component, count(*) AS size ORDER BY size DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let part = try run.project(.outgoing)
    let components = try Components.weak(of: part.graph, run.memory)
    return run.rows(part, .integers(components.map { Int64($0) }))
  }
}

/// `CALL algo.scc() YIELD node, component`
struct StrongComponentsProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.scc", [.init("node", .node), .init("component", .integer)],
    keys: ProcedureSignature.Key.part,
    "Strongly connected components: who reaches each other along the directions.",
    details: "Components are numbered from 0 in the order of their first node. Rows come by "
      + "node.",
    example: "CALL algo.scc({type: 'KNOWS'}) YIELD node, component "
      + "RETURN component, count(*) AS size ORDER BY size DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let part = try run.project(.outgoing)
    let components = try Components.strong(of: part.graph, run.memory)
    return run.rows(part, .integers(components.map { Int64($0) }))
  }
}

/// `CALL algo.louvain() YIELD node, community`
struct LouvainProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.louvain",
    [
      .init("node", .node), .init("community", .integer),
      .init("levels", .list(of: .integer)), .init("modularity", .float)
    ],
    keys: ProcedureSignature.Key.weightedPart + [
      .init(
        "maxLevels", .integer, default: "10", "how often communities are put together",
        synonyms: ["levels", "maxPhases", "max_level"]),
      .iterations(10, "how many rounds a level has at most"),
      .init(
        "tolerance", .float, default: "0.0001",
        "a level ends when a round gains less modularity", synonyms: ["threshold"]),
      .init(
        "resolution", .float, default: "1.0", "above 1 communities become smaller",
        synonyms: ["gamma"]),
      .seed("none", "shuffles the order in which nodes move")
    ],
    "Communities of high modularity, by the Louvain method.",
    details: "Relationships count whatever their direction. 'levels' are the communities after "
      + "each level, of which 'community' is the last; 'modularity' is that of the whole and "
      + "the same in all rows. Communities are numbered from 0 in the order of their first "
      + "node. Rows come by node.",
    example: "CALL algo.louvain({label: 'Person', type: 'KNOWS'}) YIELD node, community "
      + "RETURN community, count(*) AS size ORDER BY size DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let anyNumber = 0...Double.greatestFiniteMagnitude
    var algorithm = Louvain()
    algorithm.levels = try run.integer("maxLevels", least: 1) ?? algorithm.levels
    algorithm.iterations = try run.integer("iterations", least: 1) ?? algorithm.iterations
    algorithm.tolerance = try run.float(
      "tolerance", algorithm.tolerance, in: anyNumber, "a number from 0")
    algorithm.resolution = try run.float("resolution", 1, in: anyNumber, "a number from 0")
    algorithm.seed = run.seed()
    let part = try run.project(.both)
    let result = try algorithm.communities(of: part.graph, run.memory)
    return LouvainRows(part, result, run.memory)
  }
}

/// The rows of `algo.louvain`: lists of levels are made as they are asked for.
private final class LouvainRows: ProcedureRows {
  private let part: ProjectedGraph
  private let result: Louvain.Result
  private let memory: MemoryReservation
  private var position = 0

  init(_ part: ProjectedGraph, _ result: Louvain.Result, _ memory: MemoryReservation) {
    self.part = part
    self.result = result
    self.memory = memory
  }

  func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    let rows = position..<min(part.nodes.count, position + limit)
    guard !rows.isEmpty, let last = result.levels.last else { return nil }
    position = rows.upperBound
    let levels = rows.map { row in
      Value.list(result.levels.map { .integer(Int64($0[row])) })
    }
    return [
      ColumnVector(.nodes(rows.map { part.node($0) })),
      ColumnVector(.integers(rows.map { Int64(last[$0]) })), ColumnVector(.values(levels)),
      ColumnVector(.floats(Array(repeating: result.modularity, count: rows.count)))
    ]
  }
}

/// `CALL algo.labelPropagation() YIELD node, community`
struct LabelPropagationProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.labelPropagation", [.init("node", .node), .init("community", .integer)],
    keys: ProcedureSignature.Key.weightedPart + [
      .iterations(10, "how many rounds at most"), .seed("42", "decides between equals")
    ],
    "Communities: each node joins the one that most of its neighbours are in, until none moves.",
    details: "Relationships count whatever their direction. Faster than algo.louvain, and "
      + "rougher. Communities are numbered from 0 in the order of their first node. Rows come "
      + "by node.",
    example: "CALL algo.labelPropagation({type: 'KNOWS'}) YIELD node, community "
      + "RETURN community, count(*) AS size ORDER BY size DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    var algorithm = LabelPropagation()
    algorithm.iterations = try run.integer("iterations", least: 1) ?? algorithm.iterations
    algorithm.seed = run.seed() ?? algorithm.seed
    let part = try run.project(.both)
    let communities = try algorithm.communities(of: part.graph, run.memory)
    return run.rows(part, .integers(communities.map { Int64($0) }))
  }
}

/// `CALL algo.triangleCount() YIELD node, triangles`
struct TriangleProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.triangleCount",
    [.init("node", .node), .init("triangles", .integer), .init("coefficient", .float)],
    keys: ProcedureSignature.Key.part,
    "The triangles that each node is in, and the part of its pairs of neighbours that is joined.",
    details: "Relationships count whatever their direction, parallel ones once, loops not. "
      + "'coefficient' is the local clustering coefficient, 0 with fewer than two neighbours. "
      + "Rows come by node.",
    example: "CALL algo.triangleCount({type: 'KNOWS'}) YIELD node, triangles, coefficient "
      + "RETURN node, triangles, coefficient ORDER BY triangles DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let part = try run.project(.both)
    let result = try Triangles.count(in: part.graph, run.memory)
    return run.rows(part, .integers(result.counts), .floats(result.coefficients))
  }
}
