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

    /// Reads one page and tells whether another is to be asked for.
    @FunctionalInterface
    interface Page {
        boolean read() throws TaxiiFailure;
    }

    /// Reads page after page until there is none left, one fails, or there are too many.
    PollResult follow(int most, Page page) {
        try {
            while (page.read()) {
                if (pages >= most) {
                    throw new TaxiiFailure(
                            TaxiiFailure.Kind.LOOP, "The server sent " + pages + " pages without an end.");
                }
            }
            return result(Optional.empty());
        } catch (TaxiiFailure failure) {
            return result(Optional.of(failure));
        }
    }

    private PollResult result(Optional<TaxiiFailure> failure) {
        return new PollResult(failure, watermark, pages, objects, repeated, findings);
    }
}
