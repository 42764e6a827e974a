import KithCore
import KithSyntax

/// Gives names their meaning: variables, functions, aggregations and the types that are known before a run.
///
/// One binder serves one statement. Its `scope` is what can be named at the place it has come to;
/// `StatementPlanner` moves it on from clause to clause. Errors carry the openCypher detail and the place.
final class Binder {
  var scope = Scope()
  /// The variables from outside that stay in scope throughout a subquery, whatever its `WITH`s project.
  var fixed = Scope()
  /// The names that the graph uses, for warnings and did-you-mean.
  let schema: Schema
  var warnings: [Diagnostic] = []
  /// What is wrong with the statement and where.
  var faults = StatementFaults()
  private(set) var variableNames: [VariableID: String] = [:]
  /// The parameters that were met, each with its first place.
  var parameters: [String: SourceSpan] = [:]
  private var variableCount = 0
  /// Where aggregations go while a projection is bound; nil where none may stand.
  var aggregation: AggregationFrame?
  /// The enclosing subqueries, innermost last: which outer variables they may and do read.
  var captures: [CaptureFrame] = []
  /// What `linenumber()` and `file()` read, behind `LOAD CSV`.
  var loaded: (line: VariableID, file: VariableID)?
  /// Why `IN TRANSACTIONS` cannot stand where the binder is; nil where it can.
  var transactionsBarrier: String?
  /// The place of an `IN TRANSACTIONS`.
  var transactions: SourceSpan?
  /// The subjects of the `CASE`s around the place that ask conditions of them, innermost last.
  var caseSubjects: [BoundExpression] = []
  /// Whether a pattern may stand for its existence where the binder is.
  var mayStandPattern = false
  /// Plans the inside of a subquery with this binder; set by the statement planner.
  /// What the subquery that is being planned is asked for; the planner changes it where rows stand for several.
  var subqueryResult: BoundSubquery.Result?
  var planSubquery: ((ParsedSubqueryBody, Binder) throws(Diagnostic) -> LogicalPlan)?

  init(schema: Schema) { self.schema = schema }

  /// A new variable; without a name it cannot be referred to.
  func newVariable(named name: String? = nil) -> VariableID {
    let variable = VariableID(variableCount)
    variableCount += 1
    if let name { variableNames[variable] = name }
    return variable
  }

  /// Gives a variable a name for EXPLAIN.
  func name(_ variable: VariableID, _ name: String) { variableNames[variable] = name }

  /// Brings a new variable of this name into scope.
  func declare(_ name: String, _ type: StaticType) -> VariableID {
    let variable = newVariable(named: name)
    scope.add(BoundVariable(id: variable, name: name, type: type))
    return variable
  }

  /// As `declare`, for a name that the text makes up. Throws `VariableAlreadyBound`.
  func declareNew(_ name: ParsedName, _ type: StaticType) throws(Diagnostic) -> VariableID {
    guard scope[name.text] == nil else {
      throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
    }
    return declare(name.text, type)
  }

  /// The variable of a name. Throws `UndefinedVariable`.
  func resolve(_ name: ParsedName) throws(Diagnostic) -> BoundVariable {
    guard let variable = scope[name.text] else {
      throw PlannerMessages.undefinedVariable(
        name.text, at: name.span,
        suggestion: nearestName(to: name.text, among: scope.variables.map(\.name)))
    }
    note(variable.id)
    return variable
  }

  /// Notes that the running subqueries read a variable, where it comes from outside of them.
  func note(_ variable: VariableID) {
    for index in captures.indices where captures[index].outer.contains(variable) {
      captures[index].used.insert(variable)
    }
  }

  /// Warns of a label, type or key that the graph has never seen. A graph without any name warns of none.
  func warnUnknown(_ kind: String, _ name: ParsedName, in table: SymbolTable) {
    guard table.count > 0, table.number(of: name.text) == nil else { return }
    warnings.append(
      PlannerMessages.unknownName(
        kind, name.text, at: name.span,
        suggestion: nearestName(to: name.text, among: table.names)))
  }

  /// Runs `body` with a scope of its own, and restores the scope.
  func withScope<Result>(
    _ inner: Scope, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let saved = scope
    scope = inner
    defer { scope = saved }
    return try body()
  }

  /// Runs `body` where no aggregation may stand.
  func withoutAggregation<Result>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let saved = aggregation
    aggregation = nil
    defer { aggregation = saved }
    return try body()
  }
}

/// The aggregations of one projection, as they are found.
final class AggregationFrame {
  var aggregates: [BoundAggregate] = []
  /// The aggregation whose arguments are being bound.
  var enclosing: String?
}

/// The outer variables of a subquery.
struct CaptureFrame {
  let outer: Set<VariableID>
  var used: Set<VariableID> = []
}

/// What a subquery expression runs.
enum ParsedSubqueryBody {
  case patterns([ParsedPathPattern], predicate: ParsedExpression?, collect: ParsedExpression?)
  case query(ParsedQuery, isCollected: Bool)
}
