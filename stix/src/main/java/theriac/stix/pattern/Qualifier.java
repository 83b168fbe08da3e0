package theriac.stix.pattern;

import java.math.BigDecimal;

/// A restriction behind an observation expression (STIX 2.1 §9.5.1).
public sealed interface Qualifier {

    /// `REPEATS x TIMES`: at least x matches on different observations. 0 passes the grammar and is an error
    /// finding.
    record Repeats(long times) implements Qualifier {
        /// @throws IllegalArgumentException when negative
        public Repeats {
            if (times < 0) {
                throw new IllegalArgumentException("REPEATS takes a positive number, not " + times);
            }
        }
    }

    /// `WITHIN x SECONDS`: newest − oldest < x, strictly. 0 passes the grammar and is an error finding.
    record Within(BigDecimal seconds) implements Qualifier {
        /// @throws IllegalArgumentException when negative or absurdly long
        public Within {
            if (seconds.scale() < 0) {
                seconds = seconds.setScale(0);
            }
            if (seconds.signum() < 0
                    || seconds.precision() > 2 * Constant.MAX_DIGITS
                    || seconds.scale() > Constant.MAX_DIGITS) {
                throw new IllegalArgumentException(
                        "WITHIN takes a positive number of at most " + Constant.MAX_DIGITS + " digits");
            }
        }
    }

    /// `START t'…' STOP t'…'`: every observation lies at or after start and before stop.
    record StartStop(Constant.Time start, Constant.Time stop) implements Qualifier {}
}
