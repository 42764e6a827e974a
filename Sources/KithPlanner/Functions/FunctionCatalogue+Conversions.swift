extension FunctionCatalogue {
  /// From one type into another.
  static let conversions: [FunctionSignature] = [
    FunctionSignature(
      "toInteger", 1...1, .integer, "toInteger(value)",
      "A number, a text or a boolean as an integer; null if a text is none.",
      example: "toInteger('42')"),
    FunctionSignature(
      "toIntegerOrNull", 1...1, .integer, "toIntegerOrNull(value)",
      "As toInteger, but null for what cannot be an integer.",
      example: "toIntegerOrNull([1])"),
    FunctionSignature(
      "toFloat", 1...1, .float, "toFloat(value)",
      "A number or a text as a float; null if a text is none.",
      example: "toFloat('1.5')"),
    FunctionSignature(
      "toFloatOrNull", 1...1, .float, "toFloatOrNull(value)",
      "As toFloat, but null for what cannot be a float.",
      example: "toFloatOrNull(true)"),
    FunctionSignature(
      "toBoolean", 1...1, .boolean, "toBoolean(value)",
      "A text or an integer as a boolean; null if a text is neither 'true' nor 'false'.",
      example: "toBoolean('true')"),
    FunctionSignature(
      "toBooleanOrNull", 1...1, .boolean, "toBooleanOrNull(value)",
      "As toBoolean, but null for what cannot be a boolean.",
      example: "toBooleanOrNull(1.5)"),
    FunctionSignature(
      "toString", 1...1, .string, "toString(value)",
      "A number, a boolean or a temporal value as a text.",
      example: "toString(1.5)"),
    FunctionSignature(
      "toStringOrNull", 1...1, .string, "toStringOrNull(value)",
      "As toString, but null for what cannot be a text.",
      example: "toStringOrNull({})"),
    FunctionSignature(
      "valueType", 1...1, .string, "valueType(value)",
      "The name of the type of a value.",
      example: "valueType([1, 'a'])"),
    FunctionSignature(
      "randomUUID", 0...0, .string, "randomUUID()",
      "A random universally unique identifier (RFC 9562, version 4).",
      example: "randomUUID()", isDeterministic: false),
    FunctionSignature(
      "timestamp", 0...0, .integer, "timestamp()",
      "The milliseconds from 1970-01-01T00:00Z to the start of the statement.",
      example: "timestamp()")
  ]
}
