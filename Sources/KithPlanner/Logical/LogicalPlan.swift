package import KithCore

/// A tree of operations that yields rows; the rows' columns are variables.
///
/// Every operation keeps its inputs' variables and adds its own, unless it says otherwise
/// (`project`, `aggregate`, `distinct`, `union`).
package final class LogicalPlan: Sendable {
  package let operation: LogicalOperation
  /// Left to right; an operation's documentation says what each is.
  package let inputs: [LogicalPlan]
  /// How many rows the planner expects.
  package let estimatedRows: Double
  /// The variables that its rows carry, without duplicates.
  package let variables: [VariableID]

  package init(
    _ operation: LogicalOperation, inputs: [LogicalPlan] = [], estimatedRows: Double
  ) {
    self.operation = operation
    self.inputs = inputs
    self.estimatedRows = estimatedRows
    self.variables = operation.variables(of: inputs.map(\.variables))
  }
}

/// One operation of a plan. Names that are unknown to the schema stay names: the executor looks them up when it runs.
package enum LogicalOperation: Sendable {
  // MARK: leaves

  /// One row without columns.
  case singleRow
  /// The rows that an outer operation or expression hands in: carries these variables.
  case argument([VariableID])
  // MARK: scans: leaves without an input; with one, every row of it with every row of the scan

  /// All nodes, or those with all the labels.
  case nodeScan(LogicalNodeScan)
  /// Nodes by a property's value, with a label: an index where there is one, else a filtered scan.
  case nodeSeek(LogicalNodeSeek)
  /// Nodes or relationships from an index.
  case indexSeek(LogicalIndexSeek)
  /// All relationships of some types with both ends.
  case relationshipScan(LogicalRelationshipScan)

  /// Lists indexes, constraints, functions or procedures.
  case show(LogicalShow)
  /// One row: what the statistics tell.
  case statisticsCount(LogicalStatisticsCount)

  // MARK: one input

  case expand(LogicalExpand)
  case variableExpand(LogicalVariableExpand)
  case shortestPath(LogicalShortestPath)
  case pathSearch(LogicalPathSearch)
  /// Adds a weight: how many rows an expand to a node that is only counted would give.
  case countNeighbours(LogicalCountNeighbours)
  case intersect(LogicalIntersect)
  /// Keeps rows on which it is true (not false, not null).
  case filter(BoundExpression)
  /// Adds variables; keeps the input's.
  case extend([BoundColumn])
  /// Keeps exactly these variables; each is computed from the input row.
  case project([BoundColumn])
  /// Groups by the keys; keeps keys and aggregates. Without keys: one row, even of no input.
  case aggregate(keys: [BoundColumn], aggregates: [BoundAggregate])
  /// The different combinations of these variables; keeps exactly these.
  case distinct([VariableID])
  case sort([BoundSortKey])
  /// `sort` and `limit` in one: keeps the first `count` rows of the order.
  case top([BoundSortKey], count: BoundExpression)
  /// The expression has no variables; a non-negative integer.
  case skip(BoundExpression)
  case limit(BoundExpression)
  /// A row for each element of the list, perhaps with its number; none for null or an empty list.
  case unwind(list: BoundExpression, variable: VariableID, position: LogicalPosition? = nil)

  /// Adds variables of the argument, which has one row, where an aggregation or `NEXT` has dropped them.
  case recall([VariableID])

  /// Every row with every row of a table, read from a file.
  case loadTable(LogicalLoadTable)

  // MARK: two inputs

  /// inputs[1] for each row of inputs[0], in transactions of so many rows each.
  case transactions(LogicalTransactions)
  /// For each row of inputs[0], the rows of inputs[1], whose `argument` is that row. Carries both.
  ///
  /// Where the right side neither aggregates, sorts nor limits, it may be handed whole batches.
  case apply
  /// As `apply`, but a row without any on the right stays, with nulls for the right side's variables.
  case optionalApply
  /// Keeps the rows of inputs[0] for which inputs[1] gives a row (or, negated, none).
  case semiApply(isNegated: Bool)
  /// Every row of inputs[0] with every row of inputs[1]; the right side has no argument.
  case cartesianProduct
  /// Rows of both that agree in these variables. The right side is built into a table.
  case hashJoin([VariableID])
  /// inputs[1] once, with all rows of inputs[0] as its argument: `RETURN x NEXT … UNION …`. Carries inputs[1]'s alone.
  case pipe
  /// Rows of inputs[0], then of inputs[1]: `left[i]` and `right[i]` both become `output[i]`.
  case union(left: [VariableID], right: [VariableID], output: [VariableID])

  // MARK: writes (one input); each consumes all of its input before it changes anything

  case create(LogicalCreate)
  /// inputs[0] rows; inputs[1] the plan that matches the pattern with `argument`.
  /// For each row in turn: matched rows if there are any, else one row of what is created.
  case merge(LogicalMerge)
  case set([BoundSetItem])
  case remove([BoundRemoveItem])
  case delete([BoundExpression], isDetaching: Bool)
  /// For each row of inputs[0] and each element of the list, runs inputs[1] for its changes; gives inputs[0]'s rows.
  case foreach(list: BoundExpression, variable: VariableID)
  /// Gives no rows; runs its input to the end.
  case drain

  // MARK: procedures

  /// inputs[0]'s rows, each with every row that the procedure yields.
  case procedureCall(LogicalProcedureCall)
  /// `CALL { … }` that returns nothing: runs inputs[1] for each row of inputs[0] and gives inputs[0]'s row once.
  case unitApply
}

