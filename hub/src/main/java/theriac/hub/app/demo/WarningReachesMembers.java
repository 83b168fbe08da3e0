package theriac.hub.app.demo;

import java.util.List;
import theriac.hub.policy.Scope;
import theriac.stix.json.JsonObject;

/// Step 5: the same warning by portal, mail, TAXII and block list.
final class WarningReachesMembers implements Step {

    @Override
    public String title() {
        return "It reaches every member";
    }

    @Override
    public void play(Stage stage, Terminal terminal) {
        int members = stage.cast().hospitals().size() + 1;
        stage.await("every member has its mail", () -> stage.mails().received().size() >= members);
        var mails = stage.mails().received();
        terminal.good("Mail: %d sent, each in its reader's language.".formatted(mails.size()));
        mails.forEach(mail -> terminal.aside("  " + mail.to() + "  " + mail.subject()));
        var noor = stage.as(Cast.NOOR);
        noor.post("/api/publications/" + stage.publication() + "/acknowledgement", JsonObject.empty());
        terminal.good("Portal: Noor has read it.");
        taxii(stage, terminal);
        lists(stage, terminal);
    }

    private static void taxii(Stage stage, Terminal terminal) {
        var machine = stage.machine(stage.cast().hospitals().get(1), "SIEM of Zuid", Scope.TAXII);
        var answer = machine.text(
                "/taxii2/hub/collections/indicators/objects/?limit=1000",
                "Accept",
                "application/taxii+json;version=2.1");
        var envelope = (JsonObject) theriac.stix.json.Json.read(answer);
        terminal.good("TAXII 2.1: the SIEM of %s reads %,d objects%s."
                .formatted(
                        stage.cast().hospitals().get(1).name(),
                        envelope.array("objects").map(a -> a.size()).orElse(0),
                        envelope.bool("more").orElse(false) ? " and there are more" : ""));
    }

    private static void lists(Stage stage, Terminal terminal) {
        var machine = stage.machine(stage.cast().practice(), "router of the practice", Scope.LISTS);
        terminal.good("Block lists: the router of %s loads"
                .formatted(stage.cast().practice().name()));
        for (var list : List.of("domains.txt", "urls.txt", "ips.txt")) {
            var lines = machine.text("/lists/" + list).lines().toList();
            terminal.aside("  %s: %,d lines, among them %s".formatted(list, lines.size(), defanged(excerpt(lines))));
        }
    }

    /// One line of the warning's own, if it is there, otherwise the first.
    private static String excerpt(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("gezondheidslnstituut") || line.equals(WarningWritten.ADDRESS))
                .findFirst()
                .orElse(lines.isEmpty() ? "nothing" : lines.getFirst());
    }

    private static String defanged(String value) {
        return theriac.stix.value.Defang.defang(value);
    }
}
