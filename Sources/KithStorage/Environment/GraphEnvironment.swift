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
  let locksWhileReading: Bool
  let state = Mutex(State())
  /// The commit whose pages were found to lie all within the first `size` bytes, be these less than LMDB tells: free
  /// pages at the end may never have been written. Set while opening.
  private var checked: (commit: UInt64, size: Int) = (0, 0)
  /// Whether opening walked the pages: it need not where they were found whole before.
  private(set) var hasWalkedPages = false

  struct State {
    var isClosed = false
    var transactions = 0
    /// Whether the map is being moved, so that no transaction may begin.
    var isMoving = false
    /// How often the map was moved: tables from before point to where nothing is.
    var moveCount = 0
    /// The thread that writes.
    var writer: UInt?
    /// Tables of pointers that fit the commit they were filled at.
    var tables: [SnapshotTables] = []
  }

  private static let pooledTables = 4
  private static let growthPatienceMicroseconds: UInt32 = 2_000_000

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

  /// Makes the last commit the one that readers see, where its writer was killed between writing and telling of it: LMDB
  /// finds that out when the next one takes its lock. Called by the writer, before it looks at the graph.
  func settleLastCommit() {
    enter()
    defer { leave() }
    var transaction: OpaquePointer?
    // Safe because the transaction is ended at once. What fails here fails again, and is told, at the commit.
    if unsafe mdb_txn_begin(handle, nil, 0, &transaction) == MDB_SUCCESS {
      unsafe mdb_txn_abort(transaction)
    }
  }

  /// LMDB maps more than the file has; what was cut off must not be touched.
  private func checkSize() throws(Diagnostic) {
    let facts = facts
    let expected = (facts.lastPage + 1) * pageSize
    guard let size = FileBytes.size(descriptor), size < expected else { return }
    if facts.lastCommit == checked.commit, size >= checked.size { return }
    throw StorageMessages.truncated(name, size: size, expected: expected)
  }

  private var facts: (lastPage: Int, lastCommit: UInt64, mapSize: Int) {
    var info = unsafe MDB_envinfo()
    // Safe because `info` is written only during the call, on an open environment.
    unsafe mdb_env_info(handle, &info)
    return unsafe (info.me_last_pgno, UInt64(info.me_last_txnid), info.me_mapsize)
  }

  /// The bytes up to the last page of the last commit.
  var bytesInUse: Int { (facts.lastPage + 1) * pageSize }

  func enter() {
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

  func leave() {
    let isLast = state.withLock { state in
      state.transactions -= 1
      return state.transactions == 0
    }
    if isLast, locksWhileReading { setLock(F_UNLCK) }
  }

  // MARK: The map

  /// Moves the map to a new size, or with 0 to the one that another process chose; false, and nothing done, while
  /// transactions of this process use it.
  func moveMap(size: Int) throws(Diagnostic) -> Bool {
    let isIdle = state.withLock { state in
      guard !state.isMoving, state.transactions == 0 else { return false }
      state.isMoving = true
      state.moveCount += 1
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
  func pause(_ waited: inout UInt32) throws(Diagnostic) {
    guard waited < Self.growthPatienceMicroseconds else { throw StorageMessages.cannotGrow(name) }
    usleep(500)
    waited += 500
  }

  /// The size of the reservation.
  var mapSize: Int { facts.mapSize }

  /// Checks all pages of the last commit, unless the file bears the mark that they were found whole. Throws where the
  /// file is damaged or cut off.
  func checkPages() throws(Diagnostic) {
    let snapshot = try beginSnapshot(isChecked: false)
    defer { snapshot.end() }
    guard snapshot.commit > 0 else { return }
    let size = FileBytes.size(descriptor) ?? 0
    let offset = Int(snapshot.commit & 1) * pageSize
    guard let bytes = FileBytes.read(descriptor, offset: offset, count: MetaPage.size),
      let meta = MetaPage(bytes), meta.commit == snapshot.commit
    else { throw StorageMessages.damagedTree(name, page: snapshot.commit & 1) }
    let mark = CheckMark(descriptor, commit: snapshot.commit)
    if let mark, mark.isOn(descriptor), try snapshot.header() != nil {
      checked = (snapshot.commit, size)
      return
    }
    hasWalkedPages = true
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
      throw StorageMessages.missingBlocks(name)
    }
    checked = (snapshot.commit, size)
    mark?.put(on: descriptor)
  }

  // MARK: Tables of pointers

  /// How often the map was moved.
  var moveCount: Int { state.withLock { $0.moveCount } }

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
}
