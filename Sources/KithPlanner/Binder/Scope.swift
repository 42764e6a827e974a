/// A variable of the statement with what is known of its type.
package struct BoundVariable: Sendable, Hashable {
  package var id: VariableID
  package var name: String
  package var type: StaticType

  package init(id: VariableID, name: String, type: StaticType) {
    self.id = id
    self.name = name
    self.type = type
  }
}

/// The variables that can be named at a place of the statement.
package struct Scope: Sendable {
  /// In the order in which they came into scope.
  package private(set) var variables: [BoundVariable] = []
  private var positions: [String: Int] = [:]

  package init() {}

  package var isEmpty: Bool { variables.isEmpty }

  /// The variable of a name, or nil where none is in scope.
  package subscript(name: String) -> BoundVariable? { positions[name].map { variables[$0] } }

  /// Brings a variable into scope; one of the same name is shadowed.
  package mutating func add(_ variable: BoundVariable) {
    if let position = positions[variable.name] {
      variables[position] = variable
    } else {
      positions[variable.name] = variables.count
      variables.append(variable)
    }
  }

  /// This scope with the other's variables over it.
  package func overlaid(with other: Scope) -> Scope {
    var scope = self
    for variable in other.variables { scope.add(variable) }
    return scope
  }

  /// The ids of all variables.
  package var ids: [VariableID] { variables.map(\.id) }
}
