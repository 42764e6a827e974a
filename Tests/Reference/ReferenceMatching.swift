import KithCore
import KithSyntax

// Patterns: every assignment of nodes and relationships is tried.

extension ReferenceEvaluator {
  /// An assignment under way.
  private struct Assigned {
    var row: Row
    /// Relationships in use: in one `MATCH` each comes once.
    var used: Set<Int> = []
    /// Property maps that entities have to meet, once everything is assigned.
    var properties: [(entity: Value, map: ParsedExpression)] = []
    /// Conditions inside the pattern.
    var predicates: [ParsedExpression] = []
    /// The lengths of its shortest paths, and by which other variables they are the shortest.
    var shortest: [(variables: Set<String>, length: Int)] = []
  }

  /// The rows that patterns and a condition give from one row.
  func matches(
    _ patterns: [ParsedPathPattern], _ predicate: ParsedExpression?, _ row: Row
  ) throws -> [Row] {
    var assigned = [Assigned(row: row)]
    for pattern in patterns {
      assigned = try assigned.flatMap { try self.assign(pattern, $0) }
    }
    let kept = try assigned.filter { it in
      for (entity, map) in it.properties where try !hasProperties(entity, map, it.row) {
        return false
      }
      for predicate in it.predicates + (predicate.map { [$0] } ?? []) {
        guard try Self.truth(try evaluate(predicate, it.row)) == true else { return false }
      }
      return true
    }
    return try shortest(kept, patterns).map(\.row)
  }

  /// Of assignments that differ in a shortest path alone, those with the shortest ones.
  private func shortest(
    _ assigned: [Assigned], _ patterns: [ParsedPathPattern]
  ) throws -> [Assigned] {
    let selecting = patterns.filter { $0.selector != .all }
    guard let pattern = selecting.first else { return assigned }
    guard selecting.count == 1 else { throw ReferenceFailure.unsupported("two shortest paths") }
    let own = assigned.first?.shortest.first?.variables ?? []
    var kept: [Assigned] = []
    for one in assigned {
      try spend(assigned.count)
      let rivals = assigned.filter { other in
        one.row.allSatisfy {
          own.contains($0.key) || Self.same($0.value, other.row[$0.key] ?? .null)
        }
      }
      let least = rivals.map { $0.shortest.first?.length ?? 0 }.min()
      guard one.shortest.first?.length == least else { continue }
      let isThere = kept.contains { other in
        one.row.allSatisfy {
          own.contains($0.key) || Self.same($0.value, other.row[$0.key] ?? .null)
        }
      }
      if pattern.selector == .allShortestPaths || !isThere { kept.append(one) }
    }
    return kept
  }

  /// Names that patterns declare.
  func names(in patterns: [ParsedPathPattern]) -> [String] {
    patterns.flatMap { pattern in
      [pattern.variable?.text].compactMap { $0 }
        + pattern.nodes.compactMap { $0.variable?.text }
        + pattern.relationships.compactMap { $0.variable?.text }
    }
  }

  private func assign(_ pattern: ParsedPathPattern, _ start: Assigned) throws -> [Assigned] {
    var found: [Assigned] = []
    for node in graph.liveNodes {
      guard let first = try place(node, at: pattern.nodes[0], start) else { continue }
      try walk(pattern, step: 0, from: node, first, nodes: [node], relationships: [], &found)
    }
    return found
  }

  /// The assignment with a node at a place of the pattern; nil where it does not fit.
  private func place(_ node: Int, at pattern: ParsedNodePattern, _ assigned: Assigned) throws
    -> Assigned?
  {
    try spend()
    var next = assigned
    let value = Value.node(NodeID(UInt32(node)))
    if let name = pattern.variable?.text {
      if let bound = next.row[name] {
        guard Self.same(bound, value) else { return nil }
      } else {
        next.row[name] = value
      }
    }
    if let labels = pattern.labels, try !fits(labels, graph.nodes[node]?.labels ?? []) {
      return nil
    }
    if let map = pattern.properties { next.properties.append((value, map)) }
    if let predicate = pattern.predicate { next.predicates.append(predicate) }
    return next
  }

  private func walk(
    _ pattern: ParsedPathPattern, step: Int, from node: Int, _ assigned: Assigned, nodes: [Int],
    relationships: [Int], _ found: inout [Assigned]
  ) throws {
    guard step < pattern.relationships.count else {
      found.append(finished(pattern, assigned, nodes, relationships))
      return
    }
    let part = pattern.relationships[step]
    if pattern.selector != .all, step == 0 { try checkEnds(pattern) }
    let target = pattern.nodes[step + 1]
    for trail in try trails(part, from: node, assigned.used) {
      guard var next = bind(part, trail.relationships, assigned) else { continue }
      guard let placed = try place(trail.nodes.last ?? node, at: target, next) else { continue }
      next = placed
      try walk(
        pattern, step: step + 1, from: trail.nodes.last ?? node, next,
        nodes: nodes + trail.nodes, relationships: relationships + trail.relationships, &found)
    }
  }

