import CLMDB
import Glibc
import KithCore

/// Opens LMDB environments: checks the file first, and turns what goes wrong into words.
struct EnvironmentOpener {
  /// The path as it was given, for messages.
  let path: String
  /// The path without symbolic links.
  let canonical: String
  let mode: OpenMode

  /// The file as messages name it.
  let name: String

  init(path: String, canonical: String, mode: OpenMode, name: String? = nil) {
    self.path = path
    self.canonical = canonical
    self.mode = mode
    self.name = name ?? StorageMessages.quoted(path)
  }

  private var isReadOnly: Bool { mode == .readOnly }

  private static let mostReaders: UInt32 = 1022

  /// Opens what the probe found. Checks every page; linear in the number of blobs.
  func open(
    _ finding: FileProbe.Finding, reservation: Int
  ) throws(Diagnostic) -> GraphEnvironment {
    var size = 0
    if case .file(_, let fileSize) = finding {
      size = fileSize
      try checkMetaPages()
    }
    if !isReadOnly { Self.ignoreFileSizeSignal() }
    let environment = try openLocked(reservation: max(reservation, size * 2))
    environment.clearStaleReaders()
    try environment.checkPages()
    try Self.beginGraph(in: environment)
    return environment
  }

  /// LMDB believes its meta pages: their numbers are looked at before.
  private func checkMetaPages() throws(Diagnostic) {
    let descriptor = unsafe Glibc.open(canonical, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StorageMessages.notReadable(name) }
    defer { close(descriptor) }
    let count = MetaPage.size
    let first = FileBytes.read(descriptor, offset: 0, count: count) ?? []
    // A torn read beside a commit of another process is possible, if unlikely: look again before calling it damage.
    for attempt in 0..<3 {
      if attempt > 0 { usleep(2_000) }
      guard let meta = MetaPage(FileBytes.read(descriptor, offset: 0, count: count) ?? []),
        let bytes = FileBytes.read(descriptor, offset: meta.pageSize, count: count),
        let other = MetaPage(bytes), other.pageSize == meta.pageSize
      else { continue }
      return
    }
    guard Self.hasMagic(first) || hasSecondMagic(descriptor) else {
      throw StorageMessages.notKith(name)
    }
    throw StorageMessages.damagedTree(name, page: 0)
  }

  private func hasSecondMagic(_ descriptor: Int32) -> Bool {
    Self.hasMagic(FileBytes.read(descriptor, offset: 4096, count: MetaPage.size) ?? [])
  }

  private static func hasMagic(_ bytes: [UInt8]) -> Bool {
    let offset = MetaPage.magicOffset
    guard bytes.count >= offset + 4 else { return false }
    return (0..<4).allSatisfy {
      bytes[offset + $0] == UInt8(truncatingIfNeeded: MetaPage.magic >> UInt32($0 * 8))
    }
  }

