package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A partner's machine brings records to one source over HTTP.
class PushTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static RunningHub.Browser admin;
    private static String strangersKey;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Sector-CERT", "cert");
        admin = HUB.person(cert, "admin", EnumSet.of(Role.CERT_ADMIN, Role.ANALYST));
        strangersKey = HUB.token(HUB.organization("Hospital", "hospital"), Scope.TAXII, Scope.LISTS);
    }

    private record Door(String id, String key) {
        HttpResponse<String> push(byte[] body, String type, String query) {
            return PushTest.push(id, key, body, type, query);
        }

        JsonObject pushed(String body) {
            var answer = push(body.getBytes(StandardCharsets.UTF_8), "application/octet-stream", "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return (JsonObject) Json.read(answer.body());
        }
    }

    private static HttpResponse<String> push(String id, String key, byte[] body, String type, String query) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/api/sources/" + id + "/push" + query))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    private static Door door(String name, String kind) {
        var id = admin.json(admin.post("/api/sources", SourceForms.brought(name, kind)))
                .text("id")
                .orElseThrow();
        var issued = admin.json(admin.post(
                "/api/sources/" + id + "/push-keys",
                JsonObject.builder().put("name", "sandbox").build()));
        return new Door(id, issued.text("secret").orElseThrow());
    }

    private static List<JsonObject> runs(Door door) {
        return admin.json("/api/sources/" + door.id())
                .array("runs")
                .orElseThrow()
                .objects();
    }

    @Test
    void theAnswerIsTheReportWithThePlacesOfWhatWasRejected() {
        var report = door("Sandbox", "ndjson")
                .pushed("{\"ioc\":\"evil-push.example\"}\n{\"ioc\":\"no value\"}\n{\"ioc\":\"203.0.113.7\"}\n");
        assertThat(report.text("state")).contains("done");
        assertThat(report.bool("repeated")).contains(false);
        assertThat(report.integer("created")).hasValue(2);
        assertThat(report.integer("rejected")).hasValue(1);
        assertThat(report.array("findings").orElseThrow().objects())
                .anySatisfy(finding -> assertThat(finding.text("pointer")).contains("line 2"));
    }

    @Test
    void theSameBytesAgainGetTheSameReportAndAreNotTakenInAgain() {
        var door = door("Repeats", "text");
        var first = door.pushed("evil-repeat.example\n");
        var second = door.pushed("evil-repeat.example\n");
        assertThat(second.bool("repeated")).contains(true);
        assertThat(second.text("run")).isEqualTo(first.text("run"));
        assertThat(second.integer("created")).hasValue(1);
        assertThat(runs(door)).hasSize(1);
    }

    @Test
    void packedBodiesAreReadAndTheNameIsKept() throws IOException {
        var door = door("Packed", "csv");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("ioc\nevil-packed.example\n".getBytes(StandardCharsets.UTF_8));
        }
        var answer = door.push(packed.toByteArray(), "application/gzip", "?name=daily.csv.gz");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(runs(door).getFirst().text("name")).contains("daily.csv.gz");
    }

    @Test
    void aKeyOpensItsOwnSourceOnly() {
        var one = door("One", "text");
        var other = door("Other", "text");
        var body = "evil.example".getBytes(StandardCharsets.UTF_8);
        var wrong = push(other.id(), one.key(), body, "text/plain", "");
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(push("00000000-0000-4000-8000-000000000000", one.key(), body, "text/plain", "")
                        .body())
                .as("absent and not yours look alike")
                .isEqualTo(wrong.body());
        assertThat(push(one.id(), strangersKey, body, "text/plain", "").statusCode())
                .isEqualTo(403);
        assertThat(HUB.ask(one.key(), "/api/sources").statusCode()).isEqualTo(403);
        assertThat(HUB.ask(one.key(), "/api/objects").statusCode()).isEqualTo(403);
        assertThat(runs(other)).isEmpty();
    }

    @Test
    void aRevokedKeyOpensNothing() {
        var door = door("Revoked", "text");
        var keys = admin.json("/api/sources/" + door.id() + "/push-keys")
                .array("keys")
                .orElseThrow()
                .objects();
        var path = "/api/sources/" + door.id() + "/push-keys/"
                + keys.getFirst().text("id").orElseThrow();
        assertThat(admin.write("DELETE", path, "", "application/json").statusCode())
                .isEqualTo(200);
        assertThat(door.push(new byte[] {'a'}, "text/plain", "").statusCode()).isEqualTo(401);
    }

    @Test
    void whatCannotBeReadIsRefusedWithASentence() {
        var door = door("Typed", "json");
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        for (var type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/csv")) {
            var answer = door.push(body, type, "");
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(answer.body()).contains("application/octet-stream");
        }
        assertThat(door.push(new byte[0], "application/json", "").statusCode()).isEqualTo(400);
        assertThat(runs(door)).isEmpty();
    }

    @Test
    void tooMuchIsRefusedBeforeItIsSent() throws IOException {
        var door = door("Large", "text");
        var address = HUB.uri("/api/sources/" + door.id() + "/push");
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(
                            "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                                    .formatted(address.getPath(), door.key(), Push.MOST_BYTES + 1)
                                    .getBytes(StandardCharsets.US_ASCII));
            // The server still waits a while for what was announced: its answer is there before it hangs up.
            var answer = new StringBuilder();
            for (int next = 0; next >= 0 && answer.indexOf("1024 MB") < 0; ) {
                next = socket.getInputStream().read();
                answer.append((char) next);
            }
            assertThat(answer).startsWith("HTTP/1.1 413").contains("1024 MB");
        }
    }

    @Test
    void whoPushesTooOftenIsToldHowLongToWait() {
        var door = door("Hasty", "text");
        var answer = door.push(new byte[] {'\n'}, "text/plain", "");
        for (int n = 0; n < 40 && answer.statusCode() != 429; n++) {
            answer = door.push(new byte[0], "text/plain", "");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(door("Patient", "text").pushed("evil-patient.example\n").integer("created"))
                .as("others go on")
                .hasValue(1);
    }

    @Test
    void keysForASourceAreNotMadeElsewhere() {
        var wish = JsonObject.builder()
                .put("name", "x")
                .put("scopes", List.of("push"))
                .build();
        assertThat(admin.post("/api/tokens", wish).statusCode()).isEqualTo(400);
    }
}
