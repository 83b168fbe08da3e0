/// Warnings: drafted, reviewed by a second person, published as text for people and as indicators for machines,
/// delivered, acknowledged, taken back. Read [Flow] first (who may do what, pure), then [Publications], then
/// [Outbox]. Deliberately absent: reports (they come through [Reports], which `app` hands over) and time to
/// immunity (`situation`).
@NullMarked
package theriac.hub.publications;

import org.jspecify.annotations.NullMarked;
