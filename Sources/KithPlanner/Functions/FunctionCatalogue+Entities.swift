extension FunctionCatalogue {
  /// Nodes, relationships, paths and maps.
  static let entities: [FunctionSignature] = [
    FunctionSignature(
      "id", 1...1, .integer, "id(entity)",
      "The number of a node or relationship within this file.",
      example: "id(n)"),
    FunctionSignature(
      "elementId", 1...1, .string, "elementId(entity)",
      "The name by which a node or relationship is known outside.",
      example: "elementId(n)"),
    FunctionSignature(
      "labels", 1...1, .list, "labels(node)",
      "The labels of a node, as strings.",
      example: "labels(n)"),
    FunctionSignature(
      "type", 1...1, .string, "type(relationship)",
      "The type of a relationship.",
      example: "type(r)"),
    FunctionSignature(
      "properties", 1...1, .map, "properties(entity)",
      "All properties of a node, a relationship or a map.",
      example: "properties(n)"),
    FunctionSignature(
      "keys", 1...1, .list, "keys(entity)",
      "The keys of the properties of a node, a relationship or a map.",
      example: "keys({name: 'Katja', born: 1980})"),
    FunctionSignature(
      "startNode", 1...1, .node, "startNode(relationship)",
      "The node at which a relationship starts.",
      example: "startNode(r)"),
    FunctionSignature(
      "endNode", 1...1, .node, "endNode(relationship)",
      "The node at which a relationship ends.",
      example: "endNode(r)"),
    FunctionSignature(
      "nodes", 1...1, .list, "nodes(path)",
      "The nodes of a path, in its order.",
      example: "nodes(p)"),
    FunctionSignature(
      "relationships", 1...1, .list, "relationships(path)",
      "The relationships of a path, in its order.",
      example: "relationships(p)"),
    FunctionSignature(
      "length", 1...1, .integer, "length(path)",
      "How many relationships a path has.",
      example: "length(p)"),
    FunctionSignature(
      "exists", 1...1, .boolean, "exists(property)",
      "Whether a property is set; the same as IS NOT NULL.",
      example: "exists(n.name)")
  ]
}
