/// Intelligence comes in: sources, their deliveries, and what became of every record. Read [Ingest] first.
/// Deliberately absent: formats (they are pure and live in `formats`), what a claim is (`store`).
@NullMarked
package theriac.hub.ingest;

import org.jspecify.annotations.NullMarked;
