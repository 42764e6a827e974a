import KithColumns
import KithCore
import KithPlanner

/// `CASE WHEN … THEN … ELSE … END`.
///
/// Each branch sees only the rows that no branch before it took.
final class CaseExpression: CompiledExpression {
  private let branches: [(when: CompiledExpression, then: CompiledExpression)]
  private let otherwise: CompiledExpression?

  init(
    branches: [(when: CompiledExpression, then: CompiledExpression)],
    otherwise: CompiledExpression?, span: SourceSpan
  ) {
    self.branches = branches
    self.otherwise = otherwise
    super.init(
      span: span,
      isInvariant: branches.allSatisfy { $0.when.isInvariant && $0.then.isInvariant }
        && otherwise?.isInvariant ?? true)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    var merged = RowMerge(rowCount: batch.rowCount)
    for branch in branches where !merged.isComplete {
      let rest = merged.remaining(of: batch)
      let truth = try TruthVector(try branch.when.evaluate(rest, context), of: "'WHEN'")
      let taken = selection(ofTrue: truth.vector)
      guard !taken.isEmpty else { continue }
      let part = taken.count == rest.rowCount ? rest : rest.selecting(taken)
      merged.take(taken, try branch.then.evaluate(part, context))
    }
    if let otherwise, !merged.isComplete {
      let rest = merged.remaining(of: batch)
      merged.takeRemaining(try otherwise.evaluate(rest, context))
    }
    return merged.finished()
  }
}

/// `CASE subject WHEN value THEN …`: a subject that is null meets no branch.
final class SimpleCaseExpression: CompiledExpression {
  private let subject: CompiledExpression
  private let branches: [(when: CompiledExpression, then: CompiledExpression)]
  private let otherwise: CompiledExpression?

  init(
    _ subject: CompiledExpression,
    branches: [(when: CompiledExpression, then: CompiledExpression)],
    otherwise: CompiledExpression?, span: SourceSpan
  ) {
    self.subject = subject
    self.branches = branches
    self.otherwise = otherwise
    super.init(
      span: span,
      isInvariant: subject.isInvariant
        && branches.allSatisfy { $0.when.isInvariant && $0.then.isInvariant }
        && otherwise?.isInvariant ?? true)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let subjects = try subject.evaluate(batch, context)
    var merged = RowMerge(rowCount: batch.rowCount)
    for branch in branches where !merged.isComplete {
      let rest = merged.remaining(of: batch)
      let values = try branch.when.evaluate(rest, context)
      var taken: [UInt32] = []
      for (position, row) in merged.open.enumerated()
      where subjects.value(at: Int(row)).equals(values.value(at: position)) ?? false {
        taken.append(UInt32(position))
      }
      guard !taken.isEmpty else { continue }
      let part = taken.count == rest.rowCount ? rest : rest.selecting(taken)
      merged.take(taken, try branch.then.evaluate(part, context))
    }
    if let otherwise, !merged.isComplete {
      let rest = merged.remaining(of: batch)
      merged.takeRemaining(try otherwise.evaluate(rest, context))
    }
    return merged.finished()
  }
}

/// `coalesce(a, b, …)`: each argument sees only the rows on which all before it were null.
final class CoalesceExpression: CompiledExpression {
  private let arguments: [CompiledExpression]

  init(_ arguments: [CompiledExpression], span: SourceSpan) {
    self.arguments = arguments
    super.init(
      span: span, isInvariant: arguments.allSatisfy(\.isInvariant),
      canFail: arguments.contains(where: \.canFail))
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    var merged = RowMerge(rowCount: batch.rowCount)
    for argument in arguments where !merged.isComplete {
      let vector = try argument.evaluate(merged.remaining(of: batch), context)
      guard let mask = vector.nullMask else {
        merged.takeRemaining(vector)
        break
      }
      let taken = mask.indices.compactMap { mask[$0] ? nil : UInt32($0) }
      merged.take(taken, vector.gathered(taken))
    }
    return merged.finished()
  }
}

/// Puts a column together from columns for parts of the rows.
struct RowMerge {
  /// The rows that no part covers yet, ascending.
  private(set) var open: [UInt32]
  private let rowCount: Int
  private var parts: [(rows: [UInt32], vector: ColumnVector)] = []

  init(rowCount: Int) {
    self.rowCount = rowCount
    open = (0..<UInt32(rowCount)).map { $0 }
  }

  var isComplete: Bool { open.isEmpty }

  /// The open rows of a batch.
  func remaining(of batch: Batch) -> Batch {
    open.count == batch.rowCount ? batch : batch.selecting(open)
  }

  /// Covers the open rows at `positions` (ascending) with the rows of a vector.
  mutating func take(_ positions: [UInt32], _ vector: ColumnVector) {
    guard !positions.isEmpty else { return }
    parts.append((positions.map { open[Int($0)] }, vector))
    var left: [UInt32] = []
    left.reserveCapacity(open.count - positions.count)
    var next = 0
    for (position, row) in open.enumerated() {
      if next < positions.count, Int(positions[next]) == position {
        next += 1
      } else {
        left.append(row)
      }
    }
    open = left
  }

  /// Covers all open rows.
  mutating func takeRemaining(_ vector: ColumnVector) {
    parts.append((open, vector))
    open = []
  }

  /// The column; rows that nothing covers are null.
  func finished() -> ColumnVector {
    if parts.count == 1, open.isEmpty { return parts[0].vector }
    // The parts one behind the other, then the nulls; and from there into the order of the rows.
    var builder = ColumnBuilder()
    var places = Array(repeating: UInt32(0), count: rowCount)
    var next: UInt32 = 0
    for part in parts {
      builder.append(part.vector)
      for row in part.rows {
        places[Int(row)] = next
        next += 1
      }
    }
    builder.appendNulls(open.count)
    for row in open {
      places[Int(row)] = next
      next += 1
    }
    return builder.finished().gathered(places)
  }
}

extension ExpressionCompiler {
  func caseWhen(_ it: BoundCase, _ span: SourceSpan) throws(Diagnostic) -> CompiledExpression {
    var branches: [(when: CompiledExpression, then: CompiledExpression)] = []
    for branch in it.branches {
      branches.append((try compile(branch.when), try compile(branch.then)))
    }
    let otherwise = try compile(it.otherwise)
    guard let subject = try compile(it.subject) else {
      return CaseExpression(branches: branches, otherwise: otherwise, span: span)
    }
    return SimpleCaseExpression(
      subject, branches: branches, otherwise: otherwise, span: span)
  }
}
