import KithColumns
import KithCore
import KithPlanner

/// Labels or types that a row computes: `n:$(row.labels)`.
extension Value {
  /// The names of a string, or of a list of strings; each once. Throws for anything else.
  func labelNames() throws(Diagnostic) -> [String] {
    switch self {
    case .string(let name):
      guard !name.isEmpty else { throw .emptyLabel }
      return [name]
    case .list(let elements):
      var names: [String] = []
      for element in elements {
        guard case .string(let name) = element else { throw .labelNotString(element) }
        guard !name.isEmpty else { throw .emptyLabel }
        if !names.contains(name) { names.append(name) }
      }
      return names
    default: throw .labelNotString(self)
    }
  }

  /// The one name of a relationship's type.
  func typeName(at span: SourceSpan) throws(Diagnostic) -> String {
    let names = try labelNames()
    guard let first = names.first, names.count == 1 else {
      throw .computedTypeCount(names.count, at: span)
    }
    return first
  }
}

/// A label expression whose computed names are ready to run.
struct ComputedLabels {
  private let labels: BoundLabelExpression
  private let names: [CompiledExpression]

  init(_ labels: BoundLabelExpression, _ names: [CompiledExpression]) {
    self.labels = labels
    self.names = names
  }

  var isEmpty: Bool { names.isEmpty }

  var isInvariant: Bool { names.allSatisfy(\.isInvariant) }

  /// For each row the expression with its names in place; nil where one of them is null.
  func rows(
    of batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> [BoundLabelExpression?] {
    var columns: [ColumnVector] = []
    for name in names { columns.append(try name.evaluate(batch, context)) }
    var rows: [BoundLabelExpression?] = []
    for row in 0..<batch.rowCount {
      var values = columns.map { $0.value(at: row) }[...]
      rows.append(values.contains(where: \.isNull) ? nil : try Self.filled(labels, &values))
    }
    return rows
  }

  private static func filled(
    _ labels: BoundLabelExpression, _ values: inout ArraySlice<Value>
  ) throws(Diagnostic) -> BoundLabelExpression {
    switch labels {
    case .name, .wildcard: return labels
    case .and(let left, let right):
      let first = try filled(left, &values)
      return .and(first, try filled(right, &values))
    case .or(let left, let right):
      let first = try filled(left, &values)
      return .or(first, try filled(right, &values))
    case .not(let inner): return .not(try filled(inner, &values))
    case .dynamic(_, let isAny):
      let names = try (values.popFirst() ?? .null).labelNames().map(BoundLabelExpression.name)
      guard let first = names.first else {
        // All of none holds, any of none does not.
        return isAny ? .and(.wildcard, .not(.wildcard)) : .or(.wildcard, .not(.wildcard))
      }
      return names.dropFirst().reduce(first) { isAny ? .or($0, $1) : .and($0, $1) }
    }
  }
}

extension Diagnostic {
  static func labelNotString(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "a label or type is computed as a string or a list of strings, not \(value.typePhrase)")
  }

  static var emptyLabel: Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "a label or type has at least one character")
  }

  static func computedTypeCount(_ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "NoSingleRelationshipType",
      "a relationship has exactly one type, but '$(…)' gives \(count)", at: span)
  }
}
