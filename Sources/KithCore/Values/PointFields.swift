/// What is wrong with the parts of a point.
package enum PointProblem: Error, Equatable {
  case unknownPart(String)
  /// The part stands for the same as another that is given: `x` and `longitude`.
  case givenTwice(String)
  case missing(String)
  /// A part is no number, or a name is no text.
  case wrongType(part: String, Value)
  case notFinite(part: String)
  case unknownSystem(String)
  /// `crs` and `srid` name different systems, or the parts are of another one.
  case otherSystem(String)
  case latitudeOutOfRange(Double)

  package static func == (left: Self, right: Self) -> Bool { "\(left)" == "\(right)" }
}

extension PointValue {
  /// The names of the parts that a point is made of.
  package static let partNames = [
    "x", "y", "z", "longitude", "latitude", "height", "crs", "srid"
  ]

  /// The point of `point({x: 1, y: 2})` and `point({longitude: 11.6, latitude: 52.1})`; no part may be null.
  ///
  /// Without `crs` and `srid`, longitude and latitude tell WGS-84, `x` and `y` tell a cartesian system. Longitudes
  /// beyond 180 degrees go round the earth.
  package init(_ map: ValueMap) throws(PointProblem) {
    for key in map.keys where !Self.partNames.contains(key) { throw .unknownPart(key) }
    let isGeographic = map["longitude"] ?? map["latitude"] ?? map["height"] != nil
    let x = try Self.coordinate("x", "longitude", map)
    let y = try Self.coordinate("y", "latitude", map)
    let z = try Self.coordinate("z", "height", map)
    guard let x else { throw .missing(isGeographic ? "longitude" : "x") }
    guard let y else { throw .missing(isGeographic ? "latitude" : "y") }
    let told = try Self.system(map)
    let system = told ?? CoordinateSystem(isGeographic: isGeographic, isIn3D: z != nil)
    if isGeographic, !system.isGeographic { throw .otherSystem(system.name) }
    if z != nil, !system.isIn3D { throw .otherSystem(system.name) }
    if z == nil, system.isIn3D { throw .missing(isGeographic ? "height" : "z") }
    if system.isGeographic, !(-90...90).contains(y) { throw .latitudeOutOfRange(y) }
    self.init(system, x: system.isGeographic ? Self.aroundTheEarth(x) : x, y: y, z: z ?? 0)
  }

  private static func coordinate(
    _ name: String, _ otherName: String, _ map: ValueMap
  ) throws(PointProblem) -> Double? {
    if map[name] != nil, map[otherName] != nil { throw .givenTwice(otherName) }
    let part = map[name] == nil ? otherName : name
    guard let value = map[part] else { return nil }
    let number: Double
    switch value {
    case .integer(let it): number = Double(it)
    case .float(let it): number = it
    default: throw .wrongType(part: part, value)
    }
    guard number.isFinite else { throw .notFinite(part: part) }
    return number
  }

  private static func system(_ map: ValueMap) throws(PointProblem) -> CoordinateSystem? {
    var system: CoordinateSystem?
    if let name = map["crs"] {
      guard case .string(let name) = name else { throw .wrongType(part: "crs", name) }
      guard let found = CoordinateSystem(named: name) else { throw .unknownSystem(name) }
      system = found
    }
    if let number = map["srid"] {
      guard case .integer(let number) = number else { throw .wrongType(part: "srid", number) }
      guard let found = CoordinateSystem(rawValue: number) else {
        throw .unknownSystem(String(number))
      }
      if let system, system != found { throw .otherSystem(found.name) }
      system = found
    }
    return system
  }

  private static func aroundTheEarth(_ longitude: Double) -> Double {
    guard !(-180...180).contains(longitude) else { return longitude }
    let turned = (longitude + 180).truncatingRemainder(dividingBy: 360)
    return turned < 0 ? turned + 180 : turned - 180
  }
}
