/// The coordinate systems of points, by their SRID: `point({x: 1, y: 2}).srid` is 7203.
package enum CoordinateSystem: Int64, CaseIterable, Sendable {
  /// Longitude and latitude in degrees.
  case wgs84 = 4326
  /// Longitude and latitude in degrees, height in metres.
  case wgs84In3D = 4979
  case cartesian = 7203
  case cartesianIn3D = 9157

  /// By its name, in any case: `wgs-84`.
  package init?(named name: String) {
    let folded = name.lowercased()
    guard
      let found = Self.allCases.first(where: { $0.name == folded || "\($0.name)-2d" == folded })
    else { return nil }
    self = found
  }

  package init(isGeographic: Bool, isIn3D: Bool) {
    self = isGeographic ? (isIn3D ? .wgs84In3D : .wgs84) : (isIn3D ? .cartesianIn3D : .cartesian)
  }

  /// `wgs-84`, `wgs-84-3d`, `cartesian`, `cartesian-3d`.
  package var name: String {
    switch self {
    case .wgs84: "wgs-84"
    case .wgs84In3D: "wgs-84-3d"
    case .cartesian: "cartesian"
    case .cartesianIn3D: "cartesian-3d"
    }
  }

  package var isGeographic: Bool { self == .wgs84 || self == .wgs84In3D }

  package var isIn3D: Bool { self == .wgs84In3D || self == .cartesianIn3D }
}

/// A point in the plane, in space, or on the earth. Coordinates are finite, and zero is never negative, so that
/// equal points have equal bits.
package struct PointValue: Hashable, Sendable {
  package let system: CoordinateSystem
  /// The longitude, of a geographic point.
  package let x: Double
  /// The latitude, of a geographic point.
  package let y: Double
  /// The height, of a geographic point; 0 in two dimensions.
  package let z: Double

  /// Takes the coordinates as they are; see `init(_: ValueMap)` for those that people give.
  package init(_ system: CoordinateSystem, x: Double, y: Double, z: Double = 0) {
    self.system = system
    // The sum of the negative and the positive zero is the positive one.
    self.x = x + 0
    self.y = y + 0
    self.z = system.isIn3D ? z + 0 : 0
  }

  /// Two or three numbers.
  package var coordinates: [Double] { system.isIn3D ? [x, y, z] : [x, y] }

  /// `point({x: 1.0, y: 2.0, crs: 'cartesian'})`, which the query language reads again.
  package var text: String {
    let height = system.isIn3D ? ", z: \(z.cypherText)" : ""
    return "point({x: \(x.cypherText), y: \(y.cypherText)\(height), crs: '\(system.name)'})"
  }

  /// The map from which `point()` makes this point again.
  package var map: ValueMap {
    var map = ValueMap([("x", .float(x)), ("y", .float(y))])
    if system.isIn3D { map["z"] = .float(z) }
    map["crs"] = .string(system.name)
    return map
  }

  /// A part by its name in the query language; nil for one that points of this system do not have.
  package func component(_ name: String) -> Value? {
    switch name {
    case "x": .float(x)
    case "y": .float(y)
    case "z": system.isIn3D ? .float(z) : nil
    case "longitude": system.isGeographic ? .float(x) : nil
    case "latitude": system.isGeographic ? .float(y) : nil
    case "height": system == .wgs84In3D ? .float(z) : nil
    case "crs": .string(system.name)
    case "srid": .integer(system.rawValue)
    default: nil
    }
  }

  /// By coordinate system, then by the coordinates in turn: the order of `ORDER BY`.
  package func order(_ other: PointValue) -> ValueOrder {
    if system != other.system { return ValueOrder(system.rawValue, other.system.rawValue) }
    for (one, another) in zip(coordinates, other.coordinates) where one != another {
      return ValueOrder(one, another)
    }
    return .equal
  }
}
