import Glibc
import KithColumns
import KithCore
import KithStorage

/// A process of its own for the store's tests: one that can be killed, that holds a file, or that may do less.
///
/// ```
/// kith-store-probe commit PATH SEED      commits batches until it is killed; prints each one's number
/// kith-store-probe hold PATH             begins to write, prints "ready", and ends with its standard input
/// kith-store-probe open PATH MODE        opens as the user nobody (read or write), prints what went wrong
/// kith-store-probe fill PATH BYTES       writes until the file may not exceed BYTES, prints what went wrong
/// kith-store-probe fill-disk PATH        writes until the disk is full, prints what went wrong
/// kith-store-probe time COUNT            prints how long COUNT changes of each kind take
/// ```
@main
struct StoreProbe {
  static func main() {
    let arguments = CommandLine.arguments
    do {
      switch (arguments.dropFirst().first, arguments.count) {
      case ("commit", 4): try commitForever(arguments[2], seed: UInt64(arguments[3]) ?? 0)
      case ("hold", 3): try hold(arguments[2])
      case ("open", 4): try open(arguments[2], isReadOnly: arguments[3] == "read")
      case ("fill", 4): try fill(arguments[2], limit: Int(arguments[3]) ?? 0)
      case ("fill-disk", 3): try fill(arguments[2], limit: nil)
      case ("time", 3): try StoreTimes.run(count: Int(arguments[2]) ?? 0)
      default: exit(2)
      }
    } catch {
      print((error as? Diagnostic)?.message ?? "\(error)")
      exit(1)
    }
  }

  /// Batch k makes k % 40 + 1 nodes that know its number, and a ring of relationships through them.
  private static func commitForever(_ path: String, seed: UInt64) throws {
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    var number = try file.beginRead().nodes(label: "Batch").count + 1
    while true {
      let transaction = try file.beginWrite()
      _ = try transaction.createNode(
        labels: ["Batch"],
        properties: ValueMap([(key: "number", value: .integer(Int64(number)))]))
      let nodes = try (0...number % 40).map { index in
        try transaction.createNode(
          labels: ["Member"],
          properties: ValueMap([
            (key: "batch", value: .integer(Int64(number))),
            (key: "text", value: .string("\(seed) \(index)"))
          ]))
      }
      for (index, node) in nodes.enumerated() {
        _ = try transaction.createRelationship(
          type: "NEXT", start: node, end: nodes[(index + 1) % nodes.count],
          properties: ValueMap([(key: "batch", value: .integer(Int64(number)))]))
      }
      try transaction.commit()
      print(number)
      fflush(nil)
      number += 1
    }
  }

  private static func hold(_ path: String) throws {
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    let transaction = try file.beginWrite()
    print("ready")
    fflush(nil)
    while readLine() != nil {}
    transaction.abort()
  }

  private static func open(_ path: String, isReadOnly: Bool) throws {
    // Nobody's number on Linux; root may do everything and would see no error.
    if geteuid() == 0, setuid(65534) != 0 { exit(3) }
    let mode: OpenMode = isReadOnly ? .readOnly : .readWrite(createIfMissing: true)
    let file = try GraphFile(path: path, mode: mode)
    print("nodes: \(try file.beginRead().statistics.nodeCount)")
  }

  private static func fill(_ path: String, limit: Int?) throws {
    if let limit {
      var limits = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
      guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits) == 0 else {
        exit(3)
      }
    }
    let file = try GraphFile(path: path, mode: .readWrite(createIfMissing: true))
    while true {
      let transaction = try file.beginWrite()
      for index in 0..<4000 {
        _ = try transaction.createNode(
          labels: ["Filler"],
          properties: ValueMap([(key: "text", value: .string("some text \(index) of some length"))])
        )
      }
      try transaction.commit()
    }
  }
}
