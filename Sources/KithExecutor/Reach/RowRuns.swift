import KithColumns
import KithCore
import KithPlanner

/// Runs of rows that agree in all columns but those that nobody reads any more.
///
/// ```
/// kept column     | 4 | 4 | 4 | 9 |
/// forgotten       | a | b | c | a |
/// begins a run    | x |   |   | x |
/// ```
///
/// Rows may be taken for different that are not.
struct RowRuns {
  /// The columns that count. None: all rows are one run.
  let columns: [Int]
  /// The ids of the row that came last; nil where it has something else than ids, or none came.
  private var last: [UInt32]?

  init(_ layout: RowLayout, forgetting forgotten: [VariableID]) {
    let forgotten = Set(forgotten)
    columns = layout.variables.indices.filter { !forgotten.contains(layout.variables[$0]) }
  }

  /// Forgets the rows that came.
  mutating func reset() { last = nil }

  /// For each row of a batch whether it begins a run.
  mutating func begins(_ batch: Batch) -> [Bool] {
    var begins = Array(repeating: false, count: batch.rowCount)
    for column in columns { mark(batch.columns[column], in: batch, &begins) }
    let first = ids(of: batch, row: 0)
    begins[0] = first == nil || first != last
    last = ids(of: batch, row: batch.rowCount - 1)
    return begins
  }

  private func mark(_ column: BatchColumn, in batch: Batch, _ begins: inout [Bool]) {
    guard let list = column.list else {
      for row in begins.indices.dropFirst() where !isSame(column.vector, row, row - 1) {
        begins[row] = true
      }
      return
    }
    let entries = batch.indexLists[list]
    for row in begins.indices.dropFirst() where entries[row] != entries[row - 1] {
      if !isSame(column.vector, Int(entries[row]), Int(entries[row - 1])) { begins[row] = true }
    }
  }

  private func isSame(_ vector: ColumnVector, _ one: Int, _ other: Int) -> Bool {
    if let mask = vector.isNull, mask[one] || mask[other] { return mask[one] && mask[other] }
    return switch vector.storage {
    case .nodes(let rows): rows[one].rawValue == rows[other].rawValue
    case .relationships(let rows): rows[one].rawValue == rows[other].rawValue
    case .integers(let rows), .dates(let rows): rows[one] == rows[other]
    case .booleans(let rows): rows[one] == rows[other]
    case .floats, .texts, .values: false
    }
  }

  private func ids(of batch: Batch, row: Int) -> [UInt32]? {
    var ids: [UInt32] = []
    for index in columns {
      let column = batch.columns[index]
      let entry = column.list.map { Int(batch.indexLists[$0][row]) } ?? row
      if let mask = column.vector.isNull, mask[entry] { return nil }
      switch column.vector.storage {
      case .nodes(let rows): ids.append(rows[entry].rawValue)
      case .relationships(let rows): ids.append(rows[entry].rawValue)
      case .booleans, .integers, .floats, .dates, .texts, .values: return nil
      }
    }
    return ids
  }
}
