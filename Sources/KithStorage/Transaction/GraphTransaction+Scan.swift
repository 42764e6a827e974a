package import KithCore

extension GraphTransaction {
  /// Every node id is less than this.
  package var nodeUpperBound: Int { Int(tables.header.nodeBound) }

  /// Every relationship id is less than this.
  package var relationshipUpperBound: Int { Int(tables.header.relationshipBound) }

  /// Whether the node exists. Constant time.
  package func isAlive(_ node: NodeID) throws(Diagnostic) -> Bool {
    try checkOpen()
    return try contains(tables.nodeAlive, node.rawValue, bound: tables.header.nodeBound)
  }

  /// Whether the relationship exists. Constant time.
  package func isAlive(_ relationship: RelationshipID) throws(Diagnostic) -> Bool {
    try checkOpen()
    return try contains(
      tables.relationshipAlive, relationship.rawValue, bound: tables.header.relationshipBound)
  }

  @inline(__always)
  func contains(_ table: ChunkTable, _ id: UInt32, bound: UInt32) throws(Diagnostic) -> Bool {
    guard id < bound else { return false }
    let (chunk, row) = ChunkSize.bitmap(id)
    let blob = try unsafe table.blob(chunk, in: snapshot)
    return unsafe BitmapChunk(blob).contains(row)
  }

  /// Appends to `output` up to `limit` live nodes, ascending from `from`, that have `label` (nil: any).
  /// Gives where to go on, or nil at the end. Linear in the bitmap's words and the nodes found.
  package func scanNodes(
    label: LabelID?, from: NodeID, limit: Int, into output: inout [NodeID]
  ) throws(Diagnostic) -> NodeID? {
    try checkOpen()
    if let label, Int(label.rawValue) >= tables.labels.count { return nil }
    let table = label.map { tables.labels[Int($0.rawValue)] } ?? tables.nodeAlive
    let bound = Int(tables.header.nodeBound)
    var id = Int(from.rawValue)
    var room = limit
    while id < bound, room > 0 {
      let (chunk, row) = ChunkSize.bitmap(UInt32(id))
      let bitmap = unsafe BitmapChunk(try table.blob(chunk, in: snapshot))
      let start = id - row
      var word = row >> 6
      var mask = ~UInt64(0) << UInt64(row & 63)
      while word < bitmap.words {
        var bits = bitmap.word(word) & mask
        mask = ~0
        let base = UInt32(start + word << 6)
        while bits != 0 {
          let found = base &+ UInt32(bits.trailingZeroBitCount)
          output.append(NodeID(found))
          bits &= bits &- 1
          room &-= 1
          if room == 0 { return NodeID(found &+ 1) }
        }
        word &+= 1
      }
      id = start + ChunkSize.bitmapRows
    }
    return room == 0 && id < bound ? NodeID(UInt32(id)) : nil
  }

  /// Appends to `output` up to `limit` live relationships, ascending from `from`, of `type` (nil: any).
  /// Gives where to go on, or nil at the end. Linear in the ids passed; chunks of another type alone are skipped.
  package func scanRelationships(
    type: RelationshipTypeID?, from: RelationshipID, limit: Int,
    into output: inout [RelationshipID]
  ) throws(Diagnostic) -> RelationshipID? {
    try checkOpen()
    let bound = Int(tables.header.relationshipBound)
    var id = Int(from.rawValue)
    var room = limit
    while id < bound, room > 0 {
      let (chunk, row) = ChunkSize.column(UInt32(id))
      let start = id - row
      let end = start + ChunkSize.columnRows
      let types = try type.map { type throws(Diagnostic) in try TypeFilter(type, chunk, self) }
      if types?.isEmpty == true {
        id = end
        continue
      }
      let (bitmapChunk, bit) = ChunkSize.bitmap(UInt32(id))
      let bitmap = unsafe BitmapChunk(try tables.relationshipAlive.blob(bitmapChunk, in: snapshot))
      let bitmapStart = id - bit
      var mask = ~UInt64(0) << UInt64(bit & 63)
      for word in bit >> 6..<(end - bitmapStart) >> 6 {
        var bits = bitmap.word(word) & mask
        mask = ~0
        while bits != 0 {
          let found = bitmapStart + word << 6 + bits.trailingZeroBitCount
          bits &= bits &- 1
          if let types, !types.includes(found - start) { continue }
          output.append(RelationshipID(UInt32(found)))
          room -= 1
          if room == 0 { return RelationshipID(UInt32(found + 1)) }
        }
      }
      id = end
    }
    return room == 0 && id < bound ? RelationshipID(UInt32(id)) : nil
  }

  /// Whether a live node has the label. Constant time.
  package func hasLabel(_ label: LabelID, _ node: NodeID) throws(Diagnostic) -> Bool {
    try checkOpen()
    guard Int(label.rawValue) < tables.labels.count else { return false }
    return try contains(
      tables.labels[Int(label.rawValue)], node.rawValue, bound: tables.header.nodeBound)
  }

  /// For each node whether it has the label: for filters over batches.
  package func haveLabel(_ label: LabelID, _ nodes: [NodeID]) throws(Diagnostic) -> [Bool] {
    try checkOpen()
    guard Int(label.rawValue) < tables.labels.count else {
      return Array(repeating: false, count: nodes.count)
    }
    let table = tables.labels[Int(label.rawValue)]
    let bound = tables.header.nodeBound
    var result: [Bool] = []
    result.reserveCapacity(nodes.count)
    for node in nodes { result.append(try contains(table, node.rawValue, bound: bound)) }
    return result
  }

  /// In the order of the symbol table. Linear in the number of labels.
  package func labels(of node: NodeID) throws(Diagnostic) -> [LabelID] {
    try checkOpen()
    let bound = tables.header.nodeBound
    var result: [LabelID] = []
    for (label, table) in tables.labels.enumerated() {
      if try contains(table, node.rawValue, bound: bound) { result.append(LabelID(UInt32(label))) }
    }
    return result
  }
}

/// Which rows of an endpoint chunk are of a type.
private struct TypeFilter {
  private let type: UInt32
  private let chunk: EndpointChunk
  private let mutable: MutableEndpointChunk?

  init(
    _ type: RelationshipTypeID, _ index: Int, _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    self.type = type.rawValue
    chunk = unsafe EndpointChunk(
      try transaction.tables.endpoints.blob(index, in: transaction.snapshot))
    mutable = chunk.isInMemory ? transaction.tables.recent.endpoints[index] : nil
  }

  /// Whether no row can be of the type.
  var isEmpty: Bool {
    guard mutable == nil else { return false }
    return chunk.rows == 0 || chunk.commonType.map { $0 != type } ?? false
  }

  @inline(__always)
  func includes(_ row: Int) -> Bool {
    if let mutable { return row < mutable.rows && mutable.types[row] == type }
    return row < chunk.rows && chunk.type(row) == type
  }
}
