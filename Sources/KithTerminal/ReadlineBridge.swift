import CReadline
import Glibc
import KithShell

/// Readline's C callbacks and the state that they share with the terminal.
///
/// Readline is one per process and not for several threads; so is this.
enum ReadlineBridge {
  // Safe because readline calls back only within calls that the prompt's thread makes.
  nonisolated(unsafe) private static var lastInput: TerminalInput?
  nonisolated(unsafe) private static var completer: (any LineCompleter)?
  nonisolated(unsafe) private static var listed: [String] = []
  nonisolated(unsafe) private static var knownWidth: Int?

  /// What was typed, once it is complete.
  static var input: TerminalInput? { unsafe lastInput }

  /// Sets what never changes.
  static func prepare() {
    // Safe because readline keeps the pointer, and a static string lives for ever.
    let name: StaticString = "kith"
    name.withUTF8Buffer { bytes in
      unsafe kith_rl_set_name(
        UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self))
    }
    kith_rl_leave_signals()
    unsafe kith_rl_set_completion(
      { _, _, _ in unsafe ReadlineBridge.completeLine() },
      { _, _, _ in ReadlineBridge.showMatches() })
    using_history()
  }

  /// Shows the prompt and takes the terminal.
  static func begin(prompt: String, completer: any LineCompleter) {
    unsafe lastInput = nil
    unsafe Self.completer = completer
    unsafe knownWidth = TerminalSize.columns(of: 1)
    unsafe rl_callback_handler_install(prompt) { unsafe ReadlineBridge.takeLine($0) }
  }

  /// Gives up what was typed, and the terminal.
  static func giveUp() {
    rl_callback_sigcleanup()
    unsafe rl_replace_line("", 1)
    rl_callback_handler_remove()
    try? DescriptorOutput(1).write(Array("^C\n".utf8))
  }

  /// Takes the terminal back after somebody else had it.
  static func repaint() {
    rl_reset_after_signal()
    rl_forced_update_display()
  }

  /// Repaints where the window's size has changed.
  static func resizeIfNeeded() {
    let width = TerminalSize.columns(of: 1)
    guard unsafe width != knownWidth else { return }
    unsafe knownWidth = width
    rl_resize_terminal()
  }

  /// Called with each line, nil at the end of input.
  private static func takeLine(_ line: UnsafeMutablePointer<CChar>?) {
    // Removed at once, so that the terminal is as others expect it while statements run.
    rl_callback_handler_remove()
    guard let line = unsafe line else {
      try? DescriptorOutput(1).write([0x0A])
      unsafe ReadlineBridge.lastInput = .end
      return
    }
    // Safe because readline hands over a string of its own, which is freed here.
    unsafe ReadlineBridge.lastInput = .line(String(cString: line))
    unsafe free(line)
  }

  /// Called on Tab. Readline takes the whole line up to the cursor for the word, and so do the matches.
  private static func completeLine() -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    kith_rl_take_completion_over()
    guard let completer = unsafe ReadlineBridge.completer, let start = unsafe kith_rl_line() else {
      return nil
    }
    // Safe because the buffer is a string until readline goes on.
    let line = unsafe String(cString: start)
    let point = Int(kith_rl_point())
    let completion = completer.completion(of: line, at: point)
    let before = String(decoding: line.utf8.prefix(completion.replaced.lowerBound), as: UTF8.self)
    let typed = String(decoding: line.utf8.prefix(point), as: UTF8.self)
    unsafe ReadlineBridge.listed = completion.candidates.map(\.display)
    let texts = completion.candidates.map { before + $0.text }
    if let only = completion.candidates.first, texts.count == 1 {
      return unsafe stringArray([before + only.text + only.suffix])
    }
    if texts.isEmpty { return nil }
    return unsafe stringArray([commonBeginning(texts, typed)] + texts)
  }

  /// Called to list matches.
  private static func showMatches() {
    let listed = unsafe ReadlineBridge.listed
    guard let array = unsafe stringArray([""] + listed) else { return }
    let longest = listed.map { $0.utf8.count }.max() ?? 0
    unsafe rl_display_match_list(array, Int32(listed.count), Int32(longest))
    for index in 0...listed.count { unsafe free(array[index]) }
    unsafe free(array)
    rl_forced_update_display()
  }

  /// What all matches begin with; what was typed where that is less, as with folded names.
  private static func commonBeginning(_ texts: [String], _ typed: String) -> String {
    guard var common = texts.first else { return typed }
    for text in texts {
      while !text.hasPrefix(common) { common.removeLast() }
    }
    return common.utf8.count < typed.utf8.count ? typed : common
  }

  /// An array as readline frees it: each string and the array by malloc, a nil at the end.
  private static func stringArray(
    _ texts: [String]
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    let size = unsafe MemoryLayout<UnsafeMutablePointer<CChar>?>.stride * (texts.count + 1)
    guard let memory = unsafe malloc(size) else { return nil }
    // Safe because the memory holds one pointer a text and one nil.
    let array = unsafe memory.bindMemory(
      to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { unsafe array[index] = strdup(text) }
    unsafe array[texts.count] = nil
    return unsafe array
  }
}
