import KithCore
import KithSyntax

/// Paths that are searched as a whole: of which some are selected, or which may not repeat nodes.
extension Binder {
  /// The path as one edge of the query graph, from its first node to its last.
  func bindSearch(
    _ pattern: ParsedPathPattern, _ flat: FlatPath, _ policy: PathPolicy,
    into graph: inout QueryGraph, _ pending: inout PendingConditions
  ) throws(Diagnostic) {
    var builder = SearchBuilder(flat: flat, edge: graph.relationships.count)
    let start = try bindNodes(flat.nodes[0], into: &graph, &pending)
    let end = try bindNodes(flat.nodes[flat.nodes.count - 1], into: &graph, &pending)
    builder.nodes = [start]
    for patterns in flat.nodes.dropFirst().dropLast() {
      builder.nodes.append(try interiorNode(patterns, &builder, &pending))
    }
    builder.nodes.append(end)
    try bindSegments(&builder, &pending)
    builder.placeNodes()
    if let name = pattern.variable {
      builder.outputs.append(
        BoundPathOutput(
          declare(name.text, .path), .path(from: 0, to: builder.boundaries.count - 1)))
    }
    for group in flat.groups { try bind(group, &builder, &pending) }
    let bound = BoundPathPattern(
      boundaries: builder.boundaries.map { builder.nodes[$0] }, segments: builder.segments,
      conditions: builder.conditions)
    graph.relationships.append(
      searchEdge(bound, outputs: builder.outputs, policy, from: start, to: end))
  }

  /// A path's segments as they are put together.
  private struct SearchBuilder {
    let flat: FlatPath
    /// The number of the edge that it becomes.
    let edge: Int
    /// The variables of the flat path's nodes.
    var nodes: [VariableID] = []
    /// Which of these stand between segments.
    var boundaries: [Int] = [0]
    var segments: [BoundPathPattern.Segment] = []
    var outputs: [BoundPathOutput] = []
    var conditions: [BoundExpression] = []
    /// Nodes with a name that the search binds, as numbers of the flat path.
    var named: [Int] = []

    /// Segments end beside repeated parts and at the ends of parts in parentheses.
    func isBoundary(_ node: Int) -> Bool {
      if node == 0 || node == flat.nodes.count - 1 { return true }
      if case .repeated = flat.links[node] { return true }
      if case .relationship(let relationship) = flat.links[node], relationship.length != nil {
        return true
      }
      return flat.groups.contains { $0.first == node || $0.last == node }
    }

    /// Gives out the nodes that have names.
    mutating func placeNodes() {
      for node in named {
        if let boundary = boundaries.firstIndex(of: node) {
          outputs.append(BoundPathOutput(nodes[node], .boundary(boundary)))
        } else if let segment = boundaries.lastIndex(where: { $0 < node }) {
          outputs.append(
            BoundPathOutput(
              nodes[node], .node(segment: segment, position: node - boundaries[segment])))
        }
      }
    }
  }

  private func interiorNode(
    _ patterns: [ParsedNodePattern], _ builder: inout SearchBuilder,
    _ pending: inout PendingConditions
  ) throws(Diagnostic) -> VariableID {
    let variable = newVariable()
    var isNamed = false
    for pattern in patterns {
      if let name = pattern.variable {
        if let known = scope[name.text] {
          guard [.node, .any, .null].contains(known.type) else {
            throw PlannerMessages.variableTypeConflict(
              name.text, is: known.type, wanted: .node, at: name.span)
          }
          note(known.id)
          pending.searchConditions.append(
            (builder.edge, .bound(equality(of: variable, known.id, .node, name.span))))
        } else {
          self.name(variable, name.text)
          scope.add(BoundVariable(id: variable, name: name.text, type: .node))
        }
        isNamed = true
      }
      for condition in try conditions(of: pattern, variable) {
        pending.searchConditions.append((builder.edge, condition))
      }
    }
    if isNamed { builder.named.append(builder.nodes.count) }
    return variable
  }

