import KithCore
import KithPlanner
import KithSyntax

/// The names and counts of a small civic network: 1,000 people who know each other, 100 organisations, 50 projects.
enum CivicGraph {
  static var schema: Schema {
    var schema = Schema()
    schema.labels = SymbolTable(names: ["Person", "Organisation", "Project"])
    schema.relationshipTypes = SymbolTable(names: ["KNOWS", "HOLDS_ROLE", "FUNDS", "WORKS_ON"])
    schema.propertyKeys = SymbolTable(names: ["id", "name", "born"])
    return schema
  }

  static var statistics: Statistics {
    var statistics = Statistics()
    statistics.nodeCount = 1150
    for (label, count) in [(0, 1000), (1, 100), (2, 50)] {
      statistics.nodesByLabel[LabelID(UInt32(label))] = count
    }
    let triples: [(UInt32, UInt32, UInt32, Int)] = [
      (0, 0, 0, 5000), (0, 1, 1, 2000), (1, 2, 2, 200), (0, 3, 2, 400)
    ]
    for (start, type, end, count) in triples {
      for from in [nil, LabelID(start)] {
        for to in [nil, LabelID(end)] {
          let triple = Statistics.Triple(start: from, type: RelationshipTypeID(type), end: to)
          statistics.relationshipsByTriple[triple, default: 0] += count
        }
      }
      statistics.relationshipCount += count
    }
    for key in 0..<3 as Range<UInt32> {
      let property = Statistics.Property(kind: .node, key: PropertyKeyID(key))
      statistics.valuesByProperty[property] = 1150
      statistics.distinctByProperty[property] = key == 2 ? 300 : 1150
    }
    return statistics
  }

  static func plan(_ text: String, isOptimised: Bool = true) throws -> StatementPlan {
    var options = PlannerOptions()
    options.isOptimised = isOptimised
    return try StatementPlanner.plan(
      QueryParser.parse(text), schema: schema, statistics: statistics, options: options,
      procedures: ProcedureSignatures([
        ProcedureSignature("db.labels", columns: [.init("label", .string)])
      ]))
  }

  /// The first error of a statement, or nil where it has none.
  static func error(_ text: String) -> Diagnostic? {
    do {
      _ = try plan(text)
      return nil
    } catch let error as Diagnostics {
      return error.all.first
    } catch {
      return nil
    }
  }
}
