package import KithCore

/// Holding changes against the constraints.
///
/// They are checked when a statement ends, and not in its midst: a statement may swap two unique values, or create a
/// node first and set its key afterwards.
extension GraphTransaction {
  /// Throws `.constraintValidationFailed` where what has changed since the last call breaks a constraint.
  ///
  /// A few look-ups for each changed entity; for what bulk loads appended one pass over the index.
  package func verifyConstraints() throws(Diagnostic) {
    guard !changes.touched.isEmpty else { return }
    let touched = changes.touched
    changes.touched = TouchedEntities()
    for rule in tables.wiring.nodeRules {
      for id in touched.nodes.sorted() where try carries(rule.target, .node, id) {
        try verify(rule, .node, id)
      }
    }
    for rule in tables.wiring.relationshipRules {
      for id in touched.relationships.sorted() where try carries(rule.target, .relationship, id) {
        try verify(rule, .relationship, id)
      }
    }
    for (kind, ids) in touched.appended { try verifyAppended(kind, ids) }
  }

  private func verify(
    _ rule: SchemaWiring.Rule, _ kind: EntityKind, _ id: UInt32
  ) throws(Diagnostic) {
    try verifyValues(rule, kind, id, isNew: false)
    guard let index = rule.index else { return }
    let values = try values(of: id, rule, kind)
    guard let range = IndexRange(equals: values) else { return }
    var found: [UInt32] = []
    try indexState(index.number).ids(in: range, self, into: &found)
    guard found.count > 1 else { return }
    for other in found.sorted() where other != id {
      let others = try self.values(of: other, rule, kind)
      guard zip(values, others).allSatisfy({ $0.equals($1) == true }) else { continue }
      throw SchemaMessages.duplicate(rule.constraint, (other, id), values, isNew: false)
    }
  }

  /// Existence and type of the properties.
  private func verifyValues(
    _ rule: SchemaWiring.Rule, _ kind: EntityKind, _ id: UInt32, isNew: Bool
  ) throws(Diagnostic) {
    for (name, key) in zip(rule.constraint.keys, rule.keys) {
      let value = try value(kind, id, key)
      if value.isNull, rule.constraint.rule.requiresValues {
        throw SchemaMessages.missing(rule.constraint, id, key: name, isNew: isNew)
      }
      if case .type(let type) = rule.constraint.rule, !value.isNull, !type.contains(value) {
        throw SchemaMessages.wrongType(rule.constraint, id, key: name, value, type, isNew: isNew)
      }
    }
  }

  private func values(
    of id: UInt32, _ rule: SchemaWiring.Rule, _ kind: EntityKind
  ) throws(Diagnostic) -> [Value] {
    try rule.keys.map { key throws(Diagnostic) in try value(kind, id, key) }
  }

  private func verifyAppended(_ kind: EntityKind, _ ids: Range<Int>) throws(Diagnostic) {
    for rule in tables.wiring.rules(kind) {
      var isMet = false
      for id in ids {
        guard try carries(rule.target, kind, UInt32(id)) else { continue }
        isMet = true
        if case .unique = rule.constraint.rule { break }
        try verifyValues(rule, kind, UInt32(id), isNew: false)
      }
      if isMet { try verifyUnique(rule, isNew: false) }
    }
  }

  /// Holds every entity of the graph against a rule but for uniqueness.
  func verifyAll(_ rule: SchemaWiring.Rule, isNew: Bool) throws(Diagnostic) {
    if case .unique = rule.constraint.rule { return }
    switch rule.constraint.target {
    case .node, .anyNode:
      var nodes: [NodeID] = []
      _ = try scanNodes(
        label: LabelID(rule.target), from: NodeID(0), limit: .max, into: &nodes)
      for node in nodes { try verifyValues(rule, .node, node.rawValue, isNew: isNew) }
    case .relationship:
      var found: [RelationshipID] = []
      _ = try scanRelationships(
        type: RelationshipTypeID(rule.target), from: RelationshipID(0), limit: .max, into: &found)
      for it in found { try verifyValues(rule, .relationship, it.rawValue, isNew: isNew) }
    }
  }

  /// Looks through the whole index of a rule for values that come twice. Linear in it, but for values whose keys are
  /// the same though they differ: those are compared in pairs.
  func verifyUnique(_ rule: SchemaWiring.Rule, isNew: Bool) throws(Diagnostic) {
    guard let index = rule.index else { return }
    let kind = rule.constraint.target.kind
    var last: (key: [UInt8], ids: [UInt32]) = ([], [])
    try indexState(index.number).forEachKey(in: self) { (key, ids) throws(Diagnostic) in
      last = key == last.key ? (key, last.ids + ids) : (key, ids)
      if last.ids.count > 1 { try verifyDifferent(last.ids.sorted(), rule, kind, isNew: isNew) }
    }
  }

  private func verifyDifferent(
    _ ids: [UInt32], _ rule: SchemaWiring.Rule, _ kind: EntityKind, isNew: Bool
  ) throws(Diagnostic) {
    var seen: [ValueKey: UInt32] = [:]
    for id in ids {
      let values = try values(of: id, rule, kind)
      // Null and NaN equal nothing, wherever they stand.
      guard zip(values, values).allSatisfy({ $0.equals($1) == true }) else { continue }
      if let other = seen.updateValue(id, forKey: ValueKey(.list(values))) {
        throw SchemaMessages.duplicate(rule.constraint, (other, id), values, isNew: isNew)
      }
    }
  }
}
