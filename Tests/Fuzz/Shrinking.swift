import KithCore
import KithSyntax

/// A case on which engine and reference differ.
package struct FuzzCase: Sendable {
  package var graph: FuzzGraph
  package var query: String
  package var difference: Difference

  /// As the text cases are written, with both results.
  package var description: String {
    """
    graph
    \(graph.statement ?? "");
    query
    \(query)
    --- \(difference.kind), \(difference.setting)
    expected
    \(difference.expected)
    actual
    \(difference.actual)
    """
  }
}

/// Makes a case smaller while it still differs in the same way.
struct Shrinking {
  private var tries = 0
  private let limit: Int
  private let fuel: Int

  init(limit: Int, fuel: Int) {
    self.limit = limit
    self.fuel = fuel
  }

  /// The smallest case that was found.
  mutating func smallest(_ start: FuzzCase) -> FuzzCase {
    var best = start
    var isSmaller = true
    while isSmaller, tries < limit {
      isSmaller = false
      if let next = withoutWords(best) { (best, isSmaller) = (next, true) }
      if let next = withoutParts(best) { (best, isSmaller) = (next, true) }
    }
    return best
  }

  private mutating func attempt(_ graph: FuzzGraph, _ query: String, _ kind: Difference.Kind)
    -> FuzzCase?
  {
    tries += 1
    var tally = FuzzTally()
    guard (try? QueryParser.parse(query)) != nil,
      let differential = try? Differential(graph, fuel: fuel),
      let found = try? differential.difference(on: query, &tally), found.kind == kind
    else { return nil }
    return FuzzCase(graph: graph, query: query, difference: found)
  }

  /// Leaves out runs of tokens, long ones first, or puts something simple in their place.
  private mutating func withoutWords(_ start: FuzzCase) -> FuzzCase? {
    var best: FuzzCase?
    var current = start
    var length = 40
    while length > 0, tries < limit {
      var first = 0
      while tries < limit {
        let bytes = Array(current.query.utf8)
        let tokens = QueryTokenizer.tokens(current.query)
        guard first + length <= tokens.count else { break }
        let (from, to) = (tokens[first].span.start, tokens[first + length - 1].span.end)
        var isDone = false
        for filler in ["", "1", "true", "null", "[]"] where length > 1 || filler.isEmpty {
          let text = String(
            decoding: bytes[..<from] + Array(" \(filler) ".utf8) + bytes[to...], as: UTF8.self)
          let query = text.split(separator: " ").joined(separator: " ")
          guard query.utf8.count < current.query.utf8.count,
            (try? QueryParser.parse(query)) != nil
          else { continue }
          if let smaller = attempt(current.graph, query, current.difference.kind) {
            (current, best, isDone) = (smaller, smaller, true)
            break
          }
        }
        if !isDone { first += 1 }
      }
      length = length > 12 ? length * 2 / 3 : length - 1
    }
    return best
  }

  /// Leaves out relationships, nodes, labels and properties.
  private mutating func withoutParts(_ start: FuzzCase) -> FuzzCase? {
    var best: FuzzCase?
    var current = start
    var isSmaller = true
    while isSmaller, tries < limit {
      isSmaller = false
      for graph in smaller(current.graph) {
        if let next = attempt(graph, current.query, current.difference.kind) {
          (current, best, isSmaller) = (next, next, true)
          break
        }
      }
    }
    return best
  }

  private func smaller(_ graph: FuzzGraph) -> [FuzzGraph] {
    var found: [FuzzGraph] = []
    func add(_ change: (inout FuzzGraph) -> Void) {
      var next = graph
      change(&next)
      found.append(next)
    }
    for place in graph.relationships.indices { add { $0.relationships.remove(at: place) } }
    for (place, node) in graph.nodes.enumerated() {
      if !graph.relationships.contains(where: { $0.start == node.name || $0.end == node.name }) {
        add { $0.nodes.remove(at: place) }
      }
      for label in node.labels.indices { add { $0.nodes[place].labels.remove(at: label) } }
      for key in node.properties.indices { add { $0.nodes[place].properties.remove(at: key) } }
    }
    for (place, it) in graph.relationships.enumerated() {
      for key in it.properties.indices {
        add { $0.relationships[place].properties.remove(at: key) }
      }
    }
    return found
  }
}
