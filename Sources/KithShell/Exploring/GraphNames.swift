import KithCore

/// What a thing is called: names for people, ids for files.
struct ThingName: Sendable, Hashable {
  var node: NodeID
  /// The name that is shown: `name`, else `title`, else the id, else the labels.
  var shown: String
  /// The property `id`, as text.
  var id: String?
  var labels: [String]

  /// `Person, Place`.
  var labelText: String { labels.joined(separator: ", ") }
}

/// Finds things by what people call them.
struct GraphNames {
  private let reader: any GraphReader

  init(_ reader: any GraphReader) { self.reader = reader }

  /// The name of a node.
  func name(of node: NodeID) throws -> ThingName {
    let record = try reader.node(node)
    let id = record?.properties["id"].flatMap(Self.idText)
    let labels = record?.labels ?? []
    let shown =
      Self.text(record?.properties["name"]) ?? Self.text(record?.properties["title"]) ?? id
      ?? "(\(labels.map { ":\($0)" }.joined()))"
    return ThingName(node: node, shown: shown, id: id, labels: labels)
  }

  /// The one thing that is called so, by id or by name.
  ///
  /// Throws `AmbiguousName` where there are several, `ShellProblem.noSuchName` where there is none.
  func resolve(_ word: CommandArgument.Word) throws -> ThingName {
    let withID = try nodes(id: word.text)
    if !withID.isEmpty { return try only(withID.map(name(of:)), word) }
    let found = NameQuery(word.text).ranked(try candidates())
    guard let best = found.first, best.match < .typingErrors(0) else {
      let nearest = try Self.distinct(found.map(\.subject)).prefix(3).map { try name(of: $0).shown }
      throw ShellProblem.noSuchName(word.text, nearest: Array(nearest)).diagnostic(at: word.span)
    }
    let equallyGood = Self.distinct(found.filter { $0.match == best.match }.map(\.subject))
    return try only(equallyGood.map(name(of:)), word)
  }

  /// Everything whose id or one of whose names answers, the best first.
  func find(_ text: String) throws -> [ThingName] {
    let withID = try nodes(id: text)
    let named = NameQuery(text).ranked(try candidates()).map(\.subject)
    return try Self.distinct(withID + named).map(name(of:))
  }

  /// Every name of every node: `name`, `short` and `aliases`; `title` for what has no name.
  ///
  /// Cost: four look-ups a node.
  func candidates() throws -> [(name: String, subject: NodeID)] {
    var all: [(name: String, subject: NodeID)] = []
    for node in try reader.nodes(label: nil) {
      let name = Self.text(try reader.property("name", ofNode: node))
      let title = name == nil ? Self.text(try reader.property("title", ofNode: node)) : nil
      let short = Self.text(try reader.property("short", ofNode: node))
      var names = [name, title, short].compactMap { $0 }
      if case .list(let aliases) = try reader.property("aliases", ofNode: node) {
        names += aliases.compactMap(Self.text)
      }
      for name in names { all.append((name, node)) }
    }
    return all
  }

  private func nodes(id: String) throws -> [NodeID] {
    let asText = try reader.nodes(key: "id", equals: .string(id))
    guard let number = Int64(id) else { return asText }
    return try asText + reader.nodes(key: "id", equals: .integer(number))
  }

  private func only(_ things: [ThingName], _ word: CommandArgument.Word) throws -> ThingName {
    if let first = things.first, things.count == 1 { return first }
    throw AmbiguousName(name: word.text, span: word.span, candidates: things)
  }

  private static func distinct(_ nodes: [NodeID]) -> [NodeID] {
    var seen: Set<NodeID> = []
    return nodes.filter { seen.insert($0).inserted }
  }

  private static func text(_ value: Value?) -> String? {
    if case .string(let text) = value, !text.isEmpty { text } else { nil }
  }

  private static func idText(_ value: Value) -> String? {
    switch value {
    case .string(let text): text
    case .integer(let number): String(number)
    case .null, .boolean, .float, .date, .localTime, .time, .localDateTime, .dateTime, .duration,
      .point,
      .list, .map, .node, .relationship, .path:
      nil
    }
  }
}

/// A name that several things have, and these.
struct AmbiguousName: Error {
  /// How many candidates are listed.
  private static let listedCandidates = 20

  var name: String
  var span: SourceSpan
  var candidates: [ThingName]

  var diagnostic: Diagnostic { ShellProblem.ambiguousName(name).diagnostic(at: span) }

  /// One line a candidate: id, name, labels.
  var lines: [String] {
    let listed = candidates.prefix(Self.listedCandidates)
    let ids = listed.map { $0.id ?? "(no id)" }
    let idWidth = ids.map(\.displayWidth).max() ?? 0
    let nameWidth = listed.map(\.shown.displayWidth).max() ?? 0
    let lines = zip(ids, listed).map { id, thing in
      "  \(id.padded(to: idWidth))  \(thing.shown.padded(to: nameWidth))  \(thing.labelText)"
    }
    let rest = candidates.count - listed.count
    return rest > 0 ? lines + ["  … and \(rest) more"] : lines
  }
}

extension String {
  /// The text with spaces behind it up to a display width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }
}
