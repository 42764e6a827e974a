import KithColumns
package import KithCore

extension GraphTransaction: ColumnGraphReader {
  /// Replaces `starts` and `ends` by the two nodes of each relationship in turn, all of which exist. One look at a
  /// chunk for as long as the ids stay in it.
  package func gatherEnds(
    of relationships: [RelationshipID], starts: inout [NodeID], ends: inout [NodeID]
  ) throws(Diagnostic) {
    try checkOpen()
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var index = 0
    while index < relationships.count {
      let number = ChunkSize.column(relationships[index].rawValue).chunk
      let first = UInt32(number * ChunkSize.columnRows)
      let end = first + UInt32(ChunkSize.columnRows)
      let chunk = unsafe EndpointChunk(try tables.endpoints.blob(number, in: snapshot))
      let changed = chunk.isInMemory ? tables.recent.endpoints[number] : nil
      while index < relationships.count, relationships[index].rawValue >= first,
        relationships[index].rawValue < end
      {
        let row = Int(relationships[index].rawValue - first)
        if let changed, row < changed.rows {
          starts.append(NodeID(changed.starts[row]))
          ends.append(NodeID(changed.ends[row]))
        } else {
          guard row < chunk.rows else {
            throw StorageMessages.damagedPart(name, contents: "relationship table")
          }
          starts.append(NodeID(chunk.startNode(row)))
          ends.append(NodeID(chunk.endNode(row)))
        }
        index += 1
      }
    }
  }
}
