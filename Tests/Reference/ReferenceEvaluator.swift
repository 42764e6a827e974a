package import KithCore
package import KithSyntax

/// A row: variables and their values.
typealias Row = [String: Value]

/// What a statement gives by the reference.
package struct ReferenceResult: Sendable {
  /// Empty where the statement returns nothing.
  package var columns: [String] = []
  /// Every row before `SKIP` and `LIMIT`, ordered by `ORDER BY`.
  package var rows: [[Value]] = []
  /// The number of each row's tie: rows of one number may come in any order. Ascending.
  package var ties: [Int] = []
  /// Which of the rows are to come; where it cuts a tie, any of its rows.
  package var window: Range<Int> = 0..<0

  package init() {}
}

/// Evaluates a parsed statement over arrays, by the definitions of openCypher and nothing else: all assignments of a
/// pattern in nested loops, rows as dictionaries, one clause after the other.
///
/// It shares no code with the engine but the parser and `Value`. What it gives is what the engine is compared with.
/// Cost: exponential in the pattern; meant for graphs of some ten entities.
package final class ReferenceEvaluator {
  package internal(set) var graph: ReferenceGraph
  /// Assignments that one statement may try.
  var fuel: Int
  /// What a clause has set so far, to find rows that set one property to different values.
  var assignments: [Assignment: Value] = [:]

  /// Whether a clause that changes the graph computes values: what their subqueries see of its changes is open.
  var isChanging = false

  /// A property of an entity.
  struct Assignment: Hashable {
    var isNode: Bool
    var place: Int
    var key: String
  }

  package init(_ graph: ReferenceGraph, fuel: Int = 400_000) {
    self.graph = graph
    self.fuel = fuel
  }

  /// Runs a statement; its changes stay in `graph`, also where it throws.
  package func run(_ statement: ParsedStatement) throws -> ReferenceResult {
    guard statement.mode == .run, let parsed = statement.query else {
      throw ReferenceFailure.unsupported("EXPLAIN and schema statements")
    }
    return try query(parsed, [[:]])
  }

  /// Pays for work. Throws where a statement is too large to be evaluated naively.
  func spend(_ steps: Int = 1) throws {
    fuel -= steps
    guard fuel > 0 else { throw ReferenceFailure.unsupported("too large") }
  }

  // MARK: queries

  /// Single queries and their unions, each from the same rows.
  func query(_ query: ParsedQuery, _ rows: [Row]) throws -> ReferenceResult {
    var result = try single(query.parts[0], rows)
    for (index, part) in query.parts.dropFirst().enumerated() {
      let other = try single(part, rows)
      guard Set(other.columns) == Set(result.columns) else {
        throw ReferenceFailure.failed("different columns in UNION")
      }
      let places = result.columns.map { other.columns.firstIndex(of: $0) ?? 0 }
      var all = try Self.shown(result) + Self.shown(other).map { row in places.map { row[$0] } }
      if !query.unions[index].keepsDuplicates { all = try distinct(all) }
      result.rows = all
      result.ties = all.map { _ in 0 }
      result.window = 0..<all.count
    }
    return result
  }

  /// The rows within the window. Throws where a tie leaves open which they are.
  static func shown(_ result: ReferenceResult) throws -> [[Value]] {
    for edge in [result.window.lowerBound, result.window.upperBound] {
      guard edge > 0, edge < result.rows.count, !result.window.isEmpty else { continue }
      let tie = result.ties[edge]
      guard result.ties[edge - 1] == tie else { continue }
      let tied = result.rows.indices.filter { result.ties[$0] == tie }.map { result.rows[$0] }
      guard tied.allSatisfy({ isIdentical($0, tied[0]) }) else {
        throw ReferenceFailure.ambiguous("a limit cuts rows that tie")
      }
    }
    return Array(result.rows[result.window])
  }

  /// Whether two rows cannot be told apart, not even `1` from `1.0`.
  private static func isIdentical(_ left: [Value], _ right: [Value]) -> Bool {
    "\(left)" == "\(right)"
      || (zip(left, right).allSatisfy { same($0, $1) } && "\(left)" == "\(right)")
  }

  /// The first of the rows that are the same.
  func distinct(_ rows: [[Value]]) throws -> [[Value]] {
    var kept: [[Value]] = []
    for row in rows {
      try spend(kept.count / 4)
      if !kept.contains(where: { zip($0, row).allSatisfy { Self.same($0, $1) } }) {
        kept.append(row)
      }
    }
    return kept
  }

  private func single(_ query: ParsedSingleQuery, _ input: [Row]) throws -> ReferenceResult {
    var rows = input
    for clause in query.clauses {
      try spend(rows.count)
      if case .return(let projection) = clause.kind { return try project(projection, rows) }
      rows = try self.clause(clause, rows)
    }
    var result = ReferenceResult()
    // What calls a query that returns nothing still has its rows.
    result.rows = rows.map { _ in [] }
    result.ties = rows.map { _ in 0 }
    result.window = 0..<rows.count
    return result
  }

  /// One clause that is not `RETURN`, over all rows.
  func clause(_ clause: ParsedClause, _ rows: [Row]) throws -> [Row] {
    assignments = [:]
    switch clause.kind {
    case .create, .merge, .set, .foreach: isChanging = true
    default: isChanging = false
    }
    switch clause.kind {
    case .match(let match): return try rows.flatMap { try self.match(match, $0) }
    case .unwind(let unwind):
      return try rows.flatMap { row in
        try elements(try evaluate(unwind.list, row)).enumerated().map { place, element in
          let next = row.with(unwind.variable.text, element)
          guard let position = unwind.position else { return next }
          return next.with(position.variable.text, .integer(position.first + Int64(place)))
        }
      }
    case .let(let items):
      return try rows.map { row in
        try items.reduce(row) { $0.with($1.alias?.text ?? "", try evaluate($1.expression, $0)) }
      }
    case .filter(let predicate):
      return try rows.filter { try Self.truth(try evaluate(predicate, $0)) == true }
    case .page(let projection): return try with(projection, rows)
    case .with(let projection): return try with(projection, rows)
    case .create(let patterns):
      return try rows.map { row in try patterns.reduce(row) { try create($1, $0) } }
    case .merge(let merge): return try rows.flatMap { try self.merge(merge, $0) }
    case .set(let items):
      for row in rows { for item in items { try set(item, row) } }
      return rows
    case .remove(let items):
      for row in rows { for item in items { try remove(item, row) } }
      return rows
    case .delete(let expressions, let isDetaching):
      try delete(expressions, rows, isDetaching: isDetaching)
      return rows
    case .subquery(let subquery): return try rows.flatMap { try call(subquery, $0) }
    case .foreach(let variable, let list, let body):
      for row in rows {
        for element in try elements(try evaluate(list, row)) {
          var inner = [row.with(variable.text, element)]
          for clause in body { inner = try self.clause(clause, inner) }
        }
      }
      return rows
    default: throw ReferenceFailure.unsupported("a clause")
    }
  }

  /// What `UNWIND` makes of a value: nothing of null, and one row of what is no list.
  private func elements(_ value: Value) throws -> [Value] {
    switch value {
    case .null: []
    case .list(let elements): elements
    default: [value]
    }
  }

  private func match(_ match: ParsedMatch, _ row: Row) throws -> [Row] {
    let found = try matches(match.patterns, match.predicate, row)
    guard match.isOptional, found.isEmpty else { return found }
    return [names(in: match.patterns).reduce(row) { $0[$1] == nil ? $0.with($1, .null) : $0 }]
  }

  private func with(_ projection: ParsedProjection, _ rows: [Row]) throws -> [Row] {
    let result = try project(projection, rows)
    let named = try Self.shown(result).map { cells in
      Row(zip(result.columns, cells)) { $1 }
    }
    guard let predicate = projection.predicate else { return named }
    return try named.filter { try Self.truth(try evaluate(predicate, $0)) == true }
  }

  private func call(_ subquery: ParsedCallSubquery, _ row: Row) throws -> [Row] {
    var inner = row
    if subquery.imports != nil || subquery.importsAll {
      if !subquery.importsAll {
        let names = Set((subquery.imports ?? []).map(\.text))
        inner = row.filter { names.contains($0.key) }
      }
    }
    let isImporting = subquery.imports != nil || subquery.importsAll
    var result: ReferenceResult
    if isImporting {
      result = try query(subquery.query, [inner])
    } else {
      result = try importing(subquery.query, row)
    }
    guard !result.columns.isEmpty else { return [row] }
    return try Self.shown(result).map { cells in
      zip(result.columns, cells).reduce(row) { $0.with($1.0, $1.1) }
    }
  }

  /// `CALL { WITH x … }`: each part sees the outer row only where it begins with `WITH`.
  private func importing(_ query: ParsedQuery, _ row: Row) throws -> ReferenceResult {
    let begins = query.parts.map { part in
      if case .with? = part.clauses.first?.kind { true } else { false }
    }
    guard Set(begins).count == 1 else { throw ReferenceFailure.unsupported("mixed imports") }
    return try self.query(query, [begins[0] ? row : [:]])
  }
}

extension Row {
  /// The row with one more variable.
  func with(_ name: String, _ value: Value) -> Row {
    var row = self
    row[name] = value
    return row
  }
}
