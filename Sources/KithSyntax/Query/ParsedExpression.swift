package import KithCore

/// A name as it was written, with its place.
package struct ParsedName: Sendable {
  package var text: String
  package var span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// An expression with its place in the text.
package struct ParsedExpression: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case float(Double)
    case string(String)
    case parameter(ParsedName)
    case variable(ParsedName)
    case list([ParsedExpression])
    case map([ParsedMapEntry])
    case property(ParsedExpression, key: ParsedName)
    /// `list[index]` or `map[key]`.
    case subscripted(ParsedExpression, index: ParsedExpression)
    /// `list[from..to]`.
    case slice(ParsedExpression, from: ParsedExpression?, to: ParsedExpression?)
    case unary(UnaryOperator, ParsedExpression)
    case binary(BinaryOperator, ParsedExpression, ParsedExpression)
    /// `a < b <= c`: two or more comparisons that share their middles. One comparison is a chain of one.
    case comparison(ParsedExpression, [ParsedComparisonStep])
    case isNull(ParsedExpression, negated: Bool)
    /// `x IS :: TYPE`, `x IS NOT TYPED TYPE`.
    case isTyped(ParsedExpression, TypeDescription, negated: Bool)
    /// `x IS NFC NORMALIZED`; the form's name in capitals.
    case isNormalized(ParsedExpression, form: String, negated: Bool)
    /// `CAST(x AS TYPE)`.
    case cast(ParsedExpression, TypeDescription)
    /// `n:A:B`, `n:A|B`, `n IS LABELED A`: on a node its labels, on a relationship its type.
    case hasLabel(ParsedExpression, ParsedLabelExpression)
    /// Any function, aggregating or not: the binder tells them apart.
    case call(ParsedFunctionCall)
    case countStar
    case caseWhen(ParsedCase)
    /// The subject of the `CASE` around it, in conditions such as `CASE x WHEN < 3 THEN …`.
    case caseSubject
    case listComprehension(ParsedListComprehension)
    case patternComprehension(ParsedPatternComprehension)
    /// `all(x IN list WHERE p)` and its fellows.
    case quantifier(ParsedQuantifier)
    case reduce(ParsedReduce)
    /// A pattern as a predicate, `(a)-->(b)`, or as a list of paths where a value is wanted.
    case pattern(ParsedPathPattern)
    case exists(ParsedSubquery)
    case count(ParsedSubquery)
    case collect(ParsedSubquery)
    /// `n {.name, .*, key: value, other}`.
    case mapProjection(ParsedExpression, [ParsedMapProjectionItem])
  }

  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

package struct ParsedComparisonStep: Sendable {
  package var comparison: ComparisonOperator
  package var right: ParsedExpression

  package init(_ comparison: ComparisonOperator, _ right: ParsedExpression) {
    self.comparison = comparison
    self.right = right
  }
}

package struct ParsedMapEntry: Sendable {
  package var key: ParsedName
  package var value: ParsedExpression

  package init(_ key: ParsedName, _ value: ParsedExpression) {
    self.key = key
    self.value = value
  }
}

package struct ParsedFunctionCall: Sendable {
  /// As written, with its namespace: `toUpper`, `duration.between`.
  package var name: ParsedName
  package var isDistinct: Bool
  package var arguments: [ParsedExpression]

  package init(name: ParsedName, isDistinct: Bool, arguments: [ParsedExpression]) {
    self.name = name
    self.isDistinct = isDistinct
    self.arguments = arguments
  }
}

package struct ParsedCase: Sendable {
  /// `CASE subject WHEN value THEN …`; nil in `CASE WHEN predicate THEN …`.
  package var subject: ParsedExpression?
  /// With a subject: whether `when` is a condition on `caseSubject` everywhere, not a value to compare it with.
  package var hasConditions = false
  package var branches: [(when: ParsedExpression, then: ParsedExpression)]
  package var otherwise: ParsedExpression?

  package init(
    subject: ParsedExpression?, branches: [(when: ParsedExpression, then: ParsedExpression)],
    otherwise: ParsedExpression?
  ) {
    self.subject = subject
    self.branches = branches
    self.otherwise = otherwise
  }
}

/// `[x IN list WHERE predicate | projection]`.
package struct ParsedListComprehension: Sendable {
  package var variable: ParsedName
  package var list: ParsedExpression
  package var predicate: ParsedExpression?
  package var projection: ParsedExpression?

  package init(
    variable: ParsedName, list: ParsedExpression, predicate: ParsedExpression?,
    projection: ParsedExpression?
  ) {
    self.variable = variable
    self.list = list
    self.predicate = predicate
    self.projection = projection
  }
}

/// `[p = (a)-->(b) WHERE predicate | projection]`.
package struct ParsedPatternComprehension: Sendable {
  /// Its `variable` is the path's name, if it has one.
  package var pattern: ParsedPathPattern
  package var predicate: ParsedExpression?
  package var projection: ParsedExpression

  package init(
    pattern: ParsedPathPattern, predicate: ParsedExpression?, projection: ParsedExpression
  ) {
    self.pattern = pattern
    self.predicate = predicate
    self.projection = projection
  }
}

/// `all(x IN list WHERE predicate)`.
package struct ParsedQuantifier: Sendable {
  package var quantifier: QuantifierKind
  package var variable: ParsedName
  package var list: ParsedExpression
  package var predicate: ParsedExpression

  package init(
    quantifier: QuantifierKind, variable: ParsedName, list: ParsedExpression,
    predicate: ParsedExpression
  ) {
    self.quantifier = quantifier
    self.variable = variable
    self.list = list
    self.predicate = predicate
  }
}

/// `reduce(total = 0, x IN list | total + x)`.
package struct ParsedReduce: Sendable {
  package var accumulator: ParsedName
  package var initial: ParsedExpression
  package var variable: ParsedName
  package var list: ParsedExpression
  package var body: ParsedExpression

  package init(
    accumulator: ParsedName, initial: ParsedExpression, variable: ParsedName,
    list: ParsedExpression, body: ParsedExpression
  ) {
    self.accumulator = accumulator
    self.initial = initial
    self.variable = variable
    self.list = list
    self.body = body
  }
}

/// The inside of `EXISTS { … }`, `COUNT { … }` and `COLLECT { … }`.
package enum ParsedSubquery: Sendable {
  /// `{ (a)-->(b), (b)-->(c) WHERE predicate }`, with or without `MATCH`.
  case pattern([ParsedPathPattern], predicate: ParsedExpression?)
  case query(ParsedQuery)
}

package enum ParsedMapProjectionItem: Sendable {
  /// `.name`
  case property(ParsedName)
  /// `.*`
  case allProperties(SourceSpan)
  /// `key: expression`
  case entry(ParsedMapEntry)
  /// `other`: a variable under its own name.
  case variable(ParsedName)
}
