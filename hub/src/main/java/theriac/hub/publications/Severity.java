package theriac.hub.publications;

import java.util.Set;
import theriac.hub.core.Problem;

/// How likely it is that a thing happens to its readers, and how bad that would be.
///
/// @param chance `low`, `medium`, `high`; "" when nothing is said
/// @param damage the same
record Severity(String chance, String damage) {

    static final Severity UNSAID = new Severity("", "");

    private static final String HIGH = "high";
    private static final Set<String> LEVELS = Set.of("", "low", "medium", HIGH);

    /// @throws Problem when a level is none
    static Severity of(String chance, String damage) {
        if (!LEVELS.contains(chance) || !LEVELS.contains(damage)) {
            throw Problem.badRequest("Chance and damage are low, medium or high, or are left out.");
        }
        return new Severity(chance, damage);
    }

    /// What makes everybody drop everything: a second person decides that it goes out.
    boolean highest() {
        return chance.equals(HIGH) && damage.equals(HIGH);
    }
}
