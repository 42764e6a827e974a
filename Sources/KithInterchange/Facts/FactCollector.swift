import KithCore
import KithSyntax

/// Gathers the facts of a run from its documents and checks them against each other and against the ids of the graph.
///
/// ```
/// documents ──▶ describe every thing ──▶ every link, its ends known ──▶ FactSet
///                 dates, claims, conflicts        names that look like slips
/// ```
struct FactCollector {
  private var set: FactSet
  private let index: FactIndex
  private let isStrict: Bool
  private var names = FactNames()
  /// By id: the places in `set.things`, one for each file.
  private var thingsByID: [String: [Int]] = [:]
  /// All ids that a line describes, also where something else on the line is wrong.
  private let describedIDs: Set<String>
  private var linksByID: [String: Int] = [:]
  /// Facts without an id, to see when one stands twice in a file.
  private var linksByEnds: [LinkEnds: [Int]] = [:]
  private(set) var errors: [FileDiagnostic] = []
  private(set) var remarks: [FileDiagnostic] = []

  private struct LinkEnds: Hashable {
    var start: String
    var type: String
    var end: String
    var file: Int
  }

  private init(files: [FactFile], index: FactIndex, isStrict: Bool) {
    set = FactSet(files: files)
    self.index = index
    self.isStrict = isStrict
    let nodes = files.flatMap(\.document.statements).flatMap(\.nodes)
    describedIDs = Set(nodes.lazy.filter(\.isDescription).map(\.id.text))
  }

  /// The facts of the files, with warnings and notices. Throws all errors, up to the limit of a run.
  static func collect(
    _ files: [FactFile], schema: Schema, index: FactIndex, isStrict: Bool
  ) throws(FileDiagnostics) -> (FactSet, [FileDiagnostic]) {
    // A fact that could not be read would be missed as unknown elsewhere: what is badly written comes first.
    let unread = files.flatMap { file in
      file.document.diagnostics.map { FileDiagnostic(path: file.path, text: file.text, $0) }
    }
    guard unread.isEmpty else {
      throw FileDiagnostics(Array(unread.prefix(FileDiagnostics.limit)))
    }
    var collector = FactCollector(files: files, index: index, isStrict: isStrict)
    collector.run(schema: schema)
    guard collector.errors.isEmpty else {
      throw FileDiagnostics(Array(collector.errors.prefix(FileDiagnostics.limit)))
    }
    return (collector.set, collector.remarks)
  }

  private mutating func run(schema: Schema) {
    for file in set.files.indices {
      for statement in set.files[file].document.statements {
        attempt(in: file) { (collector) throws(Diagnostic) in
          try collector.things(of: statement, in: file)
        }
      }
    }
    for file in set.files.indices {
      checkDefaultSource(of: file)
      for statement in set.files[file].document.statements {
        attempt(in: file) { (collector) throws(Diagnostic) in
          try collector.links(of: statement, in: file)
        }
      }
    }
    for (kind, name, file, known) in names.suspicious(schema: schema) {
      report(FactMessages.resembles(kind, name, known: known), in: file)
    }
    errors = set.inOrder(errors)
  }

  private mutating func attempt(
    in file: Int, _ body: (inout FactCollector) throws(Diagnostic) -> Void
  ) {
    do {
      try body(&self)
    } catch {
      report(error, in: file)
    }
  }

  private mutating func report(_ found: Diagnostic, in file: Int) {
    var diagnostic = found
    if isStrict, diagnostic.severity == .warning { diagnostic.severity = .error }
    let placed = set.diagnostic(diagnostic, in: file)
    if diagnostic.severity == .error { errors.append(placed) } else { remarks.append(placed) }
  }

  // MARK: Things

  private mutating func things(
    of statement: FactStatement, in file: Int
  ) throws(Diagnostic) {
    for node in statement.nodes where node.isDescription {
      // Beside a relationship the annotations are about that.
      let annotations = statement.relationships.isEmpty ? statement.annotations : []
      try describe(node, annotations, in: file)
    }
    if statement.relationships.isEmpty, let node = statement.nodes.first, !node.isDescription,
      let first = statement.annotations.first
    {
      throw FactMessages.nothingAnnotated(node.id.text, at: first.span)
    }
  }

