// Who held which role on a given day?
//
// A source seldom says when a role began and ended. `held` is therefore one of three: 'yes' when the role surely
// ran on that day, 'no' when it surely did not, 'open' when the source leaves it open. Only 'no' is left out.
//
// Parameters: day, the date in question.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/roles-on-a-date.cypher --param day='"2023-10-11"'

:param --default {"day": "2023-10-11"}

MATCH (who)-[role:HEADS|HOLDS_ROLE|SPEAKS_FOR|WORKS_FOR]->(body)
WITH who, role, body, validOn(role, date($day)) AS valid
WHERE valid IS NULL OR valid
RETURN who.name AS who,
       role.role AS role,
       body.name AS body,
       CASE WHEN valid THEN 'yes' ELSE 'open' END AS held,
       coalesce(role.certainty, 'certain') AS certainty,
       role.note AS note
ORDER BY who, role, body, held;
