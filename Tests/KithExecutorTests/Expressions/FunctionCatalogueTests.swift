import KithCore
import KithPlanner
import Testing

@testable import KithExecutor

/// The planner's catalogue and the executor's library tell of the same functions.
@Suite struct FunctionCatalogueTests {
  static let signatures = FunctionCatalogue.all

  @Test func `every function of the catalogue is built, and none besides`() {
    let known = Set(FunctionCatalogue.all.map(\.name))
    let built = Set(FunctionLibrary.all.map(\.name))
    #expect(known.subtracting(built).isEmpty)
    #expect(built.subtracting(known).isEmpty)
    #expect(FunctionCatalogue.all.count == known.count, "a name comes twice")
  }

  @Test func `names are found whatever their case`() {
    #expect(FunctionCatalogue.signature(of: "TOUPPER")?.name == "toUpper")
    #expect(FunctionCatalogue.signature(of: "datetime.fromepoch")?.name == "datetime.fromEpoch")
    #expect(FunctionCatalogue.signature(of: "toUper") == nil)
  }

  @Test(arguments: signatures.map(\.name))
  func `examples run and give what the catalogue says`(name: String) throws {
    let signature = try #require(FunctionCatalogue.signature(of: name))
    let rows = try EntityExpressionTests.graph.get().run(
      "MATCH p = (n)-[r]->() RETURN valueType(\(signature.example)) AS type")
    let type = try #require(rows.first?.first)
    #expect(signature.type.matches(type), "\(signature.example) gives \(type)")
    #expect(signature.usage.hasPrefix("\(name)("))
    #expect(signature.summary.hasSuffix("."))
  }
}

extension StaticType {
  /// Whether a value of a type as `valueType()` writes it may be of this type.
  fileprivate func matches(_ type: String) -> Bool {
    let names: [StaticType: [String]] = [
      .boolean: ["BOOLEAN"], .integer: ["INTEGER"], .float: ["FLOAT"],
      .number: ["INTEGER", "FLOAT"], .string: ["STRING"], .date: ["DATE"],
      .localTime: ["LOCAL TIME"], .time: ["ZONED TIME"], .localDateTime: ["LOCAL DATETIME"],
      .dateTime: ["ZONED DATETIME"], .duration: ["DURATION"], .list: ["LIST"], .map: ["MAP"],
      .node: ["NODE"], .relationship: ["RELATIONSHIP"], .path: ["PATH"]
    ]
    return type == "'NULL'" || names[self, default: [""]].contains { type.hasPrefix("'\($0)") }
  }
}
