// Who funds what, since when and until when? And what has no funder that we know of?
//
// `from_written` and `until_written` are the source's own dates; `ended_by` is the latest day the funding can have
// ended, empty when the source leaves it open. Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/who-funds-what.cypher

MATCH (funder)-[funding:FUNDS]->(what)
RETURN what.name AS what,
       funder.name AS funder,
       funding.from AS from_written,
       funding.until AS until_written,
       latestEnd(funding) AS ended_by,
       coalesce(funding.certainty, 'certain') AS certainty,
       funding.note AS note
ORDER BY what, funder, from_written, until_written;

// Who runs it is known, who pays for it is not.
MATCH (runner)-[:RUNS]->(what)
WHERE (what:Project OR what:Service) AND NOT (what)<-[:FUNDS]-()
RETURN what.name AS without_known_funder, runner.name AS run_by
ORDER BY without_known_funder, run_by;
