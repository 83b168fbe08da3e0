package theriac.bench.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.TemporaryHub;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Tokens;
import theriac.hub.benign.WarningLists;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A store full of domains, the machines of a member that fetch them as a block list and over TAXII, and what
/// comes in beside them.
public final class ExchangeBench implements Benchmark {

    private static final int OBJECTS = 100_000;
    private static final int BATCH = 5_000;

    /// With so many objects the event and the table have their full size, with fewer as large a share of it.
    private static final int WHOLE = 1_000_000;

    /// One detection rule of each language for so many objects: 20,000 for a million.
    private static final int RULES_OF = 50;

    @Override
    public void run(Options options, Figures figures) throws Exception {
        int count = options.objects().orElse(OBJECTS);
        try (var hub = TemporaryHub.start(options.folder())) {
            var organizations = hub.part(Organizations.class);
            var cert = organizations.create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
            var member = organizations.create(new Organizations.NewOrganization("Hospital", "hospital", "nl", ""));
            long source = hub.part(Store.class)
                    .sources()
                    .register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())))
                    .key();
            var audience = Audience.of(Tlp.GREEN, cert.key());
            var domains = new Domains(hub.part(Store.class), source, audience);
            if (options.wants("lists") || options.wants("taxii")) {
                long start = System.nanoTime();
                domains.claim(count);
                figures.add("fill_objects_per_second", count / seconds(start), "objects/s");
            }
            var token = hub.part(Tokens.class)
                    .issue(member, "bench", Set.of(Scope.TAXII, Scope.LISTS))
                    .secret();
            if (options.wants("lists")) {
                new ListFigures(hub.url(), token, domains, hub.part(WarningLists.class), count).measure(figures);
            }
            if (options.wants("taxii")) {
                new TaxiiFigures(hub, token).measure(count, figures);
            }
            if (options.wants("rules")) {
                new RuleFigures(hub, member, token, source, audience).measure(Math.max(1, count / RULES_OF), figures);
            }
            if (options.wants("intake")) {
                new IntakeFigures(hub, cert.key()).measure(Math.min(1, count / (double) WHOLE), figures);
            }
        }
    }

    /// Invented indicators, one domain each.
    static final class Domains {
        private final Store store;
        private final long source;
        private final Audience audience;
        private int made;

        Domains(Store store, long source, Audience audience) {
            this.store = store;
            this.source = source;
            this.audience = audience;
        }

        void claim(int count) {
            for (int last = made + count; made < last; ) {
                var batch = new ArrayList<Candidate>(BATCH);
                for (; made < last && batch.size() < BATCH; made++) {
                    batch.add(new Candidate(indicator(made), audience));
                }
                store.claims().claim(new ClaimBatch(source, null, batch));
            }
        }

        /// Something that changes no list.
        void claimReport() {
            var id = new UUID(mixed(made), mixed(~made)).toString();
            var report = StixObject.of((JsonObject) Json.read("""
                    {"type":"grouping","spec_version":"2.1","id":"grouping--%s","created":"2026-11-01T10:00:00.000Z",
                     "modified":"2026-11-01T10:00:00.000Z","context":"unspecified","object_refs":[]}""".formatted(id)));
            store.claims().claim(new ClaimBatch(source, null, List.of(new Candidate(report, audience))));
        }

        private static StixObject indicator(int number) {
            long random = mixed(number);
            var id = new UUID(random, mixed(random));
            // Half of all indicators of feeds end by themselves.
            var end = number % 2 == 0 ? "\"valid_until\":\"2090-01-01T00:00:00Z\"," : "";
            var text = """
                    {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                     "modified":"2026-11-01T10:00:00.000Z","name":"Phishing","description":"Seen in a campaign, used for \
                    the first stage.","indicator_types":["malicious-activity"],%s"labels":["c2"],"confidence":%d,
                     "pattern":"[domain-name:value = '%s-%s.example']","pattern_type":"stix",
                     "valid_from":"2026-11-01T10:00:00Z"}""".formatted(id, end, Math.floorMod(random, 101), Long.toString(random >>> 1, 36), number);
            return StixObject.of((JsonObject) Json.read(text), text);
        }

        private static long mixed(long seed) {
            long z = (seed + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            return z ^ z >>> 27;
        }
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
