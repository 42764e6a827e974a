import KithCore
import KithSyntax

// `WITH` and `RETURN`: grouping, aggregations, DISTINCT, ORDER BY, SKIP and LIMIT.

/// The aggregations.
enum ReferenceAggregate: String, CaseIterable {
  case count, sum, avg, min, max, collect
  case stdev, stdevp, percentilecont, percentiledisc

  static func isAggregate(_ name: String) -> Bool { Self(rawValue: name.lowercased()) != nil }
}

extension ReferenceEvaluator {
  /// A row of the result with what its order may still read.
  private struct Projected {
    var cells: [Value]
    var scope: Row
    var group: [Row]?
    var keys: [Value] = []
  }

  /// The body of `WITH` or `RETURN`, without its `WHERE`.
  func project(_ projection: ParsedProjection, _ rows: [Row]) throws -> ReferenceResult {
    var result = ReferenceResult()
    let all = projection.includesAll ? Set(rows.flatMap(\.keys)).sorted() : []
    if projection.includesAll, rows.isEmpty {
      // No row tells which variables there are.
      throw ReferenceFailure.unsupported("'*' without rows")
    }
    result.columns = all + projection.items.map { $0.alias?.text ?? $0.text }
    var projected = try groups(projection, all, rows).map { group in
      try cells(projection, all, result.columns, group.first, group.rows)
    }
    if projection.isDistinct { projected = try distinct(projected) }
    for index in projected.indices {
      let it = projected[index]
      projected[index].keys = try projection.ordering.map {
        try evaluate($0.expression, it.scope, group: it.group)
      }
    }
    projected = sorted(projected, projection.ordering)
    result.rows = projected.map(\.cells)
    var tie = 0
    for index in projected.indices {
      if index > 0, precedes(projected[index - 1], projected[index], projection.ordering) {
        tie += 1
      }
      result.ties.append(tie)
    }
    let skip = min(Int64(projected.count), try count(projection.skip) ?? 0)
    let limit = min(Int64(projected.count) - skip, try count(projection.limit) ?? .max)
    result.window = Int(skip)..<Int(skip + limit)
    return result
  }

  private func count(_ expression: ParsedExpression?) throws -> Int64? {
    guard let expression else { return nil }
    guard case .integer(let count) = try evaluate(expression, [:]), count >= 0 else {
      throw ReferenceFailure.failed("no count")
    }
    return count
  }

  /// The rows of each result row: those with the same keys, or each alone without aggregation.
  private func groups(
    _ projection: ParsedProjection, _ all: [String], _ rows: [Row]
  ) throws -> [(first: Row, rows: [Row]?)] {
    guard projection.items.contains(where: { hasAggregate($0.expression) }) else {
      return rows.map { ($0, nil) }
    }
    let keys = projection.items.map(\.expression).filter { !hasAggregate($0) }
    guard !keys.isEmpty || !all.isEmpty else { return [(rows.first ?? [:], rows)] }
    var found: [(keys: [Value], rows: [Row])] = []
    for row in rows {
      try spend(found.count / 4)
      let values = all.map { row[$0] ?? .null } + (try keys.map { try evaluate($0, row) })
      let place = found.firstIndex { zip($0.keys, values).allSatisfy { Self.same($0, $1) } }
      if let place { found[place].rows.append(row) } else { found.append((values, [row])) }
    }
    return found.map { ($0.rows[0], $0.rows) }
  }

  private func cells(
    _ projection: ParsedProjection, _ all: [String], _ columns: [String], _ first: Row,
    _ group: [Row]?
  ) throws -> Projected {
    let cells =
      all.map { first[$0] ?? .null }
      + (try projection.items.map { try evaluate($0.expression, first, group: group) })
    let scope = zip(columns, cells).reduce(first) { $0.with($1.0, $1.1) }
    return Projected(cells: cells, scope: scope, group: group)
  }

  private func distinct(_ rows: [Projected]) throws -> [Projected] {
    var kept: [Projected] = []
    for row in rows {
      try spend(kept.count / 4)
      if !kept.contains(where: { zip($0.cells, row.cells).allSatisfy { Self.same($0, $1) } }) {
        kept.append(row)
      }
    }
    return kept
  }

