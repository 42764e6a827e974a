import Glibc
package import KithCore

/// The one moment that all of a statement calls now.
package enum StatementClock {
  /// The present instant in UTC.
  package static func now() -> DateTimeValue {
    var time = timespec()
    // Safe because `time` is a live local that the call only fills.
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return DateTimeValue(
      secondsSinceEpoch: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec), offsetSeconds: 0,
      zoneName: nil)
  }
}

/// The random numbers of a statement: SplitMix64 (Steele, Lea and Flood, 2014), 8 bytes of state.
///
/// Seeded by the system, or by a test that needs the same numbers again.
package struct StatementRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64 = SystemRandomNumberGenerator.seed()) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SystemRandomNumberGenerator {
  /// A seed from the system's own generator.
  package static func seed() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
