package import KithCore

/// What a picture says beside its nodes and relationships, and how it is laid out.
///
/// The date comes from the caller and never from a clock: the same graph and the same options give
/// the same bytes.
package struct DrawingOptions: Sendable {
  /// The first line of the picture.
  package var title: String?
  /// The query whose rows are drawn; it stands below the title.
  package var queryText: String?
  /// The day on which a fact counts as present, ended or planned.
  package var date: DateValue
  /// The language of the words that kith adds; names, roles and quotes stay as they are.
  package var language: WordLanguage
  /// Frames the nodes of each label.
  package var clustersByLabel: Bool
  /// The user asked for everything: pictures of more than `GraphDrawing.legibleNodeCount` nodes are laid out.
  package var isAll: Bool
  /// How long Graphviz may take.
  package var layoutTimeoutSeconds: Int
  /// The program that lays out; found by the search path.
  package var graphvizProgram: String
  /// Up to how many nodes and relationships the DOT of a whole graph has dates, tooltips and an order of its own.
  package var styledLimit = 20_000

  package init(
    title: String? = nil, queryText: String? = nil, date: DateValue,
    language: WordLanguage = .english, clustersByLabel: Bool = false, isAll: Bool = false,
    layoutTimeoutSeconds: Int = 60, graphvizProgram: String = "dot"
  ) {
    self.title = title
    self.queryText = queryText
    self.date = date
    self.language = language
    self.clustersByLabel = clustersByLabel
    self.isAll = isAll
    self.layoutTimeoutSeconds = layoutTimeoutSeconds
    self.graphvizProgram = graphvizProgram
  }
}
