import Foundation
import KithCore
import Testing

@testable import KithStorage

/// The indexes on `id` and `name` that nobody has to ask for.
@Suite struct AutomaticIndexTests {
  private func find(_ transaction: GraphTransaction, _ range: IndexRange?) throws -> [UInt32]? {
    var ids: [UInt32] = []
    guard let range, try transaction.indexedIDs("automatic_id", in: range, into: &ids) else {
      return nil
    }
    return ids
  }

  @Test func `the first id makes the index, whatever the labels`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    #expect(transaction.schema.catalogue.indexes.isEmpty)
    _ = try transaction.createNode(labels: ["P"], properties: map(("id", .integer(1))))
    _ = try transaction.createNode(labels: [], properties: map(("id", .float(1)), ("x", .null)))
    _ = try transaction.createNode(labels: ["Q", "P"], properties: map(("id", .string("1"))))
    let index = try #require(transaction.schema.catalogue.automaticIndex(on: "id"))
    #expect(index.name == "automatic_id")
    #expect(transaction.schema.catalogue.automaticIndex(on: "name") == nil)
    #expect(try find(transaction, IndexRange(equals: [.integer(1)])) == [0, 1])
    #expect(try transaction.nodes(key: "id", equals: .string("1")) == [NodeID(2)])
    try transaction.commit()
    let reader = try file.beginRead()
    #expect(try find(reader, IndexRange(equals: [.integer(1)])) == [0, 1])
    #expect(try reader.checkInvariants() == [])
  }

  @Test func `an undone statement takes the index with it that it made`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    transaction.beginStatement()
    _ = try transaction.createNode(labels: ["P"], properties: map(("id", .integer(1))))
    try transaction.rollbackStatement()
    #expect(transaction.schema.catalogue.indexes.isEmpty)
    _ = try transaction.createNode(labels: ["P"], properties: map(("id", .integer(2))))
    #expect(try find(transaction, IndexRange(equals: [.integer(1)])) == [])
    #expect(try find(transaction, IndexRange(equals: [.integer(2)])) == [0])
    try transaction.commit()
    #expect(try file.beginRead().checkInvariants() == [])
  }

  @Test func `a file of format 2 is read as it is and has the indexes from its next change on`()
    throws
  {
    let directory = TemporaryDirectory()
    let path = directory.file("old.kith")
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden/files/format-2.kith")
    try FileManager.default.copyItem(atPath: golden.path, toPath: path)
    do {
      let file = try GraphFile(path: path, mode: .readOnly)
      let reader = try file.beginRead()
      #expect(reader.schema.catalogue.indexes.map(\.name) == ["born"])
      #expect(try reader.nodes(key: "id", equals: .integer(2)) == [NodeID(1)])
      #expect(try reader.checkInvariants() == [])
    }
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: false))
    let writer = try file.beginWrite()
    try writer.setProperty("name", ofNode: NodeID(1), to: .string("Ada"))
    #expect(try writer.nodes(key: "name", equals: .string("Ada")).count == 3)
    try writer.commit()
    let reader = try file.beginRead()
    #expect(
      reader.schema.catalogue.indexes.map(\.name) == ["born", "automatic_id", "automatic_name"])
    #expect(try reader.nodes(key: "name", equals: .string("Ada")).count == 3)
    #expect(try find(reader, IndexRange(equals: [.string("a")])) == [2])
    #expect(try reader.checkInvariants() == [])
  }

  @Test func `a name that is taken is left to who has it`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    let request = IndexRequest(
      name: "automatic_id", kind: .range, target: .node(label: "P"), keys: ["x"],
      isOptional: false)
    #expect(try transaction.createIndex(request))
    _ = try transaction.createNode(labels: ["P"], properties: map(("id", .integer(1))))
    #expect(transaction.schema.catalogue.automaticIndex(on: "id")?.name == "automatic_id_2")
    #expect(try transaction.dropIndex(named: "automatic_id", isOptional: false))
  }
}
