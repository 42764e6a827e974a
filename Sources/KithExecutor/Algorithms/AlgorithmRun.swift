import KithAlgorithms
import KithColumns
import KithCore
import KithPlanner

/// An algorithm over a part of the graph, as a procedure that takes its configuration as a map.
protocol AlgorithmProcedure: Procedure {
  /// Starts it. Keys are known and of their types.
  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows
}

extension AlgorithmProcedure {
  func call(
    _ arguments: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> any ProcedureRows {
    var configuration = ValueMap()
    if case .map(let map)? = arguments.first { configuration = map }
    return try run(
      AlgorithmRun(
        procedure: signature.name, configuration: configuration, context: context,
        memory: MemoryReservation(context)))
  }
}

/// One call of an algorithm: its configuration, and what it may use.
struct AlgorithmRun {
  let procedure: String
  let configuration: ValueMap
  let context: ExecutionContext
  let memory: MemoryReservation

  // MARK: configuration

  /// What was given for a key; nil where it was left away or is null.
  private func given(_ key: String) -> Value? {
    configuration[key].flatMap { $0.isNull ? nil : $0 }
  }

  /// A number within bounds. `wanted` says which, as a noun.
  func float(
    _ key: String, _ standard: Double, in bounds: ClosedRange<Double>, _ wanted: String
  ) throws(Diagnostic) -> Double {
    guard let value = given(key) else { return standard }
    guard case .float(let number) = value, bounds.contains(number) else {
      throw .keyValue(key, of: procedure, wanted: wanted, value)
    }
    return number
  }

  /// A whole number of at least `least`; nil where it is left away.
  func integer(_ key: String, least: Int) throws(Diagnostic) -> Int? {
    guard let value = given(key) else { return nil }
    guard case .integer(let number) = value, number >= least else {
      throw .keyValue(key, of: procedure, wanted: "a whole number from \(least)", value)
    }
    return Int(number)
  }

  /// Any whole number; nil where it is left away.
  func seed() -> Int64? {
    if case .integer(let number)? = configuration["seed"] { number } else { nil }
  }

  func flag(_ key: String) -> Bool {
    if case .boolean(let flag)? = configuration[key] { flag } else { false }
  }

  /// One of some words, whatever its case.
  func word(
    _ key: String, _ standard: String, among words: [String]
  ) throws(Diagnostic) -> String {
    guard case .string(let text)? = configuration[key] else { return standard }
    guard let word = words.first(where: { $0 == text.lowercased() }) else {
      throw .keyValue(
        key, of: procedure, wanted: words.map { "'\($0)'" }.joined(separator: " or "),
        .string(text), suggestion: nearestName(to: text, among: words))
    }
    return word
  }

  /// A node that must be given; nil where it is null.
  func node(_ key: String) throws(Diagnostic) -> NodeID? {
    guard let value = configuration[key] else { throw .keyMissing(key, of: procedure) }
    return if case .node(let node) = value { node } else { nil }
  }

  /// A text or a list of texts; none for null, an empty text or an empty list.
  func names(_ key: String) throws(Diagnostic) -> [String] {
    switch given(key) {
    case nil, .string("")?: return []
    case .string(let name)?: return [name]
    case .list(let items)?:
      var names: [String] = []
      for item in items {
        guard case .string(let name) = item else {
          throw .keyValue(key, of: procedure, wanted: "a text or a list of texts", item)
        }
        names.append(name)
      }
      return names
    case let other?:
      throw .keyValue(key, of: procedure, wanted: "a text or a list of texts", other)
    }
  }

  // MARK: projection

  /// The part of the graph that the configuration names, in its direction or in a given one.
  func project(
    _ direction: ProjectionDirection? = nil, keepsRelationships: Bool = false
  ) throws(Diagnostic) -> ProjectedGraph {
    let named = try word("direction", "out", among: ["out", "in", "both"])
    var request = ProjectionRequest(direction: direction ?? ProjectionDirection(word: named))
    request.labels = try names("label")
    request.types = try names("type")
    if case .string(let key)? = configuration["weight"], !key.isEmpty { request.weightKey = key }
    request.defaultWeight = try float(
      "defaultWeight", 1, in: 0...Double.greatestFiniteMagnitude, "a number from 0")
    request.keepsRelationships = keepsRelationships
    return try ProjectionBuilder(request, context, memory).project()
  }

  // MARK: rows

  /// Rows of a column of nodes and others of as many entries.
  func rows(_ graph: ProjectedGraph, _ columns: ColumnVector.Storage...) -> VectorRows {
    let nodes = ColumnVector(.nodes(graph.nodes.map { NodeID($0) }))
    return VectorRows([nodes] + columns.map { ColumnVector($0) }, memory: memory)
  }
}
