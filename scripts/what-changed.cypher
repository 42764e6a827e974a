// What changed, changes, or is to change: from what, to what, for whom, and why?
//
// Parameters: status, 'done', 'running', 'planned', or '' for all.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/what-changed.cypher --param status='"planned"'

:param --default {"status": ""}

MATCH (change:Change)
WHERE $status = '' OR change.status = $status
OPTIONAL MATCH (change)-[:AFFECTS]->(thing)
WITH change, thing.name AS thing
ORDER BY thing
WITH change, collect(thing) AS affects
OPTIONAL MATCH (reason)-[:CAUSES]->(change)
RETURN change.status AS status,
       coalesce(change.date, change.from) AS since_written,
       change.name AS change,
       change.before AS before,
       change.after AS after,
       affects,
       reason.name AS reason,
       change.paragraph AS paragraph
ORDER BY status, paragraph, change, reason;
