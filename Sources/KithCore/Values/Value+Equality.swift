extension Value {
  /// Whether two values are equal, by openCypher's three-valued `=`: nil where it cannot be known.
  ///
  /// Null equals nothing, not even null. Values of different types differ, but integers and floats
  /// compare as numbers, exactly. Lists and maps compare element by element; a difference that is
  /// certain outweighs a null. Linear in the size of the smaller value.
  package func equals(_ other: Value) -> Bool? {
    switch (self, other) {
    case (.null, _), (_, .null): nil
    case (.list(let left), .list(let right)): Self.equals(left, right)
    case (.map(let left), .map(let right)): Self.equals(left, right)
    case (.float(let left), .float(let right)): left == right
    default: isEquivalent(to: other)
    }
  }

  private static func equals(_ left: [Value], _ right: [Value]) -> Bool? {
    guard left.count == right.count else { return false }
    var result: Bool? = true
    for (one, other) in zip(left, right) {
      switch one.equals(other) {
      case .some(true): continue
      case .some(false): return false
      case .none: result = nil
      }
    }
    return result
  }

  private static func equals(_ left: ValueMap, _ right: ValueMap) -> Bool? {
    guard left.count == right.count else { return false }
    var result: Bool? = true
    for (key, value) in zip(left.keys, left.values) {
      guard let other = right[key] else { return false }
      switch value.equals(other) {
      case .some(true): continue
      case .some(false): return false
      case .none: result = nil
      }
    }
    return result
  }

  /// Whether two values are the same for `DISTINCT`, grouping and `UNION`: as `=`, but null is the
  /// same as null and NaN the same as NaN.
  package func isEquivalent(to other: Value) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.float(let left), .float(let right)): left == right || (left.isNaN && right.isNaN)
    case (.integer(let left), .float(let right)), (.float(let right), .integer(let left)):
      Int64(exactly: right) == left
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.date(let left), .date(let right)): left == right
    case (.localTime(let left), .localTime(let right)): left == right
    case (.time(let left), .time(let right)): left == right
    case (.localDateTime(let left), .localDateTime(let right)): left == right
    case (.dateTime(let left), .dateTime(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.point(let left), .point(let right)): left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isEquivalent(to: $1) }
    case (.map(let left), .map(let right)):
      left.count == right.count
        && zip(left.keys, left.values).allSatisfy { key, value in
          right[key].map(value.isEquivalent(to:)) ?? false
        }
    case (.node(let left), .node(let right)): left == right
    case (.relationship(let left), .relationship(let right)): left == right
    case (.path(let left), .path(let right)): left == right
    default: false
    }
  }

  /// Feeds a hasher so that equivalent values hash alike.
  package func hashEquivalence(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0 as UInt8)
    case .boolean(let it): hasher.combine(it)
    case .integer(let it): hasher.combine(it)
    case .float(let it): Self.hash(it, into: &hasher)
    case .string(let it): it.hashBytes(into: &hasher)
    case .date(let it): hasher.combine(it)
    case .localTime(let it): hasher.combine(it)
    case .time(let it): hasher.combine(it)
    case .localDateTime(let it): hasher.combine(it)
    case .dateTime(let it): hasher.combine(it)
    case .duration(let it): hasher.combine(it)
    case .point(let it): hasher.combine(it)
    case .list(let it):
      hasher.combine(it.count)
      for element in it { element.hashEquivalence(into: &hasher) }
    case .map(let it): Self.hash(it, into: &hasher)
    case .node(let it): hasher.combine(it)
    case .relationship(let it): hasher.combine(it)
    case .path(let it): hasher.combine(it)
    }
  }

  /// A float that is a whole number hashes as the integer that it equals; all NaNs alike.
  private static func hash(_ float: Double, into hasher: inout Hasher) {
    if let whole = Int64(exactly: float) {
      hasher.combine(whole)
    } else if float.isNaN {
      hasher.combine(1 as UInt8)
    } else {
      hasher.combine(float)
    }
  }

  /// Maps that differ in the order of their keys only are equal: sums the entries' hashes.
  private static func hash(_ map: ValueMap, into hasher: inout Hasher) {
    var sum = 0
    for (key, value) in zip(map.keys, map.values) {
      var entry = Hasher()
      key.hashBytes(into: &entry)
      value.hashEquivalence(into: &entry)
      sum &+= entry.finalize()
    }
    hasher.combine(map.count)
    hasher.combine(sum)
  }
}

/// A value as a key of a set or a dictionary, by equivalence: for `DISTINCT` and grouping.
package struct ValueKey: Hashable, Sendable {
  package let value: Value

  package init(_ value: Value) { self.value = value }

  package static func == (left: Self, right: Self) -> Bool {
    left.value.isEquivalent(to: right.value)
  }

  package func hash(into hasher: inout Hasher) { value.hashEquivalence(into: &hasher) }
}

extension String {
  /// Whether two texts have the same UTF-8 bytes. Texts compare so everywhere in kith, as the file's
  /// bytes do: `é` and `e` with a combining accent differ.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// Whether this text's code points come before the other's. UTF-8 bytes order as code points do.
  package func precedesInCodePoints(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }

  func hashBytes(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { bytes in
      // Safe because the bytes are read within the closure only.
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    // No text's bytes are the beginning of another's.
    hasher.combine(0xFF as UInt8)
  }
}
