import KithCore
import KithDatabase
import KithInterchange

/// A person at the prompt: reads lines, runs what is complete, until they leave.
package struct Conversation {
  private let shell: Shell
  private let terminal: any Terminal
  private var reader = StatementReader()
  /// The lines of what is being typed, for the history.
  private var typed = ""

  package init(_ shell: Shell, at terminal: any Terminal) {
    self.shell = shell
    self.terminal = terminal
  }

  /// Runs until Ctrl-D or `:quit`.
  package mutating func run() throws(OutputFailure) {
    shell.note(Greeting.banner(shell.session))
    try shell.messages.flush()
    while !shell.isLeaving {
      shell.settings.screen.width = terminal.width
      shell.settings.screen.height = terminal.height
      shell.settings.messageScreen.width = terminal.width
      let completer = ShellCompleter(shell: shell, earlierLines: typed)
      switch terminal.readLine(prompt: prompt, completer: completer) {
      case .line(let line): try take(line)
      case .interrupted: giveUp()
      case .end: return try leave()
      }
    }
    try leave()
  }

  private mutating func take(_ line: String) throws(OutputFailure) {
    if let name = commandWithinStatement(line) {
      shell.note(
        "a statement is open: end it with ';', or give it up by Ctrl-C, before ':\(name)'")
      return try flush()
    }
    let line = reader.place == .between ? Self.bareCommand(line) ?? line : line
    typed += typed.isEmpty ? line : "\n" + line
    reader.append("\(line)\n".utf8)
    var entries: [ScriptEntry] = []
    while let entry = reader.next() { entries.append(entry) }
    if reader.place == .between {
      terminal.remember(typed)
      typed = ""
    }
    for entry in entries where !shell.isLeaving {
      // What was typed behind a statement that fails was meant to follow its success.
      guard try perform(entry) else { return }
    }
    try takeEdited()
    try ask()
  }

  /// Asks what a command wants to know before it goes on.
  private func ask() throws(OutputFailure) {
    guard let question = shell.question else { return }
    shell.question = nil
    guard
      case .line(let answer) = terminal.readLine(
        prompt: question.text, completer: NothingCompletes()),
      ShellQuestion.isYes(answer)
    else {
      shell.note("nothing was done")
      return try flush()
    }
    _ = try perform(question.entry)
  }

  /// Runs what the editor was left with, as if it were typed.
  private mutating func takeEdited() throws(OutputFailure) {
    guard let text = shell.editedText else { return }
    shell.editedText = nil
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      shell.note(prompt + line)
      try flush()
      try take(String(line))
    }
  }

  /// `help`, `quit` and `exit` as other shells take them, without a colon.
  private static func bareCommand(_ line: String) -> String? {
    switch line.split(whereSeparator: \.isWhitespace).joined(separator: " ") {
    case "help": ":help"
    case "quit", "exit": ":quit"
    default: nil
    }
  }

  /// The command that a line within a statement would be outside of it.
  private func commandWithinStatement(_ line: String) -> String? {
    guard reader.place == .statement, line.first == ":" else { return nil }
    let name = String(line.dropFirst().prefix { $0.isLetter })
    return CommandTable.command(named: name).map { _ in name }
  }

  private func flush() throws(OutputFailure) { try shell.messages.flush() }

  private func perform(_ entry: ScriptEntry) throws(OutputFailure) -> Bool {
    var result: Result<Bool, OutputFailure> = .success(false)
    let running = RunningSession(session: shell.session, interruption: shell.interruption)
    shell.interruption.clear()
    terminal.interruptibly(cancel: running.cancel) {
      // A row number would be wrong after the first statement: each is shown by itself.
      var alone = ScriptEntry(kind: entry.kind, text: entry.text, isUTF8: entry.isUTF8)
      alone.pipe = entry.pipe
      do throws(OutputFailure) {
        result = .success(try shell.perform(alone, from: .typed))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private mutating func giveUp() {
    reader.clear()
    typed = ""
  }

  private mutating func leave() throws(OutputFailure) {
    if reader.place != .between { shell.note("the unfinished statement was not run") }
    if shell.session.isInTransaction { shell.note("the open transaction has been rolled back") }
    try shell.messages.flush()
  }

  /// `magdeburg-2023> `, with a star in a transaction; within a statement dots, or the quote that is open.
  private var prompt: String {
    let name = Self.shortName(shell.session.name) + (shell.session.isInTransaction ? "*" : "")
    let sign: String
    switch reader.place {
    case .between: return "\(name)> "
    case .command, .statement: sign = "..."
    case .string(let quote): sign = "..\(Character(Unicode.Scalar(quote)))"
    case .name: sign = "..`"
    case .comment: sign = "../*"
    }
    return String(repeating: " ", count: max(0, name.displayWidth - sign.count)) + sign + "> "
  }

  /// The file's name without its folder and ending.
  static func shortName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return Printable.text(file.hasSuffix(".kith") ? String(file.dropLast(5)) : file)
  }
}

/// Completes nothing: where a question is answered.
private struct NothingCompletes: LineCompleter {
  func completion(of line: String, at offset: Int) -> Completion {
    Completion(replaced: offset..<offset, candidates: [])
  }
}

/// The session that may be stopped from another thread.
private struct RunningSession: @unchecked Sendable {
  // Safe because only `cancel()` is called on it from elsewhere, which any thread may call.
  let session: any Session
  let interruption: Interruption

  func cancel() {
    interruption.raise()
    session.cancel()
  }
}
