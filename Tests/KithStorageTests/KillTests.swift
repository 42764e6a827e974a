import Glibc
import KithCore
import Testing

@testable import KithStorage

/// A writer that is killed at random moments: each of its commits is there whole or not at all.
@Suite struct KillTests {
  @Test func `a killed writer leaves the file whole`() throws {
    let directory = TemporaryDirectory()
    let path = directory.file("graph.kith")
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<12 {
      let probe = try Probe("commit", path, "\(seed)")
      // The first line says that it is at work; after it, any moment will do.
      var printed = probe.waitForOutput()
      usleep(UInt32.random(in: 0...60_000, using: &random))
      probe.kill()
      printed += probe.finish()
      let lastPrinted = printed.split(separator: "\n").compactMap { Int($0) }.last ?? 0
      try check(path, atLeast: lastPrinted, "seed \(seed), round \(round)")
    }
  }

  private func check(_ path: String, atLeast lastPrinted: Int, _ context: String) throws {
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: false))
    let transaction = try file.beginRead()
    let batches = try transaction.nodes(label: "Batch")
    #expect(batches.count >= lastPrinted, "\(context): a commit was lost")
    let members = Dictionary(
      grouping: try transaction.nodes(label: "Member"),
      by: { node in (try? transaction.property("batch", ofNode: node)).map { "\($0)" } ?? "" })
    for number in 1...max(1, batches.count) {
      let found = members["\(Value.integer(Int64(number)))"] ?? []
      #expect(found.count == number % 40 + 1, "\(context): batch \(number) is torn")
    }
    #expect(members.count == batches.count, "\(context): members without a batch")
    #expect(try transaction.checkInvariants() == [], "\(context)")
  }
}
