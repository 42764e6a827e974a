import Foundation
import KithColumns
import KithCore
import KithDatabase
import KithExecutor
import KithPlanner
import KithStorage

/// A graph of a scenario's own, under one setting: in memory, or in a file that is closed between statements.
final class ScenarioSession {
  /// How long one statement may take before it counts as failed.
  private static let statementSeconds = 120

  private let setting: ConformanceSetting
  /// Of the file, where the setting reopens it.
  private let path: String?
  private var session: EmbeddedSession?
  /// What the scenario has declared, for each session that is opened on its graph.
  private var procedures: [TableProcedure] = []

  init(_ setting: ConformanceSetting) throws {
    self.setting = setting
    path = setting.reopens ? Self.newPath() : nil
    session = try opened()
  }

  deinit {
    session = nil
    guard let path else { return }
    for file in [path, path + "-lock"] { try? FileManager.default.removeItem(atPath: file) }
  }

  /// In the memory's own file system where there is one: what is tested is the opening, not the disk.
  private static func newPath() -> String {
    let memory = "/dev/shm"
    let folder =
      FileManager.default.isWritableFile(atPath: memory)
      ? memory : FileManager.default.temporaryDirectory.path
    return "\(folder)/kith-conformance-\(UUID().uuidString).kith"
  }

  private func opened() throws -> EmbeddedSession {
    let opened = try EmbeddedSession(
      path: path, recordLimit: setting.writesChunks ? .none : .standard)
    opened.settings.plannerOptions.isOptimised = setting.isOptimised
    opened.settings.executionOptions.batchRowCount = setting.batchRowCount
    for procedure in procedures { opened.procedures.add(procedure) }
    return opened
  }

  private func current() throws -> EmbeddedSession {
    if let session { return session }
    let opened = try opened()
    session = opened
    return opened
  }

  /// Adds a procedure for the rest of the scenario.
  func declare(_ declaration: ProcedureDeclaration) throws {
    let procedure = try TableProcedure(declaration)
    procedures.append(procedure)
    session?.procedures.add(procedure)
  }

  /// Closes the file where the setting wants it; the next use opens it again.
  func endStatement() { if setting.reopens { session = nil } }

  /// Runs a statement. Throws `Diagnostics` where the engine refuses it, and what reading its rows throws.
  func run(_ statement: String, parameters: [String: Value]) throws -> ActualRows {
    let session = try current()
    session.settings.executionOptions.deadline =
      ContinuousClock.now + .seconds(Self.statementSeconds)
    let sink = ConformanceSink()
    defer { endStatement() }
    do throws(Diagnostics) {
      _ = try session.run(statement, parameters: parameters, into: sink)
    } catch {
      // What went wrong while a cell was read is the harness's matter, not an answer of the engine.
      if let failure = sink.failure { throw failure }
      throw error
    }
    return sink.table
  }

  func snapshot() throws -> GraphSnapshot {
    defer { endStatement() }
    return try current().read { reader in try GraphSnapshot(reader) }
  }
}

/// Keeps a result as values to be compared.
private final class ConformanceSink: ResultSink {
  var table = ActualRows()
  var failure: StepError?

  func begin(columns: [String]) { table.columns = columns }

  func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
    do {
      for row in rows {
        table.rows.append(try row.map { try ConformanceValue($0, resolving: entities) })
      }
    } catch let error as StepError {
      failure = error
      throw error
    }
  }
}
