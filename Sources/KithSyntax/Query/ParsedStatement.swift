package import KithCore

/// One statement: a query or a change of the schema, perhaps with `EXPLAIN` or `PROFILE` before it.
package struct ParsedStatement: Sendable {
  package enum Mode: Sendable { case run, explain, profile }

  package enum Body: Sendable {
    case query(ParsedQuery)
    /// Changes no data, and stands alone.
    case schema(ParsedSchemaCommand)
  }

  package var mode: Mode
  package var body: Body
  package var span: SourceSpan

  package init(mode: Mode, body: Body, span: SourceSpan) {
    self.mode = mode
    self.body = body
    self.span = span
  }

  /// The query, where it is one.
  package var query: ParsedQuery? {
    if case .query(let query) = body { query } else { nil }
  }
}

/// Single queries joined by `UNION` or `UNION ALL`, and what follows by `NEXT`.
package struct ParsedQuery: Sendable {
  package var parts: [ParsedSingleQuery]
  /// `unions[i]` stands between `parts[i]` and `parts[i + 1]`.
  package var unions: [ParsedUnion]
  /// `… RETURN x NEXT …`: queries of which each takes the rows of the one before. None of them has such itself.
  package var following: [ParsedQuery] = []
  package var span: SourceSpan

  package init(parts: [ParsedSingleQuery], unions: [ParsedUnion], span: SourceSpan) {
    self.parts = parts
    self.unions = unions
    self.span = span
  }
}

package struct ParsedUnion: Sendable {
  package var keepsDuplicates: Bool
  package var span: SourceSpan

  package init(keepsDuplicates: Bool, span: SourceSpan) {
    self.keepsDuplicates = keepsDuplicates
    self.span = span
  }
}

package struct ParsedSingleQuery: Sendable {
  package var clauses: [ParsedClause]
  package var span: SourceSpan

  package init(clauses: [ParsedClause], span: SourceSpan) {
    self.clauses = clauses
    self.span = span
  }
}

