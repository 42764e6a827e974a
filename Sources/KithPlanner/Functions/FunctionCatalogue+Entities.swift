extension FunctionCatalogue {
  /// Nodes, relationships, paths and maps.
  static let entities: [FunctionSignature] = [
    FunctionSignature(
      "id", .scalar, [.of(.node, .relationship, named: "entity")], .integer,
      "The number of a node or relationship within this file.",
      example: "id(n) = id(startNode(r))", gives: "true", from: "MATCH (n:Team)-[r]->()"),
    FunctionSignature(
      "elementId", .scalar, [.of(.node, .relationship, named: "entity")], .string,
      "The name by which a node or relationship is known outside.",
      example: "elementId(n) = elementId(startNode(r))", gives: "true",
      from: "MATCH (n:Team)-[r]->()"),
    FunctionSignature(
      "labels", .list, [.of(.node, named: "node")], .list, "The labels of a node, as strings.",
      example: "labels(n)", gives: "['Team']", from: "MATCH (n:Team)"),
    FunctionSignature(
      "type", .scalar, [.of(.relationship, named: "relationship")], .string,
      "The type of a relationship.",
      example: "type(r)", gives: "'PART_OF'", from: "MATCH ()-[r]->()"),
    FunctionSignature(
      "properties", .scalar, [.of(.node, .relationship, .map, named: "entity")], .map,
      "All properties of a node, a relationship or a map.",
      example: "properties(r)", gives: "{since: 2021}", from: "MATCH ()-[r]->()"),
    FunctionSignature(
      "keys", .list, [.of(.node, .relationship, .map, named: "entity")], .list,
      "The keys of the properties of a node, a relationship or a map.",
      example: "keys({name: 'Landesamt', since: 1990})", gives: "['name', 'since']"),
    FunctionSignature(
      "startNode", .scalar, [.of(.relationship, named: "relationship")], .node,
      "The node at which a relationship starts.",
      example: "startNode(r)", gives: "(:Team {name: 'AG Sprache'})", from: "MATCH ()-[r]->()"),
    FunctionSignature(
      "endNode", .scalar, [.of(.relationship, named: "relationship")], .node,
      "The node at which a relationship ends.",
      example: "endNode(r)", gives: "(:Office {name: 'Landesamt'})", from: "MATCH ()-[r]->()"),
    FunctionSignature(
      "nodes", .list, [.of(.path, named: "path")], .list, "The nodes of a path, in its order.",
      example: "[n IN nodes(p) | n.name]", gives: "['AG Sprache', 'Landesamt']",
      from: "MATCH p = ()-[]->()"),
    FunctionSignature(
      "relationships", .list, [.of(.path, named: "path")], .list,
      "The relationships of a path, in its order.",
      example: "relationships(p)", gives: "[[:PART_OF {since: 2021}]]",
      from: "MATCH p = ()-[]->()"),
    FunctionSignature(
      "length", .scalar, [.of(.path, named: "path")], .integer,
      "How many relationships a path has.",
      example: "length(p)", gives: "1", from: "MATCH p = ()-[]->()"),
    FunctionSignature(
      "exists", .predicate, [.any("property")], .boolean,
      "Whether a property is set (the same as IS NOT NULL), or a pattern occurs.",
      example: "exists(n.name), exists((n)-[:PART_OF]->())", gives: "true | true",
      from: "MATCH (n:Team)")
  ]
}
