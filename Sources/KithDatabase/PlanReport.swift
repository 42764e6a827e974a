package import KithCore
import KithExecutor
import KithPlanner

/// What `EXPLAIN` gives, and `PROFILE` with rows and time: a tree for people, rows for programs.
package struct PlanReport: Sendable {
  /// One operation.
  package struct Step: Sendable {
    /// From 1, in the order of the text.
    package var number: Int
    /// The number of the operation that reads this one; nil at the root.
    package var parent: Int?
    package var operation: String
    package var estimatedRows: Double
    /// How many rows it gave; nil where it was not run.
    package var rows: Int?
    /// How long it took for itself, without what it reads from.
    package var nanoseconds: Int?

    package init(
      number: Int, parent: Int?, operation: String, estimatedRows: Double, rows: Int? = nil,
      nanoseconds: Int? = nil
    ) {
      self.number = number
      self.parent = parent
      self.operation = operation
      self.estimatedRows = estimatedRows
      self.rows = rows
      self.nanoseconds = nanoseconds
    }
  }

  package var text: String
  package var steps: [Step]
  /// Whether the statement was run.
  package var isMeasured: Bool

  package init(text: String, steps: [Step], isMeasured: Bool) {
    self.text = text
    self.steps = steps
    self.isMeasured = isMeasured
  }

  init(of plan: StatementPlan, measuredBy profile: PlanProfile?) {
    let lines = PlanText.lines(of: plan)
    isMeasured = profile != nil
    steps = []
    // The last step of each depth is the parent of those that follow below it.
    var path: [Int] = []
    for (index, line) in lines.enumerated() {
      path.removeLast(path.count - min(path.count, line.depth))
      let entry = line.plan.flatMap { profile?[$0] }
      let wasReached = isMeasured && line.plan != nil
      steps.append(
        Step(
          number: index + 1, parent: path.last, operation: line.operation,
          estimatedRows: line.estimatedRows, rows: wasReached ? entry?.rows ?? 0 : nil,
          nanoseconds: wasReached ? entry?.time.nanoseconds ?? 0 : nil))
      path.append(index + 1)
    }
    text = profile == nil ? PlanText.text(of: plan) : Self.table(lines, steps)
  }

  /// What programs are given.
  package var columns: [String] {
    ["step", "parent", "operation", "estimatedRows"] + (isMeasured ? ["rows", "microseconds"] : [])
  }

  package var rows: [[Value]] {
    steps.map { step in
      var row: [Value] = [
        .integer(Int64(step.number)), step.parent.map { .integer(Int64($0)) } ?? .null,
        .string(step.operation), .float(step.estimatedRows)
      ]
      if isMeasured {
        row.append(step.rows.map { .integer(Int64($0)) } ?? .null)
        row.append(step.nanoseconds.map { .float(Double($0) / 1000) } ?? .null)
      }
      return row
    }
  }

  /// The tree with what was expected and what was measured beside it.
  ///
  /// ```
  /// operation              expected   rows     time
  /// project x                     2      2    12 µs
  /// └ unwind [1, 2] as x          2      2    20 µs
  /// total                                4    32 µs
  /// ```
  private static func table(_ lines: [PlanLine], _ steps: [Step]) -> String {
    var cells = [["operation", "expected", "rows", "time"]]
    for (line, step) in zip(lines, steps) {
      let rows = step.rows.map { PlanText.grouped(Int64($0)) } ?? ""
      cells.append([
        PlanText.indented(line), line.plan == nil ? "" : PlanText.countText(line.estimatedRows),
        rows, step.nanoseconds.map(time) ?? ""
      ])
    }
    let total = steps.reduce((rows: 0, nanoseconds: 0)) {
      ($0.rows + ($1.rows ?? 0), $0.nanoseconds + ($1.nanoseconds ?? 0))
    }
    cells.append(["total", "", PlanText.grouped(Int64(total.rows)), time(total.nanoseconds)])
    let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let first = row[0] + blanks(min(72, widths[0]) - row[0].count)
      let rest = (1..<4).map { blanks(widths[$0] - row[$0].count) + row[$0] }
      return ([first] + rest).joined(separator: "   ")
    }.joined(separator: "\n")
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  /// `0.8 µs`, `85 µs`, `1.2 ms`, `3.40 s`.
  private static func time(_ nanoseconds: Int) -> String {
    switch nanoseconds {
    case ..<10_000: "\(nanoseconds / 1_000).\(nanoseconds / 100 % 10) µs"
    case ..<1_000_000: "\(nanoseconds / 1_000) µs"
    case ..<1_000_000_000: "\(nanoseconds / 1_000_000).\(nanoseconds / 100_000 % 10) ms"
    default:
      "\(nanoseconds / 1_000_000_000).\(nanoseconds / 100_000_000 % 10)"
        + "\(nanoseconds / 10_000_000 % 10) s"
    }
  }
}

extension Duration {
  /// Whole nanoseconds.
  fileprivate var nanoseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }
}
