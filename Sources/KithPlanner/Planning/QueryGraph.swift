import KithCore
import KithSyntax

/// The patterns of one `MATCH` as a graph of variables, with the conditions on them.
struct QueryGraph {
  struct Node {
    var variable: VariableID
    /// All of them are required.
    var labels: [String]
  }

  struct Relationship {
    var variable: VariableID
    var left: VariableID
    var right: VariableID
    /// Empty for all types.
    var types: [String]
    /// As seen from `left`.
    var direction: ExpandDirection
    /// Nil for exactly one.
    var length: (minimum: Int, maximum: Int?)?
    /// The variable was bound before this `MATCH`.
    var isBound: Bool
    /// Of variable-length relationships only; a single one's are predicates.
    var properties: [(key: String, value: BoundExpression)]
    var stepPredicate: BoundExpression?
    var stepRelationship: VariableID?
    /// A part of a path, or a whole one, that is searched; then `variable` is the list of all its relationships.
    var search: PathSearch?
    /// Whether its relationships differ from those of the others in the `MATCH`.
    var isDifferent = true

    /// The end that is not `node`.
    func other(than node: VariableID) -> VariableID { node == left ? right : left }
  }

  struct PathSearch {
    var pattern: BoundPathPattern
    var selection: BoundPathSelection
    var mode: PathMode
    var outputs: [BoundPathOutput]
  }

  struct ShortestPath {
    var relationship: Relationship
    var findsAll: Bool
    var path: VariableID?
  }

  struct Predicate {
    var expression: BoundExpression
    var variables: Set<VariableID>

    init(_ expression: BoundExpression) {
      self.expression = expression
      self.variables = expression.freeVariables
    }
  }

  /// In the order of the text, each variable once.
  var nodes: [Node] = []
  var relationships: [Relationship] = []
  var shortestPaths: [ShortestPath] = []
  var predicates: [Predicate] = []
  /// Named paths, put together when all is matched.
  var paths: [BoundColumn] = []

  /// Takes a condition apart at its ANDs.
  mutating func add(_ condition: BoundExpression) {
    if case .binary(.and, let left, let right) = condition.kind {
      add(left)
      add(right)
    } else {
      predicates.append(Predicate(condition))
    }
  }

  /// Adds labels to a node, which is new to the graph where it is not there yet.
  mutating func add(node variable: VariableID, labels: [String]) {
    if let index = nodes.firstIndex(where: { $0.variable == variable }) {
      for label in labels where !nodes[index].labels.contains(label) {
        nodes[index].labels.append(label)
      }
    } else {
      nodes.append(Node(variable: variable, labels: labels))
    }
  }

  /// Turns conditions that are nothing but labels of one of its nodes into labels of the pattern.
  ///
  /// `MATCH (n) WHERE n:Person AND n.age > 3` is `MATCH (n:Person) WHERE n.age > 3`.
  mutating func liftLabels(bound: Set<VariableID>) {
    var kept: [Predicate] = []
    for predicate in predicates {
      guard case .hasLabel(let subject, let labels) = predicate.expression.kind,
        case .variable(let variable) = subject.kind, subject.type == .node,
        !bound.contains(variable), let names = labels.conjunction,
        nodes.contains(where: { $0.variable == variable })
      else {
        kept.append(predicate)
        continue
      }
      add(node: variable, labels: names)
    }
    predicates = kept
  }
}

extension BoundLabelExpression {
  /// The names where it is one name or names joined by AND, else nil.
  var conjunction: [String]? {
    switch self {
    case .name(let name): [name]
    case .and(let left, let right):
      left.conjunction.flatMap { names in right.conjunction.map { names + $0 } }
    case .or, .not, .wildcard, .dynamic: nil
    }
  }

  /// The names where it is one name or names joined by OR, else nil.
  var disjunction: [String]? {
    switch self {
    case .name(let name): [name]
    case .or(let left, let right):
      left.disjunction.flatMap { names in right.disjunction.map { names + $0 } }
    case .and, .not, .wildcard, .dynamic: nil
    }
  }
}
