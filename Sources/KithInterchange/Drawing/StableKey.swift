import KithCore

/// What sorts entities alike however they were loaded: the property `id` where there is one, else the number.
struct StableKey: Comparable {
  private enum Kind: Int { case integer, text, number }

  private var kind: Kind
  private var integer: Int64
  private var text: String

  init(id: Value, number: UInt32) {
    text = ""
    switch id {
    case .integer(let id): (kind, integer) = (.integer, id)
    case .string(let id): (kind, integer, text) = (.text, 0, id)
    case .null, .boolean, .float, .date, .localTime, .time, .localDateTime, .dateTime, .duration,
      .point,
      .list, .map, .node, .relationship, .path:
      (kind, integer) = (.number, Int64(number))
    }
  }

  /// The id as it stands in the DOT file; nil where there is none.
  ///
  /// The DOT id of an element without an id is its number after `#`; a text that begins with `#`
  /// gets one more, so that no two elements share a DOT id.
  var dotID: String? {
    switch kind {
    case .integer: String(integer)
    case .text: text.hasPrefix("#") ? "#" + text : text
    case .number: nil
    }
  }

  static func < (left: StableKey, right: StableKey) -> Bool {
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    if left.integer != right.integer { return left.integer < right.integer }
    return left.text < right.text
  }
}
