import KithColumns
import KithCore
import Testing

@testable import KithStorage

/// What small commits leave beside the chunks, and when it is taken into them.
@Suite struct RecordTests {
  private let directory = TemporaryDirectory()

  private var path: String { directory.file("graph.kith") }

  private func open(_ limit: RecordLimit) throws -> GraphFile {
    try GraphFile(path: path, mode: .readWrite(createIfMissing: true), recordLimit: limit)
  }

  /// So many people, each of whom knows so many others.
  private func makeGraph(_ file: GraphFile, people: Int, degree: Int) throws {
    let transaction = try file.beginWrite()
    let ids = ColumnVector(.integers((0..<Int64(people)).map { $0 }))
    _ = try transaction.appendNodes(
      labels: ["Person"], count: people, columns: [BulkColumn(key: "id", vector: ids)])
    let starts = (0..<people * degree).map { NodeID(UInt32($0 / degree)) }
    let ends = (0..<people * degree).map { NodeID(UInt32($0 * 7_919 % people)) }
    _ = try transaction.appendRelationships(
      type: "KNOWS", starts: starts, ends: ends, columns: [])
    try transaction.commit()
  }

  private func header(_ file: GraphFile) throws -> HeaderBlob {
    try file.beginRead().tables.header
  }

  @Test func `a fact waits in a record until there are many`() throws {
    let file = try open(RecordLimit(records: 5, bytes: 1 << 16))
    try makeGraph(file, people: 100, degree: 3)
    #expect(try header(file).recordCount == 0)
    for number in 1...5 {
      let transaction = try file.beginWrite()
      _ = try transaction.createRelationship(
        type: "KNOWS", start: NodeID(7), end: NodeID(8),
        properties: map(("since", .integer(Int64(number)))))
      try transaction.commit()
      // The first one brings a name for a property, and is a record nevertheless.
      #expect(try header(file).recordCount == UInt32(number))
    }
    let transaction = try file.beginWrite()
    _ = try transaction.createNode(labels: ["Person"], properties: map(("id", .integer(100))))
    try transaction.commit()
    #expect(try header(file).recordCount == 0)
    let reader = try file.beginRead()
    let degree = try reader.degree(
      of: NodeID(7), type: RelationshipTypeID(0), direction: .outgoing)
    #expect(degree == 8)
    #expect(try reader.checkInvariants() == [])
  }

  @Test func `a record of many changes is not kept`() throws {
    let file = try open(.standard)
    let transaction = try file.beginWrite()
    for number in 0..<3_000 {
      _ = try transaction.createNode(
        labels: ["Person"], properties: map(("number", .integer(Int64(number)))))
    }
    try transaction.commit()
    #expect(try header(file).recordCount == 0)
    #expect(try file.beginRead().checkInvariants() == [])
  }

  @Test func `another process's reader takes the steps again`() throws {
    do {
      let file = try open(.standard)
      try makeGraph(file, people: 2_000, degree: 10)
      for number in 0..<40 {
        let transaction = try file.beginWrite()
        let node = try transaction.createNode(
          labels: ["Person", "New"], properties: map(("name", .string("n\(number % 7)"))))
        _ = try transaction.createRelationship(
          type: "KNOWS", start: NodeID(UInt32(number * 31)), end: node, properties: ValueMap())
        if number % 3 == 0 { try transaction.deleteRelationship(RelationshipID(UInt32(number))) }
        if number % 5 == 0 { try transaction.removeLabel("New", from: node) }
        try transaction.commit()
      }
      // The first name made an index, which no record tells.
      #expect(try header(file).recordCount == 39)
    }
    let reader = try GraphFile(path: path, mode: .readOnly).beginRead()
    #expect(try reader.checkInvariants() == [])
    #expect(try reader.nodes(label: "New").count == 32)
    let index = try #require(reader.schema.catalogue.automaticIndex(on: "name"))
    #expect(try reader.indexSizes[index.number] == IndexSize(entries: 40, distinct: 7))
  }

  @Test func `changed lists of a large chunk are written beside it`() throws {
    let file = try open(.none)
    try makeGraph(file, people: 1_200, degree: 40)
    var random = SeededGenerator(seed: 3)
    var expected: [UInt32: Int] = [:]
    for round in 0..<60 {
      let transaction = try file.beginWrite()
      let (start, end) = (
        UInt32.random(in: 0..<1_200, using: &random), UInt32.random(in: 0..<1_200, using: &random)
      )
      _ = try transaction.createRelationship(
        type: "KNOWS", start: NodeID(start), end: NodeID(end), properties: ValueMap())
      expected[start, default: 40] += 1
      try transaction.commit()
      #expect(try header(file).hasPatches)
      if round % 20 == 19 { #expect(try file.beginRead().checkInvariants() == []) }
    }
    let reader = try open(.none).beginRead()
    for (node, degree) in expected {
      let found = try reader.degree(
        of: NodeID(node), type: RelationshipTypeID(0), direction: .outgoing)
      #expect(found == degree, "node \(node)")
    }
  }

  @Test func `a chunk that lost all its lists takes a load again`() throws {
    let file = try open(.none)
    try makeGraph(file, people: 600, degree: 4)
    let transaction = try file.beginWrite()
    for id in 0..<UInt32(2_400) { try transaction.deleteRelationship(RelationshipID(id)) }
    try transaction.commit()
    let again = try file.beginWrite()
    let nodes = (0..<UInt32(600)).map { NodeID($0) }
    _ = try again.appendRelationships(
      type: "KNOWS", starts: nodes, ends: nodes.reversed(), columns: [])
    try again.commit()
    #expect(try open(.none).beginRead().checkInvariants() == [])
  }

  @Test func `commits and deletes do not make the file grow for ever`() throws {
    let file = try open(RecordLimit(records: 64, bytes: 1 << 14))
    try makeGraph(file, people: 3_000, degree: 20)
    func round() throws {
      for number in 0..<400 {
        let first = try file.beginWrite()
        let it = try first.createRelationship(
          type: "KNOWS", start: NodeID(UInt32(number * 7)), end: NodeID(5), properties: ValueMap())
        try first.commit()
        let second = try file.beginWrite()
        try second.deleteRelationship(it)
        try second.commit()
      }
    }
    try round()
    let size = try #require(FileBytes.size(try file.beginRead().lease.environment.descriptor))
    try round()
    try round()
    let after = try #require(FileBytes.size(try file.beginRead().lease.environment.descriptor))
    // Ids are not used again: what is left grows by a bit or a few bytes for each.
    #expect(after - size < 128 << 10)
    #expect(try file.beginRead().checkInvariants() == [])
  }
}
