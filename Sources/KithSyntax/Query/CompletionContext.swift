package import KithCore

/// What may stand at a place of a query, as far as the text before it tells: the shell turns it into
/// candidates with the schema at hand.
package struct CompletionContext: Sendable, Hashable {
  /// The bytes that a candidate replaces: what has been typed of the word, or nothing.
  package var replaced: SourceSpan
  /// What has been typed of the word up to the cursor, without an opening quote.
  package var prefix: String
  /// The quote that the cursor stands behind: `'`, `"` or a back-tick.
  package var quote: Character?
  /// Keywords and phrases that may follow: `WHERE`, `ORDER BY`. In alphabetical order.
  package var keywords: [String]
  /// Kinds of names that may follow, in the order in which the grammar asks for them.
  package var names: [ExpectedName]
  /// The variables that can be used here, the nearest first.
  package var variables: [ScopedVariable]
}

/// A kind of name that the grammar accepts at a place.
package enum ExpectedName: Sendable, Hashable {
  /// A node's label; where it is the end of a relationship, what leads there.
  case label(reachedBy: PatternStep?)
  /// A relationship's type, and the labels of the node before it.
  case relationshipType(from: PatternStep)
  case propertyKey(of: ScopedVariable)
  /// A variable in scope.
  case variable
  /// A name that the text makes up here: nothing can be offered.
  case newName
  /// A function; with what has been written of its namespace: `duration.`.
  case function(namespace: String)
  /// A procedure; with what has been written of its namespace: `db.`.
  case procedure(namespace: String)
  case procedureColumn(of: String)
  case parameter
  /// An index or a constraint by its name.
  case index, constraint
  /// A column of `SHOW INDEXES` and its like.
  case shownColumn(of: String)
  /// A type: `INTEGER`.
  case type
  /// A value that this property has somewhere; `quote` of the context tells if a string was begun.
  case value(ofKey: String, of: ScopedVariable)
}

/// What is known of the pattern on one side of a place.
package struct PatternStep: Sendable, Hashable {
  /// Labels of the node before the relationship; empty when unknown.
  package var labels: [String]
  /// Types of the relationship; empty when unknown.
  package var types: [String]
  /// The way the arrow points; nil when it is open or not yet written.
  package var direction: Direction?

  package init(labels: [String] = [], types: [String] = [], direction: Direction? = nil) {
    self.labels = labels
    self.types = types
    self.direction = direction
  }
}

/// A variable and what the text tells of its values.
package struct ScopedVariable: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case node, relationship, path, value }

  /// Empty for a node or relationship without a name.
  package var name: String
  package var kind: Kind
  /// A node's labels or a relationship's types, as far as they are written.
  package var labels: [String]

  package init(name: String, kind: Kind, labels: [String] = []) {
    self.name = name
    self.kind = kind
    self.labels = labels
  }
}
