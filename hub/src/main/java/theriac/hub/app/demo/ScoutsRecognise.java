package theriac.hub.app.demo;

import java.util.List;
import java.util.stream.Stream;
import theriac.stix.json.JsonObject;

/// Step 6: the scouts hold it, and one finds it in yesterday's log.
final class ScoutsRecognise implements Step {

    @Override
    public String title() {
        return "Every hospital recognises it, and one finds it in yesterday's log";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        int hospitals = stage.cast().hospitals().size();
        stage.await(
                "every scout recognises the warning",
                () -> stage.immunity().integer("recognised").orElse(0) >= hospitals);
        stage.await("a scout reports a sighting", () -> own(stage).anyMatch(ScoutsRecognise::saw));
        for (var member : members(stage)) {
            if (member.text("recognisedAt").isPresent()) {
                terminal.good("%s: its scout recognises it.".formatted(name(member)));
            }
        }
        own(stage)
                .filter(ScoutsRecognise::saw)
                .forEach(member -> terminal.warn("%s: its scout saw it in yesterday's logs; only %s knows that."
                        .formatted(name(member), name(member))));
        terminal.aside("No log line has left a hospital: only that the indicator was seen, when, and how often.");
        terminal.aside(
                "Others hear in how many organisations, once there are three; the CERT hears names for a purpose.");
    }

    /// How far it got at Noor's hospital, as she sees it.
    private static Stream<JsonObject> own(Stage stage) {
        return stage
                .as(Cast.NOOR)
                .get("/api/publications/" + stage.publication() + "/immunity")
                .array("members")
                .orElseThrow()
                .objects()
                .stream();
    }

    private static String name(JsonObject member) {
        return member.text("organization").orElse("");
    }

    static List<JsonObject> members(Stage stage) {
        return stage.immunity().array("members").orElseThrow().objects();
    }

    private static boolean saw(JsonObject member) {
        return member.integer("sightings").orElse(0) > 0;
    }
}
