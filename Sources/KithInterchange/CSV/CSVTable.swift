import KithColumns
import KithCore

/// One CSV file: its header, and its rows as columns once it was read.
final class CSVTable {
  /// So many rows are taken apart before their columns are filled: their fields stay in the processor's cache.
  private static let batchRows = 1024

  let file: MappedFile
  let header: CSVHeader
  private(set) var rowCount = 0
  private(set) var ids: CSVIDBuilder?
  private(set) var groups: CSVGroupBuilder?
  private var starts: CSVEndBuilder?
  private var ends: CSVEndBuilder?
  private var properties: [(key: String, builder: any CSVPropertyBuilder)] = []

  init(_ file: MappedFile) throws(CSVProblem) {
    self.file = file
    header = try CSVHeader(file)
  }

  /// The id space of its nodes; nil where they have no ids, and for relationships.
  var space: String? {
    for column in header.columns {
      if case .id(let space) = column.role { return space }
    }
    return nil
  }

  /// The id spaces of the ends, with their columns.
  var endSpaces: [(space: String, column: CSVColumn)] {
    header.columns.compactMap { column in
      switch column.role {
      case .start(let space), .end(let space): (space, column)
      case .id, .labels, .type, .ignored, .property: nil
      }
    }
  }

  /// Reads all rows into columns. `spaces` has those of `endSpaces`.
  func read(
    idType: LoadOptions.IDType, spaces: [String: CSVIDSpace], problems: CSVProblems,
    onProgress: (_ bytes: Int) -> Void
  ) {
    let builders = header.columns.map { makeBuilder($0, idType: idType, spaces: spaces) }
    var scanner = CSVScanner(file, delimiter: header.delimiter, position: header.dataStart)
    var batch = CSVBatch(columnCount: header.columns.count)
    do throws(CSVProblem) {
      while !scanner.isAtEnd, !problems.isFull {
        let start = scanner.position
        try scanner.read(Self.batchRows, into: &batch) { problems.add($0, in: file) }
        rowCount += batch.rowCount
        for (column, builder) in builders.enumerated() {
          builder?.append(batch, column: column) { problems.add($0, in: file) }
        }
        onProgress(scanner.position - start)
      }
    } catch {
      problems.add(error, in: file)
    }
  }

  private func makeBuilder(
    _ column: CSVColumn, idType: LoadOptions.IDType, spaces: [String: CSVIDSpace]
  ) -> (any CSVColumnBuilder)? {
    let source = CSVSource(file: file, name: column.name)
    switch column.role {
    case .ignored: return nil
    case .id:
      ids = CSVIDBuilder(source, idType: idType)
      return ids
    case .labels, .type:
      groups = CSVGroupBuilder(source, isType: column.role == .type)
      return groups
    case .start(let name):
      starts = spaces[name].map { CSVEndBuilder(source, space: $0, spaceName: name) }
      return starts
    case .end(let name):
      ends = spaces[name].map { CSVEndBuilder(source, space: $0, spaceName: name) }
      return ends
    case .property(let type, let isArray):
      let builder = propertyBuilder(source, type, isArray: isArray)
      properties.append((column.name, builder))
      return builder
    }
  }

  private func propertyBuilder(
    _ source: CSVSource, _ type: CSVType, isArray: Bool
  ) -> any CSVPropertyBuilder {
    if isArray {
      let delimiter = Character(Unicode.Scalar(header.arrayDelimiter))
      return CSVValueBuilder(source, type: type, arrayDelimiter: delimiter)
    }
    return switch type {
    case .string: CSVTextBuilder(source)
    case .integer: CSVIntegerBuilder(source)
    case .float: CSVFloatBuilder(source)
    case .boolean: CSVBooleanBuilder(source)
    case .date: CSVDateBuilder(source)
    case .localTime, .time, .localDateTime, .dateTime, .duration, .point:
      CSVValueBuilder(source, type: type, arrayDelimiter: nil)
    }
  }

  // MARK: Writing

