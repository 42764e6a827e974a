extension LogicalCreate {
  /// This as several creates in turn, where the properties of one part read another part.
  ///
  /// ```
  /// CREATE (a {id: 1}), (b {id: a.id + 1})      create a, then create b
  /// ```
  var stages: [LogicalCreate] {
    var stage: [VariableID: Int] = [:]
    func after(_ expressions: [BoundExpression?]) -> Int {
      expressions.compactMap { $0 }.reads.compactMap { stage[$0].map { $0 + 1 } }.max() ?? 0
    }
    for part in nodes.map(\.variable) + relationships.map(\.variable) { stage[part] = 0 }
    // A node may read a relationship, and that another node: until nothing moves. Parts read only what is written
    // before them, so that it ends.
    var isSettled = false
    while !isSettled {
      let before = stage
      for node in nodes { stage[node.variable] = after([node.properties] + node.computedLabels) }
      for it in relationships {
        stage[it.variable] = max(
          after([it.properties, it.computedType]), stage[it.start] ?? 0, stage[it.end] ?? 0)
      }
      isSettled = stage == before
    }
    let last = stage.values.max() ?? 0
    guard last > 0 else { return [self] }
    return (0...last).map { number in
      LogicalCreate(
        nodes: nodes.filter { stage[$0.variable] == number },
        relationships: relationships.filter { stage[$0.variable] == number },
        paths: number == last ? paths : [])
    }
  }
}
