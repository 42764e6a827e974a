import KithColumns
import KithCore
import KithPlanner

/// What a scalar function of the catalogue does.
///
/// Unless it asks for nulls, it gives null where an argument is null, and is not called.
struct ScalarFunction: Sendable {
  /// Takes the values of one row and gives the result.
  enum Body: Sendable {
    case none(@Sendable (ExecutionContext) throws(Diagnostic) -> Value)
    case one(@Sendable (Value, ExecutionContext) throws(Diagnostic) -> Value)
    case two(@Sendable (Value, Value, ExecutionContext) throws(Diagnostic) -> Value)
    case any(@Sendable ([Value], ExecutionContext) throws(Diagnostic) -> Value)
  }

  /// Takes whole columns; nil where it has no way with their types, and the body takes them row by row.
  typealias ColumnBody =
    @Sendable ([ColumnVector], ExecutionContext) throws(Diagnostic) -> ColumnVector?

  let name: String
  let body: Body
  let takesNulls: Bool
  let columns: ColumnBody?

  init(_ name: String, _ body: Body, takesNulls: Bool = false, columns: ColumnBody? = nil) {
    self.name = name
    self.body = body
    self.takesNulls = takesNulls
    self.columns = columns
  }

  /// The same function by another name.
  func renamed(_ other: String) -> ScalarFunction {
    ScalarFunction(other, body, takesNulls: takesNulls, columns: columns)
  }

  /// A function of one argument.
  static func one(
    _ name: String, columns: ColumnBody? = nil,
    _ body: @escaping @Sendable (Value, ExecutionContext) throws(Diagnostic) -> Value
  ) -> ScalarFunction {
    ScalarFunction(name, .one(body), columns: columns)
  }

  /// A function of two arguments.
  static func two(
    _ name: String,
    _ body: @escaping @Sendable (Value, Value, ExecutionContext) throws(Diagnostic) -> Value
  ) -> ScalarFunction {
    ScalarFunction(name, .two(body))
  }

  /// A function of any number of arguments.
  static func any(
    _ name: String, takesNulls: Bool = false,
    _ body: @escaping @Sendable ([Value], ExecutionContext) throws(Diagnostic) -> Value
  ) -> ScalarFunction {
    ScalarFunction(name, .any(body), takesNulls: takesNulls)
  }

  /// A function without arguments.
  static func none(
    _ name: String,
    _ body: @escaping @Sendable (ExecutionContext) throws(Diagnostic) -> Value
  ) -> ScalarFunction {
    ScalarFunction(name, .none(body))
  }
}

extension ScalarFunction {
  /// The function of one row's values; null where one of them is and the function takes none.
  func call(_ arguments: [Value], _ context: ExecutionContext) throws(Diagnostic) -> Value {
    if !takesNulls, arguments.contains(where: \.isNull) { return .null }
    switch body {
    case .none(let body): return try body(context)
    case .one(let body): return try body(arguments[0], context)
    case .two(let body): return try body(arguments[0], arguments[1], context)
    case .any(let body): return try body(arguments, context)
    }
  }
}

extension ScalarFunction {
  /// `text IS NFC NORMALIZED`: null for what is no text.
  static let isNormalized = ScalarFunction.two("kith.isNormalized") { (value, form, _) in
    guard case .string(let text) = value, case .string(let name) = form,
      let normalForm = UnicodeNormalForm(named: name)
    else { return .null }
    return .boolean(normalForm.isNormalized(text))
  }
}

/// What the functions of the planner's catalogue do, by name. A test holds both together.
enum FunctionLibrary {
  static let all: [ScalarFunction] = builtIn + synonyms

  private static let builtIn: [ScalarFunction] =
    entities + lists + strings + numbers + conversions + temporal + points
    + facts

  /// The functions that have another name besides.
  private static let synonyms: [ScalarFunction] =
    FunctionCatalogue.synonymNames.compactMap { synonym in
      builtIn.first { $0.name == synonym.meaning }?.renamed(synonym.name)
    }

  /// The function of a name, whatever its case.
  static func function(named name: String) -> ScalarFunction? { byName[name.lowercased()] }

  private static let byName: [String: ScalarFunction] = Dictionary(
    all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
