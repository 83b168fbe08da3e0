package theriac.hub.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A server could not be asked, did not answer, or answered with what nobody should take. Its
/// message is a sentence for
/// people, without secrets.
public final class FetchFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /// What went wrong, for whoever decides what to do next.
    public enum Kind {
        /// The address is not one that the hub asks.
        REFUSED_ADDRESS("fetch.refused-address"),
        /// The name leads nowhere.
        UNKNOWN_HOST("fetch.unknown-host"),
        /// Nobody answers, or the connection broke.
        UNREACHABLE("fetch.unreachable"),
        /// The other side cannot show who it is.
        UNTRUSTED("fetch.untrusted"),
        TIMEOUT("fetch.timeout"),
        TOO_LARGE("fetch.too-large"),
        /// Too many redirects, or one that leads astray.
        REDIRECT("fetch.redirect"),
        /// The body ended before its end, or is not packed as it says.
        BROKEN("fetch.broken"),
        /// A status that is no success.
        STATUS("fetch.status");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /// In the place of a status.
    private static final int UNCONNECTED = -1;

    private final Kind kind;
    private final int status;
    private final transient Optional<Duration> retryAfter;

    public FetchFailure(Kind kind, String sentence) {
        this(kind, 0, sentence, Optional.empty());
    }

    FetchFailure(Kind kind, int status, String sentence, Optional<Duration> retryAfter) {
        super(sentence);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /// There was no connection over which anything could have gone.
    static FetchFailure notConnected(String sentence) {
        return new FetchFailure(Kind.UNREACHABLE, UNCONNECTED, sentence, Optional.empty());
    }

    /// Whether certainly nothing of the question has left the hub, so that asking again asks
    /// nothing twice.
    public boolean unsent() {
        return switch (kind) {
            case REFUSED_ADDRESS, UNKNOWN_HOST -> true;
            case UNREACHABLE -> status == UNCONNECTED;
            case STATUS -> retryAfter.isPresent();
            case UNTRUSTED, TIMEOUT, TOO_LARGE, REDIRECT, BROKEN -> false;
        };
    }

    /// The server is not asked now.
    static FetchFailure busy(String sentence, Duration wait) {
        return new FetchFailure(Kind.STATUS, 429, sentence, Optional.of(wait));
    }

    public Kind kind() {
        return kind;
    }

    /// The same for screens, which have words for it in the reader's language.
    public String code() {
        return kind.code;
    }

    /// The HTTP status; 0 when there is none.
    public int status() {
        return Math.max(0, status);
    }

    /// How long the server asks to be left alone.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// What happened, where, and what to do.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
