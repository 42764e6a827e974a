import KithCore
import KithSyntax

// Expressions over one row; with a group of rows, aggregations too.

extension ReferenceEvaluator {
  /// The value of an expression. `group` holds the rows that an aggregation goes over.
  func evaluate(_ expression: ParsedExpression, _ row: Row, group: [Row]? = nil) throws -> Value {
    try spend()
    func value(_ it: ParsedExpression) throws -> Value { try evaluate(it, row, group: group) }
    switch expression.kind {
    case .null: return .null
    case .boolean(let it): return .boolean(it)
    case .integer(let it): return .integer(it)
    case .float(let it): return .float(it)
    case .string(let it): return .string(it)
    case .variable(let name):
      guard let value = row[name.text] else {
        throw ReferenceFailure.failed("unknown variable \(name.text)")
      }
      return value
    case .list(let elements): return .list(try elements.map(value))
    case .map(let entries):
      return .map(ValueMap(try entries.map { ($0.key.text, try value($0.value)) }))
    case .property(let owner, let key): return try property(key.text, of: try value(owner))
    case .subscripted(let owner, let index): return try element(try value(owner), try value(index))
    case .slice(let list, let from, let to):
      return try slice(try value(list), try from.map(value), try to.map(value))
    case .unary(let operation, let operand): return try unary(operation, try value(operand))
    case .binary(let operation, let left, let right):
      return try binary(operation, try value(left), try value(right))
    case .comparison(let first, let steps):
      var values = [try value(first)]
      for step in steps { values.append(try value(step.right)) }
      let truths = steps.indices.map {
        Self.compare(values[$0], steps[$0].comparison, values[$0 + 1])
      }
      return Self.value(Self.all(truths))
    case .isNull(let it, let negated): return .boolean(try value(it).isNull != negated)
    case .hasLabel(let it, let labels): return try hasLabel(try value(it), labels)
    case .call(let call):
      if ReferenceAggregate.isAggregate(call.name.text) {
        guard let group else { throw ReferenceFailure.failed("an aggregation without rows") }
        return try aggregate(call, group)
      }
      return try function(call.name.text.lowercased(), try call.arguments.map(value))
    case .countStar:
      guard let group else { throw ReferenceFailure.failed("an aggregation without rows") }
      return .integer(Int64(group.count))
    case .caseWhen(let it): return try choice(it, value)
    default: return try scoped(expression, row, group: group)
    }
  }

  /// Forms with variables of their own.
  private func scoped(_ expression: ParsedExpression, _ row: Row, group: [Row]?) throws -> Value {
    func inner(_ it: ParsedExpression, _ row: Row) throws -> Value {
      try evaluate(it, row, group: group)
    }
    switch expression.kind {
    case .patternComprehension, .pattern, .exists, .count, .collect:
      if isChanging { throw ReferenceFailure.ambiguous("a subquery within a change") }
    default: break
    }
    switch expression.kind {
    case .listComprehension(let it):
      guard let list = try list(try inner(it.list, row)) else { return .null }
      var results: [Value] = []
      for element in list {
        let scope = row.with(it.variable.text, element)
        if let predicate = it.predicate {
          guard try Self.truth(try inner(predicate, scope)) == true else { continue }
        }
        results.append(try it.projection.map { try inner($0, scope) } ?? element)
      }
      return .list(results)
    case .quantifier(let it):
      guard let list = try list(try inner(it.list, row)) else { return .null }
      let truths = try list.map {
        try Self.truth(try inner(it.predicate, row.with(it.variable.text, $0)))
      }
      return Self.value(quantified(it.quantifier, truths))
    case .reduce(let it):
      guard let list = try list(try inner(it.list, row)) else { return .null }
      return try list.reduce(try inner(it.initial, row)) { total, element in
        try inner(
          it.body, row.with(it.accumulator.text, total).with(it.variable.text, element))
      }
    case .patternComprehension(let it):
      return .list(
        try matches([it.pattern], it.predicate, row).map { try inner(it.projection, $0) })
    case .pattern(let pattern): return .boolean(try !matches([pattern], nil, row).isEmpty)
    case .exists(let it): return .boolean(try !results(of: it, row).isEmpty)
    case .count(let it): return .integer(Int64(try results(of: it, row).count))
    case .collect(let it): return .list(try results(of: it, row).map { $0[0] })
    case .mapProjection(let owner, let items):
      return try mapProjection(try inner(owner, row), items) {
        try inner($0, row)
      } _: {
        row[$0]
      }
    default: throw ReferenceFailure.unsupported("an expression")
    }
  }

  private func list(_ value: Value) throws -> [Value]? {
    switch value {
    case .null: return nil
    case .list(let it): return it
    default: throw ReferenceFailure.failed("no list")
    }
  }

  private func quantified(_ kind: QuantifierKind, _ truths: [Bool?]) -> Bool? {
    let (trues, unknown) = (truths.count { $0 == true }, truths.contains(nil))
    let falses = truths.count { $0 == false }
    switch kind {
    case .all: return falses > 0 ? false : unknown ? nil : true
    case .any: return trues > 0 ? true : unknown ? nil : false
    case .none: return trues > 0 ? false : unknown ? nil : true
    case .single: return trues > 1 ? false : unknown ? nil : trues == 1
    }
  }

  private func results(of subquery: ParsedSubquery, _ row: Row) throws -> [[Value]] {
    switch subquery {
    case .pattern(let patterns, let predicate):
      return try matches(patterns, predicate, row).map { _ in [.null] }
    case .query(let query): return try Self.shown(try self.query(query, [row]))
    }
  }

