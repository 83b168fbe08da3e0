package theriac.hub.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import theriac.stix.json.JsonObject;

/// Step 3: a hospital shows us a message, and the desk reads it.
final class MessageReported implements Step {

    @Override
    public String title() {
        return "A hospital reports a false NL-Alert";
    }

    @Override
    public void play(Stage stage, Terminal terminal) throws IOException {
        var text = Files.readString(stage.sample("nl-alert-sms.txt")).strip();
        var receipt = stage.as(Cast.NOOR)
                .post(
                        "/api/reports",
                        JsonObject.builder()
                                .put("text", text)
                                .put("channel", "sms")
                                .put("sender", "NL-Alert")
                                .build());
        stage.reported(UUID.fromString(receipt.text("id").orElseThrow()));
        terminal.say("An SMS from \"NL-Alert\", forwarded by Noor of " + Cast.NOOR.organization() + ":");
        quote(text, terminal);
        var read = stage.as(Cast.ANNA).get("/api/reports/" + stage.report());
        var extraction = read.object("extraction").orElseThrow();
        terminal.say("The desk reads:");
        for (var value : extraction.array("values").orElseThrow().objects()) {
            if (!value.bool("benign").orElse(false)) {
                terminal.good("%s  %s"
                        .formatted(
                                value.text("kind").orElse(""),
                                value.text("defanged").orElse("")));
            }
            value.object("lookalike").flatMap(l -> l.text("reason")).ifPresent(reason -> terminal.warn("   " + reason));
        }
        extraction
                .array("remarks")
                .orElseThrow()
                .objects()
                .forEach(remark -> terminal.warn(remark.text("en").orElse("")));
    }

    private static void quote(String text, Terminal terminal) {
        var line = new StringBuilder();
        for (var word : text.replace("https://", "hxxps://")
                .replace(".example", "[.]example")
                .split(" ")) {
            if (line.length() + word.length() > 90) {
                terminal.aside("  " + line);
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        terminal.aside("  " + line.toString().strip());
    }
}
