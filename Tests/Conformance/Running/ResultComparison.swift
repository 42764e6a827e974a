/// The table that a query gave.
package struct ActualRows: Hashable, Sendable {
  package var columns: [String] = []
  package var rows: [[ConformanceValue]] = []
}

/// Compares tables: the columns' names and order, the rows and how often each stands there, and where it
/// is asked for their order.
package enum ResultComparison {
  package static func matches(_ actual: ActualRows, _ expected: ExpectedRows) -> Bool {
    guard actual.columns.map(ExactText.init) == expected.columns.map(ExactText.init),
      actual.rows.count == expected.rows.count
    else { return false }
    let given = normal(actual.rows, expected)
    let wanted = normal(expected.rows, expected)
    return expected.isOrdered ? given == wanted : counted(given) == counted(wanted)
  }

  private static func normal(
    _ rows: [[ConformanceValue]], _ expected: ExpectedRows
  ) -> [[ConformanceValue]] {
    expected.ignoresListOrder ? rows.map { $0.map(\.withSortedLists) } : rows
  }

  private static func counted(_ rows: [[ConformanceValue]]) -> [[ConformanceValue]: Int] {
    rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

extension ExpectedRows {
  package var text: String {
    let order = isOrdered ? "in order" : "in any order"
    let lists = ignoresListOrder ? ", ignoring element order for lists" : ""
    return tableText(columns, rows) + "\n(\(rows.count) rows, \(order)\(lists))"
  }
}

extension ActualRows {
  package var text: String { tableText(columns, rows) + "\n(\(rows.count) rows)" }
}

/// A table as feature files write it; at most 50 rows.
private func tableText(_ columns: [String], _ rows: [[ConformanceValue]]) -> String {
  let lines = [columns] + rows.prefix(50).map { $0.map(\.text) }
  let rest = rows.count > 50 ? ["… \(rows.count - 50) more"] : []
  return (lines.map { "| \($0.joined(separator: " | ")) |" } + rest).joined(separator: "\n")
}
