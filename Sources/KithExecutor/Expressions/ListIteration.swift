import KithColumns
import KithCore

/// The lists of a batch's rows, whose elements an expression goes through.
enum RowLists {
  /// One list for all rows: `[1, 2, 3]`, a parameter. Its elements become a column once.
  case shared(ColumnVector, rowCount: Int)
  /// A list a row; nil where it is null.
  case own([[Value]?])

  /// Throws for what is no list; `what` is for the message.
  init(
    _ list: CompiledExpression, _ batch: Batch, _ context: ExecutionContext, for what: String
  ) throws(Diagnostic) {
    if case .some(.list(let elements)) = try list.sharedValue(context) {
      self = .shared(ColumnVector(packing: elements), rowCount: batch.rowCount)
      return
    }
    let vector = try list.evaluate(batch, context)
    var lists: [[Value]?] = []
    lists.reserveCapacity(vector.count)
    for row in 0..<vector.count {
      switch vector.value(at: row) {
      case .null: lists.append(nil)
      case .list(let elements): lists.append(elements)
      case let other: throw .wrongType(what, takes: "a List", got: other)
      }
    }
    self = .own(lists)
  }

  /// Whether the list of a row is null.
  func isNull(_ row: Int) -> Bool {
    switch self {
    case .shared: false
    case .own(let lists): lists[row] == nil
    }
  }

  /// Goes through the elements of all rows, some thousand at a time.
  ///
  /// `body` gets pieces in the order of the rows: a batch with a row for each element, which is its last column, and
  /// the outer row of each. A row's elements come in their order, and in one piece unless the list is shared and long.
  func forEachPiece(
    of batch: Batch, _ context: ExecutionContext,
    _ body: (_ unnested: Batch, _ outerRows: [UInt32]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch self {
    case .shared(let elements, let rowCount):
      try forEachPiece(elements, rowCount, of: batch, context, body)
    case .own(let lists): try forEachPiece(lists, of: batch, context, body)
    }
  }

  private static let pieceSize = 4 * Batch.standardRowCount

  private func forEachPiece(
    _ elements: ColumnVector, _ rowCount: Int, of batch: Batch, _ context: ExecutionContext,
    _ body: (Batch, [UInt32]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let length = elements.count
    let total = rowCount * length
    var start = 0
    while start < total {
      try context.checkCancelled()
      let end = min(total, start + Self.pieceSize)
      let outerRows = rows(end - start) { UInt32((start + $0) / length) }
      let places = rows(end - start) { UInt32((start + $0) % length) }
      var unnested = batch.selecting(outerRows)
      unnested.columns.append(
        BatchColumn(vector: elements, list: unnested.indexLists.count))
      unnested.indexLists.append(places)
      try body(unnested, outerRows)
      start = end
    }
  }

  private func forEachPiece(
    _ lists: [[Value]?], of batch: Batch, _ context: ExecutionContext,
    _ body: (Batch, [UInt32]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var row = 0
    while row < lists.count {
      try context.checkCancelled()
      var outerRows: [UInt32] = []
      var elements: [Value] = []
      while row < lists.count, elements.count < Self.pieceSize {
        let list = lists[row] ?? []
        elements.append(contentsOf: list)
        outerRows.append(contentsOf: repeatElement(UInt32(row), count: list.count))
        row += 1
      }
      guard !elements.isEmpty else { continue }
      try body(
        batch.selecting(outerRows).appending(ColumnVector(packing: elements)), outerRows)
    }
  }
}
