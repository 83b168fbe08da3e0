/// The STIX 2.1 language without a socket, a disk or a clock: ids, timestamps, objects, validation, markings, upgrade.
///
/// Read [theriac.stix.StixObject] first: one immutable object over its JSON, exactly as received.
/// Deliberately absent: fetching, storing, and any knowledge of who may see what (the hub's `policy`).
@NullMarked
package theriac.stix;

import org.jspecify.annotations.NullMarked;
