import KithCore

/// The header: what the file is and how many ids it has given out.
///
/// ```
///  0          8         12       16        24       32         36         40    42    44    46    48       56
/// +----------+---------+--------+---------+--------+----------+----------+-----+-----+-----+-----+--------+----
/// |"kithfile"| version | size   |checksum | commit | nodes    | relation.|col. | adj.| bits|     | keys   | …
/// |          | u32     | u32    | u64     | u64    | bound u32| bound u32| rows| rows| rows|flags| digest |
/// +----------+---------+--------+---------+--------+----------+----------+-----+-----+-----+-----+--------+----
///  56        60        64
/// +---------+---------+
/// | records | bytes of|      recent changes that are not in the chunks yet
/// | u32     | them u32|
/// +---------+---------+
/// flags bit 0: there are or were patches beside adjacency chunks.
/// ```
///
/// Magic and version keep their places in every later format, so that an older kith can say that a file is newer. The
/// checksum covers all bytes with its own taken as zero. `commit` is LMDB's number of the transaction that wrote the
/// header: where it differs from the one that is read, LMDB was led to a state that is no longer whole. The digest sums a
/// hash of every key in the file, so that a blob that LMDB no longer finds is missed.
struct HeaderBlob: Equatable, Sendable {
  static let magic: UInt64 = 0x656C_6966_6874_696B  // "kithfile", least significant byte first
  /// What is written; a file of an older version becomes one of this with its next commit. Version 2 brought points,
  /// indexes and constraints, version 3 automatic indexes and records of small commits.
  static let currentVersion: UInt32 = 3
  static let oldestVersion: UInt32 = 1
  static let size = 64
  static let key = BlobKey(.header)

  var commit: UInt64 = 0
  /// Every node id is less.
  var nodeBound: UInt32 = 0
  /// Every relationship id is less.
  var relationshipBound: UInt32 = 0
  /// How many records of small commits the chunks do not have yet: keys `.record` from 0 on.
  var recordCount: UInt32 = 0
  /// The size of these records.
  var recordBytes: UInt32 = 0
  /// Whether adjacency chunks may have patches beside them.
  var hasPatches = false
  /// The wrapping sum of `digest(of:)` over all keys in the file, this one included.
  var keyDigest: UInt64 = HeaderBlob.digest(of: HeaderBlob.key)

  /// What a key adds to the digest.
  static func digest(of key: BlobKey) -> UInt64 { Checksum.mixed(key.bits &+ 1) }

  /// What reading a header found.
  enum Reading: Equatable {
    case header(HeaderBlob)
    /// No header of kith.
    case foreign
    case newer(version: UInt32)
    case damaged
  }

  /// The blob to be written.
  var blob: HeapBlob {
    let blob = HeapBlob(size: Self.size)
    blob.store(Self.magic, at: 0)
    blob.store(Self.currentVersion, at: 8)
    blob.store(UInt32(Self.size), at: 12)
    blob.store(commit, at: 24)
    blob.store(nodeBound, at: 32)
    blob.store(relationshipBound, at: 36)
    blob.store(UInt16(ChunkSize.columnRows), at: 40)
    blob.store(UInt16(ChunkSize.adjacencyNodes), at: 42)
    blob.store(UInt16(ChunkSize.bitmapRows), at: 44)
    blob.store(UInt16(hasPatches ? 1 : 0), at: 46)
    blob.store(keyDigest, at: 48)
    blob.store(recordCount, at: 56)
    blob.store(recordBytes, at: 60)
    // Safe because the blob has its size in readable bytes, and the checksum's place is still zero.
    let sum = unsafe Checksum.of(blob.start, count: Self.size, seed: Self.key.bits)
    blob.store(sum, at: 16)
    return blob
  }

  /// Reads a header of `size` bytes.
  @unsafe
  static func read(_ start: UnsafeRawPointer, size: Int) -> Reading {
    var reader = unsafe BlobReader(start, size: size, offset: 0)
    guard reader.next(UInt64.self) == magic, let version = reader.next(UInt32.self) else {
      return .foreign
    }
    if version > currentVersion { return .newer(version: version) }
    guard version >= oldestVersion, size == Self.size, reader.next(UInt32.self) == UInt32(size)
    else { return .damaged }
    let copy = unsafe HeapBlob(copying: start, size: size)
    copy.store(UInt64(0), at: 16)
    let sum = unsafe Checksum.of(copy.start, count: size, seed: key.bits)
    guard reader.next(UInt64.self) == sum else { return .damaged }
    guard let commit = reader.next(UInt64.self), let nodeBound = reader.next(UInt32.self),
      let relationshipBound = reader.next(UInt32.self),
      reader.next(UInt16.self) == UInt16(ChunkSize.columnRows),
      reader.next(UInt16.self) == UInt16(ChunkSize.adjacencyNodes),
      reader.next(UInt16.self) == UInt16(ChunkSize.bitmapRows),
      let flags = reader.next(UInt16.self),
      let keyDigest = reader.next(UInt64.self), let recordCount = reader.next(UInt32.self),
      let recordBytes = reader.next(UInt32.self)
    else { return .damaged }
    return .header(
      HeaderBlob(
        commit: commit, nodeBound: nodeBound, relationshipBound: relationshipBound,
        recordCount: recordCount, recordBytes: recordBytes, hasPatches: flags & 1 == 1,
        keyDigest: keyDigest))
  }
}
