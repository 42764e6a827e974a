extension FunctionCatalogue {
  /// Lists, and choices among values.
  static let lists: [FunctionSignature] = [
    FunctionSignature(
      "size", .scalar, [.of(.list, .string, .map, named: "list")], .integer,
      "How many elements a list has, or characters a text.",
      example: "size([1, 2, 3])", gives: "3"),
    FunctionSignature(
      "isEmpty", .predicate, [.of(.list, .map, .string, named: "list")], .boolean,
      "Whether a list, a map or a text is empty.",
      example: "isEmpty([])", gives: "true"),
    FunctionSignature(
      "head", .scalar, [.list()], .any, "The first element of a list; null if there is none.",
      example: "head([1, 2, 3])", gives: "1"),
    FunctionSignature(
      "last", .scalar, [.list()], .any, "The last element of a list; null if there is none.",
      example: "last([1, 2, 3])", gives: "3"),
    FunctionSignature(
      "tail", .list, [.list()], .list, "A list without its first element.",
      example: "tail([1, 2, 3])", gives: "[2, 3]"),
    FunctionSignature(
      "reverse", .list, [.of(.list, .string, named: "list")], .any,
      "A list or a text from its end to its start.",
      example: "reverse([1, 2, 3])", gives: "[3, 2, 1]"),
    FunctionSignature(
      "range", .list,
      [.integer("start"), .integer("end"), .integer("step").optional], .list,
      "The integers from start to end, both included, by step (1 if left out).",
      example: "range(2, 10, 4)", gives: "[2, 6, 10]"),
    FunctionSignature(
      "coalesce", .scalar, [.any().repeated], .any, "The first of the values that is not null.",
      example: "coalesce(null, 'unknown')", gives: "'unknown'"),
    FunctionSignature(
      "nullIf", .scalar, [.any("value"), .any("other")], .any,
      "Null if two values are equal, else the first of them.",
      example: "nullIf('', '')", gives: "null"),
    FunctionSignature(
      "toBooleanList", .list, [.list()], .list,
      "A list with each element as toBooleanOrNull makes it.",
      example: "toBooleanList(['true', 0, 'x'])", gives: "[true, false, null]"),
    FunctionSignature(
      "toFloatList", .list, [.list()], .list,
      "A list with each element as toFloatOrNull makes it.",
      example: "toFloatList(['1.5', 2, 'x'])", gives: "[1.5, 2.0, null]"),
    FunctionSignature(
      "toIntegerList", .list, [.list()], .list,
      "A list with each element as toIntegerOrNull makes it.",
      example: "toIntegerList(['1', 2.9, 'x'])", gives: "[1, 2, null]"),
    FunctionSignature(
      "toStringList", .list, [.list()], .list,
      "A list with each element as toStringOrNull makes it.",
      example: "toStringList([1, 2.5, []])", gives: "['1', '2.5', null]")
  ]
}
