import CLMDB
import Glibc
import KithCore
import Testing

@testable import KithStorage

/// What is said of paths that hold no graph or may not be used, word for word.
@Suite struct OpeningTests {
  private let directory = TemporaryDirectory()

  /// Opens and gives what was thrown.
  private func failure(
    _ path: String, _ mode: OpenMode = .readWrite(createIfMissing: true)
  ) -> Diagnostic? {
    do {
      _ = try GraphFile(path: path, mode: mode)
      return nil
    } catch {
      return error
    }
  }

  private func expect(
    _ failure: Diagnostic?, _ message: String, advice: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(failure?.message == message, sourceLocation: sourceLocation)
    #expect(failure?.advice == advice, sourceLocation: sourceLocation)
    #expect(failure?.category == .storageError, sourceLocation: sourceLocation)
  }

  @Test func `a missing directory is named`() {
    let path = directory.file("none/graph.kith")
    expect(
      failure(path), "cannot open '\(path)': there is no directory '\(directory.path)/none'",
      advice: "create it first: mkdir -p '\(directory.path)/none'")
  }

  @Test func `a file in place of a directory is named`() {
    Files.write([1], to: directory.file("file"))
    let path = directory.file("file/graph.kith")
    expect(
      failure(path), "cannot open '\(path)': '\(directory.path)/file' is no directory",
      advice: "check the path")
  }

  @Test func `a directory is no graph`() {
    expect(
      failure(directory.path), "cannot open '\(directory.path)': it is a directory",
      advice: "give the name of a file in it, such as 'graph.kith'")
  }

  @Test(arguments: [OpenMode.readOnly, .readWrite(createIfMissing: false)])
  func `a missing file is not made unless asked for`(mode: OpenMode) {
    let path = directory.file("graph.kith")
    expect(
      failure(path, mode), "cannot open '\(path)': there is no such file",
      advice: "check the name; opened for writing, kith makes a new file")
    #expect(unsafe access(path, F_OK) != 0)
  }

  @Test(arguments: [1, 5000])
  func `a text is no kith file and stays as it is`(lines: Int) {
    let text = String(repeating: "some text in a file\n", count: lines)
    let path = directory.file("notes.txt")
    Files.write(Array(text.utf8), to: path)
    expect(
      failure(path), "'\(path)' is not a kith file",
      advice: "give the name of a kith file, or of a file that is to be made")
    #expect(Files.read(path) == Array(text.utf8))
    #expect(unsafe access(path + "-lock", F_OK) != 0, "a lock file was left")
  }

  @Test func `a device is no kith file`() {
    expect(
      failure("/dev/null"), "'/dev/null' is not a kith file",
      advice: "give the name of a kith file, or of a file that is to be made")
  }

  @Test func `another program's database is no kith file`() throws {
    let path = directory.file("other.mdb")
    try makeForeignDatabase(path)
    let before = Files.read(path)
    expect(
      failure(path), "'\(path)' is not a kith file",
      advice: "give the name of a kith file, or of a file that is to be made")
    #expect(Files.read(path) == before)
  }

  private func makeForeignDatabase(_ path: String) throws {
    var environment: OpaquePointer?
    var transaction: OpaquePointer?
    var database: MDB_dbi = 0
    unsafe mdb_env_create(&environment)
    defer { unsafe mdb_env_close(environment) }
    try #require(unsafe mdb_env_open(environment, path, UInt32(MDB_NOSUBDIR), 0o644) == 0)
    try #require(unsafe mdb_txn_begin(environment, nil, 0, &transaction) == 0)
    try #require(unsafe mdb_dbi_open(transaction, nil, 0, &database) == 0)
    var bytes: [UInt8] = Array("12345678".utf8)
    try unsafe bytes.withUnsafeMutableBytes { buffer in
      var key = unsafe MDB_val(mv_size: buffer.count, mv_data: buffer.baseAddress)
      var value = unsafe key
      try #require(unsafe mdb_put(transaction, database, &key, &value, 0) == 0)
    }
    try #require(unsafe mdb_txn_commit(transaction) == 0)
  }

