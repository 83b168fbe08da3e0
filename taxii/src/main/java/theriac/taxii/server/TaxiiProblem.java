package theriac.taxii.server;

import java.time.Duration;
import java.util.Optional;

/// A wrong request, said in TAXII's error message (TAXII 2.1 §3.6). The port throws it too, for what only it can know:
/// a cursor that is not its own, an object that may not be deleted.
public final class TaxiiProblem extends RuntimeException {

    private final int status;
    private final String title;
    private final Optional<Duration> retryAfter;

    private TaxiiProblem(int status, String title, String description, Optional<Duration> retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// A few words, the same for every problem of this kind.
    public String title() {
        return title;
    }

    /// What happened, where, what to do.
    public String description() {
        return String.valueOf(getMessage());
    }

    /// How long to wait before trying again, when waiting helps.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public static TaxiiProblem of(int status, String title, String description) {
        return new TaxiiProblem(status, title, description, Optional.empty());
    }

    public static TaxiiProblem badRequest(String description) {
        return of(400, "Bad request", description);
    }

    public static TaxiiProblem forbidden(String description) {
        return of(403, "Not allowed", description);
    }

    public static TaxiiProblem notFound() {
        return of(404, "Not found", "There is nothing here, or it is not for you.");
    }

    public static TaxiiProblem unprocessable(String description) {
        return of(422, "Unprocessable content", description);
    }

    static TaxiiProblem tooMany(Duration wait) {
        return new TaxiiProblem(
                429,
                "Too many requests",
                "You ask faster than agreed; wait before the next request.",
                Optional.of(wait));
    }

    static TaxiiProblem unavailable(Unavailable outage) {
        return new TaxiiProblem(503, "Not available", outage.sentence(), Optional.of(outage.retryAfter()));
    }
}
