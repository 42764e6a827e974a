/// How a graph file is opened.
package enum OpenMode: Sendable, Hashable {
  /// The file must exist; nothing is ever written to it.
  case readOnly
  /// Reads and writes; a missing file is made or refused.
  case readWrite(createIfMissing: Bool)
}
