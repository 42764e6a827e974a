/// The properties by which the fact loader knows its own facts again; displays leave them out.
package enum FactProperties {
  /// The stable id of a thing or a fact, unique in the graph.
  package static let id = "id"
  /// The name, without directories, of the fact file that describes the node or holds the relationship.
  package static let file = "factFile"
  /// What that file says of it: keys, and labels behind a colon, separated by spaces.
  ///
  /// Tells a key that was deleted from the file (and goes) from one that somebody set in a query (and stays).
  package static let keys = "factKeys"

  /// What displays leave out.
  package static let hidden: Set<String> = [file, keys]
}
