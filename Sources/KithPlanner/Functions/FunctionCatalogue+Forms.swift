extension FunctionCatalogue {
  /// What is written like a function and has a grammar of its own.
  static let forms: [FunctionSignature] = [
    FunctionSignature(
      "all", .predicate, [], .boolean, "Whether a predicate holds for all elements of a list.",
      example: "all(x IN [1, 2, 3] WHERE x > 0)", gives: "true",
      form: "all(variable IN list WHERE predicate)"),
    FunctionSignature(
      "any", .predicate, [], .boolean,
      "Whether a predicate holds for at least one element of a list.",
      example: "any(x IN [1, 2, 3] WHERE x > 2)", gives: "true",
      form: "any(variable IN list WHERE predicate)"),
    FunctionSignature(
      "none", .predicate, [], .boolean, "Whether a predicate holds for no element of a list.",
      example: "none(x IN [1, 2, 3] WHERE x > 2)", gives: "false",
      form: "none(variable IN list WHERE predicate)"),
    FunctionSignature(
      "single", .predicate, [], .boolean,
      "Whether a predicate holds for exactly one element of a list.",
      example: "single(x IN [1, 2, 3] WHERE x > 2)", gives: "true",
      form: "single(variable IN list WHERE predicate)"),
    FunctionSignature(
      "reduce", .list, [], .any,
      "What an expression makes of an accumulator and each element of a list in turn.",
      example: "reduce(total = 0, x IN [1, 2, 3] | total + x)", gives: "6",
      form: "reduce(accumulator = initial, variable IN list | expression)"),
    FunctionSignature(
      "shortestPath", .scalar, [], .path, "A path between two nodes than which none is shorter.",
      example: "length(p)", gives: "1", from: "MATCH p = shortestPath((:Team)-[*]->(:Office))",
      form: "shortestPath(pattern)"),
    FunctionSignature(
      "allShortestPaths", .scalar, [], .path,
      "All paths between two nodes than which none is shorter, one a row.",
      example: "length(p)", gives: "1", from: "MATCH p = allShortestPaths((:Team)-[*]->(:Office))",
      form: "allShortestPaths(pattern)")
  ]
}
