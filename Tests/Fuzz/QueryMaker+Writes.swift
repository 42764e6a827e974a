// Statements that change the graph.

extension QueryMaker {
  /// A statement with one to three changes, which may read between them and return something.
  mutating func writing() -> String {
    var clauses = reading(random.below(3))
    for _ in 0...random.below(3) {
      clauses.append(change())
      if random.chance(30) { clauses += ["WITH *", readingClause()] }
    }
    clauses.removeAll { $0 == "WITH *" && scope.isEmpty }
    if random.chance(25), let deletion = deletion() {
      clauses.append(deletion)
      return (clauses + ["RETURN count(*) AS c"]).joined(separator: " ")
    }
    if random.chance(50) { clauses.append(returning()) }
    // A query cannot end with a clause that reads.
    if !isChange(clauses.last ?? "") { clauses.append("RETURN count(*) AS c") }
    return clauses.joined(separator: " ")
  }

  private func isChange(_ clause: String) -> Bool {
    ["CREATE", "SET", "REMOVE", "MERGE", "FOREACH", "RETURN", "INSERT"].contains {
      clause.hasPrefix($0)
    }
  }

  private mutating func change() -> String {
    switch random.below(10) {
    case 0..<3: return create()
    case 3..<6: return set() ?? create()
    case 6: return remove() ?? create()
    case 7, 8: return merge()
    default: return foreach()
    }
  }

  private mutating func create() -> String {
    let keyword = random.chance(20) ? "INSERT " : "CREATE "
    var parts: [String] = []
    for _ in 0...random.below(2) { parts.append(created(isInsert: keyword == "INSERT ")) }
    return keyword + parts.joined(separator: ", ")
  }

  private mutating func created(isInsert: Bool) -> String {
    var declared: [Variable] = []
    // Names of one CREATE are read by later clauses only.
    var text = createdNode(&declared, isInsert: isInsert)
    for _ in 0..<random.below(3) {
      let name = random.chance(40) ? fresh("r") : ""
      let inside = "[\(name):\(random.pick(FuzzGraph.types))\(storedMap())]"
      text +=
        random.pick(["-\(inside)->", "<-\(inside)-"]) + createdNode(&declared, isInsert: isInsert)
      if !name.isEmpty { declared.append(Variable(name: name, kind: .relationship)) }
    }
    scope += declared
    return text
  }

  private mutating func createdNode(_ declared: inout [Variable], isInsert: Bool) -> String {
    let bound = variables { $0 == .node }
    if !bound.isEmpty, random.chance(45) { return "(\(random.pick(bound).name))" }
    let labels = FuzzGraph.labels.filter { _ in random.chance(35) }
    let name = random.chance(60) ? fresh("n") : ""
    let joined = labels.isEmpty ? "" : ":" + labels.joined(separator: isInsert ? "&" : ":")
    let text = "(\(name)\(joined)\(storedMap()))"
    if !name.isEmpty { declared.append(Variable(name: name, kind: .node)) }
    return text
  }

  /// A map of properties, or nothing.
  private mutating func storedMap() -> String {
    let entries = FuzzGraph.keys.filter { _ in random.chance(20) }.map {
      "\($0.key): \(stored($0.kind))"
    }
    return entries.isEmpty ? "" : " {" + entries.joined(separator: ", ") + "}"
  }

  /// An expression of which a property can be made.
  private mutating func stored(_ kind: FuzzKind) -> String {
    switch kind {
    case .any: expression(random.pick([.integer, .string, .boolean, .float]), 1)
    case .list: FuzzGraph.literal(of: kind, &random)
    default: expression(kind, 2)
    }
  }

  private mutating func set() -> String? {
    let entities = variables { $0 == .node || $0 == .relationship }
    guard !entities.isEmpty else { return nil }
    var items: [String] = []
    for _ in 0...random.below(2) { items.append(setItem(random.pick(entities))) }
    return "SET " + items.joined(separator: ", ")
  }

  private mutating func setItem(_ entity: Variable) -> String {
    switch random.below(6) {
    case 0 where entity.kind == .node: return "\(entity.name):\(random.pick(FuzzGraph.labels))"
    case 1: return "\(entity.name) += {i: \(stored(.integer)), s: \(stored(.string))}"
    case 2: return "\(entity.name) = {k: \(entity.name).k, i: \(stored(.integer))}"
    default:
      let key = random.pick(FuzzGraph.keys)
      return "\(entity.name).\(key.key) = \(stored(key.kind))"
    }
  }

  private mutating func remove() -> String? {
    let entities = variables { $0 == .node || $0 == .relationship }
    guard !entities.isEmpty else { return nil }
    let entity = random.pick(entities)
    if entity.kind == .node, random.chance(40) {
      return "REMOVE \(entity.name):\(random.pick(FuzzGraph.labels))"
    }
    return "REMOVE \(entity.name).\(random.pick(FuzzGraph.keys).key)"
  }

  private mutating func merge() -> String {
    let bound = variables { $0 == .node }
    let name = fresh("n")
    let label = random.pick(FuzzGraph.labels)
    let map = random.chance(70) ? " {i: coalesce(\(expression(.integer, 1)), 0)}" : ""
    var pattern = "(\(name):\(label)\(map))"
    var declared = [Variable(name: name, kind: .node)]
    if !bound.isEmpty, random.chance(50) {
      let relationship = fresh("r")
      let inside = "[\(relationship):\(random.pick(FuzzGraph.types))]"
      let arrow = random.pick(["-\(inside)->", "<-\(inside)-", "-\(inside)-"])
      if random.chance(50) {
        pattern = "(\(random.pick(bound).name))\(arrow)(\(random.pick(bound).name))"
        declared = []
      } else {
        pattern = "(\(random.pick(bound).name))\(arrow)\(pattern)"
      }
      declared.append(Variable(name: relationship, kind: .relationship))
    }
    let target = declared[0].name
    var text = "MERGE " + pattern
    if random.chance(30) {
      text += " ON CREATE SET \(target).s = \(FuzzGraph.literal(of: .string, &random))"
    }
    if random.chance(30) { text += " ON MATCH SET \(target).b = \(random.pick(["true", "false"]))" }
    scope += declared
    return text
  }

  private mutating func foreach() -> String {
    let outer = scope
    let name = fresh("x")
    let list = expression(.list(.integer), 2)
    scope.append(Variable(name: name, kind: .integer))
    let body = random.chance(50) ? create() : (set() ?? create())
    scope = outer
    return "FOREACH (\(name) IN \(list) | \(body))"
  }

  private mutating func deletion() -> String? {
    let relationships = variables { $0 == .relationship }
    let nodes = variables { $0 == .node }
    if !relationships.isEmpty, random.chance(50) {
      return "DELETE \(random.pick(relationships).name)"
    }
    guard !nodes.isEmpty else { return nil }
    return random.pick(["DETACH DELETE ", "DETACH DELETE ", "DELETE "]) + random.pick(nodes).name
  }
}
