package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.contract.TaxiiBench.Who;

/// Discovery, API roots, collections, media types, errors, and who may know what (TAXII 2.1 §1.6, §3.6, §4, §5.1).
interface DiscoveryContract extends Asking {

    @Test
    default void t01_discoveryIsAtItsPath() {
        Reply reply = get(bench().discovery());
        is(reply, 200);
        assertThat(reply.json().text("title")).isPresent();
    }

    @Test
    default void t01_aPathWithoutTheFinalSlashIsReadAsIfItHadIt() {
        String path = bench().root() + "collections";
        assertThat(get(path).text()).isEqualTo(get(path + "/").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/taxii+json",
                "application/taxii+json;version=2.1",
                "application/taxii+json; version=2.1",
                "application/taxii+json ; version=\"2.1\" ; q=0.9",
                "text/html, application/taxii+json;version=2.1;q=0.5",
                "application/taxii+json;version=2.0, application/taxii+json;version=2.1",
                "Application/TAXII+JSON",
                "application/*",
                "*/*"
            })
    default void t02_everyRangeThatAdmitsTaxiiIsServed(String accept) {
        is(get(bench().discovery(), Map.of("accept", accept)), 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/json",
                "application/taxii+jsonxxx;version=2.1",
                "application/taxii+json;version=2.0",
                "application/taxii+json;version=2.1;q=0",
                "nonsense"
            })
    default void t02_anotherMediaTypeIs406(String accept) {
        is(get(bench().discovery(), Map.of("accept", accept)), 406);
    }

    @Test
    default void t03_everyBodyIsLabelledErrorsToo() {
        for (Reply reply : List.of(
                get(bench().discovery()),
                get(bench().root()),
                get(objects()),
                get(bench().root() + "nothing/"),
                get(objects() + "?limit=0"),
                get(bench().discovery(), Map.of("accept", "text/html")),
                get(Who.NOBODY, bench().root()))) {
            assertThat(reply.header("content-type")).contains(TAXII);
        }
    }

    @Test
    default void t05_maxContentLengthIsAPositiveNumber() {
        assertThat(get(bench().root()).json().integer("max_content_length").orElse(0))
                .isPositive();
    }

    @Test
    default void t10_collectionsComeInTheSameOrderEachTime() {
        String list = bench().root() + "collections/";
        assertThat(get(list).list("collections"))
                .isNotEmpty()
                .isEqualTo(get(list).list("collections"));
    }

    @Test
    default void t28_nobodyHears401WithAChallengeWhateverHeAsks() {
        for (String target : List.of(
                bench().discovery(),
                bench().root(),
                bench().root() + "collections/",
                objects(),
                objects() + Objects.indicatorId(1) + "/",
                bench().root() + "collections/6f6d6cc1-0a62-4f9c-8c5c-8a3f0c3d2b11/objects/",
                bench().discovery() + "nowhere/")) {
            Reply reply = get(Who.NOBODY, target);
            is(reply, 401);
            assertThat(reply.headers().get("www-authenticate")).anyMatch(c -> c.startsWith("Basic "));
        }
        Reply post = bench().send(Who.NOBODY, "POST", objects(), WRITE, new byte[0], Length.DECLARED);
        is(post, 401);
    }

    @Test
    default void t28_aHiddenCollectionLooksExactlyLikeAnAbsentOne() {
        String hidden = in(Kind.HIDDEN);
        String absent = bench().root() + "collections/6f6d6cc1-0a62-4f9c-8c5c-8a3f0c3d2b11/";
        for (String rest : List.of("", "objects/", "manifest/", "objects/" + Objects.indicatorId(1) + "/")) {
            Reply one = get(hidden + rest);
            is(one, 404);
            assertThat(one.text()).isEqualTo(get(absent + rest).text());
        }
        assertThat(get(bench().root() + "collections/").text())
                .doesNotContain(bench().collection(Kind.HIDDEN).orElseThrow());
    }

    @Test
    default void t29_theDefaultRootIsOneOfTheRootsAndRootsAreRelativeOrHttps() {
        Reply reply = get(bench().discovery());
        List<String> roots = reply.texts("api_roots");
        assertThat(roots).isNotEmpty().allMatch(r -> r.matches("/[^/?][^?]*/|https://[^?]+/"));
        reply.json().text("default").ifPresent(root -> assertThat(roots).contains(root));
    }

    @Test
    default void t29_aCollectionHasAUuidAndRightsAndItsAliasStandsForTheId() {
        for (var one : get(bench().root() + "collections/").list("collections")) {
            String id = one.text("id").orElseThrow();
            assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
            assertThat(one.text("title")).isPresent();
            assertThat(one.bool("can_read")).isPresent();
            assertThat(one.bool("can_write")).isPresent();
            Optional<String> alias = one.text("alias");
            alias.ifPresent(name -> assertThat(
                            get(bench().root() + "collections/" + name + "/").json())
                    .isEqualTo(one));
            assertThat(get(bench().root() + "collections/" + id + "/").json()).isEqualTo(one);
        }
    }

    @Test
    default void t30_theRootNamesTaxii21() {
        assertThat(get(bench().root()).texts("versions")).contains(TAXII);
    }

    @Test
    default void t31_anErrorHasATitleAndItsStatusAsAString() {
        Reply reply = get(bench().root() + "collections/nothing/");
        is(reply, 404);
        assertThat(reply.json().text("title")).isPresent();
        assertThat(reply.json().text("http_status")).contains("404");
    }

    @Test
    default void t33_methodsThatTaxiiDoesNotDefineAre405() {
        for (String method : List.of("HEAD", "OPTIONS", "PUT", "PATCH")) {
            is(bench().send(Who.MEMBER, method, bench().root(), READ, new byte[0], Length.DECLARED), 405);
        }
        is(bench().send(Who.MEMBER, "POST", bench().root(), WRITE, new byte[0], Length.DECLARED), 405);
        is(bench().send(Who.MEMBER, "DELETE", objects(), READ, new byte[0], Length.DECLARED), 405);
    }

    @Test
    default void unknownAddressesAre404() {
        for (String target : List.of(
                bench().discovery() + "nowhere/",
                bench().root() + "nothing/",
                bench().root() + "status/",
                bench().root() + "status/no-uuid/",
                bench().root() + "collections/nothing/",
                in(Kind.OPEN) + "nothing/",
                manifest() + Objects.indicatorId(1) + "/",
                objects() + Objects.indicatorId(1) + "/nothing/",
                objects() + Objects.indicatorId(1) + "/versions/more/")) {
            is(get(target), 404);
        }
    }
}
