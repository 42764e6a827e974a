/// Makes random queries that are valid nearly always: it keeps account of the variables in scope and of their kinds.
///
/// Results stay comparable: lists without an order are called `bag…` and used only where their order does not matter.
struct QueryMaker {
  /// A variable in scope.
  struct Variable {
    var name: String
    var kind: FuzzKind
  }

  var random: FuzzRandom
  var scope: [Variable] = []
  /// How many names were given out.
  var names = 0
  /// How many levels of subqueries are open.
  var nesting = 0

  init(_ random: FuzzRandom) { self.random = random }

  /// A name that no variable has yet.
  mutating func fresh(_ stem: String) -> String {
    names += 1
    return "\(stem)\(names)"
  }

  func variables(_ isWanted: (FuzzKind) -> Bool) -> [Variable] {
    scope.filter { isWanted($0.kind) }
  }

  /// A whole statement.
  mutating func statement() -> String {
    scope = []
    if random.chance(8) {
      let kinds = (0...random.below(2)).map { _ in scalar() }
      let parts = (0...(1 + random.below(2))).map { _ in part(kinds) }
      let separator = random.pick([" UNION ", " UNION ALL "])
      return parts.joined(separator: separator)
    }
    if random.chance(25) { return writing() }
    return (reading(1 + random.below(4)) + [returning()]).joined(separator: " ")
  }

  /// A part of a union, with columns of these kinds.
  private mutating func part(_ kinds: [FuzzKind]) -> String {
    scope = []
    let clauses = reading(random.below(3))
    let items = kinds.indices.map { "\(expression(kinds[$0], 2)) AS c\($0)" }
    return (clauses + ["RETURN " + items.joined(separator: ", ")]).joined(separator: " ")
  }

  /// A kind that a column of any query may have.
  mutating func scalar() -> FuzzKind {
    random.pick([.integer, .integer, .string, .boolean, .float, .any, .list(.integer), .map, .date])
  }

  // MARK: reading

  mutating func reading(_ count: Int) -> [String] {
    (0..<count).map { _ in readingClause() }
  }

  mutating func readingClause() -> String {
    switch random.below(100) {
    case 0..<38: return match(isOptional: false)
    case 38..<53: return match(isOptional: true)
    case 53..<74: return with()
    case 74..<84: return unwind()
    case 84..<93 where nesting < 2: return call()
    case 93..<96:
      let (name, kind) = (fresh("x"), scalar())
      let text = expression(kind, 2)
      scope.append(Variable(name: name, kind: kind))
      return "LET \(name) = \(text)"
    case 96..<99: return "FILTER \(expression(.boolean, 2))"
    default: return match(isOptional: false)
    }
  }

  private mutating func match(isOptional: Bool) -> String {
    let keyword = isOptional ? "OPTIONAL MATCH " : "MATCH "
    let outer = scope
    if random.chance(6) {
      let text = shortestPath()
      return keyword + text
    }
    var patterns: [String] = []
    repeat { patterns.append(pattern(outer: outer)) } while random.chance(25) && patterns.count < 3
    let condition = random.chance(55) ? " WHERE " + expression(.boolean, 3) : ""
    return keyword + patterns.joined(separator: ", ") + condition
  }

  private mutating func unwind() -> String {
    let name = fresh("x")
    let bags = variables { if case .bag = $0 { true } else { false } }
    if !bags.isEmpty, random.chance(40), case .bag(let kind) = random.pick(bags).kind {
      let bag = random.pick(bags.filter { $0.kind == .bag(kind) })
      scope.append(Variable(name: name, kind: kind))
      return "UNWIND \(bag.name) AS \(name)"
    }
    let kind = random.pick([FuzzKind.integer, .any, .string, .map])
    let text = expression(.list(kind), 2)
    scope.append(Variable(name: name, kind: kind))
    return "UNWIND \(text) AS \(name)"
  }

  private mutating func call() -> String {
    let outer = scope
    let imports = outer.filter { _ in random.chance(60) }
    let names = imports.map(\.name)
    nesting += 1
    scope = imports
    var head = "CALL (\(names.joined(separator: ", "))) { "
    if random.chance(50) {
      head = names.isEmpty ? "CALL { " : "CALL { WITH \(names.joined(separator: ", ")) "
    }
    let clauses = reading(random.below(3))
    let before = Set(outer.map(\.name))
    let body = projection(isReturn: true, mustBeFresh: true)
    let columns = scope.filter { !before.contains($0.name) }
    nesting -= 1
    scope = outer + columns
    return head + (clauses + ["RETURN " + body]).joined(separator: " ") + " }"
  }

