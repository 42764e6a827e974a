import KithColumns
import KithCore

extension FunctionLibrary {
  /// Points in the plane, in space and on the earth.
  static let points: [ScalarFunction] = [
    .one("point") { (value, _) throws(Diagnostic) in
      if case .point = value { return value }
      guard case .map(let map) = value else {
        throw .wrongType("'point()'", takes: "a Map", got: value)
      }
      if map.values.contains(where: \.isNull) { return .null }
      do throws(PointProblem) {
        return .point(try PointValue(map))
      } catch {
        throw .invalidPoint(error)
      }
    },
    .two("point.distance") { (from, to, _) throws(Diagnostic) in
      let start = try point(from, for: "'point.distance()'")
      let end = try point(to, for: "'point.distance()'")
      return start.distance(to: end).map(Value.float) ?? .null
    },
    .any("point.withinBBox") { (values, _) throws(Diagnostic) in
      let what = "'point.withinBBox()'"
      let inner = try point(values[0], for: what)
      let lowerLeft = try point(values[1], for: what)
      let upperRight = try point(values[2], for: what)
      return Value(inner.isWithin(lowerLeft: lowerLeft, upperRight: upperRight))
    }
  ]

  private static func point(_ value: Value, for what: String) throws(Diagnostic) -> PointValue {
    guard case .point(let point) = value else {
      throw .wrongType(what, takes: "Points", got: value)
    }
    return point
  }
}

// What functions of points say.
extension Diagnostic {
  static func invalidPoint(_ problem: PointProblem) -> Diagnostic {
    func invalid(
      _ message: String, suggestion: String? = nil, advice: String? = nil
    ) -> Diagnostic {
      Diagnostic(
        .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
        "'point()' \(message)", suggestion: suggestion, advice: advice)
    }
    let systems = "the systems are \(CoordinateSystem.allCases.map(\.name).joined(separator: ", "))"
    switch problem {
    case .unknownPart(let part):
      return invalid(
        "has no part '\(part)'", suggestion: nearestName(to: part, among: PointValue.partNames))
    case .givenTwice(let part): return invalid("takes '\(part)' in one way only")
    case .missing(let part): return invalid("needs '\(part)'")
    case .wrongType(let part, let value):
      return .wrongType(
        "'point()'", takes: part == "crs" ? "a String as 'crs'" : "a number as '\(part)'",
        got: value)
    case .notFinite(let part): return invalid("takes a finite number as '\(part)'")
    case .unknownSystem(let name):
      return invalid(
        "knows no coordinate system \(Value.quoted(name))",
        suggestion: nearestName(to: name, among: CoordinateSystem.allCases.map(\.name)),
        advice: systems)
    case .otherSystem(let name):
      return invalid("was given parts that the coordinate system '\(name)' does not have")
    case .latitudeOutOfRange(let latitude):
      return Diagnostic(
        .argumentError, phase: .runtime, detail: "NumberOutOfRange",
        "a latitude is from -90 to 90 degrees, not \(latitude.cypherText)")
    }
  }
}
