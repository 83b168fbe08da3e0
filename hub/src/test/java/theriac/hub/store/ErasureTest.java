package theriac.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.store.StoreFixture.all;
import static theriac.hub.store.StoreFixture.green;
import static theriac.hub.store.StoreFixture.id;
import static theriac.hub.store.StoreFixture.member;
import static theriac.hub.store.StoreFixture.modified;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// A personal value is gone everywhere, what remains is readable, everyone who had it is told, and a hold is stronger.
class ErasureTest {

    private static final NormalValue MAIL = new NormalValue(ValueKind.EMAIL, "jan.jansen@mail.example");
    private static final NormalValue PHONE = new NormalValue(ValueKind.PHONE, "+31612345678");
    private static final NormalValue IBAN = new NormalValue(ValueKind.IBAN, "NL91ABNA0417164300");
    private static final String ONE = id("indicator", 1);
    private static final String NOTE = id("report", 1);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private StoreFixture fixture;
    private long source;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(DATABASE.database());
        source = fixture.source("Partner", fixture.cert);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everySpellingIsFoundAndNothingElse() {
        var mail = ErasurePattern.of(MAIL);
        for (var text : List.of(
                "jan.jansen@mail.example",
                "<Jan.Jansen@Mail.Example>",
                "jan[.]jansen[@]mail[.]example",
                "jan.jansen at mail.example",
                "jan.jansen[at]mail[dot]example",
                "jan.jansen\\u0040mail.example")) {
            assertThat(mail.blank("x " + text + ", y"))
                    .as(text)
                    .contains(ErasurePattern.BLANK)
                    .doesNotContain("ansen");
        }
        assertThat(mail.in("piet.jan.jansen@mail.example")).isFalse();
        assertThat(mail.in("jan.jansen@mail.example.org")).isFalse();
        var phone = ErasurePattern.of(PHONE);
        for (var text : List.of(
                "+31612345678",
                "0031 6 12345678",
                "06-12345678",
                "06 1234 5678",
                "+31 (0)6 12 34 56 78",
                "tel:0612345678",
                "31612345678")) {
            assertThat(phone.in("bel " + text + ".")).as(text).isTrue();
        }
        assertThat(phone.in("106123456789")).isFalse();
        var iban = ErasurePattern.of(IBAN);
        assertThat(iban.in("NL91 ABNA 0417 1643 00")).isTrue();
        assertThat(iban.in("nl91abna0417164300")).isTrue();
        assertThat(iban.in("XNL91ABNA0417164300")).isFalse();
    }

    @Test
    void aStreamIsBlankedWhereverItsPartsEnd() throws IOException {
        var random = new Random(3);
        var text = new StringBuilder();
        int count = 0;
        while (text.length() < 3_000_000) {
            text.append("x,".repeat(random.nextInt(40_000))).append(" jan.jansen[@]mail.example ");
            count++;
        }
        var blanked = new BlankedInput(
                new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), ErasurePattern.of(MAIL));
        var out = new String(blanked.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(blanked.found()).isEqualTo(count);
        assertThat(out).isEqualTo(text.toString().replace("jan.jansen[@]mail.example", ErasurePattern.BLANK));
    }

    @Test
    void nothingOfTheDatabaseHoldsTheValueAfterwards() throws IOException {
        fill();
        assertThat(placesWith("ansen")).isNotEmpty();

        var record = fixture.store.erasure().erase("officer", MAIL, "Request 7 of the person.");

        assertThat(placesWith("ansen")).isEmpty();
        assertThat(record.finishedAt()).isPresent();
        assertThat(record.places())
                .extracting(ErasureRecord.Blanked::place)
                .contains("version.json", "delivery_raw.bytes");
        assertThat(Erasure.proves(record, MAIL)).isTrue();
        assertThat(Erasure.proves(record, PHONE)).isFalse();
        // Again: nothing more to do.
        assertThat(fixture.store.erasure().erase("officer", MAIL, "Again.").places())
                .isEmpty();
    }