  private func mapProjection(
    _ owner: Value, _ items: [ParsedMapProjectionItem],
    _ value: (ParsedExpression) throws -> Value, _ variable: (String) -> Value?
  ) throws -> Value {
    guard !owner.isNull else { return .null }
    var map = ValueMap()
    for item in items {
      switch item {
      case .property(let key): map[key.text] = try property(key.text, of: owner)
      case .allProperties:
        guard case .map(let all) = try function("properties", [owner]) else { continue }
        for (key, value) in zip(all.keys, all.values) { map[key] = value }
      case .entry(let entry): map[entry.key.text] = try value(entry.value)
      case .variable(let name): map[name.text] = variable(name.text) ?? .null
      }
    }
    return .map(map)
  }

  // MARK: operators

  private func unary(_ operation: UnaryOperator, _ operand: Value) throws -> Value {
    switch (operation, operand) {
    case (_, .null): return .null
    case (.not, _): return Self.value(try Self.truth(operand).map { !$0 })
    case (.plus, .integer), (.plus, .float): return operand
    case (.negate, .integer(let it)):
      guard it != .min else { throw ReferenceFailure.failed("integer overflow") }
      return .integer(-it)
    case (.negate, .float(let it)): return .float(-it)
    default: throw ReferenceFailure.failed("a sign before no number")
    }
  }

  private func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    switch operation {
    case .and, .or, .xor:
      return Self.value(Self.connective(operation, try Self.truth(left), try Self.truth(right)))
    case .in: return try Self.membership(left, right)
    case .startsWith, .endsWith, .contains:
      guard case .string(let text) = left, case .string(let part) = right else { return .null }
      let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
      switch operation {
      case .startsWith: return .boolean(bytes.starts(with: wanted))
      case .endsWith: return .boolean(bytes.reversed().starts(with: wanted.reversed()))
      default:
        return .boolean((0...bytes.count).contains { bytes[$0...].starts(with: wanted) })
      }
    case .power:
      guard let base = Self.double(left), let exponent = Self.double(right) else {
        if left.isNull || right.isNull { return .null }
        throw ReferenceFailure.failed("'^' of wrong types")
      }
      guard exponent == 2 || exponent == 1 else { throw ReferenceFailure.unsupported("'^'") }
      return .float(exponent == 2 ? base * base : base)
    case .matchesRegex: throw ReferenceFailure.unsupported("'=~'")
    default: return try Self.arithmetic(operation, left, right)
    }
  }

  private func choice(_ it: ParsedCase, _ value: (ParsedExpression) throws -> Value) throws
    -> Value
  {
    let subject = try it.subject.map(value)
    for branch in it.branches {
      let when = try value(branch.when)
      let holds =
        if let subject { Self.equal(subject, when) } else { try Self.truth(when) }
      if holds == true { return try value(branch.then) }
    }
    return try it.otherwise.map(value) ?? .null
  }

  /// `value:Label`, three-valued on null.
  private func hasLabel(_ value: Value, _ labels: ParsedLabelExpression) throws -> Value {
    switch value {
    case .null: return .null
    case .node(let id):
      return .boolean(try fits(labels, graph.nodes[Int(id.rawValue)]?.labels ?? []))
    case .relationship(let id):
      let type = graph.relationships[Int(id.rawValue)]?.type
      return .boolean(try fits(labels, type.map { [$0] } ?? []))
    default: throw ReferenceFailure.failed("labels of what has none")
    }
  }

  // MARK: parts of values

  /// `value.key`.
  func property(_ key: String, of value: Value) throws -> Value {
    switch value {
    case .null: return .null
    case .map(let map): return Self.dictionary(map)[key] ?? .null
    case .node(let id):
      guard let node = graph.nodes[Int(id.rawValue)] else {
        throw ReferenceFailure.failed("deleted node")
      }
      return node.properties[key] ?? .null
    case .relationship(let id):
      guard let it = graph.relationships[Int(id.rawValue)] else {
        throw ReferenceFailure.failed("deleted relationship")
      }
      return it.properties[key] ?? .null
    case .date: throw ReferenceFailure.unsupported("a part of a date")
    default: throw ReferenceFailure.failed("a property of what has none")
    }
  }

  private func element(_ owner: Value, _ index: Value) throws -> Value {
    switch (owner, index) {
    case (.null, _), (_, .null): return .null
    case (.list(let list), .integer(let place)):
      let place = place < 0 ? place + Int64(list.count) : place
      return list.indices.contains(Int(place)) ? list[Int(place)] : .null
    case (_, .string(let key)): return try property(key, of: owner)
    default: throw ReferenceFailure.failed("no element")
    }
  }

  private func slice(_ list: Value, _ from: Value?, _ to: Value?) throws -> Value {
    if list.isNull || from?.isNull ?? false || to?.isNull ?? false { return .null }
    guard case .list(let elements) = list else { throw ReferenceFailure.failed("no list") }
    func place(_ bound: Value?, _ missing: Int) throws -> Int {
      guard let bound else { return missing }
      guard case .integer(let it) = bound else { throw ReferenceFailure.failed("no integer") }
      return max(0, min(elements.count, Int(it < 0 ? it + Int64(elements.count) : it)))
    }
    let (start, end) = (try place(from, 0), try place(to, elements.count))
    return .list(start < end ? Array(elements[start..<end]) : [])
  }

  /// `date('2020-05-01')`, counted in days from 1970.
  static func date(_ text: String) throws -> Value {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, parts[0] >= 1970 else {
      throw ReferenceFailure.unsupported("this date")
    }
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    var days = (1970..<parts[0]).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
    let lengths = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    days += lengths.prefix(parts[1] - 1).reduce(0, +) + parts[2] - 1
    return .date(DateValue(daysSinceEpoch: Int64(days)))
  }
}
