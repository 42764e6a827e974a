import KithCore

/// What a small commit changed, one step after the other: written instead of the chunks that it concerns.
///
/// A fact is two neighbours, two ends and a few properties, and each lies in a chunk of its own of up to some hundred KiB. The
/// record of them takes some dozen bytes, and a durable commit of it six pages. Whoever reads the file takes the steps again,
/// in memory; when there are many records, a commit writes the chunks and forgets them.
///
/// ```
///  0        8     9          12      16
/// +--------+-----+----------+-------+------------------
/// |checksum| 'L' | 0        | steps | step, step, …
/// +--------+-----+----------+-------+------------------
/// step  bytes behind its number
///  1    node                               a node made
///  2    node                               a node deleted, which had lost its labels and properties before
///  3    label, node                        a label given
///  4    label, node                        a label taken
///  5    relationship, type, start, end     a relationship made
///  6    relationship                       a relationship deleted, which had lost its properties before
///  7    key, node, value                   a node's property set, or with null removed
///  8    key, relationship, value           a relationship's property
/// ```
///
/// Numbers are varints, values as in `ValueCoding`.
struct ChangeRecord {
  enum Step {
    case nodeMade(NodeID)
    case nodeDeleted(NodeID)
    case label(LabelID, NodeID, isSet: Bool)
    case relationshipMade(RelationshipID, RelationshipTypeID, start: NodeID, end: NodeID)
    case relationshipDeleted(RelationshipID)
    case property(EntityKind, UInt32, PropertyKeyID, Value)
  }

  /// A longer record is not worth keeping beside the chunks.
  static let byteLimit = 16 << 10

  private(set) var bytes: [UInt8] = []
  private(set) var count = 0
  /// Whether these steps are all that was changed; if not, the commit has to write the chunks.
  private(set) var isWhole = true

  init() {}

  /// Says that something was changed that no step tells.
  mutating func giveUp() {
    isWhole = false
    bytes = []
    count = 0
  }

  mutating func append(_ step: Step) {
    guard isWhole else { return }
    count += 1
    switch step {
    case .nodeMade(let node): append(1, [node.rawValue])
    case .nodeDeleted(let node): append(2, [node.rawValue])
    case .label(let label, let node, let isSet):
      append(isSet ? 3 : 4, [label.rawValue, node.rawValue])
    case .relationshipMade(let relationship, let type, let start, let end):
      append(5, [relationship.rawValue, type.rawValue, start.rawValue, end.rawValue])
    case .relationshipDeleted(let relationship): append(6, [relationship.rawValue])
    case .property(let kind, let id, let key, let value):
      append(kind == .node ? 7 : 8, [key.rawValue, id])
      ValueCoding.append(value, to: &bytes)
    }
    if bytes.count > Self.byteLimit { giveUp() }
  }

  private mutating func append(_ step: UInt8, _ numbers: [UInt32]) {
    bytes.append(step)
    for number in numbers { ValueCoding.appendVarint(UInt64(number), to: &bytes) }
  }

  /// A place to which `truncate` returns.
  typealias Mark = (byteCount: Int, count: Int)

  var mark: Mark { (bytes.count, count) }

  /// Forgets the steps since a mark.
  mutating func truncate(to mark: Mark) {
    guard isWhole else { return }
    bytes.removeLast(bytes.count - mark.byteCount)
    count = mark.count
  }

  // MARK: bytes

  static func key(_ number: UInt32) -> BlobKey { BlobKey(.record, chunk: Int(number)) }

  func blob(key: BlobKey) -> HeapBlob {
    let blob = HeapBlob(size: BlobHeader.size + bytes.count, family: .record, count: count)
    blob.copy(bytes[...], to: BlobHeader.size)
    blob.seal(key: key)
    return blob
  }

  /// Hands out the steps of a whole blob; false where it is malformed.
  @unsafe
  static func forEachStep(
    _ start: UnsafeRawPointer, size: Int, _ body: (Step) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    guard size >= BlobHeader.size else { return false }
    let count = unsafe start.load(fromByteOffset: BlobHeader.countOffset, as: UInt32.self)
    // Safe because the caller vouches for `size` bytes.
    var decoder = unsafe ValueDecoder(start + BlobHeader.size, count: size - BlobHeader.size)
    for _ in 0..<count {
      guard let step = step(&decoder) else { return false }
      try body(step)
    }
    return true
  }

  private static func step(_ decoder: inout ValueDecoder) -> Step? {
    guard let number = decoder.nextByte(), let first = decoder.nextID() else { return nil }
    switch number {
    case 1: return .nodeMade(NodeID(first))
    case 2: return .nodeDeleted(NodeID(first))
    case 6: return .relationshipDeleted(RelationshipID(first))
    default: break
    }
    guard let second = decoder.nextID() else { return nil }
    switch number {
    case 3, 4: return .label(LabelID(first), NodeID(second), isSet: number == 3)
    case 5:
      guard let start = decoder.nextID(), let end = decoder.nextID() else { return nil }
      return .relationshipMade(
        RelationshipID(first), RelationshipTypeID(second), start: NodeID(start), end: NodeID(end))
    case 7: return .property(.node, second, PropertyKeyID(first), decoder.value())
    case 8: return .property(.relationship, second, PropertyKeyID(first), decoder.value())
    default: return nil
    }
  }
}
