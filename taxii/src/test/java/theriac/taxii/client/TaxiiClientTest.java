package theriac.taxii.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.taxii.contract.Objects;
import theriac.taxii.server.ApiRoot;
import theriac.taxii.server.Credentials;
import theriac.taxii.server.InMemoryCollections;
import theriac.taxii.server.TaxiiCollection;
import theriac.taxii.server.TaxiiCollection.Access;
import theriac.taxii.server.TaxiiHttp;
import theriac.taxii.server.TaxiiServer;
import theriac.taxii.server.TaxiiSettings;
import theriac.testkit.FixedClock;

/// The client with a server that behaves: ours.
class TaxiiClientTest {

    private static final UUID OPEN = UUID.fromString("00000000-0000-4000-8000-000000000001");

    private final FixedClock clock = FixedClock.at("2026-04-20T09:00:00Z");
    private final ApiRoot root = ApiRoot.of("/taxii2/partner/", "Partner", 4 << 10);
    private final InMemoryCollections store = new InMemoryCollections("Partner", clock)
            .add(root)
            .add(root, TaxiiCollection.of(OPEN, "Open", EnumSet.allOf(Access.class)));
    private TaxiiHttp http;
    private TaxiiClient client;

    @BeforeEach
    void start() throws IOException {
        TaxiiServer<String> server =
                new TaxiiServer<>(store, TaxiiSettings.standard().withPageLimit(7), clock);
        http = TaxiiHttp.start(server, Credentials.tokens(Map.of("t0ken", "hub"), InMemoryCollections.ANONYMOUS), 0);
        client = client(Auth.bearer("t0ken"));
    }

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    private TaxiiClient client(Auth auth) {
        return new TaxiiClient(TaxiiClientSettings.of(http.base(), auth), clock);
    }

    private static StixObject object(String json) {
        return StixObject.of((JsonObject) Json.read(json), json);
    }

    private void put(int from, int to) {
        IntStream.range(from, to).forEach(i -> store.put(OPEN, object(Objects.indicator(i, 0))));
    }

    @Test
    void aServerIsExploredFromItsAddress() throws TaxiiFailure {
        RemoteServer server = client.discovery();
        assertThat(server.title()).isEqualTo("Partner");
        assertThat(server.defaultRoot()).contains(http.base().resolve("/taxii2/partner/"));
        RemoteRoot found = client.apiRoot(server.apiRoots().getFirst());
        assertThat(found.maxContentLength()).isEqualTo(4 << 10);
        RemoteCollection collection = client.collections(found.uri()).getFirst();
        assertThat(collection.id()).isEqualTo(OPEN.toString());
        assertThat(collection.canRead()).isTrue();
        assertThat(collection.uri().toString()).endsWith("/taxii2/partner/collections/" + OPEN + "/");
    }

