package import KithCore

/// A fact file as it was written: its header and its facts, with places for every part.
package struct FactDocument: Sendable {
  package var header: FactHeader?
  package var statements: [FactStatement]
  /// Errors in the order of their places, `FactParser.errorLimit` at most; the statements they stand in are left out.
  package var diagnostics: [Diagnostic]

  package init(
    header: FactHeader? = nil, statements: [FactStatement] = [], diagnostics: [Diagnostic] = []
  ) {
    self.header = header
    self.statements = statements
    self.diagnostics = diagnostics
  }
}

/// `{ kith: 1, lang: "de", source: bericht }`.
package struct FactHeader: Sendable {
  /// The language of names and notes, such as `de`.
  package var language: String?
  /// The id of the source of every fact that names none.
  package var source: ParsedName?
  package var span: SourceSpan
}

/// One line's facts: a thing, or a path of things and what connects them.
///
/// `nodes.count == relationships.count + 1`; `relationships[i]` stands between `nodes[i]` and `nodes[i + 1]`.
package struct FactStatement: Sendable {
  package var annotations: [FactAnnotation]
  package var nodes: [FactNode]
  package var relationships: [FactRelationship]
  package var span: SourceSpan
}

/// `(katja:Person {name: "Katja Michalak"})`, or `(katja)` where it only refers.
package struct FactNode: Sendable {
  package var id: ParsedName
  package var labels: [ParsedName]
  package var properties: [FactEntry]
  /// Whether it says something of the thing: it has labels or a map.
  package var isDescription: Bool
  package var span: SourceSpan
}

/// `-[f1:HEADS {role: "Leiterin"}]->`.
package struct FactRelationship: Sendable {
  package var id: ParsedName?
  package var type: ParsedName
  package var properties: [FactEntry]
  /// `<-[…]-`: it leads from the node at its right to the one at its left.
  package var isReversed: Bool
  package var span: SourceSpan
}

package struct FactEntry: Sendable {
  package var key: ParsedName
  package var value: FactValue
}

/// A value as it was written.
package struct FactValue: Sendable {
  /// A boolean, number, string, or a list of these.
  package var value: Value
  package var span: SourceSpan
}

/// `@page(2)`.
package struct FactAnnotation: Sendable {
  package var kind: FactAnnotationKind
  /// A string for a bare word too.
  package var value: FactValue
  /// With the `@` and the parentheses.
  package var span: SourceSpan
}

/// What may be said of a fact rather than of the things in it.
package enum FactAnnotationKind: String, CaseIterable, Sendable {
  /// The id of the text that says so; a second one on a line starts a second claim.
  case source
  case page
  case paragraph
  /// The source's own words.
  case quote
  case url
  /// `preferred`, `normal` or `deprecated`.
  case rank
  /// A word, such as `likely`, or a number from 0 to 1.
  case certainty
  case note

  /// The ranks of a claim, as Wikidata has them.
  package static let ranks = ["preferred", "normal", "deprecated"]
}
