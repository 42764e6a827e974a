import KithColumns
import KithCore
import Testing

@testable import KithStorage

/// The keys and segments of property indexes.
@Suite struct IndexTests {
  private func key(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    IndexKeyCoding.append(value, to: &bytes)
    return bytes
  }

  @Test func `keys are equal where values are, and come in their order`() {
    let values: [Value] = [
      .float(-.infinity), .integer(.min), .float(-1.5), .integer(-1), .float(-0.0), .integer(0),
      .float(.leastNonzeroMagnitude), .float(0.5), .integer(1), .float(1),
      .integer(9_007_199_254_740_992),
      .float(9_007_199_254_740_992), .integer(9_007_199_254_740_993), .integer(.max),
      .float(0x1p63), .float(.infinity), .string(""), .string("\u{0}"), .string("\u{0}a"),
      .string("\u{1}"), .string("a"), .string("a\u{0}"), .string("ab"), .string("ä")
    ]
    for left in values {
      for right in values {
        guard let order = left.compare(right) else { continue }
        let (one, other) = (key(left), key(right))
        #expect((one == other) == (order == .equal), "\(left) \(right)")
        #expect(
          one.lexicographicallyPrecedes(other) == (order == .less), "\(left) \(right)")
      }
    }
  }

  @Test func `no key is the beginning of another`() {
    let values: [Value] = [
      .null, .boolean(true), .integer(1), .integer(9_007_199_254_740_993), .string(""),
      .string("a"), .string("ab"), .list([]), .float(.nan), .date(DateValue(daysSinceEpoch: 3))
    ]
    for left in values {
      for right in values where key(left) != key(right) {
        #expect(!key(right).starts(with: key(left)), "\(left) \(right)")
      }
    }
  }

  private static let target = SchemaTarget.node(label: "P")

  private func makeIndex(_ transaction: GraphTransaction, _ keys: String...) throws {
    let request = IndexRequest(
      name: "i", kind: .range, target: Self.target, keys: keys, isOptional: false)
    #expect(try transaction.createIndex(request))
  }

  private func find(_ transaction: GraphTransaction, _ range: IndexRange?) throws -> [UInt32] {
    var ids: [UInt32] = []
    if let range { #expect(try transaction.indexedIDs("i", in: range, into: &ids)) }
    return ids
  }

  @Test func `an index of many segments grows, shrinks and is found in the file`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("graph.kith")
    do {
      let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
      let first = try file.beginWrite()
      let rows = (0..<20_000).map { Int64($0 * 7_919 % 20_000) }
      _ = try first.appendNodes(
        labels: ["P"], count: rows.count,
        columns: [BulkColumn(key: "x", vector: ColumnVector(.integers(rows)))])
      try makeIndex(first, "x")
      try first.commit()
      let second = try file.beginWrite()
      for node in 0..<UInt32(20_000) where node % 10 != 0 {
        try second.setProperty("x", ofNode: NodeID(node), to: .null)
      }
      for number in 0..<5_000 {
        let text = Value.string("text number \(number % 50)")
        _ = try second.createNode(labels: ["P"], properties: map(("x", text)))
      }
      #expect(try second.checkInvariants() == [])
      try second.commit()
    }
    let transaction = try GraphFile(path: path, mode: .readOnly).beginRead()
    #expect(try transaction.checkInvariants() == [])
    let numbers = IndexProbe.range(lower: .init(.integer(0), isInclusive: true), upper: nil)
    #expect(try find(transaction, IndexRange(equals: [], last: numbers)).count == 2_000)
    let one = IndexRange(equals: [.string("text number 7")])
    #expect(try find(transaction, one).count == 100)
    #expect(try find(transaction, IndexRange(equals: [], last: .exists)).count == 7_000)
    #expect(transaction.statistics.indexSizes[IndexNumber(0)]?.entries == 7_000)
  }

  @Test func `thousands of ids of one value go on from segment to segment`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    try makeIndex(transaction, "x")
    for _ in 0..<9_000 {
      _ = try transaction.createNode(labels: ["P"], properties: map(("x", .boolean(true))))
    }
    let found = try find(transaction, IndexRange(equals: [.boolean(true)]))
    #expect(found == Array(0..<9_000))
    #expect(try transaction.checkInvariants() == [])
  }

  @Test func `an undone statement leaves the index as it was`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    try makeIndex(transaction, "x")
    let node = try transaction.createNode(labels: ["P"], properties: map(("x", .integer(1))))
    transaction.beginStatement()
    try transaction.setProperty("x", ofNode: node, to: .integer(2))
    _ = try transaction.createNode(labels: ["P"], properties: map(("x", .integer(1))))
    try transaction.removeLabel("P", from: node)
    try transaction.rollbackStatement()
    #expect(try find(transaction, IndexRange(equals: [.float(1)])) == [0])
    #expect(try find(transaction, IndexRange(equals: [.integer(2)])) == [])
    #expect(try transaction.checkInvariants() == [])
  }

  @Test func `a bulk load is held against the constraints`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    _ = try transaction.createConstraint(
      ConstraintRequest(
        name: "c", rule: .unique, target: Self.target, keys: ["x"], isOptional: false))
    let rows: [Int64] = [1, 2, 3, 2]
    _ = try transaction.appendNodes(
      labels: ["P"], count: 4,
      columns: [BulkColumn(key: "x", vector: ColumnVector(.integers(rows)))])
    let error = #expect(throws: Diagnostic.self) { try transaction.commit() }
    #expect(
      error?.message
        == "constraint 'c' is violated: nodes 1 and 3 of :P both have x = 2")
    #expect(try file.beginRead().nodes(label: nil) == [])
  }
}
