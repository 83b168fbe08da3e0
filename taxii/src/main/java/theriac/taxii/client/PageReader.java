package theriac.taxii.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.BundleSink;
import theriac.stix.Finding;
import theriac.stix.StixObject;
import theriac.stix.json.JsonObject;

/// Reads one page: passes objects on, leaves out those of the page before, and remembers enough to recognise a page
/// that comes again.
final class PageReader implements BundleSink {

    private static final int REMEMBERED = 10_000; // keys from the end of a page; ties lie there

    private final PollSink sink;
    private final PollNotes notes;
    private final Set<String> before;
    private final Set<String> keys = new HashSet<>();
    private final Deque<String> order = new ArrayDeque<>();
    private long digest = 0xcbf29ce484222325L; // FNV-1a offset basis
    private long entries;
    private long fresh;
    private boolean broken;
    private Optional<JsonObject> envelope = Optional.empty();

    /// @param before keys of the page before
    PageReader(PollSink sink, PollNotes notes, Set<String> before) {
        this.sink = sink;
        this.notes = notes;
        this.before = before;
    }

    @Override
    public void object(int index, String pointer, StixObject object, List<Finding> findings) {
        String key = object.id().text() + " " + object.version();
        entries++;
        mix(key);
        remember(key);
        if (before.contains(key)) {
            notes.repeated++;
            return;
        }
        fresh++;
        notes.objects++;
        sink.object(object, findings);
    }

    private void remember(String key) {
        if (keys.add(key)) {
            order.addLast(key);
            if (order.size() > REMEMBERED) {
                keys.remove(order.removeFirst());
            }
        }
    }

    /// Order matters, so that the same objects in another order count as another page.
    private void mix(String key) {
        for (int i = 0; i < key.length(); i++) {
            digest = (digest ^ key.charAt(i)) * 0x100000001b3L; // FNV-1a, 64 bits
        }
    }

    @Override
    public void rejected(int index, String pointer, byte[] raw, List<Finding> findings) {
        entries++;
        mix("rejected " + raw.length);
        if (findings.stream().anyMatch(finding -> finding.rule().equals("json-truncated")) || pointer.isEmpty()) {
            broken = true;
        }
        sink.rejected(raw, findings);
    }

    @Override
    public void finding(Finding finding) {
        broken |= finding.isError();
        notes.add(finding);
    }

    @Override
    public void envelope(JsonObject members) {
        envelope = Optional.of(members);
    }

    /// True when the page came to its end as one envelope or bundle.
    boolean isWhole() {
        return !broken && envelope.isPresent();
    }

    /// Entries of the page, also those left out.
    long entries() {
        return entries;
    }

    /// Objects that were not on the page before.
    long fresh() {
        return fresh;
    }

    long digest() {
        return digest;
    }

    Set<String> keys() {
        return keys;
    }

    /// The envelope's `more`; empty when it does not say.
    Optional<Boolean> more() {
        return envelope.flatMap(json -> json.bool("more"));
    }

    Optional<String> next() {
        return envelope.flatMap(json -> json.text("next")).filter(text -> !text.isEmpty());
    }

    boolean isBundle() {
        return envelope.flatMap(json -> json.text("type"))
                .filter("bundle"::equals)
                .isPresent();
    }
}
