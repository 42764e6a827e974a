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
      taken.append(value)
    }
    return taken
  }
}
