import Foundation

/// A running `kith-store-probe`; killed at the latest when the test drops it.
final class Probe {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()

  init(_ arguments: String...) throws {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("kith-store-probe")
    process.arguments = arguments
    process.standardOutput = output
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { kill() } }

  var processIdentifier: Int32 { process.processIdentifier }

  /// Stops the process where it stands, and waits until it is gone.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for the first bytes that it prints.
  func waitForOutput() -> String {
    String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
  }

  /// Ends its standard input, which ends `hold`.
  func closeInput() { try? input.fileHandleForWriting.close() }

  /// Waits for its end; everything that it printed since the last look.
  func finish() -> String {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
