package theriac.hub.store;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import theriac.hub.policy.Audience;
import theriac.stix.StixId;
import theriac.stix.json.JsonObject;

/// One thing that happened, as one viewer may read it.
///
/// @param seq place in the ledger
/// @param at the moment of that place
/// @param object the STIX object it is about; empty for events about no object
/// @param type the object's STIX type, or ""
/// @param name the object's name in the version that the row is about; "" for rows that are about no
///     version
/// @param source the source's name, or ""
/// @param sourceId internal key of the source; empty for events of no source
/// @param audience internal key: who may see this row
/// @param organization who did or received it (internal key)
/// @param detail whatever belongs to the kind; empty object when nothing does
public record LedgerEntry(
        long seq,
        Instant at,
        Kind kind,
        Optional<StixId> object,
        String type,
        String name,
        String source,
        Optional<Long> sourceId,
        long audience,
        Optional<Long> organization,
        JsonObject detail) {

    /// What can happen. The texts are stored and sent, and stay the same for ever.
    public enum Kind {
        CLAIMED,
        REVISED,
        REVOKED,
        WITHDRAWN,
        RESTORED,
        AUDIENCE_CHANGED,
        MERGED,
        SPLIT,
        SIGHTED,
        REPORTED,
        DRAFTED,
        REVIEWED,
        APPROVED,
        PUBLISHED,
        UPDATED,
        ACKNOWLEDGED,
        FETCHED,
        RECOGNISED,
        DELIVERED,
        INVESTIGATED,
        /// A case at the desk was worked on, or something that waits there decided.
        HANDLED;

        /// As stored and sent: lower case with dashes.
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /// @throws IllegalArgumentException when it is no kind
        public static Kind of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    /// A row to append.
    ///
    /// @param object the STIX object it is about; a stub is made when nobody has told us about it
    /// @param source internal key
    /// @param audience who may see the row
    /// @param organization who did or received it (internal key)
    public record New(
            Kind kind,
            @Nullable StixId object,
            @Nullable Long source,
            Audience audience,
            @Nullable Long organization,
            JsonObject detail) {}
}
