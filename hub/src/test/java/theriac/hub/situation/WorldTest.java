package theriac.hub.situation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
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
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;

/// What is active where and against whom, as each viewer may know it.
class WorldTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser member;
    private static long source;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        var north = HUB.organization("Northern Hospital", "hospital");
        analyst = HUB.person(cert, "anna");
        member = HUB.person(north, "noor", EnumSet.of(Role.READER));
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "own", Audience.of(Tlp.GREEN, cert.key())))
                .key();
        told(
                Tlp.GREEN,
                object("location", 1, "\"name\":\"Holland (the whole of it)\",\"country\":\"NLD\""),
                object("location", 2, "\"name\":\"The Netherlands\""),
                object("location", 3, "\"name\":\"west\",\"region\":\"western-europe\""),
                object("location", 4, "\"name\":\"Atlantis\""),
                object("identity", 1, "\"name\":\"Hospitals\",\"identity_class\":\"class\""),
                object(
                        "identity",
                        2,
                        "\"name\":\"A firm\",\"identity_class\":\"organization\",\"sectors\":[\"pharmaceuticals\"]"),
                object("identity", 3, "\"name\":\"Energy\",\"identity_class\":\"organization\""),
                object("intrusion-set", 1, "\"name\":\"Sample Grey Ferret\""),
                object("malware", 1, "\"name\":\"Sample Locker\",\"is_family\":true"),
                object("malware", 2, "\"name\":\"Sample Cupboard\",\"is_family\":true"),
                tie(1, "intrusion-set", 1, "targets", "location", 1),
                tie(2, "intrusion-set", 1, "targets", "location", 2),
                tie(3, "intrusion-set", 1, "targets", "identity", 1),
                tie(4, "intrusion-set", 1, "originates-from", "location", 3),
                tie(5, "intrusion-set", 1, "targets", "location", 4),
                tie(6, "malware", 1, "targets", "location", 3),
                tie(7, "malware", 1, "targets", "identity", 3),
                tie(9, "malware", 2, "targets", "location", 1),
                report(1, 1),
                report(2, 1, 2),
                report(4, 2));
        // The actor is for everybody; that it aims at pharmacies is for the CERT alone.
        told(Tlp.AMBER_STRICT, tie(8, "intrusion-set", 1, "targets", "identity", 2), report(3, 1));
    }

    private static void told(Tlp tlp, StixObject... objects) {
        var audience = Audience.of(tlp, cert.key());
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        Stream.of(objects)
                                .map(one -> new Candidate(one, audience))
                                .toList()));
    }

    private static String id(String type, int n) {
        return type + "--" + new UUID(0x0A77AC0000004000L, 0x8000000000000000L + type.hashCode() * 1_000L + n);
    }

    private static StixObject object(String type, int n, String more) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"%s","spec_version":"2.1","id":"%s","created":"2026-03-01T00:00:00Z",
                 "modified":"2026-03-01T00:00:00Z",%s}""".formatted(type, id(type, n), more)));
    }

    private static StixObject tie(int n, String from, int f, String type, String to, int t) {
        return object("relationship", n, """
                "relationship_type":"%s","source_ref":"%s","target_ref":"%s\"""".formatted(type, id(from, f), id(to, t)));
    }

    private static StixObject report(int n, int... malware) {
        var named = IntStream.of(malware)
                .mapToObj(one -> "\"" + id("malware", one) + "\"")
                .collect(Collectors.joining(","));
        return object("report", n, """
                "name":"Report %d","published":"2026-03-01T00:00:00Z","object_refs":[%s]""".formatted(n, named));
    }

    private static Optional<JsonObject> of(RunningHub.Browser who, String list, String name) {
        return who.json("/api/world").array(list).orElseThrow().objects().stream()
                .filter(one -> one.text("name").orElse("").equals(name))
                .findFirst();
    }

    private static List<String> texts(JsonObject json, String name) {
        return json.array(name).orElseThrow().texts();
    }

    @Test
    void placesAndSectorsAreKnownByAllTheirNames() {
        var actor = of(member, "active", "Sample Grey Ferret").orElseThrow();
        assertThat(texts(actor, "countries")).containsExactly("NL");
        assertThat(texts(actor, "sectors")).containsExactly("healthcare");
        assertThat(texts(actor, "regions")).isEmpty();
        var malware = of(member, "active", "Sample Locker").orElseThrow();
        assertThat(texts(malware, "regions")).containsExactly("western-europe");
        // A firm that is called Energy is not the sector.
        assertThat(texts(malware, "sectors")).isEmpty();
    }

    @Test
    void whatIsForTheCertAloneMovesNobodysPicture() {
        assertThat(texts(of(analyst, "active", "Sample Grey Ferret").orElseThrow(), "sectors"))
                .containsExactly("healthcare", "pharmaceuticals");
        assertThat(of(analyst, "named", "Sample Locker").orElseThrow().integer("now"))
                .hasValue(3);
        assertThat(of(member, "named", "Sample Locker").orElseThrow().integer("now"))
                .hasValue(2);
        assertThat(thisWeek(analyst, "report")).isEqualTo(new JsonNumber("4"));
        assertThat(thisWeek(member, "report")).isEqualTo(new JsonNumber("3"));
    }

    @Test
    void whatIsOneThingToTheViewerIsOneInThePictureUntilThatIsTakenBack() {
        var merged = analyst.json(analyst.post(
                "/api/clusters", (JsonObject) Json.read("""
                {"ids":["%s","%s"],"reason":"the same program under two names"}""".formatted(id("malware", 1), id("malware", 2)))));
        var statement = merged.array("statements")
                .orElseThrow()
                .objects()
                .getFirst()
                .text("id")
                .orElseThrow();

        assertThat(of(analyst, "active", "Sample Cupboard")).isEmpty();
        var locker = of(analyst, "active", "Sample Locker").orElseThrow();
        assertThat(texts(locker, "countries")).containsExactly("NL");
        assertThat(texts(locker, "regions")).containsExactly("western-europe");
        // One report names both, and counts once.
        assertThat(now(analyst, "Sample Locker")).hasValue(4);
        assertThat(now(analyst, "Sample Cupboard")).isEmpty();
        // The member may not know that they are one.
        assertThat(now(member, "Sample Locker")).hasValue(2);
        assertThat(now(member, "Sample Cupboard")).hasValue(2);
        assertThat(of(member, "active", "Sample Cupboard")).isPresent();

        var split = analyst.post(
                "/api/clusters/" + statement + "/split", (JsonObject) Json.read("{\"reason\":\"they are two\"}"));
        assertThat(split.statusCode()).as(split.body()).isLessThan(300);
        assertThat(now(analyst, "Sample Locker")).hasValue(3);
        assertThat(now(analyst, "Sample Cupboard")).hasValue(2);
    }

    private static OptionalLong now(RunningHub.Browser who, String name) {
        return of(who, "named", name).map(one -> one.integer("now")).orElse(OptionalLong.empty());
    }

    private static JsonValue thisWeek(RunningHub.Browser who, String type) {
        var weeks = who.json("/api/world").array("weeks").orElseThrow().objects().stream()
                .filter(one -> one.text("type").orElse("").equals(type))
                .findFirst()
                .orElseThrow();
        return weeks.array("counts").orElseThrow().values().getLast();
    }

    @Test
    void aSpanIsOneOfDays() {
        assertThat(analyst.get("/api/world?days=0").statusCode()).isEqualTo(400);
        assertThat(analyst.get("/api/world?days=4000").statusCode()).isEqualTo(400);
        assertThat(analyst.json("/api/world?days=1")
                        .array("active")
                        .orElseThrow()
                        .values())
                .hasSize(3);
        assertThat(member.get("/api/world?days=3650").statusCode()).isEqualTo(200);
    }
}
