package theriac.scout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The member's tool and a real hub, with a wire between them that breaks: nothing half is believed, nothing is lost,
/// nothing is told twice, and what was withdrawn is dropped and confirmed.
class ScoutAndHubTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final Viewer ALL = Viewer.system("test");

    private static Organization cert;
    private static Organization hospital;
    private static long source;
    private static long members;

    @TempDir
    Path folder;

    private Wire wire;
    private Path home;
    private String out = "";
    private String err = "";

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("North hospital", "hospital");
        members = HUB.part(Organizations.class).group(Organizations.MEMBERS);
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "own", "own", Audience.undecided(cert.key())))
                .key();
    }

    @BeforeEach
    void wire() throws IOException {
        wire = new Wire(HUB.uri("/").getPort());
        home = folder.resolve("home");
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    private int scout(String... arguments) {
        var said = new StringWriter();
        var warned = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.add("--home=" + home);
        int code = ScoutCommand.run(
                new Console(new PrintWriter(said), new PrintWriter(warned), false),
                Clock.systemUTC(),
                all.toArray(String[]::new));
        out = said.toString();
        err = warned.toString();
        return code;
    }

    private void initialized(String... more) throws IOException {
        var token = folder.resolve("token");
        Files.writeString(token, HUB.token(hospital, Scope.SCOUT));
        var all = new ArrayList<>(List.of("init", "--hub=" + wire.address(), "--token-file=" + token));
        all.addAll(List.of(more));
        assertThat(scout(all.toArray(String[]::new))).as(err).isZero();
        assertThat(out).contains("It works for North hospital");
    }

    private static StixObject indicator(String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
    }

    private static List<StixId> publish(String... domains) {
        var candidates = new ArrayList<Candidate>();
        for (var domain : domains) {
            candidates.add(new Candidate(
                    indicator(domain), Audience.of(Tlp.AMBER, cert.key()).withGroup(members)));
        }
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, candidates));
        return candidates.stream().map(c -> StixId.of(c.id())).toList();
    }

    /// Lines that the hub counts for an indicator, over all sightings that it has.
    private static long sighted(StixId indicator) {
        return HUB.part(Store.class).objects().sightings(ALL, indicator, 100).stream()
                .mapToLong(sighting -> sighting.count())
                .sum();
    }

    private ScoutState state() throws IOException {
        return ScoutState.parse(Files.readString(home.resolve("data").resolve("state.json")))
                .orElseThrow();
    }

    private Path log(String name, String... domains) throws IOException {
        var text = new StringBuilder();
        for (int n = 0; n < domains.length; n++) {
            text.append("2026-11-23T10:%02d:%02dZ 192.0.2.1 query %s A\n".formatted(n / 60, n % 60, domains[n]));
        }
        var log = folder.resolve(name);
        Files.writeString(log, text);
        return log;
    }

    @Test
    void theWholeWayFromInitToAConfirmedWithdrawal() throws Exception {
        var ids = publish("first.example", "second.example");
        initialized();
        assertThat(scout("status")).isZero();
        assertThat(out).contains("Indicators: 0 held").contains("Last sync:  never");
        assertThat(scout("sync")).as(err).isZero();
        assertThat(out).contains("Took in ").contains("confirmed up to ");
        var log = log("dns.log", "www.first.example", "fine.example", "second.example", "first.example");
        assertThat(scout("scan", log.toString())).isZero();
        assertThat(out).contains("3 matches.").contains("first[.]example").doesNotContain("fine");
        assertThat(scout("scan", "--report", log.toString())).as(err).isZero();
        assertThat(sighted(ids.getFirst())).isEqualTo(2);
        assertThat(sighted(ids.getLast())).isEqualTo(1);
        assertThat(scout("scan", "--report", log.toString())).isZero();
        assertThat(out).contains("All of it was reported before.");
        assertThat(sighted(ids.getFirst())).isEqualTo(2);
        HUB.part(Store.class).claims().withdraw(ALL, ids.getFirst(), source, "A mistake.");
        assertThat(scout("sync")).as(err).isZero();
        assertThat(out).contains("dropped 1 withdrawn");
        assertThat(scout("scan", log.toString())).isZero();
        assertThat(out).contains("1 match.").contains("second[.]example");
        assertThat(state().confirmed()).isEqualTo(state().position());
        assertThat(receipt()).isEqualTo(state().position());
        assertThat(scout("report")).isZero();
        assertThat(out).contains("No sightings waited.");
    }

    /// How far the hub says that the hospital's scout has confirmed.
    private static Optional<Instant> receipt() {
        var asked = HUB.person(hospital, "rita", Set.of(Role.READER)).get("/api/scouts");
        return ((JsonObject) Json.read(asked.body()))
                .array("scouts").orElseThrow().objects().stream()
                        .flatMap(scout -> scout.text("position").stream())
                        .map(Instant::parse)
                        .max(Instant::compareTo);
    }

    @Test
    void anAnswerThatBreaksOffMovesNoWatermarkAndTheNextSyncHasAll() throws Exception {
        var domains = new String[400];
        for (int n = 0; n < domains.length; n++) {
            domains[n] = "half%d.example".formatted(n);
        }
        publish(domains);
        initialized();
        for (long bytes : new long[] {600, 5_000}) {
            wire.cutAfter(bytes);
            assertThat(scout("sync")).as("cut after %d bytes: %s", bytes, out).isEqualTo(1);
            assertThat(err.lines()).as(err).hasSize(1);
            wire.mend();
            assertThat(scout("status")).isZero();
            if (Files.exists(home.resolve("data/state.json"))
                    && state().position().isPresent()) {
                // Whatever the position promises is there.
                assertThat(state().base()).isPositive();
            }
        }
        assertThat(scout("sync")).as(err).isZero();
        var log = log("half.log", domains);
        assertThat(scout("scan", log.toString())).isZero();
        assertThat(out).contains("400 matches.");
    }

    @Test
    void aHubThatIsAwayLeavesTheLastGoodSetAndGetsItsSightingsLater() throws Exception {
        var id = publish("away.example").getFirst();
        var log = log("proxy.log", "away.example");
        initialized("--watch=" + log);
        assertThat(scout("run", "--once")).as(err).isZero();
        assertThat(sighted(id)).isEqualTo(1);
        wire.unplug();
        assertThat(scout("sync")).isEqualTo(1);
        assertThat(err.lines()).as(err).hasSize(1).first().asString().startsWith("Nobody answers at " + wire.address());
        Files.writeString(log, Files.readString(log) + "2026-11-23T11:00:00Z 192.0.2.1 query away.example A\n");
        assertThat(scout("watch", "--once")).as(err).isZero();
        assertThat(out).contains("1 new sightings wait");
        assertThat(scout("report")).isEqualTo(1);
        assertThat(scout("status")).isZero();
        assertThat(out).contains("Waiting:    1 batches");
        assertThat(sighted(id)).isEqualTo(1);
        wire.mend();
        assertThat(scout("report")).as(err).isZero();
        assertThat(sighted(id)).isEqualTo(2);
    }

    @Test
    void aDeathAfterSendingAndBeforeForgettingCountsOnce() throws Exception {
        var id = publish("twice.example").getFirst();
        var log = log("twice.log", "twice.example");
        initialized("--watch=" + log);
        scout("sync");
        scout("watch", "--once");
        var spool = home.resolve("data").resolve("spool");
        Path batch;
        try (var files = Files.list(spool)) {
            batch = files.filter(f -> f.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
        var kept = Files.readAllBytes(batch);
        assertThat(scout("report")).as(err).isZero();
        Files.write(batch, kept);
        assertThat(scout("report")).as(err).isZero();
        assertThat(sighted(id)).isEqualTo(1);
    }

    @Test
    void whatTheHubRefusesIsLaidAsideAndSaid() throws Exception {
        publish("refused.example");
        initialized("--watch=" + log("refused.log", "refused.example"));
        scout("sync");
        scout("watch", "--once");
        var spool = home.resolve("data").resolve("spool");
        Path batch;
        try (var files = Files.list(spool)) {
            batch = files.filter(f -> f.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(
                batch,
                Files.readString(batch)
                        .replace(hospital.identity().text(), cert.identity().text()));
        assertThat(scout("report")).isZero();
        assertThat(err).contains("The hub refused").contains("spool/refused");
        assertThat(spool.resolve("refused").resolve(batch.getFileName())).exists();
        assertThat(scout("report")).isZero();
        assertThat(out).contains("No sightings waited.");
    }

    @Test
    void aTokenThatTheHubDoesNotAcceptIsOneSentence() throws Exception {
        initialized();
        Files.writeString(home.resolve("token"), "thr_mistyped");
        for (var command : List.of("sync", "report")) {
            assertThat(scout(command)).as(command).isEqualTo(1);
            assertThat(err.lines()).as(err).hasSize(1);
            assertThat(err).contains("does not accept this").doesNotContain("thr_mistyped");
        }
    }

    @Test
    void whatStandsInTheWayIsOneSentence() throws Exception {
        assertThat(scout("sync")).isEqualTo(1);
        assertThat(err).contains("There is no scout in").hasLineCount(1);
        assertThat(scout("init", "--hub=nonsense", "--token-file=/nowhere")).isEqualTo(1);
        assertThat(err).contains("is not an address like").hasLineCount(1);
        assertThat(scout("dance")).isEqualTo(2);
        initialized();
        assertThat(scout("scan", folder.resolve("absent.log").toString())).isEqualTo(1);
        assertThat(err).contains("cannot be read").hasLineCount(2);
    }
}
