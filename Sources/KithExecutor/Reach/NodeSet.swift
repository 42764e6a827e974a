import KithCore
import KithStorage

/// A set of nodes as bits, with its members in the order in which they came.
///
/// One bit a node of the graph; emptied in the time that it took to fill.
@safe
final class NodeSet {
  // Safe because `words` has `wordCount` words as long as this lives, and every access is held against that.
  private let words: UnsafeMutablePointer<UInt64>
  private let wordCount: Int
  private(set) var members: [UInt32] = []

  /// For ids below a bound; others are never members.
  init(bound: Int) {
    wordCount = bound / 64 + 1
    unsafe words = UnsafeMutablePointer<UInt64>.allocate(capacity: wordCount)
    unsafe words.initialize(repeating: 0, count: wordCount)
  }

  deinit { unsafe words.deallocate() }

  var byteCount: Int { wordCount * 8 + members.capacity * 4 }

  /// Whether it has room for ids below a bound.
  func fits(bound: Int) -> Bool { bound / 64 < wordCount }

  func removeAll() {
    // Safe because only ids within the bound became members.
    for id in members { unsafe words[Int(id &>> 6)] = 0 }
    members.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  func contains(_ node: NodeID) -> Bool {
    let word = Int(node.rawValue &>> 6)
    guard word < wordCount else { return false }
    return unsafe (words[word] &>> UInt64(node.rawValue & 63)) & 1 != 0
  }

  /// Gives whether the node is new.
  @discardableResult
  func insert(_ node: NodeID) -> Bool {
    let id = node.rawValue
    let (word, bit) = (Int(id &>> 6), UInt64(1) &<< UInt64(id & 63))
    guard word < wordCount, unsafe words[word] & bit == 0 else { return false }
    unsafe words[word] |= bit
    members.append(id)
    return true
  }

  /// Sets a node's bit alone, until `unmark`: it is no member. Gives whether it was not set.
  func mark(_ node: NodeID) -> Bool {
    let (word, bit) = (Int(node.rawValue &>> 6), UInt64(1) &<< UInt64(node.rawValue & 63))
    guard word < wordCount, unsafe words[word] & bit == 0 else { return false }
    unsafe words[word] |= bit
    return true
  }

  /// Takes back a `mark` that gave true.
  func unmark(_ node: NodeID) {
    let (word, bit) = (Int(node.rawValue &>> 6), UInt64(1) &<< UInt64(node.rawValue & 63))
    guard word < wordCount else { return }
    unsafe words[word] &= ~bit
  }

  /// Whether one of the lists has a neighbour that is no member.
  func misses(someOf slices: [NeighbourSlice]) -> Bool {
    let (words, bound) = unsafe (self.words, UInt32(clamping: wordCount &<< 6))
    for slice in slices {
      for index in 0..<slice.count {
        // Safe because `index` is below the count, and the word of an id below the bound is there.
        let id = unsafe slice.neighbours[index]
        if id < bound, unsafe (words[Int(id &>> 6)] &>> UInt64(id & 63)) & 1 == 0 { return true }
      }
    }
    return false
  }

  /// Inserts all neighbours of some lists.
  func insert(_ slices: [NeighbourSlice]) {
    // The members stand in a local: a class's property would be checked at every neighbour.
    var list = members
    members = []
    for slice in slices { insert(slice, &list) }
    members = list
  }

  /// Inserts all neighbours of some nodes, until so many were looked at; gives how many of the nodes were gone through.
  func insertNeighbours(
    of nodes: ArraySlice<UInt32>, _ lists: inout NeighbourCursor, work limit: Int
  ) throws(Diagnostic) -> Int {
    var list = members
    members = []
    defer { members = list }
    var (done, work) = (0, 0)
    for id in nodes {
      let slice = try lists.neighbours(of: NodeID(id))
      insert(slice, &list)
      done &+= 1
      work &+= slice.count &+ 1
      if work > limit { break }
    }
    return done
  }

  @inline(__always)
  private func insert(_ slice: NeighbourSlice, _ list: inout [UInt32]) {
    let (words, bound) = unsafe (self.words, UInt32(clamping: wordCount &<< 6))
    for index in 0..<slice.count {
      // Safe because `index` is below the count, and the word of an id below the bound is there.
      let id = unsafe slice.neighbours[index]
      guard id < bound else { continue }
      let (word, bit) = (Int(id &>> 6), UInt64(1) &<< UInt64(id & 63))
      let old = unsafe words[word]
      if old & bit == 0 {
        unsafe words[word] = old | bit
        list.append(id)
      }
    }
  }

  /// Puts the members from one place on into the order of their ids. A bit each; longer for few members of a large graph.
  func sortMembers(from start: Int) {
    let count = members.count - start
    if count < wordCount / 4 {
      members[start...].sort()
      return
    }
    var bits = [UInt64](repeating: 0, count: wordCount)
    for id in members[start...] { bits[Int(id &>> 6)] |= UInt64(1) &<< UInt64(id & 63) }
    var list = members
    members = []
    var next = start
    for (word, all) in bits.enumerated() {
      var rest = all
      while rest != 0 {
        list[next] = UInt32(word &<< 6 &+ rest.trailingZeroBitCount)
        next &+= 1
        rest &= rest &- 1
      }
    }
    members = list
  }

  /// The ids below a bound that are no members but have a member among their neighbours, from a range of 64 ids each.
  ///
  /// Most have one among the first few.
  func appendNeighboursOfMembers(
    in range: Range<Int>, bound: Int, _ lists: inout [NeighbourCursor], to found: inout [UInt32]
  ) throws(Diagnostic) {
    for word in range where word < wordCount {
      // Safe because the word is there.
      var rest = unsafe ~words[word]
      while rest != 0 {
        let id = word &<< 6 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        if id >= bound { return }
        for index in lists.indices {
          let slice = try lists[index].neighbours(of: NodeID(UInt32(id)))
          if hasMember(of: slice) {
            found.append(UInt32(id))
            break
          }
        }
      }
    }
  }

  private func hasMember(of slice: NeighbourSlice) -> Bool {
    let (words, bound) = unsafe (self.words, UInt32(clamping: wordCount &<< 6))
    for index in 0..<slice.count {
      // Safe because `index` is below the count, and the word of an id below the bound is there.
      let id = unsafe slice.neighbours[index]
      if id < bound, unsafe (words[Int(id &>> 6)] &>> UInt64(id & 63)) & 1 != 0 { return true }
    }
    return false
  }

  /// Inserts nodes of which none is a member.
  func append(new ids: [UInt32]) {
    for id in ids { insert(NodeID(id)) }
  }

  /// Appends the positions of those entries of a list that are not members, ascending. Most lists have none.
  func appendPositions(
    ofOthersIn slice: NeighbourSlice, _ range: Range<Int>, to positions: inout [Int]
  ) {
    let (words, bound) = unsafe (self.words, UInt32(clamping: wordCount &<< 6))
    var others: UInt64 = 0
    for index in range {
      // Safe because the range lies within the list, and the word of an id below the bound is there.
      let id = unsafe slice.neighbours[index]
      if id < bound { others &+= unsafe ~(words[Int(id &>> 6)] &>> UInt64(id & 63)) & 1 }
    }
    guard others > 0 else { return }
    for index in range where !contains(slice.neighbour(at: index)) { positions.append(index) }
  }
}
