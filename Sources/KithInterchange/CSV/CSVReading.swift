import KithColumns
import KithCore
import Synchronization

/// Reads the rows of several files at once, one file a thread.
final class CSVReading {
  private let idType: LoadOptions.IDType
  private let bytesTotal: Int
  private var bytesBefore = 0

  init(idType: LoadOptions.IDType, bytesTotal: Int) {
    self.idType = idType
    self.bytesTotal = bytesTotal
  }

  /// Less is not worth a thread.
  private static let fewestBytes = 1 << 18

  /// Reads all rows of all tables into their columns, the largest file first. What is wrong is told to `problems` in the order
  /// of the tables. `onProgress` is called on this thread only.
  func read(
    _ tables: [CSVTable], _ spaces: [String: CSVIDSpace], _ problems: CSVProblems,
    onProgress: (LoadProgress) -> Void
  ) {
    let parts = tables.map { ReadPart(table: $0) }
    let total = tables.reduce(0) { $0 + $1.file.count }
    let bytes = SharedCount()
    let (idType, before) = (idType, bytesBefore)
    func report(_ what: String) {
      onProgress(
        LoadProgress(what: what, bytesDone: before + bytes.value, bytesTotal: bytesTotal))
    }
    let sorted = parts.sorted { $0.table.file.count > $1.table.file.count }
    // Safe because the spaces are only read.
    nonisolated(unsafe) let spaces = spaces
    if total < Self.fewestBytes || sorted.count < 2 {
      for part in sorted {
        unsafe part.read(idType, spaces, bytes) { report(part.table.file.path) }
      }
    } else {
      let name = sorted[0].table.file.path
      WorkerThreads.run(
        sorted.count, onTick: { report(name) },
        { unsafe sorted[$0].read(idType, spaces, bytes) {} })
    }
    bytesBefore += bytes.value
    for part in parts { part.problems.all.forEach(problems.add) }
  }
}

/// A number that several threads add to.
private final class SharedCount: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .relaxed) }

  func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }
}

/// One table, read by one thread.
private final class ReadPart: @unchecked Sendable {
  // Safe because one thread alone reads it, and what it found is looked at when that thread has ended.
  let table: CSVTable
  let problems = CSVProblems()

  init(table: CSVTable) { self.table = table }

  func read(
    _ idType: LoadOptions.IDType, _ spaces: [String: CSVIDSpace], _ bytes: SharedCount,
    onBatch: () -> Void
  ) {
    table.read(idType: idType, spaces: spaces, problems: problems) { count in
      bytes.add(count)
      onBatch()
    }
  }
}
