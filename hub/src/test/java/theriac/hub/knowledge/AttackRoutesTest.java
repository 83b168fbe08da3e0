package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.formats.FormatSettings;
import theriac.hub.formats.StixBundle;
import theriac.hub.policy.Audience;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.testkit.Vectors;

/// Matrices and their heat over HTTP, with two real releases of ATT&CK in the store. The expected figures were
/// counted in the files by another program.
class AttackRoutesTest {

    private static final String APT29 = "intrusion-set--899ce53f-13a0-479b-a0e4-67d46e241542";
    private static final String ENTERPRISE = "x-mitre-matrix--eafc1b4c-5e56-4965-bd4e-66a6a89c88cc";
    private static final String INDUSTRY = "x-mitre-matrix--575f48f4-8897-4468-897b-48bb364af6c7";

    private static final FormatSettings SETTINGS = FormatSettings.of(
            StixId.of("identity--5a1b2c3d-0000-4000-8000-000000000001"), Instant.parse("2026-01-01T00:00:00Z"));

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static long source;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser member;

    @BeforeAll
    static void loaded() throws IOException {
        cert = HUB.organization("CERT", "cert");
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "ATT&CK", "stix", Audience.undecided(cert.key())))
                .key();
        analyst = HUB.person(cert, "analyst");
        member = HUB.person(HUB.organization("North hospital", "hospital"), "member");
        claim("knowledge/attack/enterprise-attack-stix20.json.gz");
        claim("knowledge/attack/ics-attack-18.1.json.gz");
    }

    private static void claim(String file) throws IOException {
        var objects = new ArrayList<StixObject>();
        try (var input = Vectors.open(file)) {
            new StixBundle().read(input, SETTINGS, new BundleSink() {
                @Override
                public void object(int index, String pointer, StixObject object, List<Finding> findings) {
                    objects.add(object);
                }

                @Override
                public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
                    throw new AssertionError(pointer + " " + findings);
                }

                @Override
                public void finding(Finding finding) {
                    // A remark on the whole file changes no object.
                }
            });
        }
        claim(Tlp.GREEN, objects);
    }

    private static void claim(Tlp tlp, List<StixObject> objects) {
        var audience = Audience.of(tlp, cert.key());
        for (int from = 0; from < objects.size(); from += 5_000) {
            HUB.part(Store.class)
                    .claims()
                    .claim(new ClaimBatch(
                            source,
                            null,
                            objects.subList(from, Math.min(objects.size(), from + 5_000)).stream()
                                    .map(object -> new Candidate(object, audience))
                                    .toList()));
        }
    }

    private static List<JsonObject> list(JsonObject answer, String name) {
        return answer.array(name).orElseThrow().objects();
    }

    private static Optional<JsonObject> row(JsonObject heat, String number) {
        return list(heat, "techniques").stream()
                .filter(row -> row.text("number").filter(number::equals).isPresent())
                .findFirst();
    }

    private static long statements(JsonObject heat) {
        return list(heat, "techniques").stream()
                .mapToLong(row -> row.integer("statements").orElseThrow())
                .sum();
    }

    @Test
    void aMatrixIsAsItsOwnObjectsSay() {
        assertThat(list(member.json("/api/attack/matrices"), "matrices"))
                .extracting(matrix -> matrix.text("id").orElse("") + " "
                        + matrix.text("domain").orElse("") + " "
                        + matrix.text("version").orElse(""))
                .containsExactly(INDUSTRY + " ics-attack 18.1", ENTERPRISE + " enterprise-attack ");
        var frame = member.json("/api/attack/matrices/" + ENTERPRISE);
        var sizes = list(frame, "tactics").stream()
                .map(tactic -> tactic.text("name").orElse("") + " "
                        + tactic.array("techniques").orElseThrow().size())
                .toList();
        assertThat(sizes)
                .containsExactly(
                        "Reconnaissance 45",
                        "Resource Development 47",
                        "Initial Access 22",
                        "Execution 46",
                        "Persistence 126",
                        "Privilege Escalation 109",
                        "Defense Evasion 215",
                        "Credential Access 67",
                        "Discovery 49",
                        "Lateral Movement 23",
                        "Collection 41",
                        "Command and Control 45",
                        "Exfiltration 19",
                        "Impact 33");
        assertThat(list(frame, "techniques")).hasSize(691);
        assertThat(list(frame, "moved")).hasSize(132);
        assertThat(list(frame, "moved").stream()
                        .collect(Collectors.toMap(
                                m -> m.text("from").orElseThrow(),
                                m -> m.text("to").orElseThrow())))
                .containsEntry("T1193", "T1566.001")
                .as("two steps")
                .containsEntry("T1150", "T1647");
        var column = list(frame, "tactics").get(2).array("techniques").orElseThrow();
        assertThat(column.texts()).startsWith("T1659", "T1189", "T1190").containsSequence("T1566", "T1566.001");
        assertThat(list(member.json("/api/attack/matrices/" + INDUSTRY), "tactics"))
                .hasSize(12);
        assertThat(member.get("/api/attack/matrices/" + ENTERPRISE.replace("eafc", "0000"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anActorIsAsWarmAsItsFileSays() {
        var alone = member.json("/api/attack/heat?of=" + APT29);
        assertThat(list(alone, "techniques")).hasSize(66);
        assertThat(statements(alone)).isEqualTo(66);
        assertThat(alone.object("of").orElseThrow().text("name")).contains("APT29");
        var wide = member.json("/api/attack/heat?wide=true&of=" + APT29);
        assertThat(list(wide, "techniques")).hasSize(249);
        assertThat(statements(wide)).isEqualTo(725);
        var year = member.json("/api/attack/heat?from=2025-01-01&to=2025-12-31");
        assertThat(statements(year)).isGreaterThanOrEqualTo(1_691);
        assertThat(list(year, "techniques")).hasSizeGreaterThanOrEqualTo(356);
    }

    @Test
    void aReportThatNamesARevokedTechniqueIsShownAtItsSuccessorAndAHiddenReportNowhere() {
        var report = "report--00000000-0000-4000-8000-000000000001";
        var json = JsonObject.builder()
                .put("type", "report")
                .put("id", report)
                .put("created", "2026-01-01T00:00:00.000Z")
                .put("modified", "2026-01-01T00:00:00.000Z")
                .put("published", "2026-01-01T00:00:00Z")
                .put("name", "A lure by mail")
                .put("object_refs", List.of("attack-pattern--6aac77c4-eaf2-4366-8c13-ce50ab951f38"))
                .build();
        claim(Tlp.AMBER_STRICT, List.of(StixObject.of(json)));
        var heat = analyst.json("/api/attack/heat?of=" + report);
        assertThat(list(heat, "techniques"))
                .extracting(row ->
                        row.text("number").orElse("") + " " + row.text("name").orElse(""))
                .containsExactly("T1566.001 Spearphishing Attachment");
        assertThat(list(heat, "moved"))
                .extracting(moved ->
                        moved.text("from").orElse("") + " " + moved.text("to").orElse(""))
                .containsExactly("T1193 T1566.001");
        assertThat(member.get("/api/attack/heat?of=" + report).statusCode()).isEqualTo(404);
        var day = "/api/attack/heat?from=2026-01-01&to=2026-01-01";
        assertThat(row(analyst.json(day), "T1566.001")).isPresent();
        assertThat(row(member.json(day), "T1566.001")).isEmpty();
        assertThat(list(member.json(day), "moved")).isEmpty();
    }

    @Test
    void whatIsAskedWronglyIsToldInASentence() {
        for (var wrong : List.of(
                "",
                "?from=2026-01-01",
                "?seen=true&of=" + APT29,
                "?from=2026-01-02&to=2026-01-01",
                "?from=yesterday&to=2026-01-01",
                "?from=2026-02-30&to=2026-03-01",
                "?of=nothing")) {
            assertThat(member.get("/api/attack/heat" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(list(member.json("/api/attack/heat?seen=true"), "techniques"))
                .isEqualTo(List.of());
    }
}
