import KithCore
import Testing

@Suite struct PointTests {
  @Test(arguments: [
    ("point({x: 1, y: 2})", "point({x: 1.0, y: 2.0, crs: 'cartesian'})"),
    (
      " POINT ( { x :1.5 , y:-2 , z : 3 } ) ",
      "point({x: 1.5, y: -2.0, z: 3.0, crs: 'cartesian-3d'})"
    ),
    ("{latitude:52.13, longitude:11.63}", "point({x: 11.63, y: 52.13, crs: 'wgs-84'})"),
    (
      "{longitude: 1, latitude: 2, height: 3, srid: 4979}",
      "point({x: 1.0, y: 2.0, z: 3.0, crs: 'wgs-84-3d'})"
    ),
    ("{x: 1, y: 2, crs: \"WGS-84\"}", "point({x: 1.0, y: 2.0, crs: 'wgs-84'})"),
    ("{x: -0.0, y: 0}", "point({x: 0.0, y: 0.0, crs: 'cartesian'})"),
    ("{longitude: 190, latitude: 0}", "point({x: -170.0, y: 0.0, crs: 'wgs-84'})"),
    ("{longitude: -541, latitude: 0}", "point({x: 179.0, y: 0.0, crs: 'wgs-84'})"),
    ("{longitude: 180, latitude: -90}", "point({x: 180.0, y: -90.0, crs: 'wgs-84'})")
  ])
  func `points are read from text and written so that they are read again`(
    text: String, expected: String
  ) throws {
    let point = try #require(PointValue(text))
    #expect(point.text == expected)
    #expect(PointValue(point.text) == point)
    #expect(try PointValue(point.map) == point)
  }

  @Test(arguments: [
    "", "point", "point(", "point({x: 1, y: 2}", "{x: 1, y: 2} 3", "{x: 1}", "{x: 1, x: 2, y: 3}",
    "{x: a, y: 2}", "{x: 1 y: 2}", "{x: 1, y: 2, crs: 'wgs-84-3d'}", "{x: 1, y: 2, crs: 'moon'}",
    "{x: 1, y: 2, crs: 'cartesian}", "{longitude: 1, latitude: 91}", "{x: 1, y: nan}"
  ])
  func `what is no point is not read`(text: String) {
    #expect(PointValue(text) == nil)
  }

  @Test func `zeros of both signs make the same point`() {
    let points = [
      PointValue(.cartesian, x: 0, y: -0.0), PointValue(.cartesian, x: -0.0, y: 0),
      PointValue(.cartesian, x: 0, y: 0, z: 7)
    ]
    #expect(Set(points.map { ValueKey(.point($0)) }).count == 1)
  }
}
