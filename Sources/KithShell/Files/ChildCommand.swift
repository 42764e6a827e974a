import Glibc
import KithCore

/// Starts `/bin/sh -c COMMAND` with the usual signals, and waits for it.
enum ChildCommand {
  /// Starts a command; `input` becomes its standard input, nil leaves it this process's. Throws where there is no shell.
  static func start(_ command: String, input: Int32? = nil) throws(Diagnostic) -> pid_t {
    // Safe because every object that is set up here outlives the calls and is released after the
    // last of them, and the list of arguments ends in nil.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let input { unsafe posix_spawn_file_actions_adddup2(&actions, input, 0) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE, SIGQUIT, SIGTSTP] {
      unsafe sigaddset(&signals, signal)
    }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let arguments: [String] = ["/bin/sh", "-c", command]
    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { while unsafe !words.isEmpty { unsafe free(words.removeLast()) } }
    var process: pid_t = 0
    let problem = unsafe posix_spawn(
      &process, "/bin/sh", &actions, &attributes, &words, environ)
    guard problem == 0 else {
      throw ShellProblem.cannotRun(command: command, reason: SystemError.text(problem)).diagnostic()
    }
    return process
  }

  /// Waits for the end: the exit status, as a shell gives it to signals too.
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    // Safe because the status outlives the calls.
    while unsafe waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return 0 }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Runs a command that has the terminal, such as an editor; gives its exit status.
  static func run(_ command: String) throws(Diagnostic) -> Int32 {
    let hold = InterruptHold()
    defer { hold.end() }
    return wait(for: try start(command))
  }
}

/// Leaves SIGINT to the child that has the terminal, where it would end this process.
struct InterruptHold {
  private let isHeld: Bool

  init() {
    var before = sigaction()
    // Safe because the structure outlives the call.
    unsafe sigaction(SIGINT, nil, &before)
    isHeld = unsafe before.__sigaction_handler.sa_handler == nil
    if isHeld { _ = signal(SIGINT, SIG_IGN) }
  }

  func end() {
    if isHeld { _ = signal(SIGINT, SIG_DFL) }
  }
}

/// A command that reads what is written here.
///
/// One that stops reading, as `head` does, is no error: the rest is dropped.
final class CommandOutput: RowDestination {
  let command: String
  private let process: pid_t
  private var descriptor: Int32
  private var isRead = true
  /// Set while the command alone is to hear Ctrl-C.
  private var hold: InterruptHold?

  /// `hasTerminal`: whether a person sits at the command, as at a pager: Ctrl-C is the command's until it ends.
  init(_ command: String, hasTerminal: Bool = false) throws(Diagnostic) {
    hold = hasTerminal ? InterruptHold() : nil
    var ends: [Int32] = [-1, -1]
    // Safe because pipe2(2) writes two descriptors.
    guard unsafe pipe(&ends) == 0 else {
      hold?.end()
      throw ShellProblem.cannotRun(command: command, reason: SystemError.lastText).diagnostic()
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.command = command
    descriptor = ends[1]
    defer { _ = Glibc.close(ends[0]) }
    do throws(Diagnostic) {
      process = try ChildCommand.start(command, input: ends[0])
    } catch {
      _ = Glibc.close(ends[1])
      hold?.end()
      throw error
    }
  }

  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    guard isRead else { return }
    do throws(OutputFailure) {
      try DescriptorOutput(descriptor).write(bytes)
    } catch {
      guard error == .closed else { throw error }
      isRead = false
    }
  }

  /// Waits for the command's end. Throws where there is no such command.
  func close() throws(Diagnostic) {
    guard descriptor >= 0 else { return }
    _ = Glibc.close(descriptor)
    descriptor = -1
    let hold = hold ?? InterruptHold()
    let status = ChildCommand.wait(for: process)
    hold.end()
    // What a shell gives where it finds no command, or none that it may run.
    if status == 126 || status == 127 {
      throw ShellProblem.commandNotFound(command).diagnostic()
    }
  }
}
