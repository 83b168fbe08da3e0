package theriac.hub.publications;

import java.util.Locale;

/// Where a publication stands; see [Flow] for the ways between.
public enum PublicationState {
    DRAFT,
    /// Ready for a second pair of eyes; frozen.
    REVIEW,
    /// Frozen, waits for somebody to send it.
    APPROVED,
    PUBLISHED,
    WITHDRAWN,
    /// A draft that was thrown away; it can be fetched back.
    DISCARDED;

    /// As stored and sent.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PublicationState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
