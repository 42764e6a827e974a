import KithCore
import KithSyntax

/// Compares the facts of a run with what stands in the graph.
///
/// A thing is known by its id. It belongs to the file that described it first: that file's line is its measure, and keys
/// and labels that leave the line leave the thing. Other files may add keys to it, but contradict none. Keys that
/// somebody set by a query and no file ever had stay as they are.
///
/// A fact with an id of its own is known by that; any other within its file by subject, type and object, and of several
/// the one with the nearest properties.
struct FactPlanner {
  private let set: FactSet
  private let index: FactIndex
  private let graph: any GraphReader
  private var plan = FactPlan()
  private var addedNodes: [String: Int] = [:]
  private var seenNodes: Set<NodeID> = []
  private var seenRelationships: Set<RelationshipID> = []
  /// By the number of the link: the relationship that it was found to be.
  private var partners: [Int: RelationshipRecord] = [:]
  private(set) var errors: [FileDiagnostic] = []
  private(set) var remarks: [FileDiagnostic] = []

  private init(_ set: FactSet, index: FactIndex, graph: any GraphReader) {
    self.set = set
    self.index = index
    self.graph = graph
  }

  /// Works out the changes. Throws `FileDiagnostics` where a file contradicts what another one left in the graph.
  static func plan(
    _ set: FactSet, index: FactIndex, graph: any GraphReader
  ) throws -> (FactPlan, [FileDiagnostic]) {
    var planner = FactPlanner(set, index: index, graph: graph)
    try planner.planNodes()
    try planner.planRelationships()
    guard planner.errors.isEmpty else {
      throw FileDiagnostics(Array(planner.errors.prefix(FileDiagnostics.limit)))
    }
    try planner.findDepartures()
    return (planner.plan, planner.remarks)
  }

  private mutating func report(_ diagnostic: Diagnostic, in file: Int) {
    let placed = set.diagnostic(diagnostic, in: file)
    if diagnostic.severity == .error { errors.append(placed) } else { remarks.append(placed) }
  }

  // MARK: Nodes

  private mutating func planNodes() throws {
    var order: [String] = []
    var descriptions: [String: [FactThing]] = [:]
    for thing in set.things {
      if descriptions[thing.id] == nil { order.append(thing.id) }
      descriptions[thing.id, default: []].append(thing)
    }
    for id in order {
      let things = descriptions[id] ?? []
      if let node = index.nodes[id], let record = try graph.node(node) {
        compare(things, with: record)
      } else {
        add(things)
      }
    }
  }

  private mutating func add(_ things: [FactThing]) {
    guard let owner = things.first else { return }
    let sums = combined(owner, things.dropFirst())
    addedNodes[owner.id] = plan.nodeAdditions.count
    plan.nodeAdditions.append(
      FactPlan.NodeAddition(
        id: owner.id, labels: sums.labels, properties: sums.properties, place: owner.place))
  }

  /// All that the files say of a thing, and what the loader keeps: the owner's name and keys.
  private mutating func combined(
    _ owner: FactThing, _ others: ArraySlice<FactThing>
  ) -> (labels: [String], properties: ValueMap) {
    var labels = owner.labels
    var properties = owner.contents
    for other in others {
      for label in other.labels where !labels.contains(label) { labels.append(label) }
      for (key, value) in other.properties.entries { properties[key] = value }
      noteLostClaims(of: other, ownerFile: set.files[owner.place.file].name)
    }
    properties[FactProperties.file] = .string(set.files[owner.place.file].name)
    properties[FactProperties.keys] = .string(
      FactKeys.text(keys: owner.contents.keys, labels: owner.labels))
    return (labels, properties)
  }

  private mutating func noteLostClaims(of thing: FactThing, ownerFile: String) {
    let source = set.files[thing.place.file].document.header?.source?.text
    // The file's own source alone, or nothing, is what every line has.
    let isOwn = { (claim: FactClaim) in
      claim.entries.count > 1 || claim[.source] == nil || claim[.source]?.text != source
    }
    if thing.claims.contains(where: isOwn) {
      report(
        FactMessages.claimNotKept(thing.id, file: ownerFile, at: thing.place.span),
        in: thing.place.file)
    }
  }

