/// Cases at the desk: incidents, vulnerabilities that somebody told, takedowns, questions to members. Every kind is one
/// row with states, reminders, links and a record of what was done; what only one kind has stands beside it. Read
/// [Cases] first. Deliberately absent: reports (`intake`), warnings (`publications`), fetching anything from
/// addresses that a case is about, and legal advice: a reminder reminds.
@NullMarked
package theriac.hub.cases;

import org.jspecify.annotations.NullMarked;
