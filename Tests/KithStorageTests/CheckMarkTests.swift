import Glibc
import KithCore
import Testing

@testable import KithStorage

/// A file whose pages were found whole is not walked again before it is written.
@Suite struct CheckMarkTests {
  private let directory = TemporaryDirectory()

  private func makeGraph(_ path: String) throws {
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    let transaction = try file.beginWrite()
    for index in 0..<300 {
      _ = try transaction.createNode(
        labels: ["A"], properties: map(("i", .integer(Int64(index))), ("s", .string("s\(index)"))))
    }
    try transaction.commit()
  }

  /// Opens a file that nobody has open, and tells whether that walked its pages.
  private func walks(_ path: String) throws -> Bool {
    let lease = try EnvironmentRegistry.lease(path: path, mode: .readOnly, reservation: 1 << 30)
    return lease.environment.hasWalkedPages
  }

  /// Whether the file system of the tests keeps extended attributes; the file was last changed some time ago.
  private func keepsMarks(_ path: String) throws -> Bool {
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    let mark = try #require(CheckMark(descriptor, commit: 99))
    mark.put(on: descriptor)
    return mark.isOn(descriptor)
  }

  @Test func `a second opening walks no pages, and one after a change does`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    // What was changed a moment ago is not trusted.
    #expect(try walks(path))
    usleep(80_000)
    try #require(try keepsMarks(path))
    #expect(try walks(path))
    #expect(try walks(path) == false)
    do {
      let transaction = try GraphFile(path: path, mode: .readWrite(createIfMissing: false))
        .beginWrite()
      _ = try transaction.createNode(labels: ["B"], properties: map())
      try transaction.commit()
    }
    #expect(try walks(path))
    // On a slow machine that opening may have come late enough to be trusted already.
    usleep(80_000)
    _ = try walks(path)
    #expect(try walks(path) == false)
    // A copy is another file.
    Files.write(Files.read(path), to: directory.file("copy.kith"))
    #expect(try walks(directory.file("copy.kith")))
  }

  @Test func `damage after a walk is found`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    usleep(80_000)
    _ = try walks(path)
    var bytes = Files.read(path)
    // The flags of every page behind the meta pages.
    for page in stride(from: 2 * 4096, to: bytes.count, by: 4096) { bytes[page + 10] ^= 0x40 }
    Files.write(bytes, to: path)
    #expect(throws: Diagnostic.self) { _ = try walks(path) }
  }
}
