/// How a statement ended, as ISO/IEC 39075 (GQL), section 23, numbers it: two characters of class, three of subclass.
///
/// Subclasses that the standard leaves to the implementation carry the numbers under which users of Cypher
/// know them from Neo4j's list of status codes, so that what they look up fits.
package struct GQLStatus: Hashable, Sendable {
  /// Five digits and capital letters, such as `42N62`.
  package let code: String
  /// What the code stands for, lower case, without its class.
  package let condition: String

  private init(_ code: String, _ condition: String) {
    self.code = code
    self.condition = condition
  }

  /// What the first two characters stand for.
  package var classCondition: String {
    switch code.prefix(2) {
    case "01": "warning"
    case "03": "informational"
    case "22": "data exception"
    case "25": "invalid transaction state"
    case "42": "syntax error or access rule violation"
    case "50": "general processing exception"
    case "51": "system configuration or operation exception"
    case "52": "procedure exception"
    case "G1": "dependent object error"
    case "G2": "graph type violation"
    default: "successful completion"
    }
  }
}

extension Diagnostic {
  /// The code that programs can rely on; every error, warning and notice has one.
  package var gqlStatus: GQLStatus {
    severity == .error
      ? GQLStatus.ofError(category, detail: detail) : GQLStatus.ofWarning(detail: detail)
  }

  /// Whether it is about a statement of the query language, so that its code is worth showing to people too.
  package var concernsQuery: Bool {
    switch category {
    case .syntaxError, .semanticError, .parameterMissing, .constraintVerificationFailed,
      .constraintValidationFailed, .typeError, .arithmeticError, .procedureError:
      true
    // Commands of the shell have mistakes of their own.
    case .argumentError, .entityNotFound, .propertyNotFound, .labelNotFound: !detail.isEmpty
    case .inputError, .storageError, .limitError, .cancelled: false
    }
  }
}

extension GQLStatus {
  /// All codes that kith gives, by number.
  package static let all: [GQLStatus] = {
    let named = Array(byDetail.values) + Array(warningsByDetail.values)
    let general = DiagnosticCategory.allCases.map(general(of:))
    return Set(named + general + [warning]).sorted { $0.code < $1.code }
  }()

  fileprivate static func ofError(_ category: DiagnosticCategory, detail: String) -> GQLStatus {
    // The same detail of a value that is only known at run time is a data exception.
    if category == .typeError { return invalidValueType }
    if category == .argumentError, detail == "InvalidArgumentType" { return invalidValueType }
    return byDetail[detail] ?? general(of: category)
  }

  fileprivate static func ofWarning(detail: String) -> GQLStatus {
    warningsByDetail[detail] ?? warning
  }

  private static let warning = GQLStatus("01000", "warning")
  private static let invalidValueType = GQLStatus("22G03", "invalid value type")

  private static let warningsByDetail: [String: GQLStatus] = [
    "UnknownLabel": GQLStatus("01N50", "unknown label"),
    "UnknownRelationshipType": GQLStatus("01N51", "unknown relationship type"),
    "UnknownPropertyKey": GQLStatus("01N52", "unknown property key"),
    "CartesianProduct": GQLStatus("03N90", "cartesian product")
  ]

  /// The finer kinds; a kind that is missing has its category's code.
  private static let byDetail: [String: GQLStatus] = [
    "AmbiguousAggregationExpression": GQLStatus(
      "42I18", "invalid reference to implicitly grouped expressions"),
    "ColumnNameConflict": GQLStatus("42N38", "duplicate return item name"),
    "DeleteConnectedNode": GQLStatus("G1001", "edges still exist"),
    "DeletedEntityAccess": GQLStatus("22G11", "reference value, referent deleted"),
    "DifferentColumnsInUnion": GQLStatus("42N39", "incompatible return columns"),
    "DivisionByZero": GQLStatus("22012", "division by zero"),
    "FloatingPointOverflow": numericValueOutOfRange,
    "IntegerOverflow": numericValueOutOfRange,
    "InvalidAggregation": GQLStatus("42I24", "invalid use of aggregate function"),
    "InvalidArgumentType": GQLStatus("22NB1", "type mismatch"),
    "InvalidNumberOfArguments": GQLStatus(
      "42I13", "invalid number of procedure or function arguments"),
    "InvalidPropertyType": GQLStatus("22N39", "unsupported property value type"),
    "ListElementAccessByNonInteger": invalidValueType,
    "MapElementAccessByNonString": invalidValueType,
    "MergeReadOwnWrites": GQLStatus("22N31", "invalid properties in merge pattern"),
    "MissingParameter": GQLStatus("42N51", "invalid parameter"),
    "NegativeIntegerArgument": GQLStatus("22N02", "specified negative numeric value"),
    "NestedAggregation": GQLStatus("22N34", "invalid use of aggregate function"),
    "NoExpressionAlias": GQLStatus("42N21", "unaliased return item"),
    "NoVariablesInScope": GQLStatus("42I37", "invalid use of RETURN *"),
    "NumberOutOfRange": numericValueOutOfRange,
    "ProcedureNotFound": GQLStatus("42N08", "no such procedure"),
    "RequiresDirectedRelationship": GQLStatus("42I56", "invalid relationship direction"),
    "UndefinedVariable": GQLStatus("42N62", "variable not defined"),
    "UnknownFunction": GQLStatus("42N48", "no such function"),
    "VariableAlreadyBound": GQLStatus("42N59", "variable already defined"),
    "VariableTypeConflict": GQLStatus("22NB1", "type mismatch")
  ]

  private static let numericValueOutOfRange = GQLStatus("22003", "numeric value out of range")

  private static func general(of category: DiagnosticCategory) -> GQLStatus {
    switch category {
    case .syntaxError, .semanticError: GQLStatus("42001", "invalid syntax")
    case .parameterMissing: GQLStatus("42N51", "invalid parameter")
    case .constraintVerificationFailed: GQLStatus("50N11", "constraint creation failed")
    case .constraintValidationFailed: GQLStatus("G2000", "graph type violation")
    case .entityNotFound: GQLStatus("22G11", "reference value, referent deleted")
    case .propertyNotFound, .labelNotFound: GQLStatus("42002", "invalid reference")
    case .typeError: invalidValueType
    case .argumentError: GQLStatus("22N05", "input failed validation")
    case .arithmeticError: numericValueOutOfRange
    case .procedureError: GQLStatus("52N16", "invalid procedure argument list")
    case .inputError: GQLStatus("22000", "data exception")
    case .storageError: GQLStatus("50N42", "unexpected error")
    case .limitError: GQLStatus("51N66", "resource exhaustion")
    case .cancelled: GQLStatus("25N05", "transaction terminated or closed")
    }
  }
}
