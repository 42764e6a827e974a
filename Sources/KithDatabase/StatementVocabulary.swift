import KithExecutor
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

  /// One procedure, as help explains it.
  package struct Procedure: Sendable {
    package var name: String
    package var usage: String
    /// With the types of what it takes and gives.
    package var signature: String
    package var summary: String
    /// The keys of the map that it takes: with their types, what they are by default, and what they mean.
    package var keys: [(name: String, standard: String, summary: String)]
    /// What there is to say beyond the summary; may be empty.
    package var details: String
    /// A statement that shows it.
    package var example: String
  }

  /// The procedures that every graph has, by name.
  package static var procedures: [Procedure] {
    ProcedureRegistry.standard.signatures.all.map {
      Procedure(
        name: $0.name, usage: $0.usage, signature: $0.text, summary: $0.summary,
        keys: $0.parameters.flatMap { $0.keys ?? [] }.map {
          (name: $0.name, standard: $0.defaultText, summary: $0.summary)
        },
        details: $0.details, example: $0.example)
    }
  }

  /// The procedure of a name, whatever its case.
  package static func procedure(named name: String) -> Procedure? {
    procedures.first { $0.name.lowercased() == name.lowercased() }
  }
}
