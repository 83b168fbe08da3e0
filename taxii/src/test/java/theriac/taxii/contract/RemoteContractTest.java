package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.contract.TaxiiBench.Manner;
import theriac.taxii.contract.TaxiiBench.Who;

/// The contract on any server that somebody names:
///
/// ```
/// mvn -pl taxii -am test -Dtest=RemoteContractTest -Dsurefire.failIfNoSpecifiedTests=false \
///   -Dtaxii.remote.url=https://taxii.example -Dtaxii.remote.root=/api1/ -Dtaxii.remote.authorization='Basic …' \
///   -Dtaxii.remote.open=<id of a collection for tests, readable and writable>
/// ```
///
/// Further properties: `discovery`, `page-limit`, `other-authorization`, `read-only`, `write-only`, `closed`,
/// `hidden`, and `manners` (names of [Manner], with commas). The open collection is emptied before each test: never
/// name one that anybody uses.
@EnabledIfSystemProperty(
        named = "taxii.remote.url",
        matches = ".+",
        disabledReason = "No server was named: give its address as -Dtaxii.remote.url=https://….")
class RemoteContractTest extends TaxiiServerContract {

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty("taxii.remote." + name)).filter(text -> !text.isBlank());
    }

    @Override
    protected TaxiiBench open() {
        URI base = URI.create(property("url").orElseThrow());
        HttpBench bench = new HttpBench(
                base,
                property("discovery").orElse("/taxii2/"),
                property("root").orElse("/taxii2/"),
                property("page-limit").map(Integer::parseInt).orElse(1_000),
                authorizations(),
                collections(),
                manners(),
                new HttpCalls(base));
        empty(bench);
        return bench;
    }

    private static Map<Who, String> authorizations() {
        Map<Who, String> all = new EnumMap<>(Who.class);
        property("authorization").ifPresent(value -> all.put(Who.MEMBER, value));
        property("other-authorization").ifPresent(value -> all.put(Who.OTHER, value));
        return all;
    }

    private static Map<Kind, String> collections() {
        Map<Kind, String> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            property(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                    .ifPresent(id -> all.put(kind, id));
        }
        return all;
    }

    private static Set<Manner> manners() {
        Set<Manner> all = EnumSet.noneOf(Manner.class);
        property("manners").ifPresent(names -> {
            for (String name : names.split(",")) {
                all.add(Manner.valueOf(name.strip()));
            }
        });
        return all;
    }

    private static void empty(HttpBench bench) {
        String objects =
                bench.root() + "collections/" + bench.collection(Kind.OPEN).orElseThrow() + "/objects/";
        Set<String> ids = new HashSet<>();
        Reply page = read(bench, objects);
        ids.addAll(page.ids());
        while (page.next().isPresent()) {
            page = read(bench, objects + "?next=" + page.next().orElseThrow());
            ids.addAll(page.ids());
        }
        for (String id : ids) {
            bench.send(
                    Who.MEMBER,
                    "DELETE",
                    objects + id + "/?match[version]=all",
                    Asking.READ,
                    new byte[0],
                    Length.DECLARED);
        }
        assertThat(read(bench, objects).text())
                .as("The open collection cannot be emptied by DELETE; a contract needs one that can, or a fresh one.")
                .isIn("{}", "{\"more\":false}");
    }

    private static Reply read(HttpBench bench, String target) {
        return bench.send(Who.MEMBER, "GET", target, Asking.READ, new byte[0], Length.DECLARED);
    }
}
