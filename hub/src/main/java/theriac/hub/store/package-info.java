/// What the hub knows: versions of STIX objects, who claims them for whom, and the ledger of everything that
/// happened. Read [Store] first (the doors), then [Timeline] (what one viewer sees, as a pure function), then
/// `V…__knowledge.sql`.
///
/// Laws kept here: a version never changes; a claim stands or falls alone; every read takes a viewer; positions
/// follow commit order, so a reader that remembers its place misses nothing and sees nothing twice. Deliberately
/// absent: HTTP, formats, the decision which audience a source or marking means (that is `ingest`'s), and foreign
/// keys on the bulk tables.
@NullMarked
package theriac.hub.store;

import org.jspecify.annotations.NullMarked;
