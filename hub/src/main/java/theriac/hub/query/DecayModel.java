package theriac.hub.query;

import java.time.Duration;

/// How confidence fades: `score = base · (1 − (t / lifetime)^(1 / speed))`, MISP's polynomial, where t is the time
/// since the object was last said or sighted.
///
/// @param lifetime after it nothing is left; at least a minute
/// @param speed 1: in a straight line; larger: fast at first and then slowly, 0.1 to 100
/// @param base the score to begin with when no source gives a confidence, 1 to 100
/// @param threshold below it the object counts as decayed, 0 to 100
public record DecayModel(Duration lifetime, double speed, int base, int threshold) {

    private static final long DAY = 86_400;

    public DecayModel {
        if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException("A lifetime is between a minute and a hundred years.");
        }
        if (!(speed >= 0.1 && speed <= 100)) {
            throw new IllegalArgumentException("The speed of decay is between 0.1 and 100.");
        }
        if (base < 1 || base > 100 || threshold < 0 || threshold > 100) {
            throw new IllegalArgumentException("A base score is between 1 and 100, a threshold between 0 and 100.");
        }
    }

    public static DecayModel ofDays(int days, double speed, int base, int threshold) {
        return new DecayModel(Duration.ofSeconds(days * DAY), speed, base, threshold);
    }

    /// The score after a time.
    ///
    /// It is *defined* by [#longest], so that the range in SQL and the figure in Java can never round
    /// differently: the largest score whose longest time is not over yet.
    ///
    /// @param from the confidence to begin with, 0 to 100
    /// @param age microseconds; negative (a clock that is ahead) counts as none
    public int score(int from, long age) {
        long passed = Math.max(0, age);
        int low = 0;
        int high = from;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (passed <= longest(from, middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// For how many microseconds a score of at least `least` lasts; -1 when it is never reached, and
    /// `Long.MAX_VALUE` for 0, which always lasts.
    public long longest(int from, int least) {
        if (least <= 0) {
            return Long.MAX_VALUE;
        }
        if (from < least) {
            return -1;
        }
        double share = 1 - (double) least / from;
        return (long) (lifetime.toNanos() / 1_000.0 * StrictMath.pow(share, speed));
    }
}
