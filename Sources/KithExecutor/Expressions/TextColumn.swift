import KithColumns
import KithCore

/// Memory that the texts of a column share: allocated once, freed with the last vector that refers to it.
@safe
final class TextMemory: @unchecked Sendable {
  // Safe because the bytes are written before the first reference to them is handed out, and never after.
  fileprivate let bytes: UnsafeMutableBufferPointer<UInt8>

  fileprivate init(_ source: [UInt8]) {
    unsafe bytes = .allocate(capacity: max(1, source.count))
    // Safe because the capacity is at least the count of the source.
    _ = unsafe bytes.initialize(fromContentsOf: source)
  }

  deinit { unsafe bytes.deallocate() }
}

/// Puts a column of texts together, row by row, without a string for each.
///
/// ```
/// bytes  | L | a | n | d | a | m | t |
/// ends   | 4 | 7 |                          row 0 is `Land`, row 1 `amt`
/// ```
struct TextColumnBuilder {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(rowCount: Int, byteCount: Int) {
    ends.reserveCapacity(rowCount)
    bytes.reserveCapacity(byteCount)
  }

  /// Ends the text of a row, whose bytes were appended before.
  mutating func endRow() { ends.append(bytes.count) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// The column.
  func finished(isNull: [Bool]?) -> ColumnVector {
    let memory = TextMemory(bytes)
    var references: [TextReference] = []
    references.reserveCapacity(ends.count)
    var start = 0
    for end in ends {
      // Safe because the range lies within the memory, which the vector keeps alive.
      let place = unsafe UnsafePointer(memory.bytes.baseAddress.unsafelyUnwrapped) + start
      references.append(unsafe TextReference(start: place, count: end - start))
      start = end
    }
    return ColumnVector(.texts(references), isNull: isNull, owner: memory)
  }
}

extension TextReference {
  /// The number of Unicode scalars: bytes that do not continue one.
  var scalarCount: Int {
    var count = 0
    // Safe because `start` is readable for `self.count` bytes.
    for index in 0..<self.count {
      count &+= unsafe start[index] & 0xC0 == 0x80 ? 0 : 1
    }
    return count
  }

  /// Whether all bytes are ASCII.
  var isASCII: Bool {
    var all: UInt8 = 0
    // Safe because `start` is readable for `count` bytes.
    for index in 0..<count { all |= unsafe start[index] }
    return all < 0x80
  }
}

extension ColumnVector {
  /// A text column with each text in another case; nil for other columns. ASCII texts are changed byte by byte.
  func changingCase(toUpper: Bool) -> ColumnVector? {
    guard case .texts(let column) = storage else { return nil }
    var builder = TextColumnBuilder(
      rowCount: column.count, byteCount: column.count * 16)
    for row in column.indices {
      defer { builder.endRow() }
      if isNull?[row] ?? false { continue }
      let text = column[row]
      guard text.isASCII else {
        builder.append(toUpper ? text.string.uppercased() : text.string.lowercased())
        continue
      }
      let first: UInt8 = toUpper ? 0x61 : 0x41
      for index in 0..<text.count {
        // Safe because the text is readable for its count.
        let byte = unsafe text.start[index]
        builder.append(byte &- first < 26 ? byte ^ 0x20 : byte)
      }
    }
    return builder.finished(isNull: isNull)
  }
}