  private mutating func compare(_ things: [FactThing], with record: NodeRecord) {
    seenNodes.insert(record.id)
    let ownerName = record.properties[FactProperties.file]?.text
    let runNames = set.files.map(\.name)
    let owner =
      things.first { runNames[$0.place.file] == ownerName }
      ?? (ownerName.map(runNames.contains) ?? true ? things.first : nil)
    let others = things.filter { $0.place.file != owner?.place.file }
    if let owner {
      let desired = combined(owner, others[...])
      update(record, to: desired, owner: owner)
    } else {
      extend(record, with: others, ownerName: ownerName ?? "")
    }
  }

  private mutating func update(
    _ record: NodeRecord, to desired: (labels: [String], properties: ValueMap), owner: FactThing
  ) {
    let former = FactKeys(record.properties[FactProperties.keys]?.text ?? "")
    let removed = record.labels.filter {
      former.hasLabel($0) && !desired.labels.contains($0)
    }
    let change = FactPlan.NodeChange(
      node: record.id, id: owner.id,
      properties: Self.changes(from: record.properties, to: desired.properties, former: former),
      addedLabels: desired.labels.filter { !record.labels.contains($0) }, removedLabels: removed,
      place: owner.place)
    append(change)
  }

  /// A thing of a file that is not in this run: others may add to it.
  private mutating func extend(
    _ record: NodeRecord, with things: [FactThing], ownerName: String
  ) {
    let owned = FactKeys(record.properties[FactProperties.keys]?.text ?? "")
    for thing in things {
      var changes: [FactPlan.PropertyChange] = []
      for (key, value) in thing.properties.entries {
        let old = record.properties[key] ?? .null
        if old.isEquivalent(to: value) { continue }
        if owned.hasKey(key) {
          report(
            FactMessages.conflictingOwner(
              thing.id, key: key, value: old, file: ownerName, at: thing.place.span),
            in: thing.place.file)
        }
        changes.append(FactPlan.PropertyChange(key: key, old: old, new: value))
      }
      noteLostClaims(of: thing, ownerFile: ownerName)
      append(
        FactPlan.NodeChange(
          node: record.id, id: thing.id, properties: changes,
          addedLabels: thing.labels.filter { !record.labels.contains($0) }, removedLabels: [],
          place: thing.place))
    }
  }

  private mutating func append(_ change: FactPlan.NodeChange) {
    if !change.isVisible { plan.unchangedNodes += 1 }
    if change.isVisible || !change.properties.isEmpty { plan.nodeChanges.append(change) }
  }

  /// What to set, and what to remove because the file had it once.
  private static func changes(
    from current: ValueMap, to desired: ValueMap, former: FactKeys
  ) -> [FactPlan.PropertyChange] {
    let set = desired.entries.compactMap { key, value -> FactPlan.PropertyChange? in
      let old = current[key] ?? .null
      return old.isEquivalent(to: value) ? nil : .init(key: key, old: old, new: value)
    }
    let removed = current.entries.filter { former.hasKey($0.key) && desired[$0.key] == nil }
    return set + removed.map { .init(key: $0.key, old: $0.value, new: .null) }
  }

  // MARK: Relationships

  private mutating func planRelationships() throws {
    var unmatched: [Int] = []
    for (number, link) in set.links.enumerated() {
      if let id = link.id, let known = index.relationships[id] {
        try planIdentified(link, known)
      } else {
        unmatched.append(number)
      }
    }
    for file in set.files.indices {
      let numbers = unmatched.filter { set.links[$0].place.file == file }
      try match(numbers, with: [set.files[file].name], onlyEqual: false)
    }
    // A line that moved to another file of the run keeps its fact.
    let moved = unmatched.filter { partners[$0] == nil }
    try match(moved, with: set.files.map(\.name), onlyEqual: true)
    for number in unmatched {
      if let record = partners[number] {
        change(record, to: set.links[number])
      } else {
        add(set.links[number])
      }
    }
  }

  private mutating func planIdentified(_ link: FactLink, _ known: RelationshipID) throws {
    guard let record = try graph.relationship(known) else { return }
    let file = record.properties[FactProperties.file]?.text
    guard file.map(set.files.map(\.name).contains) ?? true else {
      return report(
        FactMessages.relationshipIDInGraph(link.id ?? "", file: file, at: link.place.span),
        in: link.place.file)
    }
    seenRelationships.insert(known)
    let isSame =
      record.type == link.type && reference(link.start) == .existing(record.start)
      && reference(link.end) == .existing(record.end)
    if isSame { change(record, to: link) } else { add(link, replacing: record) }
  }

