extension FunctionCatalogue {
  /// The valid time of facts, and names as people search for them.
  static let facts: [FunctionSignature] = [
    FunctionSignature(
      "earliestStart", .facts, [fact], .date,
      "The first day on which a fact with from, until or date may have begun; null if that is open.",
      example: "earliestStart({from: '2021', until: '2023-12'})", gives: "2021-01-01"),
    FunctionSignature(
      "latestStart", .facts, [fact], .date,
      "The last day on which a fact with from, until or date may have begun; null if that is open.",
      example: "latestStart({from: '2021', until: '2023-12'})", gives: "2021-12-31"),
    FunctionSignature(
      "earliestEnd", .facts, [fact], .date,
      "The first day on which a fact with from, until or date may have ended; null if that is open.",
      example: "earliestEnd({from: '2021', until: '2023-12'})", gives: "2023-12-01"),
    FunctionSignature(
      "latestEnd", .facts, [fact], .date,
      "The last day on which a fact with from, until or date may have ended; null if that is open.",
      example: "latestEnd({from: '2021', until: '2023-12'})", gives: "2023-12-31"),
    FunctionSignature(
      "earliest", .facts, [.any("text")], .date, "The first day that a date in EDTF may mean.",
      example: "earliest('2023-12')", gives: "2023-12-01"),
    FunctionSignature(
      "latest", .facts, [.any("text")], .date, "The last day that a date in EDTF may mean.",
      example: "latest('2023-12')", gives: "2023-12-31"),
    FunctionSignature(
      "validOn", .facts, [fact, .of(.date, named: "day")], .boolean,
      "Whether a fact held on a day; null if its dates leave it open.",
      example: "validOn({from: '2021', until: '2023-12'}, date('2022-06-01'))", gives: "true"),
    FunctionSignature(
      "fold", .facts, [.text()], .string,
      "A name as it is searched for: without case, titles, accents and umlauts.",
      example: "fold('Landesamt für Straßenbau')", gives: "'landesamt fur strassenbau'")
  ]

  private static let fact = FunctionParameter.of(.node, .relationship, .map, named: "fact")
}
