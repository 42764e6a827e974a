import Glibc
import Synchronization

/// What a signal asks for, as one byte in a pipe.
enum SignalNotice: UInt8 {
  /// Ctrl-C.
  case interrupt = 73
  /// The process is to end: SIGTERM, SIGHUP.
  case end = 84
  /// The process was stopped and goes on: the terminal's mode is somebody else's.
  case resume = 67
}

/// Brings signals to where they matter: to the statement that runs, else to the prompt.
///
/// ```
/// signal ──▶ handler ──▶ pipe ──▶ thread ──┬──▶ cancel()            while a statement runs
///                                          └──▶ pipe ──▶ prompt     while a line is typed
/// ```
///
/// The handler only writes a byte: nothing else is safe in one.
final class SignalRelay: Sendable {
  /// The one of the process: signals know no other owner.
  static let shared = SignalRelay()

  /// What the prompt polls; readable when a signal came.
  let promptDescriptor: Int32
  private let promptInput: Int32
  private let signalOutput: Int32
  private let cancelRunning = Mutex<(@Sendable () -> Void)?>(nil)

  private init() {
    let signals = Self.makePipe()
    let prompt = Self.makePipe()
    signalOutput = signals.reading
    promptDescriptor = prompt.reading
    promptInput = prompt.writing
    unsafe handlerDescriptor = signals.writing
  }

  /// Starts to relay SIGINT, SIGTERM, SIGHUP and SIGCONT.
  func start() {
    var thread = pthread_t()
    // Safe because the relay lives as long as the process.
    let started = unsafe pthread_create(
      &thread, nil,
      { _ in
        SignalRelay.shared.forward()
        return nil
      }, nil)
    guard started == 0 else { return }
    Self.handle(SIGINT) { _ in relaySignal(.interrupt) }
    Self.handle(SIGTERM) { _ in relaySignal(.end) }
    Self.handle(SIGHUP) { _ in relaySignal(.end) }
    Self.handle(SIGCONT) { _ in relaySignal(.resume) }
  }

  /// Runs `body`; Ctrl-C meanwhile calls `cancel`.
  func during(_ cancel: @escaping @Sendable () -> Void, _ body: () throws -> Void) rethrows {
    cancelRunning.withLock { $0 = cancel }
    defer { cancelRunning.withLock { $0 = nil } }
    try body()
  }

  /// The next notice for the prompt; nil where there is none.
  func nextNotice() -> SignalNotice? {
    var byte: UInt8 = 0
    // Safe because one byte is read into one byte.
    return unsafe read(promptDescriptor, &byte, 1) == 1 ? SignalNotice(rawValue: byte) : nil
  }

  /// Forwards notices for ever.
  private func forward() {
    var byte: UInt8 = 0
    while true {
      // Safe because one byte is read into one byte.
      let count = unsafe read(signalOutput, &byte, 1)
      if count == 0 { return }
      if count < 0 { continue }
      let wasRunning = cancelRunning.withLock { cancel in
        cancel?()
        return cancel != nil
      }
      // Ctrl-C belongs to the statement alone; to end the process, the prompt has to hear of it too.
      if !wasRunning || byte == SignalNotice.end.rawValue {
        _ = unsafe write(promptInput, &byte, 1)
      }
    }
  }

  private static func makePipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    // Safe because pipe(2) writes two descriptors. Without a pipe, signals are simply not relayed.
    _ = unsafe pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    // Safe because the handler only writes a byte.
    _ = unsafe sigaction(number, &action, nil)
  }
}

// Safe because it is set before any handler is installed, and never again.
nonisolated(unsafe) private var handlerDescriptor: Int32 = -1

/// Called in a signal handler.
private func relaySignal(_ notice: SignalNotice) {
  let before = errno
  var byte = notice.rawValue
  // Safe because write(2) may be called in a handler, and one byte is written from one byte.
  _ = unsafe write(handlerDescriptor, &byte, 1)
  errno = before
}
