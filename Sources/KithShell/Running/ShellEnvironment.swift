import Glibc
package import KithInterchange

/// What a process finds around it: variables, and which of its streams are terminals.
package struct ShellEnvironment: Sendable {
  package var variables: [String: String]
  package var inputIsTerminal: Bool
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool
  /// The terminal's width in columns, where one is known.
  package var width: Int?
  /// The terminal's height in lines, where one is known.
  package var height: Int?

  package init(
    variables: [String: String], inputIsTerminal: Bool = false, outputIsTerminal: Bool = false,
    errorIsTerminal: Bool = false, width: Int? = nil
  ) {
    self.variables = variables
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.width = width
  }

  /// The running process.
  package static func current() -> ShellEnvironment {
    var variables: [String: String] = [:]
    for name in [
      "NO_COLOR", "TERM", "LC_ALL", "LC_CTYPE", "LANG", "COLUMNS", "HOME", "XDG_STATE_HOME",
      "XDG_CONFIG_HOME", "PATH", "PAGER", "VISUAL", "EDITOR", "TERM_PROGRAM", "KITTY_WINDOW_ID",
      "SHELL"
    ] {
      // Safe because the value is copied at once, and nobody changes variables here.
      if let value = unsafe getenv(name) { variables[name] = unsafe String(cString: value) }
    }
    let outputIsTerminal = isatty(1) == 1
    let width = outputIsTerminal ? TerminalSize.columns(of: 1) : nil
    var found = ShellEnvironment(
      variables: variables, inputIsTerminal: isatty(0) == 1, outputIsTerminal: outputIsTerminal,
      errorIsTerminal: isatty(2) == 1, width: width)
    found.height = outputIsTerminal ? TerminalSize.rows(of: 1) : nil
    return found
  }

  /// Whether text is UTF-8: not where a locale is set that says otherwise.
  ///
  /// No locale at all, as in containers and under cron, counts as UTF-8.
  package var isUTF8: Bool {
    let chosen = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty }
    guard let name = chosen?.lowercased() else { return true }
    return name.contains("utf-8") || name.contains("utf8")
  }

  private var isDumb: Bool { variables["TERM"] == "dumb" }

  /// What standard output can show.
  package func screen(color: ColorChoice) -> ScreenTraits {
    var screen = ScreenTraits(
      width: outputIsTerminal ? width : nil, drawsBoxes: isUTF8,
      usesColor: usesColor(color, isTerminal: outputIsTerminal))
    screen.height = outputIsTerminal ? height : nil
    return screen
  }

  /// What standard error can show.
  package func messageScreen(color: ColorChoice) -> ScreenTraits {
    ScreenTraits(
      width: errorIsTerminal ? width : nil, drawsBoxes: isUTF8,
      usesColor: usesColor(color, isTerminal: errorIsTerminal))
  }

  /// `--color` decides; else `NO_COLOR` (no-color.org: set and not empty), a dumb terminal, and no terminal.
  private func usesColor(_ choice: ColorChoice, isTerminal: Bool) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: isTerminal && !isDumb && (variables["NO_COLOR"] ?? "").isEmpty
    }
  }
}

/// The size of a terminal's window.
package enum TerminalSize {
  /// The number of columns, or nil where the descriptor is no terminal or does not say.
  package static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    // Safe because TIOCGWINSZ fills exactly this struct.
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// The number of lines, or nil where the descriptor is no terminal or does not say.
  package static func rows(of descriptor: Int32) -> Int? {
    var size = winsize()
    // Safe because TIOCGWINSZ fills exactly this struct.
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
      return nil
    }
    return Int(size.ws_row)
  }
}
