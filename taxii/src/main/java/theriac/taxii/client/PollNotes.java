package theriac.taxii.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.Finding;

/// What a running poll has counted and noticed. One thread.
final class PollNotes {

    long objects;
    long repeated;
    int pages;
    Optional<Instant> watermark;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> said = new HashSet<>();

    PollNotes(Optional<Instant> watermark) {
        this.watermark = watermark;
    }

    void add(Finding finding) {
        if (findings.size() < PollResult.MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    /// A remark about the server's manners, once per poll.
    void once(String rule, String message) {
        if (said.add(rule)) {
            add(Finding.warning(rule, "", message));
        }
    }

    /// Moves the watermark, never back.
    void reached(Instant instant) {
        if (watermark.isEmpty() || instant.isAfter(watermark.get())) {
            watermark = Optional.of(instant);
        }
    }

    PollResult result(Optional<TaxiiFailure> failure) {
        return new PollResult(failure, watermark, pages, objects, repeated, findings);
    }
}
