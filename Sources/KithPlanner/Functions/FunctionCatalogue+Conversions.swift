extension FunctionCatalogue {
  /// From one type into another.
  static let conversions: [FunctionSignature] = [
    FunctionSignature(
      "toInteger", .scalar, [.any()], .integer,
      "A number, a text or a boolean as an integer; null if a text is none.",
      example: "toInteger('42')", gives: "42"),
    FunctionSignature(
      "toIntegerOrNull", .scalar, [.any()], .integer,
      "As toInteger, but null for what cannot be an integer.",
      example: "toIntegerOrNull([1])", gives: "null"),
    FunctionSignature(
      "toFloat", .scalar, [.any()], .float,
      "A number or a text as a float; null if a text is none.",
      example: "toFloat('1.5')", gives: "1.5"),
    FunctionSignature(
      "toFloatOrNull", .scalar, [.any()], .float,
      "As toFloat, but null for what cannot be a float.",
      example: "toFloatOrNull(true)", gives: "null"),
    FunctionSignature(
      "toBoolean", .scalar, [.any()], .boolean,
      "A text or an integer as a boolean; null if a text is neither 'true' nor 'false'.",
      example: "toBoolean('true')", gives: "true"),
    FunctionSignature(
      "toBooleanOrNull", .scalar, [.any()], .boolean,
      "As toBoolean, but null for what cannot be a boolean.",
      example: "toBooleanOrNull(1.5)", gives: "null"),
    FunctionSignature(
      "toString", .string, [.any()], .string,
      "A number, a boolean or a temporal value as a text.",
      example: "toString(1.5)", gives: "'1.5'"),
    FunctionSignature(
      "toStringOrNull", .string, [.any()], .string,
      "As toString, but null for what cannot be a text.",
      example: "toStringOrNull({})", gives: "null"),
    FunctionSignature(
      "valueType", .scalar, [.any()], .string, "The name of the type of a value.",
      example: "valueType([1, 'a'])", gives: "'LIST<ANY NOT NULL> NOT NULL'"),
    FunctionSignature(
      "randomUUID", .scalar, [], .string,
      "A random universally unique identifier (RFC 9562, version 4).",
      example: "size(randomUUID())", gives: "36", isDeterministic: false),
    FunctionSignature(
      "timestamp", .scalar, [], .integer,
      "The milliseconds from 1970-01-01T00:00Z to the start of the statement.",
      example: "timestamp() = datetime().epochMillis", gives: "true")
  ]
}