  private mutating func describe(
    _ node: FactNode, _ annotations: [FactAnnotation], in file: Int
  ) throws(Diagnostic) {
    for label in node.labels { names.note(.label, label, file: file) }
    let properties = try properties(node.properties, annotations, in: file)
    var claims = try claims(annotations, in: file)
    // A source does not vouch for itself or for other sources, unless the line says so.
    let isSource = node.labels.contains { $0.text == "Source" }
    if annotations.isEmpty && (isSource || properties[FactAnnotationKind.source.rawValue] != nil) {
      claims = []
    }
    let thing = FactThing(
      id: node.id.text, labels: node.labels.map(\.text), properties: properties, claims: claims,
      place: FactPlace(file: file, span: node.id.span))
    try add(thing, node)
  }

  private mutating func add(_ thing: FactThing, _ node: FactNode) throws(Diagnostic) {
    for number in thingsByID[thing.id] ?? [] {
      let other = set.things[number]
      for (key, value) in thing.properties.entries {
        guard let known = other.properties[key], !known.isEquivalent(to: value) else { continue }
        let span = node.properties.first { $0.key.text == key }.map(\.key.span) ?? node.span
        throw FactMessages.conflictingDescription(
          thing.id, key: key, value: known,
          place: set.placeText(other.place, from: thing.place.file), at: span)
      }
    }
    if let number = thingsByID[thing.id]?.first(where: {
      set.things[$0].place.file == thing.place.file
    }) {
      set.things[number].merge(thing)
    } else {
      thingsByID[thing.id, default: []].append(set.things.count)
      set.things.append(thing)
    }
  }

  // MARK: Links

  private mutating func links(of statement: FactStatement, in file: Int) throws(Diagnostic) {
    for node in statement.nodes { try requireKnown(node.id) }
    for annotation in statement.annotations where annotation.kind == .source {
      try requireSource(annotation)
    }
    for (number, relationship) in statement.relationships.enumerated() {
      names.note(.type, relationship.type, file: file)
      let ends = [statement.nodes[number].id.text, statement.nodes[number + 1].id.text]
      var claims = try claims(statement.annotations, in: file)
      let properties = try properties(relationship.properties, statement.annotations, in: file)
      if statement.annotations.isEmpty, properties[FactAnnotationKind.source.rawValue] != nil {
        claims = []
      }
      try add(
        FactLink(
          id: relationship.id?.text, type: relationship.type.text,
          start: ends[relationship.isReversed ? 1 : 0], end: ends[relationship.isReversed ? 0 : 1],
          properties: properties, claims: claims,
          place: FactPlace(file: file, span: relationship.span)), relationship)
    }
  }

  private mutating func add(_ link: FactLink, _ relationship: FactRelationship) throws(Diagnostic) {
    guard let id = relationship.id else {
      let ends = LinkEnds(start: link.start, type: link.type, end: link.end, file: link.place.file)
      let numbers = linksByEnds[ends] ?? []
      guard let twin = numbers.first(where: { set.links[$0].isSame(as: link) }) else {
        linksByEnds[ends] = numbers + [set.links.count]
        return set.links.append(link)
      }
      return report(
        FactMessages.sameFactTwice(
          place: set.placeText(set.links[twin].place, from: link.place.file), at: relationship.span),
        in: link.place.file)
    }
    if let thing = thingsByID[id.text]?.first {
      throw FactMessages.relationshipIDOfNode(
        id.text, place: set.placeText(set.things[thing].place, from: link.place.file), at: id.span)
    }
    if let number = linksByID[id.text] {
      let other = set.links[number]
      guard other.saysTheSame(as: link), other.place.file == link.place.file else {
        throw FactMessages.relationshipIDTwice(
          id.text, place: set.placeText(other.place, from: link.place.file), at: id.span)
      }
      set.links[number].merge(link)
    } else {
      linksByID[id.text] = set.links.count
      set.links.append(link)
    }
  }

