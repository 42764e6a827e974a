import KithCore

/// Pairs the facts of a file with those that stand in the graph between the same two things, nearest first.
enum FactMatching {
  /// Subject, type and object.
  struct Group: Hashable {
    var start: FactPlan.NodeReference
    var type: String
    var end: FactPlan.NodeReference
  }

  /// More pairs than this are not compared one by one: what is left of so large a group is paired in order.
  private static let pairLimit = 250_000

  /// Which new one goes with which old one; each at most once.
  ///
  /// Equal ones first, then, unless `onlyEqual`, greedily the nearest pair of all that are left. Quadratic in what is
  /// not equal.
  static func pairs(
    _ new: [ValueMap], _ old: [ValueMap], onlyEqual: Bool = false
  ) -> [(new: Int, old: Int)] {
    let old = old.map(\.withoutHidden)
    var pairs = equalPairs(new, old)
    if onlyEqual { return pairs }
    var freeNew = Set(new.indices).subtracting(pairs.map(\.new)).sorted()
    var freeOld = Set(old.indices).subtracting(pairs.map(\.old)).sorted()
    if freeNew.count * freeOld.count > pairLimit {
      return pairs + zip(freeNew, freeOld).map { (new: $0, old: $1) }
    }
    let candidates = freeNew.flatMap { one in
      freeOld.map { (distance: distance(new[one], old[$0]), new: one, old: $0) }
    }
    for candidate in candidates.sorted(by: {
      ($0.distance, $0.new, $0.old) < ($1.distance, $1.new, $1.old)
    }) {
      guard let newPlace = freeNew.firstIndex(of: candidate.new),
        let oldPlace = freeOld.firstIndex(of: candidate.old)
      else { continue }
      freeNew.remove(at: newPlace)
      freeOld.remove(at: oldPlace)
      pairs.append((candidate.new, candidate.old))
    }
    return pairs
  }

  private static func equalPairs(
    _ new: [ValueMap], _ old: [ValueMap]
  ) -> [(new: Int, old: Int)] {
    var places: [ValueKey: [Int]] = [:]
    for index in old.indices.reversed() {
      places[ValueKey(.map(old[index])), default: []].append(index)
    }
    return new.indices.compactMap { index in
      places[ValueKey(.map(new[index]))]?.popLast().map { (new: index, old: $0) }
    }
  }

  /// How far apart two maps are: one for each key that only one has or whose values differ, less for texts alike.
  static func distance(_ left: ValueMap, _ right: ValueMap) -> Double {
    var sum = 0.0
    for (key, value) in left.entries {
      sum += right[key].map { distance(value, $0) } ?? 1
    }
    return sum + Double(right.keys.count { left[$0] == nil })
  }

  private static func distance(_ left: Value, _ right: Value) -> Double {
    if left.isEquivalent(to: right) { return 0 }
    guard case .string(let one) = left, case .string(let other) = right else { return 1 }
    // Long texts differ enough by their beginnings.
    let (short, long) = (Array(one.utf8.prefix(64)), Array(other.utf8.prefix(64)))
    let length = max(short.count, long.count)
    guard length > 0 else { return 1 }
    let edits = typingDistance(short, long, limit: length) ?? length
    return 0.2 + 0.8 * Double(edits) / Double(length)
  }
}

extension ValueMap {
  /// Without what the loader keeps for itself.
  var withoutHidden: ValueMap {
    ValueMap(entries.filter { !FactProperties.hidden.contains($0.key) })
  }
}
