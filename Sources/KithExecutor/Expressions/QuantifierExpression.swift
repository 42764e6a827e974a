import KithColumns
import KithCore
import KithPlanner

/// `all(x IN list WHERE predicate)`, `any`, `none`, `single`: null where the list is null, or where the
/// elements on which the predicate is null decide.
final class QuantifierExpression: CompiledExpression {
  private let quantifier: QuantifierKind
  private let list: CompiledExpression
  private let predicate: CompiledExpression

  init(
    _ quantifier: QuantifierKind, list: CompiledExpression, predicate: CompiledExpression,
    span: SourceSpan
  ) {
    self.quantifier = quantifier
    self.list = list
    self.predicate = predicate
    super.init(span: span, isInvariant: false)
  }

  /// On how many elements the predicate was what.
  private struct Tally {
    var trueCount = 0
    var falseCount = 0
    var nullCount = 0
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let lists = try RowLists(list, batch, context, for: "'\(quantifier.rawValue)()'")
    var tallies = Array(repeating: Tally(), count: batch.rowCount)
    try lists.forEachPiece(of: batch, context) { (unnested, rows) throws(Diagnostic) in
      let truth = try TruthVector(try predicate.evaluate(unnested, context), of: "'WHERE'")
      for (position, row) in rows.enumerated() {
        if truth.isNull?[position] ?? false {
          tallies[Int(row)].nullCount += 1
        } else if truth.isTrue[position] {
          tallies[Int(row)].trueCount += 1
        } else {
          tallies[Int(row)].falseCount += 1
        }
      }
    }
    return ColumnVector(
      packing: tallies.indices.map { lists.isNull($0) ? .null : Value(holds(tallies[$0])) })
  }

  private func holds(_ tally: Tally) -> Bool? {
    let isOpen = tally.nullCount > 0
    return switch quantifier {
    case .all: tally.falseCount > 0 ? false : isOpen ? nil : true
    case .any: tally.trueCount > 0 ? true : isOpen ? nil : false
    case .none: tally.trueCount > 0 ? false : isOpen ? nil : true
    case .single: tally.trueCount > 1 ? false : isOpen ? nil : tally.trueCount == 1
    }
  }
}

extension ExpressionCompiler {
  func quantifier(
    _ it: BoundQuantifier, _ span: SourceSpan
  ) throws(Diagnostic) -> CompiledExpression {
    QuantifierExpression(
      it.quantifier, list: try compile(it.list),
      predicate: try inner([it.variable]).compile(it.predicate), span: span)
  }
}
