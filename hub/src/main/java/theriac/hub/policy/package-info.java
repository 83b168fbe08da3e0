/// Who may see what. Read [Visibility] first: the most important hundred lines of the hub. Pure: no I/O, no
/// clock; the SQL that it renders is run by others. Deliberately absent: people's accounts (they become a
/// [Viewer] in `accounts`).
@NullMarked
package theriac.hub.policy;

import org.jspecify.annotations.NullMarked;
