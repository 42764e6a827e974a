import KithPlanner
import Testing

@testable import KithExecutor

/// The planner's catalogue and the executor's library tell of the same functions.
@Suite struct FunctionCatalogueTests {
  @Test func `every function of the catalogue is built, and none besides`() {
    let known = Set(FunctionCatalogue.callable.map(\.name))
    let built = Set(FunctionLibrary.all.map(\.name))
    #expect(known.subtracting(built).isEmpty)
    #expect(built.subtracting(known).isEmpty)
    #expect(
      FunctionCatalogue.all.count == Set(FunctionCatalogue.all.map(\.name)).count,
      "a name comes twice")
  }

  @Test func `every other name of a function has a meaning`() {
    let known = Set(FunctionCatalogue.all.map(\.name))
    for synonym in FunctionCatalogue.synonymNames {
      #expect(known.isSuperset(of: [synonym.name, synonym.meaning]), "\(synonym)")
    }
    for synonym in FunctionCatalogue.aggregateSynonymNames {
      #expect(known.contains(synonym.name), "\(synonym)")
    }
  }

  @Test func `names are found whatever their case`() {
    #expect(FunctionCatalogue.signature(of: "TOUPPER")?.name == "toUpper")
    #expect(FunctionCatalogue.signature(of: "datetime.fromepoch")?.name == "datetime.fromEpoch")
    #expect(FunctionCatalogue.signature(of: "toUper") == nil)
    #expect(FunctionCatalogue.signature(of: "count") == nil)
    #expect(FunctionCatalogue.explained("COUNT")?.isAggregating == true)
  }

  @Test func `signatures show what may be left out`() {
    #expect(
      FunctionCatalogue.explained("substring")?.signature
        == "substring(text :: STRING, start :: INTEGER [, length :: INTEGER]) :: STRING")
    #expect(FunctionCatalogue.explained("date")?.signature == "date([value :: ANY]) :: DATE")
    #expect(
      FunctionCatalogue.explained("coalesce")?.signature == "coalesce(value :: ANY, …) :: ANY")
    #expect(
      FunctionCatalogue.explained("all")?.signature
        == "all(variable IN list WHERE predicate) :: BOOLEAN")
    #expect(FunctionCatalogue.explained("coalesce")?.arity == 1...Int.max)
    #expect(FunctionCatalogue.explained("round")?.arity == 1...3)
  }
}
