import KithColumns
package import KithCore

/// Property indexes: reads, and what changes do to them.
extension GraphTransaction {
  func indexState(_ number: IndexNumber) throws(Diagnostic) -> PropertyIndexState {
    try tables.indexState(number, in: snapshot)
  }

  /// Appends the nodes or relationships of an index whose keys lie in a range, ascending by id.
  ///
  /// Gives false, and appends nothing, where there is no index of this name any more. n log n in what is found.
  package func indexedIDs(
    _ name: String, in range: IndexRange, into ids: inout [UInt32]
  ) throws(Diagnostic) -> Bool {
    try checkOpen()
    guard let index = tables.schema.catalogue.index(named: name) else { return false }
    let first = ids.count
    try indexState(index.number).ids(in: range, self, into: &ids)
    if ids.count - first > 1 { ids[first...].sort() }
    return true
  }

  /// How much each index holds, exactly. n log n in what small commits left beside the indexes.
  package var indexSizes: [IndexNumber: IndexSize] {
    get throws(Diagnostic) {
      try checkOpen()
      var sizes: [IndexNumber: IndexSize] = [:]
      for index in tables.schema.catalogue.indexes {
        sizes[index.number] = try indexState(index.number).exactSize(in: self)
      }
      return sizes
    }
  }

  /// The key of an entity in an index; nil where it has not the first property. `key` is taken to have `value`.
  private func entryKey(
    _ index: SchemaWiring.Index, _ kind: EntityKind, _ id: UInt32,
    taking key: PropertyKeyID? = nil, as value: Value = .null
  ) throws(Diagnostic) -> [UInt8]? {
    var bytes: [UInt8] = []
    for (position, it) in index.keys.enumerated() {
      let found = it == key ? value : try self.value(kind, id, it)
      if position == 0, found.isNull { return nil }
      IndexKeyCoding.append(found, to: &bytes)
    }
    return bytes
  }

  /// Whether the entity has the label, or is of the type.
  func carries(
    _ target: UInt32?, _ kind: EntityKind, _ id: UInt32
  ) throws(Diagnostic) -> Bool {
    guard let target else { return true }
    switch kind {
    case .node: return try hasLabel(LabelID(target), NodeID(id))
    case .relationship:
      return try endpoints(of: RelationshipID(id))?.type == RelationshipTypeID(target)
    }
  }

  // MARK: Changes

  /// A property has changed from `old` to `new`.
  func noteProperty(
    _ kind: EntityKind, _ id: UInt32, _ key: PropertyKeyID, old: Value, new: Value
  ) throws(Diagnostic) {
    for index in tables.wiring.indexes(kind) where index.keys.contains(key) {
      guard try carries(index.target, kind, id) else { continue }
      let before = try entryKey(index, kind, id, taking: key, as: old)
      let after = try entryKey(index, kind, id, taking: key, as: new)
      if before == after { continue }
      let state = try indexState(index.number)
      if let before { try state.note(before, id, isAddition: false, in: self) }
      if let after { try state.note(after, id, isAddition: true, in: self) }
    }
    for rule in tables.wiring.rules(kind) where rule.keys.contains(key) {
      guard try carries(rule.target, kind, id) else { continue }
      changes.touched.insert(kind, id)
    }
  }

  /// A node has gained or lost a label.
  func noteLabel(_ label: LabelID, of node: NodeID, isSet: Bool) throws(Diagnostic) {
    let id = node.rawValue
    for index in tables.wiring.nodeIndexes where index.target == label.rawValue {
      guard let key = try entryKey(index, .node, id) else { continue }
      try indexState(index.number).note(key, id, isAddition: isSet, in: self)
    }
    if isSet, tables.wiring.nodeRules.contains(where: { $0.target == label.rawValue }) {
      changes.touched.insert(.node, id)
    }
  }

  /// A relationship was created, still without properties.
  func noteType(_ type: RelationshipTypeID, of relationship: RelationshipID) {
    if tables.wiring.relationshipRules.contains(where: { $0.target == type.rawValue }) {
      changes.touched.insert(.relationship, relationship.rawValue)
    }
  }

  /// Entities with a label or of a type were appended with whole columns; nil: nodes, whatever their labels.
  func noteAppended(
    _ kind: EntityKind, _ target: UInt32?, _ ids: Range<Int>, _ columns: [BulkColumn]
  ) throws(Diagnostic) {
    if tables.wiring.isEmpty || ids.isEmpty { return }
    for index in tables.wiring.indexes(kind) where index.target == target {
      let vectors = index.keys.map { key in
        columns.last { $0.key == tables.schema.propertyKeys.name(of: key.rawValue) }?.vector
      }
      let state = try indexState(index.number)
      if vectors.count == 1 {
        guard let vector = vectors[0] else { continue }
        try state.note(vector, firstID: UInt32(ids.lowerBound), in: self)
        continue
      }
      for row in 0..<ids.count {
        guard let key = Self.entryKey(vectors, row: row) else { continue }
        try state.note(key, UInt32(ids.lowerBound + row), isAddition: true, in: self)
      }
    }
    if let target, tables.wiring.rules(kind).contains(where: { $0.target == target }) {
      changes.touched.appended.append((kind, ids))
    }
  }

