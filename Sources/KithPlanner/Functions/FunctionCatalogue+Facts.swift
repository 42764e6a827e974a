extension FunctionCatalogue {
  /// The valid time of facts, and names as people search for them.
  static let facts: [FunctionSignature] = [
    FunctionSignature(
      "earliestStart", 1...1, .date, "earliestStart(fact)",
      "The first day on which a fact with from, until or date may have begun; null if that is open.",
      example: "earliestStart({from: '2021', until: '2023-12'})"),
    FunctionSignature(
      "latestStart", 1...1, .date, "latestStart(fact)",
      "The last day on which a fact with from, until or date may have begun; null if that is open.",
      example: "latestStart({from: '2021', until: '2023-12'})"),
    FunctionSignature(
      "earliestEnd", 1...1, .date, "earliestEnd(fact)",
      "The first day on which a fact with from, until or date may have ended; null if that is open.",
      example: "earliestEnd({from: '2021', until: '2023-12'})"),
    FunctionSignature(
      "latestEnd", 1...1, .date, "latestEnd(fact)",
      "The last day on which a fact with from, until or date may have ended; null if that is open.",
      example: "latestEnd({from: '2021', until: '2023-12'})"),
    FunctionSignature(
      "earliest", 1...1, .date, "earliest(text)",
      "The first day that a date in EDTF may mean.",
      example: "earliest('2015~')"),
    FunctionSignature(
      "latest", 1...1, .date, "latest(text)",
      "The last day that a date in EDTF may mean.",
      example: "latest('2023-12')"),
    FunctionSignature(
      "validOn", 2...2, .boolean, "validOn(fact, day)",
      "Whether a fact held on a day; null if its dates leave it open.",
      example: "validOn({from: '2021', until: '2023-12'}, date('2022-06-01'))"),
    FunctionSignature(
      "fold", 1...1, .string, "fold(text)",
      "A name as it is searched for: without case, titles, accents and umlauts.",
      example: "fold('Dr. Nörenberg')")
  ]
}
