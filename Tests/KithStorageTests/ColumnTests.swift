import KithColumns
import KithCore
import Testing

@testable import KithStorage

/// The packed forms of column chunks: what goes in comes out, in as few bytes as it takes.
@Suite struct ColumnTests {
  private let key = BlobKey(.column, symbol: 3, chunk: 7)

  /// Encodes values, checks the blob as a reader would, and gives form, size and the values read back.
  private func roundTrip(
    _ values: [Value]
  ) throws -> (form: ColumnChunk.Form, size: Int, texts: [String]) {
    let blob = try #require(try ColumnEncoder.blob(values[...], key: key))
    try #require(unsafe BlobHeader.isWhole(blob.start, size: blob.size, key: key, family: .column))
    let chunk = unsafe ColumnChunk(blob.start)
    try #require(chunk.isWellFormed(size: blob.size))
    return (chunk.form, blob.size, values.indices.map { "\(chunk.value($0))" })
  }

  private func texts(_ values: [Value]) -> [String] { values.map { "\($0)" } }

  @Test(arguments: [
    (Int64(255), 1), (256, 2), (65_535, 2), (65_536, 4), (4_294_967_295, 4), (4_294_967_296, 8)
  ])
  func `integers take the bytes of their range`(range: Int64, width: Int) throws {
    for least in [Int64(0), -range / 2, 1_000_000_007] {
      let values = (0..<1920).map { Value.integer(least + ($0 % 2 == 0 ? 0 : range)) }
      let (form, size, read) = try roundTrip(values)
      #expect(form == .integers)
      #expect(size == 40 + 1920 * width)
      #expect(read == texts(values))
    }
  }

  @Test func `integers from the least to the greatest come back`() throws {
    let values: [Value] = [.integer(.min), .integer(.max), .integer(0), .integer(-1)]
    #expect(try roundTrip(values).texts == texts(values))
  }

  @Test func `a column of one integer takes no bytes a row`() throws {
    let values = [Value](repeating: .integer(-42), count: 1920)
    let (_, size, read) = try roundTrip(values)
    #expect(size == 40)
    #expect(read == texts(values))
  }

  @Test func `1920 rows of two bytes fit a page of 4096`() throws {
    let values = (0..<1920).map { Value.integer(Int64($0)) }
    #expect(try roundTrip(values).size + 16 <= 4096)
  }

  @Test func `days are packed as integers and stay dates`() throws {
    let values = (0..<100).map { Value.date(DateValue(daysSinceEpoch: 19_000 + $0)) }
    let (form, size, read) = try roundTrip(values)
    #expect(form == .dates)
    #expect(size == ChunkSize.padded(40 + 100))
    #expect(read == texts(values))
  }

  @Test func `booleans take a bit`() throws {
    let values = (0..<130).map { Value.boolean($0 % 3 == 0) }
    let (form, size, read) = try roundTrip(values)
    #expect(form == .booleans)
    #expect(size == 40 + 24)
    #expect(read == texts(values))
  }

  @Test func `floats keep every bit`() throws {
    let values: [Value] = [
      .float(0), .float(-0.0), .float(.infinity), .float(.nan), .float(.leastNonzeroMagnitude),
      .float(0.1)
    ]
    let (form, _, read) = try roundTrip(values)
    #expect(form == .floats)
    #expect(read == texts(values))
  }

  @Test func `missing values take a bit each, and those at the end nothing`() throws {
    var values = (0..<64).map { Value.integer(Int64($0)) }
    values[5] = .null
    values[63] = .null
    let (_, size, read) = try roundTrip(values + [Value](repeating: .null, count: 500))
    #expect(size == 40 + 8 + 64)
    #expect(read == texts(values + [Value](repeating: .null, count: 500)))
  }

  @Test func `a chunk without values is no blob`() throws {
    #expect(try ColumnEncoder.blob([.null, .null], key: key) == nil)
  }

