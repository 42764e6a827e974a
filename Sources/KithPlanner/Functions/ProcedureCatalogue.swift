/// What the binder knows of a procedure: `CALL name(…) YIELD …`.
package struct ProcedureSignature: Sendable {
  package struct Field: Sendable {
    package var name: String
    package var type: StaticType

    package init(_ name: String, _ type: StaticType) {
      self.name = name
      self.type = type
    }
  }

  package var name: String
  package var parameters: [Field]
  package var columns: [Field]
  /// One sentence.
  package var summary: String

  package init(_ name: String, parameters: [Field], columns: [Field], _ summary: String) {
    self.name = name
    self.parameters = parameters
    self.columns = columns
    self.summary = summary
  }

  /// `name(parameter, …)`.
  package var usage: String { "\(name)(\(parameters.map(\.name).joined(separator: ", ")))" }
}

/// The procedures that every graph has.
package enum ProcedureCatalogue {
  package static let all: [ProcedureSignature] = [
    ProcedureSignature(
      "db.labels", parameters: [], columns: [.init("label", .string)],
      "The labels that nodes have, in the order of their first use."),
    ProcedureSignature(
      "db.relationshipTypes", parameters: [], columns: [.init("relationshipType", .string)],
      "The types that relationships have, in the order of their first use."),
    ProcedureSignature(
      "db.propertyKeys", parameters: [], columns: [.init("propertyKey", .string)],
      "The keys of properties, in the order of their first use.")
  ]

  /// The procedure of a name, in any case.
  package static func signature(of name: String) -> ProcedureSignature? {
    let folded = name.lowercased()
    return all.first { $0.name.lowercased() == folded }
  }
}
