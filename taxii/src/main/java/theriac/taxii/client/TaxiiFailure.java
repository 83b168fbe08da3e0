package theriac.taxii.client;

import java.time.Duration;
import java.util.Optional;

/// The other side did not do what was asked. An expected thing in the life of a client, so the caller must look at it.
public final class TaxiiFailure extends Exception {

    /// What to do about it.
    public enum Kind {
        /// No connection, or it broke. Try again later.
        UNREACHABLE,
        /// The server was silent or too slow. Try again later.
        TIMEOUT,
        /// 429 or 503, see [#retryAfter].
        BUSY,
        /// 401 or 403: the credentials are wrong or not enough.
        NOT_ALLOWED,
        /// 404: the address is wrong, or hidden from these credentials.
        NOT_FOUND,
        /// Any other error status. The sentence says what the server said.
        REFUSED,
        /// A redirect or an address on another host: never followed, the credentials were not sent there.
        ELSEWHERE,
        /// What came is not TAXII: another media type, broken or missing JSON, a list that ends too early.
        NOT_TAXII,
        /// More octets than the settings allow.
        TOO_LARGE,
        /// The server sends the same page again and again, or no end of pages.
        LOOP,
        /// This thread was interrupted.
        INTERRUPTED
    }

    private final Kind kind;
    private final Optional<Duration> retryAfter;

    TaxiiFailure(Kind kind, String sentence) {
        this(kind, sentence, Optional.empty());
    }

    TaxiiFailure(Kind kind, String sentence, Optional<Duration> retryAfter) {
        super(sentence);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /// What happened and where; holds no secrets, and no more of the server's text than one cleaned line.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// The server's own wish, at most a day.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
