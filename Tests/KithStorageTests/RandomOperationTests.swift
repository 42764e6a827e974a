import KithColumns
import KithCore
import Testing

@testable import KithStorage

/// The store beside a plain reference under random operations; a failure names the seed that repeats it.
@Suite struct RandomOperationTests {
  @Test(arguments: [UInt64(1), 2, 3, 4, .random(in: 100...UInt64.max)])
  func `random changes leave the graph that a plain one would hold`(seed: UInt64) throws {
    let directory = TemporaryDirectory()
    var run = try RandomRun(seed: seed, path: directory.file("graph.kith"))
    for _ in 0..<14 { try run.step() }
    try run.finish()
  }

  @Test func `random changes in memory leave the graph that a plain one would hold`() throws {
    var run = try RandomRun(seed: 7, path: nil)
    for _ in 0..<10 { try run.step() }
    try run.finish()
  }
}

/// One run: transactions of random changes, some of them given up, with the file reopened in between.
private struct RandomRun {
  private let seed: UInt64
  private let path: String?
  private var random: SeededGenerator
  private var file: GraphFile
  private var reference = ReferenceGraph()
  private let recordLimit: RecordLimit

  private static let labels = ["Person", "Role", "Organisation", "Ort"]
  private static let types = ["HOLDS", "KNOWS", "PART_OF"]
  private static let keys = ["name", "born", "note", "weight"]

  init(seed: UInt64, path: String?) throws {
    self.seed = seed
    self.path = path
    random = SeededGenerator(seed: seed)
    // Chunks are written by every commit, by some, or by none.
    let limits = [RecordLimit.none, RecordLimit(records: 3, bytes: 4096), .standard]
    let recordLimit = limits[Int.random(in: 0..<3, using: &random)]
    self.recordLimit = recordLimit
    file =
      try path.map {
        try GraphFile(
          path: $0, mode: .readWrite(createIfMissing: true), recordLimit: recordLimit)
      } ?? GraphFile(inMemory: (), recordLimit: recordLimit)
    // A third of the runs goes without.
    if seed % 3 != 0 { try makeIndexes() }
  }

  /// `checkInvariants` holds them against the graph.
  private func makeIndexes() throws {
    let transaction = try file.beginWrite()
    for (target, keys) in [
      (SchemaTarget.node(label: "Person"), ["name"]),
      (.node(label: "Role"), ["born", "note"]), (.relationship(type: "HOLDS"), ["weight"])
    ] {
      _ = try transaction.createIndex(
        IndexRequest(name: nil, kind: .range, target: target, keys: keys, isOptional: false))
    }
    try transaction.commit()
  }

