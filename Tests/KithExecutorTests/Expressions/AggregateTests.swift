import KithCore
import Testing

@Suite struct AggregateTests {
  static let aggregates: [(String, String, String)] = [
    ("[1, 2, null]", "count(x)", "2"), ("[1, 2, null]", "count(*)", "3"), ("[]", "count(x)", "0"),
    ("[1, 1, 1.0, null]", "count(DISTINCT x)", "1"), ("[1, 1.5, 1]", "count(DISTINCT x)", "2"),
    ("['a', 'a', 1, 1]", "count(DISTINCT x)", "2"), ("[1, 2, 3]", "sum(x)", "6"),
    ("[]", "sum(x)", "0"),
    ("[1, 2.5]", "sum(x)", "3.5"), ("[1, 1, 2]", "sum(DISTINCT x)", "3"), ("[null]", "sum(x)", "0"),
    ("[duration('P1D'), duration('PT1H')]", "sum(x)", "P1DT1H"), ("[1, 2]", "avg(x)", "1.5"),
    ("[]", "avg(x)", "null"), ("[duration('P1D'), duration('P2D')]", "avg(x)", "P1DT12H"),
    ("[1, 2.0, 5, null, 3.2, 0.1]", "min(x)", "0.1"),
    ("[1, 2.0, 5, null, 3.2, 0.1]", "max(x)", "5"),
    ("[1, 'a', null, [1, 2], 0.2, 'b']", "max(x)", "1"),
    ("[1, 'a', null, [1, 2], 0.2, 'b']", "min(x)", "[1, 2]"), ("[]", "max(x)", "null"),
    ("[0.0 / 0.0, 1.0]", "max(x)", "NaN"), ("[0.0 / 0.0, 1.0]", "min(x)", "1.0"),
    ("[date('2023-10-11'), date('2021-01-01')]", "min(x)", "2021-01-01"),
    ("['b', 'B', 'abc']", "min(x)", "'B'"), ("[1, null, 'a']", "collect(x)", "[1, 'a']"),
    ("[1, 1, 2]", "collect(DISTINCT x)", "[1, 2]"), ("[]", "collect(x)", "[]"),
    ("[2, 4, 4, 4, 5, 5, 7, 9]", "stDevP(x)", "2.0"), ("[1, 3]", "stDev(x)", "1.4142135623730951"),
    ("[7]", "stDev(x)", "0.0"), ("[10, 20, 30]", "percentileCont(x, 0.25)", "15.0"),
    ("[10, 20, 30]", "percentileCont(x, 1)", "30.0"),
    ("[10, 20, 30]", "percentileDisc(x, 0.5)", "20"),
    ("[10, 20, 30]", "percentileDisc(x, 0)", "10"), ("[]", "percentileDisc(x, 0.5)", "null")
  ]

  @Test(arguments: aggregates, [1, 3, 2048])
  func `aggregations give what openCypher says`(
    it: (list: String, aggregate: String, expected: String), batchRowCount: Int
  ) throws {
    let rows = try SmallGraph.empty.get().run(
      "UNWIND \(it.list) AS x RETURN \(it.aggregate) AS y", batchRowCount: batchRowCount)
    #expect(rows == [[it.expected]])
  }

  @Test(arguments: [1, 3, 2048])
  func `groups are aggregated each by itself`(batchRowCount: Int) throws {
    let rows = try SmallGraph.empty.get().run(
      """
      UNWIND range(0, 9) AS x
      RETURN x % 3 AS g, count(*) AS n, sum(x) AS s, avg(x) AS a, min(x) AS lo, max(x) AS hi,
        collect(x) AS l, sum(DISTINCT x / 5) AS d, sum(x / 2.0) AS f
      ORDER BY g
      """, batchRowCount: batchRowCount)
    #expect(
      rows == [
        ["0", "4", "18", "4.5", "0", "9", "[0, 3, 6, 9]", "1", "9.0"],
        ["1", "3", "12", "4.0", "1", "7", "[1, 4, 7]", "1", "6.0"],
        ["2", "3", "15", "5.0", "2", "8", "[2, 5, 8]", "1", "7.5"]
      ])
  }
}
