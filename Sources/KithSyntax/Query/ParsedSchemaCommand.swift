package import KithCore

/// A statement that makes or drops an index or a constraint.
package struct ParsedSchemaCommand: Sendable {
  package enum Action: Sendable {
    case createIndex(IndexRequest)
    case createConstraint(ConstraintRequest)
    /// `IF EXISTS` makes it optional.
    case dropIndex(name: String, isOptional: Bool)
    case dropConstraint(name: String, isOptional: Bool)
  }

  package var action: Action
  package var span: SourceSpan

  package init(_ action: Action, _ span: SourceSpan) {
    self.action = action
    self.span = span
  }
}

/// `SHOW INDEXES YIELD name, type ORDER BY name WHERE type = 'TEXT'`: a clause that gives rows.
package struct ParsedShow: Sendable {
  package enum Subject: Sendable, Hashable {
    /// Those of some kinds; nil: all.
    case indexes(kinds: Set<String>?)
    case constraints(kinds: Set<String>?)
    /// Built-in ones or none: there are no others.
    case functions(builtIn: Bool)
    case procedures
  }

  package var subject: Subject
  package var yields: ParsedYield?
  /// `ORDER BY`, `SKIP` and `LIMIT` behind `YIELD`, as a projection of `*`.
  package var page: ParsedProjection?
  /// `WHERE`, behind `YIELD` or without it.
  package var predicate: ParsedExpression?

  package init(
    subject: Subject, yields: ParsedYield?, page: ParsedProjection?, predicate: ParsedExpression?
  ) {
    self.subject = subject
    self.yields = yields
    self.page = page
    self.predicate = predicate
  }

  /// As the text writes it: `SHOW INDEXES`.
  package var keyword: String {
    switch subject {
    case .indexes: "SHOW INDEXES"
    case .constraints: "SHOW CONSTRAINTS"
    case .functions: "SHOW FUNCTIONS"
    case .procedures: "SHOW PROCEDURES"
    }
  }
}
