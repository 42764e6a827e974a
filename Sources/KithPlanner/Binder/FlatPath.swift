import KithCore
import KithSyntax

/// A path pattern as nodes with links between them; parts that are not repeated are dissolved.
///
/// ```
/// (q = (a)-->(b) WHERE a.x < b.x) ((c)-->(d))+
/// nodes  [(a)], [(b)], []         an empty list is a node that the text leaves out
/// links  -->, ((c)-->(d))+
/// groups q over nodes 0 to 1
/// ```
struct FlatPath {
  enum Link {
    case relationship(ParsedRelationshipPattern)
    case repeated(ParsedPathPart)
  }

  /// A part that is not repeated.
  struct Group {
    var variable: ParsedName?
    var predicate: ParsedExpression?
    /// Its ends, as numbers of nodes.
    var first: Int
    var last: Int
    var span: SourceSpan
  }

  /// What the text says of each node; one more than links.
  private(set) var nodes: [[ParsedNodePattern]] = []
  private(set) var links: [Link] = []
  private(set) var groups: [Group] = []

  init(_ elements: [ParsedPathElement]) { add(elements) }

  private mutating func add(_ elements: [ParsedPathElement]) {
    for element in elements {
      switch element {
      case .node(let node):
        if nodes.count == links.count { nodes.append([]) }
        nodes[nodes.count - 1].append(node)
      case .relationship(let relationship): links.append(.relationship(relationship))
      case .part(let part) where part.quantifier != nil:
        if nodes.isEmpty { nodes.append([]) }
        links.append(.repeated(part))
        nodes.append([])
      case .part(let part):
        let first = max(0, nodes.count - 1)
        add(part.elements)
        groups.append(
          Group(
            variable: part.variable, predicate: part.predicate, first: first,
            last: nodes.count - 1, span: part.span))
      }
    }
  }
}
