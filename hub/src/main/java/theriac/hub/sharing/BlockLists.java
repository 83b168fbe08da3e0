package theriac.hub.sharing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Change;
import theriac.hub.store.Changes;
import theriac.hub.store.Ledger;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Plain lists for firewalls, resolvers and proxies: one value a line, sorted, what the recipient may have and what
/// holds now.
/// Recipients who may see the same audiences share one rendering, which is made again when the ledger has moved.
/// Thread-safe.
public final class BlockLists {

    /// Renderings kept: one per distinct set of audiences and kind.
    private static final int MOST_KEPT = 256;

    private final Changes changes;
    private final Audiences audiences;
    private final Ledger ledger;
    private final EgressGate gate;
    private final Fetches fetches;
    private final Map<Key, Rendering> kept = new ConcurrentHashMap<>();

    public BlockLists(Changes changes, Audiences audiences, Ledger ledger, EgressGate gate, Fetches fetches) {
        this.changes = changes;
        this.audiences = audiences;
        this.ledger = ledger;
        this.gate = gate;
        this.fetches = fetches;
    }

    /// Which list.
    public enum Kind {
        DOMAINS(Set.of(ValueKind.DOMAIN)),
        IPS(Set.of(ValueKind.IPV4, ValueKind.IPV6, ValueKind.CIDR)),
        URLS(Set.of(ValueKind.URL)),
        HASHES(Set.of(ValueKind.MD5, ValueKind.SHA1, ValueKind.SHA256, ValueKind.SHA512));

        private final Set<ValueKind> values;

        Kind(Set<ValueKind> values) {
            this.values = values;
        }

        /// The list of a file name such as `domains.txt`.
        public static Optional<Kind> of(String file) {
            return Arrays.stream(values())
                    .filter(kind -> file.equals(kind.name().toLowerCase(java.util.Locale.ROOT) + ".txt"))
                    .findFirst();
        }
    }

    /// A list as it is served.
    ///
    /// @param bytes UTF-8, a line feed after each value; empty when nothing is to be blocked
    /// @param etag changes exactly when the bytes do
    @SuppressWarnings("ArrayRecordComponent")
    public record Rendering(byte[] bytes, String etag, long head, long position) {}

    private record Key(Kind kind, String visible) {}

    /// The list for this recipient, as of now.
    public Rendering render(Viewer.Party recipient, Kind kind) {
        var key = new Key(kind, Arrays.toString(audiences.visible(recipient)));
        long head = ledger.head();
        var before = kept.get(key);
        var now = before != null && before.head() >= head ? before : renderAnew(recipient, kind, head);
        if (kept.size() >= MOST_KEPT && !kept.containsKey(key)) {
            kept.clear();
        }
        kept.put(key, now);
        fetches.fetched(recipient, "list", now.position());
        return now;
    }

    private Rendering renderAnew(Viewer.Party recipient, Kind kind, long head) {
        var values = new TreeSet<String>();
        var batch = new ArrayList<Change>();
        var position = changes.active(recipient, Set.of("indicator"), change -> {
            batch.add(change);
            if (batch.size() == 1_000) {
                collect(recipient, batch, kind, values);
            }
        });
        collect(recipient, batch, kind, values);
        var bytes = (values.isEmpty() ? "" : String.join("\n", values) + "\n").getBytes(StandardCharsets.UTF_8);
        return new Rendering(bytes, etag(bytes), head, position.seq());
    }

    private void collect(Viewer.Party recipient, List<Change> batch, Kind kind, Set<String> values) {
        var passed = gate.pass(
                "list",
                recipient,
                batch,
                change -> change.id().text(),
                change -> List.of(audiences.load(change.audienceId())));
        for (var change : passed) {
            for (var value : blockable(change)) {
                if (kind.values.contains(value.kind()) && isOneLine(value.text())) {
                    values.add(value.text());
                }
            }
        }
        batch.clear();
    }

    private static List<NormalValue> blockable(Change change) {
        var json = (JsonObject) Json.read(new String(change.json(), StandardCharsets.UTF_8));
        if (!json.text("pattern_type").orElse("").equals("stix")) {
            return List.of();
        }
        return json.text("pattern").map(Pattern::parse).stream()
                .flatMap(parsed -> switch (parsed) {
                    case PatternParsed.Parsed(var pattern) -> Alternatives.of(pattern).stream();
                    case PatternParsed.Refused refused -> java.util.stream.Stream.<NormalValue>empty();
                })
                .toList();
    }

    /// A value with a line end or another control character would smuggle lines into whoever loads the list.
    private static boolean isOneLine(String text) {
        return text.chars().allMatch(c -> c > ' ' && c != 0x7F);
    }

    private static String etag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
