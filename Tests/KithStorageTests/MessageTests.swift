import CLMDB
import Glibc
import KithColumns
import KithCore
import Testing

@testable import KithStorage

/// The messages that no test can easily bring about, word for word; the others stand beside what brings them about.
@Suite struct MessageTests {
  private let name = StorageMessages.quoted("graph.kith")

  private func expect(
    _ diagnostic: Diagnostic, _ category: DiagnosticCategory, _ message: String,
    advice: String? = nil, detail: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(diagnostic.message == message, sourceLocation: sourceLocation)
    #expect(diagnostic.advice == advice, sourceLocation: sourceLocation)
    #expect(diagnostic.category == category, sourceLocation: sourceLocation)
    #expect(diagnostic.detail == detail, sourceLocation: sourceLocation)
    #expect(diagnostic.phase == .runtime, sourceLocation: sourceLocation)
  }

  @Test func `damage is named`() {
    let advice =
      "restore it from a backup, or load its facts into a new file"
    expect(
      StorageMessages.damagedHeader(name), .storageError,
      "'graph.kith' is damaged: its header does not match its checksum", advice: advice)
    expect(
      StorageMessages.staleHeader(name), .storageError,
      "'graph.kith' is damaged: its header does not belong to its last commit", advice: advice)
    expect(
      StorageMessages.damagedTree(name, page: 17), .storageError,
      "'graph.kith' is damaged: page 17 of its tree is not whole", advice: advice)
    expect(
      StorageMessages.damagedPart(name, contents: "relationship table"), .storageError,
      "'graph.kith' is damaged: its relationship table is not whole", advice: advice)
    expect(
      StorageMessages.missingBlocks(name), .storageError,
      "'graph.kith' is damaged: some of its blocks are missing", advice: advice)
  }

  @Test func `what the system refuses is named`() {
    expect(
      LMDBStatus.diagnostic(ENOSPC, name: name, action: "write to"), .storageError,
      "no space is left for 'graph.kith'; nothing was changed",
      advice: "free some space on its disk and try again")
    expect(
      LMDBStatus.diagnostic(EFBIG, name: name, action: "write to"), .storageError,
      "'graph.kith' may not grow any further; nothing was changed",
      advice: "raise the limit on the size of files (ulimit -f), or use another file system")
    expect(
      LMDBStatus.diagnostic(EIO, name: name, action: "write to"), .storageError,
      "cannot write to 'graph.kith': Input/output error")
    expect(
      LMDBStatus.diagnostic(MDB_READERS_FULL, name: name, action: "read"), .storageError,
      "too many transactions read 'graph.kith' at the same time",
      advice: "end some of them and try again")
    expect(
      LMDBStatus.diagnostic(MDB_PANIC, name: name, action: "write to"), .storageError,
      "cannot write to 'graph.kith': an earlier error left it unusable; close and open it again")
    expect(
      StorageMessages.noAddressSpace(name, size: 1 << 30), .storageError,
      "cannot reserve 1073741824 bytes of address space for 'graph.kith'",
      advice: "raise the limit on virtual memory (ulimit -v)")
    expect(
      StorageMessages.noTemporaryDirectory("Permission denied"), .storageError,
      "cannot make a graph in memory: Permission denied",
      advice: "set TMPDIR to a directory that may be written")
    expect(
      StorageMessages.changedUnderneath(name), .storageError,
      "'graph.kith' was changed by a program other than kith while kith wrote;"
        + " nothing was changed",
      advice: "keep other programs from writing to it, and try again")
  }

