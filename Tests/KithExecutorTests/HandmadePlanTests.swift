import KithColumns
import KithCore
import KithExecutor
import KithPlanner
import KithSyntax
import Testing

/// Operations that no query leads to yet, and inputs that queries seldom make, as plans built by hand.
@Suite struct HandmadePlanTests {
  let graph: TestGraph

  init() throws {
    graph = try TestGraph(
      "CREATE (a:A {i: 0}), (b:B {i: 1}), (a)-[:T]->(b), (b)-[:U]->(a), (a)-[:T]->(a)")
  }

  /// The rows with batches of several sizes, which must be the same.
  private func rows(_ plan: LogicalPlan, _ columns: [Int]) throws -> [String] {
    var first: [String]?
    for count in [2048, 3, 1] {
      var options = ExecutionOptions()
      options.batchRowCount = count
      let rows = try graph.rows(of: plan, columns.map { VariableID($0) }, options)
      if let first { #expect(rows == first, "batches of \(count)") } else { first = rows }
    }
    return first ?? []
  }

  private func scan(
    types: [String], isUndirected: Bool, end: Int = 2, over input: LogicalPlan? = nil
  ) -> LogicalPlan {
    LogicalPlan(
      .relationshipScan(
        LogicalRelationshipScan(
          relationship: VariableID(0), start: VariableID(1), end: VariableID(end), types: types,
          isUndirected: isUndirected)), inputs: input.map { [$0] } ?? [], estimatedRows: 3)
  }

  @Test func relationshipsAreScannedWithTheirEnds() throws {
    let all = ["[#0] | (#0) | (#1)", "[#1] | (#1) | (#0)", "[#2] | (#0) | (#0)"]
    #expect(try rows(scan(types: [], isUndirected: false), [0, 1, 2]) == all)
    #expect(try rows(scan(types: ["T", "Never"], isUndirected: false), [0]) == ["[#0]", "[#2]"])
    #expect(try rows(scan(types: ["Never"], isUndirected: false), [0]) == [])
    #expect(
      try rows(scan(types: [], isUndirected: true), [0, 1, 2]) == [
        "[#0] | (#0) | (#1)", "[#0] | (#1) | (#0)", "[#1] | (#1) | (#0)", "[#1] | (#0) | (#1)",
        "[#2] | (#0) | (#0)"
      ])
    #expect(try rows(scan(types: [], isUndirected: true, end: 1), [0, 1]) == ["[#2] | (#0)"])
    let both = scan(types: ["U"], isUndirected: false, over: numbers([7, 8], 9))
    #expect(try rows(both, [9, 0]) == ["7 | [#1]", "8 | [#1]"])
  }

  private func numbers(_ values: [Int64?], _ variable: Int) -> LogicalPlan {
    let list = Value.list(values.map { $0.map(Value.integer) ?? .null })
    return LogicalPlan(
      .unwind(list: constant(list), variable: VariableID(variable)),
      inputs: [LogicalPlan(.singleRow, estimatedRows: 1)], estimatedRows: 1)
  }

  private func constant(_ value: Value) -> BoundExpression {
    BoundExpression(.constant(value), type: .any, span: SourceSpan(start: 0, end: 0))
  }

  private func variable(_ number: Int) -> BoundExpression {
    BoundExpression(
      .variable(VariableID(number)), type: .any, span: SourceSpan(start: 0, end: 0))
  }

