extension FunctionCatalogue {
  /// Amounts of time.
  static let durations: [FunctionSignature] = [
    FunctionSignature(
      "duration", .duration, [.of(.string, .map, .duration, named: "value")], .duration,
      "An amount of time, from a text in ISO 8601 or a map of its parts.",
      example: "duration({years: 1, months: 2, hours: 3})", gives: "P1Y2MT3H"),
    FunctionSignature(
      "duration.between", .duration, [.any("from"), .any("to")], .duration,
      "The time from one temporal value to another, in months, days and seconds.",
      example: "duration.between(date('2021-01-01'), date('2023-12-31'))", gives: "P2Y11M30D"),
    FunctionSignature(
      "duration.inMonths", .duration, [.any("from"), .any("to")], .duration,
      "The whole months from one temporal value to another.",
      example: "duration.inMonths(date('2021-01-01'), date('2023-12-31'))", gives: "P2Y11M"),
    FunctionSignature(
      "duration.inDays", .duration, [.any("from"), .any("to")], .duration,
      "The whole days from one temporal value to another.",
      example: "duration.inDays(date('2021-01-01'), date('2023-12-31'))", gives: "P1094D"),
    FunctionSignature(
      "duration.inSeconds", .duration, [.any("from"), .any("to")], .duration,
      "The seconds from one temporal value to another.",
      example: "duration.inSeconds(time('12:00Z'), time('12:30Z'))", gives: "PT30M")
  ]
}
