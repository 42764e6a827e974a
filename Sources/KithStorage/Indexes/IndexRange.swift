package import KithCore

/// What is asked of one property of an index.
package enum IndexProbe: Sendable {
  package struct Bound: Sendable {
    package var value: Value
    package var isInclusive: Bool

    package init(_ value: Value, isInclusive: Bool) {
      self.value = value
      self.isInclusive = isInclusive
    }
  }

  /// `n.key = value`.
  case equal(Value)
  /// `n.key STARTS WITH text`.
  case prefix(String)
  /// `low < n.key <= high`; at least one of them is given.
  case range(lower: Bound?, upper: Bound?)
  /// `n.key IS NOT NULL`.
  case exists
}

/// A stretch of an index: keys from `lower` up to, but without, `upper` (nil: to the end).
package struct IndexRange: Sendable {
  var lower: [UInt8]
  var upper: [UInt8]?
  /// Whether all that lies in it meets the probes; if not, the properties must be looked at.
  package var isExact: Bool

  /// The stretch of what meets `equals` on the first properties, in turn, and `last` on the next one. Nil where nothing can:
  /// null and NaN equal nothing, and values of different types do not compare.
  package init?(equals: [Value], last: IndexProbe? = nil) {
    var bytes: [UInt8] = []
    var isExact = true
    for value in equals {
      guard Self.equalsSomething(value) else { return nil }
      if !IndexKeyCoding.append(value, to: &bytes) { isExact = false }
    }
    switch last {
    case nil: self.init(beginningWith: bytes, isExact: isExact)
    case .equal(let value):
      guard let range = IndexRange(equals: equals + [value]) else { return nil }
      self = range
    case .prefix(var text):
      bytes.append(IndexKeyCoding.text)
      text.withUTF8 { unsafe IndexKeyCoding.appendEscaped($0, to: &bytes) }
      self.init(
        beginningWith: bytes, isExact: isExact && text.utf8.count <= IndexKeyCoding.textLimit)
    case .range(let lower, let upper):
      self.init(behind: bytes, lower, upper, isExact: isExact)
    case .exists:
      self.init(
        lower: bytes + [IndexKeyCoding.absent + 1], upper: IndexKeyCoding.successor(of: bytes),
        isExact: isExact)
    }
  }

  private init(lower: [UInt8], upper: [UInt8]?, isExact: Bool) {
    self.lower = lower
    self.upper = upper
    self.isExact = isExact
  }

  /// The stretch of one key.
  init(key: [UInt8]) { self.init(beginningWith: key, isExact: true) }

  private init(beginningWith bytes: [UInt8], isExact: Bool) {
    self.init(lower: bytes, upper: IndexKeyCoding.successor(of: bytes), isExact: isExact)
  }

  private init?(
    behind bytes: [UInt8], _ lower: IndexProbe.Bound?, _ upper: IndexProbe.Bound?, isExact: Bool
  ) {
    let bounds = [lower, upper].compactMap { $0 }
    guard let first = bounds.first, bounds.allSatisfy({ Self.hasOrder($0.value) }) else {
      return nil
    }
    let kind = IndexKeyCoding.classByte(of: first.value)
    guard bounds.allSatisfy({ IndexKeyCoding.classByte(of: $0.value) == kind }) else { return nil }
    let whole = bytes + [kind]
    self.init(beginningWith: whole, isExact: isExact)
    if let lower { take(lower: lower, behind: bytes) }
    if let upper { take(upper: upper, behind: bytes) }
  }

  private mutating func take(lower bound: IndexProbe.Bound, behind bytes: [UInt8]) {
    var key = bytes
    if !IndexKeyCoding.append(bound.value, to: &key) {
      isExact = false
      lower = key
    } else {
      // A key has a successor: it does not begin with 0xFF.
      lower = bound.isInclusive ? key : IndexKeyCoding.successor(of: key) ?? key
    }
  }

  private mutating func take(upper bound: IndexProbe.Bound, behind bytes: [UInt8]) {
    var key = bytes
    let bytesAreExact = IndexKeyCoding.append(bound.value, to: &key)
    if !bytesAreExact { isExact = false }
    upper = bound.isInclusive || !bytesAreExact ? IndexKeyCoding.successor(of: key) : key
  }

  private static func equalsSomething(_ value: Value) -> Bool {
    switch value {
    case .null: false
    case .float(let it): !it.isNaN
    default: true
    }
  }

  /// Whether `<` can be true of it.
  private static func hasOrder(_ value: Value) -> Bool {
    switch value {
    case .null, .duration, .map, .node, .relationship, .path: false
    case .float(let it): !it.isNaN
    default: true
    }
  }

  /// Everything.
  static var all: IndexRange { IndexRange(lower: [], upper: nil, isExact: true) }

  /// Whether no key lies in it.
  var isEmpty: Bool {
    guard let upper else { return false }
    return !lower.lexicographicallyPrecedes(upper)
  }
}
