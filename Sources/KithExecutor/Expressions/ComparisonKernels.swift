import Glibc
import KithColumns
import KithCore

// Loops over typed rows. The operator is looked at once a batch, not once a row.

/// Each row against one value.
@inline(__always)
func compared<Element: Comparable>(
  _ column: [Element], _ comparison: ComparisonOperator, _ scalar: Element
) -> [Bool] {
  switch comparison {
  case .equal: rows(column.count) { column[$0] == scalar }
  case .notEqual: rows(column.count) { column[$0] != scalar }
  case .less: rows(column.count) { column[$0] < scalar }
  case .lessOrEqual: rows(column.count) { column[$0] <= scalar }
  case .greater: rows(column.count) { column[$0] > scalar }
  case .greaterOrEqual: rows(column.count) { column[$0] >= scalar }
  }
}

/// Row against row.
@inline(__always)
func compared<Element: Comparable>(
  _ left: [Element], _ comparison: ComparisonOperator, _ right: [Element]
) -> [Bool] {
  switch comparison {
  case .equal: rows(left.count) { left[$0] == right[$0] }
  case .notEqual: rows(left.count) { left[$0] != right[$0] }
  case .less: rows(left.count) { left[$0] < right[$0] }
  case .lessOrEqual: rows(left.count) { left[$0] <= right[$0] }
  case .greater: rows(left.count) { left[$0] > right[$0] }
  case .greaterOrEqual: rows(left.count) { left[$0] >= right[$0] }
  }
}

/// Texts against one text, byte by byte, without making strings.
func compared(
  _ column: [TextReference], _ comparison: ComparisonOperator, _ scalar: String
) -> [Bool] {
  var scalar = scalar
  return scalar.withUTF8 { bytes in
    // Safe because the reference is used within the closure only.
    guard let start = bytes.baseAddress else {
      return rows(column.count) { comparison.holds(column[$0].count) }
    }
    let other = unsafe TextReference(start: start, count: bytes.count)
    return switch comparison {
    case .equal: rows(column.count) { column[$0].hasSameBytes(as: other) }
    case .notEqual: rows(column.count) { !column[$0].hasSameBytes(as: other) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      rows(column.count) { comparison.holds(column[$0].difference(from: other)) }
    }
  }
}

/// Texts against texts, byte by byte.
func compared(
  _ left: [TextReference], _ comparison: ComparisonOperator, _ right: [TextReference]
) -> [Bool] {
  switch comparison {
  case .equal: rows(left.count) { left[$0].hasSameBytes(as: right[$0]) }
  case .notEqual: rows(left.count) { !left[$0].hasSameBytes(as: right[$0]) }
  case .less, .lessOrEqual, .greater, .greaterOrEqual:
    rows(left.count) { comparison.holds(left[$0].difference(from: right[$0])) }
  }
}

extension ComparisonOperator {
  /// Whether it holds for two things that differ by an amount: negative where the left one is less.
  @inline(__always)
  func holds(_ difference: Int) -> Bool {
    switch self {
    case .equal: difference == 0
    case .notEqual: difference != 0
    case .less: difference < 0
    case .lessOrEqual: difference <= 0
    case .greater: difference > 0
    case .greaterOrEqual: difference >= 0
    }
  }
}

extension TextReference {
  @inline(__always)
  func hasSameBytes(as other: TextReference) -> Bool {
    guard count == other.count else { return false }
    // Safe because both are readable for their counts.
    return unsafe memcmp(start, other.start, count) == 0
  }

  /// Negative where this text's bytes come first, 0 where they are the same.
  @inline(__always)
  func difference(from other: TextReference) -> Int {
    // Safe because both are readable for the shorter count.
    let order = Int(unsafe memcmp(start, other.start, min(count, other.count)))
    return order != 0 ? order : count - other.count
  }

  /// Whether the bytes at an offset are those of another text. The range must lie within this text.
  @inline(__always)
  func has(_ other: TextReference, at offset: Int) -> Bool {
    // Safe because `offset + other.count` is at most `count`.
    unsafe memcmp(start + offset, other.start, other.count) == 0
  }

  /// Whether another text's bytes, at least one, occur anywhere in this one.
  @inline(__always)
  func contains(_ other: TextReference) -> Bool {
    guard count >= other.count else { return false }
    // Safe because both are readable for their counts, and `place` is at most `last`.
    let first = unsafe Int32(other.start[0])
    let last = unsafe start + (count - other.count)
    var place = unsafe start
    while unsafe place <= last, let found = unsafe memchr(place, first, last - place + 1) {
      let candidate = unsafe found.assumingMemoryBound(to: UInt8.self)
      if unsafe memcmp(candidate, other.start, other.count) == 0 { return true }
      unsafe place = UnsafePointer(candidate) + 1
    }
    return false
  }
}
