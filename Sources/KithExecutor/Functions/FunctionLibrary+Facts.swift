import KithColumns
import KithCore

extension FunctionLibrary {
  /// The valid time of facts, and names as people search for them.
  static let facts: [ScalarFunction] = [
    bound("earliestStart") { $0.earliestStart },
    bound("latestStart") { $0.latestStart },
    bound("earliestEnd") { $0.earliestEnd },
    bound("latestEnd") { $0.latestEnd },
    .one("earliest") { (value, _) throws(Diagnostic) in
      day(try extent(value, for: "'earliest()'")?.earliest)
    },
    .one("latest") { (value, _) throws(Diagnostic) in
      day(try extent(value, for: "'latest()'")?.latest)
    },
    .two("validOn") { (fact, date, context) throws(Diagnostic) in
      guard case .date(let day) = date else {
        throw .wrongType("'validOn()'", takes: "a Date as its second argument", got: date)
      }
      return Value(try period(of: fact, for: "'validOn()'", context)?.validOn(day))
    },
    .one("fold") { (value, _) throws(Diagnostic) in
      .string(NameFolding.key(try text(value, for: "'fold()'")))
    }
  ]

  private static func bound(
    _ name: String, _ bound: @escaping @Sendable (FactPeriod) -> DateValue?
  ) -> ScalarFunction {
    .one(name) { (value, context) throws(Diagnostic) in
      day(try period(of: value, for: "'\(name)()'", context).flatMap(bound))
    }
  }

  private static func day(_ date: DateValue?) -> Value { date.map(Value.date) ?? .null }

  /// The period that `from`, `until` and `date` of a node, a relationship or a map tell; nil where they tell none.
  private static func period(
    of value: Value, for what: String, _ context: ExecutionContext
  ) throws(Diagnostic) -> FactPeriod? {
    var properties = ValueMap()
    switch value {
    case .map(let map): properties = map
    case .node, .relationship:
      for key in ["from", "until", "date"] {
        properties[key] = try context.property(key, of: value)
      }
    default: throw .wrongType(what, takes: "a Node, a Relationship or a Map", got: value)
    }
    return FactPeriod.of(properties)
  }

  /// The days that a date may mean; nil for a text that is no date.
  private static func extent(
    _ value: Value, for what: String
  ) throws(Diagnostic) -> (earliest: DateValue?, latest: DateValue?)? {
    switch value {
    case .string(let text): return (try? EDTF(text))?.extent
    case .integer(let year): return (try? EDTF(String(year)))?.extent
    case .date(let day): return (day, day)
    default: throw .wrongType(what, takes: "a String in EDTF", got: value)
    }
  }
}
