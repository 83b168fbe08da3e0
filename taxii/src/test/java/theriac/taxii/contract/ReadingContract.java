package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.taxii.contract.Objects.domain;
import static theriac.taxii.contract.Objects.indicator;
import static theriac.taxii.contract.Objects.indicatorId;
import static theriac.taxii.contract.Objects.malware;
import static theriac.taxii.contract.Objects.modified;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.stix.json.JsonObject;

/// Filters, dates and the shape of what is read (TAXII 2.1 §3.4, §5.3 to §5.8).
interface ReadingContract extends Asking {

    String SIX_DIGITS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

    @Test
    default void t06_taxiiTimesHaveExactlySixDigits() {
        Reply posted = post(Objects.envelope(indicator(1, 0)));
        assertThat(posted.json().text("request_timestamp").orElseThrow()).matches(SIX_DIGITS);
        Reply reply = get(manifest());
        assertThat(reply.firstAdded()).matches(SIX_DIGITS);
        assertThat(reply.lastAdded()).matches(SIX_DIGITS);
        assertThat(reply.list("objects").getFirst().text("date_added").orElseThrow())
                .isEqualTo(reply.firstAdded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000-01-01T00:00:00Z", "2000-01-01T00:00:00.1Z", "2000-01-01T00:00:00.123456789Z"})
    default void t06_addedAfterMayHaveOtherDigits(String time) {
        stored(indicator(1, 0));
        assertThat(get(objects() + "?added_after=" + time).ids()).hasSize(1);
    }

    @Test
    default void t07_addedAfterIsStrictlyAfter() {
        stored(indicator(1, 0), indicator(2, 0));
        String first = get(objects() + "?limit=1").lastAdded();
        assertThat(get(objects() + "?added_after=" + first).ids()).containsExactly(indicatorId(2));
        String last = get(objects()).lastAdded();
        assertThat(get(objects() + "?added_after=" + last).text()).isEqualTo("{}");
    }

    @Test
    default void t07_addedAfterHasNothingToDoWithModified() {
        stored(indicator(1, 5), indicator(2, 0));
        String first = get(objects() + "?limit=1").lastAdded();
        assertThat(get(objects() + "?added_after=" + first).modified()).containsExactly(modified(0));
    }

    @Test
    default void t08_datesAreUniqueAndAscendEvenWithinOneSubmission() {
        is(post(Objects.envelope(indicator(1, 0), indicator(2, 0), indicator(3, 0), malware(1))), 202);
        List<String> dates = get(manifest()).list("objects").stream()
                .map(o -> o.text("date_added").orElseThrow())
                .toList();
        assertThat(dates).hasSize(4).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void t09_theDateHeadersAreThoseOfThePage() {
        stored(indicator(1, 0), indicator(2, 0), indicator(3, 0));
        List<String> dates = get(manifest()).list("objects").stream()
                .map(o -> o.text("date_added").orElseThrow())
                .toList();
        Reply page = get(objects() + "?limit=2");
        assertThat(page.firstAdded()).isEqualTo(dates.getFirst());
        assertThat(page.lastAdded()).isEqualTo(dates.get(1));
        Reply one = get(objects() + indicatorId(3) + "/");
        assertThat(one.firstAdded()).isEqualTo(dates.get(2)).isEqualTo(one.lastAdded());
        assertThat(get(objects() + indicatorId(2) + "/versions/").firstAdded()).isEqualTo(dates.get(1));
    }

    @Test
    default void t09_anEmptyPageHasNoDateHeaders() {
        for (String target : List.of(objects(), manifest())) {
            Reply reply = get(target);
            assertThat(reply.headers()).doesNotContainKeys("x-taxii-date-added-first", "x-taxii-date-added-last");
        }
    }

    @Test
    default void t10_objectsAndManifestAscendByDateAdded() {
        stored(indicator(3, 0), indicator(1, 0), indicator(2, 0));
        List<String> order = List.of(indicatorId(3), indicatorId(1), indicatorId(2));
        assertThat(get(objects()).ids()).isEqualTo(order);
        assertThat(get(manifest()).ids()).isEqualTo(order);
    }

    @Test
    default void t15_fieldsAreAndedAndValuesAreOred() {
        stored(indicator(1, 0), indicator(2, 0), malware(1), domain(1));
        assertThat(get(objects() + "?match[type]=malware,domain-name").ids())
                .containsExactly(Objects.id("malware", 1), Objects.id("domain-name", 1));
        assertThat(get(objects() + "?match[type]=indicator&match[id]=" + indicatorId(2) + ","
                                + Objects.id("malware", 1))
                        .ids())
                .containsExactly(indicatorId(2));
        assertThat(get(manifest() + "?match%5Btype%5D=malware").ids()).containsExactly(Objects.id("malware", 1));
    }

    @Test
    default void t15_unknownFieldsAreIgnoredAndUnknownTypesMatchNothing() {
        stored(indicator(1, 0));
        assertThat(get(objects() + "?match[colour]=blue&whatever=1").ids()).hasSize(1);
        assertThat(get(objects() + "?match[type]=x-unknown").text()).isEqualTo("{}");
        assertThat(get(objects() + "?match[id]=not-an-id").text()).isEqualTo("{}");
    }

    @Test
    default void t16_theNewestVersionIsTheDefault() {
        stored(indicator(1, 0), indicator(1, 2), indicator(1, 1));
        assertThat(get(objects()).modified()).containsExactly(modified(2));
        assertThat(get(objects() + "?match[version]=last").modified()).containsExactly(modified(2));
    }

    @Test
    default void t16_firstAllAndExactVersions() {
        stored(indicator(1, 0), indicator(1, 1), indicator(1, 2));
        String some = objects() + "?match[version]=";
        assertThat(get(some + "first").modified()).containsExactly(modified(0));
        assertThat(get(some + "all").modified()).containsExactly(modified(0), modified(1), modified(2));
        assertThat(get(some + "2026-01-01T00:01:00Z").modified()).containsExactly(modified(1));
        assertThat(get(some + "2026-01-01T00:01:00.000000Z").modified()).containsExactly(modified(1));
    }

    @Test
    default void t16_choicesAreAUnionWithoutDoubles() {
        stored(indicator(1, 0), indicator(1, 1), indicator(1, 2), indicator(2, 0));
        String some = objects() + "?match[version]=";
        assertThat(get(some + "first,last").modified()).containsExactly(modified(0), modified(2), modified(0));
        assertThat(get(some + "last,first," + modified(1)).modified())
                .containsExactly(modified(0), modified(1), modified(2), modified(0));
    }

    @Test
    default void t17_anOldVersionDoesNotStandInForTheNewest() {
        stored(indicator(1, 5), indicator(2, 0));
        String before = get(objects()).lastAdded();
        stored(indicator(1, 1)); // an older version that arrives later
        assertThat(get(objects() + "?added_after=" + before).text()).isEqualTo("{}");
        assertThat(get(objects() + "?match[version]=all&added_after=" + before).modified())
                .containsExactly(modified(1));
    }

    @Test
    default void t19_theManifestHasOneRecordPerVersionWithTheFourMembers() {
        stored(indicator(1, 0), indicator(1, 1), malware(1));
        Reply all = get(manifest() + "?match[version]=all");
        assertThat(all.list("objects")).hasSize(3).allSatisfy(record -> {
            assertThat(record.names()).containsExactlyInAnyOrder("id", "date_added", "version", "media_type");
            assertThat(record.text("media_type")).contains("application/stix+json;version=2.1");
        });
        assertThat(get(manifest()).list("objects")).hasSize(2);
    }

    @Test
    default void t19_emptyListsAreLeftOut() {
        assertThat(get(manifest()).text()).isEqualTo("{}");
        stored(indicator(1, 0));
        String last = get(objects()).lastAdded();
        assertThat(get(objects() + indicatorId(1) + "/versions/?added_after=" + last)
                        .text())
                .isEqualTo("{}");
    }

    @Test
    default void t20_nothingMatchesIsAnEmptyEnvelope() {
        Reply reply = get(objects());
        is(reply, 200);
        assertThat(reply.text()).isEqualTo("{}");
    }

    @Test
    default void t20_anUnknownObjectIs404AndAKnownOneWithoutThatVersionIsEmpty() {
        stored(indicator(1, 0));
        is(get(objects() + indicatorId(2) + "/"), 404);
        is(get(objects() + indicatorId(2) + "/versions/"), 404);
        is(get(objects() + "not-an-id/"), 404);
        Reply none = get(objects() + indicatorId(1) + "/?match[version]=2001-01-01T00:00:00Z");
        is(none, 200);
        assertThat(none.text()).isEqualTo("{}");
    }

    @Test
    default void t21_oneObjectTakesVersionFilters() {
        stored(indicator(1, 0), indicator(1, 1), indicator(2, 0));
        String one = objects() + indicatorId(1) + "/";
        assertThat(get(one).modified()).containsExactly(modified(1));
        assertThat(get(one + "?match[version]=all").modified()).containsExactly(modified(0), modified(1));
        assertThat(get(one + "?match[version]=first&match[spec_version]=2.1").modified())
                .containsExactly(modified(0));
        assertThat(get(one + "?match[spec_version]=2.0").text()).isEqualTo("{}");
    }

    @Test
    default void t22_versionsAscendByDateAddedAndAreTheObjectsOwnText() {
        String nano = indicator(1, 0).replace(modified(0), "2026-01-01T00:00:00.123456789Z");
        stored(nano, indicator(1, 3), indicator(1, 2));
        List<String> versions = List.of("2026-01-01T00:00:00.123456789Z", modified(3), modified(2));
        assertThat(get(objects() + indicatorId(1) + "/versions/").texts("versions"))
                .isEqualTo(versions);
        assertThat(get(manifest() + "?match[version]=all").list("objects"))
                .extracting(record -> record.text("version").orElseThrow())
                .isEqualTo(versions);
    }

    @Test
    default void t32_objectsComeBackByteForByte() {
        String odd = """
                { "x_first" : [ 1.50, 1e3, -0.0 , 12345678901234567890 ],"type":"indicator",  "id":"%s",
                 "spec_version":"2.1","created":"2026-01-01T00:00:00.000000000Z","modified":"2026-01-01T00:00:00.000Z",
                 "pattern":"[domain-name:value = 'a\\u0062.example']","pattern_type":"stix","name":"Ünï\\/cödé 🦠",
                 "valid_from":"2026-01-01T00:00:00Z","x_empty":{},"x_null_like":"null" }""".formatted(indicatorId(1));
        stored(odd);
        assertThat(get(objects()).text()).contains(odd);
        assertThat(get(objects() + indicatorId(1) + "/").text()).contains(odd);
    }

    @Test
    default void t34_anEnvelopeHasNoTypeAndNoId() {
        stored(indicator(1, 0));
        JsonObject envelope = get(objects()).json();
        assertThat(envelope.names()).containsExactlyInAnyOrder("more", "objects");
    }
}
