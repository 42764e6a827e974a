extension FunctionCatalogue {
  /// Points in the plane, in space and on the earth.
  static let points: [FunctionSignature] = [
    FunctionSignature(
      "point", .spatial, [.of(.map, .point, named: "parts")], .point,
      "A point: x and y, with z in space; or longitude and latitude in degrees, with height in metres, on the earth (WGS 84).",
      example: "point({longitude: 11.63, latitude: 52.13})",
      gives: "point({x: 11.63, y: 52.13, crs: 'wgs-84'})"),
    FunctionSignature(
      "point.distance", .spatial, [point("from"), point("to")], .float,
      "How far two points of one coordinate system are from each other, on the earth in metres; null for points of different ones.",
      example: "point.distance(point({x: 0, y: 0}), point({x: 3, y: 4}))", gives: "5.0"),
    FunctionSignature(
      "point.withinBBox", .spatial, [point("point"), point("lowerLeft"), point("upperRight")],
      .boolean,
      "Whether a point lies in a box, which on the earth may go over the 180th meridian; null for points of different coordinate systems.",
      example:
        "point.withinBBox(point({x: 1, y: 1}), point({x: 0, y: 0}), point({x: 2, y: 2}))",
      gives: "true")
  ]

  private static func point(_ name: String) -> FunctionParameter { .of(.point, named: name) }
}
