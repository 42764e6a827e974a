import KithCore
import KithSyntax

/// Who says so: the claims of a fact, each with its source, its place there, its rank and its certainty.
///
/// One claim stands in the properties as values, several stand there as lists of the same length, in which
/// an empty text means that the claim says nothing.
struct FactClaims {
  /// What each claim says, in the order of `FactAnnotationKind`; never an empty value.
  let claims: [[(kind: FactAnnotationKind, value: Value)]]

  init(_ properties: ValueMap) {
    let told = FactAnnotationKind.allCases.compactMap { kind in
      properties[kind.rawValue].map { (kind: kind, values: Self.values($0)) }
    }
    let count = told.map(\.values.count).max() ?? 0
    claims = (0..<count).map { index in
      told.compactMap { kind, values in
        guard index < values.count, !Self.isEmpty(values[index]) else { return nil }
        return (kind: kind, value: values[index])
      }
    }
  }

  private static func values(_ value: Value) -> [Value] {
    if case .list(let values) = value { values } else { [value] }
  }

  private static func isEmpty(_ value: Value) -> Bool {
    if case .string("") = value { true } else { value.isNull }
  }
}

/// How sure a fact is, by the ranks and certainties of its claims: as sure as the surest of them.
enum FactDoubt: Hashable, Sendable, CaseIterable {
  case none, uncertain, disputed

  init(_ properties: ValueMap) {
    // Most facts are certain: the look at every claim is for the others.
    guard properties["rank"] != nil || properties["certainty"] != nil else {
      self = .none
      return
    }
    let doubts = FactClaims(properties).claims.map(Self.init(claim:))
    self = doubts.contains(.none) ? .none : doubts.contains(.uncertain) ? .uncertain : .disputed
  }

  private init(claim: [(kind: FactAnnotationKind, value: Value)]) {
    self = .none
    for (kind, value) in claim {
      switch (kind, value) {
      case (.rank, .string("deprecated")): self = .disputed
      case (.certainty, .string("certain")), (.certainty, .integer(1)), (.certainty, .float(1)):
        break
      case (.certainty, _): if self == .none { self = .uncertain }
      case (.rank, _), (.source, _), (.page, _), (.paragraph, _), (.quote, _), (.url, _),
        (.note, _):
        break
      }
    }
  }
}