    @Test
    void aCollectionIsReadInPagesOnceAndInOrder() throws TaxiiFailure {
        put(0, 30);
        Collected sink = new Collected();
        PollResult result = client.poll(collection(), Optional.empty(), sink);
        assertThat(result.failure()).isEmpty();
        assertThat(sink.ids()).hasSize(30).doesNotHaveDuplicates();
        assertThat(sink.ids().getFirst()).isEqualTo(Objects.indicatorId(0));
        assertThat(result.pages()).isEqualTo(5);
        assertThat(sink.watermarks.getLast()).isEqualTo(result.watermark());
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void aPollFromAWatermarkBringsOnlyWhatIsNew() throws TaxiiFailure {
        put(0, 10);
        PollResult first = client.poll(collection(), Optional.empty(), new Collected());
        put(10, 12);
        Collected sink = new Collected();
        PollResult second = client.poll(collection(), first.watermark(), sink);
        assertThat(sink.ids()).containsExactly(Objects.indicatorId(10), Objects.indicatorId(11));
        Collected none = new Collected();
        PollResult third = client.poll(collection(), second.watermark(), none);
        assertThat(none.ids()).isEmpty();
        assertThat(third.watermark()).isEqualTo(second.watermark());
    }

    @Test
    void everyWatermarkOnTheWayLosesNothing() throws TaxiiFailure {
        put(0, 30);
        Collected whole = new Collected();
        client.poll(collection(), Optional.empty(), whole);
        for (int page = 0; page < whole.watermarks.size(); page++) {
            Collected rest = new Collected();
            client.poll(collection(), whole.watermarks.get(page), rest);
            List<String> before = whole.ids().subList(0, Math.min(30, (page + 1) * 7));
            assertThat(Stream.concat(before.stream(), rest.ids().stream()).distinct())
                    .isEqualTo(whole.ids());
        }
    }

    @Test
    void objectsArriveWithTheirExactText() throws TaxiiFailure {
        String odd = Objects.indicator(1, 0).replace("\"name\":", " \"x_n\" : 1.50e0, \"name\" :");
        store.put(OPEN, object(odd));
        Collected sink = new Collected();
        client.poll(collection(), Optional.empty(), sink);
        assertThat(sink.objects.getFirst().text()).isEqualTo(odd);
    }

    @Test
    void objectsAreSubmittedInEnvelopesThatFitAndTracked() throws TaxiiFailure {
        List<StixObject> objects = IntStream.range(0, 40)
                .mapToObj(i -> object(Objects.indicator(i, 0)))
                .toList();
        List<RemoteStatus> statuses = client.submit(collection(), 4 << 10, objects);
        assertThat(statuses).hasSizeGreaterThan(1).allMatch(s -> s.state() == RemoteStatus.State.COMPLETE);
        assertThat(statuses.stream().mapToLong(RemoteStatus::successes).sum()).isEqualTo(40);
        RemoteStatus again = client.status(
                http.base().resolve(root.path()), statuses.getFirst().id());
        assertThat(again).isEqualTo(statuses.getFirst());
    }

    @Test
    void whatTheServerDidNotTakeIsNamed() throws TaxiiFailure {
        StixObject other = object(Objects.indicator(1, 0).replace("\"n1\"", "\"other\""));
        List<RemoteStatus> statuses =
                client.submit(collection(), 4 << 10, List.of(object(Objects.indicator(1, 0)), other));
        assertThat(statuses.getFirst().failures()).isEqualTo(1);
        assertThat(statuses.getFirst().failed().getFirst().id()).isEqualTo(Objects.indicatorId(1));
    }

    @Test
    void anObjectLargerThanTheServerTakesIsNotSent() {
        assertThatExceptionOfType(TaxiiFailure.class)
                .isThrownBy(() -> client.submit(collection(), 100, List.of(object(Objects.indicator(1, 0)))))
                .matches(failure -> failure.kind() == TaxiiFailure.Kind.TOO_LARGE);
    }

    @Test
    void basicAndBearerOpenTheDoorAndWrongOnesDoNot() throws TaxiiFailure {
        try (TaxiiClient basic = client(Auth.basic("anyone", "t0ken"))) {
            assertThat(basic.discovery().title()).isEqualTo("Partner");
        }
        for (Auth wrong : List.of(Auth.none(), Auth.bearer("x"), Auth.basic("t0ken", "x"))) {
            try (TaxiiClient refused = client(wrong)) {
                assertThatExceptionOfType(TaxiiFailure.class)
                        .isThrownBy(refused::discovery)
                        .matches(failure -> failure.kind() == TaxiiFailure.Kind.NOT_ALLOWED);
                assertThat(refused.poll(collection(), Optional.empty(), new Collected())
                                .failure())
                        .isPresent();
            }
        }
    }

    @Test
    void credentialsDoNotTravelInTheOpenNorShowThemselves() {
        URI open = URI.create("http://taxii.example/");
        assertThatThrownBy(() -> TaxiiClientSettings.of(open, Auth.bearer("s3cret")))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> TaxiiClientSettings.of(URI.create("https://a:b@taxii.example/"), Auth.none()))
                .hasMessageContaining("Auth");
        assertThat(TaxiiClientSettings.of(URI.create("https://taxii.example/"), Auth.basic("me", "s3cret"))
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void nobodyThereIsUnreachable() {
        http.close();
        assertThat(client.poll(collection(), Optional.empty(), new Collected()).failure())
                .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo(TaxiiFailure.Kind.UNREACHABLE));
    }

    private URI collection() {
        return http.base().resolve(root.path() + "collections/" + OPEN + "/");
    }
}
