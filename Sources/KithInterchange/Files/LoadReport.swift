import KithCore

/// How files are loaded.
package struct LoadOptions: Sendable {
  /// How the ids of CSV files are stored.
  package enum IDType: String, Sendable, CaseIterable {
    /// As integers where all ids of an id space are whole numbers, else as strings.
    case auto
    case integer
    case string
  }

  /// Works out what would change, and changes nothing.
  package var isPlan: Bool
  /// Makes warnings errors.
  package var isStrict: Bool
  package var idType: IDType

  package init(isPlan: Bool = false, isStrict: Bool = false, idType: IDType = .auto) {
    self.isPlan = isPlan
    self.isStrict = isStrict
    self.idType = idType
  }
}

/// How far a load has come, for a progress line.
package struct LoadProgress: Sendable, Hashable {
  /// The file that is being read, as it was given; or what is being written.
  package var what: String
  /// Bytes of all files.
  package var bytesDone: Int
  package var bytesTotal: Int

  package init(what: String, bytesDone: Int, bytesTotal: Int) {
    self.what = what
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
  }
}

/// What a load did, or with `isPlan` would do.
package struct LoadReport: Sendable {
  package struct Counts: Sendable, Hashable {
    package var added = 0
    package var changed = 0
    package var unchanged = 0
  }

  package var isPlan: Bool
  package var nodes = Counts()
  package var relationships = Counts()
  /// Facts that a file said once and says no more; they stay in the graph.
  package var departed = 0
  /// Warnings and notices, in the order of files and places.
  package var remarks: [FileDiagnostic] = []
  /// What changes, a line each, beginning with `+`, `~` or `-`; only with `isPlan`.
  package var planLines: [String] = []
  package var microseconds = 0

  package init(isPlan: Bool = false) { self.isPlan = isPlan }

  /// How many remarks are warnings.
  package var warningCount: Int { remarks.count { $0.diagnostic.severity == .warning } }

  /// One sentence: `11 facts added (7 nodes, 4 relationships), 2 changed, 30 unchanged`.
  package var summary: String {
    let added = nodes.added + relationships.added
    let changed = nodes.changed + relationships.changed
    let unchanged = nodes.unchanged + relationships.unchanged
    var parts: [String] = []
    if added > 0 {
      parts.append(
        "\(added) \(isPlan ? "to add" : "added") (\(Self.text(nodes.added, "node")), "
          + "\(Self.text(relationships.added, "relationship")))")
    }
    if changed > 0 { parts.append("\(changed) \(isPlan ? "to change" : "changed")") }
    if unchanged > 0 { parts.append("\(unchanged) unchanged") }
    if departed > 0 { parts.append("\(departed) no longer in the files (kept)") }
    return parts.isEmpty ? "nothing to load" : parts.joined(separator: ", ")
  }

  private static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
