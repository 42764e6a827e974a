import KithCore
import KithSyntax

/// A plan as people read it, in the notation of fact files.
///
/// ```
/// + bericht.gram:6   (katja:Person {name: "Katja Michalak", title: "Dr."})
/// ~ bericht.gram:13  (bund)-[:FUNDS]->(ikoe)  until: "2023-12" → "2023-11", page: 5 → nothing
/// - bericht.gram     (land)-[:FUNDS {from: "2024-01"}]->(ikoe)  is no longer in the file and stays
/// ```
struct FactPlanText {
  private let plan: FactPlan
  private let set: FactSet

  static func lines(_ plan: FactPlan, _ set: FactSet) -> [String] {
    let text = FactPlanText(plan: plan, set: set)
    let entries = text.additions + text.changes + text.departures
    let width = entries.map(\.place.count).max() ?? 0
    return entries.map { entry in
      let padding = String(repeating: " ", count: width - entry.place.count)
      return "\(entry.sign) \(entry.place)\(padding)  \(entry.text)"
    }
  }

  private typealias Entry = (sign: String, place: String, text: String)

  private var additions: [Entry] {
    let nodes = plan.nodeAdditions.map { node -> Entry in
      let labels = node.labels.map { ":\(FactNotation.name($0))" }.joined()
      let map = FactNotation.map(Self.shown(node.properties))
      return ("+", place(node.place), "(\(FactNotation.name(node.id))\(labels)\(map))")
    }
    let relationships = plan.relationshipAdditions.map { addition -> Entry in
      let text = Self.link(addition.link, map: FactNotation.map(Self.shown(addition.properties)))
      let sign = addition.replaced == nil ? "+" : "~"
      return (sign, place(addition.link.place), text)
    }
    return nodes + relationships
  }

  private var changes: [Entry] {
    let nodes = plan.nodeChanges.filter(\.isVisible).map { change -> Entry in
      let labels =
        change.addedLabels.map { "+:\(FactNotation.name($0))" }
        + change.removedLabels.map { "-:\(FactNotation.name($0))" }
      let parts = labels + Self.texts(change.properties)
      return (
        "~", place(change.place),
        "(\(FactNotation.name(change.id)))  \(parts.joined(separator: ", "))"
      )
    }
    let relationships = plan.relationshipChanges.filter(\.isVisible).map { change -> Entry in
      let parts = Self.texts(change.properties).joined(separator: ", ")
      return ("~", place(change.link.place), "\(Self.link(change.link, map: ""))  \(parts)")
    }
    return nodes + relationships
  }

  private var departures: [Entry] {
    plan.departures.map { ("-", $0.file, "\($0.text)  is no longer in the file and stays") }
  }

  private func place(_ place: FactPlace) -> String {
    "\(set.files[place.file].name):\(set.lineNumber(place))"
  }

  private static func link(_ link: FactLink, map: String) -> String {
    let id = link.id.map(FactNotation.name) ?? ""
    let (start, end) = (FactNotation.name(link.start), FactNotation.name(link.end))
    return "(\(start))-[\(id):\(FactNotation.name(link.type))\(map)]->(\(end))"
  }

  private static func texts(_ changes: [FactPlan.PropertyChange]) -> [String] {
    changes.filter(\.isVisible).map { change in
      "\(FactNotation.name(change.key)): \(text(change.old)) → \(text(change.new))"
    }
  }

  private static func text(_ value: Value) -> String {
    value.isNull ? "nothing" : FactNotation.value(value)
  }

  /// The id stands before the colon.
  private static func shown(_ properties: ValueMap) -> [(key: String, value: Value)] {
    properties.withoutHidden.entries.filter { $0.key != FactProperties.id }
  }

  static func node(_ record: NodeRecord) -> String {
    let labels = record.labels.map { ":\(FactNotation.name($0))" }.joined()
    return "(\(idText(record.properties))\(labels)\(FactNotation.map(shown(record.properties))))"
  }

  static func relationship(
    _ record: RelationshipRecord, in graph: any GraphReader
  ) throws -> String {
    let start = try graph.property(FactProperties.id, ofNode: record.start)
    let end = try graph.property(FactProperties.id, ofNode: record.end)
    let map = FactNotation.map(shown(record.properties))
    let inside = "[\(idText(record.properties)):\(FactNotation.name(record.type))\(map)]"
    return
      "(\(FactNotation.name(start.text ?? "")))-\(inside)->(\(FactNotation.name(end.text ?? "")))"
  }

  private static func idText(_ properties: ValueMap) -> String {
    properties[FactProperties.id]?.text.map(FactNotation.name) ?? ""
  }
}