  /// Appends the nodes and gives their ids in the order of the rows.
  func writeNodes(
    to graph: any BulkGraphWriter, idsAreIntegers: Bool
  ) throws -> [NodeID] {
    var columns = takeColumns()
    if let ids, !ids.source.name.isEmpty {
      let column = BulkColumn(key: ids.source.name, vector: ids.column(asIntegers: idsAreIntegers))
      columns.insert(column, at: 0)
    }
    var nodes = [NodeID](repeating: NodeID(0), count: rowCount)
    for (text, rows) in groupedRows {
      let first = try graph.appendNodes(
        labels: labels(text), count: rows?.count ?? rowCount,
        columns: rows.map { Self.gathered(columns, $0) } ?? columns)
      for index in 0..<(rows?.count ?? rowCount) {
        nodes[rows.map { Int($0[index]) } ?? index] = NodeID(first.rawValue + UInt32(index))
      }
    }
    return nodes
  }

  /// A mistake where the graph has a node with the first row's id and labels: then the file was loaded before.
  ///
  /// Cost: one look-up.
  func standing(in graph: any GraphReader, idsAreIntegers: Bool) throws -> CSVProblem? {
    guard let ids, !ids.source.name.isEmpty, let text = ids.texts.first else { return nil }
    let integer = idsAreIntegers ? ids.integers?.first : nil
    let value = integer.map { Value.integer($0) } ?? .string(text.string)
    let group = groupedRows.first { $0.rows?.contains(0) ?? true }
    let wanted = group.map { labels($0.text) } ?? []
    for node in try graph.nodes(key: ids.source.name, equals: value) {
      guard let record = try graph.node(node), wanted.allSatisfy(record.labels.contains) else {
        continue
      }
      return CSVProblem(ids.span(of: text), CSVMessages.standsAlready(text.string))
    }
    return nil
  }

  /// Appends the relationships; `nodes` has the node of every ordinal.
  func writeRelationships(to graph: any BulkGraphWriter, nodes: [NodeID]) throws {
    guard let starts = starts?.finish(nodes), let ends = ends?.finish(nodes) else { return }
    let columns = takeColumns()
    for (type, rows) in groupedRows {
      _ = try graph.appendRelationships(
        type: type, starts: rows.map { $0.map { starts[Int($0)] } } ?? starts,
        ends: rows.map { $0.map { ends[Int($0)] } } ?? ends,
        columns: rows.map { Self.gathered(columns, $0) } ?? columns)
    }
  }

  private func takeColumns() -> [BulkColumn] {
    defer { properties = [] }
    return properties.map { BulkColumn(key: $0.key, vector: $0.builder.finish()) }
  }

  /// The rows of each label text or type; nil for all rows.
  private var groupedRows: [(text: String, rows: [UInt32]?)] {
    guard rowCount > 0 else { return [] }
    guard let groups, let groupOfRow = groups.groupOfRow else {
      return [(groups?.texts[0] ?? "", nil)]
    }
    var rows = [[UInt32]](repeating: [], count: groups.texts.count)
    for (row, group) in groupOfRow.enumerated() { rows[Int(group)].append(UInt32(row)) }
    return zip(groups.texts, rows).map { ($0, $1) }
  }

  private func labels(_ text: String) -> [String] {
    var labels: [String] = []
    for label in text.split(separator: Character(Unicode.Scalar(header.arrayDelimiter)))
    where !labels.contains(String(label)) {
      labels.append(String(label))
    }
    return labels
  }

  private static func gathered(_ columns: [BulkColumn], _ rows: [UInt32]) -> [BulkColumn] {
    columns.map { BulkColumn(key: $0.key, vector: $0.vector.gathered(rows)) }
  }

  /// `100000 nodes :Person`, for a plan.
  var summaries: [String] {
    groupedRows.map { text, rows in
      let count = rows?.count ?? rowCount
      let noun = header.kind == .nodes ? "node" : "relationship"
      let names = header.kind == .nodes ? labels(text) : [text]
      return "\(count) \(noun)\(count == 1 ? "" : "s")" + (names.isEmpty ? "" : " ")
        + names.map { ":\($0)" }.joined()
    }
  }
}
