package theriac.hub.formats;

import java.nio.charset.StandardCharsets;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// Tells a sink what a reader makes, and counts the places. Not thread-safe; used for one delivery.
final class Telling {

    private final BundleSink sink;
    private int next;

    Telling(BundleSink sink) {
        this.sink = sink;
    }

    /// Says it to nobody.
    static Telling toNobody() {
        return new Telling(new BundleSink() {
            @Override
            public void object(int index, String pointer, StixObject object, List<Finding> findings) {}

            @Override
            public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {}

            @Override
            public void finding(Finding finding) {}
        });
    }

    void say(String pointer, StixObject object) {
        sink.object(next++, pointer, object, List.of());
    }

    void reject(String pointer, byte[] raw, String rule, String why) {
        reject(pointer, raw, List.of(Finding.error(rule, pointer, why)));
    }

    void reject(String pointer, String raw, String rule, String why) {
        reject(pointer, raw.getBytes(StandardCharsets.UTF_8), rule, why);
    }

    void reject(String pointer, byte[] raw, List<Finding> findings) {
        sink.rejected(next++, pointer, raw, findings);
    }

    void remark(Finding finding) {
        sink.finding(finding);
    }

    /// Nothing was told of any record yet.
    boolean isSilent() {
        return next == 0;
    }
}
