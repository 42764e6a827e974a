package import KithCore
package import KithPlanner

/// Makes bound expressions ready to run.
package struct ExpressionCompiler {
  /// The columns of the batches that the expression will see.
  let layout: RowLayout

  /// The expression for rows of a layout. Throws where it reads a variable that the rows do not carry.
  package static func compile(
    _ expression: BoundExpression, layout: RowLayout
  ) throws(Diagnostic) -> CompiledExpression {
    try ExpressionCompiler(layout: layout).compile(expression)
  }

  func compile(_ expression: BoundExpression) throws(Diagnostic) -> CompiledExpression {
    let compiled = try made(expression)
    // A literal or a parameter needs no memory of its own.
    if !compiled.isInvariant || compiled is ConstantExpression || compiled is ParameterExpression
      || compiled is InvariantExpression
    {
      return compiled
    }
    return InvariantExpression(compiled)
  }

  private func made(_ expression: BoundExpression) throws(Diagnostic) -> CompiledExpression {
    let span = expression.span
    switch expression.kind {
    case .constant(let value): return ConstantExpression(value, span: span)
    case .parameter(let name): return ParameterExpression(name, span: span)
    case .variable(let variable):
      return VariableExpression(column: try column(of: variable), span: span)
    case .property(let subject, let key):
      return PropertyExpression(
        try compile(subject), key: key,
        isOfEntity: [.node, .relationship, .map].contains(subject.type), span: span)
    case .list(let elements): return ListExpression(try compile(elements), span: span)
    case .map(let keys, let values):
      return MapExpression(keys: keys, values: try compile(values), span: span)
    case .subscripted(let subject, let index):
      return SubscriptExpression(try compile(subject), index: try compile(index), span: span)
    case .slice(let list, let from, let to):
      return SliceExpression(
        try compile(list), from: try compile(from), to: try compile(to), span: span)
    case .unary(let operation, let operand):
      return try unary(operation, try compile(operand), span)
    case .binary(let operation, let left, let right):
      return binary(operation, try compile(left), try compile(right), span)
    case .comparison(let comparison, let left, let right):
      return ComparisonExpression(
        try compile(left), comparison, try compile(right), span: span)
    case .isNull(let operand, let negated):
      return NullCheckExpression(try compile(operand), isNegated: negated, span: span)
    case .isTyped(let operand, let type, let negated):
      return TypeTestExpression(try compile(operand), type, isNegated: negated, span: span)
    case .cast(let operand, let type):
      return CastExpression(try compile(operand), to: type, span: span)
    case .hasLabel(let subject, let labels):
      return LabelExpression(
        try compile(subject), labels, names: try compile(labels.expressions), span: span)
    case .call(let name, let arguments):
      return try call(name, try compile(arguments), span)
    case .caseWhen(let it): return try caseWhen(it, span)
    case .listComprehension(let it): return try comprehension(it, span)
    case .quantifier(let it): return try quantifier(it, span)
    case .reduce(let it): return try reduce(it, span)
    case .path(let elements): return try path(elements, span)
    case .subquery(let it): return try subquery(it, span)
    }
  }

  func compile(_ expressions: [BoundExpression]) throws(Diagnostic) -> [CompiledExpression] {
    var compiled: [CompiledExpression] = []
    for expression in expressions { compiled.append(try compile(expression)) }
    return compiled
  }

  func compile(_ expression: BoundExpression?) throws(Diagnostic) -> CompiledExpression? {
    guard let expression else { return nil }
    return try compile(expression)
  }

  func column(of variable: VariableID) throws(Diagnostic) -> Int {
    guard let column = layout.column(of: variable) else {
      throw .variableWithoutColumn(variable)
    }
    return column
  }

  private func unary(
    _ operation: UnaryOperator, _ operand: CompiledExpression, _ span: SourceSpan
  ) throws(Diagnostic) -> CompiledExpression {
    switch operation {
    case .not: NotExpression(operand, span: span)
    case .negate: NegateExpression(operand, span: span)
    case .plus: operand
    }
  }

  private func binary(
    _ operation: BinaryOperator, _ left: CompiledExpression, _ right: CompiledExpression,
    _ span: SourceSpan
  ) -> CompiledExpression {
    switch operation {
    case .and: ConjunctionExpression(left, right, isDisjunction: false, span: span)
    case .or: ConjunctionExpression(left, right, isDisjunction: true, span: span)
    case .xor: ExclusiveOrExpression(left, right, span: span)
    case .add: ArithmeticExpression(.add, left, right, span: span)
    case .subtract: ArithmeticExpression(.subtract, left, right, span: span)
    case .multiply: ArithmeticExpression(.multiply, left, right, span: span)
    case .divide: ArithmeticExpression(.divide, left, right, span: span)
    case .modulo: ArithmeticExpression(.modulo, left, right, span: span)
    case .power: ArithmeticExpression(.power, left, right, span: span)
    case .concatenate: ArithmeticExpression(.concatenate, left, right, span: span)
    case .in: MembershipExpression(left, in: right, span: span)
    case .startsWith: TextMatchExpression(.prefix, left, right, span: span)
    case .endsWith: TextMatchExpression(.suffix, left, right, span: span)
    case .contains: TextMatchExpression(.infix, left, right, span: span)
    case .matchesRegex: RegexExpression(left, right, span: span)
    }
  }
}
