import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Every row of the input with every row of a table on the schema or the language: `SHOW INDEXES`.
final class ShowOperator: PhysicalOperator {
  private let show: LogicalShow
  private var pending = PendingRows()

  init(_ show: LogicalShow, input: PhysicalOperator) {
    self.show = show
    super.init(input: input, layout: input.layout.appending(show.yields.map(\.variable)))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      guard let batch = try input.next() else { return nil }
      let rows = try ShownRows(context: context).rows(of: show.table)
      let parents = (0..<UInt32(batch.rowCount)).flatMap { row in
        repeatElement(row, count: rows.count)
      }
      var found = batch.selecting(parents)
      for yield in show.yields {
        let column = (0..<batch.rowCount).flatMap { _ in rows.map { $0[yield.column] } }
        found = found.appending(ColumnVector(.values(column)))
      }
      pending = PendingRows(found)
    }
  }
}

/// The rows of what `SHOW` lists, with the columns of `ShownTable.columns`.
struct ShownRows {
  let context: ExecutionContext

  func rows(of table: ShownTable) throws(Diagnostic) -> [[Value]] {
    switch table {
    case .indexes(let kinds): try indexes(kinds)
    case .constraints(let kinds): constraints(kinds)
    case .functions(let builtIn): builtIn ? functions : []
    case .procedures: procedures
    }
  }

  private func indexes(_ kinds: Set<String>?) throws(Diagnostic) -> [[Value]] {
    let (catalogue, sizes) = (
      context.transaction.schema.catalogue, try context.transaction.indexSizes
    )
    let wanted = catalogue.indexes.filter { kinds?.contains($0.kind.text) ?? true }
    // Those that somebody asked for come first.
    let automatic = wanted.filter(\.isAutomatic).sorted { $0.number < $1.number }
    return (wanted.filter { !$0.isAutomatic } + automatic).map { index in
      let size = sizes[index.number] ?? IndexSize(entries: 0, distinct: 0)
      return [
        .integer(Int64(index.number.rawValue)), .string(index.name), .string("ONLINE"),
        .float(100), .string(index.kind.text), .string(index.target.entityType),
        index.target == .anyNode ? .null : Self.list([index.target.name]), Self.list(index.keys),
        catalogue.isOwned(index) ? .string(index.name) : .null, .boolean(index.isAutomatic),
        .integer(Int64(size.entries)), .integer(Int64(size.distinct)),
        index.isAutomatic ? .null : .string(index.createStatement)
      ]
    }
  }

  private func constraints(_ kinds: Set<String>?) -> [[Value]] {
    let catalogue = context.transaction.schema.catalogue
    return catalogue.constraints.enumerated().compactMap { number, constraint in
      let kind = constraint.rule.typeName(constraint.target.kind)
      guard kinds?.contains(kind) ?? true else { return nil }
      let type: Value =
        if case .type(let type) = constraint.rule { .string("\(type)") } else { .null }
      return [
        .integer(Int64(number)), .string(constraint.name), .string(kind),
        .string(constraint.target.entityType), Self.list([constraint.target.name]),
        Self.list(constraint.keys),
        constraint.rule.hasIndex ? .string(constraint.name) : .null, type,
        .string(constraint.createStatement)
      ]
    }
  }

  private var functions: [[Value]] {
    FunctionCatalogue.all.sorted { $0.name.precedesInCodePoints($1.name) }.map { function in
      [
        .string(function.name), .string(function.category.rawValue), .string(function.summary),
        .string(function.signature), .boolean(true), .boolean(function.isAggregating),
        .string(function.type.cypherName), .string(function.statement)
      ]
    }
  }

  private var procedures: [[Value]] {
    context.procedures.signatures.all.map { procedure in
      [
        .string(procedure.name), .string(procedure.summary), .string(procedure.mode.rawValue),
        .string(procedure.text), .string(procedure.example)
      ]
    }
  }

  private static func list(_ names: [String]) -> Value { .list(names.map(Value.string)) }
}
