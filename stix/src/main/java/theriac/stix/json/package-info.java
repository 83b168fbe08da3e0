/// JSON as STIX needs it: member order and number text survive, duplicate names are refused, size and depth are
/// limited.
///
/// Read [theriac.stix.json.Json] first. Deliberately absent: data binding, comments and other extensions of JSON, and
/// changing a tree in place.
@NullMarked
package theriac.stix.json;

import org.jspecify.annotations.NullMarked;
