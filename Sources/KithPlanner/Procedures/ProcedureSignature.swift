package import KithCore

/// What may be known of a procedure before it runs: what `CALL` is checked against, help prints and `SHOW
/// PROCEDURES` lists.
package struct ProcedureSignature: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var type: ProcedureType
    /// What it is where the call leaves it away; nil where it must be given. Only the last ones may have one.
    package var defaultValue: Value?

    package init(_ name: String, _ type: ProcedureType, default defaultValue: Value? = nil) {
      self.name = name
      self.type = type
      self.defaultValue = defaultValue
    }
  }

  package struct Column: Sendable {
    package var name: String
    package var type: ProcedureType

    package init(_ name: String, _ type: ProcedureType) {
      self.name = name
      self.type = type
    }
  }

  /// Whether it changes the graph.
  package enum Mode: String, Sendable {
    case read = "READ"
    case write = "WRITE"
  }

  /// With its namespace: `db.labels`.
  package var name: String
  package var parameters: [Parameter]
  /// None: the procedure yields nothing, and a query's rows pass through the call.
  package var columns: [Column]
  package var mode: Mode
  /// One sentence.
  package var summary: String
  /// What there is to say beyond the summary, for help; lines. May be empty.
  package var details: String
  /// A statement that shows it: `CALL db.labels()`. May be empty.
  package var example: String

  package init(
    _ name: String, parameters: [Parameter] = [], columns: [Column] = [], mode: Mode = .read,
    _ summary: String = "", details: String = "", example: String = ""
  ) {
    self.name = name
    self.parameters = parameters
    self.columns = columns
    self.mode = mode
    self.summary = summary
    self.details = details
    self.example = example
  }

  /// `name(parameter, …)`, with what may be left away in brackets.
  package var usage: String {
    let names = parameters.map { $0.defaultValue == nil ? $0.name : "[\($0.name)]" }
    return "\(name)(\(names.joined(separator: ", ")))"
  }

  /// `db.labels() :: (label :: STRING)`, as `SHOW PROCEDURES` prints it.
  package var text: String {
    let given = parameters.map { parameter in
      let value = parameter.defaultValue.map { " = \($0.plainText)" } ?? ""
      return "\(parameter.name) :: \(parameter.type.text)\(value)"
    }
    let yielded = columns.map { "\($0.name) :: \($0.type.text)" }
    return "\(name)(\(given.joined(separator: ", "))) :: (\(yielded.joined(separator: ", ")))"
  }

  /// How many arguments a call may have.
  package var arity: ClosedRange<Int> {
    parameters.count { $0.defaultValue == nil }...parameters.count
  }
}
