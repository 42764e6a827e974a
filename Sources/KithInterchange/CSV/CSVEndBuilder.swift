import KithColumns
import KithCore

/// `:START_ID` and `:END_ID`: the ordinals of the nodes at one end.
final class CSVEndBuilder: CSVColumnBuilder {
  private let source: CSVSource
  private let space: CSVIDSpace
  private let spaceName: String
  private let owner: CSVTextOwner
  /// Ordinals of the load, not yet nodes of the graph.
  private(set) var nodes: [NodeID] = []

  init(_ source: CSVSource, space: CSVIDSpace, spaceName: String) {
    self.source = source
    self.space = space
    self.spaceName = spaceName
    owner = CSVTextOwner(source.file)
  }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    let before = nodes.count
    space.lookUp(batch, column: column, source, owner, into: &nodes)
    for row in before..<nodes.count where nodes[row].rawValue == CSVIDSpace.none {
      let field = batch.fields[(row - before) * batch.columnCount + column]
      onProblem(
        CSVProblem(
          field.span,
          field.count == 0
            ? CSVMessages.emptyEnd : CSVMessages.unknownID(source.text(field), space: spaceName)))
    }
  }

  /// Turns ordinals into nodes. The builder is empty afterwards.
  func finish(_ nodeIDs: [NodeID]) -> [NodeID] {
    var nodes = take(&self.nodes)
    for index in nodes.indices { nodes[index] = nodeIDs[Int(nodes[index].rawValue)] }
    return nodes
  }
}

/// `:LABEL` and `:TYPE`: which rows share labels or a type.
final class CSVGroupBuilder: CSVColumnBuilder {
  private let source: CSVSource
  private let isType: Bool
  /// The texts of the groups, in the order of their first rows.
  private(set) var texts: [String] = []
  private var numbers: [String: UInt32] = [:]
  /// The group of each row; nil as long as there is only one.
  private(set) var groupOfRow: [UInt32]?
  private var rowCount = 0
  /// The last row's field: most rows repeat it.
  private var last: CSVField?
  private var lastGroup: UInt32 = 0

  init(_ source: CSVSource, isType: Bool) {
    self.source = source
    self.isType = isType
  }

  func append(_ batch: CSVBatch, column: Int, onProblem: (CSVProblem) -> Void) {
    var (last, group) = (last, lastGroup)
    for place in stride(from: column, to: batch.fields.count, by: batch.columnCount) {
      let field = batch.fields[place]
      if isType, field.count == 0 { onProblem(CSVProblem(field.span, CSVMessages.emptyType)) }
      if last.map({ !isSame($0, field) }) ?? true {
        group = number(source.text(field))
        last = field
      }
      rowCount += 1
      groupOfRow?.append(group)
    }
    (self.last, lastGroup) = (last, group)
  }

  private func number(_ text: String) -> UInt32 {
    if let known = numbers[text] { return known }
    let number = UInt32(texts.count)
    if number == 1 {
      groupOfRow = Array(repeating: 0, count: rowCount)
    }
    numbers[text] = number
    texts.append(text)
    return number
  }

  private func isSame(_ left: CSVField, _ right: CSVField) -> Bool {
    guard left.count == right.count else { return false }
    // Safe because both fields lie within the file, which `source` keeps alive.
    let bytes = unsafe source.file.bytes
    for offset in 0..<Int(left.count)
    where unsafe bytes[left.start + offset] != bytes[right.start + offset] {
      return false
    }
    return true
  }
}