  /// Pairs facts with those that earlier loads of the files left in the graph.
  private mutating func match(
    _ numbers: [Int], with files: [String], onlyEqual: Bool
  ) throws {
    if numbers.isEmpty { return }
    var left: [FactMatching.Group: [RelationshipRecord]] = [:]
    for file in files {
      for relationship in index.relationshipsOfFile[file] ?? []
      where !seenRelationships.contains(relationship) {
        guard let record = try graph.relationship(relationship) else { continue }
        let group = FactMatching.Group(
          start: .existing(record.start), type: record.type, end: .existing(record.end))
        left[group, default: []].append(record)
      }
    }
    let wanted = Dictionary(grouping: numbers) { group(set.links[$0]) }
    for (group, numbers) in wanted {
      guard let records = left[group] else { continue }
      let contents = numbers.map { set.links[$0].contents }
      let pairs = FactMatching.pairs(contents, records.map(\.properties), onlyEqual: onlyEqual)
      for (link, record) in pairs {
        partners[numbers[link]] = records[record]
        seenRelationships.insert(records[record].id)
      }
    }
  }

  private func group(_ link: FactLink) -> FactMatching.Group {
    FactMatching.Group(start: reference(link.start), type: link.type, end: reference(link.end))
  }

  private func reference(_ id: String) -> FactPlan.NodeReference {
    if let added = addedNodes[id] { return .added(added) }
    // Every id of a link was found to be known.
    return index.nodes[id].map(FactPlan.NodeReference.existing) ?? .added(0)
  }

  private func desired(_ link: FactLink) -> ValueMap {
    var properties = link.contents
    properties[FactProperties.keys] = .string(FactKeys.text(keys: properties.keys, labels: []))
    properties[FactProperties.file] = .string(set.files[link.place.file].name)
    return properties
  }

  private mutating func change(_ record: RelationshipRecord, to link: FactLink) {
    let changes = Self.changes(
      from: record.properties, to: desired(link),
      former: FactKeys(record.properties[FactProperties.keys]?.text ?? ""))
    let change = FactPlan.RelationshipChange(
      relationship: record.id, link: link, properties: changes)
    if !change.isVisible { plan.unchangedRelationships += 1 }
    if !changes.isEmpty { plan.relationshipChanges.append(change) }
  }

  private mutating func add(_ link: FactLink, replacing replaced: RelationshipRecord? = nil) {
    var properties = desired(link)
    if let replaced {
      // What somebody set by a query goes over to the new one.
      let former = FactKeys(replaced.properties[FactProperties.keys]?.text ?? "")
      for (key, value) in replaced.properties.entries
      where !former.hasKey(key) && properties[key] == nil {
        properties[key] = value
      }
    }
    plan.relationshipAdditions.append(
      FactPlan.RelationshipAddition(
        link: link, start: reference(link.start), end: reference(link.end),
        properties: properties, replaced: replaced?.id))
  }

  // MARK: What is no longer said

  private mutating func findDepartures() throws {
    for file in set.files.map(\.name) {
      for node in index.nodesOfFile[file] ?? [] where !seenNodes.contains(node) {
        guard let record = try graph.node(node) else { continue }
        plan.departures.append(.init(file: file, text: FactPlanText.node(record)))
      }
      for relationship in index.relationshipsOfFile[file] ?? []
      where !seenRelationships.contains(relationship) {
        guard let record = try graph.relationship(relationship) else { continue }
        let text = try FactPlanText.relationship(record, in: graph)
        plan.departures.append(.init(file: file, text: text))
      }
    }
  }
}

/// The keys and labels that a file gave to an entity, as the property `FactProperties.keys` holds them.
struct FactKeys {
  private let words: Set<Substring>

  init(_ text: String) { words = Set(text.split(separator: " ")) }

  func hasKey(_ key: String) -> Bool { words.contains(Self.word(key)[...]) }

  func hasLabel(_ label: String) -> Bool { words.contains((":" + Self.word(label))[...]) }

  static func text(keys: [String], labels: [String]) -> String {
    (keys.map(word) + labels.map { ":" + word($0) }).joined(separator: " ")
  }

  /// A space in a name would end it.
  private static func word(_ name: String) -> String {
    name.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "\u{A0}")
  }
}
