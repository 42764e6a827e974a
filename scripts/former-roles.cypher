// Which roles were over by a given day, and what does that person do now?
//
// Parameters: day, the date from which we look back.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/former-roles.cypher --param day='"2023-10-11"'

:param --default {"day": "2023-10-11"}

MATCH (who)-[former:HEADS|HOLDS_ROLE|SPEAKS_FOR|WORKS_FOR]->(body)
WHERE validOn(former, date($day)) = false AND latestEnd(former) < date($day)
OPTIONAL MATCH (who)-[present:HEADS|HOLDS_ROLE|SPEAKS_FOR|WORKS_FOR]->(present_body)
WHERE validOn(present, date($day))
RETURN who.name AS who,
       former.role AS former_role,
       body.name AS former_body,
       former.until AS until_written,
       latestEnd(former) AS over_by,
       present.role AS present_role,
       present_body.name AS present_body
ORDER BY who, former_role, former_body, over_by, present_role, present_body;
