// The store: one graph in one file.
//
// ## How to use it
//
//     let file = try GraphFile(path: "graph.kith", mode: .readWrite(createIfMissing: true))
//     let transaction = try file.beginWrite(onWait: { print($0) })
//     let node = try transaction.createNode(labels: ["Person"], properties: …)
//     try transaction.commit()
//
// `GraphFile(inMemory: ())` is the same without a path. `beginRead` gives a `GraphTransaction` on the last commit that
// no later one changes. Everything is asked of a transaction: names and counts, scans over bitmaps, neighbour lists,
// single properties and whole columns of them, changes, bulk loads, `checkInvariants`.
//
// ## What lies where
//
//     Format        the bytes: keys, blob header, checksum, packed numbers, values, symbol tables, counts, sketches
//     Indexes       property indexes: values as bytes that sort, segments of entries, changes on their way there
//     Chunks        what a blob of rows, bits or neighbours looks like, and its form while it is being changed
//     Environment   LMDB: opening, checking, the one writer, commits, growth of the map; the only files that name it
//     Transaction   one view of the graph: tables of pointers, reads, changes, bulk loads, undo, verification
//
// Every byte format is drawn beside the code that reads it; `BlobKey` lists all blobs and the places that are kept for
// deltas and the journal.
//
// ## A read
//
//     NodeID ──► chunk, row ──► ChunkTable[chunk] ──► blob in the map ──► value or neighbour list
//                               one load, once the    one or two loads
//                               chunk was touched
//
// On its first touch a blob is found in LMDB's tree and its checksum and shape are checked, about a microsecond for 8
// KiB. The tables outlive the transaction and serve the next one as long as nobody commits.
//
// ## A change
//
//     beginWrite ──► the writer's lock (a byte of the file, and within the process a thread)
//                ──► a snapshot, as a reader has it
//     change     ──► the chunk in a form that is cheap to change, in memory; its table points there
//     commit     ──► changed chunks packed ──► one LMDB write transaction: all or nothing, synced
//
// Nothing reaches the file before the commit, so that aborting is forgetting, a full map can grow and the commit be
// repeated, and LMDB's rule that a write transaction stays in its thread concerns one function only. A statement within
// a transaction is undone from a log of inverse changes.
//
// ## Trust
//
// LMDB trusts the file that it maps; this room does not. `FileProbe` and `EnvironmentOpener` look at the path and at
// LMDB's meta pages, `PageCheck` walks its trees once on opening, every blob's checksum is compared on first touch, and
// the file's size at the beginning of every transaction. What is not whole is a sentence in `StorageMessages`.
