/// The type of a procedure's parameter or column, as its signature writes it: `INTEGER?`, `LIST OF STRING`.
package struct ProcedureType: Sendable, Hashable {
  /// `relationshipList` and `null` are types of expressions only, and are never declared.
  package var base: StaticType
  /// What a list holds; nil where it may hold anything.
  package var element: StaticType?
  /// Whether null belongs to it: `?` behind the type.
  package var isNullable: Bool

  package init(_ base: StaticType, of element: StaticType? = nil, isNullable: Bool = false) {
    self.base = base
    self.element = element
    self.isNullable = isNullable
  }

  /// This type with null: `INTEGER?`.
  package var orNull: ProcedureType { ProcedureType(base, of: element, isNullable: true) }

  package static let any = ProcedureType(.any, isNullable: true)
  package static let boolean = ProcedureType(.boolean)
  package static let integer = ProcedureType(.integer)
  package static let float = ProcedureType(.float)
  package static let string = ProcedureType(.string)
  package static let map = ProcedureType(.map)
  package static let node = ProcedureType(.node)
  package static let path = ProcedureType(.path)

  /// A list of elements of one type.
  package static func list(of element: StaticType) -> ProcedureType {
    ProcedureType(.list, of: element)
  }

  /// As a signature writes it.
  package var text: String {
    let elements = element.map { " OF \(Self.word($0))" } ?? ""
    return Self.word(base) + elements + (isNullable && base != .any ? "?" : "")
  }

  /// Whether an expression of a type may be passed, as far as is known before it runs.
  ///
  /// A number of unknown kind is looked at when it is there; a whole number serves where a float is wanted.
  package func mayTake(_ type: StaticType) -> Bool {
    switch (type, base) {
    case (_, .any), (.any, _): true
    case (.null, _): isNullable
    case (.integer, .float), (.integer, .number), (.float, .number), (.number, .integer),
      (.number, .float):
      true
    case (.relationshipList, .list): element == nil || element == .relationship
    case (.nodeList, .list): element == nil || element == .node
    default: type == base
    }
  }

  /// The word of a type: `LOCAL DATETIME`.
  static func word(_ type: StaticType) -> String {
    switch type {
    case .any: "ANY"
    case .null: "NULL"
    case .boolean: "BOOLEAN"
    case .integer: "INTEGER"
    case .float: "FLOAT"
    case .number: "NUMBER"
    case .string: "STRING"
    case .date: "DATE"
    case .localTime: "LOCAL TIME"
    case .time: "TIME"
    case .localDateTime: "LOCAL DATETIME"
    case .dateTime: "DATETIME"
    case .duration: "DURATION"
    case .point: "POINT"
    case .list: "LIST"
    case .map: "MAP"
    case .node: "NODE"
    case .relationship: "RELATIONSHIP"
    case .path: "PATH"
    case .relationshipList: "LIST OF RELATIONSHIP"
    case .nodeList: "LIST OF NODE"
    }
  }

  /// The types that a signature may write.
  static let declared: [StaticType] = [
    .any, .boolean, .integer, .float, .number, .string, .date, .localTime, .time, .localDateTime,
    .dateTime, .duration, .point, .list, .map, .node, .relationship, .path
  ]
}
