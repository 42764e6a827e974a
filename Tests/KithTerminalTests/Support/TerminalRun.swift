import Glibc
import Testing

/// Where the tests run, and the program beside them.
enum Place {
  /// The program that was built with the tests.
  static let kith: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    // Safe because readlink(2) writes at most as many bytes as the buffer has.
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
    return path.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/kith"
  }()

  /// A new folder, which stays until the machine cleans up.
  static func folder() -> String {
    var template = Array("/tmp/kith-test-XXXXXX\0".utf8CString)
    // Safe because the template is a string of its own that mkdtemp changes in place.
    guard let made = unsafe mkdtemp(&template) else { return "/tmp" }
    return unsafe String(cString: made)
  }

  static func write(_ text: String, to path: String) { write(bytes: Array(text.utf8), to: path) }

  static func write(bytes: [UInt8], to path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // Safe because the array is read within its count.
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}

/// A process that kith runs in, started with posix_spawn(3).
struct Spawned {
  let process: pid_t

  /// Starts kith with a standard input, output and error that already are open, or on a terminal by its path.
  init?(
    _ arguments: [String], environment: [String: String], streams: [Int32] = [],
    terminal: String? = nil
  ) {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    // Safe because both are initialised before and destroyed after their use.
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    // Signals are as a login shell leaves them, whatever the tests' runner ignores.
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if let terminal {
      // A session of its own: the terminal that it opens first becomes the one that Ctrl-C comes from.
      flags |= 0x80  // POSIX_SPAWN_SETSID, which glibc hides from strict POSIX
      unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
      unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    for (number, stream) in streams.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var process: pid_t = 0
    var words = unsafe ([Place.kith] + arguments).map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    let status = unsafe posix_spawn(&process, Place.kith, &actions, &attributes, &words, &variables)
    guard status == 0 else { return nil }
    self.process = process
  }

  /// Waits for the end; the exit status, or 128 and the signal that ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// kith on a pseudo-terminal: types keys and reads the screen.
final class TerminalRun {
  private let master: Int32
  private let spawned: Spawned
  private(set) var screen: Screen
  /// Everything that was written, escape sequences too.
  private(set) var raw: [UInt8] = []

  /// Starts kith; `home` keeps the history.
  init?(
    _ arguments: [String] = [], home: String = Place.folder(), width: Int = 80,
    environment: [String: String] = [:]
  ) {
    var variables = [
      "TERM": "xterm", "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
      "INPUTRC": "/dev/null"
    ]
    variables.merge(environment) { $1 }
    screen = Screen(width: width)
    var size = winsize(ws_row: 24, ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 256)
    // Safe because openpty(3) fills what it is given; the name of a terminal is short.
    guard unsafe openpty(&master, &slave, &name, nil, &size) == 0 else { return nil }
    self.master = master
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Held until the child has opened it: before that, reading would find the terminal gone.
    defer { close(slave) }
    let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    guard
      let spawned = Spawned(
        arguments, environment: variables, terminal: path)
    else { return nil }
    self.spawned = spawned
  }

  deinit {
    kill(spawned.process, SIGKILL)
    close(master)
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    // Safe because the array is read within its count.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(master, $0.baseAddress, $0.count) }
  }

  /// Changes the window's width, as a user drags its edge.
  func resize(to width: Int) {
    var size = winsize(ws_row: 24, ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    // Safe because TIOCSWINSZ reads exactly this struct.
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func signal(_ number: Int32) { kill(spawned.process, number) }

  /// Reads until the screen's last line is a prompt that waits: `memory> `, and a text stands on the screen.
  ///
  /// Gives false after 20 seconds.
  func waits(for text: String, prompt: String? = nil) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    while clock.now < end {
      let lines = screen.lines
      if screen.text.contains(text), prompt.map({ lines.last?.hasSuffix($0) ?? false }) ?? true {
        return true
      }
      guard readSome(milliseconds: 200) else { return screen.text.contains(text) }
    }
    return false
  }

  /// Reads to the end; the exit status.
  func exitStatus() -> Int32 {
    while readSome(milliseconds: 20_000) {}
    return spawned.wait()
  }

  /// Shows what comes within a time; false at the end.
  private func readSome(milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, milliseconds) > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    // Safe because read(2) writes at most as many bytes as the buffer has.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(master, $0.baseAddress, $0.count)
    }
    // A terminal whose other end is closed gives an error, not an end.
    guard count > 0 else { return false }
    raw += bytes.prefix(count)
    screen.show(Array(bytes.prefix(count)))
    return true
  }
}

/// kith in a pipe: what it wrote, and how it ended.
struct PipeRun {
  let output: String
  let messages: String
  let status: Int32

  /// Runs kith with a text as its input; the reader of its output goes away after `readsBytes`.
  init?(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    readsBytes: Int? = nil
  ) {
    let folder = Place.folder()
    Place.write(input, to: "\(folder)/in")
    Place.write("", to: "\(folder)/err")
    let source = unsafe open("\(folder)/in", O_RDONLY | O_CLOEXEC)
    let errors = unsafe open("\(folder)/err", O_RDWR | O_CLOEXEC)
    var ends: [Int32] = [-1, -1]
    // Safe because pipe(2) writes two descriptors.
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let variables = ["PATH": "/usr/bin:/bin", "HOME": folder].merging(environment) { $1 }
    let spawned = Spawned(arguments, environment: variables, streams: [source, ends[1], errors])
    close(ends[1])
    close(source)
    output = String(decoding: Self.readAll(ends[0], limit: readsBytes), as: UTF8.self)
    close(ends[0])
    guard let spawned else { return nil }
    status = spawned.wait()
    lseek(errors, 0, SEEK_SET)
    messages = String(decoding: Self.readAll(errors, limit: nil), as: UTF8.self)
    close(errors)
  }

  private static func readAll(_ descriptor: Int32, limit: Int?) -> [UInt8] {
    var all: [UInt8] = []
    while all.count < limit ?? .max {
      var bytes = [UInt8](repeating: 0, count: min(65_536, (limit ?? .max) - all.count))
      // Safe because read(2) writes at most as many bytes as the buffer has.
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      all += bytes.prefix(count)
    }
    return all
  }
}
