package theriac.hub.core;

import java.time.Duration;

/// A wrong request: the caller asked for something that cannot be. One stable code for programs, one sentence
/// for people. Mapped once to RFC 9457 (`web.ProblemRoutes`) and once to a TAXII error (`sharing`). Bad data is
/// a `Finding`, a bug is any other exception; the three never mix.
public final class Problem extends RuntimeException {

    /// What went wrong, in words that stay the same for ever. The number is the HTTP status.
    public enum Code {
        /// The request cannot be understood: a field is missing or has the wrong form.
        BAD_REQUEST(400),
        /// Nobody is logged in, or the log-in has expired.
        NOT_AUTHENTICATED(401),
        /// The password is right, and a code of the second factor is missing.
        SECOND_FACTOR_NEEDED(401),
        /// The caller may not do this, and may know that it exists.
        NOT_ALLOWED(403),
        /// The caller may do this once it has shown again who it is (`POST /api/session/confirmation`).
        CONFIRMATION_NEEDED(403),
        /// Absent, or hidden from this caller: the two look alike (law 2).
        NOT_FOUND(404),
        /// The thing is in another state than the request supposes.
        CONFLICT(409),
        /// More bytes than the hub takes at once.
        TOO_LARGE(413),
        /// The body says that it is of a type that cannot be read here.
        UNSUPPORTED_TYPE(415),
        /// The content cannot be used as it is.
        UNPROCESSABLE(422),
        /// Too many requests; try again after a while.
        TOO_MANY(429),
        /// The hub cannot answer now: never an empty list (law 9).
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /// The code as it appears in `problem+json`: lower case with dashes.
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Code code;
    private final String reason;
    private final Duration retryAfter;

    private Problem(Code code, String reason, String sentence, Duration retryAfter) {
        super(sentence, null, false, false);
        this.code = code;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /// The same, with what it comes from in a word that stays the same for ever, where one code has many:
    /// screens have sentences for it in the reader's language.
    ///
    /// @param word such as `fetch.timeout`
    public Problem because(String word) {
        return new Problem(code, word, sentence(), retryAfter);
    }

    /// See [#because]; "" where the code says enough.
    public String reason() {
        return reason;
    }

    public Code code() {
        return code;
    }

    /// The sentence for a person: what happened, where, what to do.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// How long to wait before trying again; zero when waiting does not help.
    public Duration retryAfter() {
        return retryAfter;
    }

    public static Problem badRequest(String sentence) {
        return of(Code.BAD_REQUEST, sentence);
    }

    public static Problem notFound(String sentence) {
        return of(Code.NOT_FOUND, sentence);
    }

    public static Problem notAllowed(String sentence) {
        return of(Code.NOT_ALLOWED, sentence);
    }

    public static Problem conflict(String sentence) {
        return of(Code.CONFLICT, sentence);
    }

    public static Problem of(Code code, String sentence) {
        return new Problem(code, "", sentence, Duration.ZERO);
    }

    public static Problem unavailable(String sentence, Duration retryAfter) {
        return new Problem(Code.UNAVAILABLE, "", sentence, retryAfter);
    }

    public static Problem tooMany(String sentence, Duration retryAfter) {
        return new Problem(Code.TOO_MANY, "", sentence, retryAfter);
    }
}
