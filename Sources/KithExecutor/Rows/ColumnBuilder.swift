import KithColumns
import KithCore

/// Puts a column together from parts; stays typed as long as the parts are of one type.
///
/// Nulls fit every type. Texts stay references, and the column keeps alive what each part's texts refer to.
struct ColumnBuilder {
  private(set) var count = 0
  /// Nil while there have been only nulls.
  private var storage: ColumnVector.Storage?
  private var mask: [Bool]?
  private var owners: [any AnyObject & Sendable] = []

  /// Appends all rows of a vector. Linear in them.
  mutating func append(_ vector: ColumnVector) {
    let added = vector.count
    guard added > 0 else { return }
    if case .values(let rows) = vector.storage, rows.allSatisfy(\.isNull) {
      return appendNulls(added)
    }
    extendMask(with: vector.isNull, count: added)
    if storage == nil { storage = vector.storage.padding(count) }
    if storage?.appendSameType(vector.storage) != true { appendMixed(vector) }
    if let owner = vector.owner, owners.last !== owner { owners.append(owner) }
    count += added
  }

  /// Appends one value.
  mutating func append(_ value: Value) { append(.constant(value, count: 1)) }

  /// Appends rows that are null.
  mutating func appendNulls(_ added: Int) {
    guard added > 0 else { return }
    extendMask(with: Array(repeating: true, count: added), count: added)
    if let present = storage { _ = storage?.appendSameType(present.padding(added)) }
    count += added
  }

  /// The column.
  func finished() -> ColumnVector {
    guard let storage else {
      return ColumnVector(.values(Array(repeating: .null, count: count)))
    }
    if case .values = storage { return ColumnVector(storage) }
    return ColumnVector(storage, isNull: mask, owner: owner)
  }

  private var owner: (any AnyObject & Sendable)? {
    owners.count > 1 ? OwnerList(owners) : owners.first
  }

  private mutating func extendMask(with added: [Bool]?, count addedCount: Int) {
    if mask == nil, added == nil { return }
    if mask == nil { mask = Array(repeating: false, count: count) }
    mask?.append(contentsOf: added ?? Array(repeating: false, count: addedCount))
  }

  /// The types differ: everything becomes values, here and from now on.
  private mutating func appendMixed(_ vector: ColumnVector) {
    guard let present = storage else { return }
    let before = mask.map { Array($0[..<count]) }
    var values = ColumnVector(present, isNull: before).values
    values.append(contentsOf: vector.values)
    storage = .values(values)
  }
}

/// Keeps several owners of texts alive.
final class OwnerList: Sendable {
  private let owners: [any AnyObject & Sendable]

  init(_ owners: [any AnyObject & Sendable]) { self.owners = owners }
}

extension ColumnVector.Storage {
  /// Entries of this type that stand for null rows.
  fileprivate func padding(_ count: Int) -> Self {
    switch self {
    case .booleans: .booleans(Array(repeating: false, count: count))
    case .integers: .integers(Array(repeating: 0, count: count))
    case .floats: .floats(Array(repeating: 0, count: count))
    case .dates: .dates(Array(repeating: 0, count: count))
    case .texts: .texts(Array(repeating: .empty, count: count))
    case .nodes: .nodes(Array(repeating: NodeID(.max), count: count))
    case .relationships: .relationships(Array(repeating: RelationshipID(.max), count: count))
    case .values: .values(Array(repeating: .null, count: count))
    }
  }

  /// Appends in place where the types agree; gives whether they do.
  fileprivate mutating func appendSameType(_ more: Self) -> Bool {
    // Each case lets go of the array before it appends: a second reference would copy it.
    switch more {
    case .booleans(let added):
      guard case .booleans(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .booleans(rows)
    case .integers(let added):
      guard case .integers(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .integers(rows)
    case .floats(let added):
      guard case .floats(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .floats(rows)
    case .dates(let added):
      guard case .dates(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .dates(rows)
    case .texts(let added):
      guard case .texts(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .texts(rows)
    case .nodes(let added):
      guard case .nodes(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .nodes(rows)
    case .relationships(let added):
      guard case .relationships(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .relationships(rows)
    case .values(let added):
      guard case .values(var rows) = self else { return false }
      self = .booleans([])
      rows.append(contentsOf: added)
      self = .values(rows)
    }
    return true
  }
}

extension TextReference {
  /// The text without characters, in memory that lives as long as the process.
  fileprivate static var empty: TextReference {
    let text: StaticString = ""
    // Safe because a static string lives as long as the process, and no byte of it is read.
    return unsafe TextReference(start: text.utf8Start, count: 0)
  }
}