/// A variable and the expression that computes it.
package struct BoundColumn: Sendable {
  package var variable: VariableID
  package var expression: BoundExpression

  package init(_ variable: VariableID, _ expression: BoundExpression) {
    self.variable = variable
    self.expression = expression
  }
}

package struct BoundSortKey: Sendable {
  package var expression: BoundExpression
  package var isDescending: Bool

  package init(_ expression: BoundExpression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}

package enum AggregateFunction: String, Sendable, CaseIterable {
  case countRows = "count(*)"
  case count, sum, avg, min, max, collect, stDev, stDevP, percentileCont, percentileDisc
}

/// One aggregation. Nulls are left out, except by `countRows`.
package struct BoundAggregate: Sendable {
  package var variable: VariableID
  package var function: AggregateFunction
  package var isDistinct: Bool
  /// None for `countRows`; the value, then the percentile for the percentiles.
  package var arguments: [BoundExpression]
  package var span: SourceSpan

  package init(
    variable: VariableID, function: AggregateFunction, isDistinct: Bool,
    arguments: [BoundExpression], span: SourceSpan
  ) {
    self.variable = variable
    self.function = function
    self.isDistinct = isDistinct
    self.arguments = arguments
    self.span = span
  }
}

package struct LogicalLoadTable: Sendable {
  package var location: BoundExpression
  package var hasHeaders: Bool
  package var separator: Character
  /// A map or a list.
  package var row: VariableID
  /// What `linenumber()` and `file()` give.
  package var line: VariableID
  package var file: VariableID

  package init(
    location: BoundExpression, hasHeaders: Bool, separator: Character, row: VariableID,
    line: VariableID, file: VariableID
  ) {
    self.location = location
    self.hasHeaders = hasHeaders
    self.separator = separator
    self.row = row
    self.line = line
    self.file = file
  }
}

package struct LogicalTransactions: Sendable {
  /// Without variables; how many rows of inputs[0] one transaction takes.
  package var batchSize: BoundExpression
  package var onError: TransactionErrorRule
  /// A map that tells of the row's transaction.
  package var status: VariableID?
  /// Whether inputs[1] gives rows, or each row of inputs[0] comes once.
  package var returnsRows: Bool
  /// False where nobody reads the rows.
  package var keepsRows = true

  package init(
    batchSize: BoundExpression, onError: TransactionErrorRule, status: VariableID?,
    returnsRows: Bool
  ) {
    self.batchSize = batchSize
    self.onError = onError
    self.status = status
    self.returnsRows = returnsRows
  }
}

/// The variable that numbers the elements of a list, and the number of the first.
package struct LogicalPosition: Sendable {
  package var variable: VariableID
  package var first: Int64

  package init(variable: VariableID, first: Int64) {
    self.variable = variable
    self.first = first
  }
}

package struct LogicalNodeScan: Sendable {
  package var node: VariableID
  /// All of them must be there; empty for all nodes. The first is the rarest.
  package var labels: [String]

  package init(node: VariableID, labels: [String]) {
    self.node = node
    self.labels = labels
  }
}

package struct LogicalNodeSeek: Sendable {
  package var node: VariableID
  package var labels: [String]
  package var key: String
  /// Without variables of its own; may read the argument's.
  package var value: BoundExpression

  package init(node: VariableID, labels: [String], key: String, value: BoundExpression) {
    self.node = node
    self.labels = labels
    self.key = key
    self.value = value
  }
}

package struct LogicalRelationshipScan: Sendable {
  package var relationship: VariableID
  package var start: VariableID
  package var end: VariableID
  /// Empty for all types.
  package var types: [String]
  /// Whether every relationship comes twice, once each way round (a loop once).
  package var isUndirected: Bool

  package init(
    relationship: VariableID, start: VariableID, end: VariableID, types: [String],
    isUndirected: Bool
  ) {
    self.relationship = relationship
    self.start = start
    self.end = end
    self.types = types
    self.isUndirected = isUndirected
  }
}

/// The way of an expand as seen from the node that it starts from.
package enum ExpandDirection: Sendable, Hashable {
  case outgoing, incoming
  /// Both ways; a loop comes once.
  case both
}

/// From each row's `from`, one row for each matching relationship.
package struct LogicalExpand: Sendable {
  package var from: VariableID
  /// A new variable, or one that the row already has (`isRelationshipBound`): then it must be that one.
  package var relationship: VariableID
  package var to: VariableID
  /// Empty for all types.
  package var types: [String]
  package var direction: ExpandDirection
  /// `to` is bound already: only relationships that lead to it (expand into).
  package var isToBound: Bool
  package var isRelationshipBound: Bool
  /// Labels that `to` must have, checked while expanding.
  package var toLabels: [String]
  /// Relationship and relationship-list variables of the same `MATCH` which may not be met again.
  package var differsFrom: [VariableID]
  /// Whether anything above reads the relationship; if not, its column need not be filled.
  package var isRelationshipNeeded: Bool
  /// Where only the different ends are asked for.
  package var ends: LogicalDistinctEnds?

  package init(
    from: VariableID, relationship: VariableID, to: VariableID, types: [String],
    direction: ExpandDirection, isToBound: Bool, isRelationshipBound: Bool, toLabels: [String],
    differsFrom: [VariableID], isRelationshipNeeded: Bool
  ) {
    self.from = from
    self.relationship = relationship
    self.to = to
    self.types = types
    self.direction = direction
    self.isToBound = isToBound
    self.isRelationshipBound = isRelationshipBound
    self.toLabels = toLabels
    self.differsFrom = differsFrom
    self.isRelationshipNeeded = isRelationshipNeeded
  }
}

/// Walks of `minimum` to `maximum` relationships, none of which comes twice.
package struct LogicalVariableExpand: Sendable {
  package var from: VariableID
  /// A list of relationships, in the order of the walk from `from` (reversed where `isReversed`).
  package var relationships: VariableID
  package var to: VariableID
  package var types: [String]
  package var direction: ExpandDirection
  package var minimum: Int
  /// Nil without a bound.
  package var maximum: Int?
  package var isToBound: Bool
  /// The list variable is bound already: walk exactly these.
  package var isListBound: Bool
  /// The pattern runs from `to` to `from`: the list is given in the pattern's order.
  package var isReversed: Bool
  /// Property conditions that each relationship must meet: key and value (which may read the row).
  package var relationshipProperties: [(key: String, value: BoundExpression)]
  /// A condition on each relationship (inline `WHERE`); reads `stepRelationship`.
  package var stepPredicate: BoundExpression?
  package var stepRelationship: VariableID?
  package var toLabels: [String]
  package var differsFrom: [VariableID]
  /// Where only the different ends are asked for; then the list is not there.
  package var ends: LogicalDistinctEnds?

  package init(
    from: VariableID, relationships: VariableID, to: VariableID, types: [String],
    direction: ExpandDirection, minimum: Int, maximum: Int?, isToBound: Bool, isListBound: Bool,
    isReversed: Bool, relationshipProperties: [(key: String, value: BoundExpression)],
    stepPredicate: BoundExpression?, stepRelationship: VariableID?, toLabels: [String],
    differsFrom: [VariableID]
  ) {
    self.from = from
    self.relationships = relationships
    self.to = to
    self.types = types
    self.direction = direction
    self.minimum = minimum
    self.maximum = maximum
    self.isToBound = isToBound
    self.isListBound = isListBound
    self.isReversed = isReversed
    self.relationshipProperties = relationshipProperties
    self.stepPredicate = stepPredicate
    self.stepRelationship = stepRelationship
    self.toLabels = toLabels
    self.differsFrom = differsFrom
  }
}

/// Shortest paths between two bound nodes, by breadth-first search from both ends.
package struct LogicalShortestPath: Sendable {
  package var from: VariableID
  package var to: VariableID
  /// The list of relationships from `from` to `to`.
  package var relationships: VariableID
  package var types: [String]
  package var direction: ExpandDirection
  package var minimum: Int
  package var maximum: Int?
  /// All of the shortest, or any one (the same one every time).
  package var findsAll: Bool
  package var relationshipProperties: [(key: String, value: BoundExpression)]
  /// Conditions on the whole path; a path that fails is passed over for a longer one. Reads the new variables.
  package var predicate: BoundExpression?
  /// The path's variable, where the pattern names it.
  package var path: VariableID?

  package init(
    from: VariableID, to: VariableID, relationships: VariableID, types: [String],
    direction: ExpandDirection, minimum: Int, maximum: Int?, findsAll: Bool,
    relationshipProperties: [(key: String, value: BoundExpression)], predicate: BoundExpression?,
    path: VariableID?
  ) {
    self.from = from
    self.to = to
    self.relationships = relationships
    self.types = types
    self.direction = direction
    self.minimum = minimum
    self.maximum = maximum
    self.findsAll = findsAll
    self.relationshipProperties = relationshipProperties
    self.predicate = predicate
    self.path = path
  }
}

/// Nodes, then relationships, to create for each row.
package struct LogicalCreate: Sendable {
  package struct Node: Sendable {
    package var variable: VariableID
    package var labels: [String]
    /// Each gives a label, or a list of them.
    package var computedLabels: [BoundExpression]
    /// A map; null values are left out.
    package var properties: BoundExpression?

    package init(
      variable: VariableID, labels: [String], computedLabels: [BoundExpression] = [],
      properties: BoundExpression?
    ) {
      self.variable = variable
      self.labels = labels
      self.computedLabels = computedLabels
      self.properties = properties
    }
  }

  package struct Relationship: Sendable {
    package var variable: VariableID
    package var type: String
    /// Gives the type, where `type` does not.
    package var computedType: BoundExpression?
    package var start: VariableID
    package var end: VariableID
    package var properties: BoundExpression?
    package var span: SourceSpan

    package init(
      variable: VariableID, type: String, computedType: BoundExpression? = nil,
      start: VariableID, end: VariableID, properties: BoundExpression?, span: SourceSpan
    ) {
      self.variable = variable
      self.type = type
      self.computedType = computedType
      self.start = start
      self.end = end
      self.properties = properties
      self.span = span
    }
  }

  package var nodes: [Node]
  package var relationships: [Relationship]
  /// Paths that the patterns name, put together after all is created.
  package var paths: [BoundColumn]

  package init(nodes: [Node], relationships: [Relationship], paths: [BoundColumn]) {
    self.nodes = nodes
    self.relationships = relationships
    self.paths = paths
  }
}

package struct LogicalMerge: Sendable {
  /// What to create where nothing matches; a null property value in it is an error (`MergeReadOwnWrites`).
  package var create: LogicalCreate
  package var onCreate: [BoundSetItem]
  package var onMatch: [BoundSetItem]
  package var span: SourceSpan

  package init(
    create: LogicalCreate, onCreate: [BoundSetItem], onMatch: [BoundSetItem], span: SourceSpan
  ) {
    self.create = create
    self.onCreate = onCreate
    self.onMatch = onMatch
    self.span = span
  }
}

package enum BoundSetItem: Sendable {
  /// The subject gives a node, a relationship or null (then nothing happens).
  case property(BoundExpression, key: String, value: BoundExpression)
  case dynamicProperty(BoundExpression, key: BoundExpression, value: BoundExpression)
  /// All properties become those of a map, a node or a relationship.
  case replace(BoundExpression, value: BoundExpression)
  case merge(BoundExpression, value: BoundExpression)
  case labels(BoundExpression, [String])
  case dynamicLabels(BoundExpression, BoundExpression)
}

package enum BoundRemoveItem: Sendable {
  case property(BoundExpression, key: String)
  case dynamicProperty(BoundExpression, key: BoundExpression)
  case labels(BoundExpression, [String])
  case dynamicLabels(BoundExpression, BoundExpression)
}

package struct LogicalProcedureCall: Sendable {
  /// As the signature writes it.
  package var name: String
  /// One a parameter of the signature; defaults are filled in.
  package var arguments: [BoundExpression]
  /// Arguments by index that a statement parameter of this name replaces where it is given: a standalone call without
  /// parentheses passes those.
  package var impliedDefaults: [Int: String]
  /// The procedure's columns by index, and the variables that they become.
  package var yields: [(column: Int, variable: VariableID)]
  package var isWriting: Bool

  package init(
    name: String, arguments: [BoundExpression], impliedDefaults: [Int: String] = [:],
    yields: [(column: Int, variable: VariableID)], isWriting: Bool = false
  ) {
    self.name = name
    self.arguments = arguments
    self.impliedDefaults = impliedDefaults
    self.yields = yields
    self.isWriting = isWriting
  }
}

/// A planned statement.
package struct StatementPlan: Sendable {
  /// `inputs` all the way down; its rows carry `columns`' variables.
  package var root: LogicalPlan
  /// The result's columns in order; empty where the statement returns nothing.
  package var columns: [(name: String, variable: VariableID)]
  package var isReadOnly: Bool
  package var warnings: [Diagnostic]
  /// The variables' names, for EXPLAIN; anonymous ones are missing.
  package var variableNames: [VariableID: String]
  /// The parameters that it reads, each with its first place.
  package var parameters: [String: SourceSpan]
  /// The place of `IN TRANSACTIONS`, which commits on its own, where there is one.
  package var transactions: SourceSpan?

  package init(
    root: LogicalPlan, columns: [(name: String, variable: VariableID)], isReadOnly: Bool,
    warnings: [Diagnostic], variableNames: [VariableID: String],
    parameters: [String: SourceSpan] = [:]
  ) {
    self.parameters = parameters
    self.root = root
    self.columns = columns
    self.isReadOnly = isReadOnly
    self.warnings = warnings
    self.variableNames = variableNames
  }
}
