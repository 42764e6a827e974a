// What starts after a given day, and by another?
//
// Vague dates count with their whole span: "2024" may start on any day from January to December. Listed is what
// may still start after `day` and may start on `last` at the latest.
//
// Parameters: day, the day from which we look ahead; last, the last day of interest.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/what-starts-soon.cypher \
//            --param day='"2023-10-11"' --param last='"2023-12-31"'

:param --default {"day": "2023-10-11", "last": "2024-12-31"}

// Events and changes.
MATCH (what)
WHERE (what:Event OR what:Change)
  AND (latestStart(what) > date($day) OR earliestStart(what) > date($day))
  AND (earliestStart(what) IS NULL OR earliestStart(what) <= date($last))
OPTIONAL MATCH (what)-[:LOCATED_IN]->(place)
RETURN earliestStart(what) AS earliest,
       latestStart(what) AS latest,
       what.name AS what,
       place.name AS place,
       what.paragraph AS paragraph
ORDER BY earliest, latest, what, place;

// Roles, places, services and funding that begin in that time.
MATCH (subject)-[link]->(object)
WHERE link.from IS NOT NULL
  AND (latestStart(link) > date($day) OR earliestStart(link) > date($day))
  AND (earliestStart(link) IS NULL OR earliestStart(link) <= date($last))
RETURN earliestStart(link) AS earliest,
       latestStart(link) AS latest,
       subject.name AS subject,
       type(link) AS link,
       object.name AS object
ORDER BY earliest, latest, subject, link, object;
