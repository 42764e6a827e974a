import KithCore

// The functions that generated queries call.

extension ReferenceEvaluator {
  /// A function that is no aggregation. Most give null where an argument is null.
  func function(_ name: String, _ arguments: [Value]) throws -> Value {
    if name == "coalesce" { return arguments.first { !$0.isNull } ?? .null }
    guard !arguments.contains(where: \.isNull) else { return .null }
    guard let first = arguments.first else {
      throw ReferenceFailure.unsupported("\(name)()")
    }
    switch first {
    case .list(let list):
      if let result = try Self.listFunction(name, list) { return result }
    case .string(let text):
      if let result = try Self.textFunction(name, text, Array(arguments.dropFirst())) {
        return result
      }
    case .node(let id):
      if let result = try nodeFunction(name, id) { return result }
    case .relationship(let id):
      if let result = try relationshipFunction(name, id) { return result }
    case .path(let path):
      if let result = Self.pathFunction(name, path) { return result }
    case .map(let map):
      if name == "keys" { return .list(map.keys.map(Value.string)) }
      if name == "properties" { return first }
      if name == "size" { return .integer(Int64(map.count)) }
      if name == "isempty" { return .boolean(map.isEmpty) }
    default: break
    }
    return try Self.numberFunction(name, first, arguments)
  }

  private static func listFunction(_ name: String, _ list: [Value]) throws -> Value? {
    switch name {
    case "size": .integer(Int64(list.count))
    case "head": list.first ?? .null
    case "last": list.last ?? .null
    case "tail": .list(Array(list.dropFirst()))
    case "reverse": .list(list.reversed())
    case "isempty": .boolean(list.isEmpty)
    default: nil
    }
  }

