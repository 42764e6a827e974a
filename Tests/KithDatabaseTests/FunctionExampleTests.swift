import KithCore
import KithDatabase
import KithPlanner
import Testing

/// What help tells of functions is true: every example runs and gives what stands beside it.
@Suite struct FunctionExampleTests {
  static let names = FunctionCatalogue.all.map(\.name)

  @Test(arguments: names)
  func `the example of a function gives what help says`(name: String) throws {
    let signature = try #require(FunctionCatalogue.explained(name))
    #expect(try Self.run(signature.statement) == [signature.result])
    #expect(signature.statement.contains("\(name)("), "the example does not show the function")
    #expect(signature.usage.hasPrefix("\(name)("))
    #expect(signature.summary.hasSuffix("."))
  }

  @Test(arguments: names)
  func `the example of a function is of the type that the catalogue tells`(name: String) throws {
    let signature = try #require(FunctionCatalogue.explained(name))
    guard Self.isOneCall(signature.example, of: name) else { return }
    let source = signature.source.map { "\($0) " } ?? ""
    let type = try #require(
      try Self.run("\(source)WITH \(signature.example) AS it RETURN valueType(it)").first)
    #expect(signature.type.matches(type), "\(signature.example) is of type \(type)")
  }

  @Test(arguments: FunctionCatalogue.callable.map(\.name))
  func `a function of nulls is null, or takes no values`(name: String) throws {
    let signature = try #require(FunctionCatalogue.explained(name))
    guard !["exists", "valueType"].contains(name), !signature.parameters.isEmpty else { return }
    let nulls = signature.parameters.map { _ in "null" }.joined(separator: ", ")
    #expect(try Self.run("RETURN \(name)(\(nulls))") == ["null"])
  }

  /// The rows of a statement, cells parted by bars, in the graph that examples are asked of.
  private static func run(_ statement: String) throws -> [String] {
    let session = try EmbeddedSession(path: nil)
    let rows = RowCollector()
    do throws(Diagnostics) {
      _ = try session.run(
        FunctionCatalogue.exampleGraph, parameters: [:], into: RowCollector())
      _ = try session.run(statement, parameters: [:], into: rows)
    } catch {
      return ["\(statement): \(error.all.map(\.message).joined(separator: "; "))"]
    }
    return rows.rows.dropFirst().map { $0.joined(separator: " | ") }
  }

  /// Whether the text is a call of the function and nothing else.
  private static func isOneCall(_ text: String, of name: String) -> Bool {
    guard text.hasPrefix("\(name)(") else { return false }
    var depth = 0
    for (place, character) in text.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ")", depth == 0 { return place == text.count - 1 }
    }
    return false
  }
}

extension StaticType {
  /// Whether a value of a type as `valueType()` writes it may be of this type.
  fileprivate func matches(_ type: String) -> Bool {
    if self == .any || type == "'NULL'" { return true }
    let names = self == .number ? ["INTEGER", "FLOAT"] : self == .list ? ["LIST"] : [cypherName]
    return names.contains { type.hasPrefix("'\($0)") }
  }
}
