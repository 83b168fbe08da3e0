/// TODO room.
@NullMarked
package theriac.detect;

import org.jspecify.annotations.NullMarked;
