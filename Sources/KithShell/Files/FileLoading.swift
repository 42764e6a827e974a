import Glibc
import KithCore
import KithDatabase
import KithInterchange

/// What is to be loaded, and how.
package struct LoadRequest: Sendable {
  /// What the ids of CSV files become.
  package enum IDType: String, Sendable, CaseIterable { case auto, integer, string }

  package var files: [String]
  /// Only shows what would change.
  package var plansOnly = false
  /// Takes warnings for errors.
  package var isStrict = false
  package var idType = IDType.auto

  package init(files: [String]) { self.files = files }

  var options: LoadOptions {
    let idType: LoadOptions.IDType =
      switch self.idType {
      case .auto: .auto
      case .integer: .integer
      case .string: .string
      }
    return LoadOptions(isPlan: plansOnly, isStrict: isStrict, idType: idType)
  }
}

/// Loads fact files and CSV files, all or nothing, and tells what it did.
struct FileLoading {
  private let request: LoadRequest

  init(_ request: LoadRequest) { self.request = request }

  /// Remarks go to the messages; the plan and the summary are what was asked for.
  func perform(in shell: Shell) throws {
    let report: LoadReport
    let progress = shell.progress("loading", unit: .bytes)
    defer { progress?.end() }
    do {
      report = try shell.session.write { graph in
        try FileLoader.load(
          paths: request.files, into: graph, options: request.options
        ) { progress?.show($0) }
      }
    } catch let mistakes as FileDiagnostics {
      throw FileMistakes(mistakes)
    }
    progress?.end()
    let (width, palette) = (shell.messageWidth, shell.palette)
    for remark in report.remarks {
      shell.note(remark.rendered(width: width, palette: palette) + "\n")
    }
    for line in report.planLines { shell.show(Printable.text(line)) }
    let time = StatementAfterword.time(report.microseconds)
    shell.show(report.isPlan ? report.summary : "\(report.summary), in \(time)")
  }

  /// Whether there is a file of this name.
  static func exists(_ path: String) -> Bool {
    // Safe because the path is copied by the call.
    unsafe access(path, F_OK) == 0
  }

  /// Removes a graph's file and the lock file beside it.
  static func remove(graphAt path: String) {
    for name in [path, path + "-lock"] {
      // Safe because the path is copied by the call.
      _ = unsafe unlink(name)
    }
  }
}

extension ProgressLine {
  /// How far a load has come. What is written after all was read has no measure of its own.
  fileprivate func show(_ load: LoadProgress) {
    let isReading = load.bytesTotal > 1
    set(
      isReading ? load.bytesDone : 0, of: isReading ? load.bytesTotal : nil,
      what: isReading ? "reading \(load.what)" : load.what)
  }
}

/// Mistakes in files, which know their own places.
struct FileMistakes: Error {
  let diagnostics: FileDiagnostics

  init(_ diagnostics: FileDiagnostics) { self.diagnostics = diagnostics }
}