  // MARK: projections

  private mutating func with() -> String {
    let body = projection(isReturn: false, mustBeFresh: false)
    let condition = random.chance(30) ? " WHERE " + expression(.boolean, 2) : ""
    return "WITH " + body + condition
  }

  mutating func returning() -> String {
    if !scope.isEmpty, random.chance(5),
      !scope.contains(where: { $0.kind == .someShortestPath })
    {
      return "RETURN *"
    }
    return "RETURN " + projection(isReturn: true, mustBeFresh: false)
  }

  /// The items of a projection, its order and its limits; the scope becomes its columns.
  private mutating func projection(isReturn: Bool, mustBeFresh: Bool) -> String {
    let isAggregating = random.chance(30)
    let isDistinct = random.chance(18)
    var items: [String] = []
    var columns: [Variable] = []
    let keepsBags = !isAggregating && !isDistinct
    if !mustBeFresh {
      for variable in scope where random.chance(isReturn ? 35 : 65) {
        if case .bag = variable.kind, !keepsBags { continue }
        if variable.kind == .someShortestPath, isReturn || !keepsBags { continue }
        items.append(variable.name)
        columns.append(variable)
      }
    }
    for _ in 0..<random.below(3) { newItem(&items, &columns, keepsBags: keepsBags) }
    if isAggregating { for _ in 0...random.below(2) { aggregate(&items, &columns) } }
    if items.isEmpty { newItem(&items, &columns, keepsBags: keepsBags) }
    let inner = scope
    var text = (isDistinct ? "DISTINCT " : "") + items.joined(separator: ", ")
    let isOpen = !isAggregating && !isDistinct
    text += tail(columns, inner: isOpen ? inner : [], isReturn: isReturn && !mustBeFresh)
    scope = columns
    return text
  }

  private mutating func newItem(
    _ items: inout [String], _ columns: inout [Variable], keepsBags: Bool
  ) {
    if keepsBags, random.chance(12) {
      let (text, kind) = bag()
      let name = fresh("bag")
      items.append("\(text) AS \(name)")
      columns.append(Variable(name: name, kind: .bag(kind)))
      return
    }
    let (name, kind) = (fresh("x"), scalar())
    items.append("\(expression(kind, 3)) AS \(name)")
    columns.append(Variable(name: name, kind: kind))
  }

  private mutating func aggregate(_ items: inout [String], _ columns: inout [Variable]) {
    let distinct = random.chance(30) ? "DISTINCT " : ""
    var kind = FuzzKind.integer
    var stem = "x"
    let text: String
    switch random.below(8) {
    case 0, 1: text = "count(*)"
    case 2: text = "count(\(distinct)\(expression(.any, 2)))"
    case 3: text = "sum(\(distinct)\(expression(.integer, 1)))"
    case 4:
      kind = .float
      text = "avg(\(distinct)\(expression(.integer, 1)))"
    case 5:
      kind = scalar()
      text = "\(random.pick(["min", "max"]))(\(expression(kind, 2)))"
    case 6:
      text = "count(\(expression(.any, 1))) + \(random.below(3))"
    default:
      let element = scalar()
      kind = .bag(element)
      stem = "bag"
      text = "collect(\(distinct)\(expression(element, 2)))"
    }
    let name = fresh(stem)
    items.append("\(text) AS \(name)")
    columns.append(Variable(name: name, kind: kind))
  }

  private mutating func tail(
    _ columns: [Variable], inner: [Variable], isReturn: Bool
  ) -> String {
    let sortable = columns.filter {
      switch $0.kind {
      case .bag, .someShortestPath: false
      default: true
      }
    }
    var text = ""
    let cuts = random.chance(20)
    if cuts && !isReturn || random.chance(30) {
      var keys = sortable.map(\.name)
      // Behind a total order a limit leaves nothing open.
      if !cuts { keys = keys.filter { _ in random.chance(60) } }
      if !inner.isEmpty, random.chance(30) {
        let saved = scope
        scope = inner.filter { variable in !columns.contains { $0.name == variable.name } }
        keys.insert(expression(.any, 2), at: 0)
        scope = saved
      }
      let ordered = keys.map { $0 + random.pick(["", "", " DESC", " ASC"]) }
      if !ordered.isEmpty { text += " ORDER BY " + ordered.joined(separator: ", ") }
    }
    guard cuts else { return text }
    if random.chance(50) { text += " SKIP \(random.below(4))" }
    if random.chance(80) { text += " LIMIT \(random.below(5))" }
    return text
  }
}