  private static func textFunction(_ name: String, _ text: String, _ rest: [Value]) throws
    -> Value?
  {
    let characters = Array(text.unicodeScalars)
    func string(_ scalars: some Sequence<Unicode.Scalar>) -> Value {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return .string(String(view))
    }
    switch (name, rest.first, rest.dropFirst().first) {
    case ("size", _, _): return .integer(Int64(characters.count))
    case ("isempty", _, _): return .boolean(characters.isEmpty)
    case ("reverse", _, _): return string(characters.reversed())
    case ("toupper", _, _): return .string(text.uppercased())
    case ("tolower", _, _): return .string(text.lowercased())
    case ("tostring", _, _): return .string(text)
    case ("trim", _, _):
      return string(
        characters.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    case ("ltrim", _, _): return string(characters.drop { $0 == " " })
    case ("rtrim", _, _): return string(characters.reversed().drop { $0 == " " }.reversed())
    case ("left", .integer(let count)?, _):
      guard count >= 0 else { throw ReferenceFailure.failed("negative length") }
      return string(characters.prefix(Int(count)))
    case ("right", .integer(let count)?, _):
      guard count >= 0 else { throw ReferenceFailure.failed("negative length") }
      return string(characters.suffix(Int(count)))
    case ("substring", .integer(let start)?, let length):
      guard start >= 0 else { throw ReferenceFailure.failed("negative start") }
      let tail = characters.dropFirst(Int(start))
      guard case .integer(let count)? = length else { return string(tail) }
      guard count >= 0 else { throw ReferenceFailure.failed("negative length") }
      return string(tail.prefix(Int(count)))
    case ("replace", .string(let old)?, .string(let new)?):
      guard !old.isEmpty else { return .string(text) }
      return .string(pieces(text, old).joined(separator: new))
    case ("split", .string(let separator)?, _):
      guard !separator.isEmpty else { throw ReferenceFailure.unsupported("split by nothing") }
      return .list(pieces(text, separator).map(Value.string))
    case ("tointeger", _, _):
      guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }) else {
        throw ReferenceFailure.unsupported("toInteger of text")
      }
      return Int64(text).map(Value.integer) ?? .null
    case ("toboolean", _, _):
      let word = text.lowercased()
      return word == "true" ? .boolean(true) : word == "false" ? .boolean(false) : .null
    default: return nil
    }
  }

  /// A text between separators.
  private static func pieces(_ text: String, _ separator: String) -> [String] {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    var pieces: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: mark) {
        pieces.append([])
        index += mark.count
      } else {
        pieces[pieces.count - 1].append(bytes[index])
        index += 1
      }
    }
    return pieces.map { String(decoding: $0, as: UTF8.self) }
  }

  private func nodeFunction(_ name: String, _ id: NodeID) throws -> Value? {
    let node = graph.nodes[Int(id.rawValue)]
    switch name {
    case "id": return .integer(Int64(id.rawValue))
    case "labels":
      guard let node else { throw ReferenceFailure.failed("deleted node") }
      return .list(node.labels.sorted().map(Value.string))
    case "keys", "properties":
      guard let node else { throw ReferenceFailure.failed("deleted node") }
      return Self.told(name, node.properties)
    default: return nil
    }
  }

  private func relationshipFunction(_ name: String, _ id: RelationshipID) throws -> Value? {
    if name == "id" { return .integer(Int64(id.rawValue)) }
    guard let it = graph.relationships[Int(id.rawValue)] else {
      throw ReferenceFailure.unsupported("deleted relationship")
    }
    switch name {
    case "type": return .string(it.type)
    case "startnode": return .node(NodeID(UInt32(it.start)))
    case "endnode": return .node(NodeID(UInt32(it.end)))
    case "keys", "properties": return Self.told(name, it.properties)
    default: return nil
    }
  }

  private static func told(_ name: String, _ properties: [String: Value]) -> Value {
    let sorted = properties.sorted { $0.key < $1.key }
    return name == "keys"
      ? .list(sorted.map { .string($0.key) })
      : .map(ValueMap(sorted.map { ($0.key, $0.value) }))
  }

  private static func pathFunction(_ name: String, _ path: PathValue) -> Value? {
    switch name {
    case "length": .integer(Int64(path.relationships.count))
    case "nodes": .list(path.nodes.map(Value.node))
    case "relationships": .list(path.relationships.map(Value.relationship))
    default: nil
    }
  }

  private static func numberFunction(_ name: String, _ first: Value, _ all: [Value]) throws
    -> Value
  {
    switch (name, first) {
    case ("abs", .integer(let it)):
      guard it != .min else { throw ReferenceFailure.failed("integer overflow") }
      return .integer(abs(it))
    case ("abs", .float(let it)): return .float(abs(it))
    case ("sign", .integer(let it)): return .integer(it.signum())
    case ("sign", .float(let it)) where !it.isNaN: return .integer(it > 0 ? 1 : it < 0 ? -1 : 0)
    case ("ceil", _): return .float(try number(first).rounded(.up))
    case ("floor", _): return .float(try number(first).rounded(.down))
    case ("tofloat", _): return .float(try number(first))
    case ("tointeger", .integer): return first
    case ("tointeger", .float(let it)):
      return Int64(exactly: it.rounded(.towardZero)).map(Value.integer) ?? .null
    case ("tointeger", .boolean(let it)): return .integer(it ? 1 : 0)
    case ("tostring", _):
      if let text = text(first) { return .string(text) }
    case ("toboolean", .boolean): return first
    case ("toboolean", .integer(let it)): return .boolean(it != 0)
    case ("range", _): return try range(all)
    case ("date", .string(let text)): return try date(text)
    default: break
    }
    throw ReferenceFailure.unsupported("\(name)() of a \(first.typeName)")
  }

  private static func number(_ value: Value) throws -> Double {
    guard let it = double(value) else { throw ReferenceFailure.failed("no number") }
    return it
  }

  private static func range(_ bounds: [Value]) throws -> Value {
    let numbers = bounds.compactMap { if case .integer(let it) = $0 { it } else { nil } }
    guard numbers.count == bounds.count else { throw ReferenceFailure.failed("no integer") }
    let step = numbers.count > 2 ? numbers[2] : 1
    guard step != 0 else { throw ReferenceFailure.failed("range without step") }
    return .list(stride(from: numbers[0], through: numbers[1], by: Int(step)).map(Value.integer))
  }
}
