package import KithCore
package import KithPlanner

extension ProcedureType {
  /// The value as this type has it: a whole number where a float is declared becomes one. Nil where it is of another.
  package func taking(_ value: Value) -> Value? {
    if value.isNull { return isNullable ? .null : nil }
    switch (base, value) {
    case (.float, .integer(let it)): return .float(Double(it))
    case (.list, .list(let items)):
      guard let element else { return value }
      let type = ProcedureType(element, isNullable: true)
      let taken = items.compactMap { type.taking($0) }
      return taken.count == items.count ? .list(taken) : nil
    default: return Self.holds(base, value) ? value : nil
    }
  }

  private static func holds(_ type: StaticType, _ value: Value) -> Bool {
    switch (type, value) {
    case (.any, _), (.boolean, .boolean), (.integer, .integer), (.float, .float),
      (.number, .integer), (.number, .float), (.string, .string), (.date, .date),
      (.localTime, .localTime), (.time, .time), (.localDateTime, .localDateTime),
      (.dateTime, .dateTime), (.duration, .duration), (.list, .list), (.map, .map),
      (.node, .node), (.relationship, .relationship), (.path, .path):
      true
    default: false
    }
  }
}

extension ProcedureSignature {
  /// The arguments as the parameters' types have them. Throws `InvalidArgumentType` for the first that does not fit.
  func taking(_ arguments: [Value], at spans: [SourceSpan]) throws(Diagnostic) -> [Value] {
    var taken: [Value] = []
    for (index, parameter) in parameters.enumerated() {
      guard let value = parameter.type.taking(arguments[index]) else {
        throw .procedureArgumentType(
          parameter.name, of: name, wanted: parameter.type.text, arguments[index],
          at: spans[index])
      }
      taken.append(try taking(keys: value, for: parameter, at: spans[index]))
    }
    return taken
  }

  /// A map with the entries that the parameter knows, as their types have them.
  private func taking(
    keys value: Value, for parameter: Parameter, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    guard let known = parameter.keys, case .map(let map) = value else { return value }
    var taken = ValueMap()
    for entry in map.entries {
      guard let key = known.first(where: { $0.name == entry.key }) else {
        throw .unknownKey(
          entry.key, of: name, known: known.map(\.name), at: span,
          suggestion: parameter.nearestKey(to: entry.key))
      }
      guard let value = key.type.taking(entry.value) else {
        throw .keyType(entry.key, of: name, wanted: key.type.text, entry.value, at: span)
      }
      taken[entry.key] = value
    }
    return .map(taken)
  }
}
