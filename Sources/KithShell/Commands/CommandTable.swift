import KithCore

/// All commands: one table gives dispatch, help, completion and arity errors.
package enum CommandTable {
  package static let all: [ShellCommand] = [
    .open, .load, .importing, .schema, .info, .dump,
    .find, .show, .near, .path, .draw,
    .read, .parameters, .echo, .assert, .watch, .edit,
    .format, .set, .timing, .output, .once, .tee,
    .begin, .commit, .rollback,
    .help, .quit
  ]

  /// The command of a name or another name of it, without its `:`.
  package static func command(named name: String) -> ShellCommand? {
    let wanted = name.lowercased()
    return all.first { $0.name == wanted || $0.aliases.contains(wanted) }
  }

  /// The command that somebody who wrote `name` most likely meant.
  static func nearest(to name: String) -> String? {
    if let only = unique(all.map(\.name).filter { $0.hasPrefix(name.lowercased()) }) { return only }
    let candidate = nearestName(to: name, among: all.flatMap { [$0.name] + $0.aliases })
    return candidate.flatMap(command(named:))?.name
  }

  private static func unique(_ names: [String]) -> String? { names.count == 1 ? names.first : nil }

  /// Runs one line that begins with `:` or `.`.
  static func perform(_ entry: String, from origin: ScriptOrigin, in shell: Shell) throws {
    let bytes = Array(entry.utf8)
    let nameEnd = bytes.dropFirst().firstIndex { !isNameByte($0) } ?? bytes.count
    let name = String(decoding: bytes[min(1, nameEnd)..<nameEnd], as: UTF8.self)
    guard let command = command(named: name) else {
      throw ShellProblem.unknownCommand(name, nearest: nearest(to: name))
        .diagnostic(at: SourceSpan(start: 0, end: nameEnd))
    }
    var argument = argument(of: command, in: bytes, from: nameEnd, origin)
    if command.isReading, let (rest, pipe) = argument.cutAtPipe() {
      argument = rest
      try shell.router.redirectOnce(to: try CommandOutput(pipe))
    }
    if command.isReading { shell.beginPage() }
    switch command.arity {
    case .none where !argument.text.isEmpty:
      throw ShellProblem.tooManyArguments(command: command.name, usage: command.usage)
        .diagnostic(at: argument.span)
    case .required where argument.text.isEmpty:
      throw ShellProblem.missingArgument(command: command.name, usage: command.usage)
        .diagnostic(at: SourceSpan(start: 0, end: nameEnd))
    case .none, .optional, .required: try command.run(shell, argument)
    }
  }

  private static func argument(
    of command: ShellCommand, in bytes: [UInt8], from nameEnd: Int, _ origin: ScriptOrigin
  ) -> CommandArgument {
    var start = nameEnd
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    var end = bytes.count
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return CommandArgument(
      command: command, origin: origin, text: String(decoding: bytes[start..<end], as: UTF8.self),
      span: SourceSpan(start: start, end: end))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "?")
  }
}
