/// The scalar functions of the language: what the binder checks calls against, help prints and completion offers.
///
/// What they do stands in KithExecutor/Functions; a test holds both sides together. In examples, `n` is a
/// node, `r` a relationship and `p` a path. Aggregating functions are not here: see `AggregateFunction`.
package enum FunctionCatalogue {
  /// All functions, by subject.
  package static let all: [FunctionSignature] =
    entities + lists + strings + numbers + conversions + temporal + facts

  /// The function of a name, whatever its case: `toupper` is `toUpper`. Constant time.
  package static func signature(of name: String) -> FunctionSignature? {
    byLowercaseName[name.lowercased()]
  }

  private static let byLowercaseName: [String: FunctionSignature] = Dictionary(
    all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
