// What happened when, and what is to come?
//
// `when_written` is the source's own date. Rows stand in the order of the last day on which each can have begun or
// ended. Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/timeline.cypher

MATCH (what)
WHERE what:Event OR what:Change OR what:Document
WITH what, coalesce(what.date, what.from, what.until) AS when_written
WHERE when_written IS NOT NULL
RETURN coalesce(latestStart(what), latestEnd(what)) AS latest,
       when_written,
       what.name AS what,
       what.status AS status,
       what.paragraph AS paragraph
ORDER BY latest, when_written, what, paragraph;
