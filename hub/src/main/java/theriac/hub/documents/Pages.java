package theriac.hub.documents;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import theriac.hub.core.Problem;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetcher;

/// Fetches a page that a person wants to read, through the one door to others' servers: no address
/// inside the house, a limit of size and time, nothing run, nothing fetched beside it. Thread-safe.
public final class Pages {

    private static final FetchLimits LIMITS = FetchLimits.standard()
            .withBytes(FileTexts.LARGEST)
            .withTimes(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final Fetcher fetcher;
    private final AddressRules rules;
    private final Consumer<byte[]> admission;

    /// @param rules where pages may be
    /// @param admission of what came; refuses with a [Problem]
    public Pages(Fetcher fetcher, AddressRules rules, Consumer<byte[]> admission) {
        this.fetcher = fetcher;
        this.rules = rules;
        this.admission = admission;
    }

    /// @param address at which it was found, after redirects
    /// @param name the last part of that address: a hint at its kind
    @SuppressWarnings("ArrayRecordComponent")
    record Page(String address, String name, byte[] bytes) {}

    /// @throws Problem with the sentence of what went wrong
    Page fetch(String address) {
        URI wanted;
        try {
            wanted = URI.create(address.strip());
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest("This is no address of a page; it begins with https://.")
                    .because("document.address");
        }
        try (var fetched = fetcher.fetch(FetchRequest.of(wanted, rules, LIMITS))) {
            var found = fetched.address();
            var path = found.getPath() == null ? "" : found.getPath();
            var type = fetched.header("Content-Type").orElse("");
            var name = path.substring(path.lastIndexOf('/') + 1);
            var bytes = fetched.body().readAllBytes();
            admission.accept(bytes);
            return new Page(found.toString(), type.startsWith("text/html") ? "page.html" : name, bytes);
        } catch (FetchFailure failure) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, failure.sentence()).because(failure.code());
        } catch (IOException broken) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "The page broke off in the middle; try again.")
                    .because("fetch.broken");
        }
    }
}
