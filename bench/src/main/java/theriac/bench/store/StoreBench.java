package theriac.bench.store;

import theriac.bench.Benchmark;
import theriac.bench.Figures;
import theriac.bench.Options;
import theriac.bench.TemporaryHub;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.stix.Tlp;

/// The store at a size: how fast it takes in, finds, gives out and takes back. Parts: `ingest`, `reads`, `large`,
/// `backup`.
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
            if (options.wants("ingest")) {
                ingest.measure(ROUND, figures);
            }
            if (options.wants("reads")) {
                ingest.take(
                        Invented.bundle(hub.folder().resolve("malware.json"), 0, Invented.MALWARE, Invented::malware));
                ingest.take(Invented.bundle(hub.folder().resolve("edges.json"), 0, ROUND, Invented::indicates));
                new ReadFigures(hub.part(Store.class), Viewer.system("bench"), stored).measure(figures);
            }
            if (options.wants("large")) {
                new LargeFigures(hub, cert.key()).measure(Math.min(1, stored / 1e5), figures);
            }
            if (options.wants("backup")) {
                new BackupFigures(hub).measure(figures);
            }
            memory(figures);
        }
    }

    private static void memory(Figures figures) {
        System.gc();
        var runtime = Runtime.getRuntime();
        figures.add(
                "heap_used_megabytes", (runtime.totalMemory() - runtime.freeMemory()) >> 20, "MB after a collection");
        figures.add("heap_limit_megabytes", runtime.maxMemory() >> 20, "MB of heap allowed");
    }
}
