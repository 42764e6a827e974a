import KithCore
import KithDatabase
import KithInterchange

/// Takes a statement's rows and writes them in the format that is set.
final class RowSink: ResultSink {
  private var writer: any ResultWriter
  /// Whether people read the rows; programs are given everything.
  private let isForPeople: Bool
  private let output: OutputBuffer
  /// Why writing came to an end, where it did: the statement's own error only says that it was stopped.
  private(set) var failure: OutputFailure?
  private var hasBegun = false

  init(format: ResultFormat, screen: ScreenTraits, output: OutputBuffer) {
    writer = format.writer(for: screen)
    isForPeople = format.isForPeople
    self.output = output
  }

  func begin(columns: [String]) throws {
    hasBegun = true
    writer.begin(columns: columns, into: &output.bytes)
  }

  func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
    let shown: any EntityResolver = isForPeople ? VisibleEntities(entities) : entities
    try writer.append(rows, entities: shown, into: &output.bytes)
    do {
      try output.flushIfFull()
    } catch {
      failure = error
      throw error
    }
  }

  /// Writes what follows the last row.
  func end() {
    if hasBegun { writer.end(into: &output.bytes) }
  }
}
