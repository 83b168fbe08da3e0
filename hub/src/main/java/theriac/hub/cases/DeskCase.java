package theriac.hub.cases;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A case, as stored.
///
/// @param key internal
/// @param organization where it happened (internal key); 0: at nobody who takes part
/// @param organizationName "" when there is none
/// @param organizationId its public id
/// @param state of [CaseKind]
/// @param revision grows with every change of its facts
/// @param keeper who works on it
/// @param endedAt empty: it goes on
/// @param outcome how it ended; "" before
/// @param next the earliest reminder that nobody has done; empty: none is left
record DeskCase(
        long key,
        UUID id,
        CaseKind kind,
        String title,
        String text,
        long organization,
        String organizationName,
        Optional<UUID> organizationId,
        String state,
        int revision,
        Instant openedAt,
        String openedBy,
        Optional<String> keeper,
        Optional<Instant> endedAt,
        String outcome,
        Optional<Reminders.Due> next) {}
