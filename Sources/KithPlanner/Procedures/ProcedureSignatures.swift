import KithCore

/// The procedures that a session knows, as the binder sees them: by name, in any case.
package struct ProcedureSignatures: Sendable {
  private var byFoldedName: [String: ProcedureSignature] = [:]

  package init(_ all: [ProcedureSignature] = []) { for signature in all { add(signature) } }

  /// All of them by name.
  package var all: [ProcedureSignature] { byFoldedName.values.sorted { $0.name < $1.name } }

  /// The procedure of a name. Constant time.
  package subscript(name: String) -> ProcedureSignature? { byFoldedName[name.lowercased()] }

  /// Adds a procedure; one of the same name is replaced.
  package mutating func add(_ signature: ProcedureSignature) {
    byFoldedName[signature.name.lowercased()] = signature
  }

  /// The procedure that somebody who wrote `name` may have meant.
  ///
  /// Other engines put the same procedures into other namespaces: `gds.pageRank.stream` is `algo.pageRank`.
  func nearest(to name: String) -> String? {
    let known = all.map(\.name)
    if let near = nearestName(to: name, among: known) { return near }
    let words = name.lowercased().split(separator: ".")
    return known.first { candidate in
      guard let last = candidate.lowercased().split(separator: ".").last else { return false }
      return words.contains(last)
    }
  }
}
