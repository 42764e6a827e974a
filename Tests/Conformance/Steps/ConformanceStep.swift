/// What a step of a scenario asks for.
package enum ConformanceStep: Hashable, Sendable {
  /// An empty graph; `any graph` is one too.
  case emptyGraph
  case namedGraph(String)
  case setUp(String)
  case parameters([Parameter])
  case procedure(ProcedureDeclaration)
  /// A CSV file with the rows; its URL goes into the parameter.
  case csvFile(parameter: String, rows: [[String]])
  case query(String)
  case controlQuery(String)
  case rows(ExpectedRows)
  case noRows
  case error(ExpectedError)
  case sideEffects(SideEffects)

  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var value: ConformanceValue
  }
}

/// The table that a query is to give.
package struct ExpectedRows: Hashable, Sendable {
  package var columns: [String]
  package var rows: [[ConformanceValue]]
  package var isOrdered: Bool
  package var ignoresListOrder: Bool

  package init(
    columns: [String], rows: [[ConformanceValue]], isOrdered: Bool, ignoresListOrder: Bool
  ) {
    self.columns = columns
    self.rows = rows
    self.isOrdered = isOrdered
    self.ignoresListOrder = ignoresListOrder
  }
}

/// The error that a query is to end in.
package struct ExpectedError: Hashable, Sendable {
  package var type: String
  /// `compile time`, `runtime` or `any time`.
  package var phase: String
  /// `*` for any.
  package var detail: String

  package var text: String { "\(type) at \(phase): \(detail)" }
}

/// A step that cannot be read or carried out.
package struct StepError: Error, Hashable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
