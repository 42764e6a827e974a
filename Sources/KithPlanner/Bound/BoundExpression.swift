package import KithCore
import KithSyntax

/// A variable of one statement: numbers are given by the binder and are unique in the whole statement.
package struct VariableID: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package init(_ rawValue: Int) { self.rawValue = rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What is known of an expression's type before it runs.
package enum StaticType: String, Sendable, Hashable {
  case any, null, boolean, integer, float, number, string
  case date, localTime, time, localDateTime, dateTime, duration, point
  case list, map, node, relationship, path
  /// The value of a variable-length relationship variable.
  case relationshipList
  /// The value of a node variable outside of the part that repeats it.
  case nodeList
}

/// An expression whose names are resolved and whose aggregations are taken out.
package struct BoundExpression: Sendable {
  package indirect enum Kind: Sendable {
    case constant(Value)
    case parameter(String)
    case variable(VariableID)
    /// Of a node, a relationship, a map or a temporal value; null on null; a type error on anything else.
    case property(BoundExpression, key: String)
    case list([BoundExpression])
    case map(keys: [String], values: [BoundExpression])
    case subscripted(BoundExpression, index: BoundExpression)
    case slice(BoundExpression, from: BoundExpression?, to: BoundExpression?)
    case unary(UnaryOperator, BoundExpression)
    case binary(BinaryOperator, BoundExpression, BoundExpression)
    /// One comparison; chains become conjunctions.
    case comparison(ComparisonOperator, BoundExpression, BoundExpression)
    case isNull(BoundExpression, negated: Bool)
    case isTyped(BoundExpression, TypeDescription, negated: Bool)
    case cast(BoundExpression, TypeDescription)
    case hasLabel(BoundExpression, BoundLabelExpression)
    /// A scalar function of the catalogue, by its name there.
    case call(String, [BoundExpression])
    case caseWhen(BoundCase)
    case listComprehension(BoundListComprehension)
    case quantifier(BoundQuantifier)
    case reduce(BoundReduce)
    /// A path put together from its bound nodes and relationships in turn; null where any of them is null.
    case path([PathElement])
    /// `EXISTS {}`, `COUNT {}`, `COLLECT {}`, pattern predicates and pattern comprehensions.
    case subquery(BoundSubquery)
  }

  package var kind: Kind
  package var type: StaticType
  /// The place in the statement's text, for errors when it runs.
  package var span: SourceSpan

  package init(_ kind: Kind, type: StaticType, span: SourceSpan) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

/// Labels of a node, or the type of a relationship, as a condition.
package indirect enum BoundLabelExpression: Sendable {
  case name(String)
  case and(BoundLabelExpression, BoundLabelExpression)
  case or(BoundLabelExpression, BoundLabelExpression)
  case not(BoundLabelExpression)
  /// At least one label.
  case wildcard
  /// The name, or all or any of the names, that the expression gives.
  case dynamic(BoundExpression, isAny: Bool)
}

extension BoundLabelExpression {
  /// The expressions that compute names.
  package var expressions: [BoundExpression] {
    switch self {
    case .name, .wildcard: []
    case .and(let left, let right), .or(let left, let right): left.expressions + right.expressions
    case .not(let inner): inner.expressions
    case .dynamic(let expression, _): [expression]
    }
  }

  /// This with every computed name's expression replaced.
  func mapped(_ change: (BoundExpression) -> BoundExpression) -> BoundLabelExpression {
    switch self {
    case .name, .wildcard: self
    case .and(let left, let right): .and(left.mapped(change), right.mapped(change))
    case .or(let left, let right): .or(left.mapped(change), right.mapped(change))
    case .not(let inner): .not(inner.mapped(change))
    case .dynamic(let expression, let isAny): .dynamic(change(expression), isAny: isAny)
    }
  }
}

package struct BoundCase: Sendable {
  package var subject: BoundExpression?
  package var branches: [(when: BoundExpression, then: BoundExpression)]
  package var otherwise: BoundExpression?

  package init(
    subject: BoundExpression?, branches: [(when: BoundExpression, then: BoundExpression)],
    otherwise: BoundExpression?
  ) {
    self.subject = subject
    self.branches = branches
    self.otherwise = otherwise
  }
}

/// `[x IN list WHERE predicate | projection]`; the variable is bound only inside.
package struct BoundListComprehension: Sendable {
  package var variable: VariableID
  package var list: BoundExpression
  package var predicate: BoundExpression?
  package var projection: BoundExpression?

  package init(
    variable: VariableID, list: BoundExpression, predicate: BoundExpression?,
    projection: BoundExpression?
  ) {
    self.variable = variable
    self.list = list
    self.predicate = predicate
    self.projection = projection
  }
}

package struct BoundQuantifier: Sendable {
  package var quantifier: QuantifierKind
  package var variable: VariableID
  package var list: BoundExpression
  package var predicate: BoundExpression

  package init(
    quantifier: QuantifierKind, variable: VariableID, list: BoundExpression,
    predicate: BoundExpression
  ) {
    self.quantifier = quantifier
    self.variable = variable
    self.list = list
    self.predicate = predicate
  }
}

package struct BoundReduce: Sendable {
  package var accumulator: VariableID
  package var initial: BoundExpression
  package var variable: VariableID
  package var list: BoundExpression
  package var body: BoundExpression

  package init(
    accumulator: VariableID, initial: BoundExpression, variable: VariableID,
    list: BoundExpression, body: BoundExpression
  ) {
    self.accumulator = accumulator
    self.initial = initial
    self.variable = variable
    self.list = list
    self.body = body
  }
}

/// A part of a path, in the order of the pattern.
package enum PathElement: Sendable, Hashable {
  case node(VariableID)
  case relationship(VariableID)
  /// A variable-length step: a list of relationships, walked from the node before it.
  case relationshipList(VariableID)
}

/// A plan that an expression runs for each row, with the row's variables as its argument.
///
/// The plan reads them through `LogicalOperation.argument`.
package struct BoundSubquery: Sendable {
  package enum Result: Sendable {
    /// Whether the plan gives a row.
    case exists
    /// How many rows it gives.
    case count
    /// The sum of a variable over its rows: how many rows they stand for.
    case total(VariableID)
    /// The values of a variable over its rows, as a list.
    case collect(VariableID)
  }

  package var result: Result
  package var plan: LogicalPlan
  /// The variables of the outer row that the plan reads.
  package var imports: [VariableID]

  package init(result: Result, plan: LogicalPlan, imports: [VariableID]) {
    self.result = result
    self.plan = plan
    self.imports = imports
  }
}