package struct ParsedClause: Sendable {
  package indirect enum Kind: Sendable {
    case match(ParsedMatch)
    case unwind(ParsedUnwind)
    case loadCSV(ParsedLoadCSV)
    case with(ParsedProjection)
    /// `LET x = 1, y = 2`: every item has its alias.
    case `let`([ParsedProjectionItem])
    /// `FILTER predicate`.
    case filter(ParsedExpression)
    /// `ORDER BY … OFFSET … LIMIT …` as a clause of its own: a projection of `*`.
    case page(ParsedProjection)
    case `return`(ParsedProjection)
    case create([ParsedPathPattern])
    case merge(ParsedMerge)
    case set([ParsedSetItem])
    case remove([ParsedRemoveItem])
    case delete([ParsedExpression], isDetaching: Bool)
    /// `FINISH`: the end of a query that returns nothing.
    case finish
    /// The first clause of its query; only `RETURN` may follow.
    case show(ParsedShow)
    case call(ParsedProcedureCall)
    /// `CALL { … }` and `CALL (x, y) { … }`.
    case subquery(ParsedCallSubquery)
    case foreach(variable: ParsedName, list: ParsedExpression, body: [ParsedClause])
  }

  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

package struct ParsedMatch: Sendable {
  package var isOptional: Bool
  /// Nil where none is written: relationships differ.
  package var mode: ParsedMatchMode?
  package var patterns: [ParsedPathPattern]
  package var predicate: ParsedExpression?

  package init(
    isOptional: Bool, mode: ParsedMatchMode? = nil, patterns: [ParsedPathPattern],
    predicate: ParsedExpression?
  ) {
    self.isOptional = isOptional
    self.mode = mode
    self.patterns = patterns
    self.predicate = predicate
  }
}

/// `UNWIND list AS x`, and GQL's `FOR x IN list WITH ORDINALITY i`.
package struct ParsedUnwind: Sendable {
  /// The variable that numbers the elements.
  package struct Position: Sendable {
    package var variable: ParsedName
    /// The number of the first element: 1 for `WITH ORDINALITY`, 0 for `WITH OFFSET`.
    package var first: Int64

    package init(variable: ParsedName, first: Int64) {
      self.variable = variable
      self.first = first
    }
  }

  package var list: ParsedExpression
  package var variable: ParsedName
  package var position: Position?
  /// `UNWIND` or `FOR`, as it was written.
  package var keyword: String

  package init(
    list: ParsedExpression, variable: ParsedName, position: Position?, keyword: String
  ) {
    self.list = list
    self.variable = variable
    self.position = position
    self.keyword = keyword
  }
}

/// `LOAD CSV WITH HEADERS FROM 'people.csv' AS row FIELDTERMINATOR ';'`.
package struct ParsedLoadCSV: Sendable {
  package var hasHeaders: Bool
  package var location: ParsedExpression
  package var variable: ParsedName
  package var separator: Character

  package init(
    hasHeaders: Bool, location: ParsedExpression, variable: ParsedName, separator: Character
  ) {
    self.hasHeaders = hasHeaders
    self.location = location
    self.variable = variable
    self.separator = separator
  }
}

/// `IN TRANSACTIONS OF n ROWS ON ERROR CONTINUE REPORT STATUS AS s` behind `CALL { … }`.
package struct ParsedTransactions: Sendable {
  /// Nil where it is not written.
  package var batchSize: ParsedExpression?
  package var onError: TransactionErrorRule
  package var status: ParsedName?
  package var span: SourceSpan

  package init(
    batchSize: ParsedExpression?, onError: TransactionErrorRule, status: ParsedName?,
    span: SourceSpan
  ) {
    self.batchSize = batchSize
    self.onError = onError
    self.status = status
    self.span = span
  }
}

/// The body of `WITH` and `RETURN`.
package struct ParsedProjection: Sendable {
  package var isDistinct: Bool
  /// `*` stands before the items.
  package var includesAll: Bool
  package var items: [ParsedProjectionItem]
  package var ordering: [ParsedSortItem]
  package var skip: ParsedExpression?
  package var limit: ParsedExpression?
  /// `WITH … WHERE`; always nil in `RETURN`.
  package var predicate: ParsedExpression?

  package init(
    isDistinct: Bool, includesAll: Bool, items: [ParsedProjectionItem],
    ordering: [ParsedSortItem], skip: ParsedExpression?, limit: ParsedExpression?,
    predicate: ParsedExpression?
  ) {
    self.isDistinct = isDistinct
    self.includesAll = includesAll
    self.items = items
    self.ordering = ordering
    self.skip = skip
    self.limit = limit
    self.predicate = predicate
  }
}

package struct ParsedProjectionItem: Sendable {
  package var expression: ParsedExpression
  /// `AS name`.
  package var alias: ParsedName?
  /// The expression's text as written: the column's name where it has no alias.
  package var text: String

  package init(expression: ParsedExpression, alias: ParsedName?, text: String) {
    self.expression = expression
    self.alias = alias
    self.text = text
  }
}

package struct ParsedSortItem: Sendable {
  package var expression: ParsedExpression
  package var isDescending: Bool

  package init(expression: ParsedExpression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}

package struct ParsedMerge: Sendable {
  package var pattern: ParsedPathPattern
  package var onCreate: [ParsedSetItem]
  package var onMatch: [ParsedSetItem]

  package init(
    pattern: ParsedPathPattern, onCreate: [ParsedSetItem], onMatch: [ParsedSetItem]
  ) {
    self.pattern = pattern
    self.onCreate = onCreate
    self.onMatch = onMatch
  }
}

package enum ParsedSetItem: Sendable {
  /// `n.key = value`; the subject may be any expression that gives an entity.
  case property(ParsedExpression, key: ParsedName, value: ParsedExpression)
  /// `n[key] = value`.
  case dynamicProperty(ParsedExpression, key: ParsedExpression, value: ParsedExpression)
  /// `n = map`.
  case replace(ParsedName, value: ParsedExpression)
  /// `n += map`.
  case merge(ParsedName, value: ParsedExpression)
  /// `n:A:B`.
  case labels(ParsedName, [ParsedName])
  /// `n:$(expression)`: one label, or a list of them.
  case dynamicLabels(ParsedName, ParsedExpression)
}

package enum ParsedRemoveItem: Sendable {
  case property(ParsedExpression, key: ParsedName)
  /// `n[key]`.
  case dynamicProperty(ParsedExpression, key: ParsedExpression)
  case labels(ParsedName, [ParsedName])
  /// `n:$(expression)`
  case dynamicLabels(ParsedName, ParsedExpression)
}

package struct ParsedProcedureCall: Sendable {
  /// With its namespace: `db.labels`.
  package var name: ParsedName
  /// Nil where no parentheses were written: arguments come from parameters.
  package var arguments: [ParsedExpression]?
  /// Nil where there is no `YIELD`.
  package var yields: ParsedYield?
  /// `OPTIONAL CALL`.
  package var isOptional = false

  package init(name: ParsedName, arguments: [ParsedExpression]?, yields: ParsedYield?) {
    self.name = name
    self.arguments = arguments
    self.yields = yields
  }
}

package struct ParsedYield: Sendable {
  /// `YIELD *`.
  package var isAll: Bool
  package var items: [(column: ParsedName, alias: ParsedName?)]
  package var predicate: ParsedExpression?

  package init(
    isAll: Bool, items: [(column: ParsedName, alias: ParsedName?)], predicate: ParsedExpression?
  ) {
    self.isAll = isAll
    self.items = items
    self.predicate = predicate
  }
}

package struct ParsedCallSubquery: Sendable {
  /// The variables of `CALL (x, y) { … }`; nil for `CALL { … }`, whose `WITH` imports.
  package var imports: [ParsedName]?
  package var importsAll: Bool
  /// `OPTIONAL CALL`.
  package var isOptional = false
  package var transactions: ParsedTransactions?
  package var query: ParsedQuery

  package init(imports: [ParsedName]?, importsAll: Bool, query: ParsedQuery) {
    self.imports = imports
    self.importsAll = importsAll
    self.query = query
  }
}
