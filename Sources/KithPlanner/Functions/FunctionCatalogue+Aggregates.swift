extension FunctionCatalogue {
  /// Functions that make one value of the rows of a group. Nulls do not count.
  static let aggregating: [FunctionSignature] = plainAggregates + aggregateSynonyms

  static let plainAggregates: [FunctionSignature] = [
    FunctionSignature(
      "count", .aggregating, [.any()], .integer,
      "How many rows there are (count(*)), or how many values that are not null.",
      example: "count(*), count(x), count(DISTINCT x)", gives: "4 | 3 | 2",
      from: "UNWIND [1, 1, 2, null] AS x"),
    FunctionSignature(
      "collect", .aggregating, [.any()], .list, "The values as a list, in the order of the rows.",
      example: "collect(x)", gives: "['a', 'b']", from: "UNWIND ['a', null, 'b'] AS x"),
    FunctionSignature(
      "sum", .aggregating, [.of(.number, .duration, named: "value")], .any,
      "The sum of numbers or durations; 0 of nothing.",
      example: "sum(x)", gives: "6", from: "UNWIND [1, 2, 3] AS x"),
    FunctionSignature(
      "avg", .aggregating, [.of(.number, .duration, named: "value")], .any,
      "The mean of numbers or durations; null of nothing.",
      example: "avg(x)", gives: "2.0", from: "UNWIND [1, 2, 3] AS x"),
    FunctionSignature(
      "min", .aggregating, [.any()], .any,
      "The least value, by the order of ORDER BY; null of nothing.",
      example: "min(x)", gives: "1", from: "UNWIND [2, 1, 3] AS x"),
    FunctionSignature(
      "max", .aggregating, [.any()], .any,
      "The greatest value, by the order of ORDER BY; null of nothing.",
      example: "max(x)", gives: "3", from: "UNWIND [2, 1, 3] AS x"),
    FunctionSignature(
      "stDev", .aggregating, [.number("value")], .float,
      "The standard deviation of a sample; 0.0 of fewer than two values.",
      example: "stDev(x)", gives: "2.0", from: "UNWIND [1, 3, 5] AS x"),
    FunctionSignature(
      "stDevP", .aggregating, [.number("value")], .float,
      "The standard deviation of a whole population; 0.0 of nothing.",
      example: "stDevP(x)", gives: "2.0", from: "UNWIND [1, 5] AS x"),
    FunctionSignature(
      "percentileCont", .aggregating, [.number("value"), .number("percentile")], .float,
      "The value below which a share of the values lies, from 0.0 to 1.0, between two neighbours if need be.",
      example: "percentileCont(x, 0.5)", gives: "1.5", from: "UNWIND [1, 2] AS x"),
    FunctionSignature(
      "percentileDisc", .aggregating, [.number("value"), .number("percentile")], .number,
      "The least of the values that a share of the values, from 0.0 to 1.0, does not exceed.",
      example: "percentileDisc(x, 0.5)", gives: "1", from: "UNWIND [1, 2] AS x")
  ]

  private static let aggregateSynonyms: [FunctionSignature] =
    aggregateSynonymNames.compactMap { synonym in
      plainAggregates.first { $0.name == synonym.meaning.rawValue }?.renamed(synonym.name)
    }
}
