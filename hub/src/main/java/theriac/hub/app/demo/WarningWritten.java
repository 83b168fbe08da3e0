package theriac.hub.app.demo;

import java.util.ArrayList;
import java.util.UUID;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Step 4: an analyst writes the warning, a second one approves it, and it is published.
final class WarningWritten implements Step {

    /// Where the false site was found to be. That turns out to be a mistake in the last step.
    static final String ADDRESS = "198.51.100.80";

    @Override
    public String title() {
        return "Two analysts make a warning of it";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        var draft = stage.as(Cast.ANNA).post("/api/reports/" + stage.report() + "/draft", JsonObject.empty());
        stage.drafted(UUID.fromString(draft.text("id").orElseThrow()));
        var path = "/api/publications/" + stage.publication();
        var drafted = stage.as(Cast.ANNA).put(path, withAddress(draft));
        terminal.good("Anna drafts it from the report, in Dutch and English:");
        show(drafted, "nl", terminal);
        show(drafted, "en", terminal);
        var indicators = drafted.array("indicators").orElseThrow().objects();
        terminal.say("%d indicators:".formatted(indicators.size()));
        indicators.forEach(i -> terminal.aside(
                "  " + i.text("kind").orElse("") + "  " + i.text("defanged").orElse("")));
        stage.as(Cast.ANNA).post(path + "/review", JsonObject.empty());
        stage.as(Cast.BRAM).post(path + "/approval", JsonObject.empty());
        terminal.good("Bram, who wrote none of it, approves.");
        stage.as(Cast.BRAM).post(path + "/publication", JsonObject.empty());
        terminal.good("Published, " + drafted.text("tlp").orElse("") + ".");
    }

    private static JsonObject withAddress(JsonObject draft) {
        var wishes = new ArrayList<JsonObject>();
        draft.array("indicators")
                .orElseThrow()
                .objects()
                .forEach(i -> wishes.add(wish(i.text("value").orElseThrow())));
        wishes.add(wish(ADDRESS));
        return JsonObject.builder()
                .put("tlp", draft.text("tlp").orElseThrow())
                .put("revision", draft.integer("revision").orElseThrow())
                .put("nl", draft.object("nl").orElseThrow())
                .put("en", draft.object("en").orElseThrow())
                .put("indicators", JsonArray.of(wishes))
                .build();
    }

    private static JsonObject wish(String value) {
        return JsonObject.builder().put("value", value).build();
    }

    private static void show(JsonObject publication, String language, Terminal terminal) {
        var words = publication.object(language).orElseThrow();
        terminal.say("  " + language + "  " + words.text("title").orElse(""));
        words.text("advice")
                .orElse("")
                .lines()
                .filter(line -> !line.isBlank())
                .limit(2)
                .forEach(line -> terminal.aside("      " + line.strip()));
    }
}
