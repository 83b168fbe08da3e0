package theriac.stix.pattern;

/// What one call of a matcher may still cost, in steps of some nanoseconds: a fixed start, and more for each object, so
/// that long input is served and hostile input ends. A step is a property followed, a character read by a regular
/// expression, an observation tried for a slot. Not thread-safe: one call, one effort.
final class Effort {

    /// Steps of one call whatever it is given: a second or two.
    static final long BASE = 100_000_000;

    /// Steps for each object of the observations.
    static final long PER_OBJECT = 2_000;

    private static final int CHARACTERS_PER_STEP = 8;

    private final long granted;
    private long left;

    Effort(long steps) {
        this.granted = steps;
        this.left = steps;
    }

    /// For observations of so many objects together.
    static Effort forObjects(long objects) {
        return new Effort(BASE + objects * PER_OBJECT);
    }

    /// @throws MatchFault when nothing is left
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new MatchFault("Matching was stopped after " + granted
                    + " steps: the pattern asks for too much work on these observations. Match fewer observations at a"
                    + " time or write a narrower pattern.");
        }
    }

    /// Pays for a comparison that looks at a whole text.
    ///
    /// @throws MatchFault when nothing is left
    void read(String text) {
        spend(1 + text.length() / CHARACTERS_PER_STEP);
    }

    /// Takes steps off without asking whether they are left: the next [#spend] does.
    void pay(long steps) {
        left -= steps;
    }

    long left() {
        return left;
    }
}
