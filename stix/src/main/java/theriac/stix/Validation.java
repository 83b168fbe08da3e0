package theriac.stix;

import java.util.List;
import java.util.function.Function;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.spec.Spec;

/// Says what STIX 2.1 finds wrong with an object. Stateless, safe between threads, never throws on bad data.
///
/// A broken MUST is an error; a SHOULD not followed, deprecated and custom content are warnings. Every message
/// cites its clause. STIX 2.0 objects are upgraded first ([Upgrade#toV21]).
public final class Validation {

    private Validation() {}

    /// Findings in document order; no errors means that every MUST known here holds. What few follow is told by
    /// [#advise(JsonValue)] instead.
    public static List<Finding> validate(StixObject object) {
        return validate(object.json(), text -> object.pattern().orElseGet(() -> Pattern.parse(text)));
    }

    /// As for an object; a bundle is checked with all that is in it. Anything else than an object is an error.
    public static List<Finding> validate(JsonValue value) {
        return validate(value, Pattern::parse);
    }

    private static List<Finding> validate(JsonValue value, Function<String, PatternParsed> patterns) {
        Report report = new Report();
        if (value instanceof JsonObject object) {
            new ObjectCheck(report, Spec.V21, patterns).check(object);
        } else {
            report.error("stix-property-type", "A STIX object is a JSON object (STIX 2.1 §1.2.10).");
        }
        return List.copyOf(report.findings());
    }

    /// What else the specification recommends: SHOULDs that hardly any real object follows, such as `lang`, and
    /// MUSTs about a meaning that can only be guessed. All are [Severity#INFO], in document order; there are none
    /// about what is no object.
    public static List<Finding> advise(JsonValue value) {
        return Advice.of(value);
    }

    /// True when the findings hold no error.
    public static boolean isValid(List<Finding> findings) {
        return findings.stream().noneMatch(Finding::isError);
    }
}
