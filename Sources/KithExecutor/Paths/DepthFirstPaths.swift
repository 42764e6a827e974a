import KithCore
import KithPlanner

/// Goes through all paths of a pattern from one node in depth-first order, a path a call.
struct DepthFirstPaths {
  private struct Frame {
    var moves: PathMoves
    var next = 0
    /// The segment that the moves are in.
    var segment: Int
    /// How many relationships led here.
    var stepCount: Int
    /// The segment of which a repetition ended here.
    var ended: Int?
  }

  private let search: PreparedPathSearch
  private var trace: PathTrace
  private var iterations: [Int]
  private var frames: [Frame] = []
  private var started = false
  /// What the path that was given last has still to take back.
  private var leaf: (stepCount: Int, ended: Int?)?
  private var frameCount = 0

  init(_ search: PreparedPathSearch, forbidden: [RelationshipID]) {
    self.search = search
    trace = PathTrace(from: search.from, mode: search.search.mode, forbidden: forbidden)
    iterations = Array(repeating: 0, count: search.program.segments.count)
  }

  /// The next path; nil when there are no more.
  mutating func next() throws(Diagnostic) -> PathMatch? {
    if !started { try begin() }
    if let last = leaf {
      takeBack(last.stepCount, last.ended)
      leaf = nil
    }
    while let top = frames.indices.last {
      guard frames[top].next < frames[top].moves.arrivals.count else {
        let frame = frames.removeLast()
        takeBack(frame.stepCount, frame.ended)
        continue
      }
      let arrival = frames[top].moves.arrivals[frames[top].next]
      frames[top].next += 1
      if let match = try follow(arrival, from: top) { return match }
    }
    return nil
  }

  /// A frame whose moves have no steps: it only holds the states before the first.
  private mutating func begin() throws(Diagnostic) {
    started = true
    var moves = PathMoves()
    moves.arrivals = try search.start().map { PathMoves.Arrival(move: 0, state: $0) }
    frames = [Frame(moves: moves, segment: 0, stepCount: 0, ended: nil)]
  }

  private mutating func follow(
    _ arrival: PathMoves.Arrival, from top: Int
  ) throws(Diagnostic) -> PathMatch? {
    let stride = frames[top].moves.stride
    for step in 0..<stride {
      let isTaken = trace.append(
        frames[top].moves.relationships[step][arrival.move],
        frames[top].moves.nodes[step][arrival.move])
      guard isTaken else {
        trace.removeLast(step)
        return nil
      }
    }
    let ended = frames[top].moves.endsIteration ? frames[top].segment : nil
    if search.isFinal(arrival.state) {
      if let ended { iterations[ended] += 1 }
      leaf = (stride, ended)
      return PathMatch(
        nodes: trace.nodes, relationships: trace.relationships, iterations: iterations)
    }
    guard !trace.isClosed, let node = trace.nodes.last else {
      trace.removeLast(stride)
      return nil
    }
    frameCount += 1
    if frameCount % 1024 == 0 { try search.context.checkCancelled() }
    let moves = try search.moves(from: arrival.state, at: node)
    if let ended { iterations[ended] += 1 }
    frames.append(
      Frame(
        moves: moves, segment: Int(arrival.state.segment), stepCount: stride, ended: ended))
    return nil
  }

  private mutating func takeBack(_ stepCount: Int, _ ended: Int?) {
    trace.removeLast(stepCount)
    if let ended { iterations[ended] -= 1 }
  }
}
