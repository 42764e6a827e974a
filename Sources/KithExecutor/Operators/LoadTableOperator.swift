import KithColumns
import KithCore
import KithPlanner

/// Every row of the input with every row of a table: `LOAD CSV WITH HEADERS FROM 'people.csv' AS row`.
///
/// A row is a map by the table's first row, or without headers a list; what is missing is null. The table is read a
/// batch at a time.
final class LoadTableOperator: PhysicalOperator {
  private let load: LogicalLoadTable
  private let location: CompiledExpression
  private var batch = Batch(rowCount: 0)
  private var locations = ColumnVector(.values([]))
  private var row = 0
  private var reader: (any TableReader)?
  private var headers: [String] = []

  init(_ load: LogicalLoadTable, input: PhysicalOperator) throws(Diagnostic) {
    self.load = load
    location = try ExpressionCompiler.compile(load.location, layout: input.layout)
    super.init(
      input: input, layout: input.layout.appending([load.row, load.line, load.file]))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    batch = Batch(rowCount: 0)
    row = 0
    reader = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if reader == nil, row >= batch.rowCount {
        guard let next = try input.next() else { return nil }
        batch = next
        locations = try location.evaluate(batch, context)
        row = 0
      }
      do throws(Diagnostic) {
        if let rows = try nextRows() { return rows }
      } catch {
        throw error.located(at: load.location.span)
      }
    }
  }

  /// The next rows of the table that is open, or of that of the next row; nil where there are none.
  private func nextRows() throws(Diagnostic) -> Batch? {
    let table = try openTable()
    var values: [Value] = []
    var lines: [Int64] = []
    while values.count < context.options.batchRowCount {
      guard let next = try table.next() else {
        reader = nil
        row += 1
        break
      }
      values.append(value(of: next))
      lines.append(Int64(next.line))
    }
    guard !values.isEmpty else { return nil }
    let parent = UInt32(reader == nil ? row - 1 : row)
    return batch.selecting(Array(repeating: parent, count: values.count))
      .appending(ColumnVector(.values(values))).appending(ColumnVector(.integers(lines)))
      .appending(.constant(.string(table.path), count: values.count))
  }

  private func openTable() throws(Diagnostic) -> any TableReader {
    if let reader { return reader }
    guard let source = context.tables else { throw .noTables }
    guard case .string(let place) = locations.value(at: row) else {
      throw .tableNotString(locations.value(at: row))
    }
    let table = try source.open(place, separator: load.separator)
    headers = load.hasHeaders ? try table.next()?.fields.map { $0 ?? "" } ?? [] : []
    reader = table
    return table
  }

  private func value(of row: TableRow) -> Value {
    let values = row.fields.map { $0.map(Value.string) ?? .null }
    guard load.hasHeaders else { return .list(values) }
    return .map(
      ValueMap(
        headers.enumerated().map { (key: $1, value: $0 < values.count ? values[$0] : .null) }))
  }
}

extension Diagnostic {
  static var noTables: Diagnostic {
    Diagnostic(.inputError, phase: .runtime, "this session reads no files")
  }

  static func tableNotString(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'LOAD CSV' takes a path, not \(value.typePhrase)")
  }
}
