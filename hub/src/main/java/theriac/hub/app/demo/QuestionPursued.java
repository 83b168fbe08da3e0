package theriac.hub.app.demo;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import theriac.stix.json.JsonObject;

/// Step 9: who is behind it stays open, and two analysts look into it together.
final class QuestionPursued implements Step {

    private static final String NOTE = """
            The site was registered two days before the first message, at the same registrar as the parcel site of last month.
            Both pay pages load the same script. Not proven yet that it is one group.""";

    @Override
    public String title() {
        return "Two analysts look into who is behind it";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        var anna = stage.as(Cast.ANNA);
        var begun = anna.post(
                "/api/investigations",
                JsonObject.builder()
                        .put("title", "Who is behind the false NL-Alert?")
                        .put(
                                "summary",
                                "The messages stopped, the people behind them did not. Is it the group of the parcel messages?")
                        .build());
        var path = "/api/investigations/" + begun.text("id").orElseThrow();
        var bram = begun.array("colleagues").orElseThrow().objects().stream()
                .filter(each -> each.text("login").orElse("").equals(Cast.BRAM.login()))
                .findFirst()
                .flatMap(each -> each.text("id"))
                .orElseThrow(() -> new DemoFailed("Bram cannot be brought into the investigation."));
        anna.put(path + "/people/" + bram, JsonObject.empty());
        var report = report(stage);
        anna.post(
                path + "/objects",
                JsonObject.builder().put("ids", List.of(report)).build());
        anna.post(path + "/notes", JsonObject.builder().put("text", NOTE).build());
        stage.as(Cast.BRAM).post(path + "/tasks", task("Ask the registrar who paid", bram, stage));
        anna.upload(path + "/files?name=registration.txt", BodyPublishers.ofString("""
                Domain: gezondheidslnstituut.example
                Registrar: Registrar Voorbeeld
                """));
        anna.post(path + "/drafts", draft(report));
        terminal.good("Anna begins an investigation and brings Bram in: a note, a task, a file, a draft.");
        terminal.say("Nobody else sees any of it, in no list and in no search, until they publish what they wrote.");
    }

    private static String report(Stage stage) {
        return stage.as(Cast.ANNA)
                .get("/api/publications/" + stage.publication())
                .text("stixReport")
                .orElseThrow(() -> new DemoFailed("The warning has no STIX report."));
    }

    private static JsonObject task(String title, String assignee, Stage stage) {
        var tomorrow =
                LocalDate.ofInstant(stage.clock().instant(), ZoneOffset.UTC).plusDays(1);
        return JsonObject.builder()
                .put("title", title)
                .put("assignee", assignee)
                .put("due", tomorrow.toString())
                .build();
    }

    private static JsonObject draft(String report) {
        return JsonObject.builder()
                .put("type", "note")
                .put("name", "Perhaps the parcel group")
                .put("text", "The same registrar and the same script as in the parcel messages of last month.")
                .put("pattern", "")
                .put("from", "")
                .put("link", "")
                .put("to", "")
                .put("objects", List.of(report))
                .build();
    }
}
