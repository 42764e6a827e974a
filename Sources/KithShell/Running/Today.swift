import Glibc
package import KithCore

/// The clock on the wall.
package enum Today {
  /// The local day.
  package static func date() -> DateValue {
    var now = time(nil)
    // Safe because all fields of the struct are numbers but one pointer, which stays nil and unread.
    var parts = unsafe tm()
    // Safe because both pointers are to variables of this frame.
    _ = unsafe localtime_r(&now, &parts)
    // Safe because only numbers are read.
    let (year, month, day) = unsafe (
      Int64(parts.tm_year), Int64(parts.tm_mon), Int64(parts.tm_mday)
    )
    return DateValue(
      daysSinceEpoch: Calendar.days(year: year + 1900, month: month + 1, day: day))
  }
}
