package import KithColumns
package import KithCore
import KithSyntax

/// Loads fact files and CSV files into a graph: all of them, or nothing.
package enum FileLoader {
  /// Loads the files; a directory stands for the fact and CSV files in it, in the order of their names.
  ///
  /// CSV files come first, whatever their order: nodes, then relationships. Facts are compared with the graph as it was
  /// before, so they do not refer to nodes of CSV files in the same run. The caller holds the transaction: it commits
  /// afterwards, and aborts where this throws.
  ///
  /// Throws `FileDiagnostics` with the mistakes in the files, up to 20, or what the graph throws.
  package static func load(
    paths: [String], into graph: any GraphWriter & BulkGraphWriter,
    options: LoadOptions = LoadOptions(), onProgress: (LoadProgress) -> Void = { _ in }
  ) throws -> LoadReport {
    let clock = ContinuousClock()
    let start = clock.now
    let files = try LoadFiles(paths)
    var report = LoadReport(isPlan: options.isPlan)
    let (facts, tables) = try read(files, graph, options, onProgress)
    if !options.isPlan {
      try tables.write(to: graph, onProgress: onProgress)
      try facts.plan.apply(to: graph)
    }
    tables.describe(in: &report)
    facts.describe(in: &report)
    report.microseconds = Int((clock.now - start) / .microseconds(1))
    return report
  }

  /// Reads and checks all files, so that one run tells the mistakes of both kinds.
  private static func read(
    _ files: LoadFiles, _ graph: any GraphReader, _ options: LoadOptions,
    _ onProgress: (LoadProgress) -> Void
  ) throws -> (FactLoad, CSVLoad) {
    var mistakes: [FileDiagnostic] = []
    var (facts, tables): (FactLoad?, CSVLoad?)
    do {
      facts = try FactLoad(files.facts, graph: graph, isStrict: options.isStrict)
    } catch let diagnostics as FileDiagnostics {
      mistakes += diagnostics.all
    }
    do {
      let read = try CSVLoad(files.tables, idType: options.idType, onProgress: onProgress)
      try read.requireNew(in: graph)
      tables = read
    } catch let diagnostics as FileDiagnostics {
      mistakes += diagnostics.all
    }
    guard let facts, let tables else {
      throw FileDiagnostics(Array(mistakes.prefix(FileDiagnostics.limit)))
    }
    return (facts, tables)
  }
}

/// The fact files of a run and what they change.
struct FactLoad {
  let plan: FactPlan
  private let set: FactSet
  private let remarks: [FileDiagnostic]

  /// Reads, checks and compares; changes nothing.
  init(_ files: [MappedFile], graph: any GraphReader, isStrict: Bool) throws {
    let factFiles = try files.map(Self.read)
    let index = try FactIndex(graph, files: Set(factFiles.map(\.name)))
    let (set, remarks) = try FactCollector.collect(
      factFiles, schema: graph.schema, index: index, isStrict: isStrict)
    let (plan, planRemarks) = try FactPlanner.plan(set, index: index, graph: graph)
    self.plan = plan
    self.set = set
    self.remarks = set.inOrder(remarks + planRemarks)
  }

  private static func read(_ file: MappedFile) throws -> FactFile {
    try TextCheck.requireUTF8(file)
    let text = file.text(0..<file.count)
    return FactFile(path: file.path, text: text, document: FactParser.parse(text))
  }

  func describe(in report: inout LoadReport) {
    report.nodes.added += plan.nodeAdditions.count
    report.nodes.changed += plan.nodeChanges.count { $0.isVisible }
    report.nodes.unchanged += plan.unchangedNodes
    let replaced = plan.relationshipAdditions.count { $0.replaced != nil }
    report.relationships.added += plan.relationshipAdditions.count - replaced
    report.relationships.changed += replaced + plan.relationshipChanges.count { $0.isVisible }
    report.relationships.unchanged += plan.unchangedRelationships
    report.departed += plan.departures.count
    report.remarks += remarks
    if report.isPlan { report.planLines += FactPlanText.lines(plan, set) }
  }
}
