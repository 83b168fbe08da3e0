package theriac.hub.intake;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// Who works at the desk and who reports, in tests of the desk; each test has reports of its own in a hub that
/// they share.
final class DeskStory {

    static final String MALICIOUS = "NL-Alert: schuil nu en bevestig op https://alert-%s.example/x";
    static final String SUSPICIOUS = "Betaal 2,99 euro verzendkosten op https://pakket-%s.example/betalen";
    static final String NOTHING = "Gewoon een bericht %s";

    final RunningHub hub;
    final RunningHub.Browser ann;
    final RunningHub.Browser bram;
    final RunningHub.Browser nora;
    final RunningHub.Browser sam;

    DeskStory(RunningHub hub) {
        this.hub = hub;
        var cert = hub.organization("Cert", "cert");
        ann = hub.person(cert, "ann", Set.of(Role.READER, Role.ANALYST));
        bram = hub.person(cert, "bram", Set.of(Role.READER, Role.ANALYST));
        nora = hub.person(hub.organization("North", "hospital"), "nora", Set.of(Role.READER, Role.REPORTER));
        sam = hub.person(
                hub.organization("South", "hospital"), "sam", Set.of(Role.READER, Role.REPORTER, Role.ANALYST));
    }

    static String report(RunningHub.Browser who, String text) {
        return report(who, text, "sms");
    }

    static String report(RunningHub.Browser who, String text, String channel) {
        var wish =
                JsonObject.builder().put("text", text).put("channel", channel).build();
        return who.json(who.post("/api/reports", wish)).text("id").orElseThrow();
    }

    static HttpResponse<String> write(RunningHub.Browser who, String method, String path, String body) {
        return who.write(method, path, body.replace('\'', '"'), "application/json");
    }

    /// One step about a report; fails when it is no success.
    static JsonObject step(RunningHub.Browser who, String method, String report, String step, String body) {
        return who.json(write(who, method, "/api/reports/" + report + "/" + step, body));
    }

    static JsonObject join(RunningHub.Browser who, String leader, String... followers) {
        return step(who, "POST", leader, "followers", joined(followers));
    }

    static String joined(String... followers) {
        return List.of(followers).stream().collect(Collectors.joining("','", "{'reports':['", "']}"));
    }

    static JsonObject page(RunningHub.Browser who, String report) {
        return who.json("/api/reports/" + report);
    }

    static String state(RunningHub.Browser who, String report) {
        return page(who, report).text("state").orElseThrow();
    }

    /// Where a report is at the desk.
    static JsonObject place(RunningHub.Browser who, String report) {
        return page(who, report).object("desk").orElseThrow();
    }

    static List<String> ids(JsonObject list) {
        return list.array("reports").orElseThrow().objects().stream()
                .map(row -> row.text("id").orElseThrow())
                .toList();
    }
}
