import KithConformance
import Testing

/// Every way in which this suite knows to make a scenario's expectation wrong, one at a time.
struct Mutation: Sendable, CustomTestStringConvertible {
  var what: String
  var scenario: Scenario

  var testDescription: String { "\(scenario.name): \(what)" }

  static func all(of scenario: Scenario) -> [Mutation] {
    scenario.steps.indices.flatMap { index in
      changes(of: scenario.steps[index]).map { change in
        var changed = scenario
        changed.steps[index] = change.step
        return Mutation(what: change.what, scenario: changed)
      }
    }
  }

  private typealias Change = (what: String, step: GherkinStep)

  private static func changes(of step: GherkinStep) -> [Change] {
    let text = step.text
    if text.hasPrefix("the result should be"), let table = step.table {
      return tables(table, step, ignoresLists: text.contains("ignoring"))
        .map { ($0.what, step.with(table: $0.table)) } + flags(step)
    }
    if text == "the result should be empty" {
      let changed = step.with(text: "the result should be, in any order:", table: [["n"], ["1"]])
      return [("a row", changed)]
    }
    if text == "no side effects" {
      return counters.map {
        ("\($0) 1", step.with(text: "the side effects should be:", table: [[$0, "1"]]))
      }
    }
    if text == "the side effects should be:", let table = step.table {
      return sideEffects(table).map { ($0.what, step.with(table: $0.table)) }
    }
    if text.contains("should be raised") { return errors(step) }
    return []
  }

  private static let counters = ["nodes", "relationships", "properties", "labels"].flatMap {
    ["+\($0)", "-\($0)"]
  }

  private static func tables(
    _ table: [[String]], _ step: GherkinStep, ignoresLists: Bool
  ) -> [(what: String, table: [[String]])] {
    var changed: [(what: String, table: [[String]])] = []
    for (row, cells) in table.enumerated() {
      for (column, cell) in cells.enumerated() {
        for other in row == 0 ? [cell + "x"] : others(than: cell, ignoresLists: ignoresLists) {
          var copy = table
          copy[row][column] = other
          changed.append(("\(cell) is \(other)", copy))
        }
      }
      guard row > 0 else { continue }
      changed.append(("row \(row) twice", table + [cells]))
      changed.append(("row \(row) missing", Array(table[..<row] + table[(row + 1)...])))
    }
    changed.append(("one row more", table + [table[0].map { _ in "null" }]))
    if table[0].count > 1 {
      changed.append(("columns the other way round", table.map { $0.reversed() }))
      changed.append(("a column missing", table.map { Array($0.dropLast()) }))
    }
    if step.text.contains("in order"), table.count > 2 {
      changed.append(("rows the other way round", [table[0]] + table.dropFirst().reversed()))
    }
    return changed
  }

  /// Values like this one that are not equal to it.
  private static func others(than cell: String, ignoresLists: Bool) -> [String] {
    var others = ["[\(cell)]", cell == "null" ? "'null'" : "null"]
    if Int(cell) != nil { others += ["\(cell).0", "\(cell)1", "'\(cell)'"] }
    if cell.hasPrefix("'") { others += ["'x\(cell.dropFirst())"] }
    if cell.hasPrefix("["), !cell.hasPrefix("[:") {
      others.append("[" + (cell == "[]" ? "1]" : "7, \(cell.dropFirst())"))
      if !ignoresLists, cell == "['Town', 'Port']" { others.append("['Port', 'Town']") }
    }
    if cell.hasPrefix("(") { others += ["(:Other\(cell.dropFirst())"] }
    if cell.hasPrefix("<") {
      others.append(String(cell.map { $0 == "2" ? "3" : $0 }))
      others.append(cell.replacing("]->", with: "]-").replacing(")-[:T", with: ")<-[:T"))
    }
    if cell.hasPrefix("{") { others += ["{other: 1}", "{more: 1, \(cell.dropFirst())"] }
    return others
  }

  /// Asking for an order of rows or elements that the answer does not have.
  private static func flags(_ step: GherkinStep) -> [Change] {
    var changes: [Change] = []
    if step.text == "the result should be (ignoring element order for lists):" {
      changes.append(
        ("the order of lists counts", step.with(text: "the result should be, in any order:")))
    }
    if step.text.hasPrefix("the result should be, in order (") {
      let changed = step.with(text: "the result should be, in order:")
      changes.append(("the order of lists counts", changed))
    }
    return changes
  }

  private static func sideEffects(_ table: [[String]]) -> [(what: String, table: [[String]])] {
    var changed: [(what: String, table: [[String]])] = []
    for (row, cells) in table.enumerated() {
      for count in ["0", "\((Int(cells[1]) ?? 0) + 1)"] {
        var copy = table
        copy[row][1] = count
        changed.append(("\(cells[0]) \(count)", copy))
      }
      changed.append(("\(cells[0]) not named", Array(table[..<row] + table[(row + 1)...])))
    }
    for counter in counters where !table.contains(where: { $0[0] == counter }) {
      changed.append(("\(counter) 1", table + [[counter, "1"]]))
    }
    changed.append(("none", []))
    return changed
  }

  private static func errors(_ step: GherkinStep) -> [Change] {
    let text = step.text
    let isCompileTime = text.contains("compile time")
    let afterType = text.drop { $0 != " " }.dropFirst().drop { $0 != " " }
    return [
      ("type", step.with(text: "an EntityNotFound" + afterType)),
      (
        "phase",
        step.with(
          text: isCompileTime
            ? text.replacing("compile time", with: "runtime")
            : text.replacing("runtime", with: "compile time"))
      ),
      ("detail", step.with(text: text.prefix { $0 != ":" } + ": OtherDetail")),
      ("rows", step.with(text: "the result should be empty"))
    ]
  }
}

extension GherkinStep {
  fileprivate func with(text: String? = nil, table: [[String]]? = nil) -> GherkinStep {
    var step = self
    if let text { step.text = text }
    if let table { step.table = table }
    return step
  }
}
