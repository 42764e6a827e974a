import CReadline
import Glibc
package import KithShell

/// A terminal with GNU readline: editing, history, completion.
///
/// Readline's callback interface is driven from a poll(2) of our own, so that signals are heard at once.
/// It is never called unless both ends are terminals.
package final class ReadlineTerminal: Terminal {
  private let history: HistoryFile

  private init(history: HistoryFile) {
    self.history = history
    Self.setLocale()
    ReadlineBridge.prepare()
    for entry in history.entries { unsafe add_history(entry.text) }
    SignalRelay.shared.start()
  }

  /// Talks with the person at this process's terminal until they leave.
  package static func sit(at shell: Shell) throws(OutputFailure) {
    let history = HistoryFile(environment: .current(), size: shell.settings.historySize)
    var conversation = Conversation(shell, at: ReadlineTerminal(history: history))
    try conversation.run()
  }

  package var width: Int? { TerminalSize.columns(of: 1) }

  package var height: Int? { TerminalSize.rows(of: 1) }

  package func readLine(prompt: String, completer: any LineCompleter) -> TerminalInput {
    ReadlineBridge.begin(prompt: prompt, completer: completer)
    while true {
      if let input = ReadlineBridge.input { return input }
      switch waitForInput() {
      case .key: rl_callback_read_char()
      case .notice(.interrupt):
        ReadlineBridge.giveUp()
        return .interrupted
      case .notice(.end), .gone:
        ReadlineBridge.giveUp()
        return .end
      case .notice(.resume): ReadlineBridge.repaint()
      case .nothing: ReadlineBridge.resizeIfNeeded()
      }
    }
  }

  package func remember(_ entry: String) {
    let text = entry.trimmed
    guard HistoryEntry.isWorthKeeping(entry, after: history.last) else { return }
    unsafe add_history(text)
    history.append(text)
  }

  package func interruptibly(
    cancel: @escaping @Sendable () -> Void, _ body: () throws -> Void
  ) rethrows {
    try SignalRelay.shared.during(cancel, body)
  }

  private enum Event {
    case key
    case notice(SignalNotice)
    case gone
    case nothing
  }

  private func waitForInput() -> Event {
    var waiting = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: SignalRelay.shared.promptDescriptor, events: Int16(POLLIN), revents: 0)
    ]
    // Safe because the array has two entries.
    guard unsafe poll(&waiting, 2, -1) > 0 else { return .nothing }
    if waiting[1].revents & Int16(POLLIN) != 0 {
      return SignalRelay.shared.nextNotice().map(Event.notice) ?? .nothing
    }
    if waiting[0].revents & Int16(POLLIN) != 0 { return .key }
    return waiting[0].revents == 0 ? .nothing : .gone
  }

  /// Readline counts characters by the locale. kith's text is UTF-8 whatever the locale says, and so are the keys
  /// of nearly every terminal, also under `LC_ALL=C` and in containers that set none.
  private static func setLocale() {
    // Safe because no other thread runs yet, and the name of the code set is copied at once.
    _ = unsafe setlocale(LC_CTYPE, "")
    let codeSet = unsafe nl_langinfo(Int32(CODESET)).map { unsafe String(cString: $0) }
    // Readline reads the variables again by itself, so they have to say the same.
    if codeSet != "UTF-8" {
      _ = unsafe setenv("LC_ALL", "C.UTF-8", 1)
      _ = unsafe setlocale(LC_CTYPE, "")
    }
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
