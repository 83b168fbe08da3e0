/// TODO room.
@NullMarked
package theriac.scout;

import org.jspecify.annotations.NullMarked;
