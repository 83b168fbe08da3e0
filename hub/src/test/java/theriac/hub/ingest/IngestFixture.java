package theriac.hub.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.OrganizationsSql;
import theriac.hub.db.Database;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Delivery;
import theriac.hub.store.DeliveryFinding;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;

/// The way in on a real store, with limits small enough to reach, and short ways to look at what became of a delivery.
final class IngestFixture implements AutoCloseable {

    static final Viewer ALL = Viewer.system("test");

    /// 200 kB a delivery, 20 kB an object, two seconds of patience.
    static final DeliveryLimits SMALL = new DeliveryLimits(
            JsonLimits.standard().withObjectBytes(20_000),
            200_000,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4));

    final Store store;
    private final Organizations organizations;
    private final Organization partner;
    private final DeliveryLimits limits;
    private final AtomicInteger rebound = new AtomicInteger();
    final Fetcher fetcher = new Fetcher(this::resolve, null);
    final Plans plans;

    /// One name leads to this machine at first and into a private network ever after.
    private List<InetAddress> resolve(String host) throws UnknownHostException {
        return host.equals("rebound.example")
                ? List.of(InetAddress.getByName(rebound.getAndIncrement() == 0 ? "127.0.0.1" : "10.9.9.9"))
                : List.of(InetAddress.getAllByName(host));
    }

    IngestFixture(Database database, DeliveryLimits limits) {
        this.store = Store.open(database, Clock.systemUTC());
        this.organizations = new Organizations(new OrganizationsSql(database.jdbc()), Clock.systemUTC());
        this.partner = organizations
                .findByName("Partner")
                .orElseGet(
                        () -> organizations.create(new Organizations.NewOrganization("Partner", "partner", "en", "")));
        this.limits = limits;
        this.plans = new Plans(database, Clock.systemUTC(), new Random(7));
    }

    Source source(String kind) {
        return source(kind, JsonObject.empty());
    }

    Source source(String kind, JsonObject options) {
        return source(kind, kind + " " + UUID.randomUUID(), options);
    }

    /// The same name is the same source, also after a restart.
    Source source(String kind, String name) {
        return source(kind, name, JsonObject.empty());
    }

    private Source source(String kind, String name, JsonObject options) {
        return store.sources()
                .register(
                        new NewSource(partner.key(), name, kind, options, 'B', Audience.undecided(partner.key()), ""));
    }

    Ingest ingest() {
        return new Ingest(
                store.deliveries(),
                store.claims(),
                key -> organizations.find(key).orElseThrow().identity(),
                organizations::findGroup,
                limits);
    }

    TaxiiPoll poll() {
        return new TaxiiPoll(
                store.sources(),
                store.deliveries(),
                store.claims(),
                new Access((name, host) -> Optional.empty(), FetchLimits.standard()),
                fetcher,
                organizations::findGroup,
                limits,
                Clock.systemUTC());
    }

    /// Sources that are asked, with more patience than any good server of a test needs on a busy machine.
    Feeds feeds(Path folder) {
        return feeds(folder, (name, host) -> Optional.empty());
    }

    /// The same, with secrets.
    Feeds feeds(Path folder, Access.Keys keys) {
        return feeds(folder, keys, Duration.ofSeconds(10));
    }

    /// The same, with little patience, for servers that are slow on purpose.
    Feeds impatientFeeds(Path folder, Access.Keys keys) {
        return feeds(folder, keys, Duration.ofSeconds(2));
    }

    private Feeds feeds(Path folder, Access.Keys keys, Duration patience) {
        var limits = FetchLimits.standard().withBytes(200_000).withTimes(patience, patience, patience.multipliedBy(2));
        var access = new Access(keys, limits);
        var ground = new Feeds.Ground(
                ingest(), store.sources(), store.deliveries(), plans, access, fetcher, Clock.systemUTC());
        return Feeds.of(ground, poll(), new Feeds.Folders(folder.resolve("spool"), folder.resolve("inbox")));
    }

    Delivery take(Source source, String text) {
        return take(source, text.getBytes(StandardCharsets.UTF_8));
    }

    Delivery take(Source source, byte[] bytes) {
        return take(source, new ByteArrayInputStream(bytes));
    }

    Delivery take(Source source, InputStream input) {
        return ingest().take(source, "test", input);
    }

    List<DeliveryFinding> findings(Delivery delivery) {
        return store.deliveries().findings(ALL, delivery.id(), 10_000);
    }

    /// The rejected records, as received.
    List<String> rejected(Delivery delivery) {
        return findings(delivery).stream()
                .map(DeliveryFinding::raw)
                .filter(java.util.Objects::nonNull)
                .map(raw -> new String(raw, StandardCharsets.ISO_8859_1))
                .toList();
    }

    byte[] raw(Delivery delivery) {
        try (var kept = store.deliveries().raw(delivery)) {
            return kept.readAllBytes();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    boolean has(String id) {
        return store.objects().find(ALL, StixId.parse(id).orElseThrow()).isPresent();
    }

    /// Rows about objects: each delivery leaves one row about itself, whatever it held.
    long ledgerRows() {
        var aboutObjects = EnumSet.complementOf(EnumSet.of(LedgerEntry.Kind.DELIVERED));
        return store.ledger().read(ALL, 0, 10_000, aboutObjects).size();
    }

    static String id(int number) {
        return "indicator--" + UUID.nameUUIDFromBytes(new byte[] {(byte) number});
    }

    /// A good indicator with a number of its own.
    static String good(int number) {
        return """
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-01-01T00:00:00.000Z",\
                "modified":"2026-01-01T00:00:00.000Z","name":"Good %d","pattern":"[domain-name:value = 'good%d.example']",\
                "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}""".formatted(id(number), number, number);
    }

    static String bundle(String... objects) {
        return "{\"type\":\"bundle\",\"id\":\"bundle--%s\",\"objects\":[%s]}"
                .formatted(UUID.randomUUID(), String.join(",", objects));
    }

    /// A good indicator with members added to it.
    static String with(int number, String members) {
        var good = good(number);
        return good.substring(0, good.length() - 1) + "," + members + "}";
    }

    static JsonObject json(String text) {
        return (JsonObject) Json.read(text);
    }

    @Override
    public void close() {
        fetcher.close();
        store.close();
    }
}
