import Glibc
import KithColumns
package import KithCore

/// Draws graphs: as DOT, and by Graphviz as SVG, PNG and PDF.
package enum GraphDrawing {
  /// Up to how many nodes a picture is laid out without being asked for all.
  package static let legibleNodeCount = 1_500

  /// The selection as a DOT file.
  ///
  /// The same graph, selection and options give the same bytes, in whatever order the graph was loaded, as
  /// long as its nodes have a property `id`. Throws what the reader throws. Cost: two looks at each
  /// node and relationship, and a sort of both.
  package static func dot(
    _ selection: DrawingSelection, of graph: any GraphReader, options: DrawingOptions
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try writeDot(selection, of: graph, options: options) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The same bytes in pieces of about a megabyte, so that a large graph needs no memory for its text.
  package static func writeDot(
    _ selection: DrawingSelection, of graph: any GraphReader, options: DrawingOptions,
    to sink: ([UInt8]) throws -> Void
  ) throws {
    var renderer = try DotRenderer(selection, of: graph, options: options)
    try renderer.render(to: sink)
  }

  /// Writes a whole large graph as DOT into a file, or in pieces to `sink` where there is no path: names and types
  /// only, in the order of the file. See `WholeGraphDot`. Gives false, and does nothing, where the graph is small
  /// enough for a styled picture, or cannot be read in columns.
  ///
  /// An existing file stays as it is until the new one is whole. `onProgress` gets the number of things that were
  /// written since it was called last. Throws what the reader, `sink` and `onProgress` throw, and a diagnostic for a
  /// file that cannot be written. Cost: linear.
  package static func writeLargeDot(
    of graph: any GraphReader, to path: String?, options: DrawingOptions,
    onProgress: @escaping (Int) throws -> Void = { _ in },
    sink: @escaping ([UInt8]) throws -> Void
  ) throws -> Bool {
    let statistics = graph.statistics
    guard statistics.nodeCount + statistics.relationshipCount > options.styledLimit,
      let graph = graph as? any ColumnGraphReader
    else { return false }
    guard let path else {
      var dot = unsafe WholeGraphDot(
        graph, options: options, to: { unsafe try sink(Array($0)) }, onProgress: onProgress)
      try dot.write()
      return true
    }
    let file = try PictureFile(path: path)
    let descriptor = file.descriptor
    var dot = unsafe WholeGraphDot(
      graph, options: options,
      to: { buffer in
        guard unsafe SystemError.write(buffer, to: descriptor) else {
          throw DrawingMessages.cannotWrite(path: path, reason: SystemError.text(errno))
        }
      }, onProgress: onProgress)
    try dot.write()
    try file.commit()
    return true
  }

  /// What kinds of nodes and relationships the graph has: labels as nodes, types as lines, with counts.
  package static func schemaDot(
    of graph: any GraphReader, options: DrawingOptions
  ) throws -> [UInt8] {
    try SchemaDrawing(of: graph, options: options).dot()
  }

  /// Draws the selection into a file whose ending names the format: `.dot`, `.svg`, `.png` or `.pdf`.
  ///
  /// An existing file stays as it is until the new one is whole. Throws a `Diagnostic` for an unknown
  /// ending, an empty selection, more nodes than are legible, a missing Graphviz, a layout that takes
  /// too long or is interrupted, and a file that cannot be written; and what the reader throws.
  package static func draw(
    _ selection: DrawingSelection, of graph: any GraphReader, to path: String,
    options: DrawingOptions
  ) throws {
    let format = try PictureFormat(path: path)
    if selection.isEmpty { throw DrawingMessages.nothingToDraw() }
    guard format != .dot else {
      let file = try PictureFile(path: path)
      try writeDot(selection, of: graph, options: options) { try file.write($0) }
      return try file.commit()
    }
    if selection.nodes.count > legibleNodeCount, !options.isAll {
      throw DrawingMessages.tooManyNodes(selection.nodes.count)
    }
    let dot = try dot(selection, of: graph, options: options)
    try GraphvizRunner.render(dot, to: path, options: options)
  }

  /// Draws the schema into a file whose ending names the format. Throws as `draw` does.
  package static func drawSchema(
    of graph: any GraphReader, to path: String, options: DrawingOptions
  ) throws {
    _ = try PictureFormat(path: path)
    try GraphvizRunner.render(
      try schemaDot(of: graph, options: options), to: path, options: options)
  }
}
