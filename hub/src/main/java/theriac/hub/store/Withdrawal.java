package theriac.hub.store;

import java.time.Instant;

/// What a withdrawal, a restoration or a change of audience did.
///
/// @param seq position of its last ledger row
/// @param at the moment of that row
/// @param claims how many claims were touched; 0: there was nothing to do
public record Withdrawal(long seq, Instant at, long claims) {}
