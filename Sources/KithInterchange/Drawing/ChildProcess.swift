import Glibc
import KithCore
import Synchronization

/// Runs another program to its end, for as long as it may take and until the user stops it.
enum ChildProcess {
  /// How a run ended.
  enum Outcome: Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    case timedOut
    /// Ctrl-C.
    case interrupted
    /// There is no such program in the search path.
    case notFound
    case notStarted(errorNumber: Int32)
  }

  /// The three standard files of the child.
  struct Files {
    var input: Int32
    var output: Int32
    var errors: Int32
  }

  /// Runs a program of the search path and waits for it.
  ///
  /// While it runs SIGINT does not end this process but the child; what was in force before is put
  /// back. Cost beside the child's: a look every few milliseconds.
  static func run(
    _ program: String, _ arguments: [String], files: Files, timeoutSeconds: Int
  ) -> Outcome {
    let watch = InterruptWatch()
    var process: pid_t = 0
    let problem = spawn(program, arguments, files: files, as: &process)
    if problem == ENOENT { return .notFound }
    if problem != 0 { return .notStarted(errorNumber: problem) }
    return wait(for: process, until: .now + .seconds(timeoutSeconds), watch)
  }

  private static func wait(
    for process: pid_t, until deadline: ContinuousClock.Instant, _ watch: borrowing InterruptWatch
  ) -> Outcome {
    var pauseMilliseconds: Int32 = 1
    while true {
      var status: Int32 = 0
      // Safe because the status outlives the call.
      let ended = unsafe waitpid(process, &status, WNOHANG)
      if ended == process {
        // The terminal sends Ctrl-C to the child as well, which may be the first to end.
        return watch.isInterrupted ? .interrupted : outcome(of: status)
      }
      if ended < 0, errno != EINTR { return .notStarted(errorNumber: errno) }
      let isLate = ContinuousClock.now >= deadline
      if isLate || watch.isInterrupted {
        end(process)
        return isLate ? .timedOut : .interrupted
      }
      // Safe because no descriptors are polled: this only sleeps, and a signal wakes it.
      _ = poll(nil, 0, pauseMilliseconds)
      pauseMilliseconds = min(20, pauseMilliseconds * 2)
    }
  }

  /// Kills the child and takes its status, so that no dead process is left.
  private static func end(_ process: pid_t) {
    _ = kill(process, SIGKILL)
    var status: Int32 = 0
    // Safe because the status outlives the calls.
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// Reads a status of `wait` (POSIX: the low seven bits name the signal, the next byte is the code).
  private static func outcome(of status: Int32) -> Outcome {
    let signal = status & 0x7F
    if signal == SIGINT { return .interrupted }
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
  }

  /// Starts the child: its own files, the usual signals, this process's environment. Gives an error number or 0.
  private static func spawn(
    _ program: String, _ arguments: [String], files: Files, as process: inout pid_t
  ) -> Int32 {
    // Safe because every object that is set up here outlives the calls and is released after the
    // last of them, and the list of arguments ends in nil.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, files.input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, files.output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, files.errors, 2)

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE, SIGQUIT] { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var list = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { while unsafe !list.isEmpty { unsafe free(list.removeLast()) } }
    return unsafe posix_spawnp(&process, program, &actions, &attributes, &list, environ)
  }
}

/// Notes SIGINT for as long as one of these lives, instead of what would happen otherwise.
private struct InterruptWatch: ~Copyable {
  /// What the first watch replaced, and how many watches there are: two threads may draw at once.
  private struct Installed {
    var watches = 0
    var previous = sigaction()
  }

  private static let installed = Mutex(Installed())
  /// Whether SIGINT has come. A signal handler can reach nothing but a global.
  private static let isRaised = Atomic<Bool>(false)

  init() {
    Self.installed.withLock { installed in
      installed.watches += 1
      if installed.watches > 1 { return }
      Self.isRaised.store(false, ordering: .sequentiallyConsistent)
      var action = sigaction()
      // Safe because the handler only stores into an atomic that exists by now, and both structures
      // outlive the calls.
      unsafe action.__sigaction_handler.sa_handler = { _ in
        InterruptWatch.isRaised.store(true, ordering: .sequentiallyConsistent)
      }
      unsafe sigemptyset(&action.sa_mask)
      unsafe sigaction(SIGINT, &action, &installed.previous)
    }
  }

  var isInterrupted: Bool { Self.isRaised.load(ordering: .sequentiallyConsistent) }

  /// Puts back what SIGINT did before the first watch.
  deinit {
    Self.installed.withLock { installed in
      installed.watches -= 1
      // Safe because the structure outlives the call.
      if installed.watches == 0 { unsafe sigaction(SIGINT, &installed.previous, nil) }
    }
  }
}
