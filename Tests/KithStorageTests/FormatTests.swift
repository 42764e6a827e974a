import KithCore
import Testing

@testable import KithStorage

/// The smaller formats: keys, values as bytes, adjacency and endpoint chunks, symbol tables, sketches and the header.
@Suite struct FormatTests {
  @Test func `keys sort by tag, part, symbol and chunk`() {
    let keys = [
      BlobKey(.header), BlobKey(.symbols, part: 2), BlobKey(.nodeBitmap),
      BlobKey(.nodeBitmap, part: 1, symbol: 3, chunk: 9), BlobKey(.adjacency, symbol: 1, chunk: 70),
      BlobKey(.adjacency, symbol: 256, chunk: 0), BlobKey(.adjacency, part: 1),
      BlobKey(.column, symbol: 2, chunk: 300), BlobKey(.column, symbol: 2, chunk: 70_000)
    ]
    #expect(keys.shuffled().sorted() == keys)
    #expect(keys[7].chunk == 300)
    #expect(keys[7].text == "30.0.2.300")
  }

  @Test func `values of every type come back from bytes`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let value = RandomValue.any(&random)
      var bytes: [UInt8] = []
      ValueCoding.append(value, to: &bytes)
      let read = unsafe bytes.withUnsafeBytes { buffer -> Value in
        guard let start = buffer.baseAddress else { return .null }
        var decoder = unsafe ValueDecoder(start, count: buffer.count)
        return decoder.value()
      }
      #expect("\(read)" == "\(value)")
    }
  }

  @Test func `bytes that are no value read as something and not beyond their end`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      unsafe bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        var decoder = unsafe ValueDecoder(start, count: buffer.count)
        _ = decoder.value()
      }
    }
  }

  @Test func `maps, entities and paths are not storable, also within lists`() {
    #expect(!ValueCoding.isStorable(.map(ValueMap())))
    #expect(!ValueCoding.isStorable(.list([.integer(1), .list([.node(NodeID(1))])])))
    #expect(ValueCoding.isStorable(.list([.integer(1), .list([.null])])))
    var deep = Value.integer(1)
    for _ in 0..<100 { deep = .list([deep]) }
    #expect(!ValueCoding.isStorable(deep))
  }

  @Test func `an adjacency chunk gives each node its sorted neighbours`() throws {
    var random = SeededGenerator(seed: 8)
    for edges in [1, 7, 400, 70_000] {
      let mutable = MutableAdjacencyChunk()
      var expected = [Int: [(UInt32, UInt32)]]()
      for relationship in 0..<UInt32(edges) {
        let row = Int.random(in: 100...490, using: &random)
        let neighbour = UInt32.random(in: 0...50, using: &random)
        mutable.append(row, neighbour: neighbour, relationship: relationship)
        expected[row, default: []].append((neighbour, relationship))
      }
      let key = BlobKey(.adjacency, symbol: 1)
      let blob = try #require(mutable.blob(key: key))
      let chunk = unsafe AdjacencyChunk(blob.start)
      #expect(chunk.isWellFormed(size: blob.size))
      #expect(chunk.firstRow >= 100)
      for row in 0..<512 {
        let slice = chunk.slice(row)
        let pairs = (0..<slice.count).map {
          (slice.neighbour(at: $0).rawValue, slice.relationship(at: $0).rawValue)
        }
        let wanted = (expected[row] ?? []).sorted(by: <)
        #expect(pairs.elementsEqual(wanted, by: ==), "row \(row) of \(edges) edges")
      }
    }
  }

  @Test func `relationships that run on are not stored, and are given all the same`() throws {
    let mutable = MutableAdjacencyChunk()
    for edge in 0..<UInt32(1000) {
      mutable.append(Int(edge / 4), neighbour: edge * 3, relationship: 70_000 + edge)
    }
    let key = BlobKey(.adjacency, symbol: 1)
    let blob = try #require(mutable.blob(key: key))
    let chunk = unsafe AdjacencyChunk(blob.start)
    #expect(chunk.isConsecutive)
    #expect(blob.size == ChunkSize.padded(32 + 251 * 2) + 1000 * 4)
    #expect(chunk.isWellFormed(size: blob.size))
    #expect(chunk.copyIfNumbersAreMissing(key) == nil)
    let copy = chunk.withStoredRelationships(key)
    let stored = unsafe AdjacencyChunk(copy.start)
    #expect(!stored.isConsecutive)
    #expect(stored.isWellFormed(size: copy.size))
    #expect(
      unsafe BlobHeader.isWhole(copy.start, size: copy.size, key: key, family: .adjacency))
    for (row, chunk) in (0..<250).flatMap({ row in [(row, chunk), (row, stored)] }) {
      let slice = chunk.slice(row)
      #expect(
        (0..<slice.count).map { slice.relationship(at: $0).rawValue }
          == (0..<4).map { 70_000 + UInt32(row * 4 + $0) })
      #expect(slice.neighbour(at: 1).rawValue == UInt32(row * 12 + 3))
    }
  }

  @Test func `a changed adjacency list is sorted whatever the order of changes`() {
    var random = SeededGenerator(seed: 9)
    let chunk = MutableAdjacencyChunk()
    var expected: [(UInt32, UInt32)] = []
    for relationship in 0..<UInt32(3000) {
      if !expected.isEmpty, Int.random(in: 0..<4, using: &random) == 0 {
        let gone = expected.remove(at: Int.random(in: 0..<expected.count, using: &random))
        chunk.remove(3, neighbour: gone.0, relationship: gone.1)
      } else {
        let neighbour = UInt32.random(in: 0...200, using: &random)
        chunk.append(3, neighbour: neighbour, relationship: relationship)
        expected.append((neighbour, relationship))
      }
      if relationship % 97 == 0 { #expect(chunk.slice(3).count == expected.count) }
    }
    let slice = chunk.slice(3)
    let pairs = (0..<slice.count).map {
      (slice.neighbour(at: $0).rawValue, slice.relationship(at: $0).rawValue)
    }
    #expect(pairs.elementsEqual(expected.sorted(by: <), by: ==))
    #expect(chunk.degree(3) == expected.count)
  }

  @Test func `an endpoint chunk keeps types and ends in few bytes`() throws {
    let chunk = MutableEndpointChunk()
    for row in 0..<1920 {
      chunk.set(row, type: 5, start: UInt32(1000 + row / 10), end: UInt32(row * 977 % 60_000))
    }
    let key = BlobKey(.endpoints)
    let blob = try #require(chunk.blob(key: key))
    #expect(blob.size == 40 + 1920 * (0 + 1 + 2))
    let read = unsafe EndpointChunk(blob.start)
    #expect(read.isWellFormed(size: blob.size))
    #expect(read.commonType == 5)
    for row in [0, 1, 999, 1919] {
      #expect(read.type(row) == 5)
      #expect(read.startNode(row) == UInt32(1000 + row / 10))
      #expect(read.endNode(row) == UInt32(row * 977 % 60_000))
    }
  }

  @Test func `a symbol table comes back with its numbers`() throws {
    let table = SymbolTable(names: ["Person", "", "Körperschaft", "🧭"])
    let key = SnapshotTables.symbolKey(0)
    let blob = SymbolBlob.blob(table, key: key)
    let read = try #require(unsafe SymbolBlob.table(blob.start, size: blob.size))
    #expect(read.names == table.names)
    #expect(read.number(of: "Körperschaft") == 2)
  }

  @Test(arguments: [0, 1, 10, 300, 3_000, 100_000])
  func `a sketch estimates distinct values within ten percent`(count: Int) {
    var sketch = DistinctSketch()
    for round in 0..<2 {
      for index in 0..<count {
        sketch.insert(round == 0 ? .string("value \(index)") : .string("value \(index)"))
      }
    }
    let estimate = sketch.estimate
    #expect(abs(estimate - count) <= max(1, count / 10), "\(estimate) for \(count)")
  }

  @Test func `a header of the format before is read`() {
    let header = HeaderBlob(commit: 7, nodeBound: 3, relationshipBound: 9, keyDigest: 12)
    let blob = header.blob
    blob.store(HeaderBlob.oldestVersion, at: 8)
    blob.store(UInt64(0), at: 16)
    let sum = unsafe Checksum.of(blob.start, count: HeaderBlob.size, seed: HeaderBlob.key.bits)
    blob.store(sum, at: 16)
    #expect(unsafe HeaderBlob.read(blob.start, size: blob.size) == .header(header))
  }

  @Test func `a chunk of points is packed by coordinate system`() throws {
    let flat = PointValue(.wgs84, x: 11.63, y: 52.13)
    let high = PointValue(.cartesianIn3D, x: 1, y: -2, z: 0.5)
    let key = BlobKey(.header)
    for (values, form) in [
      ([Value.point(flat), .null, .point(flat)], ColumnChunk.Form.points),
      ([.null, .point(high)], .points), ([.point(flat), .point(high)], .mixed),
      ([.point(flat), .integer(1)], .mixed)
    ] {
      let blob = try #require(try ColumnEncoder.blob(values[...], key: key))
      let chunk = unsafe ColumnChunk(blob.start)
      #expect(chunk.form == form)
      #expect(chunk.isWellFormed(size: blob.size))
      #expect(!chunk.isWellFormed(size: blob.size - 24))
      for (row, value) in values.enumerated() {
        #expect(chunk.value(row).isEquivalent(to: value), "row \(row) of \(values)")
      }
    }
  }

  @Test func `a header comes back, and a changed one does not`() {
    let header = HeaderBlob(commit: 7, nodeBound: 3, relationshipBound: 9, keyDigest: 12)
    let blob = header.blob
    #expect(unsafe HeaderBlob.read(blob.start, size: blob.size) == .header(header))
    blob.store(UInt32(4), at: 32)
    #expect(unsafe HeaderBlob.read(blob.start, size: blob.size) == .damaged)
    blob.store(UInt32(4), at: 8)
    #expect(unsafe HeaderBlob.read(blob.start, size: blob.size) == .newer(version: 4))
    blob.store(UInt64(0), at: 0)
    #expect(unsafe HeaderBlob.read(blob.start, size: blob.size) == .foreign)
  }
}
