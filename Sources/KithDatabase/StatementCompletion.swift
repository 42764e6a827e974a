package import KithCore
import KithExecutor
import KithPlanner
import KithSyntax

/// What may stand at the cursor of a statement: the grammar says which kinds of words, the graph which of them occur.
package struct StatementCompletion {
  /// A word to offer.
  package struct Candidate: Sendable, Hashable {
    /// What replaces the typed part.
    package var text: String
    /// What follows it where it is the only one.
    package var suffix: String

    package init(_ text: String, suffix: String) {
      self.text = text
      self.suffix = suffix
    }
  }

  /// So many nodes or relationships are looked at for the keys and values that occur.
  private static let sampleSize = 2_000
  /// So many values are offered.
  private static let valueLimit = 200

  /// The bytes of the text that a candidate replaces, up to the cursor.
  package let replaced: Range<Int>
  /// In the order in which they are offered, each once.
  package private(set) var candidates: [Candidate] = []

  private let context: CompletionContext
  private let reader: any GraphReader
  private static let procedures = ProcedureRegistry.standard.signatures

  /// Completes at a byte offset of a text, whose last statement counts.
  ///
  /// Cost: linear in the text, and for keys and values a look at up to 2,000 entities.
  package init(
    of text: String, at offset: Int, parameters: some Sequence<String>, in reader: any GraphReader
  ) throws {
    let found = QueryCompletion.context(text, at: offset)
    context = found
    self.reader = reader
    replaced = found.replaced.start..<found.replaced.end
    for name in found.names { try offer(name, parameters: Array(parameters)) }
    offerKeywords()
    var seen: Set<String> = []
    candidates = candidates.filter { seen.insert($0.text).inserted }
  }

  // MARK: kinds of names

  private mutating func offer(_ name: ExpectedName, parameters: [String]) throws {
    switch name {
    case .label(let step): offer(names: labels(reachedBy: step), suffix: "")
    case .relationshipType(let step): offer(names: types(from: step), suffix: "")
    case .propertyKey(let owner): offer(names: try keys(of: owner), suffix: "")
    case .variable: offer(names: context.variables.map(\.name).filter { !$0.isEmpty }, suffix: "")
    case .newName: break
    case .function(let namespace): offerFunctions(namespace)
    case .procedure(let namespace):
      offerNamespaced(Self.procedures.all.map(\.name), namespace)
    case .procedureColumn(let procedure):
      let columns = Self.procedures[procedure]?.columns.map(\.name) ?? []
      offer(names: columns, suffix: "")
    case .index:
      let droppable = reader.schema.catalogue.indexes.filter { !$0.isAutomatic }
      offer(names: droppable.map(\.name), suffix: "")
    case .constraint:
      offer(names: reader.schema.catalogue.constraints.map(\.name), suffix: "")
    case .shownColumn(let keyword): offer(names: ShownTable.columns(of: keyword), suffix: "")
    case .parameter:
      // Behind the sign that has been typed only the name is replaced; elsewhere nobody waits for it.
      if context.names == [.parameter] { offer(names: parameters.sorted(), suffix: "") }
    case .type:
      // Types consist of words: nothing is quoted.
      for type in TypeName.preferred where matches(type) {
        candidates.append(Candidate(type, suffix: ""))
      }
    case .value(let key, let owner): try offerValues(of: key, owner)
    }
  }

  private mutating func offer(names: [String], suffix: String) {
    for name in names where matches(name) {
      if let quote = context.quote {
        candidates.append(Candidate(name, suffix: String(quote) + suffix))
      } else {
        candidates.append(Candidate(Value.name(name), suffix: suffix))
      }
    }
  }

  private mutating func offerFunctions(_ namespace: String) {
    // An empty place takes any function: a list of all of them would help nobody.
    if context.prefix.isEmpty && namespace.isEmpty { return }
    offerNamespaced(FunctionCatalogue.offered.map(\.name), namespace)
  }

  private mutating func offerNamespaced(_ names: [String], _ namespace: String) {
    for name in names.sorted() where name.lowercased().hasPrefix(namespace.lowercased()) {
      let rest = String(name.dropFirst(namespace.count))
      if matches(rest) { candidates.append(Candidate(rest, suffix: "(")) }
    }
  }

  /// Keywords where a word has been begun, or where nothing else may stand.
  private mutating func offerKeywords() {
    let isBegun = !context.prefix.isEmpty
    guard isBegun || candidates.isEmpty else { return }
    // Who types small letters is given small ones.
    let isSmall = isBegun && context.prefix.allSatisfy { $0.isLowercase }
    for keyword in context.keywords where matches(keyword) {
      candidates.append(Candidate(isSmall ? keyword.lowercased() : keyword, suffix: " "))
    }
  }

  private func matches(_ name: String) -> Bool {
    name.lowercased().hasPrefix(context.prefix.lowercased())
  }

  // MARK: what occurs

  /// Labels, only those that a relationship of this kind leads to.
  private func labels(reachedBy step: PatternStep?) -> [String] {
    let all = reader.schema.labels.names.filter { count(ofLabel: $0) > 0 }.sorted()
    guard let step, !step.types.isEmpty || !step.labels.isEmpty else { return all }
    let found = triples { start, type, end in
      guard step.types.isEmpty || step.types.contains(type) else { return [] }
      var reached: [String] = []
      if step.direction != .incoming, step.labels.isEmpty || step.labels.contains(start) {
        reached.append(end)
      }
      if step.direction != .outgoing, step.labels.isEmpty || step.labels.contains(end) {
        reached.append(start)
      }
      return reached
    }
    return found.isEmpty ? all : found
  }

  /// Types, only those that occur at such a node.
  private func types(from step: PatternStep) -> [String] {
    let found = triples { start, type, end in
      if step.labels.isEmpty { return [type] }
      let leaves = step.direction != .incoming && step.labels.contains(start)
      let arrives = step.direction != .outgoing && step.labels.contains(end)
      return leaves || arrives ? [type] : []
    }
    return found
  }

  /// What `pick` takes from each kind of relationship that occurs, sorted.
  private func triples(
    _ pick: (_ start: String, _ type: String, _ end: String) -> [String]
  ) -> [String] {
    let (schema, statistics) = (reader.schema, reader.statistics)
    var picked: Set<String> = []
    for (triple, count) in statistics.relationshipsByTriple where count > 0 {
      guard let type = triple.type else { continue }
      let start = triple.start.map { schema.labels.name(of: $0.rawValue) } ?? ""
      let end = triple.end.map { schema.labels.name(of: $0.rawValue) } ?? ""
      picked.formUnion(
        pick(start, schema.relationshipTypes.name(of: type.rawValue), end))
    }
    return picked.subtracting([""]).sorted()
  }

  private func count(ofLabel name: String) -> Int {
    reader.schema.labels.number(of: name).flatMap {
      reader.statistics.nodesByLabel[LabelID($0)]
    } ?? 0
  }

  /// Property keys, only those that such a node or relationship has.
  private func keys(of owner: ScopedVariable) throws -> [String] {
    var keys: Set<String> = []
    switch owner.kind {
    case .node where !owner.labels.isEmpty:
      for node in try sampleNodes(owner) {
        keys.formUnion(try reader.node(node)?.properties.keys ?? [])
      }
    case .relationship where !owner.labels.isEmpty:
      for id in try reader.relationships().prefix(Self.sampleSize * 10) {
        guard let relationship = try reader.relationship(id) else { continue }
        if owner.labels.contains(relationship.type) {
          keys.formUnion(relationship.properties.keys)
        }
      }
    case .node: keys = usedKeys(.node)
    case .relationship: keys = usedKeys(.relationship)
    case .value, .path: keys = usedKeys(.node).union(usedKeys(.relationship))
    }
    return keys.subtracting(FactProperties.hidden).sorted()
  }

  private func usedKeys(_ kind: EntityKind) -> Set<String> {
    let (schema, statistics) = (reader.schema, reader.statistics)
    let used = statistics.valuesByProperty.filter { $0.key.kind == kind && $0.value > 0 }
    return Set(used.keys.map { schema.propertyKeys.name(of: $0.key.rawValue) })
  }

  private func sampleNodes(_ owner: ScopedVariable) throws -> [NodeID] {
    try owner.labels.flatMap { try reader.nodes(label: $0).prefix(Self.sampleSize) }
  }

  /// Texts that the property has somewhere: `{name: "Ka⇥`, also by folded names.
  private mutating func offerValues(of key: String, _ owner: ScopedVariable) throws {
    let nodes = try owner.labels.isEmpty ? reader.nodes(label: nil) : sampleNodes(owner)
    var texts: Set<String> = []
    for node in nodes.prefix(Self.sampleSize) {
      if case .string(let text) = try reader.property(key, ofNode: node) { texts.insert(text) }
    }
    let found: [String]
    if context.prefix.isEmpty {
      found = texts.sorted()
    } else {
      found = NameQuery(context.prefix).ranked(texts.map { ($0, ()) })
        .filter { $0.match < .substring }.map(\.name)
    }
    for text in found.prefix(Self.valueLimit) {
      let literal = Value.quoted(text)
      guard let quote = context.quote else {
        candidates.append(Candidate(literal, suffix: ""))
        continue
      }
      // Within double quotes a single one needs no backslash; the other way round neither.
      let inner = quote == "'" ? String(literal.dropFirst().dropLast()) : text
      if inner.contains(quote), quote != "'" { continue }
      candidates.append(Candidate(inner, suffix: String(quote)))
    }
  }
}
