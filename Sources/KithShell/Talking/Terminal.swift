/// What somebody at a terminal did at the prompt.
package enum TerminalInput: Sendable, Hashable {
  case line(String)
  /// Ctrl-C: what was typed is given up.
  case interrupted
  /// Ctrl-D at an empty prompt, or the terminal is gone.
  case end
}

/// A terminal with a person at it: the shell knows no more of it than this.
package protocol Terminal: AnyObject {
  /// The width of the window in columns, where it is known.
  var width: Int? { get }

  /// The height of the window in lines, where it is known.
  var height: Int? { get }

  /// Shows a prompt and waits for a line; `completer` answers the Tab key.
  func readLine(prompt: String, completer: any LineCompleter) -> TerminalInput

  /// Keeps an entry for recall, now and in later sessions.
  func remember(_ entry: String)

  /// Runs `body`; Ctrl-C meanwhile calls `cancel`, on a thread of its own.
  func interruptibly(
    cancel: @escaping @Sendable () -> Void, _ body: () throws -> Void
  ) rethrows
}

/// Answers the Tab key.
package protocol LineCompleter {
  /// What may stand at a byte offset of a line.
  func completion(of line: String, at offset: Int) -> Completion
}

/// What may stand at a place of a line.
package struct Completion: Sendable, Hashable {
  package struct Candidate: Sendable, Hashable {
    /// What replaces the range.
    package var text: String
    /// What the list shows.
    package var display: String
    /// What follows `text` where it is the only candidate: a space, a closing quote.
    package var suffix: String

    package init(_ text: String, display: String? = nil, suffix: String = " ") {
      self.text = text
      self.display = display ?? text
      self.suffix = suffix
    }
  }

  /// The bytes of the line that a candidate replaces, up to the cursor.
  package var replaced: Range<Int>
  package var candidates: [Candidate]

  package init(replaced: Range<Int>, candidates: [Candidate]) {
    self.replaced = replaced
    self.candidates = candidates
  }
}
