package theriac.stix.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import theriac.stix.ObjectBuilder;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;

/// A pattern that says what to look for, and while when (STIX 2.1 §4.7). A view: absent or malformed properties are
/// empty, never guessed.
///
/// @param object of type `indicator`
public record Indicator(StixObject object) {

    public Indicator {
        if (!object.type().equals("indicator")) {
            throw new IllegalArgumentException(object.id() + " is no indicator.");
        }
    }

    /// The object as this view; empty when it is of another type.
    public static Optional<Indicator> in(StixObject object) {
        return object.type().equals("indicator") ? Optional.of(new Indicator(object)) : Optional.empty();
    }

    /// A new indicator with a STIX pattern.
    public static ObjectBuilder builder(String pattern, Instant validFrom, Instant now) {
        return ObjectBuilder.object("indicator", now)
                .with("pattern", pattern)
                .with("pattern_type", "stix")
                .with("valid_from", validFrom);
    }

    public Optional<String> pattern() {
        return object.text("pattern");
    }

    /// The language of the pattern: `stix`, `snort`, `yara` …
    public Optional<String> patternType() {
        return object.text("pattern_type");
    }

    public List<String> types() {
        return object.texts("indicator_types");
    }

    public Optional<StixTimestamp> validFrom() {
        return object.timestamp("valid_from");
    }

    /// The first moment at which it is no longer valid; empty when it has no end.
    public Optional<StixTimestamp> validUntil() {
        return object.timestamp("valid_until");
    }

    /// True from `valid_from` up to but not including `valid_until`, unless revoked.
    public boolean isValidAt(Instant time) {
        boolean begun =
                validFrom().filter(from -> !from.instant().isAfter(time)).isPresent();
        boolean ended =
                validUntil().filter(until -> !until.instant().isAfter(time)).isPresent();
        return begun && !ended && !object.revoked();
    }
}
