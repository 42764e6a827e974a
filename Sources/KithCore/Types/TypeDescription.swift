/// A type of the query language, as `x IS :: LIST<STRING NOT NULL>`, `CAST(x AS DATE)` and type constraints write it.
///
/// A type takes null too, unless it is followed by `NOT NULL` (GQL, ISO/IEC 39075:2024, section 18.9).
package struct TypeDescription: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Every value.
    case any
    /// No value at all, not even null.
    case nothing
    /// Null alone.
    case null
    case boolean, string, integer, float
    case date, localTime, zonedTime, localDateTime, zonedDateTime, duration
    case point, node, relationship, map, path
    /// What a property may hold: values without entities and maps, and lists of values of one such type.
    case propertyValue
    indirect case list(TypeDescription)
    /// One of several types; never empty.
    case union([TypeDescription])
  }

  package var kind: Kind
  /// Whether `NOT NULL` follows.
  package var isNotNull: Bool

  package init(_ kind: Kind, isNotNull: Bool = false) {
    self.kind = kind
    self.isNotNull = isNotNull
  }

  /// Whether null is of the type.
  package var takesNull: Bool {
    switch kind {
    case .nothing: false
    case .union(let members): !isNotNull && members.contains(where: \.takesNull)
    default: !isNotNull
    }
  }
}

// MARK: - Values

extension TypeDescription {
  /// Whether a value is of the type. Linear in the elements of lists.
  package func contains(_ value: Value) -> Bool {
    if value.isNull { return takesNull }
    switch (kind, value) {
    case (.any, _), (.boolean, .boolean), (.string, .string), (.integer, .integer),
      (.float, .float), (.date, .date), (.localTime, .localTime), (.zonedTime, .time),
      (.localDateTime, .localDateTime), (.zonedDateTime, .dateTime), (.duration, .duration),
      (.point, .point), (.node, .node), (.relationship, .relationship), (.map, .map),
      (.path, .path):
      return true
    case (.propertyValue, _): return value.isPropertyValue
    case (.list(let element), .list(let elements)): return elements.allSatisfy(element.contains)
    case (.union(let members), _): return members.contains { $0.contains(value) }
    default: return false
    }
  }
}

extension Value {
  /// Whether a property may hold it: no entity, path or map, and lists only of one type and without null.
  fileprivate var isPropertyValue: Bool {
    switch self {
    case .null, .map, .node, .relationship, .path: return false
    case .list(let elements):
      let isFlat = elements.allSatisfy { element in
        if case .list = element { return false }
        return element.isPropertyValue
      }
      return isFlat && Set(elements.map(\.typeName)).count <= 1
    default: return true
    }
  }
}

// MARK: - Text

extension TypeDescription: CustomStringConvertible {
  /// As the language writes it: `LIST<STRING NOT NULL> NOT NULL`, `INTEGER | FLOAT`.
  package var description: String {
    if case .union(let members) = kind {
      return members.map { member in
        var member = member
        member.isNotNull = member.isNotNull || isNotNull
        return member.description
      }.joined(separator: " | ")
    }
    return isNotNull ? "\(kind.name) NOT NULL" : kind.name
  }
}

extension TypeDescription.Kind {
  fileprivate var name: String {
    switch self {
    case .any: "ANY"
    case .nothing: "NOTHING"
    case .null: "NULL"
    case .boolean: "BOOLEAN"
    case .string: "STRING"
    case .integer: "INTEGER"
    case .float: "FLOAT"
    case .date: "DATE"
    case .localTime: "LOCAL TIME"
    case .zonedTime: "ZONED TIME"
    case .localDateTime: "LOCAL DATETIME"
    case .zonedDateTime: "ZONED DATETIME"
    case .duration: "DURATION"
    case .point: "POINT"
    case .node: "NODE"
    case .relationship: "RELATIONSHIP"
    case .map: "MAP"
    case .path: "PATH"
    case .propertyValue: "PROPERTY VALUE"
    case .list(let element): "LIST<\(element)>"
    case .union(let members): members.map(\.description).joined(separator: " | ")
    }
  }
}
