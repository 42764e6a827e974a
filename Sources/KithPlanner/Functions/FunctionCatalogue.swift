/// The functions of the language: what the binder checks calls against, help and `SHOW FUNCTIONS` print, and
/// completion offers.
///
/// What they do stands in KithExecutor/Functions; a test holds both sides together, and another runs every
/// example.
package enum FunctionCatalogue {
  /// Every function, aggregating ones and forms with a grammar of their own too, by subject.
  package static let all: [FunctionSignature] = callable + aggregating + forms

  /// The functions that are called for a row, by subject: all but aggregating ones and special forms.
  package static let callable: [FunctionSignature] = builtIn + synonyms

  /// The functions that completion offers: each by one name.
  package static let offered: [FunctionSignature] = builtIn + plainAggregates

  private static let builtIn: [FunctionSignature] =
    entities + lists + strings + numbers + trigonometry + conversions + temporal + durations
    + points + facts

  /// The function of a name, whatever its case: `toupper` is `toUpper`. Only `callable` ones. Constant time.
  package static func signature(of name: String) -> FunctionSignature? {
    byLowercaseName[name.lowercased()]
  }

  /// What is to be explained by a name, whatever its case: any function, aggregating ones and forms too.
  package static func explained(_ name: String) -> FunctionSignature? {
    allByLowercaseName[name.lowercased()]
  }

  /// The graph that examples with `MATCH` are asked of, as a statement makes it.
  package static let exampleGraph = """
    CREATE (:Team {name: 'AG Sprache'})-[:PART_OF {since: 2021}]->(:Office {name: 'Landesamt'})
    """

  private static let byLowercaseName = byLowercaseName(callable)
  private static let allByLowercaseName = byLowercaseName(all)

  private static func byLowercaseName(
    _ signatures: [FunctionSignature]
  ) -> [String: FunctionSignature] {
    Dictionary(
      signatures.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }
}
