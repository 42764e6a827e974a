import KithCore
import KithSyntax

/// `CALL name(…) YIELD …`.
extension StatementPlanner {
  /// The call over the input's rows. Standalone, it may leave `YIELD` away and returns its columns, and without
  /// parentheses takes its arguments from the statement's parameters.
  func planProcedure(
    _ call: ParsedProcedureCall, over input: LogicalPlan, isStandalone: Bool, span: SourceSpan
  ) throws(Diagnostic) -> (plan: LogicalPlan, columns: [BoundProjection.Item]) {
    guard let signature = procedures[call.name.text] else {
      throw PlannerMessages.unknownProcedure(
        call.name.text, at: call.name.span, suggestion: procedures.nearest(to: call.name.text))
    }
    var bound = LogicalProcedureCall(
      name: signature.name, arguments: [], yields: [], isWriting: signature.mode == .write)
    if let arguments = call.arguments {
      bound.arguments = try explicitArguments(arguments, of: signature, call.name.span)
    } else {
      guard isStandalone || signature.parameters.isEmpty else {
        throw PlannerMessages.implicitArguments(signature.usage, at: call.name.span)
      }
      bindImplicitArguments(of: signature, &bound, call.name.span)
    }
    let yields = try yields(of: call, signature, isStandalone: isStandalone)
    let items = try declare(yields, of: signature)
    bound.yields = zip(yields, items).map { (column: $0.column, variable: $1.variable) }
    // A procedure that yields nothing lets the rows pass.
    let factor = signature.columns.isEmpty ? 1.0 : 10
    let start =
      call.isOptional ? LogicalPlan(.argument(input.variables), estimatedRows: 1) : input
    var plan = LogicalPlan(
      .procedureCall(bound), inputs: [start], estimatedRows: start.estimatedRows * factor)
    if let predicate = call.yields?.predicate {
      plan = LogicalPlan(
        .filter(try binder.bindPredicate(predicate)), inputs: [plan],
        estimatedRows: plan.estimatedRows * 0.5)
    }
    guard call.isOptional else { return (plan, items) }
    plan = LogicalPlan(
      .optionalApply, inputs: [input, plan],
      estimatedRows: input.estimatedRows * max(1, plan.estimatedRows))
    return (plan, items)
  }

  // MARK: arguments

  private func explicitArguments(
    _ parsed: [ParsedExpression], of signature: ProcedureSignature, _ span: SourceSpan
  ) throws(Diagnostic) -> [BoundExpression] {
    var arguments = try binder.bindAll(parsed)
    guard signature.arity.contains(arguments.count) else {
      throw PlannerMessages.procedureArguments(signature.usage, given: arguments.count, at: span)
    }
    for (argument, parameter) in zip(arguments, signature.parameters) {
      guard parameter.type.mayTake(argument.type) else {
        throw PlannerMessages.procedureArgumentType(
          parameter.name, of: signature.name, wanted: parameter.type.text, got: argument.type,
          at: argument.span)
      }
      try checkKeys(of: argument, for: parameter, of: signature)
    }
    for parameter in signature.parameters.dropFirst(arguments.count) {
      arguments.append(constant(parameter.defaultValue ?? .null, span))
    }
    return arguments
  }

  /// A map that is written out is checked before it runs; others when they are there.
  private func checkKeys(
    of argument: BoundExpression, for parameter: ProcedureSignature.Parameter,
    of signature: ProcedureSignature
  ) throws(Diagnostic) {
    guard let known = parameter.keys, case .map(let names, let values) = argument.kind else {
      return
    }
    for (name, value) in zip(names, values) {
      guard let key = known.first(where: { $0.name == name }) else {
        throw PlannerMessages.unknownKey(
          name, of: signature.name, known: known.map(\.name), at: argument.span,
          suggestion: parameter.nearestKey(to: name))
      }
      guard key.type.mayTake(value.type) else {
        throw PlannerMessages.keyType(
          name, of: signature.name, wanted: key.type.text, got: value.type, at: value.span)
      }
    }
  }

  private func bindImplicitArguments(
    of signature: ProcedureSignature, _ bound: inout LogicalProcedureCall, _ span: SourceSpan
  ) {
    for (index, parameter) in signature.parameters.enumerated() {
      if let value = parameter.defaultValue {
        bound.arguments.append(constant(value, span))
        bound.impliedDefaults[index] = parameter.name
      } else {
        if binder.parameters[parameter.name] == nil { binder.parameters[parameter.name] = span }
        bound.arguments.append(
          BoundExpression(.parameter(parameter.name), type: .any, span: span))
      }
    }
  }

  private func constant(_ value: Value, _ span: SourceSpan) -> BoundExpression {
    BoundExpression(.constant(value), type: .any, span: span)
  }

  // MARK: columns

  private typealias Yield = (column: Int, name: String, span: SourceSpan)

  private func yields(
    of call: ParsedProcedureCall, _ signature: ProcedureSignature, isStandalone: Bool
  ) throws(Diagnostic) -> [Yield] {
    let names = signature.columns.map(\.name)
    let all = names.enumerated().map { ($0.offset, $0.element, call.name.span) }
    guard let yield = call.yields else {
      guard isStandalone || names.isEmpty else {
        throw PlannerMessages.columnsWithoutYield(signature.name, names, at: call.name.span)
      }
      return all
    }
    guard !yield.isAll else {
      guard isStandalone else {
        throw PlannerMessages.yieldAllInQuery(names, at: call.name.span)
      }
      return all
    }
    var yields: [Yield] = []
    for item in yield.items {
      guard let index = names.firstIndex(of: item.column.text) else {
        throw PlannerMessages.unknownColumn(
          item.column.text, of: signature.name, at: item.column.span,
          suggestion: nearestName(to: item.column.text, among: names))
      }
      yields.append((index, (item.alias ?? item.column).text, (item.alias ?? item.column).span))
    }
    return yields
  }

  private func declare(
    _ yields: [Yield], of signature: ProcedureSignature
  ) throws(Diagnostic) -> [BoundProjection.Item] {
    var items: [BoundProjection.Item] = []
    for yield in yields {
      guard binder.scope[yield.name] == nil else {
        throw PlannerMessages.variableAlreadyBound(yield.name, at: yield.span)
      }
      let type = signature.columns[yield.column].type.base
      let variable = binder.declare(yield.name, type)
      items.append(
        BoundProjection.Item(
          name: yield.name, variable: variable,
          expression: BoundExpression(.variable(variable), type: type, span: yield.span),
          type: type))
    }
    return items
  }
}
