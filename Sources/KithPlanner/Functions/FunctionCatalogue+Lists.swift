extension FunctionCatalogue {
  /// Lists, and choices among values.
  static let lists: [FunctionSignature] = [
    FunctionSignature(
      "size", 1...1, .integer, "size(list)",
      "How many elements a list has, or characters a text.",
      example: "size([1, 2, 3])"),
    FunctionSignature(
      "isEmpty", 1...1, .boolean, "isEmpty(list)",
      "Whether a list, a map or a text is empty.",
      example: "isEmpty([])"),
    FunctionSignature(
      "head", 1...1, .any, "head(list)",
      "The first element of a list; null if there is none.",
      example: "head([1, 2, 3])"),
    FunctionSignature(
      "last", 1...1, .any, "last(list)",
      "The last element of a list; null if there is none.",
      example: "last([1, 2, 3])"),
    FunctionSignature(
      "tail", 1...1, .list, "tail(list)",
      "A list without its first element.",
      example: "tail([1, 2, 3])"),
    FunctionSignature(
      "reverse", 1...1, .any, "reverse(list)",
      "A list or a text from its end to its start.",
      example: "reverse('Amt')"),
    FunctionSignature(
      "range", 2...3, .list, "range(start, end, step)",
      "The integers from start to end, both included, by step (1 if left out).",
      example: "range(2, 10, 4)"),
    FunctionSignature(
      "coalesce", 1...Int.max, .any, "coalesce(value, …)",
      "The first of the values that is not null.",
      example: "coalesce(null, 'unknown')")
  ]
}
