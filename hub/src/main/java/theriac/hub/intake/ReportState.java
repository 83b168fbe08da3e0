package theriac.hub.intake;

import java.util.Locale;
import java.util.Optional;

/// Where a report stands. `NEW` may be claimed, drafted or dismissed; `CLAIMED` too; the others are ends.
public enum ReportState {
    NEW,
    CLAIMED,
    DRAFTED,
    DISMISSED,
    /// It was a question, and the CERT answered it.
    ANSWERED;

    /// As stored and sent.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ReportState> parse(String text) {
        for (var state : values()) {
            if (state.text().equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
