/// TODO room.
@NullMarked
package theriac.stix;

import org.jspecify.annotations.NullMarked;
