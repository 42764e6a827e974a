/// What a path may repeat (ISO/IEC 39075, 16.6).
package enum PathMode: String, Sendable, Hashable {
  /// Anything.
  case walk = "WALK"
  /// Nodes, but no relationship.
  case trail = "TRAIL"
  /// Nothing but its first node as its last.
  case simple = "SIMPLE"
  /// Nothing.
  case acyclic = "ACYCLIC"
}