    @Test
    void whatRemainsIsReadableAndDeliveriesStayReplayable() throws IOException {
        var delivery = fill();
        fixture.store.erasure().erase("officer", MAIL, "Request 7 of the person.");

        var raw = new String(fixture.store.deliveries().raw(delivery).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(raw).contains("\"objects\"").contains(ErasurePattern.BLANK).doesNotContain("ansen");
        assertThat(Json.read(raw)).isInstanceOf(JsonObject.class);
        var seen = fixture.store
                .objects()
                .find(member(fixture.north), StixId.of(ONE))
                .orElseThrow();
        assertThat(seen.object().text("pattern")).contains("[email-addr:value = '[erased]']");
        assertThat(fixture.store.values().find(all(), List.of(MAIL))).isEmpty();
    }

    @Test
    void everyoneWhoCouldFetchItIsTold() throws IOException {
        fill();
        var before = fixture.changes(member(fixture.north)).getLast().seq();
        fixture.store.erasure().erase("officer", MAIL, "Request 7 of the person.");
        var told = fixture.changes(member(fixture.north)).stream()
                .filter(change -> change.seq() > before)
                .toList();
        assertThat(told).extracting(change -> change.id().text()).containsExactlyInAnyOrder(ONE, NOTE);
        assertThat(told).allMatch(Change::withdrawn);
        assertThat(told).allMatch(change -> !new String(change.json(), StandardCharsets.UTF_8).contains("ansen"));
    }

    @Test
    void aHoldIsStrongerThanAnErasureAndARetentionPolicy() throws IOException {
        fill();
        var hold = fixture.store.holds().holdObject(StixId.of(ONE), "Case 12", "officer");
        assertThatThrownBy(() -> fixture.store.erasure().erase("officer", MAIL, "Request."))
                .isInstanceOf(Erasure.Held.class);
        policy("indicator", 1);
        policy("report", 1);
        later(fixture.store.retention()::run);
        assertThat(standing(ONE)).isTrue();
        assertThat(standing(NOTE)).isFalse();

        assertThat(fixture.store.holds().lift(hold.id())).isTrue();
        assertThat(fixture.store.retention().run().claims()).isEqualTo(1);
        assertThat(standing(ONE)).isFalse();
    }

    @Test
    void theReasonMustNotHoldTheValue() {
        assertThatThrownBy(() -> fixture.store.erasure().erase("officer", MAIL, "for Jan.Jansen@mail.example"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPolicyTakesWhatIsOverItsTimeAndNothingElse() throws IOException {
        var delivery = fill();
        policy("indicator", 30);
        assertThat(fixture.store.retention().run()).isEqualTo(new Retention.Done(0, 0, 0));
        var kept = fixture.store
                .retention()
                .save(new Retention.Policy(
                        0,
                        "Raw",
                        Retention.Subject.RAW,
                        "",
                        java.util.Optional.of(source),
                        theriac.stix.Tlp.CLEAR,
                        theriac.stix.Tlp.RED,
                        1));
        later(() -> {
            DATABASE.database()
                    .jdbc()
                    .sql("update delivery set started_at = started_at - interval '3 days'")
                    .update();
            return fixture.store.retention().run();
        });
        assertThat(standing(ONE)).isTrue();
        assertThat(fixture.store.deliveries().raw(delivery).readAllBytes()).isEmpty();
        assertThat(fixture.store.retention().delete(kept.key())).isTrue();
    }

    @Test
    void oneHubAtATimeAppliesThePolicies() {
        var upkeep = new Upkeep(DATABASE.database(), fixture.store, java.time.Clock.systemUTC());
        assertThat(upkeep.runIfDue()).isTrue();
        assertThat(new Upkeep(DATABASE.database(), fixture.store, java.time.Clock.systemUTC()).runIfDue())
                .isFalse();
    }

    private void policy(String type, int days) {
        fixture.store
                .retention()
                .save(new Retention.Policy(
                        0,
                        type,
                        Retention.Subject.CLAIMS,
                        type,
                        java.util.Optional.empty(),
                        theriac.stix.Tlp.CLEAR,
                        theriac.stix.Tlp.AMBER_STRICT,
                        days));
    }

    /// Two days pass for the claims.
    private <T> T later(java.util.function.Supplier<T> work) {
        DATABASE.database()
                .jdbc()
                .sql("update claim set seq = seq - 172800000000")
                .update();
        return work.get();
    }

    private boolean standing(String id) {
        return fixture.store.objects().claims(all(), StixId.of(id)).stream()
                .anyMatch(claim -> claim.withdrawnAt().isEmpty());
    }

    private Delivery fill() throws IOException {
        var indicator = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"%s","modified":"%s",
                 "name":"Jan.Jansen@mail.example","pattern":"[email-addr:value = 'jan.jansen@mail.example']",
                 "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z","labels":["from jan.jansen@mail.example"]}""".formatted(ONE, modified(1), modified(1))));
        var report = StixObject.of((JsonObject) Json.read("""
                {"type":"report","spec_version":"2.1","id":"%s","created":"%s","modified":"%s","name":"A wave",
                 "description":"Sent by jan.jansen[at]mail.example, ask him","published":"2026-01-01T00:00:00Z",
                 "object_refs":["%s"]}""".formatted(NOTE, modified(1), modified(1), ONE)));
        var delivery = fixture.store.deliveries().open(source, "mail of jan.jansen@mail.example");
        var bundle = "{\"type\":\"bundle\",\"objects\":[" + indicator.text() + "," + report.text() + "]}";
        try (var kept = fixture.store
                .deliveries()
                .keep(delivery, new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)))) {
            kept.readAllBytes();
        }
        fixture.store
                .claims()
                .claim(new ClaimBatch(
                        source,
                        delivery.key(),
                        List.of(
                                new Candidate(indicator, green(fixture.cert)),
                                new Candidate(report, green(fixture.cert)))));
        fixture.store.deliveries().finish(delivery, new DeliveryCounts(2, 2, 0, 0, 0));
        fixture.store.claims().withdraw(all(), StixId.of(NOTE), source, "It names jan.jansen@mail.example");
        fixture.store.claims().restore(all(), StixId.of(NOTE), source, "jan.jansen@mail.example agrees");
        return delivery;
    }

    /// Every column of every table that holds a text, as text; raw deliveries are read through the store.
    private List<String> placesWith(String text) throws IOException {
        var jdbc = DATABASE.database().jdbc();
        var found = new ArrayList<String>();
        var columns = jdbc.sql("""
                        select table_name || '|' || column_name || '|' || data_type from information_schema.columns
                        where table_schema = 'public' and data_type in ('text', 'jsonb', 'bytea', 'ARRAY', 'tsvector',
                              'USER-DEFINED') order by 1""").query(String.class).list();
        for (var column : columns) {
            var parts = column.split("\\|", -1);
            var as = parts[2].equals("bytea") ? "encode(%s, 'escape')".formatted(parts[1]) : parts[1] + "::text";
            long rows = jdbc.sql("select count(*) from %s where %s ilike :text".formatted(parts[0], as))
                    .param("text", "%" + text + "%")
                    .query(Long.class)
                    .single();
            if (rows > 0) {
                found.add(column);
            }
        }
        for (var delivery : fixture.store.deliveries().list(all(), java.util.Optional.empty(), 100)) {
            if (new String(fixture.store.deliveries().raw(delivery).readAllBytes(), StandardCharsets.UTF_8)
                    .contains(text)) {
                found.add("raw of " + delivery.name());
            }
        }
        return found;
    }
}
