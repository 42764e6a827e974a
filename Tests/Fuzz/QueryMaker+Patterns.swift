// Patterns, and the subqueries that hold them.

extension QueryMaker {
  /// A path pattern; `outer` are the variables that an earlier clause has bound.
  mutating func pattern(outer: [Variable], mustWalk: Bool = false) -> String {
    let path = random.chance(10) ? fresh("p") : nil
    var text = node()
    let steps = mustWalk ? 1 + random.below(2) : random.pick([0, 1, 1, 1, 2, 2, 3])
    for _ in 0..<steps { text += relationship(outer: outer) + node() }
    guard let path else { return text }
    scope.append(Variable(name: path, kind: .path))
    return "\(path) = \(text)"
  }

  private mutating func node() -> String {
    let bound = variables { $0 == .node }
    if !bound.isEmpty, random.chance(35) {
      return "(\(random.pick(bound).name)\(random.chance(15) ? ":" + labels() : ""))"
    }
    let properties = random.chance(15) ? " " + propertyMap() : ""
    var name = ""
    if random.chance(75) {
      name = fresh("n")
      scope.append(Variable(name: name, kind: .node))
    }
    let labels = random.chance(35) ? ":" + labels() : ""
    let condition = !name.isEmpty && random.chance(4) ? " WHERE \(name).i > \(leaf(.integer))" : ""
    return "(\(name)\(labels)\(properties)\(condition))"
  }

  /// A label expression.
  mutating func labels() -> String {
    let (one, other) = (random.pick(FuzzGraph.labels), random.pick(FuzzGraph.labels + ["Missing"]))
    return random.pick([
      one, one, one, "\(one)&\(other)", "\(one)|\(other)", "!\(one)", "%", "(\(one)&!\(other))"
    ])
  }

  private mutating func propertyMap() -> String {
    let key = random.pick(FuzzGraph.keys)
    return "{\(key.key): \(expression(key.kind, 1))}"
  }

  private mutating func relationship(outer: [Variable]) -> String {
    var inside = ""
    let bound = outer.filter { $0.kind == .relationship }
    if !bound.isEmpty, random.chance(5) {
      inside = random.pick(bound).name
    } else {
      let length =
        random.chance(16)
        ? random.pick(["*", "*0..2", "*2", "*1..3", "*..2", "*2..", "*0..", "*0..0"]) : ""
      // Property maps are made first: they may not read the relationship.
      let properties = random.chance(8) ? " " + propertyMap() : ""
      if random.chance(50) {
        inside = fresh("r")
        scope.append(
          Variable(name: inside, kind: length.isEmpty ? .relationship : .list(.relationship)))
      }
      if random.chance(50) {
        inside += ":" + random.pick(["R", "S", "R|S", "R|T", "!R", "Missing|R", "T"])
      }
      inside += length + properties
    }
    let body = inside.isEmpty && random.chance(50) ? "" : "[\(inside)]"
    return random.pick(["-\(body)->", "-\(body)->", "<-\(body)-", "-\(body)-"])
  }

  /// A shortest path between two nodes, new or bound.
  mutating func shortestPath() -> String {
    let bound = variables { $0 == .node }.map(\.name)
    var ends: [String] = []
    for _ in 0..<2 {
      if !bound.isEmpty, random.chance(50) {
        ends.append(random.pick(bound))
      } else {
        let name = fresh("n")
        ends.append(name)
      }
    }
    if ends[0] == ends[1] { ends[1] = fresh("n") }
    for end in ends where !scope.contains(where: { $0.name == end }) {
      scope.append(Variable(name: end, kind: .node))
    }
    let isAll = random.chance(50)
    let name = fresh("p")
    scope.append(Variable(name: name, kind: isAll ? .path : .someShortestPath))
    let types = random.pick(["", ":R", ":R|S"])
    let length = random.pick(["*", "*..3", "*1..2"])
    let arrow = random.pick([("-", "->"), ("<-", "-"), ("-", "-")])
    return "\(name) = \(isAll ? "allShortestPaths" : "shortestPath")"
      + "((\(ends[0]))\(arrow.0)[\(types)\(length)]\(arrow.1)(\(ends[1])))"
      + " WHERE \(ends[0]) <> \(ends[1])"
  }

  /// `(a)-->(b:A)` over bound nodes; nil where there is none.
  mutating func patternPredicate() -> String? {
    let nodes = variables { $0 == .node }
    guard !nodes.isEmpty else { return nil }
    let other = random.chance(40) ? random.pick(nodes).name : random.pick(["", ":A", ":B"])
    let type = random.pick(["", "[:R]", "[:S|T]", "[:R*1..2]"])
    return "(\(random.pick(nodes).name))" + random.pick(["-\(type)->", "<-\(type)-", "-\(type)-"])
      + "(\(other))"
  }

  /// `EXISTS { … }`, `COUNT { … }` or `COLLECT { … }`.
  mutating func subquery(_ keyword: String) -> String {
    guard nesting < 2 else {
      return keyword == "EXISTS" ? "true" : keyword == "COUNT" ? "1" : "[1, 2]"
    }
    let outer = scope
    nesting += 1
    defer {
      nesting -= 1
      scope = outer
    }
    if keyword != "COLLECT", random.chance(70) {
      let pattern = pattern(outer: outer, mustWalk: random.chance(80))
      let condition = random.chance(40) ? " WHERE " + expression(.boolean, 2) : ""
      return "\(keyword) { \(random.pick(["", "MATCH "]))\(pattern)\(condition) }"
    }
    let pattern = pattern(outer: outer)
    let condition = random.chance(40) ? " WHERE " + expression(.boolean, 2) : ""
    let distinct = random.chance(30) ? "DISTINCT " : ""
    return
      "\(keyword) { MATCH \(pattern)\(condition) RETURN \(distinct)\(expression(.any, 2)) AS \(fresh("x")) }"
  }
}
