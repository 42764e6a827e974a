import KithCore

/// Every error of this room in words: which file, what is wrong, what to do.
///
/// `name` is the file's path as it was given, in quotation marks, or "the graph in memory".
enum StorageMessages {
  /// A path as messages show it.
  static func quoted(_ path: String) -> String { "'\(path)'" }

  static let inMemoryName = "the graph in memory"

  private static func error(_ message: String, advice: String? = nil) -> Diagnostic {
    Diagnostic(.storageError, phase: .runtime, message, advice: advice)
  }

  // MARK: Opening

  static func noDirectory(_ name: String, directory: String) -> Diagnostic {
    error(
      "cannot open \(name): there is no directory '\(directory)'",
      advice: "create it first: mkdir -p '\(directory)'")
  }

  static func notADirectory(_ name: String, directory: String) -> Diagnostic {
    error(
      "cannot open \(name): '\(directory)' is no directory", advice: "check the path")
  }

  static func isDirectory(_ name: String) -> Diagnostic {
    error(
      "cannot open \(name): it is a directory",
      advice: "give the name of a file in it, such as 'graph.kith'")
  }

  static func missing(_ name: String) -> Diagnostic {
    error(
      "cannot open \(name): there is no such file",
      advice: "check the name; opened for writing, kith makes a new file")
  }

  static func notReadable(_ name: String) -> Diagnostic {
    error(
      "cannot open \(name): no permission to read it",
      advice: "ask its owner, or change its permissions: chmod u+r")
  }

  static func notWritable(_ name: String) -> Diagnostic {
    error(
      "cannot open \(name) for writing: the file is read-only",
      advice: "open it with --read-only, or change its permissions: chmod u+w")
  }

  static func directoryNotWritable(_ name: String, directory: String) -> Diagnostic {
    error(
      "cannot create \(name): no permission to write to the directory '\(directory)'",
      advice: "choose another place, or change the directory's permissions")
  }

  static func lockNotWritable(_ name: String, lock: String) -> Diagnostic {
    error(
      "cannot open \(name) for writing: no permission to write its lock file '\(lock)'",
      advice: "open it with --read-only, or change the permissions of file and directory")
  }

  static func notKith(_ name: String) -> Diagnostic {
    error(
      "\(name) is not a kith file",
      advice: "give the name of a kith file, or of a file that is to be made")
  }

  static func empty(_ name: String) -> Diagnostic {
    error(
      "\(name) is empty, not a kith file", advice: "open it for writing to begin a graph in it")
  }

  static func newer(_ name: String, version: UInt32, supported: UInt32) -> Diagnostic {
    error(
      "\(name) has format \(version), and this kith reads formats up to \(supported)",
      advice: "install a newer kith; the file was not changed")
  }

  static func openReadOnlyElsewhere(_ name: String) -> Diagnostic {
    error(
      "\(name) is already open in this process, read-only",
      advice: "close it there before opening it for writing")
  }

  // MARK: Damage

  private static let damageAdvice =
    "restore it from a backup, or load its facts into a new file"

  static func damaged(_ name: String, contents: String) -> Diagnostic {
    error("\(name) is damaged: \(contents)", advice: damageAdvice)
  }

  static func damagedBlob(_ name: String, key: BlobKey) -> Diagnostic {
    damaged(
      name,
      contents: "a block of its \(key.contents) (\(key.text)) does not match its checksum")
  }

  static func damagedHeader(_ name: String) -> Diagnostic {
    damaged(name, contents: "its header does not match its checksum")
  }

  static func staleHeader(_ name: String) -> Diagnostic {
    damaged(name, contents: "its header does not belong to its last commit")
  }

  static func damagedTree(_ name: String, page: UInt64) -> Diagnostic {
    damaged(name, contents: "page \(page) of its tree is not whole")
  }

  static func missingBlocks(_ name: String) -> Diagnostic {
    damaged(name, contents: "some of its blocks are missing")
  }

  static func damagedPart(_ name: String, contents: String) -> Diagnostic {
    damaged(name, contents: "its \(contents) is not whole")
  }

  static func truncated(_ name: String, size: Int, expected: Int) -> Diagnostic {
    error(
      "\(name) is damaged: it has \(size) bytes and should have at least \(expected)",
      advice: "it was cut off, perhaps by a copy that did not finish; copy or restore it again")
  }

  // MARK: Writing

  static func diskFull(_ name: String) -> Diagnostic {
    error(
      "no space is left for \(name); nothing was changed",
      advice: "free some space on its disk and try again")
  }

