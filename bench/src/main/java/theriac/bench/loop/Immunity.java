package theriac.bench.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.bench.store.Invented;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Tokens;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry.Kind;
import theriac.hub.store.Position;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Time to immunity: from the commit of an indicator until the receipt of the last of three scouts, which run as at a
/// member: processes of their own that hold the set on disk and are woken by the hub.
final class Immunity {

    private static final int SCOUTS = 3;
    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final TemporaryHub hub;
    private final Organization cert;
    private final Source source;
    private final Set<Long> members = new HashSet<>();

    private Immunity(TemporaryHub hub, Organization cert, Source source) {
        this.hub = hub;
        this.cert = cert;
        this.source = source;
    }

    static void measure(TemporaryHub hub, Organization cert, Source source, Figures figures)
            throws IOException, InterruptedException {
        var immunity = new Immunity(hub, cert, source);
        var scouts = new ArrayList<Process>();
        try {
            for (int n = 0; n < SCOUTS; n++) {
                scouts.add(immunity.scout(n));
            }
            // The first time each of them fetches everything: that is not what is measured.
            immunity.round(-1);
            var rounds = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                rounds[round] = immunity.round(round);
            }
            figures.spread("immunity_seconds", rounds, "s until the last of " + SCOUTS + " scouts");
        } finally {
            for (var scout : scouts) {
                scout.destroy();
                scout.waitFor();
            }
        }
    }

    private Process scout(int number) throws IOException {
        var member = hub.part(Organizations.class)
                .create(new Organizations.NewOrganization("Member " + number, "hospital", "nl", ""));
        members.add(member.key());
        var token = hub.part(Tokens.class)
                .issue(member, "scout", Set.of(Scope.TAXII, Scope.SCOUT))
                .secret();
        Path home = Files.createDirectories(hub.folder().resolve("scout-" + number));
        Files.writeString(home.resolve("token"), token);
        Files.writeString(home.resolve("scout.conf"), "hub = " + hub.url() + "\n");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "theriac.scout.ScoutCommand",
                        "run",
                        "--home",
                        home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("scout.log").toFile())
                .start();
    }

    /// Publishes one indicator and waits until every member confirmed it.
    private double round(int number) throws InterruptedException {
        var text = new StringBuilder();
        Invented.indicator(text, -100 - number);
        var object = StixObject.of((JsonObject) Json.read(text.toString()));
        var store = hub.part(Store.class);
        long start = System.nanoTime();
        var candidate = new Candidate(object, Audience.of(Tlp.GREEN, cert.key()));
        long seq = store.claims()
                .claim(new ClaimBatch(source.key(), null, List.of(candidate)))
                .lastSeq();
        var waiting = new HashSet<>(members);
        long place = seq;
        while (!waiting.isEmpty()) {
            if (LoopBench.seconds(start) > PATIENCE.toSeconds()) {
                throw new IllegalStateException(
                        waiting.size() + " scouts did not confirm within " + PATIENCE.toSeconds() + " s.");
            }
            store.ledger().await(place, Duration.ofSeconds(1));
            for (var entry : store.ledger().read(Viewer.system("bench"), place, 1_000, Set.of(Kind.RECOGNISED))) {
                place = entry.seq();
                var reached = Instant.parse(entry.detail().text("position").orElseThrow());
                if (Position.of(reached) >= seq) {
                    entry.organization().ifPresent(waiting::remove);
                }
            }
        }
        return LoopBench.seconds(start);
    }
}
