package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.ingest.IngestFixture.bundle;
import static theriac.hub.ingest.IngestFixture.good;
import static theriac.hub.ingest.IngestFixture.id;
import static theriac.hub.ingest.IngestFixture.with;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.store.Delivery;
import theriac.hub.testing.TestDatabase;
import theriac.stix.StixId;

/// Bad input is a finding with its place, the record stays replayable, and nothing else is lost (laws 4 and 7).
class BadInputTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private IngestFixture in;

    @BeforeEach
    void open() {
        in = new IngestFixture(DATABASE.database(), IngestFixture.SMALL);
    }

    @AfterEach
    void close() {
        in.close();
    }

    private void counts(Delivery delivery, long read, long created, long rejected) {
        assertThat(delivery.counts())
                .as("%s %s %s", delivery.state(), delivery.problem(), in.findings(delivery))
                .satisfies(counts -> {
                    assertThat(counts.read()).as("read").isEqualTo(read);
                    assertThat(counts.created()).as("created").isEqualTo(created);
                    assertThat(counts.rejected()).as("rejected").isEqualTo(rejected);
                });
    }

    private void finding(Delivery delivery, String rule, String pointer) {
        assertThat(in.findings(delivery)).anySatisfy(found -> {
            assertThat(found.finding().rule()).isEqualTo(rule);
            assertThat(found.finding().pointer()).isEqualTo(pointer);
            assertThat(found.finding().message()).isNotBlank();
        });
    }

    @Test
    void oneBadObjectAmongGoodOnesIsRejectedAloneAndKept() {
        var bad = "{\"type\":\"indicator\",\"name\":\"no id\"}";
        var broken = "{\"type\":\"indicator\" \"id\":\"x\"}";
        var text = bundle(good(1), bad, good(2), "42", broken, good(3));
        var delivery = in.take(in.source("stix"), text);
        counts(delivery, 6, 3, 3);
        assertThat(delivery.state()).isEqualTo("done");
        finding(delivery, "stix-no-object", "/objects/1");
        finding(delivery, "stix-no-object", "/objects/3");
        finding(delivery, "json-syntax", "/objects/4/type");
        assertThat(in.rejected(delivery)).containsExactly(bad, "42", broken);
        assertThat(in.raw(delivery)).asString(StandardCharsets.UTF_8).isEqualTo(text);
        assertThat(in.has(id(1)) && in.has(id(2)) && in.has(id(3))).isTrue();
    }

    @Test
    void halfASurrogatePairIsRejectedAloneAndANulIsKept() {
        var half = with(1, "\"x_text\":\"half \\ud83d of a pair\"");
        var nul = with(2, "\"x_text\":\"a\\u0000b\"");
        var delivery = in.take(in.source("stix"), bundle(half, nul));
        counts(delivery, 2, 1, 1);
        finding(delivery, "json-lone-surrogate", "/objects/0/x_text");
        assertThat(in.rejected(delivery)).containsExactly(half);
        assertThat(in.store
                        .objects()
                        .find(IngestFixture.ALL, StixId.of(id(2)))
                        .orElseThrow()
                        .object()
                        .text())
                .isEqualTo(nul);
    }

    @Test
    void aTruncatedBundleGivesItsWholeObjectsAndTheRestIsKept() {
        var whole = bundle(good(1), good(2), good(3));
        var cut = whole.substring(0, whole.indexOf("Good 3") + 3);
        var delivery = in.take(in.source("stix"), cut);
        counts(delivery, 3, 2, 1);
        finding(delivery, "json-truncated", "/objects/2");
        finding(delivery, "json-truncated", "");
        assertThat(in.rejected(delivery))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("{\"type\"")
                .endsWith("Goo");
        assertThat(in.raw(delivery)).asString(StandardCharsets.UTF_8).isEqualTo(cut);
    }

    @Test
    void anOversizedObjectIsLeftOutAndTheOthersAreNot() {
        var large = with(2, "\"x_large\":\"" + "A".repeat(30_000) + "\"");
        var text = bundle(good(1), large, good(3));
        var delivery = in.take(in.source("stix"), text);
        counts(delivery, 3, 2, 1);
        finding(delivery, "json-too-large", "/objects/1");
        assertThat(in.raw(delivery)).asString(StandardCharsets.UTF_8).isEqualTo(text);
    }

    @Test
    void aDeliveryBeyondTheLimitIsStoredUpToItAndSaysSo() {
        var objects = new StringBuilder("{\"type\":\"bundle\",\"objects\":[");
        for (int n = 0; n < 100; n++) {
            objects.append(n == 0 ? "" : ",").append(with(n, "\"x_pad\":\"" + "A".repeat(2_000) + "\""));
        }
        var delivery = in.take(in.source("stix"), objects.append("]}").toString());
        assertThat(delivery.state()).isEqualTo("failed");
        assertThat(delivery.problem().orElseThrow()).contains("200000 bytes").contains("What came before is stored");
        assertThat(delivery.counts().created()).isBetween(60L, 99L);
        assertThat(in.has(id(0))).isTrue();
    }

    @Test
    void aBombIsStoppedAtTheLimit() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("evil.example\n".getBytes(StandardCharsets.UTF_8));
            gzip.write(new byte[50_000_000]);
        }
        assertThat(bytes.size()).isLessThan(100_000);
        var delivery = in.take(in.source("text"), bytes.toByteArray());
        assertThat(delivery.state()).isEqualTo("failed");
        assertThat(delivery.problem().orElseThrow()).contains("perhaps only after unpacking");
        assertThat(delivery.problemCode()).contains("fetch.too-large");
        assertThat(delivery.counts().created()).isEqualTo(1);
        assertThat(in.raw(delivery).length).isLessThanOrEqualTo(200_000 + 65_536);
    }

    @Test
    void damagedGzipIsASentenceAndWhatCameBeforeIsStored() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (int n = 0; n < 1_000; n++) {
                gzip.write(("host" + n * 7919 + ".example\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        var cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 200);
        var delivery = in.take(in.source("text"), cut);
        assertThat(delivery.state()).isEqualTo("failed");
        assertThat(delivery.problem().orElseThrow()).contains("broke off before its end");
        assertThat(delivery.problemCode()).contains("fetch.broken-off");
        assertThat(delivery.counts().created()).isPositive();
        assertThat(in.raw(delivery)).isNotEmpty();
    }

    @Test
    void aStreamThatBreaksKeepsWhatCameAndTheSecondDeliveryBringsTheRest() {
        var text = bundle(good(1), good(2), good(3));
        var half = text.indexOf("Good 3");
        var source = in.source("stix");
        var delivery = in.take(
                source,
                new SequenceInputStream(
                        new ByteArrayInputStream(text.substring(0, half).getBytes(StandardCharsets.UTF_8)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("connection reset");
                            }
                        }));
        assertThat(delivery.state()).isEqualTo("failed");
        assertThat(delivery.counts().created()).isEqualTo(2);
        assertThat(in.raw(delivery)).asString(StandardCharsets.UTF_8).isEqualTo(text.substring(0, half));
        var again = in.take(source, text);
        assertThat(again.counts().created()).isEqualTo(1);
        assertThat(again.counts().unchanged()).isEqualTo(2);
    }

    @Test
    void theSameDeliveryTwiceChangesNothing() {
        var source = in.source("stix");
        in.take(source, bundle(good(1), good(2)));
        long rows = in.ledgerRows();
        var again = in.take(source, bundle(good(1), good(2), good(1)));
        assertThat(again.counts().created() + again.counts().revised()).isZero();
        assertThat(again.counts().unchanged()).isEqualTo(3);
        assertThat(in.ledgerRows()).isEqualTo(rows);
    }

    @Test
    void anUnknownTypeAndUnknownPropertiesAreKeptToTheByte() {
        var text = "{\"type\":\"x-ward-robot\",  \"spec_version\":\"2.1\",\"id\":\"x-ward-robot--%s\",\"serial\": 1.50}"
                .formatted("7d2f0b8e-3c55-4a1b-9c55-0f2f3a3b4c5d");
        var delivery = in.take(in.source("stix"), bundle(text, with(1, "\"x_note\": 1e2")));
        counts(delivery, 2, 2, 0);
        var kept = in.store
                .objects()
                .find(IngestFixture.ALL, theriac.stix.StixId.of("x-ward-robot--7d2f0b8e-3c55-4a1b-9c55-0f2f3a3b4c5d"))
                .orElseThrow();
        assertThat(kept.object().text()).isEqualTo(text);
    }

    @Test
    void jsonInUtf16IsAFindingAndAllOfItIsKeptForAReplay() {
        // More than any buffer, so that a reader that gives up leaves some of it unread.
        var bytes = bundle(good(1), with(2, "\"x_pad\":\"" + "A".repeat(80_000) + "\""))
                .getBytes(StandardCharsets.UTF_16);
        var delivery = in.take(in.source("stix"), bytes);
        finding(delivery, "json-encoding", "");
        assertThat(delivery.counts().created()).isZero();
        assertThat(in.raw(delivery)).isEqualTo(bytes);
    }

    @Test
    void textThatIsNoJsonIsAFindingAndAllOfItIsKept() {
        var page = "<!doctype html><title>Log in</title>" + "<p>please</p>".repeat(10_000); // more than any buffer
        var delivery = in.take(in.source("stix"), page);
        finding(delivery, "json-syntax", "");
        assertThat(in.raw(delivery)).asString(StandardCharsets.UTF_8).isEqualTo(page);
        var list = in.take(in.source("text"), page);
        finding(list, "list.web-page", "line 1");
        assertThat(in.raw(list)).asString(StandardCharsets.UTF_8).isEqualTo(page);
    }

    @Test
    void anObjectInLatin1IsRejectedAloneAndItsBytesAreKept() {
        var text = bundle(good(1), with(2, "\"x_city\":\"Zürich\""), good(3));
        var delivery = in.take(in.source("stix"), text.getBytes(StandardCharsets.ISO_8859_1));
        counts(delivery, 3, 2, 1);
        finding(delivery, "json-encoding", "/objects/1");
        assertThat(in.rejected(delivery)).singleElement().asString().contains("Zürich");
    }

    @Test
    void listsInAnyEncodingAreRead() {
        for (var charset : new Charset[] {
            StandardCharsets.UTF_8, StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1, Charset.forName("UTF-16LE")
        }) {
            var mark = charset.name().equals("UTF-16LE") ? "\uFEFF" : "";
            var name = charset.name().toLowerCase(java.util.Locale.ROOT);
            var text = mark + "# geprüft am 1. März\r\n" + name + ".example\r\n";
            var delivery = in.take(in.source("text"), text.getBytes(charset));
            assertThat(delivery.counts().created()).as(name).isEqualTo(1);
        }
        var marked = in.take(in.source("text"), "\uFEFFbom.example\n");
        counts(marked, 1, 1, 0);
        var bundle = in.take(in.source("stix"), "\uFEFF" + bundle(good(1)));
        counts(bundle, 1, 1, 0);
    }

    @Test
    void aTableWithAnotherDelimiterThanAgreedRejectsRowsWithTheirPlaceAndTheReplayReadsThem() {
        var table = "first_seen|value|notes\n2026-01-01|evil.example|bad\n2026-01-02|192.0.2.7|worse\n";
        var agreed = in.source("csv", IngestFixture.json("{\"delimiter\":\";\"}"));
        var delivery = in.take(agreed, table);
        assertThat(delivery.counts().rejected())
                .as(in.findings(delivery).toString())
                .isPositive();
        finding(delivery, "table.row", "line 2");
        finding(delivery, "table.row", "line 3");
        assertThat(in.rejected(delivery)).contains("2026-01-01|evil.example|bad", "2026-01-02|192.0.2.7|worse");
        var mended = in.source("csv");
        var again = in.ingest().replay(mended, delivery);
        counts(again, 2, 2, 0);
        assertThat(in.raw(again)).isEqualTo(in.raw(delivery));
    }

    @Test
    void nulCharactersReachNeitherTheDatabaseNorANeighbour() {
        var text = bundle(
                good(1),
                with(2, "\"x_\\u0000name\":\"a\\u0000b\",\"description\":\"nul \\u0000 here\""),
                with(3, "\"x_raw\":\"\u0000\""),
                good(4));
        var delivery = in.take(in.source("stix"), text);
        counts(delivery, 4, 3, 1);
        finding(delivery, "json-syntax", "/objects/2/x_raw");
        var list = in.take(in.source("text"), "ev\u0000il.example\nfine.example\n");
        counts(list, 2, 1, 1);
        finding(list, "list.line", "line 1");
        assertThat(in.rejected(list)).containsExactly("ev\u0000il.example");
    }

    @Test
    void deepNestingIsAFindingAndNoStackOverflow() {
        var deep = with(2, "\"x_deep\":" + "[".repeat(5_000) + "]".repeat(5_000));
        var delivery = in.take(in.source("stix"), bundle(good(1), deep, good(3)));
        counts(delivery, 3, 2, 1);
        assertThat(in.findings(delivery))
                .anySatisfy(found -> assertThat(found.finding().rule()).isEqualTo("json-too-deep"));
        var open = in.take(in.source("stix"), "[".repeat(100_000));
        assertThat(open.state()).isEqualTo("done");
        assertThat(in.findings(open)).isNotEmpty();
        var misp = in.take(in.source("misp"), "{\"response\":".repeat(5_000) + "1" + "}".repeat(5_000));
        assertThat(misp.counts().rejected()).isEqualTo(1);
    }

    @Test
    void numbersDatesAndNamesBeyondAllMeasureHurtNobodyElse() {
        var text = bundle(
                good(1),
                with(2, "\"x_huge\":1e999"),
                with(3, "\"x_long\":" + "9".repeat(400)),
                good(4).replace("2026-01-01T00:00:00.000Z", "99999-01-01T00:00:00Z"),
                good(5).replace("good5.example", "a".repeat(5_000) + ".example"),
                good(6).replace("\"Good 6\"", "\"\\ud83d\\ude00" + "x".repeat(3_000) + "\""),
                good(7).replace("2026-01-01T00:00:00.000Z", "0000-00-00T99:99:99Z"),
                good(8).replace("[domain", "[[[domain"),
                good(9));
        var delivery = in.take(in.source("stix"), text);
        assertThat(delivery.state()).as(delivery.problem().toString()).isEqualTo("done");
        assertThat(delivery.counts().read()).isEqualTo(9);
        assertThat(in.has(id(1)) && in.has(id(9))).isTrue();
        assertThat(delivery.counts().created() + delivery.counts().rejected()).isEqualTo(9);
        assertThat(in.findings(delivery)).isNotEmpty();
    }

    @Test
    void anObjectThatTheDatabaseRefusesIsRejectedAlone() {
        DATABASE.database().jdbc().sql("""
                create function refuse() returns trigger language plpgsql as
                $$begin raise exception 'no poison here'; end$$""").update();
        DATABASE.database().jdbc().sql("""
                create trigger refuse before insert on version for each row when (new.name = 'Good 3')
                execute function refuse()""").update();
        var delivery = in.take(in.source("stix"), bundle(good(1), good(2), good(3), good(4), good(5)));
        counts(delivery, 5, 4, 1);
        finding(delivery, "delivery.refused", "/objects/2");
        assertThat(in.rejected(delivery)).containsExactly(good(3));
    }

    @Test
    void aMispEventWithABadAttributeKeepsTheOthers() {
        var text = """
                {"Event":{"uuid":"5f0c2c6e-0001-4a00-8000-000000000001","info":"Wave","date":"2026-01-01","Attribute":[
                 {"uuid":"5f0c2c6e-0002-4a00-8000-000000000002","type":"domain","value":"misp.example","to_ids":true},
                 {"uuid":"no uuid","type":"domain","value":"lost.example","to_ids":true},
                 {"uuid":"5f0c2c6e-0003-4a00-8000-000000000003","type":"ip-dst","value":["not","text"],"to_ids":true},
                 17,
                 {"uuid":"5f0c2c6e-0004-4a00-8000-000000000004","type":"ip-dst","value":"192.0.2.9","to_ids":true}]}}""";
        var delivery = in.take(in.source("misp"), text);
        assertThat(delivery.state()).isEqualTo("done");
        assertThat(in.has("indicator--5f0c2c6e-0002-4a00-8000-000000000002")).isTrue();
        assertThat(in.has("indicator--5f0c2c6e-0004-4a00-8000-000000000004")).isTrue();
        assertThat(in.findings(delivery)).isNotEmpty();
        assertThat(in.raw(delivery)).asString(StandardCharsets.UTF_8).isEqualTo(text);
    }

    @Test
    void aReplayOfWhatWasKeptReadsTheSame() {
        var source = in.source("stix");
        var first = in.take(source, bundle(good(1), "{}", good(2)));
        var again = in.ingest().replay(source, first);
        counts(again, 3, 0, 1);
        assertThat(again.counts().unchanged()).isEqualTo(2);
        assertThat(in.raw(again)).isEqualTo(in.raw(first));
        assertThat(in.rejected(again)).isEqualTo(in.rejected(first));
    }
}
