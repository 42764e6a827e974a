/// Turns the sentences of openCypher's conformance suite into steps. A sentence that it does not know is an error.
package enum StepReader {
  package static func read(_ step: GherkinStep) throws(StepError) -> ConformanceStep {
    if let read = try graph(step) { return read }
    if let read = try given(step) { return read }
    if let read = try query(step) { return read }
    if let read = try expectation(step) { return read }
    throw StepError("unknown step '\(step.text)'")
  }

  // MARK: what there is

  private static func graph(_ step: GherkinStep) throws(StepError) -> ConformanceStep? {
    switch step.text {
    case "an empty graph", "any graph": return .emptyGraph
    default:
      guard let name = step.text.between("the ", " graph"), !name.isEmpty else { return nil }
      return .namedGraph(name)
    }
  }

  private static func given(_ step: GherkinStep) throws(StepError) -> ConformanceStep? {
    let text = step.text
    if let inline = text.after("having executed:") ?? text.after("after having executed:") {
      return .setUp(try body(of: step, inline))
    }
    if text == "parameters are:" || text == "parameter values are:" {
      return .parameters(try parameters(step))
    }
    if let signature = text.after("there exists a procedure ") {
      return .procedure(try ProcedureDeclaration(signature, table: try table(of: step)))
    }
    if let name = text.between("there exists a CSV file with URL as ", ", with rows:") {
      let parameter = name.hasPrefix("$") ? String(name.dropFirst()) : name
      return .csvFile(parameter: parameter, rows: try table(of: step))
    }
    return nil
  }

  private static func parameters(
    _ step: GherkinStep
  ) throws(StepError) -> [ConformanceStep.Parameter] {
    var parameters: [ConformanceStep.Parameter] = []
    for row in try table(of: step) {
      guard row.count == 2 else { throw StepError("a parameter's row has a name and a value") }
      parameters.append(.init(name: row[0], value: try ConformanceValueParser.parse(row[1])))
    }
    return parameters
  }

  private static func query(_ step: GherkinStep) throws(StepError) -> ConformanceStep? {
    if let inline = step.text.after("executing query:") {
      return .query(try body(of: step, inline))
    }
    if let inline = step.text.after("executing control query:") {
      return .controlQuery(try body(of: step, inline))
    }
    return nil
  }

  // MARK: what is to come

  private static func expectation(_ step: GherkinStep) throws(StepError) -> ConformanceStep? {
    switch step.text {
    case "the result should be empty": return .noRows
    case "no side effects": return .sideEffects(SideEffects())
    case "the side effects should be:": return .sideEffects(try sideEffects(step))
    default: break
    }
    if let order = step.text.between("the result should be", ":") {
      return .rows(try rows(step, order))
    }
    if step.text.contains(" should be raised at ") { return .error(try error(step.text)) }
    return nil
  }

  private static func sideEffects(_ step: GherkinStep) throws(StepError) -> SideEffects {
    var effects = SideEffects()
    for row in try table(of: step) {
      guard row.count == 2, let counter = SideEffects.Counter(rawValue: row[0]),
        let count = Int(row[1])
      else { throw StepError("'\(row.joined(separator: " | "))' is no side effect") }
      guard effects[counter] == 0 else { throw StepError("'\(row[0])' stands twice") }
      effects[counter] = count
    }
    return effects
  }

  private static func rows(
    _ step: GherkinStep, _ order: String
  ) throws(StepError) -> ExpectedRows {
    let ignoring = "(ignoring element order for lists)"
    let ignoresListOrder = order.hasSuffix(ignoring)
    let isOrdered: Bool
    switch (ignoresListOrder ? String(order.dropLast(ignoring.count)) : order).trimmed {
    case "", ", in any order": isOrdered = false
    case ", in order": isOrdered = true
    default: throw StepError("unknown step '\(step.text)'")
    }
    let table = try table(of: step)
    guard let columns = table.first else { throw StepError("the result has no columns") }
    var rows: [[ConformanceValue]] = []
    for row in table.dropFirst() {
      var values: [ConformanceValue] = []
      for cell in row { values.append(try ConformanceValueParser.parse(cell)) }
      rows.append(values)
    }
    return ExpectedRows(
      columns: columns, rows: rows, isOrdered: isOrdered, ignoresListOrder: ignoresListOrder)
  }

  private static func error(_ text: String) throws(StepError) -> ExpectedError {
    let pattern = /^an? (\w+) should be raised at (compile time|runtime|any time): (\S+)$/
    guard let match = text.wholeMatch(of: pattern) else {
      throw StepError("unknown step '\(text)'")
    }
    return ExpectedError(
      type: String(match.1), phase: String(match.2), detail: String(match.3))
  }

  // MARK: what hangs below a step

  /// The text below the step, or the one behind its colon.
  private static func body(
    of step: GherkinStep, _ inline: String
  ) throws(StepError) -> String {
    switch (step.docString, inline.trimmed) {
    case (let text?, ""): return text
    case (nil, let text) where !text.isEmpty: return text
    default: throw StepError("the step needs one text")
    }
  }

  private static func table(of step: GherkinStep) throws(StepError) -> [[String]] {
    guard let table = step.table else { throw StepError("the step needs a table") }
    return table
  }
}

extension String {
  /// What comes behind a beginning; nil where the text begins otherwise.
  func after(_ beginning: String) -> String? {
    hasPrefix(beginning) ? String(dropFirst(beginning.count)) : nil
  }

  /// What stands between a beginning and an end.
  func between(_ beginning: String, _ end: String) -> String? {
    guard hasPrefix(beginning), hasSuffix(end), count >= beginning.count + end.count else {
      return nil
    }
    return String(dropFirst(beginning.count).dropLast(end.count))
  }
}