  /// Inserted one by one behind all that do not come after.
  private func sorted(_ rows: [Projected], _ ordering: [ParsedSortItem]) -> [Projected] {
    guard !ordering.isEmpty else { return rows }
    var sorted: [Projected] = []
    for row in rows {
      var place = sorted.count
      while place > 0, precedes(row, sorted[place - 1], ordering) { place -= 1 }
      sorted.insert(row, at: place)
    }
    return sorted
  }

  private func precedes(_ left: Projected, _ right: Projected, _ ordering: [ParsedSortItem]) -> Bool
  {
    for (index, item) in ordering.enumerated() {
      let (one, other) = (left.keys[index], right.keys[index])
      let (first, second) = item.isDescending ? (other, one) : (one, other)
      if Self.before(first, second) { return true }
      if Self.before(second, first) { return false }
    }
    return false
  }

  // MARK: aggregations

  /// Whether an aggregation stands in an expression, not counting subqueries.
  func hasAggregate(_ expression: ParsedExpression) -> Bool {
    switch expression.kind {
    case .countStar: true
    case .call(let call):
      ReferenceAggregate.isAggregate(call.name.text) || call.arguments.contains(where: hasAggregate)
    case .list(let it): it.contains(where: hasAggregate)
    case .map(let it): it.contains { hasAggregate($0.value) }
    case .property(let it, _), .unary(_, let it), .isNull(let it, _), .hasLabel(let it, _):
      hasAggregate(it)
    case .subscripted(let it, let index): hasAggregate(it) || hasAggregate(index)
    case .slice(let it, let from, let to): [it, from, to].contains { $0.map(hasAggregate) ?? false }
    case .binary(_, let left, let right): hasAggregate(left) || hasAggregate(right)
    case .comparison(let first, let steps):
      hasAggregate(first) || steps.contains { hasAggregate($0.right) }
    case .caseWhen(let it):
      [it.subject, it.otherwise].contains { $0.map(hasAggregate) ?? false }
        || it.branches.contains { hasAggregate($0.when) || hasAggregate($0.then) }
    case .listComprehension(let it):
      [it.list, it.predicate, it.projection].contains { $0.map(hasAggregate) ?? false }
    case .quantifier(let it): hasAggregate(it.list) || hasAggregate(it.predicate)
    case .reduce(let it): [it.initial, it.list, it.body].contains(where: hasAggregate)
    default: false
    }
  }

  /// An aggregation over a group of rows; nulls do not count.
  func aggregate(_ call: ParsedFunctionCall, _ group: [Row]) throws -> Value {
    guard let argument = call.arguments.first,
      let kind = ReferenceAggregate(rawValue: call.name.text.lowercased())
    else { throw ReferenceFailure.failed("an aggregation without an argument") }
    var values = try group.map { try evaluate(argument, $0) }.filter { !$0.isNull }
    if call.isDistinct { values = try distinct(values.map { [$0] }).map { $0[0] } }
    switch kind {
    case .count: return .integer(Int64(values.count))
    case .collect: return .list(values)
    case .min:
      return values.dropFirst().reduce(values.first ?? .null) { Self.before($1, $0) ? $1 : $0 }
    case .max:
      return values.dropFirst().reduce(values.first ?? .null) { Self.before($0, $1) ? $1 : $0 }
    case .sum: return try sum(values)
    case .avg:
      guard !values.isEmpty else { return .null }
      guard let total = Self.double(try sum(values)) else { return .null }
      return .float(total / Double(values.count))
    case .percentiledisc, .percentilecont, .stdev, .stdevp:
      throw ReferenceFailure.unsupported(kind.rawValue)
    }
  }

  private func sum(_ values: [Value]) throws -> Value {
    guard values.allSatisfy({ Self.double($0) != nil }) else {
      throw ReferenceFailure.failed("a sum of what is no number")
    }
    return try values.reduce(.integer(0)) { try Self.arithmetic(.add, $0, $1) }
  }
}
