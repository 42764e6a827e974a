import KithCore
import KithSyntax

/// Relationships of patterns that are matched: single ones, and those of variable length.
extension Binder {
  func bindRelationship(
    _ it: ParsedRelationshipPattern, from left: VariableID, to right: VariableID,
    into graph: QueryGraph, _ pending: inout PendingConditions, isShortest: Bool,
    isDifferent: Bool
  ) throws(Diagnostic) -> QueryGraph.Relationship {
    let isList = it.length != nil || isShortest
    let wanted: StaticType = isList ? .relationshipList : .relationship
    var isBound = false
    let variable: VariableID
    if let name = it.variable {
      if let known = scope[name.text] {
        if let length = it.length, length.isQuantifier {
          throw PlannerMessages.repeatedNameTaken(name.text, at: name.span)
        }
        let fits: [StaticType] =
          isList ? [.relationshipList, .list, .any, .null] : [wanted, .any, .null]
        guard fits.contains(known.type) else {
          throw PlannerMessages.variableTypeConflict(
            name.text, is: known.type, wanted: wanted, at: name.span)
        }
        let isUsed = graph.relationships.contains { $0.variable == known.id }
        guard !isUsed || !isDifferent else {
          throw PlannerMessages.relationshipUsedTwice(name.text, at: name.span)
        }
        note(known.id)
        isBound = !isUsed
        variable = isUsed ? newVariable() : known.id
        if isUsed {
          pending.conditions.append(
            .bound(equality(of: variable, known.id, wanted, name.span)))
        }
      } else {
        guard pending.mayBindNew else { throw try undefined(name) }
        variable = declare(name.text, wanted)
      }
    } else {
      variable = newVariable()
    }
    var bound = QueryGraph.Relationship(
      variable: variable, left: left, right: right, types: [], direction: it.arrow.direction,
      length: nil, isBound: isBound, properties: [], stepPredicate: nil, stepRelationship: nil)
    if isList { bound.length = lengthBounds(it, isShortest: isShortest) }
    if let types = it.types {
      let expression = try bindLabels(types, ofRelationship: true)
      if let names = expression.disjunction {
        bound.types = names
      } else if !expression.isWildcard {
        addTypeCondition(expression, isList: isList, of: &bound, span: it.span, &pending)
      }
    }
    return bound
  }

  private func undefined(_ name: ParsedName) throws(Diagnostic) -> Diagnostic {
    PlannerMessages.undefinedVariable(
      name.text, at: name.span,
      suggestion: nearestName(to: name.text, among: scope.variables.map(\.name)))
  }

  /// `*` is 1 or more; `*..3` is 1 to 3; `*2..` is 2 or more; a shortest path without `*` is one step.
  func lengthBounds(
    _ it: ParsedRelationshipPattern, isShortest: Bool
  ) -> (minimum: Int, maximum: Int?) {
    guard let length = it.length else { return (1, 1) }
    return (length.minimum.map { Int($0) } ?? 1, length.maximum.map { Int($0) })
  }

  private func addTypeCondition(
    _ expression: BoundLabelExpression, isList: Bool, of bound: inout QueryGraph.Relationship,
    span: SourceSpan, _ pending: inout PendingConditions
  ) {
    let step = isList ? newVariable() : bound.variable
    let subject = BoundExpression(.variable(step), type: .relationship, span: span)
    let condition = BoundExpression(.hasLabel(subject, expression), type: .boolean, span: span)
    if isList {
      bound.stepRelationship = step
      bound.stepPredicate = condition
    } else {
      pending.conditions.append(.bound(condition))
    }
  }

  /// Conditions on a single relationship.
  func addConditions(
    _ it: ParsedRelationshipPattern, _ bound: QueryGraph.Relationship,
    _ pending: inout PendingConditions
  ) {
    guard bound.length == nil else { return }
    let subject = BoundExpression(.variable(bound.variable), type: .relationship, span: it.span)
    pending.conditions += propertyConditions(it.properties, of: subject)
    if let predicate = it.predicate {
      pending.conditions.append(.predicate(predicate))
    }
  }

  /// Whether it has conditions on every step, to be bound when all variables are known.
  func hasStepConditions(
    _ it: ParsedRelationshipPattern, _ bound: QueryGraph.Relationship
  ) -> Bool {
    bound.length != nil && (it.properties != nil || it.predicate != nil)
  }

  func fillSteps(
    _ it: ParsedRelationshipPattern, _ relationship: inout QueryGraph.Relationship
  ) throws(Diagnostic) {
    if let properties = it.properties {
      guard case .map(let entries) = properties.kind else {
        throw PlannerMessages.invalidParameterUse(at: properties.span, clause: "MATCH")
      }
      for entry in entries {
        relationship.properties.append((key: entry.key.text, value: try bind(entry.value)))
      }
    }
    guard let predicate = it.predicate else { return }
    let step = relationship.stepRelationship ?? newVariable()
    var inner = scope
    if let name = it.variable {
      inner.add(BoundVariable(id: step, name: name.text, type: .relationship))
    }
    let condition = try withScope(inner) { () throws(Diagnostic) -> BoundExpression in
      try bindPredicate(predicate)
    }
    relationship.stepPredicate =
      relationship.stepPredicate.map {
        BoundExpression(.binary(.and, $0, condition), type: .boolean, span: predicate.span)
      } ?? condition
    relationship.stepRelationship = step
  }
}
