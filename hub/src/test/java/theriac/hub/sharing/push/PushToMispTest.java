package theriac.hub.sharing.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.db.Database;
import theriac.hub.fetch.Credential;
import theriac.hub.ingest.Ingest;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;

/// Events of a collection sent to a MISP server: another hub, over its MISP interface, and a server that is told what
/// to answer.
class PushToMispTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    @RegisterExtension
    static final RunningHub OTHER = new RunningHub();

    private static Organization cert;
    private static Organization partner;
    private static RunningHub.Browser maker;
    private static MispPushes pushes;
    private static String keyThere;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        partner = HUB.organization("Partner", "partner");
        maker = HUB.person(cert, "maker");
        pushes = new MispPushes(HUB, maker, partner.id());
        OTHER.organization("Their cert", "cert");
        keyThere = OTHER.token(OTHER.organization("Receiver", "hospital"), Scope.MISP_WRITE);
        HUB.part(Vault.class).put("misp", "127.0.0.1", new Credential.Header("Authorization", keyThere), "maker");
    }

    private static Source source(String name, Audience audience) {
        return HUB.part(Store.class).sources().register(new NewSource(cert.key(), name, "misp", audience));
    }

    private static String event(UUID uuid, String info, long timestamp, String distribution, String... domains) {
        var attributes = new StringBuilder();
        for (int i = 0; i < domains.length; i++) {
            attributes.append("""
                    %s{"uuid":"%s","type":"domain","category":"Network activity","to_ids":true,"value":"%s","timestamp":"%d"}
                    """.formatted(
                            i == 0 ? "" : ",",
                            UUID.nameUUIDFromBytes((uuid + domains[i]).getBytes(StandardCharsets.UTF_8)),
                            domains[i],
                            timestamp));
        }
        return """
                {"Event":{"uuid":"%s","info":"%s","date":"2026-11-01","distribution":"%s","threat_level_id":"2","analysis":"0",
                 "timestamp":"%d","published":true,"Orgc":{"uuid":"55f6ea5e-2c60-40e5-964f-47a8950d210f","name":"Elsewhere"},
                 "Tag":[{"name":"push:%s"}],"Attribute":[%s]}}""".formatted(
                        uuid, info, distribution, timestamp, uuid.toString().substring(0, 8), attributes);
    }

    private static void take(Source source, String event) {
        var delivery = HUB.part(Ingest.class)
                .take(source, "event.json", new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
        assertThat(delivery.counts().rejected()).isZero();
    }

    private static HttpResponse<String> there(UUID event) {
        return OTHER.send(HttpRequest.newBuilder(OTHER.uri("/misp/events/view/" + event))
                .header("Authorization", keyThere)
                .build());
    }

    private static final String ALL = "type:report OR type:indicator OR type:sighting OR type:opinion";

    private static String made(String title, URI server) {
        return pushes.made(title, ALL, server);
    }

    private static JsonObject sent(String destination, boolean again) {
        return pushes.sent(destination, again);
    }

    /// PyMISP's `server_push`.
    @Test
    void aKeyOfTheCertBeginsAPush() {
        var uuid = UUID.randomUUID();
        var later = UUID.randomUUID();
        var source = source("Begun by a key", Audience.of(Tlp.GREEN, cert.key()));
        take(source, event(uuid, "First", 1_780_000_000, "3", "begun.example"));
        var destination = made("Begun by a key", OTHER.uri("/misp/"));
        sent(destination, false);
        take(source, event(later, "Second", 1_780_000_000, "3", "begun-later.example"));
        pushes.filled();
        var answer = push(HUB.token(cert, Scope.MISP_SYNC), destination);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        HUB.part(Destinations.class).sendDue(10);
        var end = Instant.now().plusSeconds(60);
        while (there(later).statusCode() != 200) {
            assertThat(Instant.now()).as("nothing was sent").isBefore(end);
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(push(HUB.token(cert, Scope.MISP_WRITE), destination).statusCode())
                .isEqualTo(403);
        var off = row(destination).with("on", JsonBoolean.FALSE);
        assertThat(maker.write("PUT", "/api/destinations/" + destination, Json.write(off), "application/json")
                        .statusCode())
                .isEqualTo(200);
        var refused = push(HUB.token(cert, Scope.MISP_SYNC), destination);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("switched off");
    }

    private static JsonObject row(String destination) {
        return maker.json("/api/destinations").array("destinations").orElseThrow().objects().stream()
                .filter(each -> each.text("id").filter(destination::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /// As MISP tells failures.
    private static void isRefused(HttpResponse<String> answer, int status, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var told = (JsonObject) Json.read(answer.body());
        assertThat(told.names()).containsExactly("name", "message", "url");
        assertThat(told.text("message").orElseThrow()).contains(why);
    }

    private static String number(UUID uuid) {
        return Long.toString(uuid.getMostSignificantBits() >>> 16);
    }

    /// PyMISP's `server_push(server, event)`.
    @Test
    void aKeyPushesOneEventAloneAndTheNextRoundSendsTheOthers() {
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        var sync = HUB.token(cert, Scope.MISP_SYNC);
        var source = source("One alone", Audience.of(Tlp.GREEN, cert.key()));
        take(source, event(other, "Other", 1_780_000_000, "3", "other-alone.example"));
        take(source, event(one, "One", 1_780_000_000, "3", "one-alone.example"));
        var destination = made("One alone", OTHER.uri("/misp/"));
        var planned = row(destination);
        var answer = push(sync, destination + "/" + number(one));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("One alone", "has this event now");
        assertThat(there(one).body()).contains("one-alone.example", "Elsewhere");
        assertThat(there(other).statusCode()).isEqualTo(404);
        var row = row(destination);
        assertThat(row.integer("sent")).hasValue(1);
        assertThat(row.array("receipts").orElseThrow().objects())
                .singleElement()
                .matches(receipt -> receipt.integer("successes").orElse(0) == 1);
        assertThat(row.without("sent").without("receipts"))
                .as("place, plan and health of the round stay")
                .isEqualTo(planned.without("sent").without("receipts"));
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .read(Viewer.system("test"), 0, 10_000, Set.of(LedgerEntry.Kind.FETCHED)))
                .as("who had what is on record")
                .anyMatch(entry ->
                        StixId.of("report--" + one).equals(entry.object().orElse(null)));

        assertThat(sent(destination, false).text("problem")).isEmpty();
        assertThat(there(other).statusCode()).isEqualTo(200);
        var all = row(destination).integer("sent").orElseThrow();
        assertThat(sent(destination, false).integer("sent")).hasValue(all);

        take(source, event(other, "Other again", 1_780_000_100, "3", "other-alone.example"));
        take(source, event(one, "One again", 1_780_000_100, "3", "one-alone.example", "one-more.example"));
        pushes.filled();
        assertThat(push(sync, destination + "/" + one).statusCode()).isEqualTo(200);
        assertThat(there(one).body()).contains("One again", "one-more.example");
        assertThat(there(other).body()).doesNotContain("Other again");
        assertThat(push(sync, destination + "/" + one).statusCode())
                .as("who asks for it is not told that nothing is new")
                .isEqualTo(200);
        assertThat(sent(destination, false).text("problem")).isEmpty();
        assertThat(there(other).body()).contains("Other again");
    }

    @Test
    void oneEventGoesWhereARoundWouldSendItAndNowhereElse() {
        var uuid = UUID.randomUUID();
        var hidden = UUID.randomUUID();
        var outside = UUID.randomUUID();
        var sync = HUB.token(cert, Scope.MISP_SYNC);
        take(
                source("Gate, shared", Audience.of(Tlp.GREEN, cert.key())),
                event(uuid, "Chosen event", 1_780_000_000, "3", "gate-shared.example"));
        take(
                source("Gate, outside", Audience.of(Tlp.GREEN, cert.key())),
                event(outside, "Other event", 1_780_000_000, "3", "gate-outside.example"));
        take(
                source("Gate, own", Audience.of(Tlp.AMBER_STRICT, cert.key())),
                event(hidden, "Chosen and hidden", 1_780_000_000, "3", "gate-own.example"));
        var destination = pushes.made("Only the chosen", "type:report AND chosen", OTHER.uri("/misp/"));
        isRefused(push(sync, destination + "/" + hidden), 403, "may not have this event");
        isRefused(push(sync, destination + "/" + outside), 409, "not in the collection");
        isRefused(push(sync, destination + "/" + UUID.randomUUID()), 404, "Invalid event");
        isRefused(push(sync, destination + "/nothing"), 404, "Invalid event");
        isRefused(push(sync, UUID.randomUUID() + "/" + uuid), 404, "Invalid server");
        isRefused(push(HUB.token(cert, Scope.MISP_WRITE), destination + "/" + uuid), 403, "misp_sync");
        var sql = new DestinationSql(HUB.part(Database.class));
        var key = sql.find(UUID.fromString(destination), Instant.now())
                .orElseThrow()
                .key();
        var until = Instant.parse("2100-01-01T00:00:00Z");
        assertThat(sql.lease(key, Instant.now(), until)).isTrue();
        isRefused(push(sync, destination + "/" + uuid), 409, "being sent to right now");
        sql.release(key, until);
        var off = row(destination).with("on", JsonBoolean.FALSE);
        assertThat(maker.write("PUT", "/api/destinations/" + destination, Json.write(off), "application/json")
                        .statusCode())
                .isEqualTo(200);
        isRefused(push(sync, destination + "/" + uuid), 409, "switched off");
        isRefused(push(sync, destination + "/" + UUID.randomUUID()), 404, "Invalid event");
        for (var event : List.of(uuid, hidden, outside)) {
            assertThat(there(event).statusCode()).isEqualTo(404);
        }
        assertThat(row(destination).integer("sent")).hasValue(0);
    }

    private static HttpResponse<String> push(String key, String destination) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/servers/push/" + destination))
                .header("Authorization", key)
                .build());
    }

    @Test
    void anEventArrivesIsEditedAndIsDeletedWhenItIsTakenBack() {
        var uuid = UUID.randomUUID();
        var hidden = UUID.randomUUID();
        var source = source("Events", Audience.of(Tlp.GREEN, cert.key()));
        take(source, event(uuid, "First", 1_780_000_000, "3", "one.example"));
        take(
                source("Own", Audience.of(Tlp.AMBER_STRICT, cert.key())),
                event(hidden, "Hidden", 1_780_000_000, "3", "x.example"));
        var destination = made("Events for the partner", OTHER.uri("/misp/"));
        var row = sent(destination, false);
        assertThat(row.text("problem")).as(Json.write(row)).isEmpty();
        assertThat(row.text("kind")).contains("misp");

        var arrived =
                ((JsonObject) Json.read(there(uuid).body())).object("Event").orElseThrow();
        assertThat(arrived.text("info")).contains("First");
        assertThat(arrived.bool("published")).as("people there decide").contains(false);
        assertThat(there(uuid).body()).contains("one.example", "Elsewhere");
        assertThat(there(hidden).statusCode()).isEqualTo(404);
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .read(Viewer.system("test"), 0, 1_000, Set.of(LedgerEntry.Kind.FETCHED)))
                .as("who had what is on record")
                .anyMatch(entry -> StixId.of("report--" + uuid)
                                .equals(entry.object().orElse(null))
                        && entry.detail().text("channel").filter("misp"::equals).isPresent());

        long accepted = row.integer("sent").orElseThrow();
        assertThat(sent(destination, false).integer("sent"))
                .as("nothing is news")
                .hasValue(accepted);

        take(source, event(uuid, "Second", 1_780_000_100, "3", "one.example", "two.example"));
        assertThat(sent(destination, false).text("problem")).isEmpty();
        assertThat(there(uuid).body()).contains("Second", "two.example");

        var report = StixId.of("report--" + uuid);
        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), List.of(report), source.key(), "It was wrong.");
        row = sent(destination, false);
        assertThat(row.text("problem")).as(Json.write(row)).isEmpty();
        assertThat(there(uuid).statusCode()).as("taken back there as well").isEqualTo(404);
    }

    @Test
    void aServerThatIsAwayIsSentTheSameAgainAndARefusalIsSaidWithItsReason() throws IOException {
        var uuid = UUID.randomUUID();
        take(
                source("More events", Audience.of(Tlp.GREEN, cert.key())),
                event(uuid, "Third", 1_780_000_000, "3", "three.example"));
        var status = new AtomicInteger(500);
        var asked = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestURI().getPath() + " " + sent);
                var body = "{\"message\":\"No\",\"errors\":\"The event is on the list of events that nobody wants\"}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status.get(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            var destination = made(
                    "Another server",
                    URI.create(
                            "http://127.0.0.1:%d/".formatted(server.getAddress().getPort())));
            var row = sent(destination, false);
            assertThat(row.text("problem").orElseThrow()).contains("500", "nobody wants");
            assertThat(row.text("place")).as("the place stays").isEmpty();
            status.set(401);
            assertThat(sent(destination, false).text("problem").orElseThrow()).contains("401");
            status.set(403);
            row = sent(destination, false);
            assertThat(row.text("problem")).isEmpty();
            assertThat(Json.write(row)).contains("report--" + uuid, "nobody wants");
            assertThat(row.integer("sent"))
                    .as("what was refused does not count")
                    .hasValue(0);
            var sync = HUB.token(cert, Scope.MISP_SYNC);
            isRefused(push(sync, destination + "/" + uuid), 409, "nobody wants");
            status.set(500);
            isRefused(push(sync, destination + "/" + uuid), 503, "status 500");
            status.set(200);
            asked.clear();
            row = sent(destination, true);
            assertThat(asked)
                    .filteredOn(request -> request.contains("three.example"))
                    .singleElement()
                    .asString()
                    .startsWith("/events/add ")
                    .as("never wider than the hub lets it go")
                    .contains("\"distribution\":\"1\"", "tlp:green", "\"published\":false");
            assertThat(row.integer("sent").orElseThrow()).isPositive();
        } finally {
            server.stop(0);
        }
    }

    /// What MISP calls a sighting of a false positive.
    @Test
    void anOpinionThatDisagreesIsToldOfEachThingThatItIsAbout() throws IOException {
        var uuid = UUID.randomUUID();
        var source = source("Doubted events", Audience.of(Tlp.GREEN, cert.key()));
        take(source, event(uuid, "Doubted", 1_780_000_000, "3", "four.example", "five.example"));
        var things = List.of("four.example", "five.example").stream()
                .map(name -> UUID.nameUUIDFromBytes((uuid + name).getBytes(StandardCharsets.UTF_8)))
                .toList();
        say(source, "strongly-disagree", things);
        say(source, "agree", things);
        var asked = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestURI().getPath() + " " + sent);
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            var address = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
            var destination = made("A server for doubts", URI.create(address));
            assertThat(sent(destination, false).text("problem")).isEmpty();
            assertThat(asked)
                    .filteredOn(request -> request.startsWith("/sightings/add/"))
                    .as("once for each, and nothing of who agrees")
                    .hasSize(2)
                    .allMatch(request -> request.contains("\"type\":\"1\"") && request.contains("\"timestamp\""))
                    .anyMatch(request -> request.contains(things.getFirst().toString()))
                    .anyMatch(request -> request.contains(things.getLast().toString()));
            asked.clear();
            sent(destination, true);
            assertThat(asked)
                    .as("a server that counts is told once")
                    .noneMatch(request -> request.startsWith("/sightings/add/"));
        } finally {
            server.stop(0);
        }
    }

    private static void say(Source source, String word, List<UUID> things) {
        var opinion = StixObject.of(
                (JsonObject) Json.read("""
                {"type":"opinion","spec_version":"2.1","id":"opinion--%s","created":"2026-11-02T10:00:00.000Z",
                 "modified":"2026-11-02T10:00:00.000Z","opinion":"%s","object_refs":["indicator--%s","indicator--%s"]}""".formatted(UUID.randomUUID(), word, things.getFirst(), things.getLast())));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        source.key(), null, List.of(new Candidate(opinion, Audience.of(Tlp.GREEN, cert.key())))));
    }

    private static StixId indicator(Source source, String domain, String marking) {
        var id = StixId.random("indicator");
        tell(source, """
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-03T10:00:00.000Z",
                 "modified":"2026-11-03T10:00:00.000Z","name":"Alone","pattern":"[domain-name:value = '%s']",
                 "pattern_type":"stix","valid_from":"2026-11-03T10:00:00Z"}""".formatted(id.text(), domain), marking);
        return id;
    }

    private static void tell(Source source, String json, String tlp) {
        var object = StixObject.of((JsonObject) Json.read(json));
        var audience = Audience.of(Tlp.ofLabel(tlp).orElseThrow(), cert.key()).withOrganization(partner.key());
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(source.key(), null, List.of(new Candidate(object, audience))));
    }

    private static List<JsonObject> looseThere() {
        var found = OTHER.send(HttpRequest.newBuilder(OTHER.uri("/misp/events/restSearch"))
                .header("Authorization", keyThere)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"eventinfo\":\"Indicators of 2026-11-03\"}"))
                .build());
        return ((JsonObject) Json.read(found.body()))
                .array("response").orElseThrow().objects().stream()
                        .map(each -> each.object("Event").orElseThrow())
                        .toList();
    }

    /// Of what is in no report an event for each author, day and label; it grows, is mended, and moves into a report.
    @Test
    void anIndicatorThatIsInNoReportArrivesInAnEventOfItsDay() {
        var source = source("Loose", Audience.of(Tlp.GREEN, cert.key()));
        indicator(source, "loose-one.example", "green");
        indicator(source, "loose-secret.example", "amber");
        var destination = made("Loose indicators", OTHER.uri("/misp/"));
        var row = sent(destination, false);
        assertThat(row.text("problem")).as(Json.write(row)).isEmpty();
        assertThat(looseThere()).as("one for each label").hasSize(2);
        assertThat(looseThere())
                .filteredOn(event -> event.toString().contains("loose-secret.example"))
                .singleElement()
                .matches(event -> event.toString().contains("tlp:amber")
                        && event.text("distribution").filter("0"::equals).isPresent()
                        && !event.bool("published").orElse(true)
                        && !event.toString().contains("loose-one.example"));

        var second = indicator(source, "loose-two.example", "green");
        var third = indicator(source, "loose-three.example", "green");
        row = sent(destination, false);
        assertThat(row.text("problem")).as(Json.write(row)).isEmpty();
        assertThat(looseThere()).as("no further event").hasSize(2);
        assertThat(looseThere().toString()).contains("loose-one.example", "loose-two.example", "loose-three.example");

        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), List.of(second), source.key(), "wrong");
        var report = UUID.randomUUID();
        tell(source, """
                {"type":"report","spec_version":"2.1","id":"report--%s","created":"2026-11-04T10:00:00.000Z",
                 "modified":"2026-11-04T10:00:00.000Z","name":"A report after all","published":"2026-11-04T10:00:00Z",
                 "object_refs":["%s"]}""".formatted(report, third.text()), "green");
        row = sent(destination, false);
        assertThat(row.text("problem")).as(Json.write(row)).isEmpty();
        assertThat(there(report).body()).contains("loose-three.example");
        assertThat(looseThere().toString())
                .contains("loose-one.example")
                .doesNotContain("loose-two.example", "loose-three.example");
        var before = looseThere().toString();
        assertThat(sent(destination, true).text("problem")).isEmpty();
        assertThat(looseThere()).as("again, and nothing twice").hasSize(2);
        assertThat(looseThere().toString()).hasSameSizeAs(before);
    }

    @Test
    void withoutAKeyNothingIsMade() {
        var answer = maker.post(
                "/api/destinations",
                JsonObject.builder()
                        .put("title", "No key")
                        .put("kind", "misp")
                        .put("address", "https://misp.example/")
                        .put("credential", "")
                        .put("allow", List.of())
                        .put("collection", UUID.randomUUID().toString())
                        .put("organization", partner.id().toString())
                        .put("everyMinutes", 60)
                        .put("on", true)
                        .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("wants a key");
    }
}
