package theriac.hub.sharing.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.fetch.Credential;
import theriac.hub.policy.Audience;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.hub.vault.Vault;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.taxii.server.ApiRoot;
import theriac.taxii.server.Collections;
import theriac.taxii.server.Credentials;
import theriac.taxii.server.Discovery;
import theriac.taxii.server.Entry;
import theriac.taxii.server.InMemoryCollections;
import theriac.taxii.server.ObjectQuery;
import theriac.taxii.server.Page;
import theriac.taxii.server.Submission;
import theriac.taxii.server.SubmissionStatus;
import theriac.taxii.server.TaxiiCollection;
import theriac.taxii.server.TaxiiHttp;
import theriac.taxii.server.TaxiiProblem;
import theriac.taxii.server.TaxiiServer;
import theriac.taxii.server.TaxiiSettings;
import theriac.taxii.server.VersionFilter;

/// The hub sends a collection to another TAXII server over HTTP, through its vault and its checks of addresses.
class DestinationsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final UUID THERE = UUID.fromString("7d1f0a6e-9f0f-4b0e-9a53-3a0f5a3c1d2e");
    private static final ApiRoot ROOT = ApiRoot.of("/api1/", "Partner", 1_200);
    private static final String TOKEN = "partners-token";

    private static Organization cert;
    private static Organization partner;
    private static RunningHub.Browser maker;
    private static long source;
    private static Other other;
    private static TaxiiHttp server;

    @BeforeAll
    static void people() throws IOException {
        cert = HUB.organization("Cert", "cert");
        partner = HUB.organization("Partner", "partner");
        maker = HUB.person(cert, "maker");
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "own", "own", Audience.undecided(cert.key())))
                .key();
        HUB.part(Vault.class).put("partner", "127.0.0.1", new Credential.Bearer(TOKEN), "maker");
        other = new Other();
        server = TaxiiHttp.start(
                new TaxiiServer<>(other, TaxiiSettings.standard(), Clock.systemUTC()),
                Credentials.tokens(Map.of(TOKEN, "hub"), InMemoryCollections.ANONYMOUS),
                0);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void well() {
        other.trouble.set(Trouble.NONE);
    }

    private enum Trouble {
        NONE,
        AWAY,
        PENDING,
        FIRST_IS_BAD
    }

    /// A partner's server that takes what it is given, or not.
    private static final class Other implements Collections<String> {

        private final InMemoryCollections store = new InMemoryCollections("Partner", Clock.systemUTC()).add(ROOT);
        private final AtomicReference<Trouble> trouble = new AtomicReference<>(Trouble.NONE);
        private final AtomicReference<SubmissionStatus> last = new AtomicReference<>();

        Other() {
            var collection =
                    TaxiiCollection.of(THERE, "In", Set.of(TaxiiCollection.Access.READ, TaxiiCollection.Access.WRITE));
            store.add(ROOT, collection);
        }

        @Override
        public boolean isAuthenticated(String caller) {
            return store.isAuthenticated(caller);
        }

        @Override
        public Optional<Discovery> discovery(String caller) {
            return store.discovery(caller);
        }

        @Override
        public List<ApiRoot> apiRoots(String caller) {
            return store.apiRoots(caller);
        }

        @Override
        public List<TaxiiCollection> collections(String caller, ApiRoot root) {
            return store.collections(caller, root);
        }

        @Override
        public Page<Entry> objects(String caller, TaxiiCollection collection, ObjectQuery query) {
            return store.objects(caller, collection, query);
        }

        @Override
        public boolean holds(String caller, TaxiiCollection collection, String objectId) {
            return store.holds(caller, collection, objectId);
        }

        @Override
        public SubmissionStatus submit(String caller, TaxiiCollection collection, Submission submission) {
            if (trouble.get() == Trouble.AWAY) {
                throw TaxiiProblem.of(500, "Broken", "The disk is full.");
            }
            var status = store.submit(caller, collection, submission);
            var first = status.successes().subList(0, 1);
            var rest = status.successes().subList(1, status.successes().size());
            var told = switch (trouble.get()) {
                case PENDING -> new SubmissionStatus(status.id(), status.requestedAt(), rest, List.of(), first);
                case FIRST_IS_BAD ->
                    new SubmissionStatus(
                            status.id(),
                            status.requestedAt(),
                            rest,
                            List.of(new SubmissionStatus.Detail(
                                    first.getFirst().id(), first.getFirst().version(), "No room for this one.")),
                            List.of());
                default -> status;
            };
            last.set(status);
            return told;
        }

        @Override
        public Optional<SubmissionStatus> status(String caller, ApiRoot root, UUID id) {
            return Optional.ofNullable(last.get()).filter(known -> known.id().equals(id));
        }

        @Override
        public int delete(
                String caller,
                TaxiiCollection collection,
                String objectId,
                VersionFilter versions,
                Set<String> specVersions) {
            return 0;
        }

        String held() {
            var all = new StringBuilder();
            store.objects("hub", store.collections("hub", ROOT).getFirst(), ObjectQuery.everything(1_000))
                    .items()
                    .forEach(entry -> all.append(new String(entry.json(), java.nio.charset.StandardCharsets.UTF_8)));
            return all.toString();
        }
    }

    private static StixId publish(String name, String label, Audience audience) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","name":"%s","labels":["%s"],
                 "pattern":"[domain-name:value = 'x.example']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), name, label)));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience))));
        return object.id();
    }

    private static Audience green() {
        return Audience.of(Tlp.GREEN, cert.key());
    }

    private static String collection(String label) {
        var body = JsonObject.builder()
                .put("title", "For the partner: " + label)
                .put("description", "")
                .put("picked", false)
                .put("posting", "nobody")
                .put("query", "label:" + label)
                .put("organizations", List.of(partner.id().toString()))
                .put("groups", List.of())
                .put("ended", false)
                .build();
        return maker.json(maker.post("/api/collections", body)).text("id").orElseThrow();
    }

    private static JsonObject destination(String label, URI address) {
        return JsonObject.builder()
                .put("title", "Partner " + label)
                .put("address", address.toString())
                .put("credential", "partner")
                .put("allow", List.of("127.0.0.0/8"))
                .put("collection", collection(label))
                .put("organization", partner.id().toString())
                .put("everyMinutes", 43_200)
                .put("on", true)
                .build();
    }

    private static JsonObject make(String label) {
        filled();
        var made = maker.json(maker.post(
                "/api/destinations",
                destination(label, server.base().resolve(ROOT.path() + "collections/" + THERE + "/"))));
        filled();
        return made;
    }

    private static void filled() {
        while (HUB.part(Store.class).shelves().advance()) {
            // Until all that happened has been read.
        }
    }

    /// Sends now, by this test or by the hub's own thread, and tells how that destination stands.
    private static JsonObject sent(JsonObject destination, boolean again) throws InterruptedException {
        filled();
        var id = destination.text("id").orElseThrow();
        var before = maker.json(maker.post(
                        "/api/destinations/" + id + "/sending",
                        JsonObject.builder().put("again", again).build()))
                .text("nextAt");
        while (true) {
            HUB.part(Destinations.class).sendDue(10);
            var now = row(id);
            if (!now.bool("running").orElse(true) && !now.text("nextAt").equals(before)) {
                return now;
            }
            Thread.yield();
        }
    }

    private static JsonObject row(String id) {
        return maker.json("/api/destinations").array("destinations").map(JsonArray::objects).orElseThrow().stream()
                .filter(each -> each.text("id").filter(id::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject receipt(JsonObject row) {
        return row.array("receipts").map(JsonArray::objects).orElseThrow().getFirst();
    }

    @Test
    void whatIsNewIsSentAndThePlaceMovesAfterItWasAccepted() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            publish("first " + i, "one", green());
        }
        publish("not for partners", "one", Audience.of(Tlp.AMBER_STRICT, cert.key()));
        var destination = make("one");
        var row = sent(destination, false);
        assertThat(row.text("problem")).isEmpty();
        assertThat(row.integer("sent")).hasValue(6);
        assertThat(other.held()).contains("first 0", "first 5").doesNotContain("not for partners");
        assertThat(row.array("receipts").orElseThrow().size())
                .as("envelopes of 1,200 octets at most")
                .isGreaterThan(1);

        var late = publish("second", "one", green());
        other.trouble.set(Trouble.AWAY);
        row = sent(destination, false);
        assertThat(row.text("problem").orElseThrow()).contains("500");
        assertThat(row.integer("sent"))
                .as("nothing counts that was not accepted")
                .hasValue(6);
        other.trouble.set(Trouble.NONE);
        row = sent(destination, false);
        assertThat(row.integer("sent")).as("only what is new").hasValue(7);
        assertThat(other.held()).contains(late.text());
        assertThat(HUB.part(Store.class)
                        .ledger()
                        .read(theriac.hub.policy.Viewer.system("test"), 0, 1_000, Set.of(LedgerEntry.Kind.FETCHED)))
                .as("it is on record")
                .anyMatch(entry -> entry.detail().text("collection").orElse("").contains("→ Partner one"));
        assertThat(sent(destination, true).integer("sent"))
                .as("everything again")
                .hasValue(14);
    }

    @Test
    void whatIsPendingIsAskedForUntilItIsComplete() throws InterruptedException {
        publish("slow", "two", green());
        var destination = make("two");
        other.trouble.set(Trouble.PENDING);
        var row = sent(destination, true);
        assertThat(receipt(row).bool("pending")).contains(true);
        assertThat(receipt(row).integer("pendings")).hasValue(1);
        other.trouble.set(Trouble.NONE);
        row = sent(destination, false);
        assertThat(receipt(row).bool("pending")).contains(false);
        assertThat(receipt(row).integer("successes")).hasValue(1);
    }

    @Test
    void whatTheOtherServerRefusesIsSaidWithItsReason() throws InterruptedException {
        var id = publish("bad", "three", green());
        var destination = make("three");
        other.trouble.set(Trouble.FIRST_IS_BAD);
        var row = sent(destination, true);
        assertThat(receipt(row).integer("failures")).hasValue(1);
        assertThat(receipt(row).array("messages").map(JsonArray::texts).orElseThrow())
                .containsExactly(id.text() + ": No room for this one.");
    }

    @Test
    void anAddressThatIsNoCollectionAndAPrivateOneThatIsNotAllowedAreRefused() throws InterruptedException {
        var wrong = maker.post("/api/destinations", destination("four", URI.create("https://taxii.example/api1/")));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("address of the other server's collection");
        var inside = destination("five", server.base().resolve(ROOT.path() + "collections/" + THERE + "/"))
                .with("allow", JsonArray.ofTexts(List.of()));
        publish("inside", "five", green());
        var made = maker.json(maker.post("/api/destinations", inside));
        var row = sent(made, false);
        assertThat(row.text("problem")).isPresent();
        assertThat(other.held()).doesNotContain("inside");
    }

    @Test
    void aCredentialThatIsMissingIsMissedByTheDestinationAndByNoSource() throws InterruptedException {
        var address = server.base().resolve(ROOT.path() + "collections/" + THERE + "/");
        publish("secret", "six", green());
        var made = maker.json(maker.post(
                "/api/destinations", destination("six", address).with("credential", new JsonString("nowhere"))));
        assertThat(sent(made, false).text("problem").orElseThrow())
                .contains("The vault keeps no credential \"nowhere\"", "the destination " + server.base())
                .doesNotContain("source");
    }
}
