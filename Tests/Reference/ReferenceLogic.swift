package import KithCore

// Equality, comparison and order as openCypher defines them (CIP2016-06-14), from scratch.

extension ReferenceEvaluator {
  /// `=`: nil where it cannot be known.
  static func equal(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.null, _), (_, .null): return nil
    case (.integer(let one), .integer(let other)): return one == other
    case (.float(let one), .float(let other)): return one == other
    case (.integer(let one), .float(let other)), (.float(let other), .integer(let one)):
      return Int64(exactly: other) == one
    case (.list(let one), .list(let other)):
      guard one.count == other.count else { return false }
      return all(zip(one, other).map { equal($0, $1) })
    case (.map(let one), .map(let other)):
      let (first, second) = (dictionary(one), dictionary(other))
      guard Set(first.keys) == Set(second.keys) else { return false }
      return all(first.map { equal($0.value, second[$0.key] ?? .null) })
    default: return same(left, right)
    }
  }

  /// Whether all are true, in three-valued logic.
  static func all(_ truths: [Bool?]) -> Bool? {
    if truths.contains(false) { return false }
    return truths.contains(nil) ? nil : true
  }

  static func dictionary(_ map: ValueMap) -> [String: Value] {
    Dictionary(zip(map.keys, map.values)) { $1 }
  }

  /// The same for `DISTINCT`, grouping and `UNION`: null is null, NaN is NaN.
  package static func same(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): return true
    case (.boolean(let one), .boolean(let other)): return one == other
    case (.integer(let one), .integer(let other)): return one == other
    case (.float(let one), .float(let other)):
      return one == other || (one.isNaN && other.isNaN)
    case (.integer(let one), .float(let other)), (.float(let other), .integer(let one)):
      return Int64(exactly: other) == one
    case (.string(let one), .string(let other)): return Array(one.utf8) == Array(other.utf8)
    case (.list(let one), .list(let other)):
      return one.count == other.count && zip(one, other).allSatisfy { same($0, $1) }
    case (.map(let one), .map(let other)):
      let (first, second) = (dictionary(one), dictionary(other))
      return Set(first.keys) == Set(second.keys)
        && first.allSatisfy { same($0.value, second[$0.key] ?? .null) }
    case (.node(let one), .node(let other)): return one == other
    case (.relationship(let one), .relationship(let other)): return one == other
    case (.path(let one), .path(let other)):
      return one.nodes == other.nodes && one.relationships == other.relationships
    case (.date(let one), .date(let other)): return one.daysSinceEpoch == other.daysSinceEpoch
    default: return false
    }
  }

  /// `left < right`: nil where the two do not compare.
  static func less(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.boolean(let one), .boolean(let other)): return !one && other
    case (.integer, .integer), (.float, .float), (.integer, .float), (.float, .integer):
      return numberLess(left, right)
    case (.string(let one), .string(let other)):
      return one.utf8.lexicographicallyPrecedes(other.utf8)
    case (.date(let one), .date(let other)): return one.daysSinceEpoch < other.daysSinceEpoch
    case (.list(let one), .list(let other)):
      for (first, second) in zip(one, other) {
        guard let isEqual = equal(first, second) else { return nil }
        if !isEqual { return less(first, second) }
      }
      return one.count < other.count
    default: return nil
    }
  }

  /// Integers and floats as real numbers; NaN is less than nothing.
  private static func numberLess(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.integer(let one), .integer(let other)): return one < other
    case (.float(let one), .float(let other)): return one < other
    case (.integer(let one), .float(let other)):
      if other.isNaN { return false }
      // Exact: a float beyond the integers, or the integer against the float rounded up.
      if other >= 9_223_372_036_854_775_808 { return true }
      if other < -9_223_372_036_854_775_808 { return false }
      return one < Int64(other.rounded(.down))
        || (one == Int64(other.rounded(.down)) && other > other.rounded(.down))
    case (.float(let one), .integer(let other)):
      if one.isNaN { return false }
      if one >= 9_223_372_036_854_775_808 { return false }
      if one < -9_223_372_036_854_775_808 { return true }
      return Int64(one.rounded(.down)) < other
    default: return false
    }
  }

  /// One comparison operator.
  static func compare(_ left: Value, _ comparison: ComparisonOperator, _ right: Value) -> Bool? {
    switch comparison {
    case .equal: return equal(left, right)
    case .notEqual: return equal(left, right).map { !$0 }
    case .less: return less(left, right)
    case .greater: return less(right, left)
    case .lessOrEqual: return either(less(left, right), left, right)
    case .greaterOrEqual: return either(less(right, left), left, right)
    }
  }

  private static func either(_ isLess: Bool?, _ left: Value, _ right: Value) -> Bool? {
    guard let isLess else { return nil }
    if isLess { return true }
    return equal(left, right)
  }

  // MARK: order

  /// Whether the one comes before the other in `ORDER BY`, ascending: a total order over all values.
  package static func before(_ left: Value, _ right: Value) -> Bool {
    let ranks = (rank(left), rank(right))
    guard ranks.0 == ranks.1 else { return ranks.0 < ranks.1 }
    switch (left, right) {
    case (.list(let one), .list(let other)): return listBefore(one, other)
    case (.node(let one), .node(let other)): return one.rawValue < other.rawValue
    case (.relationship(let one), .relationship(let other)): return one.rawValue < other.rawValue
    case (.map(let one), .map(let other)):
      let entries = (dictionary(one), dictionary(other))
      let keys = (entries.0.keys.sorted(), entries.1.keys.sorted())
      if keys.0 != keys.1 { return keys.0.lexicographicallyPrecedes(keys.1) }
      return listBefore(
        keys.0.map { entries.0[$0] ?? .null }, keys.1.map { entries.1[$0] ?? .null })
    case (.path(let one), .path(let other)):
      return parts(one).lexicographicallyPrecedes(parts(other))
    default: return less(left, right) ?? false
    }
  }

  private static func listBefore(_ left: [Value], _ right: [Value]) -> Bool {
    for (one, other) in zip(left, right) {
      if before(one, other) { return true }
      if before(other, one) { return false }
    }
    return left.count < right.count
  }

  /// A path's nodes and relationships in turn.
  private static func parts(_ path: PathValue) -> [UInt32] {
    var parts: [UInt32] = []
    for (index, node) in path.nodes.enumerated() {
      parts.append(node.rawValue)
      if index < path.relationships.count { parts.append(path.relationships[index].rawValue) }
    }
    return parts
  }

  private static func rank(_ value: Value) -> Int {
    switch value {
    case .map: 0
    case .node: 1
    case .relationship: 2
    case .list: 3
    case .path: 4
    case .point: 5
    case .dateTime: 6
    case .localDateTime: 7
    case .date: 8
    case .time: 9
    case .localTime: 10
    case .duration: 11
    case .string: 12
    case .boolean: 13
    case .integer: 14
    case .float(let it): it.isNaN ? 15 : 14
    case .null: 16
    }
  }
}