  // MARK: Ids

  private func requireKnown(_ id: ParsedName) throws(Diagnostic) {
    if isKnown(id.text) { return }
    if index.ambiguousIDs.contains(id.text) { throw FactMessages.ambiguousID(id) }
    throw FactMessages.unknownID(id, nearest: nearestID(to: id.text))
  }

  private func requireSource(_ annotation: FactAnnotation) throws(Diagnostic) {
    guard case .string(let text) = annotation.value.value else { return }
    if isKnown(text) { return }
    throw FactMessages.unknownSource(
      ParsedName(text, annotation.value.span), nearest: nearestID(to: text))
  }

  private mutating func checkDefaultSource(of file: Int) {
    guard let source = set.files[file].document.header?.source, !isKnown(source.text) else {
      return
    }
    report(FactMessages.unknownSource(source, nearest: nearestID(to: source.text)), in: file)
  }

  private func nearestID(to id: String) -> String? {
    nearestName(to: id, among: describedIDs.sorted() + index.nodes.keys.sorted())
  }

  private func isKnown(_ id: String) -> Bool {
    describedIDs.contains(id) || index.nodes[id] != nil
  }

  // MARK: Maps and claims

  private mutating func properties(
    _ entries: [FactEntry], _ annotations: [FactAnnotation], in file: Int
  ) throws(Diagnostic) -> ValueMap {
    for entry in entries {
      let key = entry.key.text
      if key == FactProperties.id || FactProperties.hidden.contains(key) {
        throw FactMessages.reservedKey(entry.key)
      }
      if annotations.contains(where: { $0.kind.rawValue == key }) {
        throw FactMessages.keyIsAnnotated(entry.key)
      }
      names.note(.key, entry.key, file: file)
    }
    let (map, notices) = try FactDates.read(entries)
    for notice in notices { report(notice, in: file) }
    return map
  }

  /// The claims of a line: every `@source` behind the first begins another; without one it is the file's own.
  private func claims(
    _ annotations: [FactAnnotation], in file: Int
  ) throws(Diagnostic) -> [FactClaim] {
    var claims = [FactClaim()]
    for annotation in annotations {
      if annotation.kind == .source, claims[claims.count - 1][.source] != nil {
        claims.append(FactClaim())
      }
      if claims[claims.count - 1][annotation.kind] != nil {
        throw FactMessages.annotationTwice(annotation.kind, at: annotation.span)
      }
      claims[claims.count - 1][annotation.kind] = annotation.value.value
    }
    if claims[0][.source] == nil, let source = set.files[file].document.header?.source {
      claims[0][.source] = .string(source.text)
    }
    return claims.filter { !$0.entries.isEmpty }
  }
}

extension FactThing {
  /// Adds what another line of the same file says of the thing, and that does not contradict.
  fileprivate mutating func merge(_ other: FactThing) {
    for label in other.labels where !labels.contains(label) { labels.append(label) }
    for (key, value) in other.properties.entries { properties[key] = value }
    claims = FactClaim.merged(claims, other.claims)
  }
}

extension FactLink {
  fileprivate mutating func merge(_ other: FactLink) {
    claims = FactClaim.merged(claims, other.claims)
  }

  fileprivate func isSame(as other: FactLink) -> Bool {
    saysTheSame(as: other) && claims == other.claims
  }

  /// Whether it is the same fact, whoever says so.
  fileprivate func saysTheSame(as other: FactLink) -> Bool {
    start == other.start && type == other.type && end == other.end && id == other.id
      && Value.map(properties).isEquivalent(to: .map(other.properties))
  }
}

extension FactClaim {
  /// Both lists, without claims that another one contains.
  fileprivate static func merged(_ left: [FactClaim], _ right: [FactClaim]) -> [FactClaim] {
    var result: [FactClaim] = []
    for claim in left + right where !result.contains(where: claim.isContained) {
      result.removeAll { $0.isContained(in: claim) }
      result.append(claim)
    }
    return result
  }
}
