package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.taxii.contract.Objects.domain;
import static theriac.taxii.contract.Objects.envelope;
import static theriac.taxii.contract.Objects.indicator;
import static theriac.taxii.contract.Objects.indicatorId;
import static theriac.taxii.contract.Objects.malware;
import static theriac.taxii.contract.Objects.modified;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.stix.json.JsonObject;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.contract.TaxiiBench.Manner;
import theriac.taxii.contract.TaxiiBench.Who;

/// POST, status, DELETE and rights (TAXII 2.1 §4.3, §5.5, §5.7), sizes and compression.
interface WritingContract extends Asking {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/taxii+json;version=2.0",
                "application/stix+json;version=2.1",
                "text",
                ""
            })
    default void t04_anotherContentTypeIs415(String type) {
        Map<String, String> headers = type.isEmpty() ? READ : Map.of("accept", TAXII, "content-type", type);
        is(post(Kind.OPEN, envelope(indicator(1, 0)), headers), 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/taxii+json",
                "application/taxii+json; version=2.1",
                "Application/Taxii+json;version=\"2.1\""
            })
    default void t04_theContentTypeMayBeWrittenInItsOtherWays(String type) {
        is(post(Kind.OPEN, envelope(indicator(1, 0)), Map.of("accept", TAXII, "content-type", type)), 202);
    }

    @Test
    default void t04_anAcceptThatExcludesTaxiiIs406AndStoresNothing() {
        is(post(Kind.OPEN, envelope(indicator(1, 0)), Map.of("accept", "text/html", "content-type", TAXII)), 406);
        assertThat(get(objects()).text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{",
                "[]",
                "null",
                "7",
                "{}",
                "{\"objects\":[]}",
                "{\"objects\":{}}",
                "{\"objects\":[{]}",
                "{\"objects\":[1,2]}",
                "{\"objects\":[{\"type\":\"indicator\"}]}",
                "{\"type\":\"indicator\",\"id\":\"indicator--00000000-0000-4000-8000-000000000001\"}"
            })
    default void t04_aBodyThatIsNoEnvelopeOfObjectsIs422(String body) {
        is(post(body), 422);
        assertThat(get(objects()).text()).isEqualTo("{}");
    }

    @Test
    default void t04_aBodyThatEndsTooEarlyStoresNothing() {
        String body = envelope(indicator(1, 0), indicator(2, 0));
        is(post(body.substring(0, body.length() - 20)), 422);
        is(post(body.substring(0, body.length() - 2)), 422);
        assertThat(get(objects()).text()).isEqualTo("{}");
    }

    @Test
    default void t04_anUnsupportedStixVersionIs422() {
        is(post(envelope(indicator(1, 0).replace("\"spec_version\":\"2.1\"", "\"spec_version\":\"9.9\""))), 422);
    }

    @Test
    default void t05_aBodyOfExactlyTheLimitIsTakenAndOneOctetMoreIs413() {
        int most =
                (int) get(bench().root()).json().integer("max_content_length").orElseThrow();
        String body = envelope(indicator(1, 0));
        String padded = body.substring(0, body.length() - 1) + " ".repeat(most - body.length()) + "}";
        byte[] larger = (padded + " ").getBytes(StandardCharsets.UTF_8);
        for (Length length : Length.values()) {
            is(bench().send(Who.MEMBER, "POST", objects(), WRITE, larger, length), 413);
        }
        assertThat(get(objects()).text()).isEqualTo("{}");
        for (Length length : Length.values()) {
            byte[] exact = padded.getBytes(StandardCharsets.UTF_8);
            is(bench().send(Who.MEMBER, "POST", objects(), WRITE, exact, length), 202);
        }
    }

    @Test
    default void t23_theStatusAddsUp() {
        Reply reply = post(envelope(indicator(1, 0), malware(1), "{\"type\":\"indicator\",\"name\":\"without id\"}"));
        is(reply, 202);
        JsonObject status = reply.json();
        assertThat(status.text("id").orElseThrow()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab].*");
        assertThat(status.text("status")).contains("complete");
        assertThat(status.integer("total_count")).hasValue(3);
        assertThat(status.integer("success_count")).hasValue(2);
        assertThat(status.integer("failure_count")).hasValue(1);
        assertThat(status.integer("pending_count")).hasValue(0);
        assertThat(reply.list("successes")).hasSize(2);
        assertThat(reply.list("failures")).hasSize(1);
        assertThat(status.has("pendings")).isFalse();
        assertThat(reply.list("successes")).allSatisfy(detail -> {
            assertThat(detail.text("id")).isPresent();
            assertThat(detail.text("version")).isPresent();
        });
        assertThat(reply.list("failures").getFirst().text("message").orElseThrow())
                .contains("/objects/2");
        assertThat(get(objects()).ids()).hasSize(2);
    }

    @Test
    default void t22b_theStatusNamesTheObjectsOwnVersionText() {
        String micro = indicator(1, 0).replace(modified(0), "2026-01-01T00:00:00.062Z");
        assertThat(post(envelope(micro)).list("successes").getFirst().text("version"))
                .contains("2026-01-01T00:00:00.062Z");
    }

    @Test
    default void t24_theStatusCanBeAskedAgainByItsOwnerOnly() {
        Reply posted = post(envelope(indicator(1, 0)));
        String target = bench().root() + "status/" + posted.json().text("id").orElseThrow() + "/";
        is(get(target), 200);
        assertThat(get(target).json()).isEqualTo(posted.json());
        is(get(Who.OTHER, target), 404);
        is(get(Who.NOBODY, target), 401);
        is(get(bench().root() + "status/6f6d6cc1-0a62-4f9c-8c5c-8a3f0c3d2b11/"), 404);
    }

    @Test
    default void t24_theSameObjectAgainIsASuccessThatChangesNothing() {
        stored(indicator(1, 0), indicator(2, 0));
        String before = get(manifest()).text();
        stored(indicator(1, 0));
        is(post(envelope(indicator(2, 0), indicator(2, 0))), 202);
        assertThat(get(manifest()).text()).isEqualTo(before);
    }

    @Test
    default void t25_anObservableWithoutVersionAndSpecVersionIsTaken() {
        stored(domain(1));
        assertThat(get(objects()).text()).contains(domain(1));
        String version =
                get(manifest()).list("objects").getFirst().text("version").orElseThrow();
        assertThat(get(objects() + Objects.id("domain-name", 1) + "/versions/").texts("versions"))
                .containsExactly(version);
        assertThat(get(objects() + "?match[version]=" + version).ids()).hasSize(1);
        stored(domain(1));
        assertThat(get(objects() + "?match[version]=all").ids()).hasSize(1);
    }

    @Test
    default void t26_otherContentUnderTheSameVersionNeverOverwrites() {
        stored(indicator(1, 0));
        Reply reply = post(envelope(indicator(1, 0).replace("\"n1\"", "\"changed\"")));
        is(reply, 202);
        assertThat(get(objects()).text()).contains(indicator(1, 0)).doesNotContain("changed");
    }

    @Test
    default void t27_whatCannotBeReadIs403() {
        for (String collection : existing(Kind.WRITE_ONLY, Kind.CLOSED)) {
            for (String rest : List.of("objects/", "manifest/", "objects/" + indicatorId(1) + "/")) {
                is(get(collection + rest), 403);
            }
        }
    }

    @Test
    default void t27_whatCannotBeWrittenIs403AndAHiddenOneIs404() {
        String object = envelope(domain(1));
        for (String collection : existing(Kind.READ_ONLY, Kind.CLOSED)) {
            is(post(collection, object, WRITE), 403);
        }
        for (String collection : existing(Kind.WRITE_ONLY)) {
            is(post(collection, object, WRITE), 202);
        }
        for (String collection : existing(Kind.HIDDEN)) {
            is(post(collection, object, WRITE), 404);
        }
    }

    @Test
    default void t27_deletingNeedsBothRights() {
        for (String collection : existing(Kind.CLOSED, Kind.HIDDEN)) {
            is(delete(collection, indicatorId(1) + "/"), 404);
        }
        for (String collection : existing(Kind.READ_ONLY, Kind.WRITE_ONLY)) {
            is(delete(collection, indicatorId(1) + "/"), 403);
        }
    }

    @Test
    default void t27_aDeletedObjectIsGone() {
        stored(indicator(1, 0), indicator(2, 0));
        Reply deleted = delete(Kind.OPEN, indicatorId(1) + "/");
        is(deleted, 200);
        assertThat(deleted.body()).isEmpty();
        mustBeGone(indicatorId(1));
        List<JsonObject> rest = get(objects()).list("objects").stream()
                .filter(o -> !o.bool("revoked").orElse(false))
                .toList();
        assertThat(rest).extracting(o -> o.text("id").orElseThrow()).containsExactly(indicatorId(2));
        is(delete(Kind.OPEN, indicatorId(7) + "/"), 404);
    }

    @Test
    default void t27_deletingTakesTheNewestVersionOrTheOnesNamed() {
        stored(indicator(1, 0), indicator(1, 1), indicator(1, 2), indicator(1, 3));
        String all = objects() + indicatorId(1) + "/?match[version]=all";
        is(delete(Kind.OPEN, indicatorId(1) + "/"), 200);
        remain(all, modified(0), modified(1), modified(2));
        is(delete(Kind.OPEN, indicatorId(1) + "/?match[version]=" + modified(1)), 200);
        remain(all, modified(0), modified(2));
        is(delete(Kind.OPEN, indicatorId(1) + "/?match[version]=" + modified(1)), 404);
        is(delete(Kind.OPEN, indicatorId(1) + "/?match[version]=nonsense"), 400);
        is(delete(Kind.OPEN, indicatorId(1) + "/?match[version]=first"), 200);
        String last = get(all).modified().getLast();
        remain(all, modified(2));
        is(delete(Kind.OPEN, indicatorId(1) + "/?match[version]=" + last), 200);
        mustBeGone(indicatorId(1));
        stored(indicator(2, 0), indicator(2, 1));
        is(delete(Kind.OPEN, indicatorId(2) + "/?match[version]=all"), 200);
        mustBeGone(indicatorId(2));
    }

    /// These versions are left. A server that tells consumers what is gone gives the last one a newer `modified`:
    /// with its own, consumers would keep the newer one that was deleted.
    private void remain(String all, String... versions) {
        List<String> left = get(all).modified();
        assertThat(left).hasSize(versions.length);
        if (!bench().manners().contains(Manner.DELETED_BECOMES_REVOKED)) {
            assertThat(left).containsExactly(versions);
            return;
        }
        int last = versions.length - 1;
        assertThat(left.subList(0, last)).containsExactly(Arrays.copyOf(versions, last));
        assertThat(left.getLast()).isGreaterThan(modified(3));
        assertThat(get(all).list("objects")).noneMatch(o -> o.bool("revoked").orElse(false));
    }

    private void mustBeGone(String id) {
        Reply reply = get(objects() + id + "/");
        var manners = bench().manners();
        if (manners.contains(Manner.DELETED_BECOMES_REVOKED) && !manners.contains(Manner.REVOKED_FOR_HOLDERS_ONLY)) {
            assertThat(reply.list("objects"))
                    .hasSize(1)
                    .allMatch(o -> o.bool("revoked").orElse(false));
        } else {
            is(reply, 404);
        }
        is(delete(Kind.OPEN, id + "/"), 404);
    }

    @Test
    default void t34_aPostedBundleIsRefusedOrTakenAsSettingsSay() {
        String bundle = "{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",\"objects\":["
                + indicator(1, 0) + "]}";
        is(post(bundle), bench().manners().contains(Manner.TAKES_BUNDLES) ? 202 : 422);
    }

    @Test
    default void aBodyMayBeCompressed() throws IOException {
        Map<String, String> headers = Map.of("accept", TAXII, "content-type", TAXII, "content-encoding", "gzip");
        byte[] body = gzip(envelope(indicator(1, 0)).getBytes(StandardCharsets.UTF_8));
        is(bench().send(Who.MEMBER, "POST", objects(), headers, body, Length.DECLARED), 202);
        assertThat(get(objects()).text()).contains(indicator(1, 0));
    }

    @Test
    default void aCompressedBombIs413AndOtherCodingsAre415() throws IOException {
        int most =
                (int) get(bench().root()).json().integer("max_content_length").orElseThrow();
        Map<String, String> headers = Map.of("accept", TAXII, "content-type", TAXII, "content-encoding", "gzip");
        byte[] bomb = gzip(" ".repeat(most + 1).getBytes(StandardCharsets.UTF_8));
        is(bench().send(Who.MEMBER, "POST", objects(), headers, bomb, Length.DECLARED), 413);
        Map<String, String> brotli = Map.of("accept", TAXII, "content-type", TAXII, "content-encoding", "br");
        is(bench().send(Who.MEMBER, "POST", objects(), brotli, bomb, Length.DECLARED), 415);
    }

    @Test
    default void answersAreCompressedForWhoAsks() throws IOException {
        stored(indicator(1, 0), indicator(2, 0), indicator(3, 0), indicator(4, 0), indicator(5, 0), indicator(6, 0));
        String plain = get(objects()).text();
        Reply reply = get(objects(), Map.of("accept", TAXII, "accept-encoding", "br, GZIP;q=0.5"));
        assertThat(reply.header("content-encoding")).contains("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes();
        assertThat(new String(unpacked, StandardCharsets.UTF_8)).isEqualTo(plain);
        assertThat(get(objects(), Map.of("accept", TAXII, "accept-encoding", "gzip;q=0"))
                        .text())
                .isEqualTo(plain);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
