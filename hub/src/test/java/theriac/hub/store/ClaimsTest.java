package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.indicator;
import static theriac.hub.store.StoreFixture.json;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;
import static theriac.hub.store.StoreFixture.strict;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.query.QueryParsed;
import theriac.hub.query.QueryParser;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.spec.ConfidenceScale;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

class ClaimsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final String ONE = id("indicator", 1);

    private StoreFixture fixture;
    private long partner;
    private long other;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(DATABASE.database());
        partner = fixture.source("Partner feed", fixture.cert);
        other = fixture.source("Other feed", fixture.cert);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatWasClaimedIsSeenByThoseWhoMay() {
        var result = fixture.claim(partner, strict(fixture.north), indicator(ONE, modified(1), "one.example"));

        assertThat(result)
                .extracting(ClaimResult::created, ClaimResult::revised, ClaimResult::unchanged)
                .containsExactly(1, 0, 0);
        assertThat(fixture.store.objects().find(member(fixture.north), StixId.of(ONE)))
                .isPresent();
        assertThat(fixture.store.objects().find(member(fixture.south), StixId.of(ONE)))
                .isEmpty();
        assertThat(fixture.changes(member(fixture.south))).isEmpty();
        assertThat(fixture.store.ledger().read(member(fixture.south), 0, 10, Set.of()))
                .isEmpty();
        assertThat(fixture.store.ledger().read(member(fixture.north), 0, 10, Set.of()))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.CLAIMED);
                    assertThat(entry.object()).contains(StixId.of(ONE));
                    assertThat(entry.source()).isEqualTo("Partner feed");
                    assertThat(entry.name()).isEqualTo("Domain one.example");
                });
    }

    @Test
    void theTextAsReceivedComesOutToTheByte() {
        var text = """
                {"id" : "%s",  "type":"indicator", "x_number": 1.10, "modified":"2026-01-01T00:00:00.1234567890Z",
                 "x_nul":"a\\u0000b" }""".formatted(ONE);
        fixture.claim(partner, green(fixture.cert), StixObject.of((JsonObject) Json.read(text), text));

        var change = fixture.changes(all()).getFirst();
        assertThat(new String(change.json(), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(change.version()).isEqualTo("2026-01-01T00:00:00.1234567890Z");
    }

    @Test
    void deliveringAgainChangesNothing() {
        var object = indicator(ONE, modified(1), "one.example");
        var first = fixture.claim(partner, green(fixture.cert), object, object);
        var again = fixture.claim(partner, strict(fixture.cert), object);

        assertThat(first.unchanged()).isEqualTo(1);
        assertThat(again).isEqualTo(new ClaimResult(0, 0, 1, 0));
        assertThat(fixture.store.ledger().head()).isEqualTo(first.lastSeq());
        assertThat(fixture.changes(member(fixture.south))).hasSize(1);
    }

    @Test
    void theSameContentInAnotherSpellingIsTheSameVersion() {
        var compact = StixObject.of((JsonObject)
                Json.read("{\"type\":\"url\",\"id\":\"" + id("url", 1) + "\",\"value\":\"http://one.example/\"}"));
        var spaced = StixObject.of((JsonObject) Json.read(
                "{ \"value\": \"http://one.example/\", \"id\": \"" + id("url", 1) + "\", \"type\": \"url\" }"));
        fixture.claim(partner, green(fixture.cert), compact);
        fixture.claim(other, green(fixture.cert), spaced);

        assertThat(fixture.store
                        .history()
                        .versions(all(), StixId.of(id("url", 1)), 10, Optional.empty())
                        .items())
                .singleElement()
                .satisfies(v -> assertThat(v.sources()).containsExactly("Other feed", "Partner feed"));
    }

    @Test
    void twoSourcesOfOneVersionGiveOneChange() {
        var object = indicator(ONE, modified(1), "one.example");
        fixture.claim(partner, green(fixture.cert), object);
        var before = fixture.changes(all());
        fixture.claim(other, green(fixture.cert), object);

        assertThat(fixture.changes(all())).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void anOldVersionThatArrivesLateDoesNotBecomeTheEffectiveOne() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(5), "new.example"));
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(2), "old.example"));

        assertThat(fixture.store
                        .objects()
                        .find(all(), StixId.of(ONE))
                        .orElseThrow()
                        .summary()
                        .name())
                .isEqualTo("Domain new.example");
        assertThat(fixture.changes(all()))
                .singleElement()
                .satisfies(c -> assertThat(c.version()).isEqualTo(modified(5)));
        assertThat(fixture.store
                        .changes()
                        .page(all(), ChangeQuery.first(10).withVersions(VersionFilter.ALL))
                        .changes())
                .extracting(Change::version)
                .containsExactly(modified(5), modified(2));
        assertThat(fixture.store
                        .history()
                        .versions(all(), StixId.of(ONE), 10, Optional.empty())
                        .items())
                .extracting(VersionView::modified)
                .containsExactly(modified(5), modified(2));
    }

    @Test
    void contradictionsStandSideBySideAndTheFirstOneHeardCounts() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(1), "one.example"));
        fixture.claim(other, green(fixture.cert), indicator(ONE, modified(1), "two.example"));

        var object = fixture.store.objects().find(all(), StixId.of(ONE)).orElseThrow();
        assertThat(object.summary().name()).isEqualTo("Domain one.example");
        assertThat(object.summary().sources()).isEqualTo(2);
        assertThat(object.conflicts())
                .singleElement()
                .satisfies(rival -> assertThat(rival.name()).contains("Domain two.example"));
    }

    @Test
    void aHiddenSourceChangesNoVisibleFigure() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(1), "one.example"));
        var before = fixture.store
                .objects()
                .find(member(fixture.south), StixId.of(ONE))
                .orElseThrow();
        var changesBefore = fixture.changes(member(fixture.south));
        fixture.claim(other, strict(fixture.north), indicator(ONE, modified(3), "hidden.example"));
        fixture.claim(other, strict(fixture.north), indicator(ONE, modified(1), "rival.example"));

        var after = fixture.store
                .objects()
                .find(member(fixture.south), StixId.of(ONE))
                .orElseThrow();
        assertThat(after).isEqualTo(before);
        assertThat(fixture.changes(member(fixture.south)))
                .usingRecursiveComparison()
                .isEqualTo(changesBefore);
        assertThat(fixture.store
                        .values()
                        .find(member(fixture.south), List.of(new NormalValue(ValueKind.DOMAIN, "hidden.example"))))
                .isEmpty();
        assertThat(fixture.store
                        .objects()
                        .find(member(fixture.north), StixId.of(ONE))
                        .orElseThrow()
                        .summary()
                        .name())
                .isEqualTo("Domain hidden.example");
    }

    @Test
    void aWithdrawnObjectArrivesAsARevokedVersion() {
        var fetched = fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(1), "one.example"))
                .lastSeq();
        var withdrawal = fixture.store.claims().withdraw(all(), StixId.of(ONE), partner, "wrong domain");

        var page = fixture.store
                .changes()
                .page(member(fixture.south), ChangeQuery.first(10).after(new Cursor(fetched)));
        assertThat(page.changes()).singleElement().satisfies(change -> {
            assertThat(change.withdrawn()).isTrue();
            assertThat(change.seq()).isEqualTo(withdrawal.seq());
            assertThat(json(change).bool("revoked")).contains(true);
            assertThat(json(change).text("modified")).contains(change.version());
            assertThat(VersionOrder.compare(change.version(), modified(1))).isPositive();
        });
        assertThat(fixture.store.values().find(all(), List.of(new NormalValue(ValueKind.DOMAIN, "one.example"))))
                .isEmpty();
        assertThat(fixture.store
                        .objects()
                        .find(all(), StixId.of(ONE))
                        .orElseThrow()
                        .summary()
                        .revoked())
                .isTrue();
    }

    @Test
    void aWithdrawalThatLeavesAnotherSourceStandingIsNoNews() {
        var object = indicator(ONE, modified(1), "one.example");
        fixture.claim(partner, green(fixture.cert), object);
        fixture.claim(other, green(fixture.cert), object);
        var before = fixture.changes(all());
        fixture.store.claims().withdraw(all(), StixId.of(ONE), partner, "");

        assertThat(fixture.changes(all()))
                .usingRecursiveComparison()
                .ignoringFields("audienceId")
                .isEqualTo(before);
        assertThat(fixture.store
                        .objects()
                        .find(all(), StixId.of(ONE))
                        .orElseThrow()
                        .summary()
                        .sources())
                .isEqualTo(1);
    }

    @Test
    void deliveringAgainOrOlderNeverRevivesButNewerDoes() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(3), "one.example"));
        var gone = fixture.store.claims().withdraw(all(), StixId.of(ONE), partner, "");
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(3), "one.example"));
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(2), "older.example"));
        assertThat(fixture.changes(all()))
                .singleElement()
                .satisfies(c -> assertThat(c.withdrawn()).isTrue());

        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(4), "newer.example"));

        assertThat(fixture.changes(all())).singleElement().satisfies(change -> {
            assertThat(change.withdrawn()).isFalse();
            assertThat(change.seq()).isGreaterThan(gone.seq());
            // The farewell carried the time of the withdrawal, which is later than the source's own version.
            assertThat(VersionOrder.compare(change.version(), modified(4))).isPositive();
            assertThat(json(change).text("name")).contains("Domain newer.example");
        });
    }

    @Test
    void aRestoredClaimComesBackNewerThanItsFarewell() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(1), "one.example"));
        fixture.store.claims().withdraw(all(), StixId.of(ONE), partner, "");
        var farewell = fixture.changes(all()).getFirst();
        fixture.store.claims().restore(all(), StixId.of(ONE), partner, "it was right");

        assertThat(fixture.changes(all())).singleElement().satisfies(change -> {
            assertThat(change.withdrawn()).isFalse();
            assertThat(VersionOrder.compare(change.version(), farewell.version()))
                    .isPositive();
            assertThat(json(change).find("revoked")).isEmpty();
        });
    }

    @Test
    void aNarrowerAudienceIsAFarewellForSomeAndNoNewsForOthers() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(1), "one.example"));
        var before = fixture.changes(member(fixture.north));
        fixture.redirect(StixId.of(ONE), partner, strict(fixture.north));

        assertThat(fixture.changes(member(fixture.south)))
                .singleElement()
                .satisfies(c -> assertThat(c.withdrawn()).isTrue());
        assertThat(fixture.changes(member(fixture.north)))
                .usingRecursiveComparison()
                .ignoringFields("audienceId")
                .isEqualTo(before);
        assertThat(fixture.store
                        .objects()
                        .find(member(fixture.south), StixId.of(ONE))
                        .orElseThrow()
                        .summary()
                        .revoked())
                .isTrue();
    }

    @Test
    void aWiderAudienceIsNewsForThoseWhoCouldNotSeeIt() {
        fixture.claim(partner, strict(fixture.north), indicator(ONE, modified(1), "one.example"));
        fixture.redirect(StixId.of(ONE), partner, green(fixture.cert));

        assertThat(fixture.changes(member(fixture.south))).singleElement().satisfies(change -> {
            assertThat(change.withdrawn()).isFalse();
            assertThat(change.version()).isEqualTo(modified(1));
        });
    }

    @Test
    void theRevocationOfTheSourceItselfIsAnOrdinaryVersion() {
        fixture.claim(partner, green(fixture.cert), indicator(ONE, modified(1), "one.example"));
        var revoked = StixObject.of(
                indicator(ONE, modified(2), "one.example").json().with("revoked", theriac.stix.json.JsonBoolean.TRUE));
        fixture.claim(partner, green(fixture.cert), revoked);

        assertThat(fixture.store.ledger().read(all(), 0, 10, Set.of()))
                .extracting(LedgerEntry::kind)
                .containsExactly(LedgerEntry.Kind.CLAIMED, LedgerEntry.Kind.REVOKED);
        assertThat(fixture.changes(all()))
                .singleElement()
                .satisfies(c -> assertThat(c.withdrawn()).isFalse());
        var active = new java.util.ArrayList<Change>();
        fixture.store.changes().active(all(), Set.of("indicator"), active::add);
        assertThat(active).isEmpty();
    }

    @Test
    void aReferenceToTheUnknownMakesAStubThatIsFilledLater() {
        var malware = id("malware", 1);
        var relationship = StixObject.of((JsonObject) Json.read("""
                {"type":"relationship","id":"%s","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
                 "relationship_type":"indicates","source_ref":"%s","target_ref":"%s"}""".formatted(id("relationship", 1), ONE, malware)));
        fixture.claim(partner, green(fixture.cert), relationship, indicator(ONE, modified(1), "one.example"));
        assertThat(fixture.store.objects().find(all(), StixId.of(malware))).isEmpty();
        assertThat(neighbours(ONE)).isEmpty();

        fixture.claim(partner, green(fixture.cert), StixObject.of((JsonObject) Json.read("""
                {"type":"malware","id":"%s","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",
                 "name":"Grey Ferret","is_family":true,"description":"Steals sessions."}""".formatted(malware))));

        assertThat(neighbours(ONE)).singleElement().satisfies(n -> {
            assertThat(n.type()).isEqualTo("indicates");
            assertThat(n.direction()).isEqualTo(Direction.TO);
            assertThat(n.other().id().text()).isEqualTo(malware);
            assertThat(n.other().name()).isEqualTo("Grey Ferret");
        });
        assertThat(neighbours(malware))
                .singleElement()
                .satisfies(n -> assertThat(n.direction()).isEqualTo(Direction.FROM));
        assertThat(search("ferret sess*")).containsExactly(malware);
        assertThat(search("one[.]example")).containsExactly(ONE);
        assertThat(search("nothing")).isEmpty();
    }

    private List<Neighbour> neighbours(String id) {
        return fixture.store
                .graph()
                .neighbours(all(), StixId.of(id), NeighbourQuery.first(10))
                .items();
    }

    private List<String> search(String text) {
        var query = ((QueryParsed.Understood) QueryParser.parse(text)).query();
        return fixture.store.search().page(all(), SearchRequest.newest(query, 10)).answers().stream()
                .map(answer -> answer.summary().id().text())
                .toList();
    }

    @Test
    void aWholeDeliveryIsTakenBackAndUndone() {
        var delivery = fixture.store.deliveries().open(partner, "list.json");
        var objects = java.util.stream.IntStream.range(0, 300)
                .mapToObj(n -> new Candidate(
                        indicator(id("indicator", n), modified(1), "d" + n + ".example"), green(fixture.cert)))
                .toList();
        fixture.store.claims().claim(new ClaimBatch(partner, delivery.key(), objects));
        fixture.claim(other, green(fixture.cert), indicator(id("indicator", 7), modified(1), "d7.example"));

        var purge = fixture.store.claims().withdrawDelivery(all(), delivery.key(), 0, "bad night");
        assertThat(purge.claims()).isEqualTo(300);
        assertThat(fixture.changes(all()).stream().filter(c -> !c.withdrawn())).hasSize(1);

        assertThat(fixture.store.claims().undo(all(), purge, "good after all").claims())
                .isEqualTo(300);
        assertThat(fixture.changes(all()).stream().filter(c -> !c.withdrawn())).hasSize(300);
    }

    @Test
    void aGradeOnTheAdmiraltyScaleIsKeptAsTheSourceGaveIt() {
        fixture.store.sources().judge(partner, 'B');
        int number = 0;
        for (int credibility = 1; credibility <= 6; credibility++) {
            var label = "admiralty-scale:information-credibility=\"" + credibility + "\"";
            var claim = claimed(graded(++number, label, ""));
            assertThat(claim.reliability()).isEqualTo('B');
            assertThat(claim.credibility()).hasValue(credibility);
            if (credibility == 6) {
                assertThat(claim.confidence()).as("cannot be judged").isEmpty();
            } else {
                assertThat(ConfidenceScale.ADMIRALTY.term(claim.confidence().orElseThrow()))
                        .get(STRING)
                        .startsWith(credibility + " - ");
            }
        }
        assertThat(claimed(graded(++number, "ADMIRALTY-SCALE:Information-Credibility=2", "\"confidence\":33,")))
                .as("the object's own figure stays")
                .satisfies(claim -> {
                    assertThat(claim.confidence()).hasValue(33);
                    assertThat(claim.credibility()).hasValue(2);
                });
        for (var label : List.of("admiralty-scale:information-credibility=\"7\"", "admiralty-scale:", "c2")) {
            assertThat(claimed(graded(++number, label, "")).credibility())
                    .as(label)
                    .isEmpty();
        }
    }

    private StixObject graded(int number, String label, String more) {
        var text = new String(
                new Candidate(indicator(id("indicator", 900 + number), modified(1), "g.example"), green(partner)).raw(),
                StandardCharsets.UTF_8);
        var graded = "{" + more + "\"labels\":[" + Json.write(new JsonString(label)) + "]," + text.substring(1);
        return StixObject.of((JsonObject) Json.read(graded), graded);
    }

    private ClaimView claimed(StixObject object) {
        fixture.claim(partner, green(fixture.cert), object);
        var found = fixture.store.objects().find(all(), object.id()).orElseThrow();
        assertThat(fixture.store
                        .history()
                        .find(all(), object.id(), Instant.now().plusSeconds(1)))
                .get()
                .extracting(EffectiveObject::claims)
                .isEqualTo(found.claims());
        return found.claims().getFirst();
    }

    @Test
    void figuresComeFromVisibleClaimsOnly() {
        var object = indicator(ONE, modified(1), "one.example");
        fixture.store
                .claims()
                .claim(new ClaimBatch(partner, null, List.of(new Candidate(object, green(fixture.cert), 80))));
        fixture.store
                .claims()
                .claim(new ClaimBatch(other, null, List.of(new Candidate(object, strict(fixture.north), 20))));
        fixture.store.sources().judge(other, 'A');

        assertThat(fixture.store
                        .objects()
                        .find(member(fixture.south), StixId.of(ONE))
                        .orElseThrow()
                        .summary())
                .satisfies(s -> {
                    assertThat(s.confidence()).hasValue(80);
                    assertThat(s.sources()).isEqualTo(1);
                    assertThat(s.tlp()).isEqualTo(Tlp.GREEN);
                });
        // (80 · 0.5 + 20 · 1.0) / 1.5
        assertThat(fixture.store
                        .objects()
                        .find(member(fixture.north), StixId.of(ONE))
                        .orElseThrow()
                        .summary()
                        .confidence())
                .hasValue(40);
    }

    @Test
    void objectsOfABatchGetRisingKeysInTheOrderInWhichTheyCame() {
        var ids = IntStream.range(0, 50)
                .map(n -> n * 31 % 50)
                .mapToObj(n -> id("indicator", 500 + n))
                .toList();

        fixture.claim(
                partner,
                green(fixture.cert),
                ids.stream()
                        .map(one -> indicator(one, modified(1), one.substring(12, 20) + ".example"))
                        .toArray(StixObject[]::new));

        // Rows at the end of every index that begins with a key: see ObjectKeys.intern.
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select o.stix_id from version v join object o on o.key = v.object_key"
                                + " where o.stix_id = any(:ids) order by v.key")
                        .param("ids", ids.toArray(String[]::new))
                        .query(String.class)
                        .list())
                .isEqualTo(ids);
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select stix_id from object where stix_id = any(:ids) order by key")
                        .param("ids", ids.toArray(String[]::new))
                        .query(String.class)
                        .list())
                .isEqualTo(ids);
    }
}
