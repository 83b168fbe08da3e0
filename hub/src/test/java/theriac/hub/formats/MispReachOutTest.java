package theriac.hub.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What leaves as MISP goes no further than the hub lets it and no further than its producer said: every
/// label with every distribution and every tag, compared with circles of people as a reference.
class MispReachOutTest {

    /// Whom a recipient may pass it on to.
    private enum Circle {
        OWN,
        SHARING_GROUP,
        COMMUNITY,
        CONNECTED,
        EVERYBODY
    }

    private static final List<String> LEVELS = List.of("", "0", "1", "2", "3", "4", "5", "7", "wide");

    /// By MISP's words for its levels; a level that is unknown, or that only an outer element could explain,
    /// is nobody but the own organisation.
    private static Set<Circle> ofLevel(String level) {
        return switch (level) {
            case "1" -> EnumSet.of(Circle.OWN, Circle.COMMUNITY);
            case "2" -> EnumSet.of(Circle.OWN, Circle.COMMUNITY, Circle.CONNECTED);
            case "3" -> EnumSet.complementOf(EnumSet.of(Circle.SHARING_GROUP));
            case "4" -> EnumSet.of(Circle.OWN, Circle.SHARING_GROUP);
            default -> EnumSet.of(Circle.OWN);
        };
    }

    /// By the words of TLP 2.0: CLEAR anyone; GREEN the community; the others the recipient's own.
    private static Set<Circle> ofLabel(Tlp label) {
        return switch (label) {
            case CLEAR -> EnumSet.allOf(Circle.class);
            case GREEN -> EnumSet.of(Circle.OWN, Circle.COMMUNITY, Circle.SHARING_GROUP);
            case AMBER, AMBER_STRICT, RED -> EnumSet.of(Circle.OWN);
        };
    }

    private static StixObject report(String level, String tag) {
        var event = JsonObject.builder()
                .put("uuid", "5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5")
                .put("info", "An event");
        if (!level.isEmpty()) {
            event.put("distribution", level);
        }
        if (!tag.isEmpty()) {
            event.put(
                    "Tag",
                    JsonArray.of(List.of(JsonObject.builder().put("name", tag).build())));
        }
        return StixObject.of(JsonObject.builder()
                .put("type", "report")
                .put("id", "report--5f0e1d2c-3b4a-4c5d-8e6f-708192a3b4c5")
                .put(MispKept.EVENT, Json.write(event.build()))
                .build());
    }

    @Test
    void nothingLeavesFurtherThanTheHubLetsItAndTheProducerSaid() {
        var wrong = new ArrayList<String>();
        int looked = 0;
        for (var label : Tlp.values()) {
            for (var level : LEVELS) {
                for (var tag : tags()) {
                    var event = MispWriter.event(report(level, tag), List.of(), label);
                    var name = "%s, distribution %s, tag %s".formatted(label, level, tag);
                    var out = ofLevel(event.text("distribution").orElse(""));
                    // Of a sharing group the producer decides who is in it, and it is a circle the hub let it
                    // go to when
                    // the event itself says as narrow a label.
                    var may = EnumSet.copyOf(ofLabel(label));
                    if (says(event, tag, label)) {
                        may.add(Circle.SHARING_GROUP);
                    }
                    if (!may.containsAll(out)
                            || !level.isEmpty() && !ofLevel(level).containsAll(out)) {
                        wrong.add(name + " leaves as " + event.text("distribution"));
                    }
                    if (narrowest(event).strictest(label) != narrowest(event)) {
                        wrong.add(name + " leaves without its label");
                    }
                    looked++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(looked).isEqualTo(Tlp.values().length * LEVELS.size() * tags().size());
    }

    private static boolean says(JsonObject event, String tag, Tlp label) {
        return event.text("distribution").orElse("").equals("4")
                && (label == Tlp.AMBER
                        || Tlp.ofLabel(tag)
                                .filter(own -> own.strictest(label) == own)
                                .isPresent());
    }

    private static List<String> tags() {
        var tags = new ArrayList<>(List.of(""));
        for (var label : Tlp.values()) {
            tags.add(label.label().toLowerCase(Locale.ROOT));
        }
        return tags;
    }

    private static Tlp narrowest(JsonObject event) {
        return MispContext.tags(event).stream()
                .flatMap(tag -> Tlp.ofLabel(tag).stream())
                .reduce(Tlp::strictest)
                .orElse(Tlp.CLEAR);
    }
}
