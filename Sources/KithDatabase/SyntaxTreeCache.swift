import KithCore
import KithSyntax

/// The trees of the statements that were run last, by their text.
///
/// Texts that differ only in their parameters' values are the same text: parameters are never written into it. Plans
/// are made anew each time: one that was cheap for the graph as it was may be dear for the graph as it is.
struct SyntaxTreeCache {
  /// More texts than this at once are not repeated often; the cache starts anew.
  static let capacity = 256

  private var trees: [String: ParsedStatement] = [:]

  /// The statement's tree. Throws every error of its syntax.
  mutating func tree(of text: String) throws(Diagnostics) -> ParsedStatement {
    if let known = trees[text] { return known }
    let tree = try QueryParser.parse(text)
    if trees.count >= Self.capacity { trees.removeAll(keepingCapacity: true) }
    trees[text] = tree
    return tree
  }
}
