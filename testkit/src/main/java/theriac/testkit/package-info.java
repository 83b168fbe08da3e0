/// TODO room.
@NullMarked
package theriac.testkit;

import org.jspecify.annotations.NullMarked;
