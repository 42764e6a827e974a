import KithCore

extension MomentKind {
  /// `date()`, `date('2023-10-11')`, `date({year: 2023})`, `date(datetime)`.
  func construct(_ arguments: [Value], _ context: ExecutionContext) throws(Diagnostic) -> Value {
    guard let argument = arguments.first else {
      return try now(context, zone: nil).value(of: self)
    }
    switch argument {
    case .string(let text): return try Moment(text, as: self).value(of: self)
    case .map(let map):
      // A zone alone asks for the present moment there.
      if map.keys == ["timezone"], case .some(.string(let zone)) = map["timezone"] {
        return try now(context, zone: Zone(zone)).value(of: self)
      }
      return try MomentFields(map, for: self).moment().value(of: self)
    case .date, .localTime, .time, .localDateTime, .dateTime:
      guard let moment = Moment(argument), !hasDate || moment.date != nil,
        hasDate || moment.time != nil
      else { throw .wrongType(quotedName, takes: "a value that has one", got: argument) }
      return try moment.value(of: self)
    case .null, .boolean, .integer, .float, .duration, .point, .list, .node, .relationship, .path:
      throw .wrongType(
        quotedName, takes: "a String, a Map or a temporal value", got: argument)
    }
  }

  /// The present moment of the statement, on UTC's clock or a zone's.
  func now(_ context: ExecutionContext, zone: Zone?) throws(Diagnostic) -> Moment {
    let clock = context.statementClock
    return Moment(zone?.show(clock) ?? clock)
  }

  /// `date.statement(zone)` and its fellows: the present moment.
  func present(_ arguments: [Value], _ moment: DateTimeValue) throws(Diagnostic) -> Value {
    guard let argument = arguments.first else { return try Moment(moment).value(of: self) }
    let zone = try Zone(try FunctionLibrary.text(argument, for: quotedName))
    return try Moment(zone.show(moment)).value(of: self)
  }
}
