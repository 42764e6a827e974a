import KithCore
import KithStorage

/// What two sorted neighbour lists have in common.
enum SortedLists {
  /// From this ratio of their lengths on, the entries of the shorter one are looked up in the longer one.
  static let gallopRatio = 8

  /// The number of pairs of one entry each that are the same node, without one node.
  ///
  /// Linear in both lists; where one is much shorter, its length times the logarithm of the gaps in the other.
  static func pairs(
    _ left: NeighbourSlice, _ right: NeighbourSlice, except skipped: NodeID?
  ) -> Int {
    if left.count > right.count { return pairs(right, left, except: skipped) }
    if left.count == 0 { return 0 }
    var pairs =
      left.count &* gallopRatio < right.count ? galloping(left, right) : merging(left, right)
    if let skipped { pairs &-= left.range(of: skipped).count &* right.range(of: skipped).count }
    return pairs
  }

  private static func merging(_ left: NeighbourSlice, _ right: NeighbourSlice) -> Int {
    var (i, j, pairs) = (0, 0, 0)
    let (leftCount, rightCount) = (left.count, right.count)
    while i < leftCount, j < rightCount {
      // Safe because both positions were compared with the counts.
      let (a, b) = unsafe (left.neighbours[i], right.neighbours[j])
      if a == b {
        var (m, n) = (1, 1)
        while i &+ m < leftCount, unsafe left.neighbours[i &+ m] == a { m &+= 1 }
        while j &+ n < rightCount, unsafe right.neighbours[j &+ n] == a { n &+= 1 }
        pairs &+= m &* n
        i &+= m
        j &+= n
      } else {
        // Without a branch that cannot be foretold.
        i &+= a < b ? 1 : 0
        j &+= b < a ? 1 : 0
      }
    }
    return pairs
  }

  private static func galloping(_ short: NeighbourSlice, _ long: NeighbourSlice) -> Int {
    var (start, pairs) = (0, 0)
    let count = long.count
    for i in 0..<short.count {
      // Safe because every position is below the count of its list.
      let wanted = unsafe short.neighbours[i]
      var step = 1
      var (low, high) = (start, start)
      while high < count, unsafe long.neighbours[high] < wanted {
        low = high &+ 1
        high &+= step
        step &<<= 1
      }
      high = min(high, count)
      while low < high {
        let middle = (low &+ high) &>> 1
        if unsafe long.neighbours[middle] < wanted { low = middle &+ 1 } else { high = middle }
      }
      start = low
      while low < count, unsafe long.neighbours[low] == wanted {
        pairs &+= 1
        low &+= 1
      }
      if start == count { break }
    }
    return pairs
  }
}
