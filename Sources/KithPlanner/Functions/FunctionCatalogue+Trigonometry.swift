extension FunctionCatalogue {
  /// Angles, in radians, and hyperbolic functions.
  static let trigonometry: [FunctionSignature] = [
    FunctionSignature(
      "pi", .trigonometric, [], .float,
      "The ratio of the circumference of a circle to its diameter.",
      example: "pi()", gives: "3.141592653589793"),
    FunctionSignature(
      "sin", .trigonometric, [.number("angle")], .float, "The sine of an angle in radians.",
      example: "sin(pi() / 2)", gives: "1.0"),
    FunctionSignature(
      "cos", .trigonometric, [.number("angle")], .float, "The cosine of an angle in radians.",
      example: "cos(0)", gives: "1.0"),
    FunctionSignature(
      "tan", .trigonometric, [.number("angle")], .float, "The tangent of an angle in radians.",
      example: "tan(0)", gives: "0.0"),
    FunctionSignature(
      "cot", .trigonometric, [.number("angle")], .float, "The cotangent of an angle in radians.",
      example: "round(cot(pi() / 4), 9)", gives: "1.0"),
    FunctionSignature(
      "asin", .trigonometric, [.number()], .float, "The angle in radians whose sine this is.",
      example: "asin(0)", gives: "0.0"),
    FunctionSignature(
      "acos", .trigonometric, [.number()], .float, "The angle in radians whose cosine this is.",
      example: "acos(1)", gives: "0.0"),
    FunctionSignature(
      "atan", .trigonometric, [.number()], .float, "The angle in radians whose tangent this is.",
      example: "atan(0)", gives: "0.0"),
    FunctionSignature(
      "atan2", .trigonometric, [.number("y"), .number("x")], .float,
      "The angle in radians of the point (x, y).",
      example: "degrees(atan2(1, 1))", gives: "45.0"),
    FunctionSignature(
      "sinh", .trigonometric, [.number()], .float, "The hyperbolic sine.",
      example: "sinh(0)", gives: "0.0"),
    FunctionSignature(
      "cosh", .trigonometric, [.number()], .float, "The hyperbolic cosine.",
      example: "cosh(0)", gives: "1.0"),
    FunctionSignature(
      "tanh", .trigonometric, [.number()], .float, "The hyperbolic tangent.",
      example: "tanh(0)", gives: "0.0"),
    FunctionSignature(
      "coth", .trigonometric, [.number()], .float, "The hyperbolic cotangent; NaN for 0.",
      example: "coth(100)", gives: "1.0"),
    FunctionSignature(
      "haversin", .trigonometric, [.number("angle")], .float,
      "Half of one minus the cosine of an angle in radians.",
      example: "haversin(pi())", gives: "1.0"),
    FunctionSignature(
      "degrees", .trigonometric, [.number("radians")], .float,
      "An angle in degrees, given in radians.",
      example: "degrees(pi())", gives: "180.0"),
    FunctionSignature(
      "radians", .trigonometric, [.number("degrees")], .float,
      "An angle in radians, given in degrees.",
      example: "radians(180)", gives: "3.141592653589793")
  ]
}
