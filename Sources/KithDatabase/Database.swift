import KithCore
import KithExecutor
import KithPlanner

/// A graph in one file, or in memory: open it, run openCypher on it, read the rows.
///
/// ```swift
/// let graph = try Database(path: "network.kith")
/// let heads = try graph.run("MATCH (p)-[:HEADS]->(o {name: $name}) RETURN p.name", ["name": .string("Rathaus")])
/// for row in heads.rows { print(row[0]) }
/// ```
///
/// A `Database` belongs to one thread at a time. Several, in any number of processes, may be open on one file: readers never
/// wait, one writer works at a time. The file is closed when the last reference is gone.
public final class Database {
  private let session: EmbeddedSession

  /// Opens a file, and makes it where there is none. Throws where it cannot be opened, is damaged or is no kith file.
  public init(path: String, isReadOnly: Bool = false) throws(DatabaseError) {
    do throws(Diagnostic) {
      session = try EmbeddedSession(path: path, isReadOnly: isReadOnly)
    } catch {
      throw DatabaseError(Diagnostics(error), statement: nil)
    }
  }

  /// A graph in memory, gone with its last reference.
  public init() throws(DatabaseError) {
    do throws(Diagnostic) {
      session = try EmbeddedSession(path: nil)
    } catch {
      throw DatabaseError(Diagnostics(error), statement: nil)
    }
  }

  /// Runs one statement and gives all of its rows. Outside a transaction it is one: kept whole, or not at all.
  ///
  /// The rows of `EXPLAIN` and `PROFILE` are the steps of the plan.
  public func run(
    _ statement: String, _ parameters: [String: GraphValue] = [:]
  ) throws(DatabaseError) -> QueryResult {
    let rows = ResultRows()
    let summary: StatementSummary
    do throws(Diagnostics) {
      summary = try session.run(statement, parameters: parameters.mapValues(\.value), into: rows)
    } catch {
      throw DatabaseError(error, statement: statement)
    }
    if let plan = summary.plan { return QueryResult(plan) }
    return QueryResult(columns: rows.columns, rows: rows.rows)
  }

  /// Lets statements `CALL` a procedure of the program's own: see `GraphProcedure`.
  ///
  /// Holds for this `Database` alone. Throws where there is one of that name.
  public func register(_ procedure: GraphProcedure) throws(DatabaseError) {
    let name = procedure.procedure.signature.name
    guard session.procedures[name] == nil else {
      throw DatabaseError(Diagnostics(DatabaseMessages.procedureExists(name)), statement: nil)
    }
    session.procedures.add(procedure.procedure)
  }

  /// Runs `body` as one transaction: kept when it returns, undone when it throws.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    do { try session.begin() } catch { throw DatabaseError(Diagnostics(error), statement: nil) }
    let result: Result
    do {
      result = try body()
    } catch {
      // The error of the body is what the caller has to know.
      try? session.rollback()
      throw error
    }
    do { try session.commit() } catch { throw DatabaseError(Diagnostics(error), statement: nil) }
    return result
  }
}

/// The rows of a statement, all of them.
public struct QueryResult: Sendable, Equatable {
  public var columns: [String]
  /// Cells in the order of `columns`.
  public var rows: [[GraphValue]]

  init(columns: [String], rows: [[GraphValue]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The steps of a plan.
  init(_ plan: PlanReport) {
    columns = plan.columns
    rows = plan.rows.map { row in
      row.map { cell in
        switch cell {
        case .integer(let it): .integer(it)
        case .float(let it): .float(it)
        case .string(let it): .string(it)
        default: .null
        }
      }
    }
  }
}

/// What went wrong: in words, with the place in the statement.
public struct DatabaseError: Error, CustomStringConvertible, Sendable {
  /// The kind by openCypher's names: `SyntaxError`, `TypeError`, …
  public let code: String
  /// The finer kind, such as `UndefinedVariable`; may be empty.
  public let detail: String
  /// One sentence.
  public let message: String
  /// The message with the statement's line and a caret below the place.
  public let description: String

  init(_ diagnostics: Diagnostics, statement: String?) {
    let first = diagnostics.all.first
    code = first?.category.rawValue ?? ""
    detail = first?.detail ?? ""
    message = first?.message ?? ""
    description = DiagnosticRenderer(text: statement ?? "").render(diagnostics)
  }
}

/// Collects a result with its nodes and relationships told in full.
private final class ResultRows: ResultSink {
  var columns: [String] = []
  var rows: [[GraphValue]] = []

  func begin(columns: [String]) { self.columns = columns }

  func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
    for row in rows {
      self.rows.append(try row.map { try GraphValue($0, resolving: entities) })
    }
  }
}
