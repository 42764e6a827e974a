import KithCore
import KithSyntax

/// The syntax tree as text, every operation in parentheses: what tests compare.
func tree(_ query: String) throws -> String {
  let statement = try QueryParser.parse(query)
  let mode =
    switch statement.mode {
    case .run: ""
    case .explain: "EXPLAIN "
    case .profile: "PROFILE "
    }
  guard let body = statement.query else { return mode + "\(statement.body)" }
  return mode + TreeText.query(body)
}

/// The tree of `RETURN expression`.
func expressionTree(_ expression: String) throws -> String {
  String(try tree("RETURN " + expression).dropFirst(7))
}

enum TreeText {
  static func query(_ query: ParsedQuery) -> String {
    var text = single(query.parts[0])
    for (union, part) in zip(query.unions, query.parts.dropFirst()) {
      text += union.keepsDuplicates ? " UNION ALL " : " UNION "
      text += single(part)
    }
    for next in query.following { text += " NEXT " + Self.query(next) }
    return text
  }

  private static func single(_ query: ParsedSingleQuery) -> String {
    query.clauses.map(clause).joined(separator: " ")
  }

  private static func clause(_ clause: ParsedClause) -> String {
    switch clause.kind {
    case .match(let match):
      let mode = match.mode.map {
        $0.isRepeatable ? "REPEATABLE ELEMENTS " : "DIFFERENT RELATIONSHIPS "
      }
      return (match.isOptional ? "OPTIONAL MATCH " : "MATCH ") + (mode ?? "")
        + paths(match.patterns)
        + predicate(match.predicate)
    case .unwind(let it): return unwind(it)
    case .loadCSV(let load):
      return "LOAD CSV \(load.hasHeaders ? "WITH HEADERS " : "")FROM \(expression(load.location)) "
        + "AS \(load.variable.text) FIELDTERMINATOR '\(load.separator)'"
    case .let(let items):
      return "LET " + joined(items) { "\($0.alias?.text ?? "") = \(expression($0.expression))" }
    case .filter(let predicate): return "FILTER " + expression(predicate)
    case .page(let page): return String(projection(page).dropFirst(2))
    case .finish: return "FINISH"
    case .show(let show): return "\(show.keyword) \(show.subject)"
    case .with(let body): return "WITH " + projection(body)
    case .return(let body): return "RETURN " + projection(body)
    case .create(let patterns): return "CREATE " + paths(patterns)
    case .merge(let merge):
      return "MERGE " + path(merge.pattern)
        + (merge.onCreate.isEmpty ? "" : " ON CREATE SET " + setItems(merge.onCreate))
        + (merge.onMatch.isEmpty ? "" : " ON MATCH SET " + setItems(merge.onMatch))
    case .set(let items): return "SET " + setItems(items)
    case .remove(let items):
      return "REMOVE "
        + joined(items) {
          switch $0 {
          case .property(let entity, let key): "\(expression(entity)).\(key.text)"
          case .dynamicProperty(let entity, let key): "\(expression(entity))[\(expression(key))]"
          case .labels(let name, let labels): name.text + labels.map { ":" + $0.text }.joined()
          case .dynamicLabels(let name, let labels): "\(name.text):$(\(expression(labels)))"
          }
        }
    case .delete(let list, let isDetaching):
      return (isDetaching ? "DETACH DELETE " : "DELETE ") + joined(list, expression)
    case .call(let call): return (call.isOptional ? "OPTIONAL CALL " : "CALL ") + procedure(call)
    case .subquery(let subquery):
      let names = subquery.importsAll ? ["*"] : subquery.imports?.map(\.text)
      let imports = names.map { "(\($0.joined(separator: ", "))) " } ?? ""
      let optional = subquery.isOptional ? "OPTIONAL " : ""
      return "\(optional)CALL \(imports){ \(query(subquery.query)) }"
        + (subquery.transactions.map(transactions) ?? "")
    case .foreach(let variable, let list, let body):
      let clauses = body.map(Self.clause).joined(separator: " ")
      return "FOREACH (\(variable.text) IN \(expression(list)) | \(clauses))"
    }
  }

  private static func transactions(_ it: ParsedTransactions) -> String {
    let rule =
      switch it.onError {
      case .fail: "FAIL"
      case .goOn: "CONTINUE"
      case .stop: "BREAK"
      }
    return " IN TRANSACTIONS" + (it.batchSize.map { " OF \(expression($0)) ROWS" } ?? "")
      + " ON ERROR \(rule)" + (it.status.map { " REPORT STATUS AS \($0.text)" } ?? "")
  }

  private static func unwind(_ it: ParsedUnwind) -> String {
    let head =
      it.keyword == "FOR"
      ? "FOR \(it.variable.text) IN \(expression(it.list))"
      : "UNWIND \(expression(it.list)) AS \(it.variable.text)"
    guard let position = it.position else { return head }
    return head + " WITH \(position.first == 1 ? "ORDINALITY" : "OFFSET") \(position.variable.text)"
  }

