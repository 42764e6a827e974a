import CLMDB
import Glibc
import KithCore

/// Commits: all blobs of a transaction in one LMDB write transaction.
extension GraphEnvironment {
  /// Writes blobs in one LMDB transaction on top of the commit that `header` continues: all of them or none.
  ///
  /// `blobs` are sorted by key; nil removes. Gives the header with its commit and digest filled in. The caller is the writer
  /// and has ended its own snapshot. Where the map is full it grows and the write is repeated.
  @discardableResult
  func write(
    _ blobs: [(key: BlobKey, blob: HeapBlob?)], header: HeaderBlob, base: UInt64
  ) throws(Diagnostic) -> HeaderBlob {
    var written = header
    guard !isReadOnly else { throw StorageMessages.readOnly(name) }
    let sizeBefore = FileBytes.size(descriptor)
    do {
      while true {
        enter()
        let result = Result { () throws(Diagnostic) in
          written = header
          return try writeOnce(blobs, header: &written, base: base)
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
    return written
  }

  /// Moves the map to a size at which the write fits, once the other transactions of this process have ended.
  private func growForWriting(
    _ blobs: [(key: BlobKey, blob: HeapBlob?)], code: Int32
  ) throws(Diagnostic) {
    guard code == MDB_MAP_FULL || code == MDB_MAP_RESIZED else {
      let cause = code == EIO ? causeOfShortWrite : code
      throw LMDBStatus.diagnostic(cause, name: name, action: "write to")
    }
    let bytes = blobs.reduce(0) { $0 + ($1.blob?.size ?? 0) + pageSize }
    let size = code == MDB_MAP_RESIZED ? 0 : rounded(mapSize * 2 + bytes * 2)
    var waited: UInt32 = 0
    while try !moveMap(size: size) { try pause(&waited) }
  }

  /// LMDB reports a write that was cut short as an input/output error: what would a further one say?
  private var causeOfShortWrite: Int32 {
    let size = FileBytes.size(descriptor) ?? 0
    var limit = rlimit()
    // Safe because `limit` is written only during the call.
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(size + pageSize)
    {
      return EFBIG
    }
    let page = [UInt8](repeating: 0, count: pageSize)
    // Safe because as many bytes are written as the array has; `shrink` takes them back.
    let written = unsafe pwrite(descriptor, page, page.count, off_t(size))
    if written < 0 { return errno }
    return written < page.count ? ENOSPC : EIO
  }

  private func rounded(_ size: Int) -> Int { (size + pageSize - 1) / pageSize * pageSize }

  private func writeOnce(
    _ blobs: [(key: BlobKey, blob: HeapBlob?)], header: inout HeaderBlob, base: UInt64
  ) throws(Diagnostic) -> Int32 {
    var transaction: OpaquePointer?
    // Safe because the transaction is ended on every way out.
    let code = unsafe mdb_txn_begin(handle, nil, 0, &transaction)
    guard code == MDB_SUCCESS, let transaction = unsafe transaction else { return code }
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
