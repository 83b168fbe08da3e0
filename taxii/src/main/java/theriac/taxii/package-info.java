/// TODO room.
@NullMarked
package theriac.taxii;

import org.jspecify.annotations.NullMarked;
