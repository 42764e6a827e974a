/// The candidate that somebody who wrote `name` most likely meant, or nil when none is close.
///
/// Close is the Damerau-Levenshtein distance (an insertion, a removal, a replacement, or two
/// neighbours swapped), case aside: none for one letter, 1 up to four letters, 2 up to eight, 3 above.
/// Of several equally close ones, one with the same first letter wins, then the first.
///
/// Cost: candidates × length². It is meant for messages.
package func nearestName(
  to name: String, among candidates: some Sequence<String>
) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(longestComparedName))
  var best: (name: String, rank: Int)?
  for candidate in candidates {
    let scalars = Array(candidate.lowercased().unicodeScalars.prefix(longestComparedName))
    let allowed = allowedDistance(max(wanted.count, scalars.count))
    guard abs(wanted.count - scalars.count) <= allowed else { continue }
    let distance = editDistance(wanted, scalars)
    guard distance <= allowed, distance < max(1, min(wanted.count, scalars.count)) else { continue }
    let rank = 2 * distance + (wanted.first == scalars.first ? 0 : 1)
    if best.map({ rank < $0.rank }) ?? true { best = (candidate, rank) }
  }
  return best?.name
}

/// Names are compared up to here, so that a megabyte of one word costs nothing.
private let longestComparedName = 64

private func allowedDistance(_ length: Int) -> Int {
  switch length {
  case ...1: 0
  case ...4: 1
  case ...8: 2
  default: 3
  }
}

/// The number of single edits between two names, in the restricted form: no part is edited twice.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    for column in 0..<right.count {
      let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
      var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        least = min(least, beforePrevious[column - 1] + 1)
      }
      current.append(least)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
