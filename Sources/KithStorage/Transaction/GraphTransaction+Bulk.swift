package import KithColumns
package import KithCore

/// `BulkGraphWriter`: whole columns of new nodes and relationships.
extension GraphTransaction {
  /// Appends `count` nodes that share `labels`; they get consecutive ids, of which this is the first.
  /// Linear in the values.
  package func appendNodes(
    labels: [String], count: Int, columns: [BulkColumn]
  ) throws(Diagnostic) -> NodeID {
    try checkWritable()
    let first = Int(tables.header.nodeBound)
    guard count >= 0, first + count < Int(UInt32.max) else {
      throw StorageMessages.tooManyEntities("node")
    }
    try check(columns, count: count)
    let ids = first..<first + count
    tables.noteChange()
    record.giveUp()
    tables.header.nodeBound = UInt32(ids.upperBound)
    undoLog?.append(.nodesAppended(first: NodeID(UInt32(first)), count: count))
    try setBits(tables.nodeAlive, ids)
    tables.counts.add(nodes: count)
    var labelled: Set<LabelID> = []
    for name in labels {
      let label = try newLabel(name)
      guard labelled.insert(label).inserted else { continue }
      try setBits(tables.labels[Int(label.rawValue)], ids)
      tables.counts.add(count, label: label)
    }
    for column in columns { try append(column, .node, ids) }
    try noteAppended(.node, nil, ids, columns)
    for label in labelled { try noteAppended(.node, label.rawValue, ids, columns) }
    return NodeID(UInt32(first))
  }

  /// Appends relationships of one type; `starts[i]` to `ends[i]` has the id that is `i` more than the first, which is
  /// given. Throws where an end does not exist. They are sorted into chunks when they are first read, or at the commit.
  package func appendRelationships(
    type: String, starts: [NodeID], ends: [NodeID], columns: [BulkColumn]
  ) throws(Diagnostic) -> RelationshipID {
    try checkWritable()
    let first = Int(tables.header.relationshipBound)
    guard first + starts.count < Int(UInt32.max) else {
      throw StorageMessages.tooManyEntities("relationship")
    }
    guard ends.count == starts.count else {
      throw StorageMessages.unevenColumns("end", count: ends.count, expected: starts.count)
    }
    try check(columns, count: starts.count)
    for nodes in [starts, ends] { try requireAlive(nodes) }
    let ids = first..<first + starts.count
    let number = try newType(type)
    tables.noteChange()
    record.giveUp()
    tables.header.relationshipBound = UInt32(ids.upperBound)
    undoLog?.append(
      .relationshipsAppended(first: RelationshipID(UInt32(first)), count: starts.count))
    try setBits(tables.relationshipAlive, ids)
    try appendEndpoints(number, starts, ends, ids)
    try count(number, starts, ends)
    for column in columns { try append(column, .relationship, ids) }
    try noteAppended(.relationship, number.rawValue, ids, columns)
    changes.pending[number, default: PendingRelationships()].append(ids, starts, ends)
    return RelationshipID(UInt32(first))
  }

  private func requireAlive(_ nodes: [NodeID]) throws(Diagnostic) {
    // Where none was ever deleted, the bound tells.
    let isDense = tables.counts.nodeCount == nodeUpperBound
    let bound = tables.header.nodeBound
    for node in nodes {
      if isDense, node.rawValue < bound { continue }
      guard try isAlive(node) else { throw StorageMessages.noNode(node) }
    }
  }

  private func check(_ columns: [BulkColumn], count: Int) throws(Diagnostic) {
    for column in columns {
      guard column.vector.count == count else {
        throw StorageMessages.unevenColumns(
          column.key, count: column.vector.count, expected: count)
      }
      guard case .values(let values) = column.vector.storage else { continue }
      for value in values where !ValueCoding.isStorable(value) {
        throw StorageMessages.notStorable(ValueCoding.offendingTypeName(value))
      }
    }
  }

