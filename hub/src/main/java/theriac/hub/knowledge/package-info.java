/// What the hub knows, for people: look things up, see who says so and where it went, take it back. Read [Knowledge]
/// first; [ObjectRoutes] and [ValueRoutes] say it over HTTP. Deliberately absent: how knowledge comes in (`ingest`)
/// and how it goes out to machines (`sharing`).
@NullMarked
package theriac.hub.knowledge;

import org.jspecify.annotations.NullMarked;
