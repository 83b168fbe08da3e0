/// Organisations, people, sessions, machines, and how a caller becomes a [theriac.hub.policy.Viewer]. Read
/// [Viewers] first. Deliberately absent: what a viewer may see (that is `policy`), HTTP.
@NullMarked
package theriac.hub.accounts;

import org.jspecify.annotations.NullMarked;
