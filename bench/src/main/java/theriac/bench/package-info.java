/// TODO room.
@NullMarked
package theriac.bench;

import org.jspecify.annotations.NullMarked;
