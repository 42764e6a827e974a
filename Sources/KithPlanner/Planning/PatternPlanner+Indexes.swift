import KithCore
import KithSyntax

/// Which index serves which conditions of a pattern.
extension PatternPlanner {
  /// An index look-up that stands for some of the graph's conditions.
  struct IndexMatch {
    var index: PropertyIndex
    var equals: [BoundExpression] = []
    var last: LogicalIndexSeek.Last?
    /// The conditions that it stands for, by their number.
    var conditions: [Int] = []
    /// What is expected for each row of the input.
    var rows = 0.0
    /// How much of the index is looked at for it; labels that the index does not see to come off afterwards.
    var examined = 0.0

    /// About what it costs, in rows of a scan.
    var cost: Double { 0.05 + examined * (equals.isEmpty ? 1.05 : 1) }
  }

  /// The look-up with the fewest rows for a node that the row does not bind; nil where no index serves.
  func indexMatch(for node: VariableID, row: Set<VariableID>) -> IndexMatch? {
    guard options.isOptimised, !estimator.schema.catalogue.indexes.isEmpty else { return nil }
    let labels = graph.nodes.first { $0.variable == node }?.labels ?? []
    let catalogue = estimator.schema.catalogue
    let targets = labels.map { SchemaTarget.node(label: $0) } + [.anyNode]
    let matches = targets.flatMap { target in
      catalogue.indexes(on: target).compactMap { index in
        match(index, of: node, row: row).map { match in
          var match = match
          for other in labels where other != target.name {
            match.rows *= estimator.labelSelectivity(other)
          }
          return match
        }
      }
    }
    return cheapest(matches)
  }

  /// The same for a relationship of one type.
  func indexMatch(
    for relationship: QueryGraph.Relationship, row: Set<VariableID>
  ) -> IndexMatch? {
    guard options.isOptimised, relationship.types.count == 1, relationship.length == nil,
      !relationship.isBound, relationship.left != relationship.right
    else { return nil }
    let indexes = estimator.schema.catalogue.indexes(
      on: .relationship(type: relationship.types[0]))
    return cheapest(indexes.compactMap { match($0, of: relationship.variable, row: row) })
  }

  private func cheapest(_ matches: [IndexMatch]) -> IndexMatch? {
    matches.min { first, second in
      (first.cost, second.conditions.count) < (second.cost, first.conditions.count)
    }
  }

  // MARK: one index

  private func match(
    _ index: PropertyIndex, of variable: VariableID, row: Set<VariableID>
  ) -> IndexMatch? {
    var match = IndexMatch(index: index)
    for key in index.keys {
      let probes = probes(of: variable, key, row: row)
      if let equal = probes.first(where: { $0.sign == .equal }) {
        match.equals.append(equal.value)
        match.conditions.append(equal.condition)
        continue
      }
      takeLast(probes, key, of: variable, into: &match, row: row)
      break
    }
    guard !match.conditions.isEmpty else { return nil }
    match.rows = rows(of: match)
    match.examined = match.rows
    return match
  }

  private func takeLast(
    _ probes: [Probe], _ key: String, of variable: VariableID, into match: inout IndexMatch,
    row: Set<VariableID>
  ) {
    if let list = probes.first(where: { $0.sign == .anyOf }) {
      match.last = .anyOf(list.value)
      match.conditions.append(list.condition)
    } else if let prefix = probes.first(where: { $0.sign == .prefix }) {
      match.last = .prefix(prefix.value)
      match.conditions.append(prefix.condition)
    } else {
      let lower = probes.first { $0.sign == .above || $0.sign == .from }
      let upper = probes.first { $0.sign == .below || $0.sign == .upTo }
      if lower != nil || upper != nil {
        match.last = .range(
          lower: lower.map { .init($0.value, isInclusive: $0.sign == .from) },
          upper: upper.map { .init($0.value, isInclusive: $0.sign == .upTo) })
        match.conditions += [lower, upper].compactMap { $0?.condition }
      } else if let exists = probes.first(where: { $0.sign == .exists }) {
        match.last = .exists
        match.conditions.append(exists.condition)
      }
    }
  }

  private func rows(of match: IndexMatch) -> Double {
    let size = estimator.statistics.indexSizes[match.index.number]
    let entries = Double(size?.entries ?? 0)
    if match.equals.count == match.index.keys.count {
      return entries / Double(max(1, size?.distinct ?? 1))
    }
    var share = 1.0
    for condition in match.conditions {
      let expression = graph.predicates[condition].expression
      if case .isNull = expression.kind { continue }
      share *= estimator.selectivity(of: expression)
    }
    return entries * share
  }

  // MARK: conditions

