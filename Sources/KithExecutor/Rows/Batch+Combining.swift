import KithColumns
import KithCore
import KithPlanner

extension Batch {
  /// The same rows with the columns at `kept` of another batch of as many rows. No column is copied.
  func joining(_ other: Batch, keeping kept: [Int]) -> Batch {
    var joined = self
    let shift = joined.indexLists.count
    let added = other.keeping(kept)
    joined.indexLists += added.indexLists
    joined.columns += added.columns.map {
      BatchColumn(vector: $0.vector, list: $0.list.map { $0 + shift })
    }
    return joined
  }

  /// The rows `start ..< end`. Linear in them.
  func slice(_ start: Int, _ end: Int) -> Batch {
    if start == 0, end == rowCount { return self }
    return selecting(Array(UInt32(start)..<UInt32(end)))
  }
}

extension ColumnVector {
  /// The rows at `indices`; null where an index is `nullRow`. Linear in `indices`.
  func gatheredOrNull(_ indices: [UInt32], nullRow: UInt32 = .max) -> ColumnVector {
    var padded = ColumnBuilder()
    padded.append(self)
    padded.appendNulls(1)
    let last = UInt32(count)
    return padded.finished().gathered(indices.map { $0 == nullRow ? last : $0 })
  }
}

extension RowLayout {
  /// A variable for the number of the outer row, which no plan uses: negative, and new in this layout.
  var freshHiddenVariable: VariableID {
    VariableID(min(0, variables.map(\.rawValue).min() ?? 0) - 1)
  }

  /// The variables that only the executor knows: numbers of outer rows.
  var hiddenVariables: [VariableID] { variables.filter { $0.rawValue < 0 } }

  /// The columns of those of another layout's variables that this one lacks.
  func columnsMissing(from other: RowLayout) -> [Int] {
    other.variables.indices.filter { column(of: other.variables[$0]) == nil }
  }
}
