/// How a statement is planned.
package struct PlannerOptions: Sendable, Equatable {
  /// Off, patterns are followed as they are written and conditions are checked at the end: the same rows, slower.
  /// Tests run every query both ways.
  package var isOptimised = true

  package init() {}
}
