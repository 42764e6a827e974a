import KithCore
import KithDatabase
import KithInterchange
import KithShell

/// Output that stays in memory; `closesAfter` bytes its reader goes away.
final class MemoryOutput: ByteOutput {
  private(set) var bytes: [UInt8] = []
  var closesAfter: Int?

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func write(_ bytes: [UInt8]) throws(OutputFailure) {
    if let closesAfter, self.bytes.count + bytes.count > closesAfter { throw .closed }
    self.bytes += bytes
  }
}

/// A shell on a fake session, and what it wrote.
struct ShellHarness {
  let session: FakeSession
  let output = MemoryOutput()
  let messages = MemoryOutput()
  let shell: Shell

  init(_ session: FakeSession = FakeSession(), settings: ShellSettings = ShellSettings()) {
    self.session = session
    var settings = settings
    settings.today = { DateValue(year: 2024, month: 6, day: 1) ?? DateValue(daysSinceEpoch: 0) }
    shell = Shell(
      session: session, settings: settings, output: output, messages: messages,
      openSession: { path, isReadOnly throws(Diagnostic) in
        if path == "missing/x.kith" {
          throw Diagnostic(.storageError, "there is no folder 'missing'")
        }
        let opened = FakeSession(name: path ?? "memory")
        opened.isReadOnly = isReadOnly
        return opened
      })
  }

  /// Runs a script and gives all rows and messages; typed, so that places are counted within each entry.
  func run(_ script: String, from origin: ScriptOrigin = .typed) throws -> (
    rows: String, messages: String
  ) {
    _ = try shell.run(script: script, from: origin)
    return (output.text, messages.text)
  }
}

/// The graph that exploring is tested on: two people, an office, a project, and a source.
func networkSession() -> FakeSession {
  let session = FakeSession(name: "network.kith")
  let graph = session.graph
  let report = graph.node(
    "Source", properties: ("id", .string("report")), ("name", .string("Report")))
  let katja = graph.node(
    "Person",
    properties: ("id", .string("katja")), ("name", .string("Katja Müller")),
    ("title", .string("Dr.")), ("email", .string("k@example.org")), ("source", .string("report")),
    ("paragraph", .integer(2)))
  let other = graph.node(
    "Person", properties: ("id", .string("katja2")), ("name", .string("Katja Mueller")))
  let office = graph.node(
    "Organisation", "Place", properties: ("id", .string("office")),
    ("name", .string("Büro für Integration")), ("short", .string("BfI")))
  let project = graph.node(
    "Project", properties: ("id", .integer(17)), ("name", .string("Öffnung")))
  graph.relate(
    katja, "HEADS", office,
    properties: ("role", .string("Leiterin")), ("from", .string("2015~")), ("until", .string("..")),
    ("source", .string("report")), ("paragraph", .integer(6)), ("quote", .string("leitet das Büro"))
  )
  graph.relate(
    katja, "WORKS_FOR", project,
    properties: ("from", .string("2020")), ("until", .string("2022-12")),
    ("source", .string("report")), ("paragraph", .integer(6)),
    ("quote", .string("leitet das Büro")),
    ("certainty", .string("likely")), ("note", .string("not named")))
  graph.relate(office, "RUNS", project, properties: ("status", .string("running")))
  graph.relate(other, "SPEAKS_FOR", office, properties: ("role", .string("Sprecherin")))
  _ = report
  return session
}
