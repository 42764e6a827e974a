import KithColumns
import KithCore
import KithDatabase

/// A small graph in dictionaries.
final class FakeGraph: GraphReader {
  private var nodeRecords: [NodeRecord] = []
  private var relationshipRecords: [RelationshipRecord] = []

  /// Adds a node; gives its id.
  @discardableResult
  func node(_ labels: String..., properties: (String, Value)...) -> NodeID {
    let id = NodeID(UInt32(nodeRecords.count))
    nodeRecords.append(
      NodeRecord(
        id: id, labels: labels,
        properties: ValueMap(properties.map { (key: $0.0, value: $0.1) })))
    return id
  }

  /// Adds a relationship.
  func relate(_ start: NodeID, _ type: String, _ end: NodeID, properties: (String, Value)...) {
    relationshipRecords.append(
      RelationshipRecord(
        id: RelationshipID(UInt32(relationshipRecords.count)), type: type, start: start, end: end,
        properties: ValueMap(properties.map { (key: $0.0, value: $0.1) })))
  }

  var schema: Schema {
    var schema = Schema()
    for node in nodeRecords {
      for label in node.labels { _ = schema.labels.insert(label) }
      for key in node.properties.keys { _ = schema.propertyKeys.insert(key) }
    }
    for relationship in relationshipRecords {
      _ = schema.relationshipTypes.insert(relationship.type)
      for key in relationship.properties.keys { _ = schema.propertyKeys.insert(key) }
    }
    return schema
  }

  var statistics: Statistics {
    let schema = schema
    var statistics = Statistics()
    statistics.nodeCount = nodeRecords.count
    statistics.relationshipCount = relationshipRecords.count
    func labels(_ node: NodeID) -> [LabelID?] {
      [nil]
        + nodeRecords[Int(node.rawValue)].labels.compactMap {
          schema.labels.number(of: $0).map { LabelID($0) }
        }
    }
    for node in nodeRecords {
      for case let label? in labels(node.id) { statistics.nodesByLabel[label, default: 0] += 1 }
    }
    for relationship in relationshipRecords {
      let type = schema.relationshipTypes.number(of: relationship.type).map {
        RelationshipTypeID($0)
      }
      for start in labels(relationship.start) {
        for end in labels(relationship.end) {
          let triple = Statistics.Triple(start: start, type: type, end: end)
          statistics.relationshipsByTriple[triple, default: 0] += 1
        }
      }
    }
    return statistics
  }

  func node(_ id: NodeID) -> NodeRecord? {
    nodeRecords.indices.contains(Int(id.rawValue)) ? nodeRecords[Int(id.rawValue)] : nil
  }

  func relationship(_ id: RelationshipID) -> RelationshipRecord? {
    relationshipRecords.indices.contains(Int(id.rawValue))
      ? relationshipRecords[Int(id.rawValue)] : nil
  }

  func nodes(label: String?) -> [NodeID] {
    nodeRecords.filter { node in label.map { node.labels.contains($0) } ?? true }.map(\.id)
  }

  func nodes(key: String, equals value: Value) -> [NodeID] {
    nodeRecords.filter { $0.properties[key].map { $0.plainText == value.plainText } ?? false }
      .map(\.id)
  }

  func relationships(of node: NodeID, direction: Direction?, type: String?) -> [RelationshipID] {
    relationshipRecords.filter { relationship in
      let isOutgoing = relationship.start == node && direction != .incoming
      let isIncoming = relationship.end == node && direction != .outgoing
      return (isOutgoing || isIncoming) && (type == nil || relationship.type == type)
    }.map(\.id)
  }

  func relationships() -> [RelationshipID] { relationshipRecords.map(\.id) }

  func property(_ key: String, ofNode node: NodeID) -> Value {
    self.node(node)?.properties[key] ?? .null
  }

  func property(_ key: String, ofRelationship relationship: RelationshipID) -> Value {
    self.relationship(relationship)?.properties[key] ?? .null
  }
}

/// A session that answers the statements it was told of, and reads a fake graph.
final class FakeSession: Session {
  /// What a statement gives.
  enum Answer {
    case rows(columns: [String], [[Value]])
    case changes(ChangeCounters)
    case plan(String)
    case failure(Diagnostic)
    /// Runs until `cancel()`.
    case endless
  }

  let name: String
  var isReadOnly = false
  var isInTransaction = false
  var graph = FakeGraph()
  var answers: [String: Answer] = [:]
  var warnings: [Diagnostic] = []
  private(set) var seen: [String] = []
  private(set) var parametersSeen: [[String: Value]] = []
  var isCancelled = false
  var memoryLimitBytes = 2 << 30
  var formatVersion: Int? { nil }
  var threadLimit = 0

  init(name: String = "memory") { self.name = name }

  func run(
    _ statement: String, parameters: [String: Value], into sink: any ResultSink
  ) throws(Diagnostics) -> StatementSummary {
    seen.append(statement)
    parametersSeen.append(parameters)
    let answer = answers[statement] ?? .failure(Diagnostic(.syntaxError, "unknown: \(statement)"))
    do {
      return try give(answer, to: sink)
    } catch let diagnostics as Diagnostics {
      throw diagnostics
    } catch {
      throw Diagnostics(Diagnostic(.inputError, "the sink: \(error)"))
    }
  }

  private func give(_ answer: Answer, to sink: any ResultSink) throws -> StatementSummary {
    var summary = StatementSummary(
      columns: [], rowCount: 0, parseMicroseconds: 1, planMicroseconds: 2, executeMicroseconds: 3,
      totalMicroseconds: 6, warnings: warnings)
    switch answer {
    case .rows(let columns, let rows):
      try sink.begin(columns: columns)
      for row in rows { try sink.receive([row], entities: graph) }
      (summary.columns, summary.rowCount) = (columns, rows.count)
    case .changes(let counters):
      try sink.begin(columns: [])
      summary.counters = counters
    case .plan(let text):
      let step = PlanReport.Step(number: 1, parent: nil, operation: text, estimatedRows: 2)
      summary.plan = PlanReport(text: text, steps: [step], isMeasured: false)
    case .failure(let diagnostic): throw Diagnostics(diagnostic)
    case .endless: throw Diagnostics(Diagnostic(.cancelled, "the query was stopped"))
    }
    return summary
  }

  func begin() throws(Diagnostic) { isInTransaction = true }

  func commit() throws(Diagnostic) { isInTransaction = false }

  func rollback() throws(Diagnostic) { isInTransaction = false }

  func cancel() { isCancelled = true }

  func read<T>(_ body: (any GraphReader) throws -> T) throws -> T { try body(graph) }

  func write<T>(_ body: (any GraphWriter & BulkGraphWriter) throws -> T) throws -> T {
    throw Diagnostic(.storageError, "a fake graph is not written")
  }
}
