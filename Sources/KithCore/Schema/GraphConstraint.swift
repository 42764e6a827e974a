/// What a constraint demands of the properties that it names.
package enum ConstraintRule: Sendable, Hashable {
  /// No two entities have the same values; entities that lack one of them are left alone.
  case unique
  /// Every entity has them.
  case exists
  /// `unique` and `exists`.
  case key
  /// The property, where there is one, is of the type.
  case type(TypeDescription)

  /// Whether an index serves it.
  package var hasIndex: Bool { self == .unique || self == .key }

  /// Whether a missing property is a violation.
  package var requiresValues: Bool { self == .exists || self == .key }

  /// As `SHOW CONSTRAINTS` prints it.
  package func typeName(_ kind: EntityKind) -> String {
    let entity = kind == .node ? "NODE" : "RELATIONSHIP"
    switch self {
    case .unique: return kind == .node ? "UNIQUENESS" : "RELATIONSHIP_UNIQUENESS"
    case .exists: return "\(entity)_PROPERTY_EXISTENCE"
    case .key: return "\(entity)_KEY"
    case .type: return "\(entity)_PROPERTY_TYPE"
    }
  }
}

/// A rule that the nodes with a label, or the relationships of a type, keep at the end of every statement.
package struct GraphConstraint: Hashable, Sendable {
  /// Unique among indexes and constraints; an index that serves it has the same name.
  package var name: String
  package var rule: ConstraintRule
  package var target: SchemaTarget
  /// At least one.
  package var keys: [String]

  package init(name: String, rule: ConstraintRule, target: SchemaTarget, keys: [String]) {
    self.name = name
    self.rule = rule
    self.target = target
    self.keys = keys
  }

  /// As messages name it: `:Person(id)`.
  package var text: String { target.text(keys) }

  /// What follows `REQUIRE`: `n.id IS UNIQUE`.
  package var requirement: String {
    let names = keys.map { "\(target.variable).\(Value.name($0))" }
    let subject = names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
    switch rule {
    case .unique: return "\(subject) IS UNIQUE"
    case .exists: return "\(subject) IS NOT NULL"
    case .key: return "\(subject) IS \(target.entityType) KEY"
    case .type(let type): return "\(subject) IS :: \(type)"
    }
  }

  /// The statement that makes it.
  package var createStatement: String {
    "CREATE CONSTRAINT \(Value.name(name)) FOR \(target.pattern) REQUIRE \(requirement)"
  }
}

/// What a statement asks to be kept.
package struct ConstraintRequest: Sendable, Hashable {
  /// Nil: kith makes one up.
  package var name: String?
  package var rule: ConstraintRule
  package var target: SchemaTarget
  package var keys: [String]
  /// `IF NOT EXISTS`.
  package var isOptional: Bool

  package init(
    name: String?, rule: ConstraintRule, target: SchemaTarget, keys: [String], isOptional: Bool
  ) {
    self.name = name
    self.rule = rule
    self.target = target
    self.keys = keys
    self.isOptional = isOptional
  }
}
