import Glibc
import KithCore
import Synchronization
import Testing

@testable import KithStorage

/// One writer at a time, any number of readers, and what waiting says.
@Suite struct WriterTests {
  private let directory = TemporaryDirectory()

  private var path: String { directory.file("graph.kith") }

  private func open(reservation: Int = GraphFile.defaultReservation) throws -> GraphFile {
    try GraphFile(
      path: path, mode: .readWrite(createIfMissing: true), reservation: reservation)
  }

  @Test func `a second writer waits for a process and names it`() throws {
    let probe = try Probe("hold", path)
    #expect(probe.waitForOutput() == "ready\n")
    var messages: [String] = []
    let transaction = try open().beginWrite(onWait: { message in
      messages.append(message)
      probe.closeInput()
    })
    transaction.abort()
    // Linux cuts the name of a command to 15 bytes.
    let name = "process \(probe.processIdentifier) (kith-store-prob)"
    #expect(messages == ["waiting for \(name), which is writing to '\(path)'"])
    #expect(probe.finish() == "ready\n" || probe.finish() == "")
  }

  @Test func `a writer that was killed leaves its place`() throws {
    let probe = try Probe("hold", path)
    #expect(probe.waitForOutput() == "ready\n")
    probe.kill()
    var messages: [String] = []
    let transaction = try open().beginWrite(onWait: { messages.append($0) })
    _ = try transaction.createNode(labels: [], properties: ValueMap())
    try transaction.commit()
    #expect(messages == [])
  }

