import KithCore

/// The exact counts as a transaction keeps them: arrays by number, so that a change costs little.
struct GraphCounts: Sendable {
  /// Labels at both ends of relationships of one type; 0 stands for any node, n + 1 for label n.
  struct Ends: Hashable, Sendable {
    var start: UInt32
    var end: UInt32
  }

  private(set) var nodeCount = 0
  private(set) var relationshipCount = 0
  private(set) var nodesByLabel: [Int] = []
  private(set) var relationshipsByType: [[Ends: Int]] = []
  private(set) var nodeValues: [Int] = []
  private(set) var relationshipValues: [Int] = []

  /// What changed since the counts were read.
  private(set) var isChanged = false
  private(set) var changedTypes: Set<Int> = []

  init() {}

  mutating func add(nodes: Int) {
    nodeCount += nodes
    isChanged = true
  }

  mutating func add(_ count: Int, label: LabelID) {
    nodesByLabel.add(count, at: label.rawValue)
    isChanged = true
  }

  mutating func add(_ count: Int, values kind: EntityKind, _ key: PropertyKeyID) {
    switch kind {
    case .node: nodeValues.add(count, at: key.rawValue)
    case .relationship: relationshipValues.add(count, at: key.rawValue)
    }
    isChanged = true
  }

  /// Counts relationships of a type between nodes with these labels, for every combination of a label or none.
  mutating func add(
    relationships count: Int, type: RelationshipTypeID, starts: [LabelID], ends: [LabelID]
  ) {
    relationshipCount += count
    isChanged = true
    add(count, type: type, Ends(start: 0, end: 0))
    for end in ends { add(count, type: type, Ends(start: 0, end: end.rawValue + 1)) }
    for start in starts {
      add(count, type: type, Ends(start: start.rawValue + 1, end: 0))
      for end in ends {
        add(count, type: type, Ends(start: start.rawValue + 1, end: end.rawValue + 1))
      }
    }
  }

  /// Counts relationships of a type whose one end gained (or with a negative count lost) a label.
  mutating func add(
    _ count: Int, type: RelationshipTypeID, gained label: LabelID, at direction: Direction,
    others: [LabelID]
  ) {
    isChanged = true
    for other in [0] + others.map({ $0.rawValue + 1 }) {
      let ends =
        direction == .outgoing
        ? Ends(start: label.rawValue + 1, end: other) : Ends(start: other, end: label.rawValue + 1)
      add(count, type: type, ends)
    }
  }

  private mutating func add(_ count: Int, type: RelationshipTypeID, _ ends: Ends) {
    let index = Int(type.rawValue)
    while relationshipsByType.count <= index { relationshipsByType.append([:]) }
    changedTypes.insert(index)
    let sum = relationshipsByType[index][ends, default: 0] + count
    relationshipsByType[index][ends] = sum == 0 ? nil : sum
  }

  func values(_ kind: EntityKind, _ key: PropertyKeyID) -> Int {
    let counts = kind == .node ? nodeValues : relationshipValues
    return Int(key.rawValue) < counts.count ? counts[Int(key.rawValue)] : 0
  }

  func nodes(label: LabelID) -> Int {
    Int(label.rawValue) < nodesByLabel.count ? nodesByLabel[Int(label.rawValue)] : 0
  }

  /// Relationships of a type.
  func relationships(type: RelationshipTypeID) -> Int {
    guard Int(type.rawValue) < relationshipsByType.count else { return 0 }
    return relationshipsByType[Int(type.rawValue)][Ends(start: 0, end: 0)] ?? 0
  }

  /// Forgets what changed, once it was written.
  mutating func markWritten() {
    isChanged = false
    changedTypes = []
  }

  /// The counts as other rooms see them, but for distinct values. Linear in their number.
  var statistics: Statistics {
    var result = Statistics()
    result.nodeCount = nodeCount
    result.relationshipCount = relationshipCount
    for (label, count) in nodesByLabel.enumerated() where count > 0 {
      result.nodesByLabel[LabelID(UInt32(label))] = count
    }
    for (type, counts) in relationshipsByType.enumerated() {
      for (ends, count) in counts {
        let triple = Statistics.Triple(
          start: ends.start == 0 ? nil : LabelID(ends.start - 1),
          type: RelationshipTypeID(UInt32(type)),
          end: ends.end == 0 ? nil : LabelID(ends.end - 1))
        result.relationshipsByTriple[triple] = count
      }
    }
    for (kind, counts) in [(EntityKind.node, nodeValues), (.relationship, relationshipValues)] {
      for (key, count) in counts.enumerated() where count > 0 {
        let property = Statistics.Property(kind: kind, key: PropertyKeyID(UInt32(key)))
        result.valuesByProperty[property] = count
      }
    }
    return result
  }
}

