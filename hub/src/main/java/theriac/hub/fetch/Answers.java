package theriac.hub.fetch;

import java.time.Duration;
import java.util.Optional;
import theriac.hub.fetch.FetchFailure.Kind;

/// What the status of an answer says, in sentences.
final class Answers {

    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private Answers() {}

    /// Where the server sends us instead.
    static Optional<String> redirect(Fetched answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> answer.header("Location");
            default -> Optional.empty();
        };
    }

    static FetchFailure refused(Fetched answer, FetchRequest request) {
        var where = Shown.clean(
                Shown.address(answer.address()), request.credential().secrets());
        var what = "%s answered %d. ".formatted(where, answer.status());
        return new FetchFailure(Kind.STATUS, answer.status(), what + advice(answer.status()), retryAfter(answer));
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "It does not accept who we are: check the source's credential.";
            case 404, 410 -> "There is nothing at this address: check it with the provider.";
            case 429 -> "It is asked too often: choose a longer interval.";
            case 304 -> "It says that nothing changed, although it was not asked that.";
            case 300, 301, 302, 303, 307, 308 -> "It redirects without saying where to.";
            default ->
                status >= 500
                        ? "It has a fault of its own; the hub tries again later."
                        : "It does not take the question: check the address.";
        };
    }

    /// The form with a date is left to the hub's own patience.
    private static Optional<Duration> retryAfter(Fetched answer) {
        return answer.header("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(wish -> wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish);
    }
}
