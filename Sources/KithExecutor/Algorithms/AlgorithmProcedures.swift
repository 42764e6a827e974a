import KithAlgorithms

extension MemoryReservation: AlgorithmHost {}

/// The graph algorithms that statements can call.
enum AlgorithmProcedures {
  static let all: [any Procedure] = [
    DegreeProcedure(), PageRankProcedure(), BetweennessProcedure(), ClosenessProcedure(),
    CoreProcedure(), WeakComponentsProcedure(), StrongComponentsProcedure(), LouvainProcedure(),
    LabelPropagationProcedure(), TriangleProcedure(), ShortestPathProcedure(),
    CheapestPathsProcedure(), SimilarityProcedure()
  ]
}
