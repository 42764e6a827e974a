package import KithCore

/// UTF-8 bytes that somebody else keeps alive: the file's map for the length of a transaction, or a column's `owner`.
@safe
package struct TextReference: @unchecked Sendable {
  // Safe because a reference is made only from memory whose lifetime the maker ties to a transaction
  // or to the `owner` of the vector that holds it, and is never written through.
  package let start: UnsafePointer<UInt8>
  package let count: Int

  @inlinable
  package init(start: UnsafePointer<UInt8>, count: Int) {
    unsafe self.start = start
    self.count = count
  }

  /// The text as a string of its own. Linear in its length.
  package var string: String {
    // Safe because `start` is readable for `count` bytes while the owner lives.
    unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}

/// A column of values of one type, or of `Value`s where types are mixed: what operators and expressions hand on.
///
/// ```
/// storage  | 7 | 3 | 0 | 9 |        one entry a row, of one type
/// isNull   | 0 | 0 | 1 | 0 |        nil where no row is null; the entry of a null row means nothing
/// ```
package struct ColumnVector: Sendable {
  package enum Storage: Sendable {
    case booleans([Bool])
    case integers([Int64])
    case floats([Double])
    /// Days since 1970-01-01.
    case dates([Int64])
    case texts([TextReference])
    case nodes([NodeID])
    case relationships([RelationshipID])
    /// Any type; null rows hold `.null` too.
    case values([Value])
  }

  package var storage: Storage
  /// One entry a row, or nil where no row is null.
  package var isNull: [Bool]?
  /// Keeps alive what `texts` refer to, where it is not the transaction.
  package var owner: (any AnyObject & Sendable)?

  package init(
    _ storage: Storage, isNull: [Bool]? = nil, owner: (any AnyObject & Sendable)? = nil
  ) {
    self.storage = storage
    self.isNull = isNull
    self.owner = owner
  }

  /// The number of rows.
  package var count: Int {
    switch storage {
    case .booleans(let rows): rows.count
    case .integers(let rows), .dates(let rows): rows.count
    case .floats(let rows): rows.count
    case .texts(let rows): rows.count
    case .nodes(let rows): rows.count
    case .relationships(let rows): rows.count
    case .values(let rows): rows.count
    }
  }

  /// The value of one row. Makes a string of its own for a text: for the edge, not for row loops.
  package func value(at row: Int) -> Value {
    if let isNull, isNull[row] { return .null }
    return switch storage {
    case .booleans(let rows): .boolean(rows[row])
    case .integers(let rows): .integer(rows[row])
    case .floats(let rows): .float(rows[row])
    case .dates(let rows): .date(DateValue(daysSinceEpoch: rows[row]))
    case .texts(let rows): .string(rows[row].string)
    case .nodes(let rows): .node(rows[row])
    case .relationships(let rows): .relationship(rows[row])
    case .values(let rows): rows[row]
    }
  }

  /// The rows as values. Linear; makes strings.
  package var values: [Value] {
    if case .values(let rows) = storage, isNull == nil { return rows }
    return (0..<count).map(value(at:))
  }

  /// The rows at `indices`, in that order. Linear in `indices`.
  package func gathered(_ indices: [UInt32]) -> ColumnVector {
    let storage: Storage =
      switch storage {
      case .booleans(let rows): .booleans(indices.map { rows[Int($0)] })
      case .integers(let rows): .integers(indices.map { rows[Int($0)] })
      case .floats(let rows): .floats(indices.map { rows[Int($0)] })
      case .dates(let rows): .dates(indices.map { rows[Int($0)] })
      case .texts(let rows): .texts(indices.map { rows[Int($0)] })
      case .nodes(let rows): .nodes(indices.map { rows[Int($0)] })
      case .relationships(let rows): .relationships(indices.map { rows[Int($0)] })
      case .values(let rows): .values(indices.map { rows[Int($0)] })
      }
    return ColumnVector(
      storage, isNull: isNull.map { mask in indices.map { mask[Int($0)] } }, owner: owner)
  }

  /// The same value in `count` rows.
  package static func constant(_ value: Value, count: Int) -> ColumnVector {
    switch value {
    case .boolean(let it): ColumnVector(.booleans(Array(repeating: it, count: count)))
    case .integer(let it): ColumnVector(.integers(Array(repeating: it, count: count)))
    case .float(let it): ColumnVector(.floats(Array(repeating: it, count: count)))
    case .date(let it): ColumnVector(.dates(Array(repeating: it.daysSinceEpoch, count: count)))
    case .node(let it): ColumnVector(.nodes(Array(repeating: it, count: count)))
    case .relationship(let it): ColumnVector(.relationships(Array(repeating: it, count: count)))
    case .null, .string, .localTime, .time, .localDateTime, .dateTime, .duration, .point, .list,
      .map,
      .path:
      ColumnVector(.values(Array(repeating: value, count: count)))
    }
  }
}
