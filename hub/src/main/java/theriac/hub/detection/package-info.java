/// Members' scouts: what they hold, when they recognised what, and the wake-up that makes it seconds. Read
/// [Scouts] first. Deliberately absent: the matcher (`detect`), the scout itself (`scout`), how indicators
/// reach it (`sharing`, over TAXII).
@NullMarked
package theriac.hub.detection;

import org.jspecify.annotations.NullMarked;
