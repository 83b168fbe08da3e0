package theriac.taxii.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.taxii.MediaType;
import theriac.taxii.contract.DirectCalls;
import theriac.taxii.contract.Objects;
import theriac.taxii.contract.Reply;
import theriac.taxii.contract.TaxiiBench.Kind;
import theriac.taxii.contract.TaxiiBench.Length;
import theriac.taxii.server.TaxiiCollection.Access;
import theriac.testkit.FixedClock;

/// What the contract cannot ask of every server: outages, rates, public collections, hostile bodies, many threads.
class TaxiiServerTest {

    private final FixedClock clock = FixedClock.at("2026-04-20T09:00:00Z");
    private final MemoryBench bench = new MemoryBench(TaxiiSettings.standard().withPageLimit(20), clock);

    private static Reply get(TaxiiServer<String> server, String caller, String target) {
        return DirectCalls.send(
                server, caller, "GET", target, Map.of("accept", MediaType.TAXII_21), new byte[0], Length.DECLARED);
    }

    private String open() {
        return bench.root() + "collections/" + bench.id(Kind.OPEN) + "/objects/";
    }

    private static Reply post(TaxiiServer<String> server, String target, String body) {
        Map<String, String> headers = Map.of("content-type", MediaType.TAXII_21, "accept", MediaType.TAXII_21);
        return DirectCalls.send(server, "member", "POST", target, headers, body.getBytes(), Length.DECLARED);
    }

    private static StixObject object(String json) {
        return StixObject.of((JsonObject) Json.read(json), json);
    }

