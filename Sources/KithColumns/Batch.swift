package import KithCore

/// A column of a batch: a vector, and which of the batch's index lists leads to it.
package struct BatchColumn: Sendable {
  package var vector: ColumnVector
  /// Row `i` of the batch is entry `indexLists[list][i]` of the vector; nil: entry `i`.
  package var list: Int?

  package init(vector: ColumnVector, list: Int? = nil) {
    self.vector = vector
    self.list = list
  }
}

/// Up to some thousand rows of columns (2,048 by default).
///
/// A one-to-many operation does not copy the columns of its left side: it keeps their vectors and
/// hands on one index list a level, so that all columns of one level share it.
///
/// ```
/// rows of the batch      0   1   2   3   4
/// indexLists[0]          0   0   0   1   1      two rows of p became five by an expand
/// columns[0] p   -> list 0   | p0 | p1 |
/// columns[1] f   -> no list  | f0 | f1 | f2 | f3 | f4 |
/// ```
package struct Batch: Sendable {
  package static let standardRowCount = 2048

  package var rowCount: Int
  package var columns: [BatchColumn]
  package var indexLists: [[UInt32]]

  package init(rowCount: Int, columns: [BatchColumn] = [], indexLists: [[UInt32]] = []) {
    self.rowCount = rowCount
    self.columns = columns
    self.indexLists = indexLists
  }

  /// One row without columns.
  package static var singleRow: Batch { Batch(rowCount: 1) }

  /// The column's rows without indirection: `rowCount` entries. Linear where it has an index list.
  package func flat(_ column: Int) -> ColumnVector {
    let it = columns[column]
    guard let list = it.list else { return it.vector }
    return it.vector.gathered(indexLists[list])
  }

  /// The rows at `rows`, in that order; rows may repeat. No column is copied: linear in `rows` a level.
  package func selecting(_ rows: [UInt32]) -> Batch {
    var lists: [[UInt32]] = []
    var renumbered: [Int?] = Array(repeating: nil, count: indexLists.count)
    var direct: Int?
    var selected = columns
    for index in selected.indices {
      if let old = selected[index].list {
        if renumbered[old] == nil {
          renumbered[old] = lists.count
          let source = indexLists[old]
          lists.append(rows.map { source[Int($0)] })
        }
        selected[index].list = renumbered[old]
      } else {
        if direct == nil {
          direct = lists.count
          lists.append(rows)
        }
        selected[index].list = direct
      }
    }
    return Batch(rowCount: rows.count, columns: selected, indexLists: lists)
  }

  /// The same rows with one more column of `rowCount` entries.
  package func appending(_ vector: ColumnVector) -> Batch {
    var batch = self
    batch.columns.append(BatchColumn(vector: vector))
    return batch
  }

  /// The columns at `kept`, in that order; index lists that none of them uses are dropped.
  package func keeping(_ kept: [Int]) -> Batch {
    var lists: [[UInt32]] = []
    var renumbered: [Int?] = Array(repeating: nil, count: indexLists.count)
    let columns = kept.map { index -> BatchColumn in
      var column = self.columns[index]
      if let old = column.list {
        if renumbered[old] == nil {
          renumbered[old] = lists.count
          lists.append(indexLists[old])
        }
        column.list = renumbered[old]
      }
      return column
    }
    return Batch(rowCount: rowCount, columns: columns, indexLists: lists)
  }

  /// The values of one row. For the edge, not for row loops.
  package func row(_ row: Int) -> [Value] {
    columns.map { column in
      column.vector.value(at: column.list.map { Int(indexLists[$0][row]) } ?? row)
    }
  }
}
