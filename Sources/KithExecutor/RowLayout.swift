package import KithPlanner

/// Which column of a batch holds which variable.
package struct RowLayout: Sendable {
  /// The variables in the order of the columns.
  package var variables: [VariableID]
  private var columns: [VariableID: Int]

  package init(_ variables: [VariableID] = []) {
    self.variables = variables
    self.columns = Dictionary(
      zip(variables, variables.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The column of a variable, or nil where the rows do not carry it.
  package func column(of variable: VariableID) -> Int? { columns[variable] }

  /// The columns at `kept`, in that order.
  package func keeping(_ kept: [Int]) -> RowLayout { RowLayout(kept.map { variables[$0] }) }

  /// This layout with more columns behind.
  package func appending(_ more: [VariableID]) -> RowLayout { RowLayout(variables + more) }
}
