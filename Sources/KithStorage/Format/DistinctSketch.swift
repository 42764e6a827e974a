import KithColumns
import KithCore

/// Estimates how many different values a property has seen: a HyperLogLog of 1024 registers.
///
/// Flajolet, Fusy, Gandouet, Meunier: "HyperLogLog", 2007, with linear counting for small numbers as in section 4. The
/// standard error is 1.04 / √1024, about 3 %. What is removed is not forgotten; the count of values bounds the estimate.
///
/// ```
///  0        8     9           12     16
/// +--------+-----+-----------+------+------------------------
/// |checksum| 'K' | 0         | 1024 | registers, one byte each
/// +--------+-----+-----------+------+------------------------
/// ```
struct DistinctSketch: Equatable, Sendable {
  static let registerCount = 1024

  private var registers = [UInt8](repeating: 0, count: registerCount)
  /// Whether registers grew since the sketch was read.
  private(set) var isChanged = false

  init() {}

  /// Counts a value by its hash, which must be spread over all 64 bits.
  mutating func insert(hash: UInt64) {
    let register = Int(truncatingIfNeeded: hash >> 54)
    let rank = UInt8((hash << 10 | 1 << 9).leadingZeroBitCount + 1)
    if rank > registers[register] {
      registers[register] = rank
      isChanged = true
    }
  }

  mutating func insert(_ value: Value) { insert(hash: Self.hash(value)) }

  /// The estimate. Linear in the registers.
  var estimate: Int {
    let count = Double(Self.registerCount)
    var sum = 0.0
    var zeros = 0
    for register in registers {
      sum += 1 / Double(UInt64(1) << UInt64(register))
      if register == 0 { zeros += 1 }
    }
    let raw = 0.7213 / (1 + 1.079 / count) * count * count / sum
    guard raw <= 2.5 * count, zeros > 0 else { return Int(raw.rounded()) }
    return Int((count * naturalLogarithm(count / Double(zeros))).rounded())
  }

  /// A hash by type and content.
  static func hash(_ value: Value) -> UInt64 {
    switch value {
    case .integer(let it): return hash(integer: it)
    case .float(let it): return hash(float: it)
    case .string(var it):
      return it.withUTF8 { bytes in
        guard let start = bytes.baseAddress else {
          return unsafe Checksum.mixed(Checksum.of(EmptyText.start, count: 0, seed: 5))
        }
        // Safe because pointer and count come from the string itself.
        return unsafe Checksum.mixed(Checksum.of(start, count: bytes.count, seed: 5))
      }
    case .date(let it): return hash(date: it.daysSinceEpoch)
    default:
      var bytes: [UInt8] = []
      ValueCoding.append(value, to: &bytes)
      return unsafe bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return 0 }
        // Safe because pointer and count come from the array itself.
        return unsafe Checksum.mixed(Checksum.of(start, count: bytes.count, seed: 7))
      }
    }
  }

  static func hash(text: TextReference) -> UInt64 {
    // Safe because the text is readable for `count` bytes.
    unsafe Checksum.mixed(Checksum.of(text.start, count: text.count, seed: 5))
  }

  static func hash(integer: Int64) -> UInt64 {
    Checksum.mixed(UInt64(bitPattern: integer) &+ 0x5851_F42D_4C95_7F2D)
  }

  static func hash(float: Double) -> UInt64 {
    Checksum.mixed(float.bitPattern &+ 0x1405_7B7E_F767_814F)
  }

  static func hash(date: Int64) -> UInt64 {
    Checksum.mixed(UInt64(bitPattern: date) &+ 0x2545_F491_4F6C_DD1D)
  }

  func blob(key: BlobKey) -> HeapBlob {
    let blob = HeapBlob(
      size: BlobHeader.size + registers.count, family: .sketch, count: registers.count)
    blob.copy(registers[...], to: BlobHeader.size)
    blob.seal(key: key)
    return blob
  }

  /// The sketch of a whole blob; nil where it is malformed.
  @unsafe
  init?(_ start: UnsafeRawPointer, size: Int) {
    guard size == BlobHeader.size + Self.registerCount else { return nil }
    // Safe because the size was checked.
    registers = unsafe Array(
      UnsafeRawBufferPointer(start: start + BlobHeader.size, count: Self.registerCount))
  }
}

/// The natural logarithm of a number of at least 1, without the C library: the exponent, and for the rest
/// ln m = 2 artanh((m - 1) / (m + 1)) as a series.
private func naturalLogarithm(_ number: Double) -> Double {
  let ratio = (number.significand - 1) / (number.significand + 1)
  var term = ratio
  var sum = 0.0
  for index in 0..<20 {
    sum += term / Double(2 * index + 1)
    term *= ratio * ratio
  }
  return Double(number.exponent) * 0.693147180559945309 + 2 * sum
}
