package theriac.hub.ingest;

import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// What is told of one document of a feed, with the document's name before every place.
record PartSink(BundleSink next, String document) implements BundleSink {

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> findings) {
        next.object(
                index,
                document + pointer,
                object,
                findings.stream().map(this::placed).toList());
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
        next.rejected(
                index,
                document + pointer,
                raw,
                findings.stream().map(this::placed).toList());
    }

    @Override
    public void finding(Finding finding) {
        next.finding(placed(finding));
    }

    private Finding placed(Finding finding) {
        return new Finding(finding.rule(), finding.severity(), document + finding.pointer(), finding.message());
    }
}
