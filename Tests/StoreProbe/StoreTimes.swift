import Glibc
import KithColumns
import KithCore
import KithStorage

/// How long the store takes for changes and reads, as lines of text.
enum StoreTimes {
  static func run(count: Int) throws {
    let file = try GraphFile(inMemory: ())
    try timeChanges(file, count)
    try timeReads(file, count)
    try timeBulkLoad(nodes: count, relationships: count * 20)
    try timeCommits()
  }

  private static func time(_ what: String, count: Int, _ body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    let elapsed = try clock.measure(body)
    let nanoseconds =
      elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000
    print("\(what): \(nanoseconds / 1_000_000) ms, \(nanoseconds / Int64(max(1, count))) ns each")
  }

  private static func timeChanges(_ file: GraphFile, _ count: Int) throws {
    let transaction = try file.beginWrite()
    transaction.beginStatement()
    try time("create nodes with two properties", count: count) {
      for index in 0..<count {
        _ = try transaction.createNode(
          labels: ["Person"],
          properties: ValueMap([
            (key: "id", value: .integer(Int64(index))),
            (key: "name", value: .string("person \(index)"))
          ]))
      }
    }
    try time("create relationships", count: count) {
      for index in 0..<count {
        let other = (index &* 7919) % count
        _ = try transaction.createRelationship(
          type: "KNOWS", start: NodeID(UInt32(index)), end: NodeID(UInt32(other)),
          properties: ValueMap())
      }
    }
    try time("create relationships to a hub", count: count) {
      for index in 0..<count {
        let other = (index &* 7919) % count
        _ = try transaction.createRelationship(
          type: "LIKES", start: NodeID(UInt32(other)), end: NodeID(0), properties: ValueMap())
      }
    }
    guard let name = try transaction.propertyKeyID("name"),
      let knows = try transaction.relationshipTypeID("KNOWS")
    else { return }
    try time("look up, then set: as MERGE does", count: count) {
      for index in 0..<count {
        let node = NodeID(UInt32(index))
        guard case .string = try transaction.value(node: node, key: name) else { continue }
        _ = try transaction.neighbours(of: node, type: knows, direction: .outgoing).count
        try transaction.setProperty(name, ofNode: node, to: .string("renamed \(index)"))
      }
    }
    transaction.endStatement()
    try time("commit", count: 1) { try transaction.commit() }
  }

  private static func timeReads(_ file: GraphFile, _ count: Int) throws {
    let transaction = try file.beginRead()
    guard let name = try transaction.propertyKeyID("name"),
      let id = try transaction.propertyKeyID("id"),
      let knows = try transaction.relationshipTypeID("KNOWS")
    else { return }
    var nodes: [NodeID] = []
    try time("scan", count: count) {
      _ = try transaction.scanNodes(label: nil, from: NodeID(0), limit: .max, into: &nodes)
    }
    try time("first gather of integers", count: count) {
      _ = try transaction.gather(nodes: nodes, key: id)
    }
    try time("gather integers", count: count) {
      _ = try transaction.gather(nodes: nodes, key: id)
    }
    try time("first gather of texts", count: count) {
      _ = try transaction.gather(nodes: nodes, key: name)
    }
    try time("gather texts", count: count) {
      _ = try transaction.gather(nodes: nodes, key: name)
    }
    var sum = 0
    for round in ["first walk", "walk"] {
      try time(round, count: count) {
        for node in nodes {
          let slice = try transaction.neighbours(of: node, type: knows, direction: .outgoing)
          for index in 0..<slice.count { sum &+= Int(slice.neighbour(at: index).rawValue) }
        }
      }
    }
    try time("begin and end a read", count: 1000) {
      for _ in 0..<1000 { try file.beginRead().abort() }
    }
    print(sum)
  }

  private static func timeBulkLoad(nodes: Int, relationships: Int) throws {
    let path = "/tmp/kith-store-times.kith"
    unsafe unlink(path)
    defer {
      unsafe unlink(path)
      unsafe unlink(path + "-lock")
    }
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    let transaction = try file.beginWrite()
    let ids = (0..<nodes).map { Int64($0) }
    var generator = SystemRandomNumberGenerator()
    let pairs = (0..<relationships).map { index in
      (UInt32(index % nodes), UInt32.random(in: 0..<UInt32(nodes), using: &generator))
    }.sorted(by: <)
    let starts = pairs.map { NodeID($0.0) }
    let ends = pairs.map { NodeID($0.1) }
    let days = (0..<relationships).map { Int64($0 % 20_000) }
    try time("bulk nodes", count: nodes) {
      _ = try transaction.appendNodes(
        labels: ["Person"], count: nodes,
        columns: [BulkColumn(key: "id", vector: ColumnVector(.integers(ids)))])
    }
    try time("bulk relationships", count: relationships) {
      _ = try transaction.appendRelationships(
        type: "KNOWS", starts: starts, ends: ends,
        columns: [BulkColumn(key: "since", vector: ColumnVector(.dates(days)))])
    }
    try time("bulk commit", count: relationships) { try transaction.commit() }
    var status = stat()
    unsafe stat(path, &status)
    print("file: \(status.st_size / 1024) KiB")
    try time("open again", count: 1) {
      let again = try GraphFile(path: path, mode: .readOnly)
      _ = try again.beginRead().statistics
    }
    try time("walk all neighbours", count: relationships) {
      let reader = try GraphFile(path: path, mode: .readOnly).beginRead()
      guard let type = try reader.relationshipTypeID("KNOWS") else { return }
      var sum = 0
      for node in 0..<UInt32(nodes) {
        for direction in Direction.allCases {
          let slice = try reader.neighbours(of: NodeID(node), type: type, direction: direction)
          for index in 0..<slice.count { sum &+= Int(slice.relationship(at: index).rawValue) }
        }
      }
      print(sum == (relationships - 1) * relationships)
    }
  }

  private static func timeCommits() throws {
    let path = "kith-store-times.kith"
    unsafe unlink(path)
    defer {
      unsafe unlink(path)
      unsafe unlink(path + "-lock")
    }
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    let setup = try file.beginWrite()
    _ = try setup.appendNodes(labels: ["Person"], count: 10_000, columns: [])
    try setup.commit()
    try time("durable commits of one relationship", count: 200) {
      for index in 0..<200 {
        let transaction = try file.beginWrite()
        _ = try transaction.createRelationship(
          type: "KNOWS", start: NodeID(UInt32(index)), end: NodeID(7),
          properties: ValueMap([(key: "since", value: .integer(1))]))
        try transaction.commit()
      }
    }
  }
}
