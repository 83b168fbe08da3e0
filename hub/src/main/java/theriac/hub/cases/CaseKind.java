package theriac.hub.cases;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What sort of case it is, and the states that it can be in. The words are stored and sent, and stay the same.
enum CaseKind {
    /// Something bad happened at somebody's.
    INCIDENT(List.of("open", "contained"), List.of("ended", "no-incident")),
    /// Somebody told of a vulnerability, to be disclosed together with whom it concerns.
    VULNERABILITY(List.of("received", "confirmed", "with-vendor"), List.of("disclosed", "declined")),
    /// Something false is to disappear from the internet.
    TAKEDOWN(List.of("prepared", "requested", "acknowledged"), List.of("down", "refused", "given-up")),
    /// Members are asked something.
    REQUEST(List.of("draft", "asked"), List.of("closed"));

    private final List<String> open;
    private final List<String> ended;

    CaseKind(List<String> open, List<String> ended) {
        this.open = open;
        this.ended = ended;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// In which it begins.
    String first() {
        return open.getFirst();
    }

    /// Whether a case in this state goes on.
    boolean isOpen(String state) {
        return open.contains(state);
    }

    boolean has(String state) {
        return open.contains(state) || ended.contains(state);
    }

    /// All of them, those in which it goes on first.
    List<String> states() {
        return java.util.stream.Stream.concat(open.stream(), ended.stream()).toList();
    }

    static Optional<CaseKind> parse(String text) {
        for (var kind : values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
