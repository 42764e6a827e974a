import KithCore
import KithStorage

/// What a breadth-first search has reached: entries of state, node and length, with the steps that led to each.
///
/// Paths are kept as the graph of these steps, not one by one: there may be very many of one length.
///
/// ```
/// entry      0          1          2          3
/// state,node s0,a       s1,b       s1,c       end,c
/// length     0          1          1          2
/// steps      –          0 by r1    0 by r2    1 by r3
/// ```
struct PathLayers {
  /// A step back: the entry that it leads to, its relationships and nodes, and the next one of the same entry.
  private struct Step {
    var entry: Int32
    var offset: Int32
    var next: Int32
  }

  private(set) var states: [PathState] = []
  private(set) var nodes: [NodeID] = []
  private(set) var lengths: [Int32] = []
  /// The newest step of each entry; -1 for none.
  private var newest: [Int32] = []
  /// The entry before with the same state and node; -1 for none.
  private var before: [Int32] = []
  private var steps: [Step] = []
  private var relationships: [RelationshipID] = []
  private var inner: [NodeID] = []
  private var heads: [UInt64: Int32] = [:]
  private var numbers: [PathState: UInt64] = [:]
  /// Entries by their length.
  private(set) var byLength: [[Int32]] = []

  /// About how much memory it takes.
  var estimatedByteCount: Int { states.count * 72 + steps.count * 12 + relationships.count * 8 }

  /// Notes that a state is reached at a node by a path of some length.
  ///
  /// Gives the entry if it is new; nil where it was there before, or where as many shorter lengths as `limit` are.
  mutating func reach(
    _ state: PathState, _ node: NodeID, length: Int, limit: Int?
  ) -> (entry: Int, isNew: Bool)? {
    let key = number(of: state) << 32 | UInt64(node.rawValue)
    let head = heads[key] ?? -1
    var shorter = 0
    var entry = head
    while entry >= 0 {
      if Int(lengths[Int(entry)]) == length { return (Int(entry), false) }
      if Int(lengths[Int(entry)]) < length { shorter += 1 }
      entry = before[Int(entry)]
    }
    if let limit, shorter >= limit { return nil }
    states.append(state)
    nodes.append(node)
    lengths.append(Int32(length))
    newest.append(-1)
    before.append(head)
    heads[key] = Int32(states.count - 1)
    while byLength.count <= length { byLength.append([]) }
    byLength[length].append(Int32(states.count - 1))
    return (states.count - 1, true)
  }

  /// Adds a step that led to an entry.
  mutating func add(_ moves: PathMoves, _ move: Int, from source: Int, to entry: Int) {
    steps.append(
      Step(entry: Int32(source), offset: Int32(relationships.count), next: newest[entry]))
    newest[entry] = Int32(steps.count - 1)
    for column in 0..<moves.stride {
      relationships.append(moves.relationships[column][move])
      inner.append(moves.nodes[column][move])
    }
  }

  func hasSteps(_ entry: Int) -> Bool { newest[entry] >= 0 }

  private mutating func number(of state: PathState) -> UInt64 {
    if let known = numbers[state] { return known }
    let number = UInt64(numbers.count)
    numbers[state] = number
    return number
  }

  // MARK: back to the start

  /// Goes through the paths to an entry, backwards, a path a call.
  struct Tracer {
    private struct Frame {
      var entry: Int
      var step: Int32
      var stepCount: Int
      var ended: Int?
    }

    private var trace: PathTrace
    private var frames: [Frame]
    private var iterations: [Int]
    /// How many steps were tried: for the limit.
    private(set) var examined = 0

    var isDone: Bool { frames.isEmpty }

    init(to entry: Int, in layers: PathLayers, mode: PathMode, segmentCount: Int) {
      // A simple path may be closed; backwards, only the last node tried can close it.
      trace = PathTrace(from: layers.nodes[entry], mode: mode)
      frames = [Frame(entry: entry, step: layers.newest[entry], stepCount: 0)]
      iterations = Array(repeating: 0, count: segmentCount)
    }

    /// The next path that the mode allows; nil when there are no more, or when `limit` steps were tried.
    mutating func next(
      in layers: PathLayers, _ program: PathProgram, limit: Int
    ) -> PathMatch? {
      while let top = frames.last {
        if layers.lengths[top.entry] == 0 {
          let match = PathMatch(
            nodes: trace.nodes.reversed(), relationships: trace.relationships.reversed(),
            iterations: iterations)
          pop()
          return match
        }
        guard top.step >= 0, examined < limit else {
          if examined >= limit { return nil }
          pop()
          continue
        }
        examined += 1
        let step = layers.steps[Int(top.step)]
        frames[frames.count - 1].step = step.next
        follow(step, from: top.entry, in: layers, program)
      }
      return nil
    }

    private mutating func follow(
      _ step: Step, from entry: Int, in layers: PathLayers, _ program: PathProgram
    ) {
      let source = Int(step.entry)
      let stride = Int(layers.lengths[entry] - layers.lengths[source])
      // A simple path is closed by its first node alone.
      guard !trace.isClosed else { return }
      for column in (0..<stride).reversed() {
        let place = Int(step.offset) + column
        let node = column > 0 ? layers.inner[place - 1] : layers.nodes[source]
        if !trace.append(layers.relationships[place], node) {
          trace.removeLast(stride - 1 - column)
          return
        }
      }
      let state = layers.states[source]
      let segment = Int(state.segment)
      let ended = Int(state.group) + 1 == program.segments[segment].groups.count ? segment : nil
      if let ended { iterations[ended] += 1 }
      frames.append(
        Frame(entry: source, step: layers.newest[source], stepCount: stride, ended: ended))
    }

    private mutating func pop() {
      let frame = frames.removeLast()
      trace.removeLast(frame.stepCount)
      if let ended = frame.ended { iterations[ended] -= 1 }
    }
  }
}