  @Test func `an empty file is a new graph for a writer only`() throws {
    let path = directory.file("graph.kith")
    Files.write([], to: path)
    expect(
      failure(path, .readOnly), "'\(path)' is empty, not a kith file",
      advice: "open it for writing to begin a graph in it")
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    #expect(try file.beginRead().nodeUpperBound == 0)
  }

  @Test func `a file of a newer format is refused`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    var bytes = Files.read(path)
    let magic = Array("kithfile".utf8)
    for offset in 0..<bytes.count - 12 where Array(bytes[offset..<offset + 8]) == magic {
      bytes[offset + 8] = 9
    }
    Files.write(bytes, to: path)
    expect(
      failure(path), "'\(path)' has format 9, and this kith reads formats up to 3",
      advice: "install a newer kith; the file was not changed")
    #expect(Files.read(path) == bytes)
  }

  private func makeGraph(_ path: String) throws {
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    let transaction = try file.beginWrite()
    _ = try transaction.createNode(labels: ["Person"], properties: map(("name", .string("Ada"))))
    try transaction.commit()
  }

  @Test func `what nobody may write is refused to a writer and open to a reader`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    unsafe unlink(path + "-lock")
    unsafe chmod(directory.path, 0o755)
    unsafe chmod(path, 0o444)
    #expect(
      try Probe("open", path, "write").finish()
        == "cannot open '\(path)' for writing: the file is read-only\n")
    #expect(try Probe("open", path, "read").finish() == "nodes: 1\n")
    #expect(unsafe access(path + "-lock", F_OK) != 0)
  }

  @Test func `a writable file in a directory that may not be written is refused to a writer`()
    throws
  {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    unsafe unlink(path + "-lock")
    unsafe chmod(directory.path, 0o755)
    unsafe chmod(path, 0o666)
    guard geteuid() == 0 else { return }
    #expect(
      try Probe("open", path, "write").finish()
        == "cannot open '\(path)' for writing: no permission to write its lock file"
        + " '\(path)-lock'\n")
  }

  @Test func `a file that may not be read is refused`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    unsafe chmod(directory.path, 0o755)
    unsafe chmod(path, 0)
    #expect(
      try Probe("open", path, "read").finish()
        == "cannot open '\(path)': no permission to read it\n")
  }

  @Test func `a file cannot be made where the directory may not be written`() throws {
    guard geteuid() == 0 else { return }
    unsafe chmod(directory.path, 0o755)
    let path = directory.file("graph.kith")
    #expect(
      try Probe("open", path, "write").finish()
        == "cannot create '\(path)': no permission to write to the directory"
        + " '\(directory.path)'\n")
  }

  @Test func `two names of a file open it once`() throws {
    let path = directory.file("graph.kith")
    let other = directory.file("link.kith")
    let first = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    unsafe symlink(path, other)
    let second = try GraphFile(path: other, mode: .readWrite(createIfMissing: true))
    let transaction = try first.beginWrite()
    _ = try transaction.createNode(labels: [], properties: ValueMap())
    try transaction.commit()
    #expect(try second.beginRead().nodeUpperBound == 1)
  }

  @Test func `a file that is open for reading only is not opened for writing beside it`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    let reader = try GraphFile(path: path, mode: .readOnly)
    expect(
      failure(path), "'\(path)' is already open in this process, read-only",
      advice: "close it there before opening it for writing")
    #expect(try reader.beginRead().nodeUpperBound == 1)
  }

  @Test func `a file can be opened for writing once its reader is gone`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    do { #expect(try GraphFile(path: path, mode: .readOnly).beginRead().nodeUpperBound == 1) }
    #expect(failure(path) == nil)
  }

  @Test func `a read-only file takes no writer`() throws {
    let path = directory.file("graph.kith")
    try makeGraph(path)
    let file = try GraphFile(path: path, mode: .readOnly)
    let error = #expect(throws: Diagnostic.self) { try file.beginWrite() }
    expect(
      error, "'\(path)' is open read-only", advice: "open it without --read-only to change it")
  }

  @Test func `a graph in memory leaves no file`() throws {
    let file = try GraphFile(inMemory: ())
    let transaction = try file.beginWrite()
    _ = try transaction.createNode(labels: ["Person"], properties: ValueMap())
    try transaction.commit()
    #expect(file.path == nil)
    #expect(try file.beginRead().nodes(label: "Person") == [NodeID(0)])
  }
}
