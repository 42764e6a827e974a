extension LocalDateTimeValue {
  /// The whole months from this moment to another, toward zero: none from January 31 to February 28.
  package func wholeMonths(until end: LocalDateTimeValue) -> Int64 {
    let (from, to) = (date.civil, end.dateOfWholeDays(from: self).civil)
    let months = (to.year * 12 + to.month) - (from.year * 12 + from.month)
    if months > 0, to.day < from.day { return months - 1 }
    if months < 0, to.day > from.day { return months + 1 }
    return months
  }

  /// The whole days from this moment to another, toward zero.
  package func wholeDays(until end: LocalDateTimeValue) -> Int64 {
    end.dateOfWholeDays(from: self).daysSinceEpoch - date.daysSinceEpoch
  }

  /// This moment's day, one day nearer to `start` where the time of day does not make the last day whole.
  private func dateOfWholeDays(from start: LocalDateTimeValue) -> DateValue {
    let day = date.daysSinceEpoch
    if start.date < date, time < start.time { return DateValue(daysSinceEpoch: day - 1) }
    if date < start.date, start.time < time { return DateValue(daysSinceEpoch: day + 1) }
    return date
  }
}
