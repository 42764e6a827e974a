package import KithCore

/// Whoever runs an algorithm: can stop it, and bounds its memory.
package protocol AlgorithmHost: AnyObject {
  /// Throws where the work is to stop.
  func checkCancelled() throws(Diagnostic)
  /// Takes bytes that the algorithm keeps until it is done. Throws where the limit is reached.
  func charge(_ bytes: Int) throws(Diagnostic)
}

/// Counts the edges that a loop has passed, and asks every so many whether to go on.
///
/// 65,536 edges take well under a millisecond, and the question some ten nanoseconds.
struct WorkMeter {
  private static let stride = 1 << 16
  private var edges = 0

  @inline(__always)
  mutating func pass(_ more: Int, _ host: any AlgorithmHost) throws(Diagnostic) {
    edges &+= more &+ 1
    if edges >= Self.stride { try ask(host) }
  }

  @inline(never)
  private mutating func ask(_ host: any AlgorithmHost) throws(Diagnostic) {
    edges = 0
    try host.checkCancelled()
  }
}

/// The random numbers of an algorithm: SplitMix64 (Steele, Lea and Flood, 2014). The same seed, the same numbers.
struct SeededNumbers {
  private var state: UInt64

  init(seed: Int64) { state = UInt64(bitPattern: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, which is positive; the skew is below 2⁻³² for the bounds that occur.
  mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The first `count` of the numbers 0 ..< total in a random order (Fisher and Yates).
  mutating func sample(_ count: Int, of total: Int) -> [UInt32] {
    var numbers = Array(0..<UInt32(total))
    for index in 0..<min(count, total) {
      numbers.swapAt(index, index + next(below: total - index))
    }
    return Array(numbers.prefix(count))
  }
}
