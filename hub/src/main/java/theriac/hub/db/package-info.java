/// The one store: PostgreSQL, either the hub's own ([EmbeddedPostgres], a process started from unpacked binaries in
/// the data folder) or the operator's, reached by URL ([Database#open]). Read [Database] first, then
/// [EmbeddedPostgres].
///
/// Laws kept here: what was committed survives `kill -9` of the hub, of PostgreSQL and of both; the next start needs
/// no person; an outage is a [DatabaseUnavailable], never an empty answer. Deliberately absent: any table of the
/// domain (migrations lie under `theriac/hub/db/migration`, statements in the `*Sql` classes of each room), STIX,
/// HTTP.
@NullMarked
package theriac.hub.db;

import org.jspecify.annotations.NullMarked;
