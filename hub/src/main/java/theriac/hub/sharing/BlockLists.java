package theriac.hub.sharing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.hub.benign.CompiledLists;
import theriac.hub.benign.WarningLists;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.store.DecidingValues;
import theriac.hub.store.Ledger;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Plain lists for firewalls, resolvers and proxies: one value a line, sorted, what the recipient may have and what
/// holds now.
///
/// Recipients who may see the same audiences share one rendering. When an indicator of theirs has changed, or a value
/// has ended by itself, the lines of what has changed are taken out and put in; it is made anew when a warning list
/// has changed or very much has; whatever else happens in the hub costs a look at an index.
/// Thread-safe.
public final class BlockLists {

    private final DecidingValues deciding;
    private final Ledger ledger;
    private final Selection selection;
    private final WarningLists warningLists;
    private final Clock clock;
    private final Renderings<Key> kept = new Renderings<>();

    public BlockLists(
            DecidingValues deciding, Ledger ledger, Selection selection, WarningLists warningLists, Clock clock) {
        this.deciding = deciding;
        this.ledger = ledger;
        this.selection = selection;
        this.warningLists = warningLists;
        this.clock = clock;
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

        /// Its name below `/lists/`.
        public String file() {
            return name().toLowerCase(Locale.ROOT) + ".txt";
        }

        /// What a line of it is.
        ValueKind valueKind(String line) {
            return switch (this) {
                case DOMAINS -> ValueKind.DOMAIN;
                case URLS -> ValueKind.URL;
                case IPS ->
                    line.indexOf('/') >= 0 ? ValueKind.CIDR : line.indexOf(':') >= 0 ? ValueKind.IPV6 : ValueKind.IPV4;
                case HASHES ->
                    switch (line.length()) {
                        case 32 -> ValueKind.MD5;
                        case 40 -> ValueKind.SHA1;
                        case 64 -> ValueKind.SHA256;
                        default -> ValueKind.SHA512;
                    };
            };
        }

        boolean has(NormalValue value, Rendering list) {
            return values.contains(value.kind()) && Lines.has(list.bytes(), value.text());
        }

        /// The list of a file name such as `domains.txt`.
        public static Optional<Kind> of(String file) {
            return Arrays.stream(values())
                    .filter(kind -> file.equals(kind.file()))
                    .findFirst();
        }
    }

    private record Key(Kind kind, String visible, String warningLists) {}

    /// The list for this recipient, as of now.
    public Rendering render(Viewer.Party recipient, Kind kind) {
        var key = new Key(kind, deciding.visibleKey(recipient, Use.BLOCK), warningLists.stamp());
        return kept.load(key, before -> current(recipient, kind, before), () -> renderAnew(recipient, kind));
    }

    /// The same rendering with what has changed in between; empty when it must be made anew.
    private Optional<Rendering> current(Viewer.Party recipient, Kind kind, Rendering before) {
        var now = clock.instant();
        if (now.isBefore(before.until())) {
            long head = ledger.head();
            if (head == before.head() || !deciding.changedSince(recipient, Use.BLOCK, before.head())) {
                return Optional.of(before.stillTrueAt(head, now));
            }
        }
        return deciding.changedValues(recipient, Use.BLOCK, kind.values, before.head(), before.checked())
                .map(changed -> changed(recipient, before, changed, now));
    }

    private Rendering changed(Viewer.Party recipient, Rendering before, DecidingValues.Changed changed, Instant now) {
        var stops = warningLists.now();
        var leaving = new HashMap<Long, Long>();
        var lines = new Lines.Changes();
        changed.values().forEach(value -> lines.leaves(value.text()));
        for (var found : changed.standing()) {
            leaving.putIfAbsent(found.audienceId(), found.object());
            if (isListed(stops, found.value())) {
                lines.stands(found.value().text());
            }
        }
        selection.pass(recipient, Use.BLOCK, leaving);
        var bytes = lines.applyTo(before.bytes());
        return Arrays.equals(bytes, before.bytes())
                ? before.sameAt(changed.head(), now, changed.until())
                : Rendering.of(bytes, changed.head(), now, changed.until());
    }

    private Rendering renderAnew(Viewer.Party recipient, Kind kind) {
        var now = clock.instant();
        var anew = new Anew(kind, warningLists.now());
        var reading = deciding.readPlain(recipient, Use.BLOCK, kind.values, anew::take);
        selection.pass(recipient, Use.BLOCK, anew.leaving);
        return Rendering.of(Lines.ofRows(anew.rows), reading.head(), now, reading.until());
    }

    /// A list that is made of everything.
    private static final class Anew {
        private final Kind kind;
        private final CompiledLists stops;
        private final List<byte[]> rows = new ArrayList<>();
        private final Map<Long, Long> leaving = new HashMap<>();
        private long last = -1;

        Anew(Kind kind, CompiledLists stops) {
            this.kind = kind;
            this.stops = stops;
        }

        void take(byte[] value, long audience, long object) {
            if (audience != last) {
                leaving.putIfAbsent(audience, object);
                last = audience;
            }
            var text = new String(value, StandardCharsets.UTF_8);
            if (isListed(stops, new NormalValue(kind.valueKind(text), text))) {
                rows.add(value);
            }
        }
    }

    private static boolean isListed(CompiledLists stops, NormalValue value) {
        return isOneLine(value.text()) && !stops.stops(value);
    }

    /// A value with a line end or another control character would smuggle lines into whoever loads the list.
    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7F) {
                return false;
            }
        }
        return true;
    }
}
