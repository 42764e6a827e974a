import KithCore
import KithPlanner

// What expressions say when they fail while a statement runs. The places are added where they are known.
extension Diagnostic {
  static func missingParameter(_ name: String) -> Diagnostic {
    Diagnostic(
      .parameterMissing, phase: .runtime, detail: "MissingParameter",
      "parameter '$\(name)' has no value",
      advice: "set it with ':param {\"\(name)\": …}' or '--param \(name)=…'")
  }

  static func variableWithoutColumn(_ variable: VariableID) -> Diagnostic {
    Diagnostic(
      .semanticError, phase: .runtime,
      "a part of the plan reads variable #\(variable.rawValue), which its rows do not carry",
      advice: "this is a fault of kith: please report the statement")
  }

  /// `what` is how the message names the operation: `'toInteger()'`, `'AND'`.
  static func wrongType(_ what: String, takes wanted: String, got value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(what) takes \(wanted), not \(value.typePhrase)")
  }

  static func propertyOfWrongType(_ key: String, of value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "\(value.typePhrase) has no property '\(key)'",
      advice: "nodes, relationships, maps, temporal values and points have properties")
  }

  static func unknownComponent(_ key: String, of value: Value) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "\(value.typePhrase) has no part '\(key)'")
  }

  static func listIndexNotInteger(_ index: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "ListElementAccessByNonInteger",
      "a list is indexed by an integer, not \(index.typePhrase)")
  }

  static func mapKeyNotString(_ key: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "MapElementAccessByNonString",
      "a map is indexed by a string, not \(key.typePhrase)")
  }

  static func notSubscriptable(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidElementAccess",
      "\(value.typePhrase) has no elements",
      advice: "lists, maps, nodes and relationships have")
  }

  static func wrongOperands(_ operation: String, _ left: Value, _ right: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'\(operation)' does not go with \(left.typePhrase) and \(right.typePhrase)")
  }

  static func wrongOperand(_ operation: String, _ operand: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'\(operation)' does not go with \(operand.typePhrase)")
  }

  static var divisionByZero: Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "DivisionByZero", "an integer is divided by zero")
  }

  static func integerOverflow(_ operation: String, _ left: Int64, _ right: Int64) -> Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "IntegerOverflow",
      "\(left) \(operation) \(right) does not fit in an integer",
      advice: "make one of them a float: toFloat(…)")
  }

  static func negationOverflow(_ operand: Int64) -> Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "IntegerOverflow",
      "the negative of \(operand) does not fit in an integer")
  }

  static func temporalOverflow(_ operation: String) -> Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "IntegerOverflow",
      "'\(operation)' leads out of the years -999999999 to 999999999")
  }

  static func durationOverflow(_ operation: String) -> Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "IntegerOverflow",
      "'\(operation)' gives a Duration with a part that does not fit in an integer")
  }

  static func valueTooDeep(limit: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "lists and maps hold each other no deeper than \(limit) levels")
  }

  static func valueTooLarge(limit: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "a list or map holds no more than \(limit) elements, those of its elements counted")
  }

  static func deletedEntity(_ value: Value) -> Diagnostic {
    Diagnostic(
      .entityNotFound, phase: .runtime, detail: "DeletedEntityAccess",
      "\(value.typePhrase) was deleted in this statement",
      advice: "read what you need of it before DELETE")
  }

  static func unknownImplementation(_ name: String) -> Diagnostic {
    Diagnostic(
      .semanticError, phase: .runtime, detail: "UnknownFunction",
      "function '\(name)' is not built yet")
  }
}

extension Value {
  /// The type with its article, for messages: `a Node`, `an Integer`.
  var typePhrase: String {
    switch self {
    case .integer: "an Integer"
    case .null: "null"
    case .boolean, .float, .string, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .list, .map, .node, .relationship, .path:
      "a \(typeName)"
    }
  }
}

// What functions say.
extension Diagnostic {
  static var rangeWithoutStep: Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "NumberOutOfRange",
      "'range()' needs a step that is not 0")
  }

  static func rangeTooLong(limit: UInt64) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime, "'range()' gives no more than \(limit) elements",
      advice: "take a larger step, or several ranges")
  }

  static func negativeNumber(_ number: Int64, for what: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "NegativeIntegerArgument",
      "\(what) takes no negative number, but got \(number)")
  }

  static func unknownRoundingMode(_ mode: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'round()' knows no mode \(Value.quoted(mode))",
      advice: "the modes are \(known.joined(separator: ", "))")
  }
}

// What functions of texts say.
extension Diagnostic {
  static func unknownNormalForm(_ name: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'normalize()' knows no form \(Value.quoted(name))",
      advice: "the forms are \(known.joined(separator: ", "))")
  }
}

// What aggregations say.
extension Diagnostic {
  static var sumOverflow: Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "IntegerOverflow",
      "the sum does not fit in an integer", advice: "sum floats: sum(toFloat(…))")
  }

  static var countOverflow: Diagnostic {
    Diagnostic(
      .arithmeticError, phase: .runtime, detail: "IntegerOverflow",
      "there are more matches than an integer can count",
      advice: "name more labels, types or conditions")
  }

  static func percentileOutOfRange(_ name: String, _ percentile: Double) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "NumberOutOfRange",
      "\(name) takes a percentile from 0 to 1, not \(percentile.cypherText)")
  }
}
