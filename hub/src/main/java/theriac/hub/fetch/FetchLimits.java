package theriac.hub.fetch;

import java.time.Duration;

/// What an answer may cost.
///
/// @param connect until the connection stands, TLS included
/// @param answer until status and headers are there, from the first step of each hop on
/// @param silence longest silence inside a body
/// @param total from the first step to the last byte
/// @param bytes of a body after unpacking
/// @param ratio how many times larger unpacking may make a body, once it makes more than a megabyte
/// @param redirects hops after the first
public record FetchLimits(
        Duration connect, Duration answer, Duration silence, Duration total, long bytes, int ratio, int redirects) {

    /// 10 s to connect, 60 s to answer, 30 s of silence, an hour in all; 2 GiB, 200 times, 5 redirects.
    public static FetchLimits standard() {
        return new FetchLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                2L << 30,
                200,
                5);
    }

    /// The same, for a small document that is read as a whole.
    public FetchLimits withBytes(long most) {
        return new FetchLimits(connect, answer, silence, total, Math.min(bytes, most), ratio, redirects);
    }

    /// Other patience.
    public FetchLimits withTimes(Duration toAnswer, Duration ofSilence, Duration inTotal) {
        return new FetchLimits(
                toAnswer.compareTo(connect) < 0 ? toAnswer : connect,
                toAnswer,
                ofSilence,
                inTotal,
                bytes,
                ratio,
                redirects);
    }
}
