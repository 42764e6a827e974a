/// How many things a query added and removed, as a later query could see it.
package struct SideEffects: Hashable, Sendable {
  package enum Counter: String, Hashable, Sendable, CaseIterable {
    case addedNodes = "+nodes"
    case removedNodes = "-nodes"
    case addedRelationships = "+relationships"
    case removedRelationships = "-relationships"
    case addedProperties = "+properties"
    case removedProperties = "-properties"
    case addedLabels = "+labels"
    case removedLabels = "-labels"
  }

  private var counts: [Counter: Int] = [:]

  package init() {}

  /// A count that is not named is zero, and zero is not kept, so that equal effects are equal values.
  package subscript(counter: Counter) -> Int {
    get { counts[counter] ?? 0 }
    set { counts[counter] = newValue == 0 ? nil : newValue }
  }

  package var text: String {
    let named = Counter.allCases.filter { self[$0] != 0 }
    guard !named.isEmpty else { return "no side effects" }
    return named.map { "\($0.rawValue) \(self[$0])" }.joined(separator: ", ")
  }
}
