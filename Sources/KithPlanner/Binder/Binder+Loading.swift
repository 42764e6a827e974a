import KithCore
import KithSyntax

extension Binder {
  /// The variables in scope, and those that functions read without naming them.
  var visible: [VariableID] { scope.ids + (loaded.map { [$0.line, $0.file] } ?? []) }
}

extension StatementPlanner {
  /// `LOAD CSV … AS row`.
  func planLoadCSV(
    _ load: ParsedLoadCSV, over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    let location = try binder.bind(load.location)
    guard [.any, .null, .string].contains(location.type) else {
      throw PlannerMessages.invalidArgumentType(
        "LOAD CSV", wanted: "path", got: location.type, at: load.location.span)
    }
    let row = try binder.declareNew(load.variable, load.hasHeaders ? .map : .list)
    let (line, file) = (binder.newVariable(), binder.newVariable())
    binder.loaded = (line, file)
    // How long the file is, nobody knows before.
    return LogicalPlan(
      .loadTable(
        LogicalLoadTable(
          location: location, hasHeaders: load.hasHeaders, separator: load.separator, row: row,
          line: line, file: file)),
      inputs: [input], estimatedRows: input.estimatedRows * 1000)
  }

  /// `IN TRANSACTIONS` over the rows of `input`; `right` is the subquery.
  func planTransactions(
    _ parsed: ParsedTransactions, over input: LogicalPlan, _ right: LogicalPlan, returnsRows: Bool
  ) throws(Diagnostic) -> LogicalPlan {
    if let barrier = binder.transactionsBarrier {
      throw PlannerMessages.misplacedTransactions(barrier, at: parsed.span)
    }
    guard !input.hasOwnWrites else {
      throw PlannerMessages.misplacedTransactions("behind a clause that changes", at: parsed.span)
    }
    var size = BoundExpression(.constant(.integer(1000)), type: .integer, span: parsed.span)
    if let written = parsed.batchSize {
      size = try binder.bindCount(written, of: "OF … ROWS") ?? size
    }
    binder.transactions = binder.transactions ?? parsed.span
    var status: VariableID?
    if let name = parsed.status { status = try binder.declareNew(name, .map) }
    return LogicalPlan(
      .transactions(
        LogicalTransactions(
          batchSize: size, onError: parsed.onError, status: status, returnsRows: returnsRows)),
      inputs: [input, right],
      estimatedRows: input.estimatedRows * (returnsRows ? max(right.estimatedRows, 1) : 1))
  }
}

extension LogicalPlan {
  /// Whether it changes the graph other than in transactions of its own.
  fileprivate var hasOwnWrites: Bool {
    if case .transactions = operation { return inputs[0].hasOwnWrites }
    return operation.isWrite || inputs.contains(where: \.hasOwnWrites)
  }

  /// This plan without the rows that nobody reads.
  var withoutRows: LogicalPlan {
    guard case .transactions(var spec) = operation else { return self }
    spec.keepsRows = false
    return LogicalPlan(.transactions(spec), inputs: inputs, estimatedRows: estimatedRows)
  }
}

extension PlannerMessages {
  static func misplacedTransactions(_ place: String, at span: SourceSpan) -> Diagnostic {
    invalidClauseComposition(
      "'IN TRANSACTIONS' cannot stand \(place)", at: span,
      advice:
        "it commits what it has done: let it be the first change, on the statement's own level")
  }
}
