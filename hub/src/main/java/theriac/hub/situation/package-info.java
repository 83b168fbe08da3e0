/// The loop at a glance: what came in, what went out, who is immune, what was taken back and who confirmed it. Read
/// [Situation] first, then [Immunity]. It owns no data: what happened is in the ledger, what a warning says and who the
/// members are is asked of the [Neighbours]. Deliberately absent: any write.
@NullMarked
package theriac.hub.situation;

import org.jspecify.annotations.NullMarked;
