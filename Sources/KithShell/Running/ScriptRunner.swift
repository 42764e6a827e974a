import KithCore

extension Shell {
  /// The longest statement that a script may hold.
  private static let statementLimitMegabytes = 256

  /// Runs the statements and commands of a text; gives whether all went well.
  ///
  /// Stops at the first error unless errors are to be kept going over, and at `:quit`.
  package func run(script: String, from origin: ScriptOrigin) throws(OutputFailure) -> Bool {
    var reader = StatementReader()
    reader.append(Self.withoutInterpreter(script).utf8)
    var isFine = true
    while !isLeaving {
      guard let entry = reader.next() ?? reader.finish() else { break }
      guard try perform(entry, from: origin) else {
        isFine = false
        if settings.keepsGoing { continue }
        break
      }
    }
    return isFine
  }

  /// A first line `#!/usr/bin/env -S kith -f` as a comment, which keeps the lines' numbers.
  private static func withoutInterpreter(_ script: String) -> String {
    script.utf8.starts(with: "#!".utf8) ? "//" + script.dropFirst(2) : script
  }

  private static func withoutInterpreter(_ block: [UInt8]) -> [UInt8] {
    block.starts(with: "#!".utf8) ? Array("//".utf8) + block.dropFirst(2) : block
  }

  /// Runs what a descriptor delivers, each entry as soon as it is complete.
  package func run(
    descriptor: Int32, from origin: ScriptOrigin
  ) throws(OutputFailure) -> Bool {
    var reader = StatementReader()
    var isFine = true
    var isFirst = true
    while !isLeaving {
      if let entry = reader.next() {
        guard try perform(entry, from: origin) else {
          isFine = false
          if settings.keepsGoing { continue }
          return false
        }
        continue
      }
      guard reader.pendingBytes < Self.statementLimitMegabytes << 20 else {
        try report(
          ShellProblem.statementTooLong(limitMegabytes: Self.statementLimitMegabytes).diagnostic())
        return false
      }
      guard let block = FileText.readBlock(descriptor) else {
        try report(ShellProblem.cannotRead(path: "-", reason: SystemError.lastText).diagnostic())
        return false
      }
      if block.isEmpty { break }
      reader.append(isFirst ? Self.withoutInterpreter(block) : block)
      isFirst = false
    }
    if !isLeaving, let rest = reader.finish() { return try perform(rest, from: origin) && isFine }
    return isFine
  }
}
