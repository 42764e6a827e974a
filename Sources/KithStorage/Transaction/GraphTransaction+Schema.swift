package import KithCore

/// Making and dropping indexes and constraints. Part of the transaction as any other change; what waits for the commit
/// is the whole index, in memory.
extension GraphTransaction {
  /// Makes an index and fills it; false where `IF NOT EXISTS` found one. n log n in the entities that it holds.
  package func createIndex(_ request: IndexRequest) throws(Diagnostic) -> Bool {
    try checkWritable()
    let catalogue = tables.schema.catalogue
    if let same = catalogue.indexes.first(where: {
      $0.target == request.target && $0.keys == request.keys
    }) {
      if request.isOptional { return false }
      throw SchemaMessages.indexExists(same)
    }
    if let name = request.name, catalogue.names.contains(name) {
      if request.isOptional { return false }
      throw SchemaMessages.nameInUse(name)
    }
    let name = request.name ?? catalogue.freeName("index", request.target, request.keys)
    try addIndex(named: name, request.kind, request.target, request.keys)
    return true
  }

  @discardableResult
  private func addIndex(
    named name: String, _ kind: PropertyIndex.Kind, _ target: SchemaTarget, _ keys: [String]
  ) throws(Diagnostic) -> PropertyIndexState {
    guard let number = tables.schema.catalogue.freeNumber else {
      throw SchemaMessages.tooManyIndexes
    }
    try makeNames(target, keys)
    let index = PropertyIndex(number: number, name: name, kind: kind, target: target, keys: keys)
    guard let wire = SchemaWiring.wire(index, tables.schema) else {
      throw StorageMessages.tooManySymbols("names")
    }
    let state = try build(wire, target.kind)
    tables.indexStates[number] = state
    tables.schema.catalogue.indexes.append(index)
    catalogueChanged()
    return state
  }

  /// Makes the automatic index of a key that has none yet. Linear in the nodes where the graph has the key: then the file
  /// is of a kith that knew no such indexes.
  func addAutomaticIndex(on key: String) throws(Diagnostic) {
    guard let index = tables.schema.catalogue.missingAutomaticIndex(on: key),
      let wire = SchemaWiring.wire(index, tables.schema)
    else { return }
    tables.indexStates[index.number] = try build(wire, .node)
    tables.schema.catalogue.indexes.append(index)
    catalogueChanged()
  }

  /// Makes the automatic indexes that a file of an older kith lacks.
  func addMissingAutomaticIndexes() throws(Diagnostic) {
    for key in SchemaCatalogue.automaticKeys
    where tables.schema.propertyKeys.number(of: key) != nil {
      try addAutomaticIndex(on: key)
    }
  }

  /// Gives the names of an index or a constraint their numbers.
  private func makeNames(_ target: SchemaTarget, _ keys: [String]) throws(Diagnostic) {
    switch target {
    case .node(let label): _ = try newLabel(label)
    case .relationship(let type): _ = try newType(type)
    case .anyNode: break
    }
    for key in keys { _ = try newKey(key) }
  }

  private func catalogueChanged() {
    changes.catalogueChanged = true
    record.giveUp()
    tables.rewire()
    tables.noteChange()
  }

  /// Drops an index; false where `IF EXISTS` found none. Throws where it serves a constraint.
  package func dropIndex(named name: String, isOptional: Bool) throws(Diagnostic) -> Bool {
    try checkWritable()
    let catalogue = tables.schema.catalogue
    guard let index = catalogue.index(named: name) else {
      if isOptional { return false }
      throw SchemaMessages.noIndex(name, in: catalogue)
    }
    if index.isAutomatic { throw SchemaMessages.indexIsAutomatic(index) }
    if catalogue.isOwned(index) { throw SchemaMessages.indexOfConstraint(name) }
    try remove(index)
    return true
  }

  private func remove(_ index: PropertyIndex) throws(Diagnostic) {
    for key in try indexState(index.number).blobKeys { removeBlob(key) }
    tables.indexStates[index.number] = nil
    tables.schema.catalogue.indexes.removeAll { $0.number == index.number }
    catalogueChanged()
  }

  /// Makes a constraint, and the index that serves it; false where `IF NOT EXISTS` found one.
  ///
  /// Throws `.constraintVerificationFailed` where the graph does not keep it, and names what breaks it. Linear in the
  /// entities with the label or of the type, with an index n log n.
  package func createConstraint(_ request: ConstraintRequest) throws(Diagnostic) -> Bool {
    try checkWritable()
    let catalogue = tables.schema.catalogue
    if let same = catalogue.constraints.first(where: { $0.stands(inPlaceOf: request) }) {
      if request.isOptional { return false }
      throw SchemaMessages.constraintExists(same)
    }
    if let name = request.name, catalogue.names.contains(name) {
      if request.isOptional { return false }
      throw SchemaMessages.nameInUse(name)
    }
    if request.rule.hasIndex,
      let index = catalogue.indexes.first(where: {
        $0.target == request.target && $0.keys == request.keys
      })
    {
      throw SchemaMessages.indexInTheWay(index)
    }
    let name = request.name ?? catalogue.freeName("constraint", request.target, request.keys)
    let constraint = GraphConstraint(
      name: name, rule: request.rule, target: request.target, keys: request.keys)
    try add(constraint)
    return true
  }

  private func add(_ constraint: GraphConstraint) throws(Diagnostic) {
    try makeNames(constraint.target, constraint.keys)
    guard
      let (target, keys) = SchemaWiring.numbers(
        constraint.target, constraint.keys, tables.schema), let target
    else { throw StorageMessages.tooManySymbols("names") }
    var rule = SchemaWiring.Rule(
      constraint: constraint, target: target, keys: keys, index: nil)
    try verifyAll(rule, isNew: true)
    if constraint.rule.hasIndex {
      let before = tables.schema.catalogue
      try addIndex(named: constraint.name, .range, constraint.target, constraint.keys)
      rule.index = tables.schema.catalogue.index(named: constraint.name)
        .flatMap { SchemaWiring.wire($0, tables.schema) }
      do throws(Diagnostic) {
        try verifyUnique(rule, isNew: true)
      } catch {
        if let index = tables.schema.catalogue.index(named: constraint.name) { try remove(index) }
        tables.schema.catalogue = before
        catalogueChanged()
        throw error
      }
    }
    tables.schema.catalogue.constraints.append(constraint)
    catalogueChanged()
  }

  /// Drops a constraint and the index that serves it; false where `IF EXISTS` found none.
  package func dropConstraint(named name: String, isOptional: Bool) throws(Diagnostic) -> Bool {
    try checkWritable()
    let catalogue = tables.schema.catalogue
    guard catalogue.constraint(named: name) != nil else {
      if isOptional { return false }
      throw SchemaMessages.noConstraint(name, in: catalogue)
    }
    tables.schema.catalogue.constraints.removeAll { $0.name == name }
    if let index = catalogue.index(named: name) { try remove(index) }
    catalogueChanged()
    return true
  }
}

extension GraphConstraint {
  /// Whether what is asked for is here already, or cannot stand beside this.
  fileprivate func stands(inPlaceOf request: ConstraintRequest) -> Bool {
    guard target == request.target, keys == request.keys else { return false }
    switch (rule, request.rule) {
    case (.type, .type), (.unique, .unique), (.exists, .exists), (.key, .key), (.unique, .key),
      (.key, .unique):
      return true
    default: return false
    }
  }
}
