package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.taxii.contract.Objects.indicator;
import static theriac.taxii.contract.Objects.indicatorId;
import static theriac.taxii.contract.Objects.malware;
import static theriac.taxii.contract.Objects.modified;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `limit`, `more`, `next`, and parameters that make no sense (TAXII 2.1 §3.4, §3.5).
interface PagingContract extends Asking {

    @Test
    default void t11_pagesTogetherAreTheWholeInOrder() {
        stored(indicator(1, 0), malware(1), indicator(2, 0), indicator(1, 1), indicator(3, 0));
        for (String resource : List.of(objects(), manifest())) {
            for (String filter : List.of("", "match[version]=all&", "match[type]=indicator&")) {
                List<String> whole = get(resource + "?" + filter).ids();
                for (int limit = 1; limit <= 6; limit++) {
                    List<Reply> pages = pages(resource + "?" + filter + "limit=" + limit);
                    assertThat(pages.stream().flatMap(p -> p.ids().stream())).containsExactlyElementsOf(whole);
                    int most = limit;
                    assertThat(pages).allMatch(p -> p.ids().size() <= most);
                }
            }
        }
    }

    @Test
    default void t11_aCutPageSaysMoreAndTheLastOneGivesNoNext() {
        stored(indicator(1, 0), indicator(2, 0), indicator(3, 0));
        List<Reply> pages = pages(objects() + "?limit=2");
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst().more()).isTrue();
        assertThat(pages.getLast().more()).isFalse();
        assertThat(pages.getLast().next()).isEmpty();
    }

    @Test
    default void t11_theServersOwnLimitCutsToo() {
        int count = bench().pageLimit() + 1;
        is(
                post(Objects.envelope(
                        IntStream.range(0, count).mapToObj(i -> indicator(i, 0)).toArray(String[]::new))),
                202);
        List<Reply> pages = pages(objects());
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst().ids()).hasSize(bench().pageLimit());
        assertThat(pages.getLast().ids()).containsExactly(indicatorId(count - 1));
    }

    @Test
    default void t11_nextWithOtherFiltersIs400() {
        stored(indicator(1, 0), indicator(2, 0), indicator(3, 0));
        String next = get(objects() + "?limit=1").next().orElseThrow();
        is(get(objects() + "?limit=2&next=" + next), 200);
        is(get(objects() + "?limit=1&match[type]=indicator&next=" + next), 400);
        is(get(objects() + "?limit=1&added_after=2000-01-01T00:00:00Z&next=" + next), 400);
        is(get(manifest() + "?limit=1&next=" + next), 400);
        is(get(objects() + indicatorId(1) + "/?limit=1&next=" + next), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-1", "''", "%F0%9F%A6%A0"})
    default void t11_aForeignNextIs400(String next) {
        is(get(objects() + "?next=" + next), 400);
    }

    @Test
    default void t11_whatArrivesBetweenPagesIsNeitherLostNorRepeated() {
        stored(indicator(1, 0), indicator(2, 0), indicator(3, 0));
        Reply first = get(objects() + "?limit=2");
        stored(indicator(4, 0));
        Reply second = get(objects() + "?limit=2&next=" + first.next().orElseThrow());
        assertThat(second.ids()).containsExactly(indicatorId(3), indicatorId(4));
    }

    @Test
    default void t12_aSecondVersionAtThePageEdgeIsNotLost() {
        is(post(Objects.envelope(indicator(1, 0), indicator(1, 1), indicator(1, 2))), 202);
        List<Reply> pages = pages(objects() + indicatorId(1) + "/?match[version]=all&limit=1");
        assertThat(pages.stream().flatMap(p -> p.modified().stream()))
                .containsExactly(modified(0), modified(1), modified(2));
        List<Reply> versions = pages(objects() + indicatorId(1) + "/versions/?limit=1");
        assertThat(versions.stream().flatMap(p -> p.texts("versions").stream()))
                .containsExactly(modified(0), modified(1), modified(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-20", "abc", "1.5", "", "+5", "0x10", "00", "1%20", "1e3", "%D9%A1"})
    default void t13_aLimitThatIsNoPositiveNumberIs400(String limit) {
        is(get(objects() + "?limit=" + limit), 400);
        is(get(manifest() + "?limit=" + limit), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000", "99999999999999999999999", "0005"})
    default void t13_aLargeLimitIsCappedAndEverythingThatFitsComes(String limit) {
        stored(indicator(1, 0), indicator(2, 0));
        assertThat(get(objects() + "?limit=" + limit).ids()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "added_after=yesterday",
                "added_after=",
                "added_after=2026-01-01",
                "added_after=2026-13-01T00:00:00Z",
                "added_after=2026-01-01T00:00:00%2B01:00",
                "added_after=2026-01-01T00:00:00Z&added_after=2026-01-01T00:00:00Z",
                "match[version]=newest",
                "match[version]=all,last",
                "match[version]=all,2026-01-01T00:00:00Z",
                "match[version]=first&match[version]=last",
                "match[type]=indicator&match[type]=malware",
                "match[type]=indicator,%20malware",
                "match[type]=",
                "match[id]=a,,b",
                "match[spec_version]=two",
                "limit=1&limit=2"
            })
    default void t14_aMalformedOrRepeatedParameterIs400(String query) {
        Reply reply = get(objects() + "?" + query);
        is(reply, 400);
        assertThat(reply.json().text("http_status")).contains("400");
    }
}
