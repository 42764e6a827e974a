// Who runs which project or service, for whom, where, and since when or from when on?
//
// Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/services.cypher

MATCH (what)
WHERE what:Project OR what:Service
OPTIONAL MATCH (runner)-[run:RUNS]->(what)
OPTIONAL MATCH (what)-[:PART_OF]->(whole)
OPTIONAL MATCH (what)-[:SERVES|LOCATED_IN]->(target)
WITH what, runner, run, whole, target.name AS target
ORDER BY target
WITH what, runner, run, whole, collect(target) AS for_or_in
RETURN what.name AS what,
       what.status AS status,
       runner.name AS run_by,
       coalesce(run.from, what.from) AS from_written,
       whole.name AS part_of,
       for_or_in,
       coalesce(run.certainty, '') AS certainty
ORDER BY what, run_by, part_of, from_written;
