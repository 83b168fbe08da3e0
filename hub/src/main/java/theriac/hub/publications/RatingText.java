package theriac.hub.publications;

import java.util.Map;

/// Chance and damage in one line of words, with what they ask for: `Chance: high · Damage: high
/// (Urgent)`. Pure.
final class RatingText {

    private RatingText() {}

    /// @param language `nl` or `en`
    /// @return "" when chance or damage is not said
    static String of(Severity severity, String language) {
        var file = Templates.csaf(language);
        return severity.together().isEmpty()
                ? ""
                : Templates.section(
                        file,
                        "rating",
                        Map.of(
                                "chance", Templates.section(file, "level-" + severity.chance(), Map.of()),
                                "damage", Templates.section(file, "level-" + severity.damage(), Map.of()),
                                "urgency", Templates.section(file, severity.urgency(), Map.of())));
    }
}
