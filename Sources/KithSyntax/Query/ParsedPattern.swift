package import KithCore

/// `p = shortestPath((a:A {x: 1})-[r:R*1..3]->(b))`, `ANY SHORTEST (a) ((b)-[:R]->(c))+ (d)`.
///
/// `elements` holds nodes and relationships in turn, and parts in parentheses of their own: a relationship stands
/// between two nodes, a part stands beside nodes or parts. There is at least one element.
package struct ParsedPathPattern: Sendable {
  package enum Selector: Sendable { case all, shortestPath, allShortestPaths }

  /// The path's name.
  package var variable: ParsedName?
  /// The function that the pattern stands in.
  package var selector: Selector
  /// GQL's words before the pattern: `ANY SHORTEST`, `ACYCLIC`.
  package var prefix: ParsedPathPrefix?
  package var elements: [ParsedPathElement]
  package var span: SourceSpan

  package init(
    variable: ParsedName?, selector: Selector, prefix: ParsedPathPrefix? = nil,
    elements: [ParsedPathElement], span: SourceSpan
  ) {
    self.variable = variable
    self.selector = selector
    self.prefix = prefix
    self.elements = elements
    self.span = span
  }

  /// The nodes outside of parts; one more than `relationships` where there are no parts.
  package var nodes: [ParsedNodePattern] { elements.nodes }

  /// The relationships outside of parts.
  package var relationships: [ParsedRelationshipPattern] { elements.relationships }

  /// The parts in parentheses.
  package var parts: [ParsedPathPart] { elements.parts }
}

/// One element of a path pattern.
package enum ParsedPathElement: Sendable {
  case node(ParsedNodePattern)
  case relationship(ParsedRelationshipPattern)
  case part(ParsedPathPart)
}

/// `((a)-[r]->(b) WHERE a.x < b.x){1,3}`: a part of a path in parentheses, perhaps repeated.
package struct ParsedPathPart: Sendable {
  /// The part's name, `(p = (a)-->(b))`.
  package var variable: ParsedName?
  package var elements: [ParsedPathElement]
  package var predicate: ParsedExpression?
  /// Nil where it is not repeated.
  package var quantifier: ParsedLength?
  package var span: SourceSpan

  package init(
    variable: ParsedName?, elements: [ParsedPathElement], predicate: ParsedExpression?,
    quantifier: ParsedLength?, span: SourceSpan
  ) {
    self.variable = variable
    self.elements = elements
    self.predicate = predicate
    self.quantifier = quantifier
    self.span = span
  }
}

extension [ParsedPathElement] {
  package var nodes: [ParsedNodePattern] {
    compactMap { if case .node(let node) = $0 { node } else { nil } }
  }

  package var relationships: [ParsedRelationshipPattern] {
    compactMap { if case .relationship(let relationship) = $0 { relationship } else { nil } }
  }

  package var parts: [ParsedPathPart] {
    compactMap { if case .part(let part) = $0 { part } else { nil } }
  }
}

/// `ANY SHORTEST ACYCLIC PATHS`: which of the paths that match are taken, and what they may repeat.
package struct ParsedPathPrefix: Sendable {
  /// Of the paths between the same two ends.
  package enum Selection: Sendable {
    case all
    /// `ANY k`; nil for one.
    case any(ParsedExpression?)
    /// `SHORTEST k` and, with nil, `ANY SHORTEST`.
    case shortest(ParsedExpression?)
    /// `SHORTEST k GROUPS` and, with nil, `ALL SHORTEST`.
    case shortestGroups(ParsedExpression?)
  }

  /// Nil where only a mode is written.
  package var selection: Selection?
  package var mode: PathMode?
  package var span: SourceSpan

  package init(selection: Selection?, mode: PathMode?, span: SourceSpan) {
    self.selection = selection
    self.mode = mode
    self.span = span
  }
}

/// What the patterns of one `MATCH` may repeat: `DIFFERENT RELATIONSHIPS`, `REPEATABLE ELEMENTS`.
package struct ParsedMatchMode: Sendable {
  package var isRepeatable: Bool
  package var span: SourceSpan

  package init(isRepeatable: Bool, span: SourceSpan) {
    self.isRepeatable = isRepeatable
    self.span = span
  }
}

/// `(n:Label {key: value} WHERE predicate)`.
package struct ParsedNodePattern: Sendable {
  package var variable: ParsedName?
  package var labels: ParsedLabelExpression?
  /// A map literal or a parameter.
  package var properties: ParsedExpression?
  package var predicate: ParsedExpression?
  package var span: SourceSpan

  package init(
    variable: ParsedName?, labels: ParsedLabelExpression?, properties: ParsedExpression?,
    predicate: ParsedExpression?, span: SourceSpan
  ) {
    self.variable = variable
    self.labels = labels
    self.properties = properties
    self.predicate = predicate
    self.span = span
  }
}

/// `-[r:T1|T2*1..3 {key: value}]->`.
package struct ParsedRelationshipPattern: Sendable {
  package enum Arrow: Sendable {
    /// `-->`
    case right
    /// `<--`
    case left
    /// `--` and `<-->`
    case either
  }

  package var variable: ParsedName?
  package var types: ParsedLabelExpression?
  /// Nil for exactly one relationship.
  package var length: ParsedLength?
  package var properties: ParsedExpression?
  package var predicate: ParsedExpression?
  package var arrow: Arrow
  package var span: SourceSpan

  package init(
    variable: ParsedName?, types: ParsedLabelExpression?, length: ParsedLength?,
    properties: ParsedExpression?, predicate: ParsedExpression?, arrow: Arrow, span: SourceSpan
  ) {
    self.variable = variable
    self.types = types
    self.length = length
    self.properties = properties
    self.predicate = predicate
    self.arrow = arrow
    self.span = span
  }
}

/// `*`, `*2`, `*1..3`, `*..3`, `*2..`: bounds as written; nil where left out (`*2` has both).
///
/// GQL's quantifiers behind a relationship or a part have the same form, but no minimum left out: `+` is 1 or more,
/// `*` is 0 or more.
package struct ParsedLength: Sendable {
  package var minimum: Int64?
  package var maximum: Int64?
  /// `{1,3}`, `+` or `*` behind the pattern, instead of `*1..3` within it.
  package var isQuantifier: Bool
  package var span: SourceSpan

  package init(minimum: Int64?, maximum: Int64?, isQuantifier: Bool = false, span: SourceSpan) {
    self.minimum = minimum
    self.maximum = maximum
    self.isQuantifier = isQuantifier
    self.span = span
  }
}

/// `:A:B`, `:A|B`, `:A&!B`, `:%`: labels of a node or types of a relationship.
package indirect enum ParsedLabelExpression: Sendable {
  case name(ParsedName)
  case and(ParsedLabelExpression, ParsedLabelExpression)
  case or(ParsedLabelExpression, ParsedLabelExpression)
  case not(ParsedLabelExpression)
  case wildcard(SourceSpan)
  /// `$(expression)` and `$all(…)`, or `$any(…)`: a name that is computed, or a list of names.
  case dynamic(ParsedExpression, isAny: Bool)
}
