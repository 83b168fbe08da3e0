package theriac.hub.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// What the desk knows about false messages, as data (`rules.json`): when it applies and what it says
/// in both languages.
///
/// @param rule stable name
/// @param weight added to the message's score; 60 alone makes it look malicious, negative speaks for the
///     message
/// @param hint `incident` for reports of another kind; empty for none
/// @param channels how the message came; empty: any
/// @param mentions groups of phrases; of each group one must occur, compared without case
/// @param has features that must all be there
/// @param not features of which none may be there
record TriageRule(
        String rule,
        int weight,
        String hint,
        Set<String> channels,
        List<List<String>> mentions,
        Set<Feature> has,
        Set<Feature> not,
        String dutch,
        String english) {

    /// What can be seen in a message without judging it.
    enum Feature {
        LINK,
        /// A link whose host belongs to no known brand.
        FOREIGN_LINK,
        LOOKALIKE,
        BRAND,
        AMOUNT,
        /// `https://bank.example@evil.example/`.
        USER_INFO_LINK,
        IP_LINK,
        /// The link's path ends like a program.
        PROGRAM_LINK,
        HIDDEN_CHARACTERS,
        /// A link that stands in a QR code.
        CODE_LINK,
        /// A QR code that fills in a payment.
        PAYMENT_CODE,
        /// Written by a technician: internal addresses, or defanged values together with hashes or CVE
        /// numbers.
        TECHNICAL,
        /// Defanged values together with a TLP label.
        DEFANGED_WARNING;

        static Feature of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// Reads a rule file.
    ///
    /// @throws IllegalArgumentException when a rule has an unknown feature or misses its texts
    static List<TriageRule> parse(String json) {
        if (!(Json.read(json) instanceof JsonArray rows)) {
            throw new IllegalArgumentException("A rule file is a JSON array of rules.");
        }
        var rules = new ArrayList<TriageRule>();
        for (var row : rows.values()) {
            if (!(row instanceof JsonObject rule)) {
                throw new IllegalArgumentException("A rule is an object.");
            }
            rules.add(read(rule));
        }
        return List.copyOf(rules);
    }

    static List<TriageRule> supplied() {
        return parse(DataFile.text("rules.json"));
    }

    boolean applies(String channel, String lowerText, Set<Feature> features) {
        return (channels.isEmpty() || channels.contains(channel))
                && features.containsAll(has)
                && not.stream().noneMatch(features::contains)
                && mentions.stream().allMatch(group -> group.stream().anyMatch(lowerText::contains));
    }

    private static TriageRule read(JsonObject rule) {
        var name = rule.text("rule").orElseThrow(() -> new IllegalArgumentException("A rule has no name."));
        var groups = rule.array("mentions").map(JsonArray::values).orElse(List.of()).stream()
                .map(group -> texts((JsonArray) group))
                .toList();
        return new TriageRule(
                name,
                (int) rule.integer("weight").orElse(0),
                rule.text("hint").orElse(""),
                Set.copyOf(rule.array("channels").map(TriageRule::texts).orElse(List.of())),
                groups,
                features(rule, "has"),
                features(rule, "not"),
                required(rule, name, "nl"),
                required(rule, name, "en"));
    }

    private static Set<Feature> features(JsonObject rule, String member) {
        var found = java.util.EnumSet.noneOf(Feature.class);
        rule.array(member).map(TriageRule::texts).orElse(List.of()).forEach(text -> found.add(Feature.of(text)));
        return Set.copyOf(found);
    }

    private static String required(JsonObject rule, String name, String member) {
        return rule.text(member)
                .orElseThrow(
                        () -> new IllegalArgumentException("The rule " + name + " has no text \"" + member + "\"."));
    }

    private static List<String> texts(JsonArray array) {
        return array.values().stream().map(value -> ((JsonString) value).text()).toList();
    }
}
