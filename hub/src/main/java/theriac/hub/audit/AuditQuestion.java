package theriac.hub.audit;

import java.time.Instant;
import java.util.Optional;

/// Which rows of the audit trail somebody wants; an empty text asks for any.
///
/// @param actor exactly this log-in or beginning of a key
/// @param action exactly this action
/// @param subject exactly this subject
/// @param from not before
/// @param to before
public record AuditQuestion(String actor, String action, String subject, Optional<Instant> from, Optional<Instant> to) {

    /// All rows.
    public static final AuditQuestion ALL = new AuditQuestion("", "", "", Optional.empty(), Optional.empty());
}
