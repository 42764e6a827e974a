import KithColumns
import KithCore

/// One key of an order over rows: compares two rows, and gives each a word that orders most rows without comparing.
struct SortColumn {
  private let vector: ColumnVector
  private let mask: [Bool]?
  let isDescending: Bool

  init(_ vector: ColumnVector, isDescending: Bool) {
    self.vector = vector
    self.isDescending = isDescending
    mask = vector.isNull
  }

  /// Whether rows with the same word are certainly the same in this order.
  var hasExactWords: Bool {
    guard mask == nil else { return false }
    return switch vector.storage {
    case .booleans, .integers, .dates, .nodes, .relationships, .floats: true
    case .texts, .values: false
    }
  }

  /// A word for each row: where one row's is less than another's, the row comes first.
  func words() -> [UInt64] {
    var words = ascendingWords()
    if let mask {
      for row in words.indices where mask[row] { words[row] = .max }
    }
    if isDescending { for row in words.indices { words[row] = ~words[row] } }
    return words
  }

  private func ascendingWords() -> [UInt64] {
    switch vector.storage {
    case .booleans(let rows): rows.map { $0 ? 1 : 0 }
    case .integers(let rows), .dates(let rows):
      rows.map { UInt64(bitPattern: $0) ^ (1 << 63) }
    case .floats(let rows): rows.map(Self.word)
    case .texts(let rows): rows.map(Self.word)
    case .nodes(let rows): rows.map { UInt64($0.rawValue) }
    case .relationships(let rows): rows.map { UInt64($0.rawValue) }
    case .values(let rows): Array(repeating: 0, count: rows.count)
    }
  }

  /// Orders as the numbers do, with NaN behind them and both zeros the same.
  private static func word(_ float: Double) -> UInt64 {
    if float.isNaN { return .max - 1 }
    let bits = float == 0 ? 0 : float.bitPattern
    return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
  }

  /// The first eight bytes, the first of them the weightiest.
  private static func word(_ text: TextReference) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<min(8, text.count) {
      // Safe because the index is less than the count.
      word |= UInt64(unsafe text.start[index]) << UInt64(56 - 8 * index)
    }
    return word
  }

  /// Less than 0 where `left` comes first, 0 where both are the same. Nulls are greater than everything.
  func compare(_ left: Int, _ right: Int) -> Int {
    let order = compareAscending(left, right)
    return isDescending ? -order : order
  }

  private func compareAscending(_ left: Int, _ right: Int) -> Int {
    if let mask, mask[left] || mask[right] {
      return mask[left] == mask[right] ? 0 : mask[left] ? 1 : -1
    }
    return switch vector.storage {
    case .booleans(let rows): Self.order(rows[left] ? 1 : 0, rows[right] ? 1 : 0)
    case .integers(let rows), .dates(let rows): Self.order(rows[left], rows[right])
    case .floats(let rows): Self.order(Self.word(rows[left]), Self.word(rows[right]))
    case .texts(let rows): rows[left].compared(to: rows[right])
    case .nodes(let rows): Self.order(rows[left], rows[right])
    case .relationships(let rows): Self.order(rows[left], rows[right])
    case .values(let rows):
      switch rows[left].order(rows[right]) {
      case .less: -1
      case .equal, .unordered: 0
      case .greater: 1
      }
    }
  }

  private static func order<Key: Comparable>(_ left: Key, _ right: Key) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }
}

extension TextReference {
  /// By bytes, which is by code points. Less than 0 where this text comes first.
  func compared(to other: TextReference) -> Int {
    let shared = min(count, other.count)
    for index in 0..<shared {
      // Safe because the index is less than both counts.
      let (left, right) = unsafe (start[index], other.start[index])
      if left != right { return left < right ? -1 : 1 }
    }
    return count - other.count
  }
}