  @Test func `few different texts become codes`() throws {
    let values = (0..<1920).map { Value.string(["Mitglied", "Vorsitz", ""][$0 % 3]) }
    let (form, size, read) = try roundTrip(values)
    #expect(form == .codes)
    #expect(size == ChunkSize.padded(40 + 1920 + 4 * 4 + 15))
    #expect(read == texts(values))
  }

  @Test func `more than 256 different texts have codes of two bytes`() throws {
    let values = (0..<1920).map { Value.string("a longer text with the number \($0 % 300)") }
    let (form, _, read) = try roundTrip(values)
    #expect(form == .codes)
    #expect(read == texts(values))
  }

  @Test func `different texts are stored one after the other`() throws {
    let values = (0..<1920).map { Value.string("Nörenberg \($0)") }
    let (form, _, read) = try roundTrip(values)
    #expect(form == .texts)
    #expect(read == texts(values))
  }

  @Test func `texts of more than 65,535 bytes have offsets of four`() throws {
    let values = (0..<40).map { Value.string(String(repeating: "ü\($0)", count: 900)) }
    let (form, _, read) = try roundTrip(values)
    #expect(form == .texts)
    #expect(read == texts(values))
  }

  @Test func `values of several types are mixed`() throws {
    var random = SeededGenerator(seed: 11)
    let values = (0..<1920).map { row in row % 9 == 0 ? .null : RandomValue.any(&random) }
    let (form, _, read) = try roundTrip(values)
    #expect(form == .mixed)
    #expect(read == texts(values))
  }

  @Test func `a typed vector is packed as its values are`() throws {
    let isNull = (0..<300).map { $0 % 7 == 0 }
    let vectors: [ColumnVector] = [
      ColumnVector(.integers((0..<300).map { $0 * 3 }), isNull: isNull),
      ColumnVector(.dates((0..<300).map { $0 - 100 })),
      ColumnVector(.floats((0..<300).map { Double($0) / 3 }), isNull: isNull),
      ColumnVector(.booleans((0..<300).map { $0 % 2 == 0 }))
    ]
    for vector in vectors {
      let blob = try #require(try ColumnEncoder.blob(vector, rows: 20..<220, key: key))
      let other = try #require(try ColumnEncoder.blob(vector.values[20..<220], key: key))
      #expect(bytes(blob) == bytes(other))
    }
  }

  private func bytes(_ blob: HeapBlob) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: blob.start, count: blob.size))
  }

  @Test func `a vector of texts is packed as its values are`() throws {
    let texts = (0..<50).map { "text \($0 % 20)" }
    let bytes = Array(texts.joined().utf8)
    try unsafe bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      let references = texts.compactMap { text -> TextReference? in
        guard let base = buffer.baseAddress else { return nil }
        defer { start += text.utf8.count }
        return unsafe TextReference(start: base + start, count: text.utf8.count)
      }
      let blob = try #require(
        try ColumnEncoder.blob(ColumnVector(.texts(references)), rows: 0..<50, key: key))
      let other = try #require(
        try ColumnEncoder.blob(texts.map { .string($0) }[...], key: key))
      #expect(self.bytes(blob) == self.bytes(other))
    }
  }

  @Test func `a blob under another key is not whole`() throws {
    let blob = try #require(try ColumnEncoder.blob([.integer(1)], key: key))
    let other = key.with(chunk: 8)
    #expect(
      unsafe !BlobHeader.isWhole(blob.start, size: blob.size, key: other, family: .column))
  }

  @Test func `every flipped bit of a blob is noticed`() throws {
    let blob = try #require(
      try ColumnEncoder.blob((0..<9).map { .string("text \($0)") }[...], key: key))
    for bit in 0..<blob.size * 8 {
      let copy = unsafe HeapBlob(copying: blob.start, size: blob.size)
      let byte = unsafe copy.start.load(fromByteOffset: bit / 8, as: UInt8.self)
      copy.store(byte ^ 1 << UInt8(bit % 8), at: bit / 8)
      #expect(
        unsafe !BlobHeader.isWhole(copy.start, size: copy.size, key: key, family: .column),
        "bit \(bit)")
    }
  }
}
