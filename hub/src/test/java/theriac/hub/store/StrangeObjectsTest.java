package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.Invariants;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What the world sends: enormous, ancient, malformed in ways that STIX allows, or in somebody else's name.
class StrangeObjectsTest {

    /// In the profile `nightly` a million.
    private static final int REFERENCES = Boolean.getBoolean("theriac.nightly") ? 1_000_000 : 20_000;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static StixObject object(String json) {
        return StixObject.of((JsonObject) Json.read(json));
    }

    private static List<Neighbour> neighbours(StoreFixture fixture, StixId id, int limit) {
        return fixture.store
                .graph()
                .neighbours(all(), id, NeighbourQuery.first(limit))
                .items();
    }

    private static StixObject malware(String id, String modified, String more) {
        return object("""
                {"type":"malware","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z","modified":"%s",
                 "is_family":true%s}""".formatted(id, modified, more));
    }

    @Test
    void aReportThatRefersToEverythingAndToItselfIsStoredAndItsStubsAreFilledLater() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("feed", fixture.cert);
            var report = id("report", 1);
            var refs = IntStream.range(0, REFERENCES)
                    .mapToObj(n -> "\"" + id("indicator", n) + "\"")
                    .collect(Collectors.joining(","));
            fixture.claim(source, green(fixture.cert), object("""
                    {"type":"report","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                     "modified":"2026-01-01T00:00:00.000Z","name":"Everything","published":"2026-01-01T00:00:00Z",
                     "object_refs":["%s",%s]}""".formatted(report, report, refs)));

            assertThat(Invariants.count(fixture.database, "object_reference")).isEqualTo(REFERENCES + 1L);
            var stub = StixId.of(id("indicator", 7));
            assertThat(fixture.store.objects().find(all(), stub)).isEmpty();
            fixture.claim(source, green(fixture.cert), indicator(id("indicator", 7), modified(1), "d7.example"));
            assertThat(fixture.store.objects().find(all(), stub)).isPresent();
            assertThat(neighbours(fixture, stub, 10))
                    .extracting(neighbour -> neighbour.other().id().text())
                    .containsExactly(report);
            assertThat(Invariants.count(fixture.database, "object")).isEqualTo(REFERENCES + 1L);
        }
    }

    @Test
    void manyReferencesToOneObjectAreReadOnePageAtATime() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("feed", fixture.cert);
            var hub = id("malware", 1);
            fixture.claim(source, green(fixture.cert), malware(hub, modified(1), ",\"name\":\"Hub\""));
            for (int first = 0; first < REFERENCES; first += ClaimBatch.LIMIT) {
                var batch = IntStream.range(first, Math.min(REFERENCES, first + ClaimBatch.LIMIT))
                        .mapToObj(n -> new Candidate(object("""
                                {"type":"note","spec_version":"2.1","id":"%s","content":"Seen again.",
                                 "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
                                 "object_refs":["%s"]}""".formatted(id("note", n), hub)), green(fixture.cert)))
                        .toList();
                fixture.store.claims().claim(new ClaimBatch(source, null, batch));
            }
            assertThat(neighbours(fixture, StixId.of(hub), 50)).hasSize(50);
        }
    }

    @Test
    void objectsThatReferToEachOtherInACircleAreFine() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("feed", fixture.cert);
            var a = id("relationship", 1);
            var b = id("relationship", 2);
            for (var pair : new String[][] {{a, b}, {b, a}}) {
                fixture.claim(source, green(fixture.cert), object("""
                        {"type":"relationship","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",
                         "modified":"2026-01-01T00:00:00.000Z","relationship_type":"related-to","source_ref":"%s",
                         "target_ref":"%s"}""".formatted(pair[0], pair[1], pair[1])));
            }
            assertThat(neighbours(fixture, StixId.of(a), 10)).isNotEmpty();
            Invariants.check(fixture.database);
        }
    }

    @Test
    void aNameOfAMegabyteAndACharacterThatPostgresqlRefusesAreKeptToTheByte() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("feed", fixture.cert);
            var names = new String[] {"x".repeat(1 << 20), "a\\u0000b"};
            for (int n = 0; n < names.length; n++) {
                var sent = malware(id("malware", n), modified(1), ",\"name\":\"" + names[n] + "\"");
                fixture.claim(source, green(fixture.cert), sent);
                var kept = fixture.store
                        .objects()
                        .find(all(), StixId.of(id("malware", n)))
                        .orElseThrow();
                assertThat(kept.object().text()).isEqualTo(sent.text());
                assertThat(kept.summary().name()).hasSizeLessThanOrEqualTo(Derived.NAME_CHARS);
            }
        }
    }

    @Test
    void theFirstAndTheLastYearKeepTheirOrder() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("feed", fixture.cert);
            var id = id("malware", 1);
            for (var modified :
                    new String[] {"9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"
                    }) {
                fixture.claim(source, green(fixture.cert), malware(id, modified, ",\"name\":\"Old\""));
            }
            var object = fixture.store.objects().find(all(), StixId.of(id)).orElseThrow();
            assertThat(object.summary().modified()).isEqualTo("9999-12-31T23:59:59.999999Z");
            assertThat(fixture.store
                            .history()
                            .versions(all(), StixId.of(id), 10, Optional.empty())
                            .items())
                    .extracting(VersionView::modified)
                    .containsExactlyInAnyOrder(
                            "9999-12-31T23:59:59.999999Z", "2026-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z");
        }
    }

    @Test
    void idsThatDifferInCaseAreTwoObjects() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var source = fixture.source("feed", fixture.cert);
            var lower = "malware--abcdefab-0000-4000-8000-00000000000a";
            var upper = "malware--ABCDEFAB-0000-4000-8000-00000000000A";
            fixture.claim(source, green(fixture.cert), malware(lower, modified(1), ",\"name\":\"lower\""));
            fixture.claim(source, green(fixture.cert), malware(upper, modified(1), ",\"name\":\"upper\""));
            assertThat(fixture.store
                            .objects()
                            .find(all(), StixId.of(lower))
                            .orElseThrow()
                            .summary()
                            .name())
                    .isEqualTo("lower");
            assertThat(fixture.store
                            .objects()
                            .find(all(), StixId.of(upper))
                            .orElseThrow()
                            .summary()
                            .name())
                    .isEqualTo("upper");
        }
    }

    /// A newer version of somebody else's object is a claim of its own: those who may see it see it, those who may not
    /// keep what the first source says, and its withdrawal leaves the first as it was.
    @Test
    void aSourceThatSpeaksInAnothersNameChangesOnlyWhatItsOwnAudienceSees() {
        try (var fixture = new StoreFixture(DATABASE.database())) {
            var id = StixId.of(id("indicator", 1));
            var owner = fixture.source("owner", fixture.cert);
            var other = fixture.source("other", fixture.north);
            fixture.claim(owner, green(fixture.cert), indicator(id.text(), modified(1), "real.example"));
            fixture.claim(other, strict(fixture.north), indicator(id.text(), modified(9), "false.example"));

            assertThat(name(fixture, fixture.north, id)).contains("false.example");
            assertThat(name(fixture, fixture.south, id)).contains("real.example");
            fixture.store.claims().withdraw(all(), id, other, "Not theirs.");
            assertThat(name(fixture, fixture.north, id)).contains("real.example");
        }
    }

    private static String name(StoreFixture fixture, long viewer, StixId id) {
        return fixture.store
                .objects()
                .find(member(viewer), id)
                .orElseThrow()
                .summary()
                .name();
    }
}
