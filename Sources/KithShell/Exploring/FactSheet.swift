import KithCore

/// All that is known of one thing: itself, its roles by time, its other relationships, and who says so.
struct FactSheet {
  /// One relationship of the thing, as a line.
  struct Fact {
    var step: GraphStep
    var other: ThingName
    var standing: Standing
    /// The number of the place that it comes from.
    var citation: Int?
  }

  /// Where a fact stands in time, seen from a day.
  enum Standing: CaseIterable {
    /// Surely holds on the day.
    case present
    /// The sources leave open whether it holds.
    case open
    /// Has not begun.
    case coming
    case past
    /// Has no dates, and is no role.
    case timeless
  }

  let subject: ThingName
  let record: NodeRecord
  let facts: [Fact]
  let citations: Citations
  /// The number of the place that names the thing itself.
  let subjectCitation: Int?

  init(of subject: ThingName, on day: DateValue, in reader: any GraphReader) throws {
    self.subject = subject
    let names = GraphNames(reader)
    record =
      try reader.node(subject.node)
      ?? NodeRecord(id: subject.node, labels: [], properties: ValueMap())
    var citations = Citations()
    subjectCitation = try citations.number(record.properties, names, reader)
    let found = try GraphWalk(reader).steps(from: subject.node).map { step in
      Fact(
        step: step, other: try names.name(of: step.to),
        standing: Self.standing(of: step.relationship.properties, on: day))
    }
    // Numbers rise in the order in which the sheet is read.
    var facts: [Fact] = []
    for standing in Standing.allCases {
      let ordered = found.filter { $0.standing == standing }.sorted { Self.key($0) < Self.key($1) }
      for var fact in ordered {
        fact.citation = try citations.number(fact.step.relationship.properties, names, reader)
        facts.append(fact)
      }
    }
    self.facts = facts
    self.citations = citations
  }

  /// Facts of one standing, in order.
  func facts(_ standing: Standing) -> [Fact] { facts.filter { $0.standing == standing } }

  private static func standing(of properties: ValueMap, on day: DateValue) -> Standing {
    guard let period = FactPeriod.of(properties) else {
      return properties["role"] == nil ? .timeless : .open
    }
    if period.validOn(day) == true { return .present }
    if let last = period.latestEnd, last < day { return .past }
    if let first = period.earliestStart, first > day { return .coming }
    return .open
  }

  private static func key(_ fact: Fact) -> (Int, String, String, UInt32) {
    let relationship = fact.step.relationship
    let isOutgoing = relationship.start == fact.step.from
    return (
      isOutgoing ? 0 : 1, relationship.type, fact.other.shown, relationship.id.rawValue
    )
  }
}

/// The places in sources that facts come from, numbered in the order of their first use.
struct Citations {
  struct Citation: Hashable {
    /// `Bericht der AGSA, p. 5, paragraph 6`.
    var place: String
    var quote: String?
    var url: String?
  }

  private(set) var all: [Citation] = []
  private var numbers: [Citation: Int] = [:]
  private var sourceNames: [String: String] = [:]

  /// The number of the place that these properties name, or nil where they name none.
  mutating func number(
    _ properties: ValueMap, _ names: GraphNames, _ reader: any GraphReader
  ) throws -> Int? {
    guard let citation = try citation(properties, names, reader) else { return nil }
    if let known = numbers[citation] { return known }
    all.append(citation)
    numbers[citation] = all.count
    return all.count
  }

  private mutating func citation(
    _ properties: ValueMap, _ names: GraphNames, _ reader: any GraphReader
  ) throws -> Citation? {
    var parts: [String] = []
    if case .string(let source)? = properties["source"] {
      parts.append(try name(ofSource: source, names, reader))
    }
    if let page = properties["page"] { parts.append("p. \(FactDetails.cell(page))") }
    if let paragraph = properties["paragraph"] {
      parts.append("paragraph \(FactDetails.cell(paragraph))")
    }
    let quote = properties["quote"].map(FactDetails.cell)
    let url = properties["url"].map(FactDetails.cell)
    if parts.isEmpty && quote == nil && url == nil { return nil }
    return Citation(place: parts.joined(separator: ", "), quote: quote, url: url)
  }

  /// A source's name, looked up once.
  private mutating func name(
    ofSource id: String, _ names: GraphNames, _ reader: any GraphReader
  ) throws -> String {
    if let known = sourceNames[id] { return known }
    let node = try reader.nodes(key: "id", equals: .string(id)).first
    let name = try node.map { try names.name(of: $0).shown } ?? id
    sourceNames[id] = name
    return name
  }
}
