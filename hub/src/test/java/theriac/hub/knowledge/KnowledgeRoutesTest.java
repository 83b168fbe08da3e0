package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// Neighbours, ways, clusters, history and values over HTTP, as a member and as the CERT get them.
class KnowledgeRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static String id(String type, int number) {
        return type + "--00000000-0000-4000-8000-%012d".formatted(number);
    }

    private static JsonObject.Builder json(String type, int number) {
        return JsonObject.builder()
                .put("type", type)
                .put("id", id(type, number))
                .put("created", "2026-01-01T00:00:00.000Z")
                .put("modified", "2026-01-01T00:00:00.000Z")
                .put("name", type + " " + number);
    }

    private static JsonObject indicator(int number, String domain) {
        return json("indicator", number)
                .put("pattern", "[domain-name:value = '" + domain + "']")
                .put("pattern_type", "stix")
                .build();
    }

    private static void claim(long source, Organization owner, Tlp tlp, JsonObject... objects) {
        var audience = Audience.of(tlp, owner.key());
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        List.of(objects).stream()
                                .map(o -> new Candidate(StixObject.of(o), audience))
                                .toList()));
    }

    @Test
    void whatBelongsTogetherIsToldToEachAsFarAsItMaySee() {
        var cert = HUB.organization("CERT", "cert");
        var north = HUB.organization("North hospital", "hospital");
        long source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "stix", Audience.undecided(cert.key())))
                .key();
        var relationship = json("relationship", 1)
                .put("relationship_type", "indicates")
                .put("source_ref", id("indicator", 1))
                .put("target_ref", id("malware", 1))
                .build()
                .without("name");
        var long_ = JsonArray.ofTexts(
                IntStream.range(0, 6_000).mapToObj(n -> id("indicator", n)).toList());
        claim(
                source,
                cert,
                Tlp.GREEN,
                indicator(1, "evil.example"),
                indicator(2, "evil.example"),
                json("malware", 1).build(),
                json("malware", 2).put("aliases", List.of("Malware-1")).build(),
                json("report", 1).put("object_refs", long_).build());
        claim(source, cert, Tlp.AMBER_STRICT, relationship);
        claim(
                source,
                cert,
                Tlp.GREEN,
                indicator(1, "evil.example")
                        .with("modified", new JsonString("2026-01-02T00:00:00.000Z"))
                        .with("confidence", theriac.stix.json.JsonNumber.of(70)));
        var analyst = HUB.person(cert, "analyst");
        var member = HUB.person(north, "member");
        var one = "/api/objects/" + id("indicator", 1);

        assertThat(analyst.json(one + "/neighbours")
                        .array("neighbours")
                        .orElseThrow()
                        .objects())
                .extracting(o -> o.text("relationshipType").orElse(""))
                .containsExactlyInAnyOrder("indicates", "object_refs");
        assertThat(member.json(one + "/neighbours")
                        .array("neighbours")
                        .orElseThrow()
                        .objects())
                .extracting(o -> o.text("relationshipType").orElse(""))
                .containsExactly("object_refs");
        var way = "/api/paths?from=" + id("indicator", 1) + "&to=" + id("malware", 1);
        assertThat(analyst.json(way).array("paths").orElseThrow().size()).isEqualTo(1);
        assertThat(member.json(way).array("paths").orElseThrow().size()).isZero();
        assertThat(member.get("/api/paths?from=" + id("indicator", 1) + "&to=" + id("malware", 9))
                        .statusCode())
                .isEqualTo(404);
        assertThat(member.json(one + "/also-seen")
                        .array("objects")
                        .orElseThrow()
                        .size())
                .isEqualTo(1);
        history(member, one);
        clusters(analyst, member);
        values(member);
        longReport(member);
    }

    private static void history(RunningHub.Browser member, String one) {
        var versions =
                member.json(one + "/versions").array("versions").orElseThrow().objects();
        assertThat(versions).hasSize(2);
        var differences = member.json(one + "/differences?from="
                        + versions.getLast().text("digest").orElseThrow() + "&to="
                        + versions.getFirst().text("digest").orElseThrow())
                .array("differences")
                .orElseThrow()
                .objects();
        assertThat(differences)
                .extracting(d -> d.text("kind").orElse("") + d.text("pointer").orElse(""))
                .containsExactly("changed/modified", "added/confidence");
        var then = versions.getLast().text("at").orElseThrow();
        assertThat(member.json(one + "?at=" + then)
                        .object("summary")
                        .orElseThrow()
                        .text("modified"))
                .contains("2026-01-01T00:00:00.000Z");
        assertThat(member.get(one + "?at=2020-01-01T00:00:00Z").statusCode()).isEqualTo(404);
    }

    private static void clusters(RunningHub.Browser analyst, RunningHub.Browser member) {
        var malware = "/api/objects/" + id("malware", 1);
        assertThat(analyst.json(malware + "/suggestions")
                        .array("suggestions")
                        .orElseThrow()
                        .objects())
                .extracting(s -> s.text("reason").orElse(""))
                .containsExactly("name");
        var answer = analyst.post(
                "/api/clusters",
                JsonObject.builder()
                        .put("ids", List.of(id("malware", 1), id("malware", 2)))
                        .put("tlp", "TLP:GREEN")
                        .put("reason", "one family")
                        .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        var cluster = member.json("/api/objects/" + id("malware", 2))
                .object("cluster")
                .orElseThrow();
        assertThat(cluster.array("members").orElseThrow().size()).isEqualTo(2);
        assertThat(rows(member, "?type=malware")).isEqualTo(1);
        assertThat(rows(member, "?type=malware&merged=false")).isEqualTo(2);
        var statement = cluster.array("statements")
                .orElseThrow()
                .objects()
                .getFirst()
                .text("id")
                .orElseThrow();
        var why = JsonObject.builder().put("reason", "mistake").build();
        assertThat(member.post("/api/clusters/" + statement + "/split", why).statusCode())
                .isEqualTo(403);
        assertThat(analyst.post("/api/clusters/" + statement + "/split", why).statusCode())
                .isEqualTo(200);
        assertThat(member.json(malware).object("cluster")).isEmpty();
        assertThat(rows(member, "?type=malware")).isEqualTo(2);
    }

    private static int rows(RunningHub.Browser member, String question) {
        return member.json("/api/objects" + question)
                .array("objects")
                .orElseThrow()
                .size();
    }

    private static void values(RunningHub.Browser member) {
        var question = JsonObject.builder()
                .put("values", List.of("evil[.]example", "www.evil.example", "new.example"))
                .build();
        var answers = ((JsonObject) theriac.stix.json.Json.read(
                        member.post("/api/values", question).body()))
                .array("values")
                .orElseThrow()
                .objects();
        assertThat(answers)
                .extracting(a -> a.text("verdict").orElse(""))
                .containsExactly("indicated", "around", "unknown");
        assertThat(answers.getFirst().integer("confidence")).hasValue(70);
        assertThat(member.get("/api/values?mode=inside&text=0.0.0.0/0").statusCode())
                .isEqualTo(400);
        assertThat(member.json("/api/values?mode=prefix&text=evil")
                        .array("values")
                        .orElseThrow()
                        .size())
                .isEqualTo(2);
    }

    private static void longReport(RunningHub.Browser member) {
        var page = member.json("/api/objects/" + id("report", 1));
        assertThat(page.text("json")).contains("");
        assertThat(page.integer("jsonBytes").orElseThrow()).isGreaterThan(256 * 1024);
        assertThat(page.array("relations").orElseThrow().size()).isEqualTo(2);
        assertThat(member.get("/api/objects/" + id("report", 1) + "/json").body())
                .contains("object_refs");
    }
}
