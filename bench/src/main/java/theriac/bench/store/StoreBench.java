package theriac.bench.store;

import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.TemporaryHub;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.Tlp;

/// The store at a size: how fast it takes in, finds, gives out and takes back.
public final class StoreBench implements Benchmark {

    private static final int OBJECTS = 100_000;
    private static final int ROUND = 50_000;

    @Override
    public void run(Options options, Figures figures) throws Exception {
        int stored = options.objects().orElse(OBJECTS);
        try (var hub = TemporaryHub.start(options.folder())) {
            var cert =
                    hub.part(Organizations.class).create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
            var source = hub.part(Store.class)
                    .sources()
                    .register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())));
            var ingest = new IngestFigures(hub, source);
            ingest.fill(stored, figures);
            ingest.measure(ROUND, figures);
        }
    }
}
