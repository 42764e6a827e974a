import KithCore
import KithSyntax

/// One operation of a plan, or the head of a subquery, in the order in which `EXPLAIN` prints them.
package struct PlanLine: Sendable {
  /// Below how many others it stands.
  package var depth: Int
  package var operation: String
  package var estimatedRows: Double
  /// The operation's plan; nil for the head of a subquery, which gives no rows of its own.
  package var plan: LogicalPlan?
}

/// A plan as `EXPLAIN` prints it: one operation a line, indented below what reads it, with the expected rows.
///
/// ```
/// project name                                      about 3 rows
/// └ top 3 by p.born                                 about 3 rows
///   └ nodeScan p:Person                             about 1,000 rows
/// ```
///
/// The subqueries of an operation's expressions come first below it.
package struct PlanText {
  let names: [VariableID: String]

  /// The plan's lines, joined by line ends.
  package static func text(of plan: StatementPlan) -> String {
    let lines = lines(of: plan)
    let texts = lines.map(indented)
    let width = min(72, texts.map(\.count).max() ?? 0)
    return zip(lines, texts).map { line, text in
      let padding = String(repeating: " ", count: max(0, width - text.count))
      return line.plan == nil ? text : "\(text)\(padding)  \(rowsText(line.estimatedRows))"
    }.joined(separator: "\n")
  }

  /// The plan's operations from the root down.
  package static func lines(of plan: StatementPlan) -> [PlanLine] {
    var lines: [PlanLine] = []
    PlanText(names: plan.variableNames).add(plan.root, depth: 0, to: &lines)
    return lines
  }

  /// The operation with its place in the tree.
  package static func indented(_ line: PlanLine) -> String {
    line.depth == 0
      ? line.operation
      : String(repeating: "  ", count: line.depth - 1) + "└ " + line.operation
  }

  private func add(_ plan: LogicalPlan, depth: Int, to lines: inout [PlanLine]) {
    lines.append(
      PlanLine(
        depth: depth, operation: describe(plan.operation), estimatedRows: plan.estimatedRows,
        plan: plan))
    for subquery in plan.operation.expressions.flatMap(\.subqueries) {
      lines.append(
        PlanLine(
          depth: depth + 1, operation: "in \(text(subquery.result))",
          estimatedRows: subquery.plan.estimatedRows, plan: nil))
      add(subquery.plan, depth: depth + 2, to: &lines)
    }
    for input in plan.inputs { add(input, depth: depth + 1, to: &lines) }
  }

  private func text(_ result: BoundSubquery.Result) -> String {
    switch result {
    case .exists: "EXISTS {…}"
    case .count, .total: "COUNT {…}"
    case .collect: "COLLECT {…}"
    }
  }

  private static func rowsText(_ rows: Double) -> String {
    let count = countText(rows)
    return count == "1" ? "about 1 row" : rows < 1e15 ? "about \(count) rows" : "very many rows"
  }

  /// A number of rows that is expected: `1,200`.
  package static func countText(_ rows: Double) -> String {
    rows < 1e15 ? grouped(Int64(rows.rounded(.up))) : "very many"
  }

  /// A number with a comma at each thousand.
  package static func grouped(_ number: Int64) -> String {
    var digits: [Character] = []
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0 { digits.append(",") }
      digits.append(digit)
    }
    return String(digits.reversed())
  }

  // MARK: operations

  private func describe(_ operation: LogicalOperation) -> String {
    switch operation {
    case .singleRow: "single row"
    case .argument(let variables): "argument \(list(variables))"
    case .nodeScan(let scan):
      scan.labels.isEmpty
        ? "all nodes \(name(scan.node))" : "label scan \(name(scan.node))\(labels(scan.labels))"
    case .indexSeek(let seek): describe(seek)
    case .show(let show): show.keyword.lowercased()
    case .statisticsCount(let count): describe(count)
    case .countNeighbours(let count): describe(count)
    case .intersect(let intersect): describe(intersect)
    case .nodeSeek(let seek):
      "look up \(name(seek.node))\(labels(seek.labels)) by \(seek.key) = \(text(seek.value))"
    case .relationshipScan(let scan):
      "all relationships (\(name(scan.start)))"
        + arrow(
          scan.isUndirected ? .both : .outgoing,
          inside: name(scan.relationship) + types(scan.types))
        + "(\(name(scan.end)))"
    case .expand(let expand):
      (expand.isToBound ? "expand into " : verb(expand.ends))
        + "(\(name(expand.from)))"
        + arrow(
          expand.direction,
          inside: (expand.isRelationshipNeeded ? name(expand.relationship) : "")
            + types(expand.types)) + "(\(name(expand.to))\(labels(expand.toLabels)))"
        + conditions(expand.ends)
    case .variableExpand(let expand):
      (expand.ends == nil ? "expand " : "reach ")
        + "(\(name(expand.from)))"
        + arrow(
          expand.direction,
          inside: types(expand.types)
            + "*\(expand.minimum)..\(expand.maximum.map { String($0) } ?? "")")
        + "(\(name(expand.to))\(labels(expand.toLabels)))"
    case .shortestPath(let search):
      "\(search.findsAll ? "all shortest paths" : "shortest path") (\(name(search.from)))"
        + arrow(
          search.direction,
          inside: types(search.types)
            + "*\(search.minimum)..\(search.maximum.map { String($0) } ?? "")")
        + "(\(name(search.to)))"
    case .pathSearch(let search): describe(search)
    case .filter(let expression): "filter \(text(expression))"
    case .extend(let columns): "compute \(list(columns))"
    case .project(let columns): "project \(list(columns))"
    case .aggregate(let keys, let aggregates):
      "aggregate \(aggregates.map { $0.function.rawValue }.joined(separator: ", "))"
        + (keys.isEmpty ? "" : " by \(list(keys))")
    case .distinct(let variables): "distinct \(list(variables))"
    case .sort(let keys): "sort by \(list(keys))"
    case .top(let keys, let count): "top \(text(count)) by \(list(keys))"
    case .skip(let count): "skip \(text(count))"
    case .limit(let count): "limit \(text(count))"
    case .unwind(let list, let variable, let position):
      "unwind \(text(list)) as \(name(variable))"
        + (position.map { ", numbered \(name($0.variable))" } ?? "")
    case .apply: "for each row"
    case .optionalApply: "for each row, if any"
    case .pipe: "hand on all rows"
    case .loadTable(let load):
      "load CSV \(text(load.location)) as \(name(load.row))"
        + (load.hasHeaders ? ", with headers" : "")
    case .transactions(let it): "for each row, in transactions of \(text(it.batchSize)) rows"
    case .recall(let variables): "recall \(list(variables))"
    case .semiApply(let isNegated): isNegated ? "keep rows without" : "keep rows with"
    case .cartesianProduct: "every row with every row"
    case .hashJoin(let variables): "hash join on \(list(variables))"
    case .union: "union"
    case .create(let create):
      "create \(count(create.nodes.count, "node")), \(count(create.relationships.count, "relationship"))"
    case .merge: "merge"
    case .set: "set"
    case .remove: "remove"
    case .delete(_, let isDetaching): isDetaching ? "detach delete" : "delete"
    case .foreach(_, let variable): "for each \(name(variable))"
    case .drain: "no result"
    case .procedureCall(let call): "call \(call.name)"
    case .unitApply: "for each row, without result"
    }
  }

  /// `NodeIndexSeek p:Person(city = 'Bonn', born >= 1980)`.
  private func describe(_ seek: LogicalIndexSeek) -> String {
    let keys = seek.index.keys
    var parts = zip(keys, seek.equals).map { "\($0) = \(text($1))" }
    if seek.equals.count < keys.count {
      let key = keys[seek.equals.count]
      switch seek.last {
      case .anyOf(let list): parts.append("\(key) IN \(text(list))")
      case .prefix(let prefix): parts.append("\(key) STARTS WITH \(text(prefix))")
      case .range(let lower, let upper):
        if let lower {
          parts.append("\(key) \(lower.isInclusive ? ">=" : ">") \(text(lower.value))")
        }
        if let upper {
          parts.append("\(key) \(upper.isInclusive ? "<=" : "<") \(text(upper.value))")
        }
      case .exists: parts.append("\(key) IS NOT NULL")
      case nil: break
      }
    }
    let target = "\(seek.index.target.name)(\(parts.joined(separator: ", ")))"
    switch seek.entity {
    case .node(let node, let labels):
      // An automatic index has no label: those of the pattern are held against what it finds.
      return seek.index.target == .anyNode
        ? "NodeIndexSeek \(name(node))\(target)\(self.labels(labels))"
        : "NodeIndexSeek \(name(node)):\(target)"
    case .relationship(let relationship, let start, let end, let isUndirected):
      return "RelationshipIndexSeek (\(name(start)))-[\(name(relationship)):\(target)]-"
        + "\(isUndirected ? "" : ">")(\(name(end)))"
    }
  }

  func name(_ variable: VariableID) -> String { names[variable] ?? "" }

  private func list(_ variables: [VariableID]) -> String {
    variables.compactMap { names[$0] }.joined(separator: ", ")
  }

  private func list(_ columns: [BoundColumn]) -> String {
    columns.map { names[$0.variable] ?? text($0.expression) }.joined(separator: ", ")
  }

  private func list(_ keys: [BoundSortKey]) -> String {
    keys.map { text($0.expression) + ($0.isDescending ? " descending" : "") }
      .joined(separator: ", ")
  }

  func labels(_ names: [String]) -> String { names.map { ":\($0)" }.joined() }

  func types(_ names: [String]) -> String {
    names.isEmpty ? "" : ":\(names.joined(separator: "|"))"
  }

  func arrow(_ direction: ExpandDirection, inside: String) -> String {
    let middle = inside.isEmpty ? "-" : "-[\(inside)]-"
    switch direction {
    case .outgoing: return "\(middle)\(inside.isEmpty ? "->" : ">")"
    case .incoming: return "<\(middle)\(inside.isEmpty ? "-" : "")"
    case .both: return inside.isEmpty ? "--" : middle
    }
  }

  private func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  // MARK: expressions

  func text(_ expression: BoundExpression) -> String {
    switch expression.kind {
    case .constant(let value): value.plainText
    case .parameter(let name): "$\(name)"
    case .variable(let variable): name(variable)
    case .property(let subject, let key): "\(text(subject)).\(key)"
    case .list(let items): "[\(items.map(text).joined(separator: ", "))]"
    case .map(let keys, let values):
      "{\(zip(keys, values).map { "\($0): \(text($1))" }.joined(separator: ", "))}"
    case .subscripted(let list, let index): "\(text(list))[\(text(index))]"
    case .slice(let list, let from, let to):
      "\(text(list))[\(from.map(text) ?? "")..\(to.map(text) ?? "")]"
    case .unary(let sign, let operand):
      sign == .not ? "NOT \(text(operand))" : "\(sign.rawValue)\(text(operand))"
    case .binary(let sign, let left, let right):
      "(\(text(left)) \(sign.rawValue) \(text(right)))"
    case .comparison(let sign, let left, let right):
      "\(text(left)) \(sign.rawValue) \(text(right))"
    case .isNull(let operand, let negated):
      "\(text(operand)) IS \(negated ? "NOT " : "")NULL"
    case .isTyped(let operand, let type, let negated):
      "\(text(operand)) IS \(negated ? "NOT " : "")TYPED \(type)"
    case .cast(let operand, let type): "CAST(\(text(operand)) AS \(type))"
    case .hasLabel(let subject, let labels): "\(text(subject)):\(text(labels))"
    case .call(let name, let arguments):
      "\(name)(\(arguments.map(text).joined(separator: ", ")))"
    case .caseWhen: "CASE …"
    case .listComprehension: "[…]"
    case .quantifier(let it): "\(it.quantifier.rawValue)(…)"
    case .reduce: "reduce(…)"
    case .path: "path"
    case .subquery(let subquery): text(subquery.result)
    }
  }

  private func text(_ labels: BoundLabelExpression) -> String {
    switch labels {
    case .name(let name): name
    case .and(let left, let right): "\(text(left))&\(text(right))"
    case .or(let left, let right): "\(text(left))|\(text(right))"
    case .not(let inner): "!\(text(inner))"
    case .wildcard: "%"
    case .dynamic(let expression, let isAny): "$\(isAny ? "any" : "")(\(text(expression)))"
    }
  }
}
