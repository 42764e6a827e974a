import KithCore

/// What the parser notes on its way to the cursor, for completion.
///
/// The scope here is a good guess, not the binder's word: it knows names in the order in which they
/// were written, and forgets at `WITH`, `UNION` and the end of a subquery what is forgotten there.
struct CompletionProbe {
  /// Kinds of names that were expected at the cursor, each once.
  private(set) var names: [ExpectedName] = []
  /// Words that were expected at the cursor and are no keywords.
  private(set) var words: [String] = []
  /// Variables of the query and of the comprehensions and subqueries around the place.
  private(set) var scopes: [[ScopedVariable]]
  /// The key whose value is being written, and what has the key.
  var valueOf: (key: String, owner: ScopedVariable)?

  init(scopes: [[ScopedVariable]] = [[]]) { self.scopes = scopes.isEmpty ? [[]] : scopes }

  mutating func note(_ name: ExpectedName) {
    if !names.contains(name) { names.append(name) }
  }

  mutating func note(word: String) { if !words.contains(word) { words.append(word) } }

  mutating func push() { scopes.append([]) }

  mutating func pop() { if scopes.count > 1 { scopes.removeLast() } }

  /// Leaves a subquery of `CALL`, whose columns stay.
  mutating func pop(keepingResultsOf query: ParsedQuery) {
    let inner = scopes.last ?? []
    pop()
    let last = query.following.last ?? query
    guard case .return(let projection) = last.parts.last?.clauses.last?.kind else { return }
    for item in projection.items {
      guard let name = projectedName(item) else { continue }
      declare(inner.last { $0.name == name } ?? ScopedVariable(name: name, kind: .value))
    }
  }

  /// A union's next part begins with nothing.
  mutating func startQuery() { scopes[scopes.count - 1] = [] }

  mutating func declare(_ name: String, _ kind: ScopedVariable.Kind = .value) {
    declare(ScopedVariable(name: name, kind: kind))
  }

  mutating func declare(_ variable: ScopedVariable) {
    guard !variable.name.isEmpty else { return }
    let last = scopes.count - 1
    guard let known = scopes[last].firstIndex(where: { $0.name == variable.name }) else {
      // `MATCH (n:A) CALL { WITH n MATCH (n)-->() }`: what is known of `n` stays known.
      var added = variable
      if variable.labels.isEmpty, let outer = self.variable(variable.name), outer.kind != .value {
        added = outer
      }
      scopes[last].append(added)
      return
    }
    for label in variable.labels where !scopes[last][known].labels.contains(label) {
      scopes[last][known].labels.append(label)
    }
  }

  /// Leaves only what a projection gives, or adds it.
  mutating func project(_ items: [ParsedProjectionItem], keepsAll: Bool) {
    let last = scopes.count - 1
    var projected = keepsAll ? scopes[last] : []
    for item in items {
      guard let name = projectedName(item) else { continue }
      var variable = ScopedVariable(name: name, kind: .value)
      if case .variable(let source) = item.expression.kind, let known = self.variable(source.text) {
        variable = ScopedVariable(name: name, kind: known.kind, labels: known.labels)
      }
      projected.removeAll { $0.name == name }
      projected.append(variable)
    }
    scopes[last] = projected
  }

  private func projectedName(_ item: ParsedProjectionItem) -> String? {
    if let alias = item.alias { return alias.text }
    if case .variable(let name) = item.expression.kind { return name.text }
    return nil
  }

  func variable(_ name: String) -> ScopedVariable? {
    for scope in scopes.reversed() {
      if let found = scope.last(where: { $0.name == name }) { return found }
    }
    return nil
  }

  /// The labels of a node pattern, or of its variable where they were written before.
  func labels(of node: ParsedNodePattern?) -> [String] {
    guard let node else { return [] }
    let own = names(in: node.labels)
    return own.isEmpty ? node.variable.flatMap { variable($0.text) }?.labels ?? [] : own
  }

  /// The names that a label expression asks for; those that it excludes are left out.
  func names(in expression: ParsedLabelExpression?) -> [String] {
    switch expression {
    case .name(let name): [name.text]
    case .and(let left, let right), .or(let left, let right): names(in: left) + names(in: right)
    case .not, .wildcard, .dynamic, nil: []
    }
  }
}
