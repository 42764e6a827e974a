package import KithCore

/// What kind of file is drawn, by the ending of its name.
package enum PictureFormat: String, CaseIterable {
  case dot, svg, png, pdf

  /// Reads the ending, in any case. Throws a diagnostic that lists the endings for any other name.
  package init(path: String) throws(Diagnostic) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last
    guard let ending, let format = PictureFormat(rawValue: ending.lowercased()) else {
      throw DrawingMessages.unknownFormat(path: path)
    }
    self = format
  }
}
