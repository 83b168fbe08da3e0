/// The member's tool: holds a compiled indicator set, matches the member's own logs, and reports what was seen.
///
/// Read [theriac.scout.ScoutCommand] first, then [theriac.scout.Synchronizer] and [theriac.scout.Watcher]. Deliberately
/// absent: every class of the hub, Spring, and any way for a log line to leave the member: only matched values travel.
@NullMarked
package theriac.scout;

import org.jspecify.annotations.NullMarked;
