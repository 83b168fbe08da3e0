/// The whole hub on a few pages: configuration, wiring, start and stop. Imported by nobody. Read [Main], then [Hub].
@NullMarked
package theriac.hub.app;

import org.jspecify.annotations.NullMarked;
