import KithColumns
import KithCore
import KithStorage

/// Groups by properties of one node, told apart by the node alone, as long as that is the same.
///
/// ```
/// RETURN f.id, f.name, count(*)      grouped by f, while no two f have the same id: names are read once a group
/// ```
///
/// It is the same while one of the keys is a different integer for each node. Then nodes are looked up in a dense array,
/// and texts are neither read nor compared.
struct NodeGroups {
  private let keys: [CompiledExpression]
  private let column: Int
  private var table = WordKeyTable()
  private var nodes: [NodeID] = []
  /// The key that tells nodes apart; nil before it was chosen.
  private var chosen: Int?
  private var chosenKeys = KeyTable()

  /// Nil where the keys are something else.
  init?(_ keys: [CompiledExpression]) {
    let columns = Set(keys.map(\.nodeColumn))
    guard keys.count > 1, columns.count == 1, let column = columns.first ?? nil else { return nil }
    self.keys = keys
    self.column = column
    // The node itself needs nothing else to be told apart by.
    chosen = keys.firstIndex { $0 is VariableExpression }
  }

  var count: Int { nodes.count }

  var byteCount: Int { table.byteCount + nodes.count * 4 + chosenKeys.byteCount }

  /// The group of each row. Nil where nodes do not tell groups apart any more: then nothing of the batch was taken, and the
  /// groups so far are to be gone on from in another way.
  mutating func groups(
    of batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> [UInt32]? {
    let vector = batch.flat(column)
    guard case .nodes(let ids) = vector.storage, vector.isNull == nil else { return nil }
    let groups = table.insert(ids.map { UInt64($0.rawValue) })
    var new: [UInt32] = []
    var next = UInt32(nodes.count)
    for row in groups.indices where groups[row] == next {
      new.append(UInt32(row))
      next += 1
    }
    if !new.isEmpty {
      guard try areDifferent(batch.selecting(new), context) else { return nil }
    }
    for row in new { nodes.append(ids[Int(row)]) }
    return groups
  }

  /// Whether new nodes differ from one another and from those before them in the chosen key.
  private mutating func areDifferent(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> Bool {
    if let chosen, keys[chosen] is VariableExpression { return true }
    for index in chosen.map({ $0...$0 }) ?? 0...keys.count - 1 {
      let vector = try keys[index].evaluate(batch, context)
      guard case .integers = vector.storage, vector.isNull == nil else { continue }
      chosen = index
      return chosenKeys.insertNew([vector], rowCount: batch.rowCount).count == batch.rowCount
    }
    return false
  }

  /// The keys of each group.
  func keyColumns(_ context: ExecutionContext) throws(Diagnostic) -> [ColumnVector] {
    let rows = Batch(
      rowCount: nodes.count,
      columns: Array(
        repeating: BatchColumn(vector: ColumnVector(.nodes(nodes))), count: column + 1))
    return try keys.map { key throws(Diagnostic) in try key.evaluate(rows, context) }
  }
}

extension CompiledExpression {
  /// The column whose node it reads, where it reads nothing else.
  fileprivate var nodeColumn: Int? {
    switch self {
    case let variable as VariableExpression: variable.column
    case let property as PropertyExpression: property.subjectColumn
    default: nil
    }
  }
}
