import KithColumns
import KithCore

/// A chunk of a property column as it lies in the file: up to 1920 rows of one key.
///
/// ```
///  0        8     9      10      11      12     16         24      28       32        36        40
/// +--------+-----+------+-------+-------+------+----------+-------+--------+---------+---------+------
/// |checksum| 'C' | form | width | flags | rows | base i64 | data  | extra  | entries | present | mask …
/// +--------+-----+------+-------+-------+------+----------+-------+--------+---------+---------+------
/// flags bit 0: a mask of ⌈rows / 64⌉ words follows, bit set = the row has a value; else every row has one.
/// data, extra: byte offsets within the blob. Rows from `rows` on have no value. present: rows with a value.
///
/// form          at data                                at extra
///  1 booleans   one bit a row, in words                –
///  2 integers   `width` bytes a row, added to base     –
///  3 floats     8 bytes a row                          –
///  4 dates      as integers, in days                   –
///  5 texts      rows + 1 offsets of `width` bytes      UTF-8 bytes
///  6 codes      codes of `width` bytes                 entries + 1 offsets u32, then UTF-8 bytes
///  7 mixed      rows + 1 offsets of `width` bytes      values as in ValueCoding
///  8 points     `width` × 8 bytes a row, the SRID in base; all of one coordinate system
/// ```
///
/// The width of integers is 0, 1, 2, 4 or 8, of offsets 2 or 4, of codes 1 or 2.
@safe
struct ColumnChunk {
  enum Form: UInt8 {
    case empty = 0
    case booleans = 1
    case integers = 2
    case floats = 3
    case dates = 4
    case texts = 5
    case codes = 6
    case mixed = 7
    case points = 8
    /// Held by a write transaction as values.
    case inMemory = 255
  }

  static let headerSize = 40
  static let hasMask: UInt8 = 1

  // Safe because a chunk is made only from a blob that was found whole, and is used only while the transaction lasts.
  let start: UnsafeRawPointer
  let form: Form
  let width: UInt8
  let rows: Int
  let base: Int64
  let mask: UnsafePointer<UInt64>?
  let data: UnsafeRawPointer
  let extra: UnsafeRawPointer

  @unsafe
  @inline(__always)
  init(_ start: UnsafeRawPointer) {
    unsafe self.start = start
    form = unsafe Form(rawValue: start.load(fromByteOffset: 9, as: UInt8.self)) ?? .empty
    width = unsafe start.load(fromByteOffset: 10, as: UInt8.self)
    rows = unsafe Int(start.load(fromByteOffset: 12, as: UInt32.self))
    base = unsafe start.load(fromByteOffset: 16, as: Int64.self)
    unsafe data = start + Int(start.load(fromByteOffset: 24, as: UInt32.self))
    unsafe extra = start + Int(start.load(fromByteOffset: 28, as: UInt32.self))
    let flags = unsafe start.load(fromByteOffset: 11, as: UInt8.self)
    unsafe mask =
      flags & Self.hasMask == 0
      ? nil : (start + Self.headerSize).assumingMemoryBound(to: UInt64.self)
  }

  /// Whether the row has a value.
  @inline(__always)
  func isPresent(_ row: Int) -> Bool {
    guard row < rows else { return false }
    guard let mask = unsafe mask else { return true }
    // Safe because the mask has a bit for every row below `rows`.
    return unsafe mask[row &>> 6] &>> UInt64(row & 63) & 1 == 1
  }

  /// The integer or the day of a present row of form integers or dates.
  @inline(__always)
  func integer(_ row: Int) -> Int64 {
    // Safe because `row` is below `rows`, for which the chunk has entries.
    unsafe base &+ Int64(bitPattern: PackedNumbers.load(data, width: width, index: row))
  }

  @inline(__always)
  func float(_ row: Int) -> Double {
    // Safe as above.
    unsafe data.load(fromByteOffset: row &<< 3, as: Double.self)
  }

  @inline(__always)
  func boolean(_ row: Int) -> Bool {
    // Safe as above.
    unsafe data.load(fromByteOffset: (row &>> 6) &<< 3, as: UInt64.self) &>> UInt64(row & 63) & 1
      == 1
  }

  /// The point of a present row of form points.
  func point(_ row: Int) -> Value {
    // Safe as above; the width is 2 or 3, and at least that of the system.
    guard let system = CoordinateSystem(rawValue: base) else { return .null }
    let place = row * Int(width) * 8
    let x = unsafe data.load(fromByteOffset: place, as: Double.self)
    let y = unsafe data.load(fromByteOffset: place + 8, as: Double.self)
    let z = width == 3 ? unsafe data.load(fromByteOffset: place + 16, as: Double.self) : 0
    return .point(PointValue(system, x: x, y: y, z: z))
  }

