import Glibc

/// What a process is called, for messages.
enum ProcessName {
  /// The command of a process, or nil where the system does not tell.
  static func command(of process: Int32) -> String? {
    let descriptor = unsafe open("/proc/\(process)/comm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    // Safe because at most the array's size is written.
    let count = unsafe read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let name = bytes[..<count].prefix { $0 >= 0x20 }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}
