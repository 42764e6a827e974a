import KithColumns
import KithCore
import KithPlanner

/// The relationships that a row has met already in the same `MATCH`, and which it may not meet again.
struct RelationshipUniqueness {
  private enum Met {
    case one(RelationshipColumn)
    case many([[RelationshipID]])
  }

  private let met: [Met]

  /// Reads the relationship and relationship-list columns of a batch. Linear in its rows.
  init(_ columns: [Int], of batch: Batch) throws(Diagnostic) {
    met = try columns.map { column throws(Diagnostic) -> Met in
      let vector = batch.flat(column)
      if case .relationships = vector.storage { return .one(try RelationshipColumn(vector)) }
      return .many(
        try vector.values.map { value throws(Diagnostic) in try value.relationshipsMet })
    }
  }

  var isEmpty: Bool { met.isEmpty }

  /// The positions of the rows whose relationship is new to their parents, ascending.
  func kept(_ rows: ExpandedRows) -> [UInt32] {
    var kept = Array(0..<UInt32(rows.count))
    let (parents, relationships) = (rows.parents, rows.relationships)
    for column in met {
      switch column {
      case .one(let column):
        kept.removeAll { row in
          let parent = Int(parents[Int(row)])
          return column.ids[parent] == relationships[Int(row)] && !column.isNull(parent)
        }
      case .many(let lists):
        kept.removeAll { row in
          lists[Int(parents[Int(row)])].contains(relationships[Int(row)])
        }
      }
    }
    return kept
  }

  /// Whether a row has met a relationship.
  func hasMet(_ relationship: RelationshipID, row: Int) -> Bool {
    for column in met {
      switch column {
      case .one(let column):
        if column.ids[row] == relationship, !column.isNull(row) { return true }
      case .many(let lists):
        if lists[row].contains(relationship) { return true }
      }
    }
    return false
  }

  /// All relationships that a row has met.
  func relationships(ofRow row: Int) -> [RelationshipID] {
    var all: [RelationshipID] = []
    append(ofRow: row, to: &all)
    return all
  }

  /// Appends the relationships that a row has met.
  func append(ofRow row: Int, to all: inout [RelationshipID]) {
    for column in met {
      switch column {
      case .one(let column): if !column.isNull(row) { all.append(column.ids[row]) }
      case .many(let lists): all += lists[row]
      }
    }
  }
}

extension Value {
  /// The relationships of a relationship, of a list of them, or of null.
  var relationshipsMet: [RelationshipID] {
    get throws(Diagnostic) {
      switch self {
      case .null: return []
      case .relationship(let id): return [id]
      case .list(let elements):
        let parts = try elements.map { element throws(Diagnostic) in try element.relationshipsMet }
        return Array(parts.joined())
      case .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime,
        .dateTime, .duration, .point, .map, .node, .path:
        throw .notARelationship(self)
      }
    }
  }
}
