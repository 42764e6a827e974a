import KithPlanner

/// The functions and procedures that help explains.
package enum StatementVocabulary {
  /// One function, as help explains it.
  package struct Function: Sendable {
    package var name: String
    /// With the types of what it takes and gives.
    package var signature: String
    package var summary: String
    /// A statement that shows it, and what that returns.
    package var example: String
    package var result: String
    /// The statement that makes the graph of which the example is asked; nil where it reads none.
    package var exampleGraph: String?
  }

  /// The names of all functions by group, in the order in which they are explained.
  package static var functionGroups: [(title: String, names: [String])] {
    FunctionCategory.allCases.compactMap { category in
      let names = FunctionCatalogue.all.filter { $0.category == category }.map(\.name).sorted()
      return names.isEmpty ? nil : (category.title, names)
    }
  }

  /// The names of all functions.
  package static var functionNames: [String] { FunctionCatalogue.all.map(\.name) }

  /// The function of a name, whatever its case.
  package static func function(named name: String) -> Function? {
    FunctionCatalogue.explained(name).map { it in
      let readsGraph = it.source?.hasPrefix("MATCH") ?? false
      return Function(
        name: it.name, signature: it.signature, summary: it.summary, example: it.statement,
        result: it.result, exampleGraph: readsGraph ? FunctionCatalogue.exampleGraph : nil)
    }
  }

  /// Usage and summary of each procedure, by name.
  package static var procedures: [(usage: String, summary: String)] {
    ProcedureCatalogue.all.sorted { $0.name < $1.name }
      .map { (usage: $0.usage, summary: $0.summary) }
  }
}