  @Test func `waiting without a name is told too`() {
    #expect(
      StorageMessages.waiting(name, process: 12, command: nil)
        == "waiting for process 12, which is writing to 'graph.kith'")
    #expect(
      StorageMessages.waitingForProcessUnknown(name)
        == "waiting for another process, which is writing to 'graph.kith'")
  }

  @Test func `limits are named`() {
    expect(
      StorageMessages.tooManySymbols("labels"), .limitError,
      "a graph can have at most 65536 labels")
    expect(
      StorageMessages.tooManyEntities("node"), .limitError,
      "the file has given out all of its 4294967295 node ids")
    expect(
      StorageMessages.textsTooLong, .limitError,
      "the values of a property are too long: 1920 neighbouring ones may have 4 GiB together")
  }

  @Test func `a property that cannot be is refused with its type`() throws {
    let transaction = try GraphFile(inMemory: ()).beginWrite()
    let advice =
      "properties hold booleans, numbers, strings, temporal values, points and lists of these"
    let values: [(Value, String)] = [
      (.map(ValueMap()), "Map"), (.node(NodeID(0)), "Node"),
      (.list([.integer(1), .map(ValueMap())]), "List that holds a Map")
    ]
    let node = try transaction.createNode(labels: [], properties: ValueMap())
    for (value, type) in values {
      let error = try #require(
        #expect(throws: Diagnostic.self) {
          try transaction.setProperty("key", ofNode: node, to: value)
        })
      expect(
        error, .typeError, "a property cannot hold a \(type)", advice: advice,
        detail: "InvalidPropertyType")
    }
  }

  @Test func `a node whose properties cannot be is not made`() throws {
    let transaction = try GraphFile(inMemory: ()).beginWrite()
    #expect(throws: Diagnostic.self) {
      try transaction.createNode(
        labels: ["Person"], properties: map(("name", .string("Ada")), ("more", .map(ValueMap()))))
    }
    #expect(transaction.nodeUpperBound == 0)
    #expect(transaction.schema.labels.count == 0)
  }

  @Test func `a node with relationships is not deleted`() throws {
    let transaction = try GraphFile(inMemory: ()).beginWrite()
    let node = try transaction.createNode(labels: [], properties: ValueMap())
    let advice = "delete them first, or use 'DETACH DELETE'"
    _ = try transaction.createRelationship(
      type: "LOOP", start: node, end: node, properties: ValueMap())
    var error = try #require(
      #expect(throws: Diagnostic.self) { try transaction.deleteNode(node) })
    expect(
      error, .constraintVerificationFailed,
      "cannot delete node 0: it still has 1 relationship", advice: advice,
      detail: "DeleteConnectedNode")
    _ = try transaction.createRelationship(
      type: "LOOP", start: node, end: node, properties: ValueMap())
    error = try #require(#expect(throws: Diagnostic.self) { try transaction.deleteNode(node) })
    #expect(error.message == "cannot delete node 0: it still has 2 relationships")
  }

  @Test func `what does not exist cannot be changed`() throws {
    let transaction = try GraphFile(inMemory: ()).beginWrite()
    let node = try transaction.createNode(labels: [], properties: ValueMap())
    expect(
      try #require(
        #expect(throws: Diagnostic.self) {
          try transaction.createRelationship(
            type: "A", start: node, end: NodeID(5), properties: ValueMap())
        }), .entityNotFound, "there is no node 5; it may have been deleted",
      detail: "DeletedEntityAccess")
    expect(
      try #require(
        #expect(throws: Diagnostic.self) {
          try transaction.deleteRelationship(RelationshipID(3))
        }), .entityNotFound, "there is no relationship 3; it may have been deleted",
      detail: "DeletedEntityAccess")
  }

  @Test func `bulk columns have one entry a row`() throws {
    let transaction = try GraphFile(inMemory: ()).beginWrite()
    let column = BulkColumn(key: "name", vector: ColumnVector(.integers([1, 2])))
    expect(
      try #require(
        #expect(throws: Diagnostic.self) {
          try transaction.appendNodes(labels: [], count: 3, columns: [column])
        }), .argumentError, "column 'name' has 2 rows and should have 3")
  }

  @Test func `the graph in memory has a name of its own`() throws {
    let reader = try GraphFile(inMemory: ()).beginRead()
    reader.abort()
    let error = #expect(throws: Diagnostic.self) { try reader.isAlive(NodeID(0)) }
    #expect(error?.message == "the transaction on the graph in memory has ended")
  }
}