  /// The bytes of a present row of form texts, codes or mixed.
  @inline(__always)
  func bytes(_ row: Int) -> TextReference {
    if form == .codes {
      // Safe because codes are below `entries`, and the offsets end within the blob.
      let entry = unsafe Int(PackedNumbers.load(data, width: width, index: row))
      let entries = unsafe Int(start.load(fromByteOffset: 32, as: UInt32.self))
      let first = unsafe Int(extra.load(fromByteOffset: entry &<< 2, as: UInt32.self))
      let end = unsafe Int(extra.load(fromByteOffset: (entry &+ 1) &<< 2, as: UInt32.self))
      let bytes = unsafe extra + ((entries &+ 1) &<< 2)
      return unsafe TextReference(
        start: (bytes + first).assumingMemoryBound(to: UInt8.self), count: end &- first)
    }
    // Safe because there are rows + 1 offsets.
    let first = unsafe Int(PackedNumbers.load(data, width: width, index: row))
    let end = unsafe Int(PackedNumbers.load(data, width: width, index: row &+ 1))
    return unsafe TextReference(
      start: (extra + first).assumingMemoryBound(to: UInt8.self), count: end &- first)
  }

  /// The value of a row, `.null` where it has none; a chunk that is held in memory has none here.
  func value(_ row: Int) -> Value {
    guard isPresent(row) else { return .null }
    switch form {
    case .empty, .inMemory: return .null
    case .booleans: return .boolean(boolean(row))
    case .integers: return .integer(integer(row))
    case .floats: return .float(float(row))
    case .dates: return .date(DateValue(daysSinceEpoch: integer(row)))
    case .texts, .codes: return .string(bytes(row).string)
    case .points: return point(row)
    case .mixed:
      let bytes = bytes(row)
      // Safe because the bytes lie within the blob.
      var decoder = unsafe ValueDecoder(UnsafeRawPointer(bytes.start), count: bytes.count)
      return decoder.value()
    }
  }

  /// Whether the offsets of a blob of `size` bytes lie within it, so that no read leaves it. Linear for texts.
  func isWellFormed(size: Int) -> Bool {
    guard size >= Self.headerSize, rows <= ChunkSize.columnRows else { return false }
    let dataOffset = unsafe data - start
    let extraOffset = unsafe extra - start
    let maskSize = unsafe mask == nil ? 0 : (rows + 63) / 64 * 8
    guard dataOffset >= Self.headerSize + maskSize, dataOffset % 8 == 0 else { return false }
    switch form {
    case .empty: return rows == 0
    case .inMemory: return false
    case .booleans: return dataOffset + (rows + 63) / 64 * 8 <= size
    case .integers, .dates: return dataOffset + rows * Int(width) <= size
    case .floats: return dataOffset + rows * 8 <= size
    case .points:
      return (2...3).contains(width) && dataOffset + rows * Int(width) * 8 <= size
    case .texts, .mixed:
      guard width == 2 || width == 4, dataOffset + (rows + 1) * Int(width) <= size,
        extraOffset <= size
      else { return false }
      return unsafe offsetsAscend(
        in: data, width: width, count: rows + 1, limit: size - extraOffset)
    case .codes:
      let entries = unsafe Int(start.load(fromByteOffset: 32, as: UInt32.self))
      guard width == 1 || width == 2, dataOffset + rows * Int(width) <= size,
        extraOffset % 4 == 0, extraOffset + (entries + 1) * 4 <= size
      else { return false }
      for row in 0..<rows where isPresent(row) {
        guard unsafe PackedNumbers.load(data, width: width, index: row) < UInt64(entries) else {
          return false
        }
      }
      return unsafe offsetsAscend(
        in: extra, width: 4, count: entries + 1, limit: size - extraOffset - (entries + 1) * 4)
    }
  }

  private func offsetsAscend(
    in offsets: UnsafeRawPointer, width: UInt8, count: Int, limit: Int
  ) -> Bool {
    var last: UInt64 = 0
    for index in 0..<count {
      // Safe because the caller checked that `count` offsets lie within the blob.
      let next = unsafe PackedNumbers.load(offsets, width: width, index: index)
      guard next >= last, next <= UInt64(limit) else { return false }
      last = next
    }
    return true
  }
}
