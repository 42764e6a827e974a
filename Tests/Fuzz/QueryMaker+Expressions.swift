// Expressions of a kind, over the variables in scope.

extension QueryMaker {
  /// An expression; `depth` bounds how far it nests.
  mutating func expression(_ kind: FuzzKind, _ depth: Int) -> String {
    if random.chance(3) { return "null" }
    if depth <= 0 || random.chance(25) { return leaf(kind) }
    switch kind {
    case .integer: return integer(depth)
    case .float: return float(depth)
    case .string: return string(depth)
    case .boolean: return boolean(depth)
    case .list(let element): return list(element, depth)
    case .map: return map(depth)
    case .any:
      return expression(
        random.pick([.integer, .float, .string, .boolean, .list(.integer), .map, .date]), depth)
    default: return leaf(kind)
    }
  }

  /// A variable, a property or a literal.
  mutating func leaf(_ kind: FuzzKind) -> String {
    let same = scope.filter { $0.kind == kind }
    if !same.isEmpty, random.chance(60) { return random.pick(same).name }
    let entities = variables { $0 == .node || $0 == .relationship }
    let keys = FuzzGraph.keys.filter { $0.kind == kind }.map(\.key)
    if !entities.isEmpty, !keys.isEmpty, random.chance(75) {
      return "\(random.pick(entities).name).\(random.pick(keys))"
    }
    switch kind {
    case .any:
      if !scope.isEmpty, random.chance(50) {
        let safe = variables {
          switch $0 {
          case .bag, .someShortestPath: false
          default: true
          }
        }
        if !safe.isEmpty { return random.pick(safe).name }
      }
      return FuzzGraph.literal(of: .any, &random)
    case .map: return "{a: \(leaf(.integer)), b: \(leaf(.string))}"
    case .list(let element):
      return "[" + (0..<random.below(4)).map { _ in leaf(element) }.joined(separator: ", ") + "]"
    case .integer, .float, .string, .boolean, .date: return FuzzGraph.literal(of: kind, &random)
    default: return "null"
    }
  }

  private mutating func integer(_ depth: Int) -> String {
    func some(_ maker: inout QueryMaker) -> String { maker.expression(.integer, depth - 1) }
    switch random.below(13) {
    case 0: return "(\(some(&self)) + \(some(&self)))"
    case 1: return "(\(some(&self)) - \(some(&self)))"
    case 2: return "(\(some(&self)) * \(random.below(4) - 1))"
    case 3: return "(\(some(&self)) \(random.pick(["/", "%"])) \(random.pick(["2", "3", "-2"])))"
    case 4: return "size(\(expression(.list(.any), depth - 1)))"
    case 5: return "size(\(expression(.string, depth - 1)))"
    case 6: return "abs(\(some(&self)))"
    case 7: return choice(.integer, depth)
    case 8: return "coalesce(\(some(&self)), \(some(&self)))"
    case 9:
      let bags = variables { if case .bag = $0 { true } else { false } }
      if !bags.isEmpty { return "size(\(random.pick(bags).name))" }
      return "head(\(expression(.list(.integer), depth - 1)))"
    case 10:
      let paths = variables { $0 == .path || $0 == .someShortestPath }
      if !paths.isEmpty { return "length(\(random.pick(paths).name))" }
      return "-\(some(&self))"
    case 11: return subquery("COUNT")
    default:
      let (total, element) = (fresh("t"), fresh("e"))
      let list = expression(.list(.integer), depth - 1)
      return
        "reduce(\(total) = 0, \(element) IN \(list) | \(total) + \(random.pick(["", "2 * "]))coalesce(\(element), 1))"
    }
  }

  private mutating func float(_ depth: Int) -> String {
    switch random.below(5) {
    case 0: return "(\(expression(.float, depth - 1)) + \(expression(.integer, depth - 1)))"
    case 1: return "(\(expression(.float, depth - 1)) * 2)"
    case 2: return "toFloat(\(expression(.integer, depth - 1)))"
    case 3: return "\(random.pick(["floor", "ceil", "abs"]))(\(expression(.float, depth - 1)))"
    default: return choice(.float, depth)
    }
  }

  private mutating func string(_ depth: Int) -> String {
    let inner = expression(.string, depth - 1)
    switch random.below(9) {
    case 0: return "(\(inner) + \(expression(.string, depth - 1)))"
    case 1: return "(\(inner) + \(expression(.integer, depth - 1)))"
    case 2: return "\(random.pick(["toUpper", "toLower", "trim", "reverse", "lTrim"]))(\(inner))"
    case 3: return "left(\(inner), \(random.below(3)))"
    case 4: return "substring(\(inner), \(random.below(3)))"
    case 5: return "toString(\(expression(.integer, depth - 1)))"
    case 6: return choice(.string, depth)
    case 7: return "replace(\(inner), 'a', 'bb')"
    default:
      let relationships = variables { $0 == .relationship }
      return relationships.isEmpty ? inner : "type(\(random.pick(relationships).name))"
    }
  }

  private mutating func choice(_ kind: FuzzKind, _ depth: Int) -> String {
    let otherwise = random.chance(60) ? " ELSE \(expression(kind, depth - 1))" : ""
    if random.chance(40) {
      return "CASE \(expression(.integer, depth - 1)) WHEN \(leaf(.integer)) THEN "
        + "\(expression(kind, depth - 1)) WHEN \(leaf(.integer)) THEN \(leaf(kind))\(otherwise) END"
    }
    return "CASE WHEN \(expression(.boolean, depth - 1)) THEN \(expression(kind, depth - 1))"
      + "\(otherwise) END"
  }

