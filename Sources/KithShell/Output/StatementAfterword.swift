import KithCore
import KithDatabase

/// The line after a statement at the prompt: `20 rows in 1.2 ms`, `created 1 node, set 2 properties`.
struct StatementAfterword {
  private let summary: StatementSummary
  private let totalMicroseconds: Int

  init(_ summary: StatementSummary, _ totalMicroseconds: Int) {
    self.summary = summary
    self.totalMicroseconds = totalMicroseconds
  }

  func text(_ settings: ShellSettings) -> String {
    var parts: [String] = []
    if summary.plan.map(\.isMeasured) ?? !summary.columns.isEmpty {
      parts.append(Self.count(summary.rowCount, "row"))
    }
    parts += changes
    if parts.isEmpty {
      parts.append(summary.plan == nil ? "no changes" : "not run, only planned")
    }
    guard settings.showsTiming else { return parts.joined(separator: ", ") }
    return parts.joined(separator: ", ") + " in \(Self.time(totalMicroseconds)) (\(stages))"
  }

  private var stages: String {
    "parse \(Self.time(summary.parseMicroseconds)), plan \(Self.time(summary.planMicroseconds)), "
      + "run \(Self.time(summary.executeMicroseconds))"
  }

  private var changes: [String] {
    let counters = summary.counters
    let created = [(counters.nodesCreated, "node"), (counters.relationshipsCreated, "relationship")]
    let deleted = [(counters.nodesDeleted, "node"), (counters.relationshipsDeleted, "relationship")]
    return [
      Self.phrase("created", created), Self.phrase("deleted", deleted),
      Self.phrase("set", [(counters.propertiesSet, "property")]),
      Self.phrase(
        "added",
        [
          (counters.labelsAdded, "label"), (counters.indexesAdded, "index"),
          (counters.constraintsAdded, "constraint")
        ]),
      Self.phrase(
        "removed",
        [
          (counters.labelsRemoved, "label"), (counters.indexesRemoved, "index"),
          (counters.constraintsRemoved, "constraint")
        ])
    ].compactMap { $0 }
  }

  /// `created 2 nodes and 1 relationship`, or nil where nothing was.
  private static func phrase(_ verb: String, _ counts: [(Int, String)]) -> String? {
    let things = counts.filter { $0.0 > 0 }.map { count($0.0, $0.1) }
    return things.isEmpty ? nil : "\(verb) \(things.joined(separator: " and "))"
  }

  /// `1 row`, `20 rows`, `2 properties`.
  static func count(_ number: Int, _ noun: String) -> String {
    if number == 1 { return "1 \(noun)" }
    let plural =
      noun.hasSuffix("y") ? "\(noun.dropLast())ies" : noun.hasSuffix("x") ? "\(noun)es" : "\(noun)s"
    return "\(number) \(plural)"
  }

  /// `85 µs`, `1.2 ms`, `3.40 s`.
  static func time(_ microseconds: Int) -> String {
    switch microseconds {
    case ..<1_000: return "\(microseconds) µs"
    case ..<1_000_000:
      let tenths = (microseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10) ms"
    default:
      let hundredths = (microseconds + 5_000) / 10_000
      let rest = hundredths % 100
      return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }
  }
}
