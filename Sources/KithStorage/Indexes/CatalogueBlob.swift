import KithCore

/// The indexes and constraints of the file.
///
/// ```
///  0        8     9          12        16
/// +--------+-----+----------+---------+-------------------------------------------------------------
/// |checksum| 'G' | 0        | indexes | index …, constraints u32, constraint …
/// +--------+-----+----------+---------+-------------------------------------------------------------
/// index       number u32, kind u8, automatic u8, target, name
/// constraint  rule u8 (0 unique, 1 exists, 2 key, 3 type), type's text, target, name
/// target      0 node, 1 relationship or 2 every node u8, number of the label or type u32, keys u32, number of each key u32
/// texts       length u32, UTF-8
/// ```
enum CatalogueBlob {
  static let key = BlobKey(.catalogue)

  // MARK: writing

  /// Nil where there is nothing to be kept.
  static func blob(_ catalogue: SchemaCatalogue, names: Schema) -> HeapBlob? {
    guard !catalogue.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for index in catalogue.indexes {
      append(UInt32(index.number.rawValue), to: &bytes)
      bytes.append(index.kind.rawValue)
      bytes.append(index.isAutomatic ? 1 : 0)
      append(index.target, index.keys, names, to: &bytes)
      append(index.name, to: &bytes)
    }
    append(UInt32(catalogue.constraints.count), to: &bytes)
    for constraint in catalogue.constraints {
      switch constraint.rule {
      case .unique: bytes.append(0)
      case .exists: bytes.append(1)
      case .key: bytes.append(2)
      case .type: bytes.append(3)
      }
      if case .type(let type) = constraint.rule {
        append("\(type)", to: &bytes)
      } else {
        append("", to: &bytes)
      }
      append(constraint.target, constraint.keys, names, to: &bytes)
      append(constraint.name, to: &bytes)
    }
    let blob = HeapBlob(
      size: BlobHeader.size + bytes.count, family: .catalogue, count: catalogue.indexes.count)
    blob.copy(bytes[...], to: BlobHeader.size)
    blob.seal(key: key)
    return blob
  }

  private static func append(
    _ target: SchemaTarget, _ keys: [String], _ names: Schema, to bytes: inout [UInt8]
  ) {
    let table = target.kind == .node ? names.labels : names.relationshipTypes
    bytes.append(target == .anyNode ? 2 : target.kind.rawValue)
    append(table.number(of: target.name) ?? 0, to: &bytes)
    append(UInt32(keys.count), to: &bytes)
    for key in keys { append(names.propertyKeys.number(of: key) ?? 0, to: &bytes) }
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    append(UInt32(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  // MARK: reading

  /// The catalogue of a commit. Throws where its blob is damaged.
  static func read(in snapshot: Snapshot, names: Schema) throws(Diagnostic) -> SchemaCatalogue {
    guard let (start, size) = try unsafe snapshot.wholeBlob(key, family: .catalogue) else {
      return SchemaCatalogue()
    }
    guard let catalogue = unsafe read(start, size: size, names) else {
      throw StorageMessages.damagedBlob(snapshot.environment.name, key: key)
    }
    return catalogue
  }

  @unsafe
  private static func read(
    _ start: UnsafeRawPointer, size: Int, _ names: Schema
  ) -> SchemaCatalogue? {
    var reader = unsafe BlobReader(start, size: size, offset: BlobHeader.countOffset)
    var catalogue = SchemaCatalogue()
    guard let count = reader.next(UInt32.self) else { return nil }
    for _ in 0..<count {
      guard let index = reader.index(names) else { return nil }
      catalogue.indexes.append(index)
    }
    guard let constraints = reader.next(UInt32.self) else { return nil }
    for _ in 0..<constraints {
      guard let constraint = reader.constraint(names) else { return nil }
      catalogue.constraints.append(constraint)
    }
    return catalogue
  }
}

extension BlobReader {
  fileprivate mutating func index(_ names: Schema) -> PropertyIndex? {
    guard let number = next(UInt32.self), let kindByte = next(UInt8.self),
      let kind = PropertyIndex.Kind(rawValue: kindByte), let isAutomatic = next(UInt8.self),
      let (target, keys) = target(names), let name = text()
    else { return nil }
    return PropertyIndex(
      number: IndexNumber(UInt16(truncatingIfNeeded: number)), name: name, kind: kind,
      target: target, keys: keys, isAutomatic: isAutomatic == 1)
  }

  fileprivate mutating func constraint(_ names: Schema) -> GraphConstraint? {
    guard let ruleByte = next(UInt8.self), let typeText = text(),
      let (target, keys) = target(names), let name = text()
    else { return nil }
    let rule: ConstraintRule
    switch ruleByte {
    case 0: rule = .unique
    case 1: rule = .exists
    case 2: rule = .key
    case 3:
      guard let type = TypeDescription(text: typeText) else { return nil }
      rule = .type(type)
    default: return nil
    }
    return GraphConstraint(name: name, rule: rule, target: target, keys: keys)
  }

  private mutating func target(_ names: Schema) -> (SchemaTarget, [String])? {
    guard let kind = next(UInt8.self), let number = next(UInt32.self),
      let keyCount = next(UInt32.self)
    else { return nil }
    let table = kind == 0 ? names.labels : names.relationshipTypes
    guard kind <= 2, kind == 2 || Int(number) < table.count else { return nil }
    var keys: [String] = []
    for _ in 0..<keyCount {
      guard let key = next(UInt32.self), Int(key) < names.propertyKeys.count else { return nil }
      keys.append(names.propertyKeys.name(of: key))
    }
    if kind == 2 { return (.anyNode, keys) }
    let name = table.name(of: number)
    return (kind == 0 ? .node(label: name) : .relationship(type: name), keys)
  }

  private mutating func text() -> String? {
    guard let count = next(UInt32.self) else { return nil }
    return text(count: Int(count))
  }
}
