package import KithCore

/// One command of the shell: what dispatch, help, completion and arity errors need to know of it.
package struct ShellCommand: Sendable {
  /// The headings of the help, in its order.
  package enum Group: String, CaseIterable, Sendable {
    case graph = "The graph"
    case exploring = "Exploring"
    case scripts = "Scripts and parameters"
    case output = "Output"
    case transactions = "Transactions"
    case leaving = "Help"
  }

  /// How much stands after the command's name.
  package enum Arity: Sendable { case none, optional, required }

  /// What the argument is made of, for completion.
  package enum ArgumentKind: Sendable {
    case nothing, files, names, formats, switches, topics, path, settings
  }

  /// Without the `:`.
  package var name: String
  /// Other names, such as those that other shells use.
  package var aliases: [String] = []
  package var group: Group
  package var arity: Arity
  /// `:near NAME [N]`.
  package var usage: String
  /// One line, lower case, no full stop.
  package var summary: String
  /// Whole sentences, a paragraph a line.
  package var details: String
  package var example: String
  package var argument: ArgumentKind = .nothing
  /// With their `--`.
  package var options: [String] = []
  /// Whether it shows something to read: then a pager may show it, and '| command' takes it.
  package var isReading = false
  package var run: @Sendable (Shell, CommandArgument) throws -> Void
}

/// What stands after a command's name.
package struct CommandArgument: Sendable {
  /// A word, without the quotes around it.
  package struct Word: Sendable, Hashable {
    package var text: String
    package var span: SourceSpan
    package var isQuoted: Bool
  }

  package let command: ShellCommand
  package let origin: ScriptOrigin
  /// The text without the space around it.
  package let text: String
  /// Where `text` stands in the entry.
  package let span: SourceSpan

  /// What stands before ' | ', and the command behind it; nil where there is none outside of quotes.
  func cutAtPipe() -> (CommandArgument, pipe: String)? {
    var quote: UInt8?
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        // As for words: a quote counts at a word's beginning only.
        if index == 0 || isSpace(bytes[index - 1]) { quote = byte }
      } else if byte == UInt8(ascii: "|"), index == 0 || isSpace(bytes[index - 1]) {
        let pipe = String(decoding: bytes[(index + 1)...], as: UTF8.self)
        guard pipe.contains(where: { !$0.isWhitespace }) else { return nil }
        var end = index
        while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
        let before = CommandArgument(
          command: command, origin: origin, text: String(decoding: bytes[..<end], as: UTF8.self),
          span: SourceSpan(start: span.start, end: span.start + end))
        return (before, pipe)
      }
    }
    return nil
  }

  /// The text cut at spaces; what stands in quotes stays together.
  package func words() throws(Diagnostic) -> [Word] {
    var words: [Word] = []
    let bytes = Array(text.utf8)
    var index = 0
    while true {
      while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      guard index < bytes.count else { return words }
      words.append(try word(bytes, &index))
    }
  }

  private func word(_ bytes: [UInt8], _ index: inout Int) throws(Diagnostic) -> Word {
    let start = index
    var content: [UInt8] = []
    var isQuoted = false
    // A quote counts at a word's beginning only: O'Neill is one word.
    if bytes[start] == UInt8(ascii: "'") || bytes[start] == UInt8(ascii: "\"") {
      isQuoted = true
      index += 1
      while index < bytes.count, bytes[index] != bytes[start] {
        content.append(bytes[index])
        index += 1
      }
      guard index < bytes.count else {
        throw ShellProblem.unclosedQuote.diagnostic(at: placed(start, bytes.count))
      }
      index += 1
    }
    while index < bytes.count, !isSpace(bytes[index]) {
      content.append(bytes[index])
      index += 1
    }
    return Word(
      text: String(decoding: content, as: UTF8.self), span: placed(start, index),
      isQuoted: isQuoted)
  }

  /// The words without the options among them, and these; unknown ones are refused.
  package func wordsAndOptions() throws(Diagnostic) -> (words: [Word], options: Set<String>) {
    var plain: [Word] = []
    var options: Set<String> = []
    for word in try words() {
      guard word.text.hasPrefix("--"), !word.isQuoted else {
        plain.append(word)
        continue
      }
      guard command.options.contains(word.text) else {
        throw ShellProblem.unknownOption(
          word.text, command: command.name,
          nearest: nearestName(to: word.text, among: command.options)
        ).diagnostic(at: word.span)
      }
      options.insert(word.text)
    }
    return (plain, options)
  }

  /// The whole text as one name, without quotes where it stands in them.
  package func name() throws(Diagnostic) -> Word {
    let words = try words()
    if words.count == 1, let only = words.first { return only }
    return Word(text: text, span: span, isQuoted: false)
  }

  /// A range of `text` as a range of the entry.
  package func placed(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(start: span.start + start, end: span.start + end)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