  /// A condition on a property that an index can serve.
  private struct Probe {
    enum Sign { case equal, anyOf, prefix, above, from, below, upTo, exists }

    var sign: Sign
    var value: BoundExpression
    var condition: Int
  }

  private func probes(of variable: VariableID, _ key: String, row: Set<VariableID>) -> [Probe] {
    graph.predicates.enumerated().compactMap { number, predicate in
      guard var probe = probe(predicate.expression, of: variable, key, row: row) else {
        return nil
      }
      probe.condition = number
      return probe
    }
  }

  private func probe(
    _ condition: BoundExpression, of variable: VariableID, _ key: String, row: Set<VariableID>
  ) -> Probe? {
    func isProperty(_ side: BoundExpression) -> Bool {
      guard case .property(let subject, key) = side.kind, case .variable(variable) = subject.kind
      else { return false }
      return true
    }
    func probe(_ sign: Probe.Sign, _ value: BoundExpression) -> Probe? {
      guard value.freeVariables.isSubset(of: row), !value.containsSubquery else { return nil }
      return Probe(sign: sign, value: value, condition: 0)
    }
    switch condition.kind {
    case .comparison(let sign, let left, let right):
      guard let found = Self.sign(of: sign) else { return nil }
      if isProperty(left) { return probe(found.there, right) }
      if isProperty(right) { return probe(found.back, left) }
      return nil
    case .binary(.startsWith, let left, let right) where isProperty(left):
      return probe(.prefix, right)
    case .binary(.in, let left, let right) where isProperty(left):
      switch right.kind {
      case .list, .parameter: return probe(.anyOf, right)
      default: return right.type == .list ? probe(.anyOf, right) : nil
      }
    case .isNull(let operand, negated: true) where isProperty(operand):
      return probe(.exists, operand.constantTrue)
    default: return nil
    }
  }

  /// What a comparison asks of its left side, and what of its right one.
  private static func sign(
    of comparison: ComparisonOperator
  ) -> (there: Probe.Sign, back: Probe.Sign)? {
    switch comparison {
    case .equal: (.equal, .equal)
    case .notEqual: nil
    case .less: (.below, .above)
    case .lessOrEqual: (.upTo, .from)
    case .greater: (.above, .below)
    case .greaterOrEqual: (.from, .upTo)
    }
  }

  // MARK: plans

  /// The rows with every node that a look-up finds.
  func sought(_ partial: Partial, node: VariableID, by match: IndexMatch) -> Partial {
    var labels = graph.nodes.first { $0.variable == node }?.labels ?? []
    labels.removeAll { $0 == match.index.target.name }
    return sought(
      partial, .node(node, labels: estimator.rarestFirst(labels)), binding: [node], by: match)
  }

  /// Plans that begin with a relationship that an index finds, and not with a node.
  func relationshipStarts(_ partial: Partial, over open: [Int]) -> [Partial] {
    open.compactMap { number in
      let relationship = graph.relationships[number]
      guard !partial.bound.contains(relationship.left), !partial.bound.contains(relationship.right),
        let match = indexMatch(for: relationship, row: partial.bound),
        let pairs = conflicts(of: number, with: partial.solved)
      else { return nil }
      let (start, end) =
        relationship.direction == .incoming
        ? (relationship.right, relationship.left) : (relationship.left, relationship.right)
      let entity = LogicalIndexSeek.Entity.relationship(
        relationship.variable, start: start, end: end,
        isUndirected: relationship.direction == .both)
      var grown = partial
      grown.solved.insert(number)
      grown = sought(
        grown, entity, binding: [relationship.variable, start, end], by: match)
      return [start, end].reduce(differing(grown, pairs)) { checkingLabels($0, of: $1) }
    }
  }

  private func sought(
    _ partial: Partial, _ entity: LogicalIndexSeek.Entity, binding variables: [VariableID],
    by match: IndexMatch
  ) -> Partial {
    let inputs: [LogicalPlan]
    if case .singleRow = partial.plan.operation { inputs = [] } else { inputs = [partial.plan] }
    let before = partial.plan.estimatedRows
    let seek = LogicalIndexSeek(
      index: match.index, entity: entity, equals: match.equals, last: match.last,
      conditions: match.conditions.map { graph.predicates[$0].expression })
    var grown = partial
    grown.bound.formUnion(variables)
    grown.checked.formUnion(match.conditions)
    grown.plan = LogicalPlan(
      .indexSeek(seek), inputs: inputs, estimatedRows: before * match.rows)
    grown.cost += before * match.cost
    return applyingConditions(grown)
  }
}

extension BoundExpression {
  /// A placeholder where nothing is looked for but existence.
  fileprivate var constantTrue: BoundExpression {
    BoundExpression(.constant(.boolean(true)), type: .boolean, span: span)
  }
}
