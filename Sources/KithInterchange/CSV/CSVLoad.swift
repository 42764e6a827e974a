import KithColumns
import KithCore

/// Loads CSV files in bulk: nodes first, then relationships, whatever the order of the files.
///
/// Everything is read and checked before anything is written. The rows are appended to what the graph has: ids are
/// unique among the rows of the run, and relationships refer to nodes of the run.
struct CSVLoad {
  private let nodeTables: [CSVTable]
  private let relationshipTables: [CSVTable]
  private let spaces: [String: CSVIDSpace]

  /// Reads and checks the files. Throws `FileDiagnostics` with up to 20 mistakes.
  init(
    _ files: [MappedFile], idType: LoadOptions.IDType,
    onProgress: (LoadProgress) -> Void
  ) throws(FileDiagnostics) {
    let problems = CSVProblems()
    let tables = Self.open(files, problems)
    nodeTables = tables.filter { $0.header.kind == .nodes }
    relationshipTables = tables.filter { $0.header.kind == .relationships }
    try Self.throwIfAny(problems)
    let reading = CSVReading(idType: idType, bytesTotal: files.reduce(0) { $0 + $1.count })
    reading.read(nodeTables, [:], problems, onProgress: onProgress)
    spaces = Self.spaces(of: nodeTables, problems)
    Self.checkSpaces(relationshipTables, spaces, problems)
    try Self.throwIfAny(problems)
    reading.read(relationshipTables, spaces, problems, onProgress: onProgress)
    try Self.throwIfAny(problems)
  }

  /// Throws where the graph has the first node of a file already.
  func requireNew(in graph: any GraphReader) throws {
    let problems = CSVProblems()
    for table in nodeTables {
      let areIntegers = table.space.flatMap { spaces[$0] }?.isInteger ?? false
      guard let problem = try table.standing(in: graph, idsAreIntegers: areIntegers) else {
        continue
      }
      problems.add(problem, in: table.file)
    }
    try Self.throwIfAny(problems)
  }

  private static func throwIfAny(_ problems: CSVProblems) throws(FileDiagnostics) {
    if !problems.all.isEmpty { throw FileDiagnostics(problems.inOrder) }
  }

  private static func open(_ files: [MappedFile], _ problems: CSVProblems) -> [CSVTable] {
    files.compactMap { file in
      do throws(FileDiagnostics) {
        try TextCheck.requireUTF8(file)
      } catch {
        error.all.forEach(problems.add)
        return nil
      }
      do throws(CSVProblem) {
        return try CSVTable(file)
      } catch {
        problems.add(error, in: file)
        return nil
      }
    }
  }

  /// Numbers the nodes of all tables and finds ids that stand twice.
  private static func spaces(
    of tables: [CSVTable], _ problems: CSVProblems
  ) -> [String: CSVIDSpace] {
    var firsts: [UInt32] = []
    var count: UInt32 = 0
    for table in tables {
      firsts.append(count)
      let (sum, overflow) = count.addingReportingOverflow(UInt32(clamping: table.rowCount))
      if overflow || sum == CSVIDSpace.none {
        problems.add(
          CSVProblem(SourceSpan(start: 0, end: 0), CSVMessages.tooManyNodes), in: table.file)
        return [:]
      }
      count = sum
    }
    var result: [String: CSVIDSpace] = [:]
    for name in Set(tables.compactMap(\.space)) {
      let numbers = tables.indices.filter { tables[$0].space == name }
      let builders = numbers.compactMap { tables[$0].ids }
      let starts = numbers.map { firsts[$0] }
      result[name] = CSVIDSpace(builders, firsts: starts) { first, other in
        report(first, other, space: name, builders, starts, problems)
      }
    }
    return result
  }

  private static func report(
    _ first: UInt32, _ other: UInt32, space: String, _ builders: [CSVIDBuilder],
    _ starts: [UInt32], _ problems: CSVProblems
  ) {
    if problems.isFull { return }
    func place(_ ordinal: UInt32) -> (builder: CSVIDBuilder, span: SourceSpan, text: String)? {
      guard let number = starts.lastIndex(where: { $0 <= ordinal }) else { return nil }
      let text = builders[number].texts[Int(ordinal - starts[number])]
      return (builders[number], builders[number].span(of: text), text.string)
    }
    guard let one = place(first), let two = place(other) else { return }
    let (file, otherFile) = (one.builder.source.file, two.builder.source.file)
    // An empty id was reported already.
    if two.text.isEmpty { return }
    problems.add(
      CSVProblem(
        two.span,
        CSVMessages.idTwice(
          two.text, space: space, file: file === otherFile ? nil : file.path.lastPathComponent,
          line: FileLines(file).number(ofByte: one.span.start))), in: otherFile)
  }

  private static func checkSpaces(
    _ tables: [CSVTable], _ spaces: [String: CSVIDSpace], _ problems: CSVProblems
  ) {
    for table in tables {
      for (space, column) in table.endSpaces where spaces[space] == nil {
        let nearest = nearestName(to: space, among: spaces.keys.sorted())
        problems.add(
          CSVProblem(column.span, CSVMessages.unknownSpace(space, nearest: nearest)),
          in: table.file)
      }
    }
  }

  /// Appends everything to the graph.
  func write(to graph: any BulkGraphWriter, onProgress: (LoadProgress) -> Void) throws {
    var nodes: [NodeID] = []
    for table in nodeTables {
      onProgress(progress(table))
      let areIntegers = table.space.flatMap { spaces[$0] }?.isInteger ?? false
      nodes += try table.writeNodes(to: graph, idsAreIntegers: areIntegers)
    }
    for table in relationshipTables {
      onProgress(progress(table))
      try table.writeRelationships(to: graph, nodes: nodes)
    }
  }

  private func progress(_ table: CSVTable) -> LoadProgress {
    LoadProgress(
      what: "writing \(table.file.path.lastPathComponent)", bytesDone: 1, bytesTotal: 1)
  }

  func describe(in report: inout LoadReport) {
    for table in nodeTables { report.nodes.added += table.rowCount }
    for table in relationshipTables { report.relationships.added += table.rowCount }
    guard report.isPlan else { return }
    for table in nodeTables + relationshipTables {
      report.planLines += table.summaries.map { "+ \(table.file.path.lastPathComponent)  \($0)" }
    }
  }
}