    @Test
    void anOutageIs503WithRetryAfterAndNeverAnEmptyList() {
        TaxiiServer<String> server = new TaxiiServer<>(
                new OutOfOrder(bench.store, new Unavailable("The store is restarting.", Duration.ofMillis(1_500))),
                TaxiiSettings.standard(),
                clock);
        for (Reply reply : List.of(
                get(server, "member", "/taxii2/"),
                get(server, "", "/taxii2/"),
                get(server, "member", open()),
                post(server, open(), Objects.envelope(Objects.indicator(1, 0))))) {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("retry-after")).contains("2");
            assertThat(reply.header("content-type")).contains(MediaType.TAXII_21);
            assertThat(reply.json().text("http_status")).contains("503");
        }
    }

    @Test
    void aBugPassesThroughAndItsAnswerTellsOnlyANumber() {
        TaxiiServer<String> server = new TaxiiServer<>(
                new OutOfOrder(bench.store, new IllegalStateException("secret")), TaxiiSettings.standard(), clock);
        assertThatThrownBy(() -> get(server, "member", open())).hasMessage("secret");
        assertThat(new String(TaxiiServer.failure("e-1").bytes()))
                .contains("e-1")
                .doesNotContain("secret");
    }

    @Test
    void whoAsksTooOftenHears429UntilTheBucketRefills() {
        RateLimit<String> rate = new TokenBuckets<>(3, Duration.ofSeconds(10), clock);
        TaxiiServer<String> server = new TaxiiServer<>(bench.store, TaxiiSettings.standard(), clock, rate);
        IntStream.range(0, 3)
                .forEach(i ->
                        assertThat(get(server, "member", "/taxii2/").status()).isEqualTo(200));
        Reply refused = get(server, "member", "/taxii2/");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).contains("10");
        assertThat(get(server, "other", "/taxii2/").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(10));
        assertThat(get(server, "member", "/taxii2/").status()).isEqualTo(200);
        assertThat(get(server, "member", "/taxii2/").status()).isEqualTo(429);
    }

    @Test
    void bundlesAreTakenWhenTheSettingsSaySo() {
        TaxiiServer<String> server = new TaxiiServer<>(
                bench.store, TaxiiSettings.standard().withBundles(TaxiiSettings.Bundles.ACCEPT), clock);
        String bundle = "{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",\"objects\":["
                + Objects.indicator(1, 0) + "]}";
        assertThat(post(server, open(), bundle).status()).isEqualTo(202);
    }

    @Test
    void aPublicCollectionIsServedToNobodyAndTheOthersStayHidden() {
        bench.store.share(bench.id(Kind.READ_ONLY), InMemoryCollections.ANONYMOUS, EnumSet.of(Access.READ));
        bench.store.put(bench.id(Kind.READ_ONLY), object(Objects.indicator(1, 0)));
        String readable = bench.root() + "collections/" + bench.id(Kind.READ_ONLY) + "/objects/";
        assertThat(get(bench.server, "", "/taxii2/").status()).isEqualTo(200);
        assertThat(get(bench.server, "", readable).ids()).hasSize(1);
        assertThat(get(bench.server, "", readable + Objects.indicatorId(2) + "/")
                        .status())
                .isEqualTo(404);
        assertThat(get(bench.server, "", bench.root() + "collections/").list("collections"))
                .hasSize(1);
        assertThat(get(bench.server, "", open()).status()).isEqualTo(401);
    }

    @Test
    void aBodyThatBreaksOffIs400AndStoresNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        Fields headers = Fields.none().with("content-type", MediaType.TAXII_21);
        TaxiiResponse response =
                bench.server.handle(TaxiiRequest.of("POST", open(), headers, broken, OptionalLong.empty()), "member");
        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void hostileBodiesAreRefusedQuickly() {
        String deep = "[".repeat(20_000);
        for (String body : List.of(
                "{\"objects\":[" + deep,
                "{\"objects\":[{\"type\":\"x-a\",\"id\":\"x-a--00000000-0000-4000-8000-000000000001\",\"a\":" + deep
                        + "]".repeat(20_000) + "}]}",
                "{\"objects\":[\"\u0000\"]}",
                "\u00ef\u00bb\u00bf{\"objects\":[]}",
                "{\"objects\":[]}{\"objects\":[]}")) {
            assertThat(post(bench.server, open(), body).status()).isEqualTo(422);
        }
    }

    @Test
    void hostileAddressesAreAnsweredWithoutFailing() {
        for (String target : List.of(
                "",
                "/",
                "//",
                "/taxii2/../root/",
                "/taxii2/root/collections//",
                "/%",
                "/%zz/",
                "/taxii2/root/collections/%2e%2e/",
                "/taxii2/root/collections/%zz/",
                "/taxii2/root/status/%00/",
                open() + "?" + "&".repeat(1_000),
                open() + "?=%zz&limit=%zz",
                open() + "?next=" + "A".repeat(100_000))) {
            assertThat(get(bench.server, "member", target).status()).as(target).isIn(200, 400, 404);
        }
    }

    @Test
    void aPageIsWrittenFromTheStoredBytesThemselves() throws IOException {
        bench.store.put(bench.id(Kind.OPEN), object(Objects.indicator(1, 0)));
        bench.store.put(bench.id(Kind.OPEN), object(Objects.indicator(2, 0)));
        ObjectQuery query = ObjectQuery.everything(10);
        List<Entry> stored = bench.store
                .objects(
                        "member",
                        bench.store.collection("member", bench.root, "open").orElseThrow(),
                        query)
                .items();
        TaxiiResponse response = bench.server.handle(TaxiiRequest.of("GET", open(), Fields.none()), "member");
        Set<byte[]> written = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        response.body().writeTo(new OutputStream() {
            @Override
            public void write(int octet) {}

            @Override
            public void write(byte[] bytes) {
                written.add(bytes);
            }
        });
        assertThat(written).contains(stored.get(0).json(), stored.get(1).json());
        assertThat(response.body().length()).hasValue(response.bytes().length);
    }

    @Test
    void readersBesideWritersMissNothingAndSeeNothingTwice() throws Exception {
        int writers = 4;
        int each = 200;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> writing = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(w -> () -> {
                        for (int i = 0; i < each; i++) {
                            post(bench.server, open(), Objects.envelope(Objects.indicator(w * each + i, 0)));
                        }
                        return w;
                    })
                    .toList();
            Future<Integer> read = threads.submit(() -> {
                Set<String> seen = new HashSet<>();
                String after = "2000-01-01T00:00:00Z";
                while (seen.size() < writers * each) {
                    Reply page = get(bench.server, "member", open() + "?limit=7&added_after=" + after);
                    for (String id : page.ids()) {
                        assertThat(seen.add(id)).as(id).isTrue();
                    }
                    after = page.ids().isEmpty() ? after : page.lastAdded();
                    Thread.yield();
                }
                return seen.size();
            });
            threads.invokeAll(writing);
            assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(writers * each);
        }
    }

    @Test
    void aStatusIsForgottenAfterADayAndNotBefore() {
        String id = post(bench.server, open(), Objects.envelope(Objects.indicator(1, 0)))
                .json()
                .text("id")
                .orElseThrow();
        clock.advance(Duration.ofHours(24));
        post(bench.server, open(), Objects.envelope(Objects.indicator(2, 0)));
        assertThat(get(bench.server, "member", bench.root() + "status/" + id + "/")
                        .status())
                .isEqualTo(200);
        clock.advance(Duration.ofHours(2));
        post(bench.server, open(), Objects.envelope(Objects.indicator(3, 0)));
        assertThat(get(bench.server, "member", bench.root() + "status/" + id + "/")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBundleIsLoadedWithItsBadObjectInTheFindings() throws IOException {
        String bundle = "{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000001\",\"objects\":["
                + Objects.indicator(1, 0) + ",{\"type\":\"indicator\"}," + Objects.indicator(2, 0) + "]}";
        assertThat(bench.store.load(bench.id(Kind.OPEN), new ByteArrayInputStream(bundle.getBytes())))
                .anyMatch(finding -> finding.pointer().equals("/objects/1"));
        assertThat(get(bench.server, "member", open()).ids()).hasSize(2);
    }
}
