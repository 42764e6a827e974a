import KithCore

/// The relationships of a picture in stable order: by start, end, type and properties.
struct DrawnRelationships {
  struct Entry {
    /// Places in the nodes of the picture.
    var start: Int
    var end: Int
    /// The place of its type in `types`.
    var type: Int
    var id: RelationshipID
    /// 1 for the first of a start, end and type, 2 for the next one parallel to it …
    var ordinal = 1
  }

  private(set) var entries: [Entry] = []
  /// The names of the types, sorted.
  private(set) var types: [String] = []

  /// Reads each relationship once and sorts: O(n log n). One whose ends are not drawn is left out.
  init(
    _ relationships: [RelationshipID], among nodes: DrawnNodes, of graph: any GraphReader
  ) throws {
    entries.reserveCapacity(relationships.count)
    var symbols = SymbolTable()
    for id in relationships {
      guard let record = try graph.relationship(id), let start = nodes.index(of: record.start),
        let end = nodes.index(of: record.end)
      else { continue }
      let type = Int(symbols.insert(record.type))
      entries.append(Entry(start: start, end: end, type: type, id: id))
    }
    types = symbols.names.sorted()
    var places = SymbolTable(names: types)
    for index in entries.indices {
      entries[index].type = Int(places.insert(symbols.names[entries[index].type]))
    }
    entries.sort {
      ($0.start, $0.end, $0.type, $0.id) < ($1.start, $1.end, $1.type, $1.id)
    }
    try sortParallels(of: graph)
  }

  /// Orders relationships that share start, end and type by their properties, and numbers them.
  private mutating func sortParallels(of graph: any GraphReader) throws {
    var start = 0
    while start < entries.count {
      let first = entries[start]
      var end = start + 1
      while end < entries.count, entries[end].start == first.start, entries[end].end == first.end,
        entries[end].type == first.type
      { end += 1 }
      if end - start > 1 {
        let keyed = try entries[start..<end].map { (try Self.propertyText($0.id, graph), $0) }
        let sorted = keyed.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }
        for (offset, entry) in sorted.enumerated() {
          entries[start + offset] = entry.1
          entries[start + offset].ordinal = offset + 1
        }
      }
      start = end
    }
  }

  private static func propertyText(
    _ id: RelationshipID, _ graph: any GraphReader
  ) throws -> String {
    guard let properties = try graph.relationship(id)?.properties else { return "" }
    return properties.entries.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.plainText)" }.joined(separator: "\u{1}")
  }
}
