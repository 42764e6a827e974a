import KithCore

// What parts of a pattern that are planned by themselves owe to each other.

extension PatternPlanner {
  /// Pairs of relationships of a component and of those solved already that must not be the same one; nil where one
  /// of them repeats, so that the component has to be followed from the row.
  ///
  /// `MATCH (a)-[r]->(b), (c)-[s]->(d)`: no variable is shared, and yet r is not s.
  func conflicts(
    of component: Component, with solved: Set<Int>
  ) -> [(VariableID, VariableID)]? {
    var pairs: [(VariableID, VariableID)] = []
    for index in component.relationships {
      guard let more = conflicts(of: index, with: solved) else { return nil }
      pairs += more
    }
    return pairs
  }

  /// The same for one relationship.
  func conflicts(
    of index: Int, with solved: Set<Int>
  ) -> [(VariableID, VariableID)]? {
    let mine = graph.relationships[index]
    var pairs: [(VariableID, VariableID)] = []
    for other in conflicting(with: index, among: solved) {
      let repeats = graph.relationships.contains {
        $0.variable == other && ($0.length != nil || $0.search != nil)
      }
      if mine.length != nil || mine.search != nil || repeats { return nil }
      pairs.append((mine.variable, other))
    }
    return pairs
  }

  /// The rows on which no two of the pairs are the same relationship.
  func differing(_ partial: Partial, _ pairs: [(VariableID, VariableID)]) -> Partial {
    let span = SourceSpan(start: 0, end: 0)
    var next = partial
    for (one, other) in pairs {
      let sides = [one, other].map {
        BoundExpression(.variable($0), type: .relationship, span: span)
      }
      let condition = BoundExpression(
        .comparison(.notEqual, sides[0], sides[1]), type: .boolean, span: span)
      next.plan = LogicalPlan(
        .filter(condition), inputs: [next.plan], estimatedRows: next.plan.estimatedRows)
    }
    return next
  }

  /// The same with conditions on the steps of repeated relationships checked at the end, where they read variables
  /// of the pattern itself; nil where none does.
  ///
  /// ```
  /// MATCH (a)-[r*1..3 {since: b.since}]->(b)      all(step IN r WHERE step.since = b.since), once b is there
  /// ```
  func checkingStepsLater(bound: Set<VariableID>) -> PatternPlanner? {
    var later = graph
    var hasMoved = false
    for index in graph.relationships.indices {
      let relationship = graph.relationships[index]
      guard relationship.length != nil else { continue }
      var known = bound
      if let step = relationship.stepRelationship { known.insert(step) }
      let reads = relationship.properties.map(\.value).reads
        .union(relationship.stepPredicate?.freeVariables ?? [])
      guard !reads.isSubset(of: known) else { continue }
      hasMoved = true
      move(relationship, at: index, in: &later)
    }
    guard hasMoved else { return nil }
    return PatternPlanner(graph: later, estimator: estimator, options: options, binder: binder)
  }

  private func move(
    _ relationship: QueryGraph.Relationship, at index: Int, in later: inout QueryGraph
  ) {
    var it = relationship
    let step = it.stepRelationship ?? binder.newVariable()
    it.stepRelationship = step
    let properties = it.properties.map { entry in
      let subject = BoundExpression(.variable(step), type: .relationship, span: entry.value.span)
      let property = BoundExpression(
        .property(subject, key: entry.key), type: .any, span: entry.value.span)
      return BoundExpression(
        .comparison(.equal, property, entry.value), type: .boolean, span: entry.value.span)
    }
    for condition in properties + (it.stepPredicate.map { [$0] } ?? []) {
      later.add(stepwise(condition, it))
    }
    it.properties = []
    it.stepPredicate = nil
    later.relationships[index] = it
  }
}
