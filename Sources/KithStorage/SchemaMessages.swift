import KithCore

/// Every error of indexes and constraints, in words.
enum SchemaMessages {
  private static func error(_ detail: String, _ message: String, advice: String?) -> Diagnostic {
    Diagnostic(.semanticError, phase: .runtime, detail: detail, message, advice: advice)
  }

  // MARK: Making and dropping

  static func indexExists(_ index: PropertyIndex) -> Diagnostic {
    error(
      "IndexAlreadyExists", "there is an index on \(index.text) already: '\(index.name)'",
      advice: "'IF NOT EXISTS' leaves it as it is")
  }

  static func constraintExists(_ constraint: GraphConstraint) -> Diagnostic {
    error(
      "ConstraintAlreadyExists",
      "there is a constraint on \(constraint.text) already: '\(constraint.name)' requires"
        + " \(constraint.requirement)",
      advice: "'IF NOT EXISTS' leaves it as it is; 'DROP CONSTRAINT \(Value.name(constraint.name))'"
        + " makes room for another")
  }

  static func nameInUse(_ name: String) -> Diagnostic {
    error(
      "NameInUse", "an index or a constraint is called '\(name)' already",
      advice: "choose another name, or leave it out: kith then makes one up")
  }

  static func indexInTheWay(_ index: PropertyIndex) -> Diagnostic {
    error(
      "IndexAlreadyExists",
      "the constraint makes an index on \(index.text), but there is one: '\(index.name)'",
      advice: "'DROP INDEX \(Value.name(index.name))' first")
  }

  static func noIndex(_ name: String, in catalogue: SchemaCatalogue) -> Diagnostic {
    var error = error(
      "IndexNotFound", "there is no index '\(name)'", advice: "'SHOW INDEXES' lists them all")
    error.suggestion = nearestName(to: name, among: catalogue.indexes.map(\.name))
    return error
  }

  static func noConstraint(_ name: String, in catalogue: SchemaCatalogue) -> Diagnostic {
    var error = error(
      "ConstraintNotFound", "there is no constraint '\(name)'",
      advice: "'SHOW CONSTRAINTS' lists them all")
    error.suggestion = nearestName(to: name, among: catalogue.constraints.map(\.name))
    return error
  }

  static func indexOfConstraint(_ name: String) -> Diagnostic {
    error(
      "IndexBelongsToConstraint", "index '\(name)' serves the constraint of the same name",
      advice: "'DROP CONSTRAINT \(Value.name(name))' drops both")
  }

  static func indexIsAutomatic(_ index: PropertyIndex) -> Diagnostic {
    error(
      "IndexIsAutomatic",
      "index '\(index.name)' is kept by kith itself, for look-ups by '\(index.keys[0])'",
      advice: "it cannot be dropped; 'SHOW INDEXES' tells which ones are automatic")
  }

  static let tooManyIndexes = Diagnostic(
    .limitError, phase: .runtime,
    "a graph can have at most \(SchemaCatalogue.indexLimit) indexes")

  // MARK: Violations

  /// `isNew`: the constraint is about to be made.
  private static func violation(
    _ constraint: GraphConstraint, _ detail: String, _ what: String, isNew: Bool, advice: String
  ) -> Diagnostic {
    isNew
      ? Diagnostic(
        .constraintVerificationFailed, phase: .runtime, detail: detail,
        "cannot create constraint '\(constraint.name)': \(what)", advice: advice)
      : Diagnostic(
        .constraintValidationFailed, phase: .runtime, detail: detail,
        "constraint '\(constraint.name)' is violated: \(what)", advice: advice)
  }

  static func duplicate(
    _ constraint: GraphConstraint, _ ids: (UInt32, UInt32), _ values: [Value], isNew: Bool
  ) -> Diagnostic {
    let pairs = zip(constraint.keys, values).map { "\($0) = \($1.plainText)" }
    let kind = constraint.target.kind == .node ? "nodes" : "relationships"
    let pattern = constraint.target.pattern
    let keys = constraint.keys.map { "\(constraint.target.variable).\(Value.name($0))" }
    let columns = keys.enumerated().map { "\($1) AS value\(keys.count > 1 ? "\($0 + 1)" : "")" }
    return violation(
      constraint, "UniquenessViolated",
      "\(kind) \(ids.0) and \(ids.1) of :\(constraint.target.name) both have"
        + " \(pairs.joined(separator: ", "))", isNew: isNew,
      advice: isNew
        ? "find all: MATCH \(pattern) WITH \(columns.joined(separator: ", ")), count(*) AS count"
          + " WHERE count > 1 RETURN *"
        : "use MERGE to take the one that is there, or give it another value")
  }

  static func missing(
    _ constraint: GraphConstraint, _ id: UInt32, key: String, isNew: Bool
  ) -> Diagnostic {
    let subject = "\(constraint.target.variable).\(Value.name(key))"
    return violation(
      constraint, "PropertyMissing",
      "\(entity(constraint, id)) has no property '\(key)'", isNew: isNew,
      advice: isNew
        ? "find all: MATCH \(constraint.target.pattern) WHERE \(subject) IS NULL"
          + " RETURN \(constraint.target.variable)"
        : "give it one in the same statement")
  }

  static func wrongType(
    _ constraint: GraphConstraint, _ id: UInt32, key: String, _ value: Value,
    _ type: TypeDescription, isNew: Bool
  ) -> Diagnostic {
    let subject = "\(constraint.target.variable).\(Value.name(key))"
    return violation(
      constraint, "PropertyTypeViolated",
      "\(entity(constraint, id)) has \(key) = \(value.plainText), which is no \(type)",
      isNew: isNew,
      advice: isNew
        ? "find all: MATCH \(constraint.target.pattern) WHERE \(subject) IS NOT :: \(type)"
          + " RETURN \(constraint.target.variable)"
        : "'CAST(value AS \(type))' changes the type of a value that fits")
  }

  private static func entity(_ constraint: GraphConstraint, _ id: UInt32) -> String {
    let kind = constraint.target.kind == .node ? "node" : "relationship"
    return "\(kind) \(id) of :\(constraint.target.name)"
  }
}
