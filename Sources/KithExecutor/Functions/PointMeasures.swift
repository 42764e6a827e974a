import Glibc
import KithCore

extension PointValue {
  /// The radius that Neo4j takes for the earth, in metres.
  private static let earthRadius = 6_378_140.0

  /// How far two points of one system are from each other, in its units, or in metres on the earth; nil for points
  /// of different systems.
  ///
  /// On the earth the distance is that along a great circle of a sphere (the haversine formula, Sinnott 1984). With
  /// heights the circle lies at the mean of both, and the difference of heights is taken in by Pythagoras.
  func distance(to other: PointValue) -> Double? {
    guard system == other.system else { return nil }
    let rise = z - other.z
    guard system.isGeographic else {
      let (width, depth) = (x - other.x, y - other.y)
      return (width * width + depth * depth + rise * rise).squareRoot()
    }
    let along = angle(to: other) * (Self.earthRadius + (z + other.z) / 2)
    return rise == 0 ? along : (along * along + rise * rise).squareRoot()
  }

  /// The angle between two points on a sphere, in radians.
  private func angle(to other: PointValue) -> Double {
    let degree = Double.pi / 180
    let (latitude, otherLatitude) = (y * degree, other.y * degree)
    let northward = sin((otherLatitude - latitude) / 2)
    let eastward = sin((other.x * degree - x * degree) / 2)
    let share =
      northward * northward + eastward * eastward * cos(latitude) * cos(otherLatitude)
    return 2 * atan2(share.squareRoot(), (1 - share).squareRoot())
  }

  /// Whether the point lies in a box, its bounds included; nil for points of different systems.
  ///
  /// On the earth a box whose left side lies east of its right one goes over the 180th meridian.
  func isWithin(lowerLeft: PointValue, upperRight: PointValue) -> Bool? {
    guard system == lowerLeft.system, system == upperRight.system else { return nil }
    let isBetweenMeridians =
      system.isGeographic && lowerLeft.x > upperRight.x
      ? x >= lowerLeft.x || x <= upperRight.x : lowerLeft.x <= x && x <= upperRight.x
    return isBetweenMeridians && lowerLeft.y <= y && y <= upperRight.y && lowerLeft.z <= z
      && z <= upperRight.z
  }
}
