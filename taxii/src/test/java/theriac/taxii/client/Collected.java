package theriac.taxii.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// A sink that keeps what came, and checks that watermarks only follow whole pages.
final class Collected implements PollSink {

    final List<StixObject> objects = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final List<Optional<Instant>> watermarks = new ArrayList<>();

    @Override
    public void object(StixObject object, List<Finding> findings) {
        objects.add(object);
    }

    @Override
    public void rejected(byte[] raw, List<Finding> findings) {
        rejected.add(new String(raw));
    }

    @Override
    public void pageEnd(Optional<Instant> watermark) {
        watermarks.add(watermark);
    }

    List<String> ids() {
        return objects.stream().map(object -> object.id().text()).toList();
    }
}
