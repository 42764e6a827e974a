import Glibc
import KithInterchange
import Synchronization

/// Tells a person at a terminal how far long work has come: one line on standard error, painted over and over, and
/// erased before anything else is written.
///
///     loading people.csv   42%  12.3 of 29.1 MB  61.0 MB/s  0:01 left
///
/// It appears after a second. Counting costs an atomic addition; the painting is a thread's of its own, which there is
/// one of, and only while something is counted.
package final class ProgressLine: Sendable {
  /// What is counted.
  package enum Unit: Sendable {
    case bytes
    /// Nodes and relationships.
    case things
    case rows
  }

  static let delayMilliseconds = 1_000
  private static let pauseMicroseconds: UInt32 = 100_000

  private struct State {
    var what: String
    var total: Int?
    var isPainted = false
    var isOver = false
  }

  private let state: Mutex<State>
  private let unit: Unit
  private let width: Int
  private let began = ContinuousClock.now
  private let done = Atomic(0)
  private let paint: @Sendable (String) -> Void

  init(
    _ what: String, of total: Int?, unit: Unit, width: Int,
    paint: @escaping @Sendable (String) -> Void
  ) {
    state = Mutex(State(what: what, total: total))
    self.unit = unit
    self.width = width
    self.paint = paint
  }

  /// Counts what was done.
  package func add(_ count: Int) { done.wrappingAdd(count, ordering: .relaxed) }

  /// Says how much is done in all, of how much, and of what.
  package func set(_ count: Int, of total: Int?, what: String) {
    done.store(count, ordering: .relaxed)
    state.withLock { state in
      state.total = total
      state.what = what
    }
  }

  /// Erases the line. A second call does nothing.
  package func end() {
    state.withLock { state in
      if state.isPainted { paint("\r\u{1B}[2K") }
      state.isOver = true
      state.isPainted = false
    }
  }

  /// Paints the line, where it is time for it; gives whether the work still goes on.
  fileprivate func tick() -> Bool {
    state.withLock { state in
      if state.isOver { return false }
      let milliseconds = (ContinuousClock.now - began).microseconds / 1_000
      if milliseconds < Self.delayMilliseconds { return true }
      state.isPainted = true
      let text = ProgressText(
        what: state.what, done: done.load(ordering: .relaxed), total: state.total, unit: unit,
        milliseconds: milliseconds
      ).text
      paint("\r\u{1B}[2K" + String(text.prefix(max(10, width - 1))))
      return true
    }
  }

  // MARK: The thread

  /// The line that is painted, and whether the thread runs.
  private static let current = Mutex<(line: ProgressLine?, isRunning: Bool)>((nil, false))

  /// Begins to paint this line; the one before has to be over.
  func start() {
    let isRunning = Self.current.withLock { current in
      defer { current = (self, true) }
      return current.isRunning
    }
    if isRunning { return }
    var thread = pthread_t()
    // Safe because the thread is given nothing and reaches only what is static.
    let failed = unsafe pthread_create(
      &thread, nil,
      { _ in
        ProgressLine.paintAll()
        return nil
      }, nil)
    if failed == 0 {
      pthread_detach(thread)
    } else {
      Self.current.withLock { $0 = (nil, false) }
    }
  }

  /// Paints whatever is current until nothing is.
  private static func paintAll() {
    while true {
      usleep(pauseMicroseconds)
      let line = current.withLock { $0.line }
      if line?.tick() ?? false { continue }
      let isOver = current.withLock { current in
        // Another line may have begun meanwhile.
        guard current.line === line else { return false }
        current = (nil, false)
        return true
      }
      if isOver { return }
    }
  }
}

extension Shell {
  /// A line that tells how far long work has come; nil where there is no terminal to tell it on, or nobody wants it.
  func progress(
    _ what: String, of total: Int? = nil, unit: ProgressLine.Unit
  ) -> ProgressLine? {
    guard settings.showsProgress, !settings.isPlain, let environment = settings.environment,
      environment.errorIsTerminal, environment.variables["TERM"] != "dumb"
    else { return nil }
    let line = ProgressLine(
      what, of: total, unit: unit, width: settings.messageScreen.width ?? 80
    ) { text in try? DescriptorOutput(2).write(Array(text.utf8)) }
    line.start()
    return line
  }
}

/// The words of a progress line.
struct ProgressText {
  var what: String
  var done: Int
  var total: Int?
  var unit: ProgressLine.Unit
  var milliseconds: Int

  var text: String {
    var parts = [what]
    if let total, total > 0 {
      parts.append("\(min(100, done * 100 / total))%")
      parts.append("\(amount(done)) of \(amount(total)) \(name)")
    } else if done > 0 {
      parts.append("\(amount(done)) \(name)")
    }
    if done > 0, milliseconds > 0 {
      parts.append("\(amount(Int(Double(done) / Double(milliseconds) * 1_000))) \(name)/s")
      if let total, total > done {
        let left = Double(milliseconds) / Double(done) * Double(total - done) / 1_000
        parts.append("\(Self.clock(Int(left.rounded(.up)))) left")
      }
    }
    if total == nil { parts.append(Self.clock(milliseconds / 1_000)) }
    return parts.joined(separator: "  ")
  }

  private var name: String {
    switch unit {
    case .bytes: "MB"
    case .things: "things"
    case .rows: "rows"
    }
  }

  /// Megabytes with a digit after the point, things in thousands and millions.
  private func amount(_ count: Int) -> String {
    switch unit {
    case .bytes: return Self.tenths(count, of: 1_000_000)
    case .things, .rows:
      if count < 10_000 { return String(count) }
      if count < 1_000_000 { return "\(count / 1_000)k" }
      return Self.tenths(count, of: 1_000_000) + "M"
    }
  }

  private static func tenths(_ count: Int, of unit: Int) -> String {
    let tenths = count / (unit / 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `0:07`, `1:02:03`.
  static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let (minutes, rest) = (seconds / 60, two(seconds % 60))
    return minutes < 60 ? "\(minutes):\(rest)" : "\(minutes / 60):\(two(minutes % 60)):\(rest)"
  }
}