  /// One transaction.
  mutating func step() throws {
    var draft = reference
    let transaction = try file.beginWrite()
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let isGivenUp = Int.random(in: 0..<4, using: &random) == 0
      let before = draft
      transaction.beginStatement()
      for _ in 0..<Int.random(in: 1...30, using: &random) { try change(transaction, &draft) }
      if isGivenUp {
        try transaction.rollbackStatement()
        draft = before
      }
      transaction.endStatement()
      if Int.random(in: 0..<12, using: &random) == 0 { try compare(transaction, draft) }
    }
    if Int.random(in: 0..<5, using: &random) == 0 {
      transaction.abort()
    } else {
      try transaction.commit()
      reference = draft
    }
    if let path, Int.random(in: 0..<4, using: &random) == 0 {
      file = try GraphFile(
        path: path, mode: .readWrite(createIfMissing: false), recordLimit: recordLimit)
    }
    try compare(try file.beginRead(), reference)
  }

  func finish() throws {
    try compare(try file.beginRead(), reference)
    #expect(!reference.nodes.isEmpty, "seed \(seed)")
  }

  private func compare(_ transaction: GraphTransaction, _ expected: ReferenceGraph) throws {
    try #require(transaction.lines() == expected.lines, "seed \(seed)")
    try #require(transaction.checkInvariants() == [], "seed \(seed)")
    #expect(transaction.nodeUpperBound == expected.nodeBound, "seed \(seed)")
    #expect(transaction.relationshipUpperBound == expected.relationshipBound, "seed \(seed)")
    try compareGathered(transaction, expected)
  }

  private func compareGathered(
    _ transaction: GraphTransaction, _ expected: ReferenceGraph
  ) throws {
    let nodes = try transaction.nodes(label: nil)
    for name in Self.keys {
      guard let key = try transaction.propertyKeyID(name) else { continue }
      let column = try transaction.gather(nodes: nodes, key: key)
      let texts = column.values.map { "\($0)" }
      let wanted = nodes.map { "\(expected.nodes[$0.rawValue]?.properties[name] ?? .null)" }
      #expect(texts == wanted, "seed \(seed), key \(name)")
    }
  }

  private mutating func change(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<30: try createNode(transaction, &draft)
    case 30..<55: try createRelationship(transaction, &draft)
    case 55..<75: try setProperty(transaction, &draft)
    case 75..<80: try changeLabel(transaction, &draft)
    case 80..<90: try deleteRelationship(transaction, &draft)
    case 90..<98: try deleteNode(transaction, &draft)
    case 98: try appendNodes(transaction, &draft)
    default: try appendRelationships(transaction, &draft)
    }
  }

  private mutating func pick<Element>(_ from: [Element]) -> Element? {
    from.randomElement(using: &random)
  }

  private mutating func someNode(_ draft: ReferenceGraph) -> UInt32? {
    some(below: draft.nodeBound) { draft.nodes[$0] != nil }
  }

  private mutating func someRelationship(_ draft: ReferenceGraph) -> UInt32? {
    some(below: draft.relationshipBound) { draft.relationships[$0] != nil }
  }

  /// An id that is in use; nil where luck fails.
  private mutating func some(below bound: UInt32, isAlive: (UInt32) -> Bool) -> UInt32? {
    guard bound > 0 else { return nil }
    for _ in 0..<20 {
      let id = UInt32.random(in: 0..<bound, using: &random)
      if isAlive(id) { return id }
    }
    return nil
  }

  private mutating func someLabels() -> [String] {
    Self.labels.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
  }

  private mutating func someProperties() -> ValueMap {
    var result = ValueMap()
    for key in Self.keys where Bool.random(using: &random) {
      result[key] = RandomValue.next(&random, like: key)
    }
    return result
  }

  private mutating func createNode(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    let labels = someLabels()
    let properties = someProperties()
    let node = try transaction.createNode(labels: labels, properties: properties)
    #expect(node.rawValue == draft.createNode(labels: labels, properties: properties))
  }

  private mutating func createRelationship(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    guard let start = someNode(draft), let end = someNode(draft), let type = pick(Self.types)
    else { return }
    let properties = someProperties()
    let relationship = try transaction.createRelationship(
      type: type, start: NodeID(start), end: NodeID(end), properties: properties)
    let expected = draft.createRelationship(
      type: type, start: start, end: end, properties: properties)
    #expect(relationship.rawValue == expected)
  }

  private mutating func setProperty(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    guard let key = pick(Self.keys) else { return }
    let value = RandomValue.next(&random, like: key)
    if Bool.random(using: &random), let node = someNode(draft) {
      try transaction.setProperty(key, ofNode: NodeID(node), to: value)
      draft.nodes[node]?.properties[key] = value.isNull ? nil : value
    } else if let relationship = someRelationship(draft) {
      try transaction.setProperty(
        key, ofRelationship: RelationshipID(relationship), to: value)
      draft.relationships[relationship]?.properties[key] = value.isNull ? nil : value
    }
  }

  private mutating func changeLabel(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    guard let node = someNode(draft), let label = pick(Self.labels) else { return }
    if Bool.random(using: &random) {
      try transaction.addLabel(label, to: NodeID(node))
      draft.nodes[node]?.labels.insert(label)
    } else {
      try transaction.removeLabel(label, from: NodeID(node))
      draft.nodes[node]?.labels.remove(label)
    }
  }

  private mutating func deleteRelationship(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    guard let relationship = someRelationship(draft) else { return }
    try transaction.deleteRelationship(RelationshipID(relationship))
    draft.relationships[relationship] = nil
  }

  private mutating func deleteNode(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    guard let node = someNode(draft) else { return }
    let attached = draft.relationships(of: node)
    let found = try transaction.relationships(of: NodeID(node), direction: nil, type: nil)
    #expect(found.map(\.rawValue) == attached, "seed \(seed)")
    if !attached.isEmpty {
      #expect(throws: Diagnostic.self) { try transaction.deleteNode(NodeID(node)) }
      for relationship in attached {
        try transaction.deleteRelationship(RelationshipID(relationship))
        draft.relationships[relationship] = nil
      }
    }
    try transaction.deleteNode(NodeID(node))
    draft.nodes[node] = nil
  }

  private mutating func appendNodes(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    let labels = someLabels()
    let count = Int.random(in: 0...700, using: &random)
    let rows = (0..<count).map { _ in RandomValue.next(&random, like: "born") }
    let column = BulkColumn(key: "born", vector: RandomValue.vector(rows))
    _ = try transaction.appendNodes(labels: labels, count: count, columns: [column])
    for row in rows { _ = draft.createNode(labels: labels, properties: map(("born", row))) }
  }

  private mutating func appendRelationships(
    _ transaction: GraphTransaction, _ draft: inout ReferenceGraph
  ) throws {
    let count = Int.random(in: 0...1500, using: &random)
    guard let type = pick(Self.types), !draft.nodes.isEmpty else { return }
    let nodes = draft.nodes.keys.sorted()
    var starts = (0..<count).compactMap { _ in pick(nodes) }
    var ends = (0..<count).compactMap { _ in pick(nodes) }
    if Bool.random(using: &random) {
      // Sorted ones take the form without relationship ids.
      let pairs = zip(starts, ends).sorted(by: <)
      starts = pairs.map(\.0)
      ends = pairs.map(\.1)
    }
    let rows = (0..<count).map { _ in RandomValue.next(&random, like: "weight") }
    _ = try transaction.appendRelationships(
      type: type, starts: starts.map { NodeID($0) }, ends: ends.map { NodeID($0) },
      columns: [BulkColumn(key: "weight", vector: RandomValue.vector(rows))])
    for row in 0..<count {
      _ = draft.createRelationship(
        type: type, start: starts[row], end: ends[row], properties: map(("weight", rows[row])))
    }
  }
}
