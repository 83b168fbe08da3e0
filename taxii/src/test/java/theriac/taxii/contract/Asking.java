package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.contract.TaxiiBench.Who;

/// Ways to ask that the parts of the contract share.
interface Asking {

    String TAXII = "application/taxii+json;version=2.1";
    Map<String, String> READ = Map.of("accept", TAXII);
    Map<String, String> WRITE = Map.of("accept", TAXII, "content-type", TAXII);

    TaxiiBench bench();

    default Reply get(String target) {
        return get(Who.MEMBER, target);
    }

    default Reply get(Who who, String target) {
        return bench().send(who, "GET", target, READ, new byte[0], Length.DECLARED);
    }

    default Reply get(String target, Map<String, String> headers) {
        return bench().send(Who.MEMBER, "GET", target, headers, new byte[0], Length.DECLARED);
    }

    default Reply post(String body) {
        return post(Kind.OPEN, body, WRITE);
    }

    default Reply post(Kind kind, String body, Map<String, String> headers) {
        return post(in(kind), body, headers);
    }

    default Reply post(String collection, String body, Map<String, String> headers) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        return bench().send(Who.MEMBER, "POST", collection + "objects/", headers, octets, Length.DECLARED);
    }

    default Reply delete(Kind kind, String rest) {
        return delete(in(kind), rest);
    }

    default Reply delete(String collection, String rest) {
        return bench().send(Who.MEMBER, "DELETE", collection + "objects/" + rest, READ, new byte[0], Length.DECLARED);
    }

    /// Path of a collection; ends the test where the server has none of that kind.
    default String in(Kind kind) {
        var id = bench().collection(kind);
        Assumptions.assumeTrue(id.isPresent(), () -> "This server has no " + kind + " collection.");
        return bench().root() + "collections/" + id.orElseThrow() + "/";
    }

    /// Those of these kinds that the server has, as paths.
    default List<String> existing(Kind... kinds) {
        return Stream.of(kinds)
                .filter(kind -> bench().collection(kind).isPresent())
                .map(this::in)
                .toList();
    }

    default String objects() {
        return in(Kind.OPEN) + "objects/";
    }

    default String manifest() {
        return in(Kind.OPEN) + "manifest/";
    }

    /// Posts objects one by one, so that each has its own time, and expects success.
    default void stored(String... objects) {
        for (String object : objects) {
            Reply reply = post(Objects.envelope(object));
            assertThat(reply.status()).as(reply::text).isEqualTo(202);
            assertThat(reply.json().integer("success_count")).as(reply::text).hasValue(1);
        }
    }

    /// All pages of a listing, following `next`.
    default List<Reply> pages(String target) {
        List<Reply> pages = new ArrayList<>();
        Reply page = get(target);
        pages.add(page);
        while (page.next().isPresent()) {
            assertThat(pages).as("pages of " + target).hasSizeLessThan(1_000);
            page = get(target + (target.contains("?") ? "&" : "?") + "next="
                    + page.next().orElseThrow());
            pages.add(page);
        }
        return pages;
    }

    default void is(Reply reply, int status) {
        assertThat(reply.status()).as(reply::text).isEqualTo(status);
    }
}
