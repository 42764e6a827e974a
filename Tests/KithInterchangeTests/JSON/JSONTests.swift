import KithCore
import KithInterchange
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-17", "9223372036854775807", "1.5", "-0.0", "1e300", "\"\"",
    "\"Nörenberg\"", "\"a\\\"b\\\\c\\nd\\te\"", "[]", "[1,[2.0,null],\"x\"]", "{}",
    "{\"b\":1,\"a\":{\"c\":[]}}"
  ])
  func `what is read is written back as it was`(text: String) throws {
    #expect(JSONWriter.text(try JSON.value(of: text)) == text)
  }

  @Test func `escapes are read as the characters they stand for`() throws {
    let value = try JSON.value(of: #" "\u00fc\/\b\f\r \ud83d\ude00" "#)
    guard case .string(let text) = value else { return #expect(Bool(false)) }
    #expect(text == "ü/\u{8}\u{C}\r 😀")
  }

  @Test func `a key given twice keeps its last value`() throws {
    #expect(JSONWriter.text(try JSON.value(of: #"{"a":1,"b":2,"a":3}"#)) == #"{"a":3,"b":2}"#)
  }

  @Test func `numbers that JSON cannot write become strings`() {
    let numbers: [Value] = [.float(.nan), .float(.infinity), .float(-.infinity)]
    #expect(JSONWriter.text(.list(numbers)) == #"["NaN","Infinity","-Infinity"]"#)
  }

  @Test func `control characters are escaped`() {
    #expect(JSONWriter.text(.string("\u{1}\u{1F}")) == #""\u0001\u001f""#)
  }

  @Test func `points become objects of which point() makes them again`() {
    let points: [Value] = [
      .point(PointValue(.wgs84, x: 11.63, y: 52.13)),
      .point(PointValue(.cartesianIn3D, x: 1, y: 2, z: -0.5))
    ]
    #expect(
      JSONWriter.text(.list(points))
        == #"[{"x":11.63,"y":52.13,"crs":"wgs-84"},{"x":1.0,"y":2.0,"z":-0.5,"crs":"cartesian-3d"}]"#
    )
  }

  @Test func `dates become ISO strings`() {
    #expect(JSONWriter.text(.date(DateValue(daysSinceEpoch: 0))) == #""1970-01-01""#)
  }

  @Test(arguments: [
    ("", "a JSON value was expected, but the text is empty", 0),
    ("  nul", "a JSON value was expected, but here stands 'n'", 2),
    ("'x'", "a JSON value was expected, but here stands '''", 0),
    ("[1,]", "a JSON value was expected, but here stands ']'", 3),
    ("{a: 1}", "a key in double quotes was expected, but here stands 'a'", 1),
    ("{\"a\" 1}", "':' was expected after the key, but here stands '1'", 5),
    ("{\"a\": 1", "',' or '}' was expected, but here stands the end", 7),
    ("[1 2]", "',' or ']' was expected, but here stands '2'", 3),
    ("\"abc", "this string is never closed", 0),
    ("\"a\nb\"", "a control character stands in a string", 2),
    ("\"\\x\"", "JSON knows no escape '\\x'", 1),
    ("\"\\ud83d\"", "'\\u' takes four hexadecimal digits, and half a pair is no character", 1),
    ("01", "'01' is no JSON number", 0), ("1.", "'1.' is no JSON number", 0),
    ("-", "'-' is no JSON number", 0), ("1e", "'1e' is no JSON number", 0),
    ("9223372036854775808", "the number 9223372036854775808 is too large", 0),
    ("1e999", "the number 1e999 is too large", 0),
    ("1 2", "the JSON value ends before this, but here stands '2'", 2)
  ])
  func `what is no JSON is refused with its place`(text: String, message: String, place: Int) {
    let error = #expect(throws: Diagnostic.self) { try JSON.value(of: text) }
    #expect(error?.message == message)
    #expect(error?.span?.start == place)
  }

  @Test func `nesting has a limit`() throws {
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(JSONWriter.text(try JSON.value(of: deep)) == deep)
    let error = #expect(throws: Diagnostic.self) { try JSON.value(of: "[\(deep)]") }
    #expect(error?.message == "lists and maps are nested more than 200 deep")
  }
}
