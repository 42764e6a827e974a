/// A value as a conformance suite writes and compares it: expected cells and actual ones become this.
///
/// Equal is what is written alike: `1` is not `1.0`, texts have the same bytes, and
/// NaN is NaN. Labels and keys have no order. Temporal values are the text that they print.
package indirect enum ConformanceValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case float(ExactFloat)
  case string(ExactText)
  case list([ConformanceValue])
  case map([ExactText: ConformanceValue])
  case node(labels: Set<ExactText>, properties: [ExactText: ConformanceValue])
  case relationship(type: ExactText, properties: [ExactText: ConformanceValue])
  case path(start: ConformanceValue, steps: [PathStep])

  /// One relationship of a path and the node behind it.
  package struct PathStep: Hashable, Sendable {
    /// Whether the path follows the relationship against its direction: `<-[:T]-`.
    package var isReversed: Bool
    package var relationship: ConformanceValue
    package var node: ConformanceValue
  }
}

/// A text that equals another one with the same code points; Swift's own `==` takes `é` and `e´` for one.
package struct ExactText: Hashable, Sendable {
  package var text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

/// A float that equals another one as a number, so that the suite's `0.0` is met by `-0.0`; all NaNs are one.
package struct ExactFloat: Hashable, Sendable {
  package var number: Double

  package init(_ number: Double) { self.number = number }

  package static func == (left: Self, right: Self) -> Bool {
    left.number == right.number || (left.number.isNaN && right.number.isNaN)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(number.isNaN ? Double.infinity : number)
  }
}

extension ConformanceValue {
  /// The value as results are written; keys and labels sorted, so that equal values print alike.
  package var text: String {
    switch self {
    case .null: "null"
    case .boolean(let it): it ? "true" : "false"
    case .integer(let it): String(it)
    case .float(let it): Self.text(it.number)
    case .string(let it): Self.quoted(it.text)
    case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
    case .map(let entries): Self.text(entries)
    case .node(let labels, let properties):
      "(\(Self.text(labels.map { ":\($0.text)" }.sorted().joined(), properties)))"
    case .relationship(let type, let properties): "[\(Self.text(":\(type.text)", properties))]"
    case .path(let start, let steps):
      "<\(start.text)\(steps.map(Self.text).joined())>"
    }
  }

  private static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
    return "\(number)"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": quoted += "\\'"
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "'"
  }

  private static func text(_ entries: [ExactText: ConformanceValue]) -> String {
    let parts = entries.map { "\($0.text): \($1.text)" }.sorted()
    return "{\(parts.joined(separator: ", "))}"
  }

  private static func text(_ head: String, _ properties: [ExactText: ConformanceValue]) -> String {
    guard !properties.isEmpty else { return head }
    return head.isEmpty ? text(properties) : "\(head) \(text(properties))"
  }

  private static func text(_ step: PathStep) -> String {
    let middle = step.relationship.text
    return (step.isReversed ? "<-\(middle)-" : "-\(middle)->") + step.node.text
  }

  /// The value with the elements of every list in one fixed order: for comparisons that ignore it.
  package var withSortedLists: ConformanceValue {
    switch self {
    case .list(let items):
      .list(items.map(\.withSortedLists).sorted { $0.text < $1.text })
    case .map(let entries): .map(entries.mapValues(\.withSortedLists))
    case .node(let labels, let properties):
      .node(labels: labels, properties: properties.mapValues(\.withSortedLists))
    case .relationship(let type, let properties):
      .relationship(type: type, properties: properties.mapValues(\.withSortedLists))
    case .path(let start, let steps):
      .path(
        start: start.withSortedLists,
        steps: steps.map {
          PathStep(
            isReversed: $0.isReversed, relationship: $0.relationship.withSortedLists,
            node: $0.node.withSortedLists)
        })
    case .null, .boolean, .integer, .float, .string: self
    }
  }
}
