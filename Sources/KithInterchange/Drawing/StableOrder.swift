import KithCore

/// What sorts entities alike however they were loaded: the property `id` where there is one, else the number.
struct StableKey: Comparable {
  private enum Kind: Int { case integer, text, number }

  private var kind: Kind
  private var integer: Int64
  private var text: String

  init(id: Value, number: UInt32) {
    text = ""
    switch id {
    case .integer(let id): (kind, integer) = (.integer, id)
    case .string(let id): (kind, integer, text) = (.text, 0, id)
    case .null, .boolean, .float, .date, .localTime, .time, .localDateTime, .dateTime, .duration,
      .list, .map, .node, .relationship, .path:
      (kind, integer) = (.number, Int64(number))
    }
  }

  /// The id as it stands in the DOT file; nil where there is none.
  ///
  /// The DOT id of an element without an id is its number after `#`; a text that begins with `#`
  /// gets one more, so that no two elements share a DOT id.
  var dotID: String? {
    switch kind {
    case .integer: String(integer)
    case .text: text.hasPrefix("#") ? "#" + text : text
    case .number: nil
    }
  }

  static func < (left: StableKey, right: StableKey) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    if left.integer != right.integer { return left.integer < right.integer }
    return left.text < right.text
  }
}

/// The nodes of a picture in stable order, each with its DOT id.
struct DrawnNodes {
  struct Entry {
    var id: NodeID
    /// The place of its label in `labels`.
    var label: Int
    /// The quoted DOT id, as a range of `names`.
    var name: Range<Int>
  }

  /// Sorted by stable id.
  private(set) var entries: [Entry] = []
  /// The labels that decide how nodes look, as legends list them; nil for nodes without any.
  private(set) var labels: [String?] = []
  /// How many nodes each of the labels has.
  private(set) var counts: [Int] = []
  private var names: [UInt8] = []
  private var indices: [NodeID: Int] = [:]

  /// Reads each node once and sorts: O(n log n). Ids that stand for nothing are left out.
  init(_ nodes: [NodeID], of graph: any GraphReader) throws {
    var found: [(key: StableKey, label: Int, id: NodeID)] = []
    found.reserveCapacity(nodes.count)
    var labelNumbers: [String?: Int] = [:]
    for id in nodes {
      guard let record = try graph.node(id) else { continue }
      let primary = LabelStyle.primary(of: record.labels)
      let label = labelNumbers[primary] ?? labels.count
      if label == labels.count {
        labelNumbers[primary] = label
        labels.append(primary)
      }
      let key = StableKey(id: record.properties["id"] ?? .null, number: id.rawValue)
      found.append((key, label, id))
    }
    let places = sortLabels()
    for index in found.indices { found[index].label = places[found[index].label] }
    found.sort { ($0.key, $0.label, $0.id) < ($1.key, $1.label, $1.id) }
    adopt(found)
  }

  /// Sorts `labels` and gives the new place of each.
  private mutating func sortLabels() -> [Int] {
    let order = labels.indices.sorted { left, right in
      guard let first = labels[left] else { return false }
      guard let second = labels[right] else { return true }
      return LabelStyle.rank(first) < LabelStyle.rank(second)
    }
    var places = Array(repeating: 0, count: labels.count)
    for (place, old) in order.enumerated() { places[old] = place }
    labels = order.map { labels[$0] }
    counts = Array(repeating: 0, count: labels.count)
    return places
  }

  private mutating func adopt(_ sorted: [(key: StableKey, label: Int, id: NodeID)]) {
    var writer = DotWriter()
    entries.reserveCapacity(sorted.count)
    indices.reserveCapacity(sorted.count)
    for (index, node) in sorted.enumerated() {
      // Ids are unique within their id space only: those that occur twice give way to numbers.
      let isShared =
        index > 0 && sorted[index - 1].key == node.key
        || index + 1 < sorted.count && sorted[index + 1].key == node.key
      let start = writer.bytes.count
      writer.quote((isShared ? nil : node.key.dotID) ?? "#\(node.id.rawValue)")
      entries.append(Entry(id: node.id, label: node.label, name: start..<writer.bytes.count))
      indices[node.id] = index
      counts[node.label] += 1
    }
    names = writer.drain()
  }

  /// The places of the nodes of each label, in stable order.
  func placesByLabel() -> [[Int]] {
    var places: [[Int]] = counts.map { count in
      var places: [Int] = []
      places.reserveCapacity(count)
      return places
    }
    for (place, entry) in entries.enumerated() { places[entry.label].append(place) }
    return places
  }

  /// The place of a node in `entries`; nil where it is not drawn.
  func index(of node: NodeID) -> Int? { indices[node] }

  /// The quoted DOT id of the node at a place.
  func name(at index: Int) -> ArraySlice<UInt8> { names[entries[index].name] }

  /// The DOT id of the node at a place without its quotes, escaped for a string.
  func bareName(at index: Int) -> ArraySlice<UInt8> { name(at: index).dropFirst().dropLast() }
}

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
