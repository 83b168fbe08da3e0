package theriac.hub.publications;

import java.util.List;
import java.util.Set;
import theriac.hub.core.Problem;

/// How likely it is that a thing happens to its readers, and how bad that would be.
///
/// @param chance `low`, `medium`, `high`; "" when nothing is said
/// @param damage the same
record Severity(String chance, String damage) {

    static final Severity UNSAID = new Severity("", "");

    private static final String LOW = "low";
    private static final String HIGH = "high";
    private static final List<String> ORDER = List.of(LOW, "medium", HIGH);
    private static final Set<String> LEVELS = Set.of("", LOW, "medium", HIGH);

    /// @throws Problem when a level is none
    static Severity of(String chance, String damage) {
        if (!LEVELS.contains(chance) || !LEVELS.contains(damage)) {
            throw Problem.badRequest("Chance and damage are low, medium or high, or are left out.");
        }
        return new Severity(chance, damage);
    }

    /// What is not sent unless somebody decides so.
    boolean lowest() {
        return chance.equals(LOW) && damage.equals(LOW);
    }

    /// Both in one level: two that are low, or low and medium, are low; high and high is high; "" when
    /// one is not said.
    String together() {
        if (chance.isEmpty() || damage.isEmpty()) {
            return "";
        }
        int sum = ORDER.indexOf(chance) + ORDER.indexOf(damage);
        return ORDER.get(sum == 2 * (ORDER.size() - 1) ? 2 : sum > 1 ? 1 : 0);
    }

    /// In the words that NCSC-NL uses since: `urgent` asks for work at once, `normal` for the next round of
    /// patches; "" when nothing is said.
    String urgency() {
        return together().isEmpty() ? "" : highest() ? "urgent" : "normal";
    }

    /// Whether the chance or the damage is higher than before; something that is said where nothing was
    /// is higher.
    boolean risesFrom(Severity before) {
        return ORDER.indexOf(chance) > ORDER.indexOf(before.chance)
                || ORDER.indexOf(damage) > ORDER.indexOf(before.damage);
    }

    /// What makes everybody drop everything: a second person decides that it goes out.
    boolean highest() {
        return chance.equals(HIGH) && damage.equals(HIGH);
    }
}
