import KithCore

/// The nodes that a breadth-first search has reached, each with its distance.
///
/// Open addressing over dense numbers: small searches in large graphs touch little memory.
struct NodeLevels {
  private static let free = UInt32.max

  private var keys: [UInt32] = Array(repeating: free, count: 64)
  private var levels: [UInt32] = Array(repeating: 0, count: 64)
  private(set) var count = 0

  /// The distance of a node, or nil where it was not reached.
  func level(of node: NodeID) -> Int? {
    let slot = slot(of: node.rawValue)
    return keys[slot] == Self.free ? nil : Int(levels[slot])
  }

  /// Notes a node's distance unless it was reached before; gives whether it is new.
  mutating func insert(_ node: NodeID, level: Int) -> Bool {
    if count * 2 >= keys.count { grow() }
    let slot = slot(of: node.rawValue)
    if keys[slot] != Self.free { return false }
    keys[slot] = node.rawValue
    levels[slot] = UInt32(level)
    count += 1
    return true
  }

  /// The slot that holds a key, or the free one where it belongs.
  private func slot(of key: UInt32) -> Int {
    let mask = keys.count - 1
    var slot = Int(key &* 0x9E37_79B1) >> 7 & mask
    while keys[slot] != Self.free, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldLevels) = (keys, levels)
    keys = Array(repeating: Self.free, count: oldKeys.count * 4)
    levels = Array(repeating: 0, count: keys.count)
    for old in oldKeys.indices where oldKeys[old] != Self.free {
      let slot = slot(of: oldKeys[old])
      keys[slot] = oldKeys[old]
      levels[slot] = oldLevels[old]
    }
  }
}