  /// A write beyond the limit on the size of files ends a process that does not ignore this signal; ignored, it is an
  /// error like others. A handler that somebody set is left alone.
  private static func ignoreFileSizeSignal() {
    var action = sigaction()
    // Safe because `action` is written only during the call.
    guard unsafe sigaction(SIGXFSZ, nil, &action) == 0,
      unsafe action.__sigaction_handler.sa_handler == nil
    else { return }
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Opens with the lock file, or where a reader may not write it, without.
  private func openLocked(reservation: Int) throws(Diagnostic) -> GraphEnvironment {
    let flags = MDB_NOSUBDIR | MDB_NOTLS | (isReadOnly ? MDB_RDONLY : 0)
    let result = open(flags: flags, reservation: reservation)
    if case .success(let environment) = result { return environment }
    guard case .failure(let failure) = result else { throw StorageMessages.notKith(name) }
    if failure.code == EACCES || failure.code == EROFS || failure.code == EPERM {
      guard isReadOnly else {
        throw StorageMessages.lockNotWritable(name, lock: canonical + "-lock")
      }
      return try open(flags: flags | MDB_NOLOCK, reservation: reservation).mapError(diagnostic)
        .get()
    }
    throw diagnostic(failure)
  }

  private struct Failure: Error {
    var code: Int32
    var reservation: Int
  }

  private func diagnostic(_ failure: Failure) -> Diagnostic {
    failure.code == ENOMEM
      ? StorageMessages.noAddressSpace(name, size: failure.reservation)
      : LMDBStatus.diagnostic(failure.code, name: name, action: "open")
  }

  private func open(flags: Int32, reservation: Int) -> Result<GraphEnvironment, Failure> {
    var handle: OpaquePointer?
    // Safe because the environment is closed on every way out but success, which hands it over.
    var code = unsafe mdb_env_create(&handle)
    guard code == MDB_SUCCESS, let handle = unsafe handle else {
      return .failure(Failure(code: code, reservation: reservation))
    }
    unsafe mdb_env_set_maxreaders(handle, Self.mostReaders)
    code = unsafe mdb_env_set_mapsize(handle, reservation)
    if code == MDB_SUCCESS {
      code = unsafe mdb_env_open(handle, canonical, UInt32(flags), 0o644)
    }
    var database: MDB_dbi = 0
    if code == MDB_SUCCESS { code = unsafe Self.openDatabase(handle, &database) }
    guard code == MDB_SUCCESS else {
      unsafe mdb_env_close(handle)
      return .failure(Failure(code: code, reservation: reservation))
    }
    return .success(
      unsafe GraphEnvironment(
        handle: handle, database: database, name: name, isReadOnly: isReadOnly,
        locksWhileReading: flags & MDB_NOLOCK != 0))
  }

  @unsafe
  private static func openDatabase(_ handle: OpaquePointer, _ database: inout MDB_dbi) -> Int32 {
    var transaction: OpaquePointer?
    var code = unsafe mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &transaction)
    guard code == MDB_SUCCESS else { return code }
    code = unsafe mdb_dbi_open(transaction, nil, 0, &database)
    unsafe mdb_txn_abort(transaction)
    return code
  }

  /// Writes the header of a new file.
  static func beginGraph(in environment: GraphEnvironment) throws(Diagnostic) {
    if try hasHeader(environment) { return }
    guard !environment.isReadOnly else { throw StorageMessages.empty(environment.name) }
    try environment.lockForWriting(onWait: { _ in }, isCancelled: { false })
    defer { environment.unlockForWriting() }
    // Another process may have been faster.
    if try hasHeader(environment) { return }
    let snapshot = try environment.beginSnapshot()
    snapshot.end()
    try environment.write([], header: HeaderBlob(), base: snapshot.commit)
  }

  private static func hasHeader(_ environment: GraphEnvironment) throws(Diagnostic) -> Bool {
    let snapshot = try environment.beginSnapshot()
    defer { snapshot.end() }
    return try snapshot.header() != nil
  }

  // MARK: In memory

  /// An environment that no path leads to and that is gone when it is closed.
  ///
  /// The data lie in memory that belongs to a descriptor; LMDB opens it through a symbolic link in a new directory,
  /// which is removed at once together with the lock file.
  static func openInMemory(reservation: Int) throws(Diagnostic) -> GraphEnvironment {
    let directory = try makeDirectory()
    let file = "\(directory)/graph"
    defer {
      unsafe unlink(file)
      unsafe unlink(file + "-lock")
      unsafe rmdir(directory)
    }
    let descriptor = kith_memory_file()
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { unsafe symlink("/proc/self/fd/\(descriptor)", file) }
    let opener = EnvironmentOpener(
      path: file, canonical: file, mode: .readWrite(createIfMissing: true),
      name: StorageMessages.inMemoryName)
    let flags = MDB_NOSUBDIR | MDB_NOTLS | MDB_NOSYNC | MDB_NOMETASYNC
    var result = opener.open(flags: flags, reservation: reservation)
    if case .failure = result {
      // Without /proc the data lie in a file that is removed while it is open.
      unsafe unlink(file)
      result = opener.open(flags: flags, reservation: reservation)
    }
    let environment = try result.mapError(opener.diagnostic).get()
    try beginGraph(in: environment)
    return environment
  }

  private static func makeDirectory() throws(Diagnostic) -> String {
    var failure: Int32 = 0
    // Safe because getenv's text is copied at once.
    let wished = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) }
    for parent in [wished, "/tmp", "/dev/shm"].compactMap(\.self) {
      var template = Array("\(parent)/kith-XXXXXX".utf8CString)
      // Safe because mkdtemp writes only within the template.
      if let made = unsafe mkdtemp(&template) { return unsafe String(cString: made) }
      failure = errno
    }
    throw StorageMessages.noTemporaryDirectory(LMDBStatus.systemWords(failure))
  }
}
