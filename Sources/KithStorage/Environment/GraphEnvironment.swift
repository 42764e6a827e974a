import CLMDB
import Glibc
import KithCore
import Synchronization

/// One open LMDB environment: the map of one file, and who uses it in this process.
///
/// Kept by `EnvironmentRegistry`, since LMDB allows one environment a file in a process.
@safe
final class GraphEnvironment: @unchecked Sendable {
  // Safe because LMDB's environment may be used by all threads, and all that changes here is behind `state`.

  /// The file as messages name it.
  let name: String
  let isReadOnly: Bool
  let handle: OpaquePointer
  let database: MDB_dbi
  /// LMDB's own descriptor of the file, never to be closed: closing any would drop this process's locks.
  let descriptor: Int32
  let pageSize: Int
  /// Whether readers must keep writers out themselves, since the lock file cannot be written.
  private let locksWhileReading: Bool
  private let state = Mutex(State())
  /// The commit whose pages all lie within the file even where it is shorter than LMDB tells. Set while opening.
  private var checkedCommit: UInt64?

  private struct State {
    var isClosed = false
    var transactions = 0
    /// Whether the map is being moved, so that no transaction may begin.
    var isMoving = false
    /// The thread that writes.
    var writer: UInt?
    /// Tables of pointers that fit the commit they were filled at.
    var tables: [SnapshotTables] = []
  }

  private static let pooledTables = 4
  private static let growthPatienceMicroseconds: UInt32 = 5_000_000

  /// Takes over an open environment.
  init(
    handle: OpaquePointer, database: MDB_dbi, name: String, isReadOnly: Bool,
    locksWhileReading: Bool
  ) {
    unsafe self.handle = handle
    self.database = database
    self.name = name
    self.isReadOnly = isReadOnly
    self.locksWhileReading = locksWhileReading
    var descriptor: mdb_filehandle_t = -1
    var statistics = MDB_stat()
    // Safe because both are written only during the calls, on an open environment.
    unsafe mdb_env_get_fd(handle, &descriptor)
    unsafe mdb_env_stat(handle, &statistics)
    self.descriptor = descriptor
    pageSize = Int(statistics.ms_psize)
  }

  deinit { close() }

  /// Closes the environment; called when no transaction uses it. A second call does nothing.
  func close() {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    // Safe because it is closed once.
    if isFirst { unsafe mdb_env_close(handle) }
  }

  // MARK: Reading

