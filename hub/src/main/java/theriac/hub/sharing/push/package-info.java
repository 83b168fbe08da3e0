/// Collections that the hub sends to other TAXII servers by itself: where to, how often, and what became of it.
@NullMarked
package theriac.hub.sharing.push;

import org.jspecify.annotations.NullMarked;
