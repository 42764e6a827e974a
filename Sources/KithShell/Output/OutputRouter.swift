import Glibc
import KithCore

/// A place that rows are sent to instead of standard output, and that has an end.
protocol RowDestination: ByteOutput {
  /// Ends it; a second call does nothing.
  func close() throws(Diagnostic)
}

/// Sends rows where they are to go.
///
/// ```
/// rows ──┬──▶ ':once' or '| command'  else  ':output'  else  the pager  else  standard output
///        └──▶ ':tee' as well
/// ```
final class OutputRouter: ByteOutput {
  private let base: any ByteOutput
  /// Set by ':output'.
  private var lasting: (any RowDestination)?
  /// Set by ':once' and '| command': for what comes next.
  private var once: (any RowDestination)?
  private var onceHasBytes = false
  private var tee: (any RowDestination)?
  /// What has the terminal for one result.
  private var pager: PagedOutput?

  init(_ base: any ByteOutput) { self.base = base }

  /// Whether rows go anywhere but to standard output: then they are not cut for a person's screen.
  var isRedirected: Bool { lasting != nil || once != nil }

  /// Whether ':once' waits for a result.
  var waitsForResult: Bool { once != nil }

  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    if once != nil { onceHasBytes = true }
    if let once {
      try once.write(bytes)
    } else if let lasting {
      try lasting.write(bytes)
    } else if let pager {
      try pager.write(bytes)
    } else {
      try base.write(bytes)
    }
    try tee?.write(bytes)
  }

  /// Sends everything from now on somewhere else; nil: to standard output.
  func redirect(to place: (any RowDestination)?) throws(Diagnostic) {
    let before = lasting
    lasting = place
    try before?.close()
  }

  /// Sends the next result somewhere else.
  func redirectOnce(to place: any RowDestination) throws(Diagnostic) {
    try endOnce()
    once = place
    onceHasBytes = false
  }

  /// Ends what was redirected once, where a result has come: `isSure` where one has, whether or not it has bytes.
  func endOnce(isSure: Bool = true) throws(Diagnostic) {
    guard let once, isSure || onceHasBytes else { return }
    self.once = nil
    try once.close()
  }

  /// Copies everything from now on to a place as well; nil: to none.
  func copy(to place: (any RowDestination)?) throws(Diagnostic) {
    let before = tee
    tee = place
    try before?.close()
  }

  /// Shows the next result by a pager, where it is longer than the window.
  func beginPage(_ command: String, height: Int) {
    pager = isRedirected ? nil : PagedOutput(command, height: height, base: base)
  }

  /// Waits until the person has left the pager.
  func endPage() throws {
    guard let page = pager else { return }
    pager = nil
    try page.end()
  }

  /// Ends everything that was opened.
  func closeAll() throws(Diagnostic) {
    try endOnce()
    try redirect(to: nil)
    try copy(to: nil)
  }
}

/// A file that rows go to.
final class FileOutput: RowDestination {
  private var descriptor: Int32
  private let path: String

  /// Creates or empties the file.
  init(path: String) throws(Diagnostic) {
    // Safe because the path is copied by the call.
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw ShellProblem.cannotWrite(path: path, reason: SystemError.lastText).diagnostic()
    }
    self.path = path
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    try DescriptorOutput(descriptor).write(bytes)
  }

  func close() throws(Diagnostic) {
    guard descriptor >= 0 else { return }
    let isFine = Glibc.close(descriptor) == 0
    descriptor = -1
    if !isFine {
      throw ShellProblem.cannotWrite(path: path, reason: SystemError.lastText).diagnostic()
    }
  }
}

/// A result on its way to the screen: by a pager once it has more lines than the window, else at its end.
final class PagedOutput {
  private let command: String
  private let height: Int
  private let base: any ByteOutput
  private var held: [UInt8] = []
  private var lines = 0
  private var pager: CommandOutput?

  /// `height`: the window's lines, of which the prompt needs one.
  init(_ command: String, height: Int, base: any ByteOutput) {
    self.command = command
    self.height = height
    self.base = base
  }

  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    if let pager { return try pager.write(bytes) }
    held += bytes
    lines += bytes.count { $0 == UInt8(ascii: "\n") }
    guard lines >= height else { return }
    // Without a pager the screen has to do.
    guard let started = try? CommandOutput(command, hasTerminal: true) else { return try handOn() }
    pager = started
    try started.write(held)
    held = []
  }

  private func handOn() throws(OutputFailure) {
    let bytes = held
    held = []
    try base.write(bytes)
  }

  /// Shows what is left, and waits until the person has left the pager.
  func end() throws {
    guard let pager else { return try handOn() }
    try pager.close()
  }
}