  private static func procedure(_ call: ParsedProcedureCall) -> String {
    var text = call.name.text
    if let arguments = call.arguments { text += "(\(joined(arguments, expression)))" }
    guard let yields = call.yields else { return text }
    let items = joined(yields.items) { item in
      item.column.text + (item.alias.map { " AS \($0.text)" } ?? "")
    }
    return text + " YIELD " + (yields.isAll ? "*" : items) + predicate(yields.predicate)
  }

  private static func projection(_ body: ParsedProjection) -> String {
    var items = body.includesAll ? ["*"] : []
    items += body.items.map { item in
      expression(item.expression) + (item.alias.map { " AS \($0.text)" } ?? "")
    }
    var text = (body.isDistinct ? "DISTINCT " : "") + items.joined(separator: ", ")
    if !body.ordering.isEmpty {
      text += " ORDER BY "
      text += joined(body.ordering) { expression($0.expression) + ($0.isDescending ? " DESC" : "") }
    }
    if let skip = body.skip { text += " SKIP \(expression(skip))" }
    if let limit = body.limit { text += " LIMIT \(expression(limit))" }
    return text + predicate(body.predicate)
  }

  private static func setItems(_ items: [ParsedSetItem]) -> String {
    joined(items) {
      switch $0 {
      case .property(let entity, let key, let value):
        "\(expression(entity)).\(key.text) = \(expression(value))"
      case .dynamicProperty(let entity, let key, let value):
        "\(expression(entity))[\(expression(key))] = \(expression(value))"
      case .replace(let name, let value): "\(name.text) = \(expression(value))"
      case .merge(let name, let value): "\(name.text) += \(expression(value))"
      case .labels(let name, let labels): name.text + labels.map { ":" + $0.text }.joined()
      case .dynamicLabels(let name, let labels): "\(name.text):$(\(expression(labels)))"
      }
    }
  }

  // MARK: - Patterns

  static func paths(_ patterns: [ParsedPathPattern]) -> String { joined(patterns, path) }

  static func path(_ pattern: ParsedPathPattern) -> String {
    var text = elements(pattern.elements)
    switch pattern.selector {
    case .all: break
    case .shortestPath: text = "shortestPath(\(text))"
    case .allShortestPaths: text = "allShortestPaths(\(text))"
    }
    if let prefix = pattern.prefix { text = "\(Self.prefix(prefix)) \(text)" }
    return (pattern.variable.map { "\($0.text) = " } ?? "") + text
  }

  private static func elements(_ elements: [ParsedPathElement]) -> String {
    elements.map { element in
      switch element {
      case .node(let it): node(it)
      case .relationship(let it): relationship(it)
      case .part(let it): part(it)
      }
    }.joined()
  }

  private static func part(_ part: ParsedPathPart) -> String {
    let name = part.variable.map { "\($0.text) = " } ?? ""
    return "(\(name)\(elements(part.elements))\(predicate(part.predicate)))"
      + (part.quantifier.map(quantifier) ?? "")
  }

  private static func quantifier(_ length: ParsedLength) -> String {
    "{\(length.minimum.map(String.init) ?? ""),\(length.maximum.map(String.init) ?? "")}"
  }