  // MARK: conditions

  private mutating func boolean(_ depth: Int) -> String {
    switch random.below(20) {
    case 0..<5: return comparison(depth)
    case 5, 6:
      return
        "(\(expression(.boolean, depth - 1)) \(random.pick(["AND", "OR", "XOR", "AND", "OR"])) \(expression(.boolean, depth - 1)))"
    case 7: return "NOT (\(expression(.boolean, depth - 1)))"
    case 8: return "(\(expression(.any, depth - 1))) IS \(random.pick(["", "NOT "]))NULL"
    case 9: return "(\(expression(.any, depth - 1)) IN \(expression(.list(.any), depth - 1)))"
    case 10: return "(\(leaf(.integer)) IN \(expression(.list(.integer), depth - 1)))"
    case 11:
      let operation = random.pick(["STARTS WITH", "ENDS WITH", "CONTAINS"])
      return "(\(expression(.string, depth - 1)) \(operation) \(leaf(.string)))"
    case 12:
      let entities = variables { $0 == .node }
      if entities.isEmpty { return comparison(depth) }
      return "(\(random.pick(entities).name):\(labels()))"
    case 13: return subquery("EXISTS")
    case 14: return patternPredicate() ?? comparison(depth)
    case 15:
      let kind = random.pick(["all", "any", "none", "single"])
      let list = expression(.list(.integer), depth - 1)
      let element = fresh("e")
      scope.append(Variable(name: element, kind: .integer))
      let condition = expression(.boolean, depth - 1)
      scope.removeAll { $0.name == element }
      return "\(kind)(\(element) IN \(list) WHERE \(condition))"
    case 16:
      return
        "(\(leaf(.integer)) <= \(expression(.integer, depth - 1)) < \(expression(.integer, depth - 1)))"
    case 17:
      let nodes = variables { $0 == .node }
      if nodes.count < 2 { return comparison(depth) }
      return "(\(random.pick(nodes).name) \(random.pick(["=", "<>"])) \(random.pick(nodes).name))"
    case 18: return choice(.boolean, depth)
    default: return "isEmpty(\(expression(.list(.any), depth - 1)))"
    }
  }

  private mutating func comparison(_ depth: Int) -> String {
    let operation = random.pick(["=", "<>", "<", "<=", ">", ">=", "="])
    if random.chance(20) {
      return "(\(expression(.any, depth - 1)) \(operation) \(expression(.any, depth - 1)))"
    }
    let kind = random.pick([
      FuzzKind.integer, .integer, .string, .float, .any, .list(.integer), .date
    ])
    return "(\(expression(kind, depth - 1)) \(operation) \(expression(kind, depth - 1)))"
  }

  // MARK: lists and maps

  private mutating func list(_ element: FuzzKind, _ depth: Int) -> String {
    switch random.below(9) {
    case 0:
      return
        "(\(expression(.list(element), depth - 1)) + \(expression(.list(element), depth - 1)))"
    case 1: return "tail(\(expression(.list(element), depth - 1)))"
    case 2: return "reverse(\(expression(.list(element), depth - 1)))"
    case 3: return "\(leaf(.list(element)))[\(random.below(3) - 1)..\(random.below(4) - 1)]"
    case 4 where element == .integer: return "range(\(random.below(3)), \(leaf(.integer)))"
    case 5, 6:
      let source = random.pick([FuzzKind.integer, .any])
      let list = expression(.list(source), depth - 1)
      let name = fresh("e")
      scope.append(Variable(name: name, kind: source))
      let condition = random.chance(50) ? " WHERE " + expression(.boolean, depth - 1) : ""
      let projection =
        element == source && random.chance(40)
        ? "" : " | " + expression(element, depth - 1)
      scope.removeAll { $0.name == name }
      return "[\(name) IN \(list)\(condition)\(projection)]"
    default:
      return "["
        + (0..<random.below(4)).map { _ in expression(element, depth - 1) }
        .joined(separator: ", ") + "]"
    }
  }

  private mutating func map(_ depth: Int) -> String {
    let entities = variables { $0 == .node || $0 == .relationship }
    if !entities.isEmpty, random.chance(50) {
      let name = random.pick(entities).name
      return random.pick([
        "properties(\(name))", "\(name) {.i, .s}",
        "\(name) {.*, z: \(expression(.integer, depth - 1))}"
      ])
    }
    return "{a: \(expression(.any, depth - 1)), b: \(expression(.integer, depth - 1))}"
  }

  /// A list without an order.
  mutating func bag() -> (text: String, kind: FuzzKind) {
    let nodes = variables { $0 == .node }
    switch random.below(4) {
    case 0 where !nodes.isEmpty:
      return ("\(random.pick(["labels", "keys"]))(\(random.pick(nodes).name))", .string)
    case 1:
      let paths = variables { $0 == .path }
      if !paths.isEmpty { return ("nodes(\(random.pick(paths).name))", .node) }
      return (subquery("COLLECT"), .any)
    case 2: return (subquery("COLLECT"), .any)
    default:
      let outer = scope
      let kind = random.pick([FuzzKind.integer, .string, .any])
      let pattern = pattern(outer: outer, mustWalk: true)
      let condition = random.chance(40) ? " WHERE " + expression(.boolean, 2) : ""
      let projection = expression(kind, 2)
      scope = outer
      return ("[\(pattern)\(condition) | \(projection)]", kind)
    }
  }
}
