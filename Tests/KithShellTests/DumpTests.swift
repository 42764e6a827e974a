import KithCore
import KithDatabase
import KithInterchange
import KithShell
import Testing

/// `:dump` gives a script that makes the same graph.
@Suite struct DumpTests {
  /// A shell on a graph in memory.
  private final class Run {
    let output = MemoryOutput()
    let messages = MemoryOutput()
    let shell: Shell

    init() throws {
      shell = Shell(
        session: try EmbeddedSession(path: nil), settings: ShellSettings(format: .raw),
        output: output,
        messages: messages, openSession: openEmbeddedSession)
    }

    func run(_ script: String) throws -> String {
      let before = output.bytes.count
      #expect(try shell.run(script: script, from: .typed), "\(messages.text)")
      return String(decoding: output.bytes.dropFirst(before), as: UTF8.self)
    }
  }

  @Test func `a script is short and readable`() throws {
    let run = try Run()
    _ = try run.run(
      """
      CREATE (a:Person {name: 'Ada', born: date('1815-12-10')})-[:KNOWS {since: 1833}]->(b:Person:Inventor);
      MATCH (b:Inventor) CREATE (b)-[:KNOWS]->(b);
      CREATE INDEX born FOR (p:Person) ON (p.born);
      CREATE CONSTRAINT email FOR (p:Person) REQUIRE p.email IS UNIQUE;
      """)
    let script = try run.run(":dump")
    #expect(
      script.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
        CREATE INDEX `kith dump` FOR (n:`kith dump`) ON (n.`kith dump`);
        :begin
        UNWIND [{k: 0, p: {name: 'Ada', born: date('1815-12-10')}}] AS row
        CREATE (n:Person:`kith dump`) SET n = row.p SET n.`kith dump` = row.k;
        UNWIND [{k: 1, p: {}}] AS row
        CREATE (n:Person:Inventor:`kith dump`) SET n = row.p SET n.`kith dump` = row.k;
        UNWIND [{a: 0, b: 1, p: {since: 1833}},
          {a: 1, b: 1}] AS row
        MATCH (a:`kith dump` {`kith dump`: row.a}) MATCH (b:`kith dump` {`kith dump`: row.b})
        CREATE (a)-[r:KNOWS]->(b) SET r = coalesce(row.p, {});
        MATCH (n:`kith dump`) REMOVE n:`kith dump`, n.`kith dump`;
        :commit
        DROP INDEX `kith dump`;
        CREATE RANGE INDEX born FOR (n:Person) ON (n.born);
        CREATE CONSTRAINT email FOR (n:Person) REQUIRE n.email IS UNIQUE;
        """)
  }

  @Test(arguments: [
    """
    CREATE (:A {s: 'It\\'s \\\\ "x" `y`\n\t\u{1F600}', e: '', `odd key`: 1, i: -9223372036854775808, f: 1.0e300,
      t: true, nan: 0.0 / 0.0, inf: -1.0 / 0.0, z: -0.0});
    """,
    """
    CREATE (:A:`Two words` {d: date('-0044-03-15'), lt: localtime('10:11:12.000000001'), t: time('10:00-11:30'),
      ldt: localdatetime('2020-02-29T00:00'), dt: datetime('2024-10-27T02:30+01:00[Europe/Berlin]'),
      z: datetime('2024-01-01T00:00Z'), du: duration('P1Y2M-3DT-4.5S')});
    """,
    """
    CREATE (:A {p: point({longitude: 11.6, latitude: 52.1}), h: point({longitude: 1, latitude: 2, height: 3}),
      c: point({x: -1.5, y: 2}), d: point({x: 1, y: 2, z: 3})});
    """,
    """
    CREATE (:A {l: [1, 2], s: ['a', 'b\\''], d: [date('2020-01-01')], b: [true, false], e: [], p: [point({x: 1, y: 2})]});
    """,
    """
    UNWIND range(1, 1203) AS i CREATE (:N {i: i})-[:T {w: i / 2.0}]->(:M:N {i: -i});
    MATCH (a:N {i: 1}), (b {i: -1203}) CREATE (a)-[:`odd type`]->(b), (a)-[:T]->(b), (a)-[:T]->(a);
    MATCH (n:N) WHERE n.i % 7 = 0 DETACH DELETE n;
    CREATE TEXT INDEX t FOR (n:N) ON (n.s);
    CREATE INDEX r FOR ()-[r:T]-() ON (r.w);
    CREATE CONSTRAINT k FOR (n:M) REQUIRE n.i IS NOT NULL;
    CREATE CONSTRAINT y FOR ()-[r:T]-() REQUIRE r.w IS :: FLOAT;
    """,
    "RETURN 1;"
  ])
  func `the script makes the same graph, whatever is in it`(script: String) throws {
    let first = try Run()
    _ = try first.run(script)
    let dumped = try first.run(":dump")
    let second = try Run()
    _ = try second.run(dumped)
    #expect(try second.run(":dump") == dumped)
    let counts = "MATCH (n) RETURN count(n), count(DISTINCT labels(n));"
    #expect(try second.run(counts) == first.run(counts))
    let left = "MATCH (n:`kith dump`) RETURN count(n);"
    #expect(try second.run(left).hasPrefix("0\n"), "nothing is left of the numbers")
  }
}
