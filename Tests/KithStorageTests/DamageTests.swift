import KithCore
import Testing

@testable import KithStorage

/// A file with changed or missing bytes gives a sentence or the graph that was written: never a crash, never another.
@Suite struct DamageTests {
  private let directory = TemporaryDirectory()

  /// A graph with every kind of blob, some of them in leaf pages and some in pages of their own.
  private func makeGraph(_ path: String) throws -> [String] {
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    var random = SeededGenerator(seed: 5)
    for round in 0..<4 {
      let transaction = try file.beginWrite()
      let nodes = try (0..<120).map { index in
        try transaction.createNode(
          labels: index % 3 == 0 ? ["Person"] : ["Role", "Thing"],
          properties: map(
            ("name", .string("Nörenberg \(round) \(index)")), ("kind", .string("a kind")),
            ("mixed", RandomValue.any(&random)), ("since", .integer(Int64(index)))))
      }
      for index in nodes.indices {
        _ = try transaction.createRelationship(
          type: index % 2 == 0 ? "HOLDS" : "KNOWS", start: nodes[index],
          end: nodes[index * 7 % 120], properties: map(("weight", .float(Double(index)))))
      }
      try transaction.deleteRelationship(RelationshipID(UInt32(round * 120 + 5)))
      try transaction.commit()
    }
    return try file.beginRead().lines()
  }

  /// Opens and reads everything.
  private func readAll(_ path: String) throws -> [String] {
    let file = try GraphFile(path: path, mode: .readOnly)
    let transaction = try file.beginRead()
    let lines = try transaction.lines()
    #expect(try transaction.checkInvariants() == [])
    return lines
  }

  /// Opens, changes a little in every kind of blob, commits, and reads everything again.
  private func changeAndRead(_ path: String) throws -> [String] {
    do {
      let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: false))
      let transaction = try file.beginWrite()
      let node = try transaction.createNode(
        labels: ["Person"], properties: map(("name", .string("new")), ("mixed", .integer(1))))
      let relationship = try transaction.createRelationship(
        type: "HOLDS", start: node, end: NodeID(7), properties: map(("weight", .float(1))))
      try transaction.commit()
      let second = try file.beginWrite()
      try second.deleteRelationship(relationship)
      try second.deleteNode(node)
      try second.commit()
    }
    return try readAll(path)
  }

  @Test func `changed bytes anywhere are told or harmless`() throws {
    let path = directory.file("graph.kith")
    let lines = try makeGraph(path)
    let whole = Files.read(path)
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var told = 0
    for round in 0..<150 {
      var bytes = whole
      let offset = Int.random(in: 0..<bytes.count, using: &random)
      // A bit, a byte, or a stretch as a bad sector leaves it.
      switch round % 3 {
      case 0: bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[offset] = ~bytes[offset]
      default:
        for index in offset..<min(bytes.count, offset + 512) {
          bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let damaged = directory.file("damaged\(round).kith")
      Files.write(bytes, to: damaged)
      do {
        let read = try round % 2 == 0 ? readAll(damaged) : changeAndRead(damaged)
        #expect(read == lines, "seed \(seed), round \(round): read wrongly")
      } catch let error as Diagnostic {
        told += 1
        let words = ["is damaged", "not a kith file", "has format"]
        #expect(
          words.contains { error.message.contains($0) },
          "seed \(seed), round \(round): \(error.message)")
      }
    }
    #expect(told > 5, "seed \(seed): only \(told) of 150 damages were seen")
  }

  @Test func `a changed byte in each blob is told`() throws {
    let path = directory.file("graph.kith")
    _ = try makeGraph(path)
    let whole = Files.read(path)
    // Texts of the graph lie in its blobs and nowhere else.
    for word in ["Person", "a kind", "Nörenberg 2 50", "KNOWS"] {
      let pattern = Array(word.utf8)
      // Older copies lie in pages that are free again; only one of them is read.
      let offsets = offsets(of: pattern, in: whole)
      #expect(!offsets.isEmpty, "'\(word)' is not in the file")
      var bytes = whole
      for offset in offsets { bytes[offset] ^= 0x20 }
      let damaged = directory.file("damaged.kith")
      Files.write(bytes, to: damaged)
      let error = #expect(throws: Diagnostic.self) { try readAll(damaged) }
      #expect(error?.message.contains("does not match its checksum") == true)
    }
  }

  private func offsets(of pattern: [UInt8], in bytes: [UInt8]) -> [Int] {
    (0...bytes.count - pattern.count).filter {
      bytes[$0] == pattern[0] && Array(bytes[$0..<$0 + pattern.count]) == pattern
    }
  }

  @Test func `a damaged blob is named`() throws {
    let path = directory.file("graph.kith")
    do {
      let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
      let transaction = try file.beginWrite()
      _ = try transaction.createNode(
        labels: [], properties: map(("name", .string("Ottokar"))))
      try transaction.commit()
    }
    var bytes = Files.read(path)
    for offset in offsets(of: Array("Ottokar".utf8), in: bytes) { bytes[offset] = 0x61 }
    Files.write(bytes, to: path)
    let transaction = try GraphFile(path: path, mode: .readOnly).beginRead()
    let error = #expect(throws: Diagnostic.self) {
      try transaction.property("name", ofNode: NodeID(0))
    }
    #expect(
      error?.message
        == "'\(path)' is damaged: a block of its property column (30.0.0.0)"
        + " does not match its checksum")
    #expect(
      error?.advice
        == "restore it from a backup, or load its facts into a new file")
  }

  @Test func `a file that was cut off is told`() throws {
    let path = directory.file("graph.kith")
    _ = try makeGraph(path)
    let whole = Files.read(path)
    let short = directory.file("short.kith")
    for size in [0, 1, 100, 4096, 8191, 8192, whole.count / 2, whole.count - 4096] {
      Files.write(Array(whole.prefix(size)), to: short)
      let error = #expect(throws: Diagnostic.self) { try readAll(short) }
      let message = error?.message ?? ""
      if size >= 8192 {
        #expect(
          message
            == "'\(short)' is damaged: it has \(size) bytes and should have at least"
            + " \(whole.count)")
      } else {
        #expect(
          message.contains("not a kith file") || message.contains("is damaged"), "\(message)")
      }
    }
  }

  @Test func `a file that is cut off while it is open is told`() throws {
    let path = directory.file("graph.kith")
    _ = try makeGraph(path)
    let file = try GraphFile(path: path, mode: .readOnly)
    _ = try file.beginRead().statistics
    Files.write(Array(Files.read(path).prefix(16_384)), to: path)
    let error = #expect(throws: Diagnostic.self) { try file.beginRead() }
    #expect(error?.message.contains("is damaged: it has 16384 bytes") == true)
  }
}