  static func fileTooLarge(_ name: String) -> Diagnostic {
    error(
      "\(name) may not grow any further; nothing was changed",
      advice: "raise the limit on the size of files (ulimit -f), or use another file system")
  }

  static func cannotGrow(_ name: String) -> Diagnostic {
    error(
      "\(name) has to grow, but another transaction of this process is still open;"
        + " nothing was changed",
      advice: "end it and try again")
  }

  static func noAddressSpace(_ name: String, size: Int) -> Diagnostic {
    error(
      "cannot reserve \(size) bytes of address space for \(name)",
      advice: "raise the limit on virtual memory (ulimit -v)")
  }

  static func tooManyReaders(_ name: String) -> Diagnostic {
    error(
      "too many transactions read \(name) at the same time",
      advice: "end some of them and try again")
  }

  static func alreadyWriting(_ name: String) -> Diagnostic {
    error(
      "\(name) is already being written in this thread",
      advice: "commit or roll back the open transaction first")
  }

  static func changedUnderneath(_ name: String) -> Diagnostic {
    error(
      "\(name) was changed by a program other than kith while kith wrote; nothing was changed",
      advice: "keep other programs from writing to it, and try again")
  }

  static func readOnly(_ name: String) -> Diagnostic {
    error("\(name) is open read-only", advice: "open it without --read-only to change it")
  }

  static func readTransaction(_ name: String) -> Diagnostic {
    error(
      "\(name) cannot be changed in a transaction that only reads",
      advice: "begin a transaction that writes")
  }

  static func transactionOver(_ name: String) -> Diagnostic {
    error("the transaction on \(name) has ended", advice: "begin another one")
  }

  static func lmdb(_ name: String, action: String, reason: String) -> Diagnostic {
    error("cannot \(action) \(name): \(reason)")
  }

  static func noTemporaryDirectory(_ reason: String) -> Diagnostic {
    error(
      "cannot make a graph in memory: \(reason)",
      advice: "set TMPDIR to a directory that may be written")
  }

  // MARK: Waiting

  static func waiting(_ name: String, process: Int32, command: String?) -> String {
    "waiting for process \(process)\(command.map { " (\($0))" } ?? ""), which is writing to \(name)"
  }

  static func waitingForProcessUnknown(_ name: String) -> String {
    "waiting for another process, which is writing to \(name)"
  }

  static func waitingForThread(_ name: String) -> String {
    "waiting for another session of this process, which is writing to \(name)"
  }

  static func cancelledWaiting(_ name: String) -> Diagnostic {
    Diagnostic(
      .cancelled, phase: .runtime, "cancelled while waiting to write to \(name)")
  }

  // MARK: Limits

  static func tooManySymbols(_ kind: String) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "a graph can have at most \(BlobKey.symbolLimit) \(kind)")
  }

  static func tooManyEntities(_ kind: String) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "the file has given out all of its \(UInt32.max) \(kind) ids")
  }

  static let textsTooLong = Diagnostic(
    .limitError, phase: .runtime,
    "the values of a property are too long: \(ChunkSize.columnRows) neighbouring ones may have"
      + " 4 GiB together")

  // MARK: Changes that cannot be

  static func notStorable(_ typeName: String) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidPropertyType",
      "a property cannot hold a \(typeName)",
      advice:
        "properties hold booleans, numbers, strings, temporal values, points and lists of these")
  }

  static func connected(_ node: NodeID, count: Int) -> Diagnostic {
    Diagnostic(
      .constraintVerificationFailed, phase: .runtime, detail: "DeleteConnectedNode",
      "cannot delete node \(node.rawValue): it still has \(count)"
        + " relationship\(count == 1 ? "" : "s")",
      advice: "delete them first, or use 'DETACH DELETE'")
  }

  static func noNode(_ node: NodeID) -> Diagnostic {
    Diagnostic(
      .entityNotFound, phase: .runtime, detail: "DeletedEntityAccess",
      "there is no node \(node.rawValue); it may have been deleted")
  }

  static func noRelationship(_ relationship: RelationshipID) -> Diagnostic {
    Diagnostic(
      .entityNotFound, phase: .runtime, detail: "DeletedEntityAccess",
      "there is no relationship \(relationship.rawValue); it may have been deleted")
  }

  static func unevenColumns(_ key: String, count: Int, expected: Int) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime,
      "column '\(key)' has \(count) rows and should have \(expected)")
  }
}