  /// The key of a row of columns, one for each property; nil where the first is null or missing.
  private static func entryKey(_ vectors: [ColumnVector?], row: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    for (position, vector) in vectors.enumerated() {
      let isNull = vector?.isNull?[row] ?? (vector == nil)
      if position == 0, isNull { return nil }
      guard let vector, !isNull else {
        bytes.append(IndexKeyCoding.absent)
        continue
      }
      vector.appendIndexKey(ofRow: row, to: &bytes)
      if position == 0, bytes == [IndexKeyCoding.absent] { return nil }
    }
    return bytes
  }

  // MARK: Making and dropping

  /// Fills a new index with all entities that belong into it. n log n in them.
  func build(
    _ index: SchemaWiring.Index, _ kind: EntityKind
  ) throws(Diagnostic) -> PropertyIndexState {
    let state = PropertyIndexState(new: index.number)
    switch kind {
    case .node: try buildNodes(index, state)
    case .relationship: try buildRelationships(index, state)
    }
    try state.merge(in: self)
    return state
  }

  /// What an index has to hold, by key and id, found by a look at every entity: for checks.
  func indexEntries(
    _ index: SchemaWiring.Index, _ kind: EntityKind
  ) throws(Diagnostic) -> [(key: [UInt8], id: UInt32)] {
    var entries: [(key: [UInt8], id: UInt32)] = []
    let bound = kind == .node ? nodeUpperBound : relationshipUpperBound
    for id in 0..<UInt32(bound) where try carries(index.target, kind, id) {
      // A dead one has no properties.
      if let key = try entryKey(index, kind, id) { entries.append((key, id)) }
    }
    return entries.sorted {
      $0.key == $1.key ? $0.id < $1.id : $0.key.lexicographicallyPrecedes($1.key)
    }
  }

  private static let buildBatch = 4096

  private func buildNodes(
    _ index: SchemaWiring.Index, _ state: PropertyIndexState
  ) throws(Diagnostic) {
    var position: NodeID? = NodeID(0)
    while let from = position {
      var nodes: [NodeID] = []
      position = try scanNodes(
        label: index.target.map { LabelID($0) }, from: from, limit: Self.buildBatch, into: &nodes)
      let vectors = try index.keys.map { key throws(Diagnostic) in
        try gather(nodes: nodes, key: key)
      }
      try note(nodes.map(\.rawValue), vectors, state)
    }
  }

  private func buildRelationships(
    _ index: SchemaWiring.Index, _ state: PropertyIndexState
  ) throws(Diagnostic) {
    var position: RelationshipID? = RelationshipID(0)
    while let from = position {
      var found: [RelationshipID] = []
      position = try scanRelationships(
        type: index.target.map { RelationshipTypeID($0) }, from: from, limit: Self.buildBatch,
        into: &found)
      let vectors = try index.keys.map { key throws(Diagnostic) in
        try gather(relationships: found, key: key)
      }
      try note(found.map(\.rawValue), vectors, state)
    }
  }

  private func note(
    _ ids: [UInt32], _ vectors: [ColumnVector], _ state: PropertyIndexState
  ) throws(Diagnostic) {
    if vectors.count == 1, let first = ids.first, let last = ids.last,
      Int(last - first) == ids.count - 1
    {
      return try state.note(vectors[0], firstID: first, in: self)
    }
    for row in ids.indices {
      guard let key = Self.entryKey(vectors, row: row) else { continue }
      try state.note(key, ids[row], isAddition: true, in: self)
    }
  }

  // MARK: The commit

  /// The blobs of the catalogue and of the directories that changed; merges what waits into the segments.
  func changedIndexBlobs() throws(Diagnostic) -> [(key: BlobKey, blob: HeapBlob?)] {
    var blobs: [(key: BlobKey, blob: HeapBlob?)] = []
    for (_, state) in tables.indexStates {
      try state.merge(in: self)
      if state.isChanged { blobs.append(state.directoryBlob) }
    }
    // A dropped index's directory may be another's by now.
    for (key, _) in blobs { changes.removed.remove(key.bits) }
    let catalogue = tables.schema.catalogue
    if changes.catalogueChanged {
      blobs.append((CatalogueBlob.key, CatalogueBlob.blob(catalogue, names: tables.schema)))
    }
    return blobs
  }
}

extension ColumnVector {
  /// Appends the key of a row that is not null, without making a string of a text.
  func appendIndexKey(ofRow row: Int, to bytes: inout [UInt8]) {
    switch storage {
    case .integers(let rows): IndexKeyCoding.append(integer: rows[row], to: &bytes)
    case .dates(let rows): IndexKeyCoding.append(days: rows[row], to: &bytes)
    case .texts(let rows):
      // Safe because the text is readable while the column is held.
      let text = unsafe UnsafeBufferPointer(start: rows[row].start, count: rows[row].count)
      unsafe IndexKeyCoding.append(classOf: text, to: &bytes)
    case .booleans, .floats, .nodes, .relationships, .values:
      IndexKeyCoding.append(value(at: row), to: &bytes)
    }
  }
}