  /// Writes a column's rows: chunks that begin with them whole, a chunk that was begun before by value.
  private func append(
    _ column: BulkColumn, _ kind: EntityKind, _ ids: Range<Int>
  ) throws(Diagnostic) {
    let key = try newKey(column.key)
    let table = tables.column(kind, key)
    var id = ids.lowerBound
    while id < ids.upperBound {
      let (chunk, first) = ChunkSize.column(UInt32(id))
      let end = min(ids.upperBound, id - first + ChunkSize.columnRows)
      let rows = id - ids.lowerBound..<end - ids.lowerBound
      if first == 0, try table.isAbsent(chunk, in: snapshot) {
        let blobKey = table.key.with(chunk: chunk)
        if let blob = try ColumnEncoder.blob(column.vector, rows: rows, key: blobKey) {
          seal(table, chunk: chunk, blob)
        }
      } else {
        let mutable = try mutableColumn(kind, key, chunk: chunk)
        for row in rows { mutable[first + row - rows.lowerBound] = column.vector.value(at: row) }
        if first + rows.count == ChunkSize.columnRows { try seal(table, chunk: chunk, mutable) }
      }
      id = end
    }
    let nulls = column.vector.countNulls
    tables.counts.add(column.vector.count - nulls, values: kind, key)
    try tables.changeSketch(kind, key, in: snapshot) { $0.insert(column.vector) }
  }

  /// Packs a chunk whose last row was appended, so that a load's memory stays near the file's size.
  private func seal(
    _ table: ChunkTable, chunk: Int, _ column: MutableColumnChunk
  ) throws(Diagnostic) {
    let key = table.key.with(chunk: chunk)
    guard let blob = try column.blob(key: key) else { return }
    tables.recent.columns[key.bits] = nil
    seal(table, chunk: chunk, blob)
  }

  private func appendEndpoints(
    _ type: RelationshipTypeID, _ starts: [NodeID], _ ends: [NodeID], _ ids: Range<Int>
  ) throws(Diagnostic) {
    var id = ids.lowerBound
    while id < ids.upperBound {
      let (chunk, first) = ChunkSize.column(UInt32(id))
      let count = min(ids.upperBound - id, ChunkSize.columnRows - first)
      let table = tables.endpoints
      if first == 0, try table.isAbsent(chunk, in: snapshot) {
        let rows = id - ids.lowerBound..<id - ids.lowerBound + count
        let blob = EndpointChunk.blob(
          type: type, starts: starts[rows], ends: ends[rows], key: table.key.with(chunk: chunk))
        seal(table, chunk: chunk, blob)
        id += count
        continue
      }
      let endpoints = try mutableEndpoints(chunk: chunk)
      for row in 0..<count {
        let index = id - ids.lowerBound + row
        endpoints.set(
          first + row, type: type.rawValue, start: starts[index].rawValue,
          end: ends[index].rawValue)
      }
      let key = tables.endpoints.key.with(chunk: chunk)
      if first + count == ChunkSize.columnRows, let blob = endpoints.blob(key: key) {
        tables.recent.endpoints[chunk] = nil
        seal(tables.endpoints, chunk: chunk, blob)
      }
      id += count
    }
  }

  /// Counts relationships by the labels of their ends.
  private func count(
    _ type: RelationshipTypeID, _ starts: [NodeID], _ ends: [NodeID]
  ) throws(Diagnostic) {
    let sets = try LabelSets(self, touched: starts.count * 2)
    var pairs: [UInt64: Int] = [:]
    // Most relationships of a file run between nodes of the same labels.
    var (last, count) = (UInt64.max, 0)
    for index in starts.indices {
      let start = try sets.number(starts[index], self)
      let end = try sets.number(ends[index], self)
      let pair = UInt64(start) << 32 | UInt64(end)
      if pair != last {
        if count > 0 { pairs[last, default: 0] += count }
        (last, count) = (pair, 0)
      }
      count += 1
    }
    if count > 0 { pairs[last, default: 0] += count }
    for (pair, count) in pairs {
      tables.counts.add(
        relationships: count, type: type, starts: sets.labels[Int(pair >> 32)],
        ends: sets.labels[Int(UInt32(truncatingIfNeeded: pair))])
    }
  }
}

