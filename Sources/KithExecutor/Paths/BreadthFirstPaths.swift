import KithColumns
import KithCore
import KithPlanner

/// The shortest paths of a pattern from one node: to each end the first `count` paths, or all of the first `count` lengths.
///
/// Two passes. The first walks the automaton over states and nodes length by length and drops what is reached by
/// `count` shorter lengths already: whoever goes on from there could have come there sooner. That finds all walks that
/// count, and, for paths that must not repeat anything, nearly always enough of them. The second goes on for those ends
/// that are still short of paths: it drops nothing, but follows only what some path of the mode reaches.
struct BreadthFirstPaths {
  private let search: PreparedPathSearch
  private let outputs: PathOutputs
  private let count: Int
  private let isByGroups: Bool
  /// Checks a whole path; nil where there is nothing to check.
  private let filter: PathFilter?
  private var layers = PathLayers()
  private var hasDropped = false
  private var charged = 0
  private var examined = 0
  /// What is found, by ends in the order in which they were found.
  private var found: [NodeID: Found] = [:]
  private var ends: [NodeID] = []

  private struct Found {
    var matches: [PathMatch] = []
    var groupCount = 0
  }

  init(
    _ search: PreparedPathSearch, count: Int, isByGroups: Bool, outputs: PathOutputs,
    filter: PathFilter?
  ) {
    self.search = search
    self.count = count
    self.isByGroups = isByGroups
    self.outputs = outputs
    self.filter = filter
  }

  private var mode: PathMode { search.search.mode }

  /// The paths to all ends. Those to one end come in the order of their lengths.
  mutating func matches() throws(Diagnostic) -> [PathMatch] {
    defer { search.context.memory.release(charged) }
    // With a filter no length is enough by itself: the first pass only tells which ends there are.
    try run(limit: count, wanted: nil, collects: filter == nil)
    let missing = ends.filter { !isSettled($0) }
    if filter != nil || (mode != .walk && hasDropped), !missing.isEmpty {
      var wanted: [NodeID] = []
      for end in missing where try canBeReached(end) { wanted.append(end) }
      for end in missing { found[end] = Found() }
      layers = PathLayers()
      if !wanted.isEmpty { try run(limit: nil, wanted: Set(wanted), collects: true) }
    }
    return ends.flatMap { found[$0]?.matches ?? [] }
  }

  private func isSettled(_ end: NodeID) -> Bool {
    guard let it = found[end] else { return false }
    return isByGroups ? it.groupCount >= count : it.matches.count >= count
  }

  /// Whether the second pass may find what the first did not: a path back to its first node that repeats no node.
  private func canBeReached(_ end: NodeID) throws(Diagnostic) -> Bool {
    guard end == search.from, filter == nil, count == 1 else { return true }
    if mode == .acyclic { return false }
    return try ClosedTrail(search).exists()
  }

  // MARK: passes

  /// `limit` nil drops nothing; `wanted` nil takes every end.
  private mutating func run(
    limit: Int?, wanted: Set<NodeID>?, collects: Bool
  ) throws(Diagnostic) {
    var open = wanted
    for state in try search.start() {
      _ = layers.reach(state, search.from, length: 0, limit: limit)
    }
    var length = 0
    while length < layers.byLength.count {
      for index in layers.byLength[length].indices {
        let entry = Int(layers.byLength[length][index])
        if index % 256 == 0 { try account() }
        if limit == nil, mode != .walk, try !hasPath(to: entry) { continue }
        if search.isFinal(layers.states[entry]) {
          try finish(entry, wanted: open, collects: collects)
          if isSettled(layers.nodes[entry]) { open?.remove(layers.nodes[entry]) }
        } else {
          try expand(entry, limit: limit)
        }
      }
      if open?.isEmpty ?? false { return }
      if collects, let target = search.target, isSettled(target) { return }
      length += 1
    }
  }

  private mutating func account() throws(Diagnostic) {
    try search.context.checkCancelled()
    let bytes = layers.estimatedByteCount
    if bytes > charged {
      try search.context.memory.charge(bytes - charged)
      charged = bytes
    }
  }

  private mutating func expand(_ entry: Int, limit: Int?) throws(Diagnostic) {
    let moves = try search.moves(from: layers.states[entry], at: layers.nodes[entry])
    let length = Int(layers.lengths[entry]) + moves.stride
    // One way to each entry is enough for one walk.
    let keepsOne = limit == 1 && !isByGroups && mode == .walk
    for arrival in moves.arrivals {
      let node = moves.nodes[moves.stride - 1][arrival.move]
      guard
        let reached = layers.reach(arrival.state, node, length: length, limit: limit)
      else {
        hasDropped = true
        continue
      }
      if !reached.isNew, keepsOne { continue }
      layers.add(moves, arrival.move, from: entry, to: reached.entry)
    }
  }

  /// Whether some path of the mode leads to an entry.
  private mutating func hasPath(to entry: Int) throws(Diagnostic) -> Bool {
    var tracer = PathLayers.Tracer(
      to: entry, in: layers, mode: mode, segmentCount: search.program.segments.count)
    return try next(&tracer) != nil
  }

  private mutating func next(
    _ tracer: inout PathLayers.Tracer
  ) throws(Diagnostic) -> PathMatch? {
    let limit = search.context.options.examinedPathLimit
    while true {
      let before = tracer.examined
      let match = tracer.next(
        in: layers, search.program, limit: before + min(limit - examined, 1 << 14))
      examined += tracer.examined - before
      if match != nil || tracer.isDone { return match }
      if examined >= limit { throw .pathSearchTooCostly(examined: limit) }
      try search.context.checkCancelled()
    }
  }

  // MARK: ends

  /// Takes the paths of one length to an end, as many as are still wanted.
  private mutating func finish(
    _ entry: Int, wanted: Set<NodeID>?, collects: Bool
  ) throws(Diagnostic) {
    let end = layers.nodes[entry]
    if found[end] == nil {
      found[end] = Found()
      ends.append(end)
    }
    guard collects, !isSettled(end), wanted?.contains(end) ?? true else { return }
    let need = isByGroups ? Int.max : count - (found[end]?.matches.count ?? 0)
    let matches = try paths(to: entry, atMost: need)
    guard !matches.isEmpty else { return }
    found[end]?.matches += matches
    found[end]?.groupCount += 1
  }

  private mutating func paths(
    to entry: Int, atMost need: Int
  ) throws(Diagnostic) -> [PathMatch] {
    var tracer = PathLayers.Tracer(
      to: entry, in: layers, mode: mode, segmentCount: search.program.segments.count)
    var keys: Set<[UInt32]> = []
    var taken: [PathMatch] = []
    while taken.count < need, let match = try next(&tracer) {
      if search.program.isAmbiguous {
        let written = search.search.isReversed ? match.reversed : match
        guard keys.insert(outputs.key(of: written)).inserted else { continue }
      }
      if let filter, try !filter.accepts(match) { continue }
      taken.append(match)
      let bytes = match.relationships.count * 8 + 120
      charged += bytes
      try search.context.memory.charge(bytes)
    }
    return taken
  }
}
