import KithCore

extension Shell {
  /// The longest statement that a script may hold.
  private static let statementLimitMegabytes = 256

  /// Runs the statements and commands of a text; gives whether all went well.
  ///
  /// Stops at the first error unless errors are to be kept going over, and at `:quit`.
  package func run(script: String, from origin: ScriptOrigin) throws(OutputFailure) -> Bool {
    var reader = StatementReader()
    reader.append(script.utf8)
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

  /// Runs what a descriptor delivers, each entry as soon as it is complete.
  package func run(
    descriptor: Int32, from origin: ScriptOrigin
  ) throws(OutputFailure) -> Bool {
    var reader = StatementReader()
    var isFine = true
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
      reader.append(block)
    }
    if !isLeaving, let rest = reader.finish() { return try perform(rest, from: origin) && isFine }
    return isFine
  }
}
