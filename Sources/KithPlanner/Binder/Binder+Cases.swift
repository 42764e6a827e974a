import KithCore
import KithSyntax

/// `CASE` in its three forms: conditions, values to compare a subject with, and conditions on a subject.
extension Binder {
  func bindCase(_ it: ParsedCase, _ span: SourceSpan) throws(Diagnostic) -> BoundExpression {
    let subject = try bindOptional(it.subject)
    guard it.hasConditions, let subject else { return try bindBranches(it, subject, span) }
    if subject.isCheapAndStable {
      return try onSubject(subject) { () throws(Diagnostic) in try bindBranches(it, nil, span) }
    }
    // A subject that costs something, or that is another each time, is computed once and kept:
    //   CASE rand() WHEN < 0.1 THEN 'low' WHEN > 0.9 THEN 'high' END
    //   [x IN [rand()] | CASE WHEN x < 0.1 THEN 'low' WHEN x > 0.9 THEN 'high' END][0]
    let variable = newVariable()
    let kept = BoundExpression(.variable(variable), type: subject.type, span: subject.span)
    let whole = try onSubject(kept) { () throws(Diagnostic) in try bindBranches(it, nil, span) }
    let list = BoundExpression(.list([subject]), type: .list, span: subject.span)
    let results = BoundExpression(
      .listComprehension(
        BoundListComprehension(
          variable: variable, list: list, predicate: nil, projection: whole)),
      type: .list, span: span)
    let first = BoundExpression(.constant(.integer(0)), type: .integer, span: span)
    return BoundExpression(.subscripted(results, index: first), type: whole.type, span: span)
  }

  /// What `WHEN < 3` compares.
  func bindCaseSubject(_ span: SourceSpan) throws(Diagnostic) -> BoundExpression {
    guard var subject = caseSubjects.last else {
      throw PlannerMessages.unexpectedSyntax("there is no CASE with a subject here", at: span)
    }
    subject.span = span
    return subject
  }

  private func onSubject(
    _ subject: BoundExpression, _ body: () throws(Diagnostic) -> BoundExpression
  ) throws(Diagnostic) -> BoundExpression {
    caseSubjects.append(subject)
    defer { caseSubjects.removeLast() }
    return try body()
  }

  private func bindBranches(
    _ it: ParsedCase, _ subject: BoundExpression?, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    var branches: [(when: BoundExpression, then: BoundExpression)] = []
    for branch in it.branches {
      let when = try subject == nil ? bindCondition(branch.when) : bind(branch.when)
      branches.append((when: when, then: try bind(branch.then)))
    }
    let otherwise = try bindOptional(it.otherwise)
    let types = Set(branches.map(\.then.type) + [otherwise?.type ?? .null]).subtracting([.null])
    let type = types.count == 1 ? types.first ?? .any : .any
    return BoundExpression(
      .caseWhen(BoundCase(subject: subject, branches: branches, otherwise: otherwise)), type: type,
      span: span)
  }
}

extension BoundExpression {
  /// Whether computing it twice costs next to nothing and gives the same.
  fileprivate var isCheapAndStable: Bool {
    switch kind {
    case .constant, .parameter, .variable: true
    case .property(let subject, _): subject.isCheapAndStable
    default: false
    }
  }
}

extension TypeDescription {
  /// What is known before a run of a value of this type.
  var staticType: StaticType {
    switch kind {
    case .any, .nothing, .propertyValue: .any
    case .point: .point
    case .null: .null
    case .boolean: .boolean
    case .string: .string
    case .integer: .integer
    case .float: .float
    case .date: .date
    case .localTime: .localTime
    case .zonedTime: .time
    case .localDateTime: .localDateTime
    case .zonedDateTime: .dateTime
    case .duration: .duration
    case .node: .node
    case .relationship: .relationship
    case .map: .map
    case .path: .path
    case .list: .list
    case .union(let members):
      Set(members.map(\.staticType)).count == 1 ? members[0].staticType : .any
    }
  }
}