extension PendingRelationships {
  fileprivate mutating func append(_ ids: Range<Int>, _ starts: [NodeID], _ ends: [NodeID]) {
    self.ids.append(contentsOf: ids.lazy.map { UInt32($0) })
    self.starts.append(contentsOf: starts.lazy.map(\.rawValue))
    self.ends.append(contentsOf: ends.lazy.map(\.rawValue))
  }
}

/// Numbers the combinations of labels that nodes have.
private final class LabelSets {
  /// The labels of each combination.
  private(set) var labels: [[LabelID]] = [[]]
  private var numbers: [[LabelID]: UInt32] = [[]: 0]
  /// The combination of each node, where many nodes will be asked for.
  private var byNode: [UInt32] = []

  /// `touched` is how many nodes will be asked for, at most.
  init(_ transaction: GraphTransaction, touched: Int) throws(Diagnostic) {
    guard touched > transaction.nodeUpperBound / 4 else { return }
    byNode = Array(repeating: 0, count: transaction.nodeUpperBound)
    var nodes: [NodeID] = []
    for label in 0..<transaction.tables.labels.count {
      let label = LabelID(UInt32(label))
      nodes.removeAll(keepingCapacity: true)
      _ = try transaction.scanNodes(label: label, from: NodeID(0), limit: .max, into: &nodes)
      var last: (old: UInt32, new: UInt32) = (0, number(with: label, 0))
      for node in nodes {
        let old = byNode[Int(node.rawValue)]
        if old != last.old { last = (old, number(with: label, old)) }
        byNode[Int(node.rawValue)] = last.new
      }
    }
  }

  private func number(with label: LabelID, _ old: UInt32) -> UInt32 {
    number(labels[Int(old)] + [label])
  }

  private func number(_ set: [LabelID]) -> UInt32 {
    if let known = numbers[set] { return known }
    let number = UInt32(labels.count)
    labels.append(set)
    numbers[set] = number
    return number
  }

  @inline(__always)
  func number(_ node: NodeID, _ transaction: GraphTransaction) throws(Diagnostic) -> UInt32 {
    byNode.isEmpty ? number(try transaction.labels(of: node)) : byNode[Int(node.rawValue)]
  }
}

extension ColumnVector {
  /// How many rows are null.
  fileprivate var countNulls: Int {
    if case .values(let values) = storage { return values.count(where: \.isNull) }
    return isNull?.count(where: \.self) ?? 0
  }
}

extension DistinctSketch {
  /// Counts the rows of a vector that are not null.
  fileprivate mutating func insert(_ vector: ColumnVector) {
    let isNull = vector.isNull
    func has(_ row: Int) -> Bool { isNull.map { !$0[row] } ?? true }
    switch vector.storage {
    case .integers(let rows):
      for (row, it) in rows.enumerated() where has(row) { insert(hash: Self.hash(integer: it)) }
    case .dates(let rows):
      for (row, it) in rows.enumerated() where has(row) { insert(hash: Self.hash(date: it)) }
    case .floats(let rows):
      for (row, it) in rows.enumerated() where has(row) { insert(hash: Self.hash(float: it)) }
    case .texts(let rows):
      for (row, it) in rows.enumerated() where has(row) { insert(hash: Self.hash(text: it)) }
    case .booleans(let rows):
      for (row, it) in rows.enumerated() where has(row) { insert(.boolean(it)) }
    case .values(let rows): for it in rows where !it.isNull { insert(it) }
    case .nodes, .relationships: break
    }
  }
}
