import Glibc
import Synchronization

/// Does pieces of work on all processors at once, and waits for the last one.
///
/// ```
/// pieces    0  1  2  3  4        taken one by one, in this order, by whoever is free
/// thread a  0     3
/// thread b  1  2     4
/// ```
package enum WorkerThreads {
  /// The processors that this process may use, at most so many as are worth the threads, or as are allowed.
  package static var count: Int {
    let limit = limit
    return limit > 0 ? min(limit, usable) : usable
  }

  /// So many threads are used at most; 0: as many as are worth it.
  package static var limit: Int {
    get { allowed.load(ordering: .relaxed) }
    set { allowed.store(max(0, newValue), ordering: .relaxed) }
  }

  private static let usable = max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 8))
  private static let allowed = Atomic(0)

  private static let tickMicroseconds: UInt32 = 1_000

  /// Calls `body` with every number below `pieces`, on several threads. Pieces must not touch the same memory.
  package static func run(_ pieces: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let work = Work(pieces: pieces, body)
      let threads = start(min(count, pieces) - 1, work)
      work.run()
      join(threads)
    }
  }

  /// The same, with this thread at rest but for `onTick`, which it calls about every millisecond and at the end.
  package static func run(
    _ pieces: Int, onTick: () -> Void, _ body: @Sendable (Int) -> Void
  ) {
    withoutActuallyEscaping(body) { body in
      let work = Work(pieces: pieces, body)
      let threads = start(min(count, pieces), work)
      // Where no thread could be made, the work is this one's.
      if threads.isEmpty { work.run() }
      while !work.isDone {
        usleep(tickMicroseconds)
        onTick()
      }
      join(threads)
      onTick()
    }
  }

  /// The pieces that are left.
  private final class Work: Sendable {
    private let pieces: Int
    private let body: @Sendable (Int) -> Void
    private let next = Atomic(0)
    private let done = Atomic(0)

    init(pieces: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.pieces = pieces
      self.body = body
    }

    var isDone: Bool { done.load(ordering: .acquiring) >= pieces }

    func run() {
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        body(piece)
        done.wrappingAdd(1, ordering: .releasing)
      }
    }
  }

  private static func start(_ count: Int, _ work: Work) -> [pthread_t] {
    var threads: [pthread_t] = []
    for _ in 0..<max(0, count) {
      var thread = pthread_t()
      // Safe because the thread takes over the reference that it is handed.
      let argument = unsafe Unmanaged.passRetained(work)
      let failed = unsafe pthread_create(
        &thread, nil,
        { argument in
          guard let argument = unsafe argument else { return nil }
          unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
          return nil
        }, argument.toOpaque())
      guard failed == 0 else {
        unsafe argument.release()
        break
      }
      threads.append(thread)
    }
    return threads
  }

  private static func join(_ threads: [pthread_t]) {
    for thread in threads { pthread_join(thread, nil) }
  }
}
