import Glibc
import KithCore
import Synchronization

extension ShellCommand {
  static let watch = ShellCommand(
    name: "watch", group: .scripts, arity: .optional,
    usage: ":watch [SECONDS] [--times N] [STATEMENT]",
    summary: "run a statement again and again, until Ctrl-C",
    details: """
      Without a statement, the last one; without SECONDS, every two. '--times' ends it by itself.
      """,
    example: ":watch 5 MATCH (n) RETURN count(n)", options: ["--times"]
  ) { shell, argument in
    let watch = try Watch(argument)
    guard let statement = watch.statement ?? shell.lastStatement else {
      throw ShellProblem.nothingToRepeat.diagnostic(at: argument.span)
    }
    shell.interruption.clear()
    var round = 0
    while !shell.interruption.isRaised {
      let entry = ScriptEntry(kind: .statement, text: statement)
      guard try shell.perform(entry, from: .typed) else { throw ReportedFailure() }
      round += 1
      if round == watch.times { return }
      shell.interruption.sleep(milliseconds: watch.seconds * 1_000)
    }
  }

  static let edit = ShellCommand(
    name: "edit", aliases: ["e"], group: .scripts, arity: .optional, usage: ":edit [FILE]",
    summary: "write statements in your editor, and run them",
    details: """
      The editor is $VISUAL, else $EDITOR, else vi. Without FILE it begins with the last statement; what is
      there when it is left is run. A FILE stays what it becomes.
      """,
    example: ":edit", argument: .files
  ) { shell, argument in
    guard shell.settings.isInteractive else {
      throw ShellProblem.needsPrompt(command: "edit").diagnostic()
    }
    let word = try argument.name()
    let path = try word.text.isEmpty ? EditedFile.temporary(shell.lastStatement) : word.text
    defer { if word.text.isEmpty { EditedFile.remove(path) } }
    let variables = shell.settings.environment?.variables ?? [:]
    let editor =
      [variables["VISUAL"], variables["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
    let status = try ChildCommand.run("\(editor) \(EditedFile.quoted(path))")
    guard status == 0 else {
      throw ShellProblem.commandEnded(editor, status: Int(status)).diagnostic()
    }
    let text = try FileText.text(atPath: path)
    shell.editedText = text.contains { !$0.isWhitespace } ? text : nil
  }
}

/// Ctrl-C during work that is no statement.
package final class Interruption: Sendable {
  private let flag = Atomic(false)

  package init() {}

  package var isRaised: Bool { flag.load(ordering: .acquiring) }

  package func raise() { flag.store(true, ordering: .releasing) }

  func clear() { flag.store(false, ordering: .releasing) }

  /// Waits, but no longer than until it is raised and 20 ms.
  func sleep(milliseconds: Int) {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(milliseconds)
    while !isRaised, clock.now < end { usleep(20_000) }
  }
}

/// The argument of `:watch`.
private struct Watch {
  var seconds = 2
  var times: Int?
  var statement: String?

  init(_ argument: CommandArgument) throws(Diagnostic) {
    var words = try argument.words()[...]
    while let word = words.first {
      if word.text == "--times" {
        guard let value = words.dropFirst().first else {
          throw ShellProblem.optionNeedsValue("--times").diagnostic(at: word.span)
        }
        times = try Self.number(value, 1...1_000_000)
        words = words.dropFirst(2)
      } else if word.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        seconds = try Self.number(word, 0...86_400)
        words = words.dropFirst()
      } else {
        let start = word.span.start - argument.span.start
        statement = String(decoding: Array(argument.text.utf8)[start...], as: UTF8.self)
        return
      }
    }
  }

  private static func number(
    _ word: CommandArgument.Word, _ range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    guard let number = Int(word.text) else {
      throw ShellProblem.notANumber(word.text).diagnostic(at: word.span)
    }
    guard range.contains(number) else {
      throw ShellProblem.numberOutOfRange(word.text, range).diagnostic(at: word.span)
    }
    return number
  }
}

/// The file between the shell and an editor.
private enum EditedFile {
  /// A new file with a statement in it.
  static func temporary(_ statement: String?) throws(Diagnostic) -> String {
    var template = Array("/tmp/kith-XXXXXX.cypher\0".utf8CString)
    // Safe because the template is a string of its own that mkstemps changes in place.
    let descriptor = unsafe mkstemps(&template, 7)
    let path = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    guard descriptor >= 0 else {
      throw ShellProblem.cannotWrite(path: path, reason: SystemError.lastText).diagnostic()
    }
    try? DescriptorOutput(descriptor).write(Array((statement.map { $0 + ";\n" } ?? "").utf8))
    close(descriptor)
    return path
  }

  static func remove(_ path: String) {
    // Safe because the path is copied by the call.
    _ = unsafe unlink(path)
  }

  /// A word of the shell's.
  static func quoted(_ path: String) -> String { "'" + path.replacing("'", with: "'\\''") + "'" }
}
