// What happened at an event: where was it, who came, who presented what, who said what?
//
// Parameters: event, the name of the event.
//
// Example: kith graph/magdeburg-2023.kith -f scripts/meeting.cypher \
//            --param event='"AG-übergreifendes Netzwerktreffen 2023"'

:param --default {"event": "AG-übergreifendes Netzwerktreffen 2023"}

// When and where.
MATCH (event:Event {name: $event})
OPTIONAL MATCH (host)-[:RUNS]->(event)
OPTIONAL MATCH (event)-[:LOCATED_IN]->(place)
OPTIONAL MATCH (place)-[:PART_OF]->(building)
RETURN event.date AS date_written,
       event.recurrence AS recurrence,
       host.name AS host,
       place.name AS place,
       building.name AS building
ORDER BY date_written, recurrence, host, place, building;

// Who came: people and bodies, counted.
MATCH (:Event {name: $event})<-[:TAKES_PART_IN]-(people)-[:PART_OF*0..1]->(counted)<-[:COUNTS]-(measure:Measure)
RETURN measure.value AS value, measure.unit AS unit, counted.name AS who
ORDER BY value DESC, unit, who;

// Who presented what.
MATCH (:Event {name: $event})<-[:PART_OF]-(contribution:Contribution)<-[:GAVE]-(who)
OPTIONAL MATCH (contribution)-[:ABOUT|ADDRESSED_TO]->(thing)
WITH contribution, who, thing.name AS thing
ORDER BY thing
WITH contribution, who, collect(thing) AS about
RETURN contribution.paragraph AS paragraph, contribution.name AS contribution, who.name AS who, about
ORDER BY paragraph, contribution, who;

// Who said what, in a contribution or from the floor.
MATCH (:Event {name: $event})<-[:PART_OF*1..2]-(statement:Statement)<-[:SAID]-(who)
RETURN statement.paragraph AS paragraph, who.name AS who, statement.kind AS kind, statement.name AS statement
ORDER BY paragraph, who, kind, statement;
