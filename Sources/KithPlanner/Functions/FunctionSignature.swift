/// What the binder knows of a function: its name, what it takes and gives, and how to explain it.
package struct FunctionSignature: Sendable {
  /// As documentation writes it: `toUpper`.
  package let name: String
  package let category: FunctionCategory
  package let parameters: [FunctionParameter]
  /// The type of the result.
  package let type: StaticType
  /// One sentence.
  package let summary: String
  /// An expression that shows it: `toUpper('Amt')`.
  package let example: String
  /// What the example gives, as results are written: `'AMT'`. A function of chance or of the clock shows
  /// something that always holds.
  package let result: String
  /// The clause before the example's `RETURN`, where it needs rows: `UNWIND [1, 2] AS x`. What begins with
  /// `MATCH` is asked of `FunctionCatalogue.exampleGraph`.
  package let source: String?
  /// Whether the same arguments always give the same result (`rand()` does not).
  package let isDeterministic: Bool
  /// How a form that is not called like a function is written: `all(variable IN list WHERE predicate)`.
  private let form: String?

  package init(
    _ name: String, _ category: FunctionCategory, _ parameters: [FunctionParameter],
    _ type: StaticType, _ summary: String, example: String, gives result: String,
    from source: String? = nil, isDeterministic: Bool = true, form: String? = nil
  ) {
    self.name = name
    self.category = category
    self.parameters = parameters
    self.type = type
    self.summary = summary
    self.example = example
    self.result = result
    self.source = source
    self.isDeterministic = isDeterministic
    self.form = form
  }

  /// How many arguments it takes.
  package var arity: ClosedRange<Int> {
    let least = parameters.count { !$0.isOptional }
    return least...(parameters.last?.repeats ?? false ? Int.max : parameters.count)
  }

  /// `round(number, digits, mode)`.
  package var usage: String {
    if let form { return form }
    let names = parameters.map { $0.repeats ? "\($0.name), …" : $0.name }
    return "\(name)(\(names.joined(separator: ", ")))"
  }

  /// With the types, as openCypher writes them: `left(text :: STRING, length :: INTEGER) :: STRING`.
  package var signature: String {
    var text = ""
    var closing = ""
    for (index, parameter) in parameters.enumerated() {
      let comma = index == 0 ? "" : ", "
      if parameter.isOptional {
        text += index == 0 ? "[" : " [\(comma)"
        closing += "]"
      } else {
        text += comma
      }
      text += "\(parameter.name) :: \(parameter.typeName)" + (parameter.repeats ? ", …" : "")
    }
    let head = form ?? "\(name)(\(text)\(closing))"
    return "\(head) :: \(type.cypherName)"
  }

  /// The example as a statement.
  package var statement: String { (source.map { "\($0) " } ?? "") + "RETURN \(example)" }

  /// Whether it makes one value of many rows.
  package var isAggregating: Bool { category == .aggregating }

  /// The type that the argument at a place must have; nil where there is no such argument.
  func parameter(at place: Int) -> FunctionParameter? {
    if place < parameters.count { return parameters[place] }
    return parameters.last.flatMap { $0.repeats ? $0 : nil }
  }

  /// The same function by another name.
  func renamed(_ other: String) -> FunctionSignature {
    let call = "\(name)("
    let start = example.firstRange(of: call)
    let shown = start.map { example.replacingCharacters($0, with: "\(other)(") } ?? example
    return FunctionSignature(
      other, category, parameters, type, "The same as \(name)().", example: shown, gives: result,
      from: source, isDeterministic: isDeterministic)
  }
}

/// The groups in which functions are explained, by the names that `SHOW FUNCTIONS` gives them.
package enum FunctionCategory: String, Sendable, CaseIterable {
  case predicate = "Predicate"
  case scalar = "Scalar"
  case aggregating = "Aggregating"
  case list = "List"
  case numeric = "Numeric"
  case logarithmic = "Logarithmic"
  case trigonometric = "Trigonometric"
  case string = "String"
  case temporal = "Temporal"
  case duration = "Duration"
  case spatial = "Spatial"
  /// The valid time of facts, and names as people search for them.
  case facts = "Facts"

  /// A heading for it.
  package var title: String {
    switch self {
    case .predicate: "Predicates"
    case .scalar: "Single values"
    case .aggregating: "Aggregations"
    case .list: "Lists"
    case .numeric: "Numbers"
    case .logarithmic: "Powers and logarithms"
    case .trigonometric: "Angles"
    case .string: "Texts"
    case .temporal: "Days and times"
    case .duration: "Durations"
    case .spatial: "Points"
    case .facts: "Facts and names"
    }
  }
}

/// One argument of a function.
package struct FunctionParameter: Sendable {
  package let name: String
  /// The types that the binder lets pass; `.any` where only a run can tell.
  package let types: [StaticType]
  private(set) package var isOptional = false
  /// Whether more arguments of the kind may follow.
  private(set) package var repeats = false

  static func any(_ name: String = "value") -> Self { Self(name: name, types: [.any]) }
  static func text(_ name: String = "text") -> Self { Self(name: name, types: [.string]) }
  static func integer(_ name: String) -> Self { Self(name: name, types: [.integer]) }
  static func number(_ name: String = "number") -> Self { Self(name: name, types: [.number]) }
  static func list(_ name: String = "list") -> Self { Self(name: name, types: [.list]) }
  static func map(_ name: String) -> Self { Self(name: name, types: [.map]) }
  static func of(_ types: StaticType..., named name: String) -> Self {
    Self(name: name, types: types)
  }

  /// An argument that may be left out.
  var optional: Self {
    var changed = self
    changed.isOptional = true
    return changed
  }

  /// An argument after which more of its kind may follow.
  var repeated: Self {
    var changed = self
    changed.repeats = true
    return changed
  }

  /// `STRING`, `INTEGER | FLOAT`.
  var typeName: String { types.map(\.cypherName).joined(separator: " | ") }

  /// Whether an argument of a type may be one that this takes.
  func accepts(_ type: StaticType) -> Bool {
    if type == .any || type == .null { return true }
    return types.contains { wanted in
      switch wanted {
      case .any: true
      case .number, .float: [.number, .integer, .float].contains(type)
      case .integer: type == .integer || type == .number
      case .list: [.list, .relationshipList, .nodeList].contains(type)
      default: wanted == type
      }
    }
  }
}

extension StaticType {
  /// The type as Cypher writes types: `ZONED DATETIME`.
  package var cypherName: String {
    switch self {
    case .any: "ANY"
    case .null: "NULL"
    case .boolean: "BOOLEAN"
    case .integer: "INTEGER"
    case .float: "FLOAT"
    case .number: "INTEGER | FLOAT"
    case .string: "STRING"
    case .date: "DATE"
    case .localTime: "LOCAL TIME"
    case .time: "ZONED TIME"
    case .localDateTime: "LOCAL DATETIME"
    case .dateTime: "ZONED DATETIME"
    case .duration: "DURATION"
    case .point: "POINT"
    case .list: "LIST<ANY>"
    case .map: "MAP"
    case .node: "NODE"
    case .relationship: "RELATIONSHIP"
    case .path: "PATH"
    case .relationshipList: "LIST<RELATIONSHIP>"
    case .nodeList: "LIST<NODE>"
    }
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
