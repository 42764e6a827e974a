package import KithCore

/// `p = shortestPath((a:A {x: 1})-[r:R*1..3]->(b))`: nodes and relationships in turn.
///
/// `nodes.count == relationships.count + 1`.
package struct ParsedPathPattern: Sendable {
  package enum Selector: Sendable { case all, shortestPath, allShortestPaths }

  /// The path's name.
  package var variable: ParsedName?
  package var selector: Selector
  package var nodes: [ParsedNodePattern]
  package var relationships: [ParsedRelationshipPattern]
  package var span: SourceSpan

  package init(
    variable: ParsedName?, selector: Selector, nodes: [ParsedNodePattern],
    relationships: [ParsedRelationshipPattern], span: SourceSpan
  ) {
    self.variable = variable
    self.selector = selector
    self.nodes = nodes
    self.relationships = relationships
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
package struct ParsedLength: Sendable {
  package var minimum: Int64?
  package var maximum: Int64?
  package var span: SourceSpan

  package init(minimum: Int64?, maximum: Int64?, span: SourceSpan) {
    self.minimum = minimum
    self.maximum = maximum
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
}
