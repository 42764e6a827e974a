/// How Graphviz lays a picture out, by its size.
///
/// The whole graph of a report (149 nodes, 251 relationships) was tried with Graphviz 2.43, first with
/// `dot` up to 300 nodes. From left to right it took 57 × 21 inches, which leaves letters of 3 points
/// on A3. `sfdp` with the nodes moved apart and the lines led around them takes 33 × 20, which leaves
/// 6, with 2 of 251 words hidden; `fdp` and `neato` came out larger and square. Up to some 50 nodes
/// `dot` is the clearest, as it keeps room for every word on a line.
///
/// A model has few nodes and many lines between them: it is laid out from top to bottom.
///
/// Leading lines around nodes takes 5 s for 200 nodes and 30 s for 400; straight ones take no time.
enum DrawingLayout {
  case dot, dotFromTop, fdpWithFrames, sfdpWithCurves, sfdpWithStraightLines

  /// `sfdp` draws no frames around labels; where they are asked for, `fdp` takes its place.
  init(nodeCount: Int, relationshipCount: Int, hasFrames: Bool = false) {
    if nodeCount <= 50 && relationshipCount <= 80 {
      self = .dot
    } else if hasFrames {
      self = .fdpWithFrames
    } else if nodeCount <= 200 && relationshipCount <= 350 {
      self = .sfdpWithCurves
    } else {
      self = .sfdpWithStraightLines
    }
  }

  /// The attributes of the graph. Never `splines=ortho`, which drops labels, and never `strict`,
  /// which drops parallel lines.
  var attributes: String {
    let apart = "layout=sfdp,overlap=prism,overlap_scaling=1,sep=\"+10\",K=1.2"
    return switch self {
    case .dot: "layout=dot,rankdir=LR,nodesep=0.15,ranksep=0.4"
    case .dotFromTop: "layout=dot,rankdir=TB,nodesep=0.3,ranksep=0.5"
    case .fdpWithFrames: "layout=fdp,sep=\"+10\",K=0.6,splines=line"
    case .sfdpWithCurves: apart + ",splines=true"
    case .sfdpWithStraightLines: apart + ",splines=line"
    }
  }

  /// Whether lines are labelled that have neither role nor dates: between many nodes these words hide
  /// the others, and the tooltips have them.
  var labelsPlainRelationships: Bool { self != .sfdpWithStraightLines }
}
