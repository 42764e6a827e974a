import CLMDB
import KithCore

/// One LMDB read transaction: a commit's state of the file, kept while it is open.
@safe
final class Snapshot {
  // Safe because the transaction is ended once, by this object, and blobs are handed out only to those who keep it.
  let environment: GraphEnvironment
  private var handle: OpaquePointer?
  /// The number of the commit that is seen.
  let commit: UInt64

  /// Takes over a transaction that the environment began.
  @unsafe
  init(environment: GraphEnvironment, handle: OpaquePointer) {
    self.environment = environment
    unsafe self.handle = handle
    commit = UInt64(unsafe mdb_txn_id(handle))
  }

  deinit { end() }

  /// Ends the transaction; what it handed out is no longer valid. A second call does nothing.
  func end() {
    guard let handle = unsafe handle else { return }
    unsafe self.handle = nil
    unsafe environment.end(handle)
  }

  /// A blob as it lies in the map, or nil where there is none. Logarithmic in the number of blobs; checks nothing.
  func blob(_ key: BlobKey) throws(Diagnostic) -> (start: UnsafeRawPointer, size: Int)? {
    guard let handle = unsafe handle else {
      throw StorageMessages.transactionOver(environment.name)
    }
    var data = unsafe MDB_val()
    let code = unsafe withKey(key) { unsafe mdb_get(handle, environment.database, $0, &data) }
    if code == MDB_NOTFOUND { return nil }
    guard code == MDB_SUCCESS, let start = unsafe data.mv_data else {
      throw LMDBStatus.diagnostic(code, name: environment.name, action: "read")
    }
    return unsafe (UnsafeRawPointer(start), data.mv_size)
  }

  /// A blob whose checksum and family are right, or nil where there is none. Linear in its size.
  func wholeBlob(
    _ key: BlobKey, family: BlobFamily
  ) throws(Diagnostic) -> (start: UnsafeRawPointer, size: Int)? {
    guard let (start, size) = try unsafe blob(key) else { return nil }
    // Safe because LMDB vouches for `size` readable bytes.
    guard unsafe BlobHeader.isWhole(start, size: size, key: key, family: family) else {
      throw StorageMessages.damagedBlob(environment.name, key: key)
    }
    return unsafe (start, size)
  }

  /// The header. Throws where it is foreign, newer, damaged or of another commit.
  func header() throws(Diagnostic) -> HeaderBlob? {
    guard let (start, size) = try unsafe blob(HeaderBlob.key) else { return nil }
    // Safe because LMDB vouches for `size` readable bytes.
    switch unsafe HeaderBlob.read(start, size: size) {
    case .header(let header):
      guard header.commit == commit else { throw StorageMessages.staleHeader(environment.name) }
      return header
    case .foreign: throw StorageMessages.notKith(environment.name)
    case .newer(let version):
      throw StorageMessages.newer(
        environment.name, version: version, supported: HeaderBlob.currentVersion)
    case .damaged: throw StorageMessages.damagedHeader(environment.name)
    }
  }
}
