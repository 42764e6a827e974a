import KithCore
import KithPlanner

/// A path that a search found, with how often each segment came.
struct PathMatch {
  /// One more than relationships.
  var nodes: [NodeID]
  var relationships: [RelationshipID]
  /// For each segment.
  var iterations: [Int]

  /// The same path from its other end.
  var reversed: PathMatch {
    PathMatch(
      nodes: nodes.reversed(), relationships: relationships.reversed(),
      iterations: iterations.reversed())
  }
}

/// Reads the values of a pattern's variables from a match: both in the order of the text.
struct PathOutputs {
  let sources: [BoundPathOutput.Source]
  /// How many steps each segment has, and whether its variables are lists.
  private let stepCounts: [Int]
  private let areRepeated: [Bool]

  /// `pattern` is in the order of the text.
  init(_ outputs: [BoundPathOutput], _ pattern: BoundPathPattern) {
    sources = outputs.map(\.source)
    stepCounts = pattern.segments.map(\.steps.count)
    areRepeated = pattern.segments.map(\.isRepeated)
  }

  func value(of source: BoundPathOutput.Source, in match: PathMatch) -> Value {
    switch source {
    case .boundary(let boundary): return .node(match.nodes[offset(of: boundary, in: match)])
    case .node(let segment, let position):
      return collected(segment, position, in: match) { .node(match.nodes[$0]) }
    case .step(let segment, let position):
      return collected(segment, position, in: match) { .relationship(match.relationships[$0]) }
    case .path(let first, let last):
      let (start, end) = (offset(of: first, in: match), offset(of: last, in: match))
      return .path(
        PathValue(
          nodes: Array(match.nodes[start...end]),
          relationships: Array(match.relationships[start..<end])))
    }
  }

  /// Equal for matches that differ in nothing but how unnamed segments share the path.
  func key(of match: PathMatch) -> [UInt32] {
    var key = match.relationships.map(\.rawValue)
    for source in sources {
      switch source {
      case .boundary(let boundary): key.append(UInt32(offset(of: boundary, in: match)))
      case .node(let segment, _), .step(let segment, _):
        key.append(UInt32(offset(of: segment, in: match)))
        key.append(UInt32(match.iterations[segment]))
      case .path(let first, let last):
        key.append(UInt32(offset(of: first, in: match)))
        key.append(UInt32(offset(of: last, in: match)))
      }
    }
    return key
  }

  /// How many relationships stand before a boundary.
  private func offset(of boundary: Int, in match: PathMatch) -> Int {
    (0..<boundary).reduce(0) { $0 + match.iterations[$1] * stepCounts[$1] }
  }

  private func collected(
    _ segment: Int, _ position: Int, in match: PathMatch, _ value: (Int) -> Value
  ) -> Value {
    let start = offset(of: segment, in: match) + position
    guard areRepeated[segment] else { return value(start) }
    return .list(
      (0..<match.iterations[segment]).map { value(start + $0 * stepCounts[segment]) })
  }
}
