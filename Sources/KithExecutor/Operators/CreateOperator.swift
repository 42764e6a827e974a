import KithColumns
import KithCore
import KithPlanner

/// Creates nodes and relationships for each row, and hands the row on with them: `CREATE`.
///
/// Properties of all rows are computed before the first is created.
final class CreateOperator: WriteOperator {
  private let creator: PatternCreator
  private let paths: [CompiledExpression]

  init(_ create: LogicalCreate, input: PhysicalOperator) throws(Diagnostic) {
    let creator = try PatternCreator(create, layout: input.layout, rejectsNull: false)
    let layout = input.layout.appending(creator.variables)
    self.creator = creator
    paths = try create.paths.map { path throws(Diagnostic) in
      try ExpressionCompiler.compile(path.expression, layout: layout)
    }
    super.init(input: input, layout: layout.appending(create.paths.map(\.variable)))
  }

  override func change(_ batches: [Batch]) throws(Diagnostic) -> [Batch] {
    let prepared = try batches.map { batch throws(Diagnostic) in
      try creator.prepared(for: batch, context)
    }
    var results: [Batch] = []
    for (batch, pattern) in zip(batches, prepared) {
      try context.checkCancelled()
      results.append(try created(batch, pattern))
    }
    return results
  }

  private func created(_ batch: Batch, _ pattern: PreparedPattern) throws(Diagnostic) -> Batch {
    var columns = creator.variables.map { _ in [Value]() }
    for row in 0..<batch.rowCount {
      let values = try pattern.create(row: row, context).values
      for index in values.indices { columns[index].append(values[index]) }
    }
    var result = columns.reduce(batch) { $0.appending(ColumnVector(packing: $1)) }
    for path in paths { result = result.appending(try path.evaluate(result, context)) }
    return result
  }
}