  /// The engine refuses shortest paths from a node to itself, unless a condition keeps the ends apart.
  private func checkEnds(_ pattern: ParsedPathPattern) throws {
    let names = pattern.nodes.map { $0.variable?.text }
    guard pattern.relationships.count == 1, !names.contains(nil), names[0] != names[1] else {
      throw ReferenceFailure.unsupported("a shortest path between unnamed ends")
    }
  }

  private func finished(
    _ pattern: ParsedPathPattern, _ assigned: Assigned, _ nodes: [Int], _ relationships: [Int]
  ) -> Assigned {
    var done = assigned
    if pattern.selector != .all {
      let own = [pattern.variable?.text, pattern.relationships.first?.variable?.text]
      done.shortest.append((Set(own.compactMap { $0 }), relationships.count))
    }
    if let name = pattern.variable?.text {
      done.row[name] = .path(
        PathValue(
          nodes: nodes.map { NodeID(UInt32($0)) },
          relationships: relationships.map { RelationshipID(UInt32($0)) }))
    }
    return done
  }

  /// The assignment with a relationship, or a list of them, under its name; nil where another is bound to it.
  private func bind(
    _ part: ParsedRelationshipPattern, _ trail: [Int], _ assigned: Assigned
  ) -> Assigned? {
    var next = assigned
    next.used.formUnion(trail)
    let values = trail.map { Value.relationship(RelationshipID(UInt32($0))) }
    if let map = part.properties { next.properties += values.map { ($0, map) } }
    if let predicate = part.predicate { next.predicates.append(predicate) }
    guard let name = part.variable?.text else { return next }
    let value = part.length == nil ? values[0] : .list(values)
    if let bound = next.row[name] { return Self.same(bound, value) ? next : nil }
    next.row[name] = value
    return next
  }

  /// A walk without a relationship twice; the nodes without the first.
  private struct Trail {
    var nodes: [Int] = []
    var relationships: [Int] = []
  }

  private func trails(_ part: ParsedRelationshipPattern, from node: Int, _ used: Set<Int>) throws
    -> [Trail]
  {
    let least = part.length == nil ? 1 : part.length?.minimum ?? 1
    let most = part.length == nil ? 1 : part.length?.maximum ?? .max
    var found: [Trail] = []
    var open = [Trail()]
    var length: Int64 = 0
    while !open.isEmpty {
      if length >= least, length <= most { found += open }
      guard length < most else { break }
      open = try open.flatMap { trail in
        try steps(part, from: trail.nodes.last ?? node).compactMap { step in
          try spend()
          guard !used.contains(step.relationship), !trail.relationships.contains(step.relationship)
          else { return nil }
          return Trail(
            nodes: trail.nodes + [step.node],
            relationships: trail.relationships + [step.relationship])
        }
      }
      length += 1
    }
    return found
  }

  private func steps(_ part: ParsedRelationshipPattern, from node: Int) throws
    -> [(relationship: Int, node: Int)]
  {
    var steps: [(Int, Int)] = []
    for place in graph.liveRelationships {
      guard let it = graph.relationships[place] else { continue }
      if let types = part.types, try !fits(types, [it.type]) { continue }
      if part.arrow != .left, it.start == node { steps.append((place, it.end)) }
      // A loop is one step, in whichever direction it is gone.
      if part.arrow != .right, it.end == node, part.arrow == .left || it.start != node {
        steps.append((place, it.start))
      }
    }
    return steps
  }

  /// Whether labels meet a label expression.
  func fits(_ expression: ParsedLabelExpression, _ labels: Set<String>) throws -> Bool {
    switch expression {
    case .name(let name): labels.contains(name.text)
    case .and(let one, let other): try fits(one, labels) && fits(other, labels)
    case .or(let one, let other): try fits(one, labels) || fits(other, labels)
    case .not(let it): try !fits(it, labels)
    case .wildcard: !labels.isEmpty
    default: throw ReferenceFailure.unsupported("computed labels")
    }
  }

  private func hasProperties(_ entity: Value, _ map: ParsedExpression, _ row: Row) throws -> Bool {
    guard case .map(let wanted) = try evaluate(map, row) else {
      throw ReferenceFailure.failed("properties that are no map")
    }
    return try zip(wanted.keys, wanted.values).allSatisfy {
      Self.equal(try property($0, of: entity), $1) == true
    }
  }
}
