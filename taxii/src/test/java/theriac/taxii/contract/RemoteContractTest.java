package theriac.taxii.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.contract.TaxiiBench.Manner;
import theriac.taxii.contract.TaxiiBench.Who;

/// The contract on any server that somebody names, by `scripts/taxii-contract`, which also says what to name.
///
/// Each test has ids of its own, because a server may remember what it once held, and the open collection is emptied
/// before each: never name one that anybody uses.
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
        return new Renamed(bench, "%08x-".formatted(ThreadLocalRandom.current().nextInt()));
    }

    /// A bench on which the ids of the contract are others.
    ///
    /// @param salt as long as what it stands for, so that bodies keep their lengths
    private record Renamed(HttpBench bench, String salt) implements TaxiiBench {

        private static final String COMMON = "--00000000-";

        @Override
        public String discovery() {
            return bench.discovery();
        }

        @Override
        public String root() {
            return bench.root();
        }

        @Override
        public int pageLimit() {
            return bench.pageLimit();
        }

        @Override
        public Optional<String> collection(Kind kind) {
            return bench.collection(kind);
        }

        @Override
        public Set<Manner> manners() {
            return bench.manners();
        }

        @Override
        public Reply send(
                Who who, String method, String target, Map<String, String> headers, byte[] body, Length length) {
            Reply reply = bench.send(
                    who,
                    method,
                    target.replace(COMMON, "--" + salt),
                    headers,
                    replaced(body, COMMON, "--" + salt),
                    length);
            boolean zipped =
                    reply.header("content-encoding").filter("gzip"::equals).isPresent();
            byte[] plain = replaced(zipped ? unzipped(reply.body()) : reply.body(), "--" + salt, COMMON);
            return new Reply(reply.status(), reply.headers(), zipped ? zipped(plain) : plain);
        }

        private static byte[] unzipped(byte[] octets) {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(octets))) {
                return gzip.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private static byte[] zipped(byte[] octets) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(octets);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return out.toByteArray();
        }

        private static byte[] replaced(byte[] octets, String text, String other) {
            return new String(octets, StandardCharsets.ISO_8859_1)
                    .replace(text, other)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() {
            bench.close();
        }
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
