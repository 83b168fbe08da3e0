package theriac.hub.app.demo;

import java.util.List;
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
        stage.await("a scout reports a sighting", () -> members(stage).stream().anyMatch(ScoutsRecognise::saw));
        for (var member : members(stage)) {
            var name = member.text("organization").orElse("");
            if (saw(member)) {
                terminal.warn(
                        "%s: its scout recognises it, saw it in yesterday's logs, and told the CERT.".formatted(name));
            } else if (member.text("recognisedAt").isPresent()) {
                terminal.good("%s: its scout recognises it; nothing in its logs.".formatted(name));
            }
        }
        terminal.aside("No log line has left a hospital: only that the indicator was seen, when, and how often.");
    }

    static List<JsonObject> members(Stage stage) {
        return stage.immunity().array("members").orElseThrow().objects();
    }

    private static boolean saw(JsonObject member) {
        return member.integer("sightings").orElse(0) > 0;
    }
}