  @Test func `waiting can be cancelled`() throws {
    let probe = try Probe("hold", path)
    #expect(probe.waitForOutput() == "ready\n")
    let file = try open()
    var asked = 0
    let error = #expect(throws: Diagnostic.self) {
      try file.beginWrite(isCancelled: {
        asked += 1
        return asked > 3
      })
    }
    #expect(error?.category == .cancelled)
    #expect(error?.message == "cancelled while waiting to write to '\(path)'")
    probe.closeInput()
    try file.beginWrite().abort()
  }

  @Test func `a thread that writes already does not wait for itself`() throws {
    let file = try open()
    let transaction = try file.beginWrite()
    let error = #expect(throws: Diagnostic.self) { try file.beginWrite() }
    #expect(error?.message == "'\(path)' is already being written in this thread")
    #expect(error?.advice == "commit or roll back the open transaction first")
    transaction.abort()
    try file.beginWrite().abort()
  }

  @Test func `another thread waits for its turn`() async throws {
    let file = try open()
    let transaction = try file.beginWrite()
    _ = try transaction.createNode(labels: ["First"], properties: ValueMap())
    let messages = Mutex<[String]>([])
    let other = Thread {
      guard let second = try? file.beginWrite(onWait: { m in messages.withLock { $0.append(m) } })
      else { return }
      _ = try? second.createNode(labels: ["Second"], properties: ValueMap())
      try? second.commit()
    }
    while messages.withLock(\.isEmpty) { usleep(500) }
    try transaction.commit()
    other.join()
    #expect(
      messages.withLock { $0 } == [
        "waiting for another session of this process, which is writing to '\(path)'"
      ])
    #expect(try file.beginRead().nodes(label: nil).count == 2)
  }

  @Test func `a reader sees its commit whatever is committed meanwhile`() throws {
    let file = try open()
    let setup = try file.beginWrite()
    let node = try setup.createNode(labels: ["Person"], properties: map(("name", .string("old"))))
    try setup.commit()
    let reader = try file.beginRead()
    for round in 0..<30 {
      let writer = try file.beginWrite()
      try writer.setProperty("name", ofNode: node, to: .string("new \(round)"))
      _ = try writer.createNode(labels: ["Person"], properties: ValueMap())
      try writer.commit()
    }
    #expect("\(try reader.property("name", ofNode: node))" == "string(\"old\")")
    #expect(try reader.nodes(label: "Person") == [node])
    #expect(try file.beginRead().nodes(label: "Person").count == 31)
  }

  @Test func `readers and a writer in several threads do not disturb each other`() throws {
    let file = try open()
    let setup = try file.beginWrite()
    for _ in 0..<50 { _ = try setup.createNode(labels: ["N"], properties: ValueMap()) }
    try setup.commit()
    let isOver = Mutex(false)
    let faults = Mutex<[String]>([])
    let readers = (0..<3).map { _ in
      Thread {
        while !isOver.withLock({ $0 }) {
          let found =
            Result { try file.beginRead().checkInvariants() }.mapError { $0 as any Error }
          faults.withLock { $0 += (try? found.get()) ?? ["\(found)"] }
        }
      }
    }
    var random = SeededGenerator(seed: 2)
    for round in 0..<100 {
      let writer = try file.beginWrite()
      for _ in 0..<5 {
        let ends = (0..<2).map { _ in NodeID(UInt32.random(in: 0..<50, using: &random)) }
        let relationship = try writer.createRelationship(
          type: "R\(round % 3)", start: ends[0], end: ends[1], properties: ValueMap())
        if round % 4 == 0 { try writer.deleteRelationship(relationship) }
        try writer.setProperty("p", ofNode: ends[0], to: .string("text \(round)"))
      }
      try writer.commit()
    }
    isOver.withLock { $0 = true }
    for reader in readers { reader.join() }
    #expect(faults.withLock { $0 } == [])
  }

  @Test func `an idle file holds no snapshot, so that pages are used again`() throws {
    let idle = try open()
    _ = try idle.beginRead().statistics
    let file = try open()
    for round in 0..<300 {
      let writer = try file.beginWrite()
      if round == 0 { _ = try writer.createNode(labels: ["A"], properties: ValueMap()) }
      let text = String(repeating: "x", count: 5_000 + round % 7)
      try writer.setProperty("text", ofNode: NodeID(0), to: .string(text))
      try writer.commit()
    }
    #expect(Files.read(path).count < 300_000)
    #expect(try idle.beginRead().checkInvariants() == [])
  }

  @Test func `a transaction that has ended says so`() throws {
    let file = try open()
    let transaction = try file.beginWrite()
    let node = try transaction.createNode(labels: [], properties: ValueMap())
    try transaction.commit()
    let error = #expect(throws: Diagnostic.self) { try transaction.isAlive(node) }
    #expect(error?.message == "the transaction on '\(path)' has ended")
    #expect(throws: Diagnostic.self) { try transaction.commit() }
    transaction.abort()
  }

  @Test func `a transaction that reads takes no changes`() throws {
    let reader = try open().beginRead()
    let error = #expect(throws: Diagnostic.self) {
      try reader.createNode(labels: [], properties: ValueMap())
    }
    #expect(error?.message == "'\(path)' cannot be changed in a transaction that only reads")
    #expect(error?.advice == "begin a transaction that writes")
  }

  @Test func `what is not committed is gone`() throws {
    let file = try open()
    do {
      let transaction = try file.beginWrite()
      _ = try transaction.createNode(labels: ["Person"], properties: ValueMap())
    }
    #expect(try file.beginRead().nodeUpperBound == 0)
    #expect(try file.beginRead().schema.labels.count == 0)
  }

  @Test func `the map grows when it is full`() throws {
    let file = try open(reservation: 65_536)
    for _ in 0..<6 {
      let transaction = try file.beginWrite()
      for index in 0..<500 {
        _ = try transaction.createNode(
          labels: ["Person"], properties: map(("name", .string("a name of some length \(index)"))))
      }
      try transaction.commit()
    }
    #expect(try file.beginRead().nodes(label: "Person").count == 3000)
    #expect(try file.beginRead().checkInvariants() == [])
  }

  @Test func `a map that cannot grow beside a reader says so and changes nothing`() throws {
    let file = try open(reservation: 65_536)
    let reader = try file.beginRead()
    let transaction = try file.beginWrite()
    for index in 0..<3000 {
      _ = try transaction.createNode(
        labels: [], properties: map(("name", .string("a name of some length \(index)"))))
    }
    let error = #expect(throws: Diagnostic.self) { try transaction.commit() }
    #expect(
      error?.message
        == "'\(path)' has to grow, but another transaction of this process is still open;"
        + " nothing was changed")
    #expect(error?.advice == "end it and try again")
    #expect(reader.nodeUpperBound == 0)
    reader.abort()
    #expect(try file.beginRead().nodeUpperBound == 0)
    try file.beginWrite().abort()
  }

  @Test func `a file that another process made larger is read`() throws {
    let file = try open(reservation: 65_536)
    let probe = try Probe("commit", path, "1")
    while true {
      usleep(20_000)
      if try file.beginRead().nodeUpperBound > 2_000 { break }
    }
    probe.kill()
    let transaction = try file.beginRead()
    #expect(try transaction.checkInvariants() == [])
    transaction.abort()
    let writer = try file.beginWrite()
    _ = try writer.createNode(labels: ["Mine"], properties: ValueMap())
    try writer.commit()
    #expect(try file.beginRead().nodes(label: "Mine").count == 1)
  }

  @Test func `a full disk changes nothing`() throws {
    let mount = directory.file("disk")
    unsafe mkdir(mount, 0o755)
    // Only root may mount; others try the limit below.
    guard unsafe Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=2m") == 0 else { return }
    defer { unsafe umount2(mount, Int32(MNT_DETACH)) }
    let path = "\(mount)/graph.kith"
    let output = try Probe("fill-disk", path).finish()
    #expect(output == "no space is left for '\(path)'; nothing was changed\n")
    let transaction = try GraphFile(path: path, mode: .readOnly).beginRead()
    #expect(transaction.nodeUpperBound % 4000 == 0)
    #expect(transaction.nodeUpperBound > 0)
    #expect(try transaction.checkInvariants() == [])
  }

  @Test func `a limit on the size of files changes nothing`() throws {
    let output = try Probe("fill", path, "700000").finish()
    #expect(output == "'\(path)' may not grow any further; nothing was changed\n")
    let file = try open()
    let transaction = try file.beginRead()
    #expect(transaction.nodeUpperBound % 4000 == 0)
    #expect(transaction.nodeUpperBound > 0)
    #expect(try transaction.checkInvariants() == [])
    transaction.abort()
    let writer = try file.beginWrite()
    _ = try writer.createNode(labels: [], properties: ValueMap())
    try writer.commit()
  }
}
