package import KithCore

/// What may be known of a procedure before it runs: what `CALL` is checked against, help prints and `SHOW
/// PROCEDURES` lists.
package struct ProcedureSignature: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var type: ProcedureType
    /// What it is where the call leaves it away; nil where it must be given. Only the last ones may have one.
    package var defaultValue: Value?
    /// What a map may hold; nil for any keys.
    package var keys: [Key]?

    package init(
      _ name: String, _ type: ProcedureType, default defaultValue: Value? = nil,
      keys: [Key]? = nil
    ) {
      self.name = name
      self.type = type
      self.defaultValue = defaultValue
      self.keys = keys
    }

    /// The key that somebody who wrote `name` may have meant: what another engine calls it, or one that is spelt alike.
    package func nearestKey(to name: String) -> String? {
      let keys = keys ?? []
      let synonym = keys.first { key in
        key.synonyms.contains { $0.lowercased() == name.lowercased() }
      }
      return synonym?.name ?? nearestName(to: name, among: keys.map(\.name))
    }
  }

  /// An entry of a map that a procedure takes, such as `damping` of `algo.pageRank({damping: 0.85})`.
  package struct Key: Sendable {
    package var name: String
    /// Null stands for the default.
    package var type: ProcedureType
    /// What it is where it is left away, as one would write it; empty where there is no such thing.
    package var defaultText: String
    package var summary: String
    /// What other engines call it.
    package var synonyms: [String]

    package init(
      _ name: String, _ type: ProcedureType, default defaultText: String = "", _ summary: String,
      synonyms: [String] = []
    ) {
      self.name = name
      self.type = type.orNull
      self.defaultText = defaultText
      self.summary = summary
      self.synonyms = synonyms
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
  /// What there is to say beyond the summary, for help. May be empty.
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
