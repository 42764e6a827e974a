import KithCore

/// What a column of a CSV file is for, by the header conventions of `neo4j-admin database import`.
///
/// | header | role |
/// |---|---|
/// | `id:ID(Person)`, `:ID` | ids of the nodes, unique within the id space; kept as a property where it has a name |
/// | `:LABEL` | the labels of the node, several with `;` between them |
/// | `:START_ID(Person)`, `:END_ID(Person)` | the ends of the relationship |
/// | `:TYPE` | the type of the relationship |
/// | `:IGNORE`, `x:IGNORE` | not read |
/// | `name`, `name:string`, `born:date`, `tags:string[]` | a property |
struct CSVColumn {
  enum Role: Equatable {
    case id(space: String)
    case labels
    case start(space: String)
    case end(space: String)
    case type
    case ignored
    case property(CSVType, isArray: Bool)
  }

  /// The property's key; empty where it has none.
  var name: String
  var role: Role
  /// The header's field.
  var span: SourceSpan
}

/// The type of a property column. A column without one holds texts, as with `neo4j-admin`.
enum CSVType: String, CaseIterable {
  case string
  case integer
  case float
  case boolean
  case date
  case localTime = "localtime"
  case time
  case localDateTime = "localdatetime"
  case dateTime = "datetime"
  case duration
  case point

  /// By its name in a header, in any case: `long`, `int`, `short` and `byte` are all integers of 64 bits.
  init?(header: String) {
    switch header.lowercased() {
    case "string", "char": self = .string
    case "long", "int", "integer", "short", "byte": self = .integer
    case "double", "float": self = .float
    case "boolean": self = .boolean
    case let name:
      guard let type = CSVType(rawValue: name) else { return nil }
      self = type
    }
  }

  static let headerNames = [
    "string", "long", "int", "double", "float", "boolean", "date", "localtime", "time",
    "localdatetime", "datetime", "duration", "point"
  ]
  static let roleNames = ["ID", "LABEL", "START_ID", "END_ID", "TYPE", "IGNORE"]
}

/// The header of a CSV file, checked.
struct CSVHeader {
  enum Kind { case nodes, relationships }

  var kind: Kind
  var columns: [CSVColumn]
  var delimiter: UInt8
  /// Where the first row begins.
  var dataStart: Int

  /// Between the elements of an array and the labels of a node: `;`, and `,` in a file that has `;` between its fields.
  var arrayDelimiter: UInt8 {
    delimiter == UInt8(ascii: ";") ? UInt8(ascii: ",") : UInt8(ascii: ";")
  }
}
