extension FunctionCatalogue {
  /// Other names of functions, most of them from GQL (ISO/IEC 39075), and what they stand for.
  package static let synonymNames: [(name: String, meaning: String)] = [
    ("ceiling", "ceil"), ("ln", "log"), ("path_length", "length"), ("cardinality", "size"),
    ("local_time", "localtime"), ("local_datetime", "localdatetime"), ("zoned_time", "time"),
    ("zoned_datetime", "datetime"), ("duration_between", "duration.between")
  ]

  /// Other names of aggregating functions.
  package static let aggregateSynonymNames: [(name: String, meaning: AggregateFunction)] = [
    ("collect_list", .collect), ("stdev_samp", .stDev), ("stdev_pop", .stDevP),
    ("percentile_cont", .percentileCont), ("percentile_disc", .percentileDisc)
  ]

  static let synonyms: [FunctionSignature] = synonymNames.compactMap { synonym in
    originals.first { $0.name == synonym.meaning }?.renamed(synonym.name)
  }

  private static let originals = entities + lists + numbers + temporal + durations
}
