package theriac.bench.stix;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Upgrade;
import theriac.stix.Validation;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;

/// Objects per second on one core for a bundle given as the first argument: reading the whole bundle, parsing single
/// objects, and parsing with validation. Prints each round, so that warm-up and noise are seen.
public final class ValidationRate {

    private static final JsonLimits LIMITS = JsonLimits.standard();

    private ValidationRate() {}

    /// Keeps the objects, rewritten as STIX 2.1 so that validation sees what it is made for.
    private static final class Keep implements BundleSink {
        private final List<byte[]> objects = new ArrayList<>();

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            objects.add(Upgrade.toV21(object).object().text().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            throw new IllegalStateException("The benchmark's bundle has a bad object at " + pointer);
        }

        @Override
        public void finding(Finding finding) {
            throw new IllegalStateException(finding.message());
        }
    }

    public static void main(String[] args) throws IOException {
        byte[] bundle = bundle(Path.of(args[0]));
        Keep keep = new Keep();
        BundleReader.read(new ByteArrayInputStream(bundle), LIMITS, keep);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        for (int round = 0; round < rounds; round++) {
            report("read bundle     ", keep.objects.size(), bundle.length, timed(() -> read(bundle)));
            long bytes = keep.objects.stream().mapToLong(b -> b.length).sum();
            report("parse           ", keep.objects.size(), bytes, timed(() -> parse(keep.objects)));
            report("parse + validate", keep.objects.size(), bytes, timed(() -> validate(keep.objects)));
        }
    }

    private static byte[] bundle(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return path.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        }
    }

    private static long read(byte[] bundle) {
        long[] count = new long[1];
        try {
            BundleReader.read(new ByteArrayInputStream(bundle), LIMITS, new Count(count));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return count[0];
    }

    private record Count(long[] objects) implements BundleSink {
        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            objects[0]++;
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {}

        @Override
        public void finding(Finding finding) {}
    }

    private static long parse(List<byte[]> objects) {
        long found = 0;
        for (byte[] object : objects) {
            found += Json.parse(object, LIMITS).value().isPresent() ? 1 : 0;
        }
        return found;
    }

    private static long validate(List<byte[]> objects) {
        long findings = 0;
        for (byte[] object : objects) {
            findings += Validation.validate(Json.parse(object, LIMITS).value().orElseThrow())
                    .size();
        }
        return findings;
    }

    private static double timed(java.util.function.LongSupplier work) {
        long start = System.nanoTime();
        long result = work.getAsLong();
        if (result < 0) {
            throw new IllegalStateException("never: keeps the result alive");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void report(String what, int objects, long bytes, double seconds) {
        System.out.printf("%s %,9.0f objects/s %6.1f MB/s%n", what, objects / seconds, bytes / seconds / 1e6);
    }
}
