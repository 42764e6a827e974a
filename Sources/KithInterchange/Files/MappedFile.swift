import Glibc

/// A file's bytes, mapped into memory: read by the system page by page, shared, and gone with the last reference.
///
/// Whoever shortens the file while it is mapped kills the process, as with every map. A load does not take long enough
/// to guard against it.
@safe
package final class MappedFile: @unchecked Sendable {
  // Safe because the memory is mapped read-only and never changes after `init`; `deinit` runs once, when nobody holds
  // a reference any more.
  private let start: UnsafeRawPointer?
  package let count: Int
  /// As it was given.
  package let path: String

  /// Maps the file. Throws `FileDiagnostics` where it cannot be read.
  package init(path: String) throws(FileDiagnostics) {
    // Safe because the system copies the path before `open` returns.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileDiagnostics(Self.problem(path)) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileDiagnostics(Self.problem(path)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileDiagnostics(FileMessages.notReadable(path, reason: "it is no ordinary file"))
    }
    self.path = path
    count = Int(status.st_size)
    guard count > 0 else {
      unsafe start = nil
      return
    }
    // Safe because the result is checked against MAP_FAILED and unmapped in `deinit` with the same length.
    let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw FileDiagnostics(Self.problem(path))
    }
    unsafe start = UnsafeRawPointer(address)
  }

  deinit {
    // Safe because nothing refers to the map once the last reference to this object is gone.
    if let start = unsafe start { unsafe munmap(UnsafeMutableRawPointer(mutating: start), count) }
  }

  /// The bytes. Valid while this object lives: keep it as the owner of what refers to them.
  var bytes: UnsafeBufferPointer<UInt8> {
    // Safe because the map is `count` bytes long and lives as long as `self`.
    unsafe UnsafeBufferPointer(
      start: start.map { unsafe $0.assumingMemoryBound(to: UInt8.self) },
      count: start == nil ? 0 : count)
  }

  /// The bytes of a range as text; broken ones are replaced.
  func text(_ range: Range<Int>) -> String {
    // Safe because a slice of the map is only read while `self` lives.
    unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private static func problem(_ path: String) -> FileDiagnostic {
    errno == ENOENT
      ? FileMessages.notThere(path)
      : FileMessages.notReadable(path, reason: systemReason(errno))
  }
}

/// The system's words for an error number, in small letters like all messages.
func systemReason(_ number: Int32) -> String {
  // Safe because strerror gives a valid C string; the loader is the only one who asks for it on this thread.
  guard let text = unsafe strerror(number) else { return "error \(number)" }
  let words = unsafe String(cString: text)
  return words.prefix(1).lowercased() + words.dropFirst()
}
