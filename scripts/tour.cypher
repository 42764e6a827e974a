// What can kith do? A tour of two minutes.
//
// It writes one file, kith-tour.dot, into the current folder. Parameters: none.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/tour.cypher

:echo This graph holds what one report says about a network in Magdeburg: who leads, funds, plans and asks for what.
:echo 1. What is in it: labels, relationship types, and how they connect.
:schema

:echo 2. Find something by a part of its name. Case, titles and umlauts do not matter: noerenberg finds Nörenberg.
:find noerenberg

:echo 3. Show one thing with all that is known about it, each fact with its place in the source.
:show Katja Michalak

:echo 4. Look around it.
:near IKOE-Projekt

:echo 5. How are two people connected?
:path Antje Schirmer -> Katja Michalak

:echo 6. Ask in openCypher. Who leads what?
MATCH (who:Person)-[role:HEADS]->(what)
RETURN who.name AS who, role.role AS role, what.name AS what, role.until AS until_written
ORDER BY who, what;

:echo 7. Time. A source is often vague, and kith keeps it so: held on the day of the meeting? And a year later?
:param {"day": "2023-10-11", "later": "2024-10-11"}
MATCH (who:Person)-[role:HEADS|HOLDS_ROLE]->(body)
WITH who, role, body, validOn(role, date($day)) AS held_then, validOn(role, date($later)) AS held_later
RETURN who.name AS who,
       role.role AS role,
       body.name AS body,
       CASE WHEN held_then THEN 'yes' WHEN NOT held_then THEN 'no' ELSE 'open' END AS on_the_day,
       CASE WHEN held_later THEN 'yes' WHEN NOT held_later THEN 'no' ELSE 'open' END AS a_year_later
ORDER BY who, role, body;

:echo 8. What comes after that day?
MATCH (what)
WHERE (what:Event OR what:Change) AND latestStart(what) > date($day)
RETURN earliestStart(what) AS earliest, latestStart(what) AS latest, what.name AS what
ORDER BY earliest, latest, what;

:echo 9. Who pays, who stopped paying, and which sentence says so?
MATCH (funder)-[funding:FUNDS]->(what)
RETURN funder.name AS funder, what.name AS what, funding.until AS until_written, funding.quote AS quote
ORDER BY what, funder;

:echo 10. What does the source not settle? A few of the facts that are marked.
MATCH (subject)-[link]->(object)
WHERE link.certainty = 'unclear' OR (type(link) = 'SPEAKS_FOR' AND link.certainty = 'likely')
RETURN subject.name AS subject, type(link) AS link, object.name AS object, link.note AS note
ORDER BY subject, link, object;

:echo 11. Draw it. Graphviz turns the file into a picture: dot -Tsvg kith-tour.dot -o kith-tour.svg
:draw --around IKOE-Projekt --to kith-tour.dot

:echo That was the tour. More questions with answers stand in scripts/; each says at its top what it asks.
