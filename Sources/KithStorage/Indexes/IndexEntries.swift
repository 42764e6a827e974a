/// Keys with ids in ascending order of both, as they go into segments.
struct IndexEntries {
  /// The bytes of all keys, one behind the other; a key comes once however many ids it has.
  private(set) var bytes: [UInt8] = []
  /// Where each key ends.
  private(set) var ends: [Int] = []
  /// Where each key's ids end.
  private(set) var idEnds: [Int] = []
  private(set) var ids: [UInt32] = []

  init() {}

  var isEmpty: Bool { ids.isEmpty }

  var keys: Int { ends.count }

  func key(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Adds what comes behind all others.
  mutating func append(_ key: ArraySlice<UInt8>, _ id: UInt32) {
    ids.append(id)
    if let last = ends.indices.last, self.key(last) == key {
      idEnds[last] += 1
      return
    }
    bytes.append(contentsOf: key)
    ends.append(bytes.count)
    idEnds.append(ids.count)
  }

  /// Adds a whole segment behind all others.
  mutating func append(_ segment: IndexSegment) {
    for key in 0..<segment.keys {
      let bytes = segment.key(key)
      for place in segment.places(of: key) { append(bytes[...], segment.id(at: place)) }
    }
  }

  /// The size of one blob for all, were there no bytes that all keys begin with.
  var size: Int { IndexSegment.headerSize + keys * 4 + ids.count * 4 + bytes.count }

  /// The blobs that hold these, each near `size` bytes, and how each begins. Linear.
  func pieces(of size: Int) -> [Piece] {
    var pieces: [Piece] = []
    var first = (key: 0, id: 0)
    while first.id < ids.count {
      let piece = piece(from: first, size: size)
      pieces.append(piece)
      first = piece.next
    }
    return pieces
  }

  /// A run of entries that makes one segment.
  struct Piece {
    fileprivate var firstKey: Int
    fileprivate var firstID: Int
    fileprivate var next: (key: Int, id: Int)
    fileprivate var prefixCount: Int
    var keys: Int
    /// Of the blob that it makes.
    fileprivate(set) var size = 0
    var ids: Int { next.id - firstID }
  }

  private func piece(from first: (key: Int, id: Int), size: Int) -> Piece {
    var piece = Piece(
      firstKey: first.key, firstID: first.id, next: first, prefixCount: key(first.key).count,
      keys: 0)
    var restBytes = 0
    while piece.next.key < keys {
      let key = key(piece.next.key)
      let shared = Self.sharedCount(self.key(first.key).prefix(piece.prefixCount), key)
      // A shorter prefix makes every rest before longer.
      let rests = restBytes + piece.keys * (piece.prefixCount - shared) + key.count - shared
      let fixed =
        IndexSegment.headerSize + (piece.keys + 1) * 4 + piece.ids * 4 + shared + rests
      let room = (size - fixed) / 4
      guard room > 0 || piece.keys == 0 else { break }
      let left = idEnds[piece.next.key] - piece.next.id
      let taken = min(left, max(room, 1))
      piece.keys += 1
      piece.prefixCount = shared
      restBytes = rests
      piece.next.id += taken
      piece.size = fixed + taken * 4
      if taken < left { break }
      piece.next.key += 1
    }
    return piece
  }

  private static func sharedCount(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    var count = 0
    for (one, other) in zip(left, right) {
      if one != other { break }
      count += 1
    }
    return count
  }

  /// The key and the id with which a piece begins.
  func beginning(of piece: Piece) -> (key: [UInt8], id: UInt32) {
    (Array(key(piece.firstKey)), ids[piece.firstID])
  }

  /// A piece as a blob.
  func blob(_ piece: Piece, key blobKey: BlobKey) -> HeapBlob {
    let prefix = key(piece.firstKey).prefix(piece.prefixCount)
    let keys = piece.firstKey..<piece.firstKey + piece.keys
    let rests = keys.reduce(0) { $0 + key($1).count - piece.prefixCount }
    let idsOffset = IndexSegment.headerSize + piece.keys * 4
    let bytesOffset = idsOffset + piece.ids * 4
    let blob = HeapBlob(
      size: bytesOffset + piece.prefixCount + rests, family: .indexSegment, count: piece.keys)
    blob.store(UInt16(piece.ids), at: 16)
    blob.store(UInt16(piece.prefixCount), at: 18)
    blob.copy(prefix, to: bytesOffset)
    var offset = bytesOffset + piece.prefixCount
    for (place, index) in keys.enumerated() {
      let rest = key(index).dropFirst(piece.prefixCount)
      blob.copy(rest, to: offset)
      offset += rest.count
      let idEnd = min(idEnds[index], piece.next.id) - piece.firstID
      blob.store(UInt16(idEnd), at: IndexSegment.headerSize + place * 2)
      blob.store(
        UInt16(offset - bytesOffset - piece.prefixCount),
        at: IndexSegment.headerSize + (piece.keys + place) * 2)
    }
    for place in 0..<piece.ids {
      blob.store(ids[piece.firstID + place], at: idsOffset + place * 4)
    }
    blob.seal(key: blobKey)
    return blob
  }
}
