package theriac.hub.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;

/// How a delivery would be read, before anything of it is stored: its first records with what would be made of
/// them, or why they would be rejected. Pure: the same bytes and settings give the same page.
///
/// @param rows the first records in their order
/// @param findings about the delivery and the settings as a whole
/// @param more whether records follow that were not looked at
public record Preview(List<Row> rows, List<Finding> findings, boolean more) {

    /// Bytes of a sample that are looked at.
    public static final long MOST_BYTES = 4 << 20;

    private static final int MOST_OBJECTS = 20;
    private static final int LONGEST_RAW = 1_000;

    /// One record.
    ///
    /// @param place where it stands, in the words of its format: `line 7`, `/data/3`
    /// @param objects what it becomes, at most twenty; empty when it is rejected
    /// @param findings why it is rejected, or what is to be said of it
    /// @param raw the beginning of a rejected record; empty otherwise
    public record Row(String place, List<StixObject> objects, List<Finding> findings, String raw) {
        public boolean isRejected() {
            return objects.isEmpty();
        }
    }

    /// @param most records, from 1
    /// @throws IOException when the stream breaks
    public static Preview of(Format format, InputStream input, FormatSettings settings, int most) throws IOException {
        var collecting = new Collecting(most);
        var sample = new Sample(input, collecting);
        format.read(sample, settings, collecting);
        return new Preview(
                collecting.rows.stream().map(Preview::frozen).toList(),
                List.copyOf(collecting.findings),
                collecting.full || sample.cut);
    }

    private static Row frozen(Row row) {
        return new Row(row.place(), List.copyOf(row.objects()), List.copyOf(row.findings()), row.raw());
    }

    private static final class Collecting implements BundleSink {
        private final int most;
        private final List<Row> rows = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private boolean full;

        Collecting(int most) {
            this.most = most;
        }

        @Override
        public void object(int index, String pointer, StixObject object, List<Finding> found) {
            var last = rows.isEmpty() ? null : rows.getLast();
            if (last != null
                    && !full
                    && last.place().equals(pointer)
                    && last.raw().isEmpty()) {
                if (last.objects().size() < MOST_OBJECTS) {
                    last.objects().add(object);
                }
            } else if (starts()) {
                rows.add(new Row(pointer, new ArrayList<>(List.of(object)), new ArrayList<>(found), ""));
            }
        }

        @Override
        public void rejected(int index, String pointer, byte[] raw, List<Finding> found) {
            if (starts()) {
                var text = new String(raw, 0, Math.min(raw.length, LONGEST_RAW), StandardCharsets.UTF_8);
                rows.add(new Row(pointer, new ArrayList<>(), new ArrayList<>(found), text.isEmpty() ? " " : text));
            }
        }

        private boolean starts() {
            full |= rows.size() >= most;
            return !full;
        }

        @Override
        public void finding(Finding finding) {
            // Where the sample ends is no fault of the delivery; what settings leave out is told at the end.
            if (findings.size() < most && (!full || finding.rule().startsWith("mapping."))) {
                findings.add(finding);
            }
        }
    }

    /// Ends as soon as nobody listens any more.
    private static final class Sample extends FilterInputStream {
        private final Collecting listener;
        private long seen;
        private boolean cut;

        Sample(InputStream in, Collecting listener) {
            super(in);
            this.listener = listener;
        }

        private boolean isOver() {
            cut |= seen >= MOST_BYTES;
            return listener.full || cut;
        }

        @Override
        public int read() throws IOException {
            int next = isOver() ? -1 : super.read();
            seen += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = isOver() ? -1 : super.read(into, offset, (int) Math.min(length, MOST_BYTES - seen));
            seen += Math.max(got, 0);
            return got;
        }
    }
}
