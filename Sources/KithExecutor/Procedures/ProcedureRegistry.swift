import KithCore
package import KithPlanner

/// The procedures of a session: what it hands to the binder as signatures, and to the executor to run.
///
/// A value: a session starts with `standard` and adds its own.
package struct ProcedureRegistry: Sendable {
  private var byFoldedName: [String: any Procedure] = [:]
  /// What the binder sees.
  package private(set) var signatures = ProcedureSignatures()

  package init(_ procedures: [any Procedure] = []) { for it in procedures { add(it) } }

  /// The procedures that every graph has.
  package static let standard = ProcedureRegistry(
    SchemaProcedures.all + AlgorithmProcedures.all)

  /// The procedure of a name, in any case. Constant time.
  package subscript(name: String) -> (any Procedure)? { byFoldedName[name.lowercased()] }

  /// Adds a procedure; one of the same name is replaced.
  package mutating func add(_ procedure: any Procedure) {
    byFoldedName[procedure.signature.name.lowercased()] = procedure
    signatures.add(procedure.signature)
  }
}
