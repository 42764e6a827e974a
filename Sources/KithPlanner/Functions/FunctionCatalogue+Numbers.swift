extension FunctionCatalogue {
  /// Numbers.
  static let numbers: [FunctionSignature] = [
    FunctionSignature(
      "abs", 1...1, .number, "abs(number)",
      "A number without its sign.",
      example: "abs(-3)"),
    FunctionSignature(
      "ceil", 1...1, .float, "ceil(number)",
      "The least whole number that is not less, as a float.",
      example: "ceil(1.2)"),
    FunctionSignature(
      "floor", 1...1, .float, "floor(number)",
      "The greatest whole number that is not greater, as a float.",
      example: "floor(1.8)"),
    FunctionSignature(
      "round", 1...3, .float, "round(number, digits, mode)",
      "A number rounded to whole ones or to digits after the point; mode 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', 'UP', 'DOWN', 'CEILING' or 'FLOOR'.",
      example: "round(3.14159, 2)"),
    FunctionSignature(
      "sign", 1...1, .integer, "sign(number)",
      "-1, 0 or 1 for a negative number, zero and a positive number.",
      example: "sign(-3)"),
    FunctionSignature(
      "sqrt", 1...1, .float, "sqrt(number)",
      "The square root.",
      example: "sqrt(256)"),
    FunctionSignature(
      "exp", 1...1, .float, "exp(number)",
      "e to the power of a number.",
      example: "exp(0)"),
    FunctionSignature(
      "log", 1...1, .float, "log(number)",
      "The natural logarithm.",
      example: "log(1)"),
    FunctionSignature(
      "log10", 1...1, .float, "log10(number)",
      "The logarithm to the base 10.",
      example: "log10(1000)"),
    FunctionSignature(
      "e", 0...0, .float, "e()",
      "Euler's number.",
      example: "e()"),
    FunctionSignature(
      "pi", 0...0, .float, "pi()",
      "The ratio of the circumference of a circle to its diameter.",
      example: "pi()"),
    FunctionSignature(
      "sin", 1...1, .float, "sin(number)",
      "The sine of an angle in radians.",
      example: "sin(0)"),
    FunctionSignature(
      "cos", 1...1, .float, "cos(number)",
      "The cosine of an angle in radians.",
      example: "cos(0)"),
    FunctionSignature(
      "tan", 1...1, .float, "tan(number)",
      "The tangent of an angle in radians.",
      example: "tan(0)"),
    FunctionSignature(
      "cot", 1...1, .float, "cot(number)",
      "The cotangent of an angle in radians.",
      example: "cot(1)"),
    FunctionSignature(
      "asin", 1...1, .float, "asin(number)",
      "The angle in radians whose sine this is.",
      example: "asin(1)"),
    FunctionSignature(
      "acos", 1...1, .float, "acos(number)",
      "The angle in radians whose cosine this is.",
      example: "acos(1)"),
    FunctionSignature(
      "atan", 1...1, .float, "atan(number)",
      "The angle in radians whose tangent this is.",
      example: "atan(1)"),
    FunctionSignature(
      "atan2", 2...2, .float, "atan2(y, x)",
      "The angle in radians of the point (x, y).",
      example: "atan2(1, 1)"),
    FunctionSignature(
      "haversin", 1...1, .float, "haversin(number)",
      "Half of one minus the cosine of an angle in radians.",
      example: "haversin(1)"),
    FunctionSignature(
      "degrees", 1...1, .float, "degrees(number)",
      "An angle in degrees, given in radians.",
      example: "degrees(pi())"),
    FunctionSignature(
      "radians", 1...1, .float, "radians(number)",
      "An angle in radians, given in degrees.",
      example: "radians(180)"),
    FunctionSignature(
      "isNaN", 1...1, .boolean, "isNaN(number)",
      "Whether a number is none, such as 0.0 / 0.0.",
      example: "isNaN(0.0 / 0.0)"),
    FunctionSignature(
      "rand", 0...0, .float, "rand()",
      "A random number from 0 up to but not 1.",
      example: "rand()", isDeterministic: false)
  ]
}
