import KithColumns
import KithCore

// How large a single value may grow: lists and maps hold each other without end in `reduce`, and a string doubled
// forty times takes no rows at all.

/// How deep lists and maps may nest within each other.
///
/// Each level of a value is a level of the stack where it is written, compared, hashed and given back.
enum ValueNesting {
  /// As deep as the syntax of a query may nest.
  static let limit = 300
  /// How many elements a nested value may hold, those that it shares with itself counted each time:
  /// `[l, l]` forty times over has 2^40.
  static let elementLimit = 1 << 25

  /// Throws where a list or map that is to hold `element` would nest too deep or hold too much.
  ///
  /// Free for what is neither; else linear in the element.
  static func check(_ element: Value) throws(Diagnostic) {
    var left = elementLimit
    switch element {
    case .list, .map: try walk(element, level: 2, &left)
    default: return
    }
  }

  /// The same for all rows of a column.
  static func check(_ column: ColumnVector) throws(Diagnostic) {
    guard case .values(let elements) = column.storage else { return }
    for element in elements { try check(element) }
  }

  private static func walk(_ value: Value, level: Int, _ left: inout Int) throws(Diagnostic) {
    let parts: [Value]
    switch value {
    case .list(let elements): parts = elements
    case .map(let map): parts = map.values
    default: return
    }
    guard level <= limit else { throw .valueTooDeep(limit: limit) }
    left -= parts.count
    guard left >= 0 else { throw .valueTooLarge(limit: elementLimit) }
    for part in parts { try walk(part, level: level + 1, &left) }
  }
}

extension Value {
  /// About how many bytes the value holds beyond itself, without what its elements hold.
  var heldBytes: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .list(let list): list.count * MemoryLayout<Value>.stride
    default: 0
    }
  }
}

/// The bytes of the values that an expression makes for one batch: more than the statement may use are refused
/// before they are all made.
///
/// The account of the statement takes them for a moment only, as nobody tells when the values are given back.
struct ValueBytes {
  private var bytes = 0
  private var announced = 0

  /// Counts one more value, or the parts of which one is to be made. Throws where the statement's memory cannot
  /// hold what was counted.
  mutating func add(_ value: Value, _ context: ExecutionContext) throws(Diagnostic) {
    bytes += value.heldBytes
    guard bytes - announced > 1 << 20 else { return }
    announced = bytes
    try context.checkCancelled()
    try context.memory.charge(bytes)
    context.memory.release(bytes)
  }
}
