package theriac.hub.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleReader;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.Upgrade;
import theriac.stix.json.JsonObject;

/// STIX 2.1 bundles and TAXII envelopes, as they are; STIX 2.0 bundles, object by object as 2.1. Text of 2.1
/// objects stays to the byte; of 2.0 objects the delivery keeps it.
public final class StixBundle implements Format {

    @Override
    public void read(InputStream input, FormatSettings settings, BundleSink sink) throws IOException {
        BundleReader.read(input, settings.limits(), new Upgrading(sink));
    }

    @Override
    public boolean isStix() {
        return true;
    }

    private record Upgrading(BundleSink next) implements BundleSink {

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> findings) {
            var upgraded = Upgrade.toV21(object);
            var all = new ArrayList<>(findings);
            all.addAll(upgraded.findings());
            upgraded.additions().forEach(addition -> next.object(index, pointer, addition, List.of()));
            next.object(index, pointer, upgraded.object(), all);
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
            next.rejected(index, pointer, raw, findings);
        }

        @Override
        public void finding(Finding finding) {
            next.finding(finding);
        }

        @Override
        public void envelope(JsonObject members) {
            next.envelope(members);
        }
    }
}
