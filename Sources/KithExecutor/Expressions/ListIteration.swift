import KithColumns
import KithCore

/// The lists of some rows, unnested into one batch with a column for the element.
struct UnnestedLists {
  /// The rows that the elements came from, with the element as their last column.
  let batch: Batch
  /// The row of each element, ascending.
  let rows: [UInt32]
}

/// Walks the lists of a batch's rows, some thousand elements at a time.
///
/// `body` is called with pieces in the order of the rows; a row's elements always come in one piece.
func forEachUnnested(
  _ lists: [[Value]?], of batch: Batch, context: ExecutionContext,
  _ body: (UnnestedLists) throws(Diagnostic) -> Void
) throws(Diagnostic) {
  var row = 0
  while row < lists.count {
    try context.checkCancelled()
    var rows: [UInt32] = []
    var elements: [Value] = []
    while row < lists.count, elements.count < 4 * Batch.standardRowCount {
      let list = lists[row] ?? []
      elements.append(contentsOf: list)
      rows.append(contentsOf: repeatElement(UInt32(row), count: list.count))
      row += 1
    }
    guard !elements.isEmpty else { continue }
    try body(
      UnnestedLists(
        batch: batch.selecting(rows).appending(ColumnVector(packing: elements)), rows: rows))
  }
}

/// Each row's list; nil where it is null. Throws for what is no list; `what` is for the message.
func lists(_ vector: ColumnVector, for what: String) throws(Diagnostic) -> [[Value]?] {
  var lists: [[Value]?] = []
  lists.reserveCapacity(vector.count)
  for row in 0..<vector.count {
    switch vector.value(at: row) {
    case .null: lists.append(nil)
    case .list(let elements): lists.append(elements)
    case let other: throw .wrongType(what, takes: "a List", got: other)
    }
  }
  return lists
}
