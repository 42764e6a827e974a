extension FunctionCatalogue {
  /// Numbers, powers and logarithms.
  static let numbers: [FunctionSignature] = [
    FunctionSignature(
      "abs", .numeric, [.number()], .number, "A number without its sign.",
      example: "abs(-3)", gives: "3"),
    FunctionSignature(
      "ceil", .numeric, [.number()], .float,
      "The least whole number that is not less, as a float.",
      example: "ceil(1.2)", gives: "2.0"),
    FunctionSignature(
      "floor", .numeric, [.number()], .float,
      "The greatest whole number that is not greater, as a float.",
      example: "floor(1.8)", gives: "1.0"),
    FunctionSignature(
      "round", .numeric,
      [.number(), .number("digits").optional, .text("mode").optional], .float,
      "A number rounded to whole ones or to digits after the point; mode 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', 'UP', 'DOWN', 'CEILING' or 'FLOOR'.",
      example: "round(3.14159, 2), round(-1.5), round(1.25, 1, 'HALF_EVEN')",
      gives: "3.14 | -1.0 | 1.2"),
    FunctionSignature(
      "sign", .numeric, [.number()], .integer,
      "-1, 0 or 1 for a negative number, zero and a positive number.",
      example: "sign(-3)", gives: "-1"),
    FunctionSignature(
      "isNaN", .numeric, [.number()], .boolean, "Whether a number is none, such as 0.0 / 0.0.",
      example: "isNaN(0.0 / 0.0)", gives: "true"),
    FunctionSignature(
      "mod", .numeric, [.number(), .number("divisor")], .number,
      "What is left of a number when it is divided; the same as %.",
      example: "mod(7, 3)", gives: "1"),
    FunctionSignature(
      "rand", .numeric, [], .float, "A random number from 0 up to but not 1.",
      example: "rand() < 1.0", gives: "true", isDeterministic: false),
    FunctionSignature(
      "sqrt", .logarithmic, [.number()], .float, "The square root.",
      example: "sqrt(256)", gives: "16.0"),
    FunctionSignature(
      "exp", .logarithmic, [.number()], .float, "e to the power of a number.",
      example: "exp(0)", gives: "1.0"),
    FunctionSignature(
      "power", .logarithmic, [.number("base"), .number("exponent")], .float,
      "A number to the power of another; the same as ^.",
      example: "power(2, 10)", gives: "1024.0"),
    FunctionSignature(
      "log", .logarithmic, [.number()], .float, "The natural logarithm.",
      example: "log(1)", gives: "0.0"),
    FunctionSignature(
      "log10", .logarithmic, [.number()], .float, "The logarithm to the base 10.",
      example: "log10(1000)", gives: "3.0"),
    FunctionSignature(
      "e", .logarithmic, [], .float, "Euler's number.", example: "e()",
      gives: "2.718281828459045")
  ]
}
