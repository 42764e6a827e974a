import KithColumns
import KithCore

/// `left < right` and its fellows, three-valued.
///
/// Columns of one type run in typed loops, against a constant without a column for it; all else goes
/// value by value.
final class ComparisonExpression: CompiledExpression {
  private let left: CompiledExpression
  private let comparison: ComparisonOperator
  private let right: CompiledExpression

  init(
    _ left: CompiledExpression, _ comparison: ComparisonOperator, _ right: CompiledExpression,
    span: SourceSpan
  ) {
    // A constant stands on the right, where the typed loops look for it.
    let swaps = left.isInvariant && !right.isInvariant
    self.left = swaps ? right : left
    self.comparison = swaps ? comparison.mirrored : comparison
    self.right = swaps ? left : right
    super.init(
      span: span, isInvariant: left.isInvariant && right.isInvariant,
      canFail: left.canFail || right.canFail)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let vector = try left.evaluate(batch, context)
    if let scalar = try right.sharedValue(context) {
      if scalar.isNull { return .allNull(batch.rowCount) }
      return Self.typed(vector, comparison, scalar)
        ?? Self.generic(vector.values, comparison) { _ in scalar }
    }
    let other = try right.evaluate(batch, context)
    if let typed = Self.typed(vector, comparison, other) { return typed }
    let others = other.values
    return Self.generic(vector.values, comparison) { others[$0] }
  }

  /// A column against one value, where both are of one type.
  private static func typed(
    _ vector: ColumnVector, _ comparison: ComparisonOperator, _ scalar: Value
  ) -> ColumnVector? {
    let truths: [Bool]
    switch (vector.storage, scalar) {
    case (.integers(let column), .integer(let it)): truths = compared(column, comparison, it)
    case (.floats(let column), .float(let it)): truths = compared(column, comparison, it)
    case (.floats(let column), .integer(let it)):
      // Exact for what a float holds exactly; the others go one by one.
      guard let float = Double(exactly: it) else { return nil }
      truths = compared(column, comparison, float)
    case (.dates(let column), .date(let it)):
      truths = compared(column, comparison, it.daysSinceEpoch)
    case (.texts(let column), .string(let it)): truths = compared(column, comparison, it)
    case (.nodes(let column), .node(let it)):
      guard let equal = comparison.asEquality else { return nil }
      truths = rows(column.count) { (column[$0] == it) == equal }
    case (.relationships(let column), .relationship(let it)):
      guard let equal = comparison.asEquality else { return nil }
      truths = rows(column.count) { (column[$0] == it) == equal }
    case (.booleans(let column), .boolean(let it)):
      guard let equal = comparison.asEquality else { return nil }
      truths = rows(column.count) { (column[$0] == it) == equal }
    default: return nil
    }
    return ColumnVector(.booleans(truths), isNull: vector.isNull)
  }

  /// Two columns of one type, row by row.
  private static func typed(
    _ left: ColumnVector, _ comparison: ComparisonOperator, _ right: ColumnVector
  ) -> ColumnVector? {
    let truths: [Bool]
    switch (left.storage, right.storage) {
    case (.integers(let one), .integers(let other)), (.dates(let one), .dates(let other)):
      truths = compared(one, comparison, other)
    case (.floats(let one), .floats(let other)): truths = compared(one, comparison, other)
    case (.texts(let one), .texts(let other)): truths = compared(one, comparison, other)
    case (.nodes(let one), .nodes(let other)):
      guard let equal = comparison.asEquality else { return nil }
      truths = rows(one.count) { (one[$0] == other[$0]) == equal }
    case (.relationships(let one), .relationships(let other)):
      guard let equal = comparison.asEquality else { return nil }
      truths = rows(one.count) { (one[$0] == other[$0]) == equal }
    case (.booleans(let one), .booleans(let other)):
      guard let equal = comparison.asEquality else { return nil }
      truths = rows(one.count) { (one[$0] == other[$0]) == equal }
    default: return nil
    }
    return ColumnVector(
      .booleans(truths), isNull: combinedMask(left.isNull, right.isNull))
  }

  private static func generic(
    _ left: [Value], _ comparison: ComparisonOperator, _ right: (Int) -> Value
  ) -> ColumnVector {
    var truths: [Bool] = []
    var mask: [Bool]?
    truths.reserveCapacity(left.count)
    for row in left.indices {
      let truth = comparison.holds(left[row], right(row))
      truths.append(truth ?? false)
      guard truth == nil else { continue }
      if mask == nil { mask = Array(repeating: false, count: left.count) }
      mask?[row] = true
    }
    return ColumnVector(.booleans(truths), isNull: mask)
  }
}

extension ComparisonOperator {
  /// Whether it holds between two values; nil where that is not known.
  func holds(_ left: Value, _ right: Value) -> Bool? {
    switch self {
    case .equal: return left.equals(right)
    case .notEqual: return left.equals(right).map { !$0 }
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    guard let order = left.compare(right) else { return nil }
    return switch (self, order) {
    case (_, .unordered): false
    case (.less, let it): it == .less
    case (.lessOrEqual, let it): it != .greater
    case (.greater, let it): it == .greater
    case (.greaterOrEqual, let it): it != .less
    case (.equal, _), (.notEqual, _): nil
    }
  }

  /// The comparison with its sides changed over.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Whether it asks for equality (true) or for a difference (false).
  var asEquality: Bool? {
    switch self {
    case .equal: true
    case .notEqual: false
    case .less, .lessOrEqual, .greater, .greaterOrEqual: nil
    }
  }
}
