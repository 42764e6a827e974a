import Glibc
import KithFuzz

/// `kith-fuzz queries|parser SECONDS SEED|random JOURNAL [FILE…]`: tries random input for so long; finds go to standard
/// output, and with any the exit code is 1.
///
/// The input under way stands in the journal, should the program crash; after twenty seconds of the processor with one
/// input it ends by SIGPROF. `parser` takes its texts from the files.
@main struct FuzzProgram {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 4, let seconds = Int(arguments[2]) else {
      print("usage: kith-fuzz queries|parser SECONDS SEED|random JOURNAL [FILE…]")
      exit(2)
    }
    let seed = UInt64(arguments[3]) ?? UInt64.random(in: 0...UInt64.max)
    print("base seed \(seed)")
    fflush(nil)
    let journal = Journal(path: arguments[4])
    let end = ContinuousClock.now + .seconds(seconds)
    let isClean =
      switch arguments[1] {
      case "parser": fuzzParser(seed, until: end, journal, files: Array(arguments.dropFirst(5)))
      default: try fuzzQueries(seed, until: end, journal)
      }
    exit(isClean ? 0 : 1)
  }

  private static func fuzzQueries(
    _ base: UInt64, until end: ContinuousClock.Instant, _ journal: Journal
  ) throws -> Bool {
    var fuzzer = QueryFuzzer { text in journal.note(Array(text.utf8)) }
    var (seed, differences) = (base, 0)
    while ContinuousClock.now < end {
      for found in try fuzzer.run(seed: seed, queryCount: 40) {
        differences += 1
        print("# difference, seed \(seed)\n\(found.description)\n")
        fflush(nil)
      }
      seed &+= 1
    }
    tell(fuzzer.tally)
    print("\(differences) differences")
    return differences == 0
  }

  private static func tell(_ tally: FuzzTally) {
    print("\(tally.queries) queries, \(tally.compared) compared, \(tally.rows) rows")
    for (title, counts) in [("refused", tally.refused), ("lenient", tally.lenient)] {
      for (why, it) in counts.sorted(by: { $0.value.count > $1.value.count }) {
        print("\(title) \(it.count): \(why)\n    \(it.query)")
      }
    }
    for (why, count) in tally.skipped.sorted(by: { $0.value > $1.value }) {
      print("skipped \(count): \(why)")
    }
  }

  private static func fuzzParser(
    _ seed: UInt64, until end: ContinuousClock.Instant, _ journal: Journal, files: [String]
  ) -> Bool {
    let corpus = files.flatMap { FuzzCorpus.queries(in: $0) }
    var fuzzer = ParserFuzzer(corpus: corpus, seed: seed) { journal.note($0) }
    // One find a complaint: the others are the same, nearly always.
    var complaints: Set<String> = []
    while ContinuousClock.now < end {
      guard let found = fuzzer.step(), complaints.count < 20 else { continue }
      if complaints.insert(String(found.complaint.prefix(24))).inserted {
        print("# find\n\(found.description)\n")
        fflush(nil)
      }
    }
    print(
      "\(fuzzer.inputCount) inputs from \(corpus.count) texts, \(fuzzer.validCount) of them valid, "
        + "\(complaints.count) finds")
    return complaints.isEmpty
  }
}

/// The input that is being tried, in a file.
private struct Journal {
  private let descriptor: Int32

  init(path: String) {
    // Safe because the path is a string that lives through the call.
    descriptor = unsafe open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
  }

  /// Takes the place of the input before.
  func note(_ bytes: [UInt8]) {
    // Seconds of the processor: on a busy machine the clock tells nothing.
    var limit = itimerval(
      it_interval: timeval(tv_sec: 0, tv_usec: 0), it_value: timeval(tv_sec: 20, tv_usec: 0))
    // Safe because the structure lives through the call.
    unsafe setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &limit, nil)
    guard descriptor >= 0 else { return }
    ftruncate(descriptor, 0)
    // Safe because the buffer is as long as the call is told.
    _ = unsafe pwrite(descriptor, bytes, bytes.count, 0)
  }
}