extension [Int] {
  /// Adds to an entry, which is made where it is missing.
  fileprivate mutating func add(_ count: Int, at index: UInt32) {
    while self.count <= Int(index) { append(0) }
    self[Int(index)] += count
  }
}

// MARK: In the file

/// ```
///  0        8     9     12       16        24           32          36        40
/// +--------+-----+-----+--------+---------+------------+-----------+---------+--------------
/// |checksum| 'N' | 0   | labels | nodes   | relations. | node keys | rel.keys| counts u64 …
/// +--------+-----+-----+--------+---------+------------+-----------+---------+--------------
/// counts: of nodes by label; of values by node key; of values by relationship key
///
///  0        8     9     12       16
/// +--------+-----+-----+--------+--------------------------------------------------
/// |checksum| 'T' | 0   | count  | start u32, end u32, count u64; …      one blob a type, sorted by start and end
/// +--------+-----+-----+--------+--------------------------------------------------
/// ```
extension GraphCounts {
  static let countsKey = BlobKey(.statistics)

  static func key(type: Int) -> BlobKey { BlobKey(.statistics, part: 1, symbol: UInt32(type)) }

  /// The blob of the counts by label and property.
  var countsBlob: HeapBlob {
    let lists = [nodesByLabel, nodeValues, relationshipValues]
    let size = 40 + lists.reduce(0) { $0 + $1.count * 8 }
    let blob = HeapBlob(size: size, family: .counts, count: nodesByLabel.count)
    blob.store(UInt64(nodeCount), at: 16)
    blob.store(UInt64(relationshipCount), at: 24)
    blob.store(UInt32(nodeValues.count), at: 32)
    blob.store(UInt32(relationshipValues.count), at: 36)
    for (index, count) in lists.joined().enumerated() {
      blob.store(UInt64(count), at: 40 + index * 8)
    }
    blob.seal(key: Self.countsKey)
    return blob
  }

  /// The blob of a type's counts; nil where it has none.
  func blob(type: Int) -> HeapBlob? {
    let counts = relationshipsByType[type].sorted {
      ($0.key.start, $0.key.end) < ($1.key.start, $1.key.end)
    }
    guard !counts.isEmpty else { return nil }
    let blob = HeapBlob(
      size: BlobHeader.size + counts.count * 16, family: .triples, count: counts.count)
    for (index, entry) in counts.enumerated() {
      let offset = BlobHeader.size + index * 16
      blob.store(entry.key.start, at: offset)
      blob.store(entry.key.end, at: offset + 4)
      blob.store(UInt64(entry.value), at: offset + 8)
    }
    blob.seal(key: Self.key(type: type))
    return blob
  }

  /// Reads the counts by label and property from a whole blob; false where it is malformed.
  @unsafe
  mutating func readCounts(_ start: UnsafeRawPointer, size: Int) -> Bool {
    var reader = unsafe BlobReader(start, size: size, offset: BlobHeader.countOffset)
    guard let labels = reader.next(UInt32.self), let nodes = reader.next(UInt64.self),
      let relationships = reader.next(UInt64.self), let nodeKeys = reader.next(UInt32.self),
      let relationshipKeys = reader.next(UInt32.self),
      let byLabel = Self.counts(&reader, labels), let ofNodes = Self.counts(&reader, nodeKeys),
      let ofRelationships = Self.counts(&reader, relationshipKeys)
    else { return false }
    nodeCount = Int(clamping: nodes)
    relationshipCount = Int(clamping: relationships)
    nodesByLabel = byLabel
    nodeValues = ofNodes
    relationshipValues = ofRelationships
    return true
  }

  private static func counts(_ reader: inout BlobReader, _ count: UInt32) -> [Int]? {
    guard Int(count) <= BlobKey.symbolLimit else { return nil }
    var counts: [Int] = []
    for _ in 0..<count {
      guard let next = reader.next(UInt64.self) else { return nil }
      counts.append(Int(clamping: next))
    }
    return counts
  }

  /// Reads a type's counts from a whole blob; false where it is malformed.
  @unsafe
  mutating func readTriples(_ start: UnsafeRawPointer, size: Int, type: Int) -> Bool {
    var reader = unsafe BlobReader(start, size: size, offset: BlobHeader.countOffset)
    guard let count = reader.next(UInt32.self) else { return false }
    while relationshipsByType.count <= type { relationshipsByType.append([:]) }
    for _ in 0..<count {
      guard let start = reader.next(UInt32.self), let end = reader.next(UInt32.self),
        let number = reader.next(UInt64.self)
      else { return false }
      relationshipsByType[type][Ends(start: start, end: end)] = Int(clamping: number)
    }
    return true
  }
}
