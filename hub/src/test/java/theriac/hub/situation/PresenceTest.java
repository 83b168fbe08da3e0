package theriac.hub.situation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Who has the same thing open: seen by colleagues at the CERT who may open it too, within seconds, and by nobody else.
@Timeout(60)
class PresenceTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser carol;
    private static RunningHub.Browser member;
    private static String report;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        Organization north = HUB.organization("North", "hospital");
        anna = HUB.person(cert, "anna", Set.of(Role.ANALYST));
        bram = HUB.person(cert, "bram", Set.of(Role.ANALYST));
        carol = HUB.person(cert, "carol", Set.of(Role.ANALYST));
        member = HUB.person(north, "member", Set.of(Role.REPORTER, Role.ANALYST));
        report = member.json(member.post(
                        "/api/reports",
                        JsonObject.builder()
                                .put("text", "Pay at pay.example")
                                .put("channel", "sms")
                                .put("sender", "")
                                .build()))
                .text("id")
                .orElseThrow();
    }

    private static String path(String kind, String id, UUID page, String rest) {
        return "/api/presence/%s/%s?page=%s%s".formatted(kind, id, page, rest);
    }

    @BeforeEach
    void nobodyIsThere() {
        HUB.part(Database.class).jdbc().sql("delete from presence").update();
    }

    private static List<String> others(RunningHub.Browser who, String kind, String id, UUID page, String rest) {
        return who.json(path(kind, id, page, rest)).array("others").orElseThrow().objects().stream()
                .map(other ->
                        other.text("name").orElseThrow() + (other.bool("edits").orElseThrow() ? " edits" : ""))
                .toList();
    }

    private static String investigation(RunningHub.Browser who) {
        return who.json(who.post(
                        "/api/investigations",
                        JsonObject.builder()
                                .put("title", "t")
                                .put("summary", "")
                                .build()))
                .text("id")
                .orElseThrow();
    }

    @Test
    void colleaguesSeeEachOtherUntilOneLeaves() {
        var annas = UUID.randomUUID();
        var brams = UUID.randomUUID();
        assertThat(others(anna, "report", report, annas, "")).isEmpty();
        assertThat(others(bram, "report", report, brams, "&edits=true")).hasSize(1);
        assertThat(others(anna, "report", report, annas, ""))
                .singleElement()
                .asString()
                .contains("edits");
        assertThat(others(anna, "report", report, UUID.randomUUID(), "&left=true"))
                .isEmpty();
        assertThat(others(bram, "report", report, brams, "&left=true")).isEmpty();
        assertThat(others(anna, "report", report, annas, "")).isEmpty();
        others(anna, "report", report, annas, "&left=true");
    }

    @Test
    void whoIsSilentIsGone() {
        var page = UUID.randomUUID();
        others(bram, "report", report, page, "");
        assertThat(others(carol, "report", report, UUID.randomUUID(), "")).isNotEmpty();
        HUB.part(Database.class)
                .jdbc()
                .sql("update presence set seen_at = seen_at - interval '30 seconds' where page = :page")
                .param("page", page)
                .update();
        assertThat(others(carol, "report", report, UUID.randomUUID(), "")).isEmpty();
    }

    @Test
    void whoMayNotOpenItLearnsOfNobodyAndIsSeenByNobody() {
        var secret = investigation(anna);
        others(anna, "investigation", secret, UUID.randomUUID(), "");
        for (var who : List.of(bram, member)) {
            var refused = who.get(path("investigation", secret, UUID.randomUUID(), "&edits=true"));
            var absent = who.get(path("investigation", UUID.randomUUID().toString(), UUID.randomUUID(), ""));
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).isEqualTo(absent.body());
        }
        assertThat(others(anna, "investigation", secret, UUID.randomUUID(), "")).isEmpty();
        // A member sees nobody even at its own report, and is seen by nobody.
        assertThat(member.get(path("report", report, UUID.randomUUID(), "")).statusCode())
                .isEqualTo(404);
        assertThat(anna.get(path("world", secret, UUID.randomUUID(), "")).statusCode())
                .isEqualTo(404);
    }

    /// Nobody else can be written down; where somebody is, as after a person moved, she is not shown.
    @Test
    void onlyColleaguesAreShownWhateverIsWrittenDown() {
        HUB.part(Database.class).jdbc().sql("""
                        insert into presence (kind, thing, account_id, page, edits, seen_at)
                        select 'report', :report::uuid, id, gen_random_uuid(), false, now() from account
                        where login in ('member', 'bram')""").param("report", report).update();
        assertThat(others(anna, "report", report, UUID.randomUUID(), "")).containsExactly("bram");
    }

    @Test
    void objectsShowWhoIsThereToThoseWhoMaySeeThem() {
        var open = note(Tlp.GREEN, List.of());
        var red = note(Tlp.RED, List.of("anna"));
        others(anna, "object-note", open, UUID.randomUUID(), "&edits=true");
        assertThat(others(bram, "object-note", open, UUID.randomUUID(), ""))
                .singleElement()
                .asString()
                .contains("edits");
        assertThat(others(anna, "object-note", red, UUID.randomUUID(), "")).isEmpty();
        // For anna alone; and of another type there is nothing with this number.
        for (var path : List.of(
                path("object-note", red, UUID.randomUUID(), ""), path("object-report", open, UUID.randomUUID(), ""))) {
            assertThat(bram.get(path).statusCode()).isEqualTo(404);
        }
        assertThat(member.get(path("object-note", open, UUID.randomUUID(), "")).statusCode())
                .isEqualTo(404);
        assertThat(anna.get(path("object-x-" + "y".repeat(100), open, UUID.randomUUID(), ""))
                        .statusCode())
                .isEqualTo(404);
    }

    /// A note that the CERT says.
    ///
    /// @param people whose names it carries when it is red
    /// @return the UUID of its id
    private static String note(Tlp tlp, List<String> people) {
        var store = HUB.part(Store.class);
        var audience = Audience.of(tlp, cert.key());
        for (var login : people) {
            audience = audience.withPerson(
                    HUB.part(Accounts.class).find(login).orElseThrow().key());
        }
        long source = store.sources()
                .register(new NewSource(cert.key(), "Notes " + UUID.randomUUID(), "stix", audience))
                .key();
        var id = UUID.randomUUID().toString();
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"note","spec_version":"2.1","id":"note--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","content":"n","object_refs":["note--%s"]}""".formatted(id, id)));
        store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience, 90))));
        return id;
    }

    @Test
    void whoHasItOpenHearsAtOnceWhoComesAndOthersHearNothing() throws Exception {
        var publication = UUID.fromString(
                anna.json(anna.post("/api/publications", draft())).text("id").orElseThrow());
        others(anna, "publication", publication.toString(), UUID.randomUUID(), "");
        try (var annas = new Heard(anna);
                var carols = new Heard(carol);
                var members = new Heard(member)) {
            long begun = System.nanoTime();
            others(bram, "publication", publication.toString(), UUID.randomUUID(), "");
            assertThat(annas.next()).contains("presence");
            assertThat((System.nanoTime() - begun) / 1_000_000L)
                    .as("before her browser asks again by itself")
                    .isLessThan(8_000);
            Thread.sleep(500);
            assertThat(carols.heard()).isFalse();
            assertThat(members.heard()).isFalse();
        }
    }

    private static JsonObject draft() {
        var words = JsonObject.builder()
                .put("title", "t")
                .put("summary", "s")
                .put("advice", "a")
                .build();
        return JsonObject.builder()
                .put("tlp", "green")
                .put("nl", words)
                .put("en", words)
                .put("indicators", List.<String>of())
                .build();
    }

    /// The words on somebody's stream.
    private static final class Heard implements AutoCloseable {

        private final java.util.concurrent.BlockingQueue<String> words =
                new java.util.concurrent.LinkedBlockingQueue<>();
        private final HttpResponse<java.io.InputStream> answer;

        Heard(RunningHub.Browser who) throws Exception {
            var request = who.signed(HttpRequest.newBuilder(HUB.uri("/api/events")))
                    .GET()
                    .build();
            answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            var ready = new java.util.concurrent.CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                        ready.countDown();
                        if (line.contains("\"about\"")) {
                            words.add(line);
                        }
                    }
                } catch (java.io.IOException closed) {
                    ready.countDown();
                }
            });
            ready.await();
        }

        String next() throws InterruptedException {
            return String.valueOf(words.poll(10, java.util.concurrent.TimeUnit.SECONDS));
        }

        boolean heard() {
            return !words.isEmpty();
        }

        @Override
        public void close() throws Exception {
            answer.body().close();
        }
    }
}
