import KithCore
import KithDatabase
import KithInterchange

/// Takes a statement's rows and writes them in the format that is set.
final class RowSink: ResultSink {
  private var writer: any ResultWriter
  private let output: OutputBuffer
  /// Why writing came to an end, where it did: the statement's own error only says that it was stopped.
  private(set) var failure: OutputFailure?
  private var hasBegun = false

  init(format: ResultFormat, screen: ScreenTraits, output: OutputBuffer) {
    writer = format.writer(for: screen)
    self.output = output
  }

  func begin(columns: [String]) throws {
    hasBegun = true
    writer.begin(columns: columns, into: &output.bytes)
  }

  func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
    try writer.append(rows, entities: entities, into: &output.bytes)
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
