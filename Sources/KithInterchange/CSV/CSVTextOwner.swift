import KithColumns
import KithCore

/// Keeps alive the bytes of a column of texts: the file's map, and copies of the texts that had doubled quotes.
@safe
final class CSVTextOwner: @unchecked Sendable {
  // Safe because only the builder changes it, before it hands the column on; the copies are never moved or written
  // after they are made, and freed when nobody refers to the column any more.
  private let file: MappedFile
  private var copies: [UnsafeMutableBufferPointer<UInt8>] = unsafe []

  init(_ file: MappedFile) { self.file = file }

  deinit {
    // Safe because the references into the copies end with the last reference to this object.
    while let copy = unsafe copies.popLast() { unsafe copy.deallocate() }
  }

  /// The content of a field, without a copy where it has no doubled quotes.
  @inline(__always)
  func reference(_ field: CSVField, _ source: CSVSource) -> TextReference {
    if field.hasDoubledQuotes { return copy(source.text(field)) }
    guard let base = unsafe file.bytes.baseAddress else { return Self.empty }
    // Safe because the field lies within the file, which this object keeps alive.
    return unsafe TextReference(start: base + field.start, count: Int(field.count))
  }

  private func copy(_ text: String) -> TextReference {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
    _ = unsafe copy.initialize(from: text.utf8)
    unsafe copies.append(copy)
    // Safe because a buffer of at least one byte has an address, and lives until `deinit`.
    guard let base = copy.baseAddress else { return Self.empty }
    return unsafe TextReference(start: UnsafePointer(base), count: text.utf8.count)
  }

  private static var empty: TextReference {
    // Safe because nothing is read through a reference of no bytes.
    unsafe TextReference(start: UnsafePointer(bitPattern: 1).unsafelyUnwrapped, count: 0)
  }
}