  @Test func joinsKeepRowsThatAgree() throws {
    let left = LogicalPlan(
      .cartesianProduct, inputs: [numbers([1, 2, nil, 3, 2], 0), numbers([10], 1)],
      estimatedRows: 1)
    let right = LogicalPlan(
      .cartesianProduct, inputs: [numbers([2, nil, 1, 2], 0), numbers([20, 30], 2)],
      estimatedRows: 1)
    let join = LogicalPlan(.hashJoin([VariableID(0)]), inputs: [left, right], estimatedRows: 1)
    #expect(
      try rows(join, [0, 1, 2]) == [
        "1 | 10 | 20", "1 | 10 | 30", "2 | 10 | 20", "2 | 10 | 30", "2 | 10 | 20", "2 | 10 | 30",
        "2 | 10 | 20", "2 | 10 | 30", "2 | 10 | 20", "2 | 10 | 30"
      ])
    let empty = LogicalPlan(
      .hashJoin([VariableID(0)]), inputs: [left, numbers([nil, 7], 0)], estimatedRows: 1)
    #expect(try rows(empty, [0]) == [])
  }

  @Test func productsOfEmptySidesAreEmpty() throws {
    for inputs in [[numbers([], 0), numbers([1], 1)], [numbers([1], 0), numbers([], 1)]] {
      let product = LogicalPlan(.cartesianProduct, inputs: inputs, estimatedRows: 1)
      #expect(try rows(product, [0, 1]) == [])
    }
  }

  @Test func rowsWithAMatchAreKeptOrDropped() throws {
    let matching = LogicalPlan(
      .unwind(list: constant(.list([.integer(1), .integer(2)])), variable: VariableID(5)),
      inputs: [LogicalPlan(.argument([VariableID(0)]), estimatedRows: 1)], estimatedRows: 1)
    let same = LogicalPlan(
      .filter(
        BoundExpression(
          .comparison(.equal, variable(0), variable(5)), type: .boolean,
          span: SourceSpan(start: 0, end: 0))), inputs: [matching], estimatedRows: 1)
    let limited = LogicalPlan(
      .limit(constant(.integer(1))), inputs: [same], estimatedRows: 1)
    for right in [same, limited] {
      for (isNegated, expected) in [(false, ["1", "2", "2"]), (true, ["null", "3"])] {
        let semi = LogicalPlan(
          .semiApply(isNegated: isNegated), inputs: [numbers([1, nil, 2, 3, 2], 0), right],
          estimatedRows: 1)
        #expect(try rows(semi, [0]) == expected)
      }
      let optional = LogicalPlan(
        .optionalApply, inputs: [numbers([3, 1, nil, 2], 0), right], estimatedRows: 1)
      #expect(
        try rows(optional, [0, 5]) == ["3 | null", "1 | 1", "null | null", "2 | 2"])
    }
  }

  @Test func projectionsInsideAnApplyDoNotLoseTheirRow() throws {
    let right = LogicalPlan(
      .project([BoundColumn(VariableID(6), variable(5))]),
      inputs: [
        LogicalPlan(
          .unwind(list: constant(.list([.integer(7), .integer(8)])), variable: VariableID(5)),
          inputs: [LogicalPlan(.argument([]), estimatedRows: 1)], estimatedRows: 1)
      ], estimatedRows: 1)
    let inner = LogicalPlan(.apply, inputs: [numbers([1, 2], 0), right], estimatedRows: 1)
    #expect(try rows(inner, [0, 6]) == ["1 | 7", "1 | 8", "2 | 7", "2 | 8"])
    let argument = LogicalPlan(.argument([VariableID(0)]), estimatedRows: 1)
    let nested = LogicalPlan(
      .apply,
      inputs: [
        numbers([1, 2], 0), LogicalPlan(.optionalApply, inputs: [argument, right], estimatedRows: 1)
      ], estimatedRows: 1)
    #expect(try rows(nested, [0, 6]) == ["1 | 7", "1 | 8", "2 | 7", "2 | 8"])
  }

  @Test func aProcedureThatNobodyBuiltIsAFault() throws {
    let call = LogicalPlan(
      .procedureCall(LogicalProcedureCall(name: "db.nothing", arguments: [], yields: [])),
      inputs: [numbers([1], 0)], estimatedRows: 1)
    do {
      _ = try rows(call, [0])
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(
        error.summary
          == "ProcedureError ProcedureNotFound: procedure 'db.nothing' cannot be run "
          + "[this is a fault of kith: please report it]")
    }
  }

  @Test func aPlanThatReadsWhatItLacksIsAFault() throws {
    let plan = LogicalPlan(
      .distinct([VariableID(3)]), inputs: [numbers([1], 0)], estimatedRows: 1)
    do {
      _ = try rows(plan, [3])
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(
        error.summary
          == "SemanticError : a part of the plan reads variable #3, which its rows do not carry "
          + "[this is a fault of kith: please report the statement]")
    }
  }
}