  /// Begins a read transaction: the state of the last commit. Never waits for writers.
  func beginSnapshot(isChecked: Bool = true) throws(Diagnostic) -> Snapshot {
    var waited: UInt32 = 0
    var hasCleared = false
    while true {
      enter()
      var transaction: OpaquePointer?
      if locksWhileReading { lockWhileReading() }
      do {
        if isChecked { try checkSize() }
      } catch {
        leave()
        throw error
      }
      // Safe because LMDB fills in the transaction, which `Snapshot` ends.
      let code = unsafe mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &transaction)
      if code == MDB_SUCCESS, let transaction = unsafe transaction {
        return unsafe Snapshot(environment: self, handle: transaction)
      }
      leave()
      try recover(from: code, hasCleared: &hasCleared, waited: &waited)
    }
  }

  /// Does what lets a read begin after all, or throws.
  private func recover(
    from code: Int32, hasCleared: inout Bool, waited: inout UInt32
  ) throws(Diagnostic) {
    switch code {
    case MDB_READERS_FULL where !hasCleared:
      clearStaleReaders()
      hasCleared = true
    case MDB_MAP_RESIZED:
      if try !moveMap(size: 0) { try pause(&waited) }
    default: throw LMDBStatus.diagnostic(code, name: name, action: "read")
    }
  }

  /// Ends a read transaction.
  @unsafe
  func end(_ snapshot: OpaquePointer) {
    unsafe mdb_txn_abort(snapshot)
    leave()
  }

  /// Frees the places of readers that died without leaving, so that their pages can be used again.
  func clearStaleReaders() {
    var dead: Int32 = 0
    unsafe mdb_reader_check(handle, &dead)
  }

  /// LMDB maps more than the file has; what was cut off must not be touched.
  private func checkSize() throws(Diagnostic) {
    let facts = facts
    let expected = (facts.lastPage + 1) * pageSize
    guard let size = FileBytes.size(descriptor), size < expected,
      facts.lastCommit != checkedCommit
    else { return }
    throw StorageMessages.truncated(name, size: size, expected: expected)
  }

  private var facts: (lastPage: Int, lastCommit: UInt64, mapSize: Int) {
    var info = unsafe MDB_envinfo()
    // Safe because `info` is written only during the call, on an open environment.
    unsafe mdb_env_info(handle, &info)
    return unsafe (info.me_last_pgno, UInt64(info.me_last_txnid), info.me_mapsize)
  }

  /// The bytes up to the last page of the last commit.
  private var bytesInUse: Int { (facts.lastPage + 1) * pageSize }

  private func enter() {
    while true {
      let entered = state.withLock { state in
        guard !state.isMoving else { return false }
        state.transactions += 1
        return true
      }
      if entered { return }
      usleep(200)
    }
  }

  private func leave() {
    let isLast = state.withLock { state in
      state.transactions -= 1
      return state.transactions == 0
    }
    if isLast, locksWhileReading { setLock(F_UNLCK) }
  }

  // MARK: The map

  /// Moves the map to a new size, or with 0 to the one that another process chose; false, and nothing done, while
  /// transactions of this process use it.
  private func moveMap(size: Int) throws(Diagnostic) -> Bool {
    let isIdle = state.withLock { state in
      guard !state.isMoving, state.transactions == 0 else { return false }
      state.isMoving = true
      state.tables = []
      return true
    }
    guard isIdle else { return false }
    defer { state.withLock { $0.isMoving = false } }
    // Safe because no transaction of this process uses the map, and none begins meanwhile.
    let code = unsafe mdb_env_set_mapsize(handle, size)
    if code == ENOMEM { throw StorageMessages.noAddressSpace(name, size: size) }
    if code != MDB_SUCCESS { throw LMDBStatus.diagnostic(code, name: name, action: "grow") }
    return true
  }

  /// Waits a little for other transactions of this process to end; throws when that has been in vain for long.
  private func pause(_ waited: inout UInt32) throws(Diagnostic) {
    guard waited < Self.growthPatienceMicroseconds else { throw StorageMessages.cannotGrow(name) }
    usleep(500)
    waited += 500
  }

  /// The size of the reservation.
  var mapSize: Int { facts.mapSize }

  /// Checks all pages of the last commit. Throws where the file is damaged or cut off.
  func checkPages() throws(Diagnostic) {
    let snapshot = try beginSnapshot(isChecked: false)
    defer { snapshot.end() }
    guard snapshot.commit > 0 else { return }
    let size = FileBytes.size(descriptor) ?? 0
    let offset = Int(snapshot.commit & 1) * pageSize
    guard let bytes = FileBytes.read(descriptor, offset: offset, count: MetaPage.size),
      let meta = MetaPage(bytes), meta.commit == snapshot.commit
    else { throw StorageMessages.damagedTree(name, page: snapshot.commit & 1) }
    var check = PageCheck(descriptor: descriptor, meta: meta, fileSize: size)
    do {
      try check.run()
    } catch {
      if size < meta.expectedSize {
        throw StorageMessages.truncated(name, size: size, expected: meta.expectedSize)
      }
      throw StorageMessages.damagedTree(name, page: error.page)
    }
    guard let header = try snapshot.header() else {
      if meta.mainTree.root == MetaPage.Tree.noPage { return }
      throw StorageMessages.notKith(name)
    }
    guard header.keyDigest == check.keyDigest else {
      throw StorageMessages.damaged(name, contents: "some of its blocks are missing")
    }
    checkedCommit = snapshot.commit
  }

  // MARK: Tables of pointers

  /// Tables that were filled at this commit, if there are any.
  func takeTables(commit: UInt64) -> SnapshotTables? {
    state.withLock { state in
      state.tables.removeAll { $0.header.commit != commit }
      return state.tables.popLast()
    }
  }

  /// Keeps tables for the next transaction on the same commit.
  func give(_ tables: SnapshotTables) {
    state.withLock { state in
      if state.tables.count < Self.pooledTables { state.tables.append(tables) }
    }
  }

  // MARK: Writing

  /// Becomes the writer; waits for another one, in this process or elsewhere.
  func lockForWriting(onWait: (String) -> Void, isCancelled: () -> Bool) throws(Diagnostic) {
    let thread = UInt(pthread_self())
    var isFirstHere = false
    var pauseMicroseconds: UInt32 = 200
    var hasSaid = false
    while true {
      if !isFirstHere { isFirstHere = try becomeWriterHere(thread) }
      if isFirstHere, setLock(F_WRLCK) { return }
      if !hasSaid {
        onWait(isFirstHere ? describeHolder() : StorageMessages.waitingForThread(name))
        hasSaid = true
      }
      if isCancelled() {
        if isFirstHere { state.withLock { $0.writer = nil } }
        throw StorageMessages.cancelledWaiting(name)
      }
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(pauseMicroseconds * 2, 20_000)
    }
  }

  /// Takes the writer's place within this process; false where another thread has it.
  private func becomeWriterHere(_ thread: UInt) throws(Diagnostic) -> Bool {
    let holder = state.withLock { state in
      let holder = state.writer
      if holder == nil { state.writer = thread }
      return holder
    }
    if holder == thread { throw StorageMessages.alreadyWriting(name) }
    return holder == nil
  }

  /// Lets the next writer in.
  func unlockForWriting() {
    setLock(F_UNLCK)
    state.withLock { $0.writer = nil }
  }

  /// Where in the file the writer's lock lies: far beyond any page. A process that dies drops its lock.
  private static let lockOffset = Int64(1) << 61

  private static func lock(_ kind: Int32) -> flock {
    var lock = flock()
    lock.l_type = Int16(kind)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(lockOffset)
    lock.l_len = 1
    return lock
  }

  /// Takes or drops the writer's lock; false where another process holds it. A file system without locks has none.
  @discardableResult
  private func setLock(_ kind: Int32) -> Bool {
    var lock = Self.lock(kind)
    while true {
      // Safe because `lock` is read only during the call.
      if unsafe fcntl(descriptor, F_SETLK, &lock) == 0 { return true }
      if errno == EINTR { continue }
      return errno != EAGAIN && errno != EACCES
    }
  }

  private func lockWhileReading() {
    while !setLock(F_RDLCK) { usleep(1_000) }
  }

  private func describeHolder() -> String {
    var lock = Self.lock(F_WRLCK)
    // Safe because `lock` is written only during the call.
    guard unsafe fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK),
      lock.l_pid > 0
    else { return StorageMessages.waitingForProcessUnknown(name) }
    let process = lock.l_pid
    return StorageMessages.waiting(
      name, process: process, command: ProcessName.command(of: process))
  }

  /// Writes blobs in one LMDB transaction on top of the commit that `header` continues: all of them or none.
  ///
  /// `blobs` are sorted by key; nil removes. Fills in the header's commit and digest. The caller is the writer and has
  /// ended its own snapshot. Where the map is full it grows and the write is repeated.
  func write(
    _ blobs: [(key: BlobKey, blob: HeapBlob?)], header: HeaderBlob, base: UInt64
  ) throws(Diagnostic) {
    guard !isReadOnly else { throw StorageMessages.readOnly(name) }
    let sizeBefore = FileBytes.size(descriptor)
    do {
      while true {
        enter()
        let result = Result { () throws(Diagnostic) in
          try writeOnce(blobs, header: header, base: base)
        }
        leave()
        let code = try result.get()
        if code == MDB_SUCCESS { break }
        try growForWriting(blobs, code: code)
      }
    } catch {
      shrink(to: sizeBefore)
      throw error
    }
    extend()
  }

  /// Moves the map to a size at which the write fits, once the other transactions of this process have ended.
  private func growForWriting(
    _ blobs: [(key: BlobKey, blob: HeapBlob?)], code: Int32
  ) throws(Diagnostic) {
    guard code == MDB_MAP_FULL || code == MDB_MAP_RESIZED else {
      throw LMDBStatus.diagnostic(code, name: name, action: "write to")
    }
    let bytes = blobs.reduce(0) { $0 + ($1.blob?.size ?? 0) + pageSize }
    let size = code == MDB_MAP_RESIZED ? 0 : rounded(mapSize * 2 + bytes * 2)
    var waited: UInt32 = 0
    while try !moveMap(size: size) { try pause(&waited) }
  }

  private func rounded(_ size: Int) -> Int { (size + pageSize - 1) / pageSize * pageSize }

  private func writeOnce(
    _ blobs: [(key: BlobKey, blob: HeapBlob?)], header: HeaderBlob, base: UInt64
  ) throws(Diagnostic) -> Int32 {
    var transaction: OpaquePointer?
    // Safe because the transaction is ended on every way out.
    let code = unsafe mdb_txn_begin(handle, nil, 0, &transaction)
    guard code == MDB_SUCCESS, let transaction = unsafe transaction else { return code }
    var header = header
    header.commit = UInt64(unsafe mdb_txn_id(transaction))
    guard header.commit == base + 1 else {
      unsafe mdb_txn_abort(transaction)
      throw StorageMessages.changedUnderneath(name)
    }
    for (key, blob) in blobs {
      let code = unsafe put(transaction, key, blob, &header)
      guard code == MDB_SUCCESS else {
        unsafe mdb_txn_abort(transaction)
        return code
      }
    }
    let headerBlob = header.blob
    let headerCode = unsafe put(transaction, HeaderBlob.key, headerBlob)
    guard headerCode == MDB_SUCCESS else {
      unsafe mdb_txn_abort(transaction)
      return headerCode
    }
    return unsafe mdb_txn_commit(transaction)
  }

  /// Puts or removes a blob, and counts its key in or out of the digest.
  private func put(
    _ transaction: OpaquePointer, _ key: BlobKey, _ blob: HeapBlob?, _ header: inout HeaderBlob
  ) -> Int32 {
    let exists = unsafe self.exists(transaction, key)
    guard let blob else {
      guard exists else { return MDB_SUCCESS }
      header.keyDigest &-= HeaderBlob.digest(of: key)
      return unsafe withKey(key) { unsafe mdb_del(transaction, database, $0, nil) }
    }
    if !exists { header.keyDigest &+= HeaderBlob.digest(of: key) }
    return unsafe put(transaction, key, blob)
  }

  private func put(_ transaction: OpaquePointer, _ key: BlobKey, _ blob: HeapBlob) -> Int32 {
    var data = unsafe MDB_val(mv_size: blob.size, mv_data: blob.start)
    return unsafe withKey(key) { unsafe mdb_put(transaction, database, $0, &data, 0) }
  }

  private func exists(_ transaction: OpaquePointer, _ key: BlobKey) -> Bool {
    var data = unsafe MDB_val()
    return unsafe withKey(key) { unsafe mdb_get(transaction, database, $0, &data) } == MDB_SUCCESS
  }

  /// Gives back what a write that failed added to the file. Only the writer may, and only beyond the last commit.
  private func shrink(to size: Int?) {
    guard let size, let now = FileBytes.size(descriptor), now > max(size, bytesInUse) else {
      return
    }
    _ = ftruncate(descriptor, off_t(max(size, bytesInUse)))
  }

  /// Pages at the end that were taken and freed in one commit are never written; the file covers them nevertheless, so
  /// that its size tells whether it is whole.
  private func extend() {
    guard let now = FileBytes.size(descriptor), now < bytesInUse else { return }
    _ = ftruncate(descriptor, off_t(bytesInUse))
  }
}

/// Passes an eight-byte key to LMDB.
@unsafe
func withKey(_ key: BlobKey, _ body: (UnsafeMutablePointer<MDB_val>) -> Int32) -> Int32 {
  var bytes = key.bits.bigEndian
  return unsafe withUnsafeMutableBytes(of: &bytes) { buffer in
    var value = unsafe MDB_val(mv_size: buffer.count, mv_data: buffer.baseAddress)
    return unsafe body(&value)
  }
}
