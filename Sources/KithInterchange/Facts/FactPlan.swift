import KithCore
import KithSyntax

/// What a load of fact files will change, worked out before anything is changed.
struct FactPlan {
  /// A node of the graph, or one that this plan adds.
  enum NodeReference: Hashable {
    case existing(NodeID)
    /// The number of the addition.
    case added(Int)
  }

  /// A property before and after; `.null` where it is not set.
  struct PropertyChange {
    var key: String
    var old: Value
    var new: Value
  }

  struct NodeAddition {
    var id: String
    var labels: [String]
    var properties: ValueMap
    var place: FactPlace
  }

  struct NodeChange {
    var node: NodeID
    var id: String
    var properties: [PropertyChange]
    var addedLabels: [String]
    var removedLabels: [String]
    var place: FactPlace

    /// Whether a person would see a change.
    var isVisible: Bool {
      !addedLabels.isEmpty || !removedLabels.isEmpty || properties.contains { $0.isVisible }
    }
  }

  struct RelationshipAddition {
    var link: FactLink
    var start: NodeReference
    var end: NodeReference
    var properties: ValueMap
    /// The fact with the same id that it takes the place of: ends and type of a relationship never change.
    var replaced: RelationshipID?
  }

  struct RelationshipChange {
    var relationship: RelationshipID
    var link: FactLink
    var properties: [PropertyChange]

    var isVisible: Bool { properties.contains { $0.isVisible } }
  }

  /// What a file said once and says no more. It stays in the graph.
  struct Departure {
    var file: String
    var text: String
  }

  var nodeAdditions: [NodeAddition] = []
  var nodeChanges: [NodeChange] = []
  var relationshipAdditions: [RelationshipAddition] = []
  var relationshipChanges: [RelationshipChange] = []
  var departures: [Departure] = []
  var unchangedNodes = 0
  var unchangedRelationships = 0

  /// Makes the changes. Throws what the writer throws; the transaction is then to be aborted.
  func apply(to graph: any GraphWriter) throws {
    let added = try nodeAdditions.map {
      try graph.createNode(labels: $0.labels, properties: $0.properties)
    }
    for change in nodeChanges {
      for label in change.addedLabels { try graph.addLabel(label, to: change.node) }
      for label in change.removedLabels { try graph.removeLabel(label, from: change.node) }
      for property in change.properties {
        try graph.setProperty(property.key, ofNode: change.node, to: property.new)
      }
    }
    for change in relationshipChanges {
      for property in change.properties {
        try graph.setProperty(
          property.key, ofRelationship: change.relationship, to: property.new)
      }
    }
    func node(_ reference: NodeReference) -> NodeID {
      switch reference {
      case .existing(let node): node
      case .added(let number): added[number]
      }
    }
    for addition in relationshipAdditions {
      if let replaced = addition.replaced { try graph.deleteRelationship(replaced) }
      _ = try graph.createRelationship(
        type: addition.link.type, start: node(addition.start), end: node(addition.end),
        properties: addition.properties)
    }
  }
}

extension FactPlan.PropertyChange {
  var isVisible: Bool { !FactProperties.hidden.contains(key) }
}
