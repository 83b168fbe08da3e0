/// What every room of the hub may use and what knows no room: problems, configuration, time order. Read
/// [Problem] first. Deliberately absent: STIX, SQL, HTTP.
@NullMarked
package theriac.hub.core;

import org.jspecify.annotations.NullMarked;
