/// What `SHOW` lists.
package enum ShownTable: Sendable, Hashable {
  /// Those whose `type` is among the kinds; nil: all.
  case indexes(kinds: Set<String>?)
  case constraints(kinds: Set<String>?)
  /// All that are built in, or none: there are no others.
  case functions(builtIn: Bool)
  case procedures

  /// A column of the table.
  package struct Column: Sendable {
    package var name: String
    package var type: StaticType
    /// Whether it is shown without `YIELD`.
    package var isStandard: Bool

    init(_ name: String, _ type: StaticType, _ isStandard: Bool = true) {
      self.name = name
      self.type = type
      self.isStandard = isStandard
    }
  }

  /// The columns in their order: the names that Neo4j's Cypher manual gives them, as far as they mean something here.
  package var columns: [Column] {
    switch self {
    case .indexes:
      [
        Column("id", .integer), Column("name", .string), Column("state", .string),
        Column("populationPercent", .float), Column("type", .string),
        Column("entityType", .string), Column("labelsOrTypes", .list),
        Column("properties", .list), Column("owningConstraint", .string),
        Column("isAutomatic", .boolean), Column("entries", .integer, false),
        Column("distinctValues", .integer, false), Column("createStatement", .string, false)
      ]
    case .constraints:
      [
        Column("id", .integer), Column("name", .string), Column("type", .string),
        Column("entityType", .string), Column("labelsOrTypes", .list),
        Column("properties", .list), Column("ownedIndex", .string),
        Column("propertyType", .string), Column("createStatement", .string, false)
      ]
    case .functions:
      [
        Column("name", .string), Column("category", .string), Column("description", .string),
        Column("signature", .string, false), Column("isBuiltIn", .boolean, false),
        Column("aggregating", .boolean, false), Column("returnDescription", .string, false),
        Column("example", .string, false)
      ]
    case .procedures:
      [
        Column("name", .string), Column("description", .string), Column("mode", .string),
        Column("signature", .string, false), Column("example", .string, false)
      ]
    }
  }
}

extension ShownTable {
  /// The names of the columns of `SHOW INDEXES` and its like; none for any other text.
  package static func columns(of keyword: String) -> [String] {
    let tables: [ShownTable] = [
      .indexes(kinds: nil), .constraints(kinds: nil), .functions(builtIn: true), .procedures
    ]
    let table = tables.first { LogicalShow(table: $0, yields: []).keyword == keyword }
    return table?.columns.map(\.name) ?? []
  }
}

/// Rows about the schema or the language: `SHOW INDEXES YIELD name`. A leaf.
package struct LogicalShow: Sendable {
  package var table: ShownTable
  /// The table's columns by index, and the variables that they become.
  package var yields: [(column: Int, variable: VariableID)]

  package init(table: ShownTable, yields: [(column: Int, variable: VariableID)]) {
    self.table = table
    self.yields = yields
  }

  /// As the text writes it.
  package var keyword: String {
    switch table {
    case .indexes: "SHOW INDEXES"
    case .constraints: "SHOW CONSTRAINTS"
    case .functions: "SHOW FUNCTIONS"
    case .procedures: "SHOW PROCEDURES"
    }
  }
}