  private static func prefix(_ prefix: ParsedPathPrefix) -> String {
    let selection =
      switch prefix.selection {
      case nil: ""
      case .all: "ALL"
      case .any(let count): "ANY" + (count.map { " \(expression($0))" } ?? "")
      case .shortest(let count): "SHORTEST \(count.map(expression) ?? "1")"
      case .shortestGroups(let count): "SHORTEST \(count.map(expression) ?? "1") GROUPS"
      }
    return [selection, prefix.mode?.rawValue ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func node(_ node: ParsedNodePattern) -> String {
    let name = node.variable?.text ?? ""
    return "(\(name)\(inside(node.labels, nil, node.properties, node.predicate)))"
  }

  private static func relationship(_ relationship: ParsedRelationshipPattern) -> String {
    let detail =
      (relationship.variable?.text ?? "")
      + inside(
        relationship.types, relationship.length, relationship.properties, relationship.predicate)
    let body = detail.isEmpty ? "" : "[\(detail)]"
    let repeated = relationship.length.map { $0.isQuantifier ? quantifier($0) : "" } ?? ""
    return switch relationship.arrow {
    case .right: "-\(body)->\(repeated)"
    case .left: "<-\(body)-\(repeated)"
    case .either: "-\(body)-\(repeated)"
    }
  }

  private static func inside(
    _ labels: ParsedLabelExpression?, _ length: ParsedLength?, _ properties: ParsedExpression?,
    _ predicate: ParsedExpression?
  ) -> String {
    var text = labels.map { ":" + label($0) } ?? ""
    if let length, !length.isQuantifier {
      let minimum = length.minimum.map(String.init) ?? ""
      let maximum = length.maximum.map(String.init) ?? ""
      text += "*\(minimum)..\(maximum)"
    }
    if let properties { text += " \(expression(properties))" }
    return text + Self.predicate(predicate)
  }

  static func label(_ tree: ParsedLabelExpression) -> String {
    switch tree {
    case .name(let name): name.text
    case .and(let left, let right): "(\(label(left))&\(label(right)))"
    case .or(let left, let right): "(\(label(left))|\(label(right)))"
    case .not(let inner): "!\(label(inner))"
    case .wildcard: "%"
    case .dynamic(let name, let isAny): "$\(isAny ? "any" : "")(\(expression(name)))"
    }
  }

  private static func predicate(_ tree: ParsedExpression?) -> String {
    tree.map { " WHERE \(expression($0))" } ?? ""
  }

  // MARK: - Expressions

  static func expression(_ tree: ParsedExpression) -> String {
    switch tree.kind {
    case .null: return "null"
    case .boolean(let value): return "\(value)"
    case .integer(let value): return "\(value)"
    case .float(let value): return "\(value)"
    case .string(let value): return "'\(value)'"
    case .parameter(let name): return "$\(name.text)"
    case .variable(let name): return name.text
    case .list(let elements): return "[\(joined(elements, expression))]"
    case .map(let entries): return "{\(joined(entries, entry))}"
    case .property(let entity, let key): return "\(expression(entity)).\(key.text)"
    case .subscripted(let list, let index): return "\(expression(list))[\(expression(index))]"
    case .slice(let list, let from, let to):
      return
        "\(expression(list))[\(from.map(expression) ?? "")..\(to.map(expression) ?? "")]"
    case .unary(let name, let operand): return "(\(name.rawValue) \(expression(operand)))"
    case .binary(let name, let left, let right):
      return "(\(expression(left)) \(name.rawValue) \(expression(right)))"
    case .comparison(let left, let steps):
      let rest = steps.map { " \($0.comparison.rawValue) \(expression($0.right))" }.joined()
      return "(\(expression(left))\(rest))"
    case .isNull(let operand, let negated):
      return "(\(expression(operand)) IS \(negated ? "NOT " : "")NULL)"
    case .isTyped(let operand, let type, let negated):
      return "(\(expression(operand)) IS \(negated ? "NOT " : "")TYPED \(type))"
    case .isNormalized(let operand, let form, let negated):
      return "(\(expression(operand)) IS \(negated ? "NOT " : "")\(form) NORMALIZED)"
    case .cast(let operand, let type): return "CAST(\(expression(operand)) AS \(type))"
    case .hasLabel(let operand, let labels): return "(\(expression(operand)):\(label(labels)))"
    case .call(let call):
      let distinct = call.isDistinct ? "DISTINCT " : ""
      return "\(call.name.text)(\(distinct)\(joined(call.arguments, expression)))"
    case .countStar: return "count(*)"
    case .caseWhen(let tree): return caseText(tree)
    case .caseSubject: return "_"
    case .listComprehension(let tree):
      return "[\(tree.variable.text) IN \(expression(tree.list))\(predicate(tree.predicate))"
        + (tree.projection.map { " | \(expression($0))" } ?? "") + "]"
    case .patternComprehension(let tree):
      return
        "[\(path(tree.pattern))\(predicate(tree.predicate)) | \(expression(tree.projection))]"
    case .quantifier(let tree):
      return "\(tree.quantifier.rawValue)(\(tree.variable.text) IN \(expression(tree.list))"
        + predicate(tree.predicate) + ")"
    case .reduce(let tree):
      return "reduce(\(tree.accumulator.text) = \(expression(tree.initial)), "
        + "\(tree.variable.text) IN \(expression(tree.list)) | \(expression(tree.body)))"
    case .pattern(let pattern): return "<\(path(pattern))>"
    case .exists(let body): return "EXISTS { \(subquery(body)) }"
    case .count(let body): return "COUNT { \(subquery(body)) }"
    case .collect(let body): return "COLLECT { \(subquery(body)) }"
    case .mapProjection(let entity, let items):
      return "\(expression(entity)) {\(joined(items, projectionItem))}"
    }
  }

  private static func caseText(_ tree: ParsedCase) -> String {
    let subject = tree.subject.map { " \(expression($0))" } ?? ""
    let branches = tree.branches.map { " WHEN \(expression($0.when)) THEN \(expression($0.then))" }
    let otherwise = tree.otherwise.map { " ELSE \(expression($0))" } ?? ""
    return "CASE\(subject)\(branches.joined())\(otherwise) END"
  }

  private static func entry(_ entry: ParsedMapEntry) -> String {
    "\(entry.key.text): \(expression(entry.value))"
  }

  private static func projectionItem(_ item: ParsedMapProjectionItem) -> String {
    switch item {
    case .property(let key): ".\(key.text)"
    case .allProperties: ".*"
    case .entry(let entry): Self.entry(entry)
    case .variable(let name): name.text
    }
  }

  private static func subquery(_ body: ParsedSubquery) -> String {
    switch body {
    case .pattern(let patterns, let predicate): paths(patterns) + Self.predicate(predicate)
    case .query(let query): Self.query(query)
    }
  }

  private static func joined<Element>(
    _ elements: [Element], _ text: (Element) -> String
  ) -> String {
    elements.map(text).joined(separator: ", ")
  }
}