  private func bindSegments(
    _ builder: inout SearchBuilder, _ pending: inout PendingConditions
  ) throws(Diagnostic) {
    var run: BoundPathPattern.Segment?
    for (index, link) in builder.flat.links.enumerated() {
      if case .relationship(let relationship) = link, relationship.length == nil {
        var segment =
          run
          ?? BoundPathPattern.Segment(
            nodes: [builder.nodes[index]], steps: [], minimum: 1, maximum: 1, isRepeated: false)
        segment.steps.append(try fixedStep(relationship, segment, &builder, &pending))
        segment.nodes.append(builder.nodes[index + 1])
        run = segment
        guard builder.isBoundary(index + 1) else { continue }
        builder.segments.append(segment)
        run = nil
      } else {
        let repetition = try bindRepetition(link, outer: pending.outer)
        builder.conditions += repetition.conditions
        builder.outputs += declareLists(repetition, segment: builder.segments.count)
        builder.segments.append(repetition.segment)
      }
      builder.boundaries.append(index + 1)
    }
  }

  private func fixedStep(
    _ relationship: ParsedRelationshipPattern, _ segment: BoundPathPattern.Segment,
    _ builder: inout SearchBuilder, _ pending: inout PendingConditions
  ) throws(Diagnostic) -> BoundPathPattern.Step {
    let variable = newVariable()
    if let name = relationship.variable {
      if let known = scope[name.text] {
        guard [.relationship, .any, .null].contains(known.type) else {
          throw PlannerMessages.variableTypeConflict(
            name.text, is: known.type, wanted: .relationship, at: name.span)
        }
        note(known.id)
        pending.searchConditions.append(
          (builder.edge, .bound(equality(of: variable, known.id, .relationship, name.span))))
      } else {
        self.name(variable, name.text)
        scope.add(BoundVariable(id: variable, name: name.text, type: .relationship))
      }
      builder.outputs.append(
        BoundPathOutput(
          variable, .step(segment: builder.segments.count, position: segment.steps.count)))
    }
    let (step, conditions) = try step(of: relationship, variable)
    for condition in conditions { pending.searchConditions.append((builder.edge, condition)) }
    return step
  }

  /// `(q = (a)-->(b) WHERE …)`.
  private func bind(
    _ group: FlatPath.Group, _ builder: inout SearchBuilder, _ pending: inout PendingConditions
  ) throws(Diagnostic) {
    if let name = group.variable {
      guard scope[name.text] == nil else {
        throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
      }
      if let first = builder.boundaries.firstIndex(of: group.first),
        let last = builder.boundaries.firstIndex(of: group.last)
      {
        builder.outputs.append(
          BoundPathOutput(declare(name.text, .path), .path(from: first, to: last)))
      }
    }
    if let predicate = group.predicate {
      pending.searchConditions.append((builder.edge, .predicate(predicate)))
    }
  }

  // MARK: conditions

  /// A condition within the path: before paths are selected, unless it reads nothing but the path's ends.
  func add(
    _ condition: BoundExpression, toSearch index: Int, of graph: inout QueryGraph, outer: Scope
  ) throws(Diagnostic) {
    for part in condition.conjuncts {
      guard var search = graph.relationships[index].search else { continue }
      let ends: Set<VariableID> = [
        graph.relationships[index].left, graph.relationships[index].right
      ]
      let reads = part.freeVariables.subtracting(outer.ids)
      let own = search.pattern.variables.union(search.outputs.map(\.variable))
      if reads.isSubset(of: ends) {
        graph.add(part)
      } else if reads.isSubset(of: own) {
        search.pattern.conditions.append(part)
        if reads.count > 1 { search.giveOut(reads.subtracting(ends)) }
        graph.relationships[index].search = search
      } else if search.selection.isSelective {
        throw PlannerMessages.outsideOfSelection(at: part.span)
      } else {
        graph.add(part)
      }
    }
  }
}

extension QueryGraph.PathSearch {
  /// Adds columns for variables without a name that a condition on the whole path reads.
  fileprivate mutating func giveOut(_ variables: Set<VariableID>) {
    let known = Set(outputs.map(\.variable))
    for variable in variables.subtracting(known).sorted() {
      if let boundary = pattern.boundaries.firstIndex(of: variable) {
        outputs.append(BoundPathOutput(variable, .boundary(boundary)))
      }
      for (index, segment) in pattern.segments.enumerated() where !segment.isRepeated {
        if let position = segment.nodes.dropFirst().dropLast().firstIndex(of: variable) {
          outputs.append(BoundPathOutput(variable, .node(segment: index, position: position)))
        } else if let position = segment.steps.firstIndex(where: { $0.variable == variable }) {
          outputs.append(BoundPathOutput(variable, .step(segment: index, position: position)))
        }
      }
    }
  }
}
