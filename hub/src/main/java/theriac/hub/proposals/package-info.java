/// Four eyes: one person proposes, another one decides, and both are on record (ADR 022). Read [Proposals] first.
/// What is proposed is carried out by a [Deed] that its own room hands over; this package knows none of them.
@NullMarked
package theriac.hub.proposals;

import org.jspecify.annotations.NullMarked;
