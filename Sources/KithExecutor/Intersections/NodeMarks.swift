import KithCore
import KithStorage

/// A set of nodes as bits: the neighbours of one node, against which the lists of others are held.
///
/// ```
/// marks of a     | 0 1 0 1 1 0 … |       the neighbours of a: 1, 3, 4
/// list of b      | 1 | 2 | 4 | 9 |       two of them are marked
/// ```
///
/// One bit a node of the graph: 1 ns a probe, while the bits stay in the cache.
@safe
final class NodeMarks {
  // Safe because `words` has `wordCount` words as long as this lives, and every access is held against that.
  private let words: UnsafeMutablePointer<UInt64>
  private let wordCount: Int
  /// What is marked, each once.
  private var marked: [UInt32] = []
  /// The node whose neighbours are marked; nil where nothing is.
  private(set) var owner: NodeID?
  /// Whether a neighbour was marked twice: then numbers of marked neighbours say too little.
  private(set) var hasParallels = false

  /// For ids below a bound.
  init(bound: Int) {
    wordCount = bound / 64 + 1
    unsafe words = UnsafeMutablePointer<UInt64>.allocate(capacity: wordCount)
    unsafe words.initialize(repeating: 0, count: wordCount)
  }

  deinit { unsafe words.deallocate() }

  /// How much memory it takes.
  var byteCount: Int { wordCount * 8 + marked.capacity * 4 }

  /// Whether it has room for ids below a bound.
  func fits(bound: Int) -> Bool { bound / 64 < wordCount }

  /// Marks nothing, and from now on neighbours of `owner`. Linear in what was marked.
  func begin(_ owner: NodeID?) {
    // Safe because only ids within the bound were marked.
    for id in marked { unsafe words[Int(id &>> 6)] = 0 }
    marked.removeAll(keepingCapacity: true)
    hasParallels = false
    self.owner = owner
  }

  /// Marks the neighbours of a list, but for one.
  func mark(_ slice: NeighbourSlice, except skipped: NodeID?) {
    var (list, parallels) = (marked, hasParallels)
    marked = []
    let skipped = skipped?.rawValue ?? .max
    let bound = UInt32(clamping: wordCount &<< 6)
    for index in 0..<slice.count {
      // Safe because `index` is below the count.
      let id = unsafe slice.neighbours[index]
      if id == skipped || id >= bound { continue }
      let (word, bit) = (Int(id &>> 6), UInt64(1) &<< UInt64(id & 63))
      if unsafe words[word] & bit != 0 {
        parallels = true
      } else {
        unsafe words[word] |= bit
        list.append(id)
      }
    }
    (marked, hasParallels) = (list, parallels)
  }

  /// Takes the marks from those for which it does not hold.
  func keep(_ holds: (NodeID) throws(Diagnostic) -> Bool) throws(Diagnostic) {
    var kept: [UInt32] = []
    for id in marked {
      if try holds(NodeID(id)) {
        kept.append(id)
      } else {
        // Safe because only ids within the bound were marked.
        unsafe words[Int(id &>> 6)] &= ~(UInt64(1) &<< UInt64(id & 63))
      }
    }
    marked = kept
  }

  @inline(__always)
  func contains(_ node: NodeID) -> Bool {
    let word = Int(node.rawValue &>> 6)
    guard word < wordCount else { return false }
    return unsafe (words[word] &>> UInt64(node.rawValue & 63)) & 1 != 0
  }

  /// The positions of the entries of a list that are marked, ascending. Branch-free.
  func positions(in slice: NeighbourSlice) -> [Int] {
    let (words, bound) = unsafe (self.words, UInt32(clamping: wordCount &<< 6))
    // Safe because at most `index` slots are taken before entry `index` is written, `found` of them are initialised, and
    // the word of an id below the bound is there.
    return unsafe Array(unsafeUninitializedCapacity: slice.count) { buffer, found in
      var next = 0
      for index in 0..<slice.count {
        unsafe buffer[next] = index
        let id = unsafe slice.neighbours[index]
        if id < bound {
          let bit = unsafe (words[Int(id &>> 6)] &>> UInt64(id & 63)) & 1
          next &+= Int(truncatingIfNeeded: bit)
        }
      }
      found = next
    }
  }

  /// How many entries of a list are marked.
  func count(in slice: NeighbourSlice) -> Int {
    let (words, bound) = unsafe (self.words, UInt32(clamping: wordCount &<< 6))
    var found: UInt64 = 0
    for index in 0..<slice.count {
      // Safe because `index` is below the count, and the word of an id below the bound is there.
      let id = unsafe slice.neighbours[index]
      if id < bound {
        found &+= unsafe (words[Int(id &>> 6)] &>> UInt64(id & 63)) & 1
      }
    }
    return Int(truncatingIfNeeded: found)
  }
}
