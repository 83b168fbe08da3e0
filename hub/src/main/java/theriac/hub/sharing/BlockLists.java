package theriac.hub.sharing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import theriac.hub.benign.Listing;
import theriac.hub.benign.WarningLists;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Query;
import theriac.hub.store.Audiences;
import theriac.hub.store.DecidingValues;
import theriac.hub.store.Ledger;
import theriac.stix.value.ValueKind;

/// Plain lists for firewalls, resolvers and proxies: one value a line, sorted, what the recipient may have and what
/// holds now.
///
/// Recipients who may see the same audiences share one rendering. It is made again when an indicator of theirs has
/// changed, when a warning list has, and when a value has ended by itself; whatever else happens in the hub costs a
/// look at an index.
/// Thread-safe.
public final class BlockLists {

    private final DecidingValues deciding;
    private final Audiences audiences;
    private final Ledger ledger;
    private final Selection selection;
    private final Fetches fetches;
    private final WarningLists warningLists;
    private final Clock clock;
    private final Renderings<Key> kept = new Renderings<>();

    public BlockLists(
            DecidingValues deciding,
            Audiences audiences,
            Ledger ledger,
            Selection selection,
            Fetches fetches,
            WarningLists warningLists,
            Clock clock) {
        this.deciding = deciding;
        this.audiences = audiences;
        this.ledger = ledger;
        this.selection = selection;
        this.fetches = fetches;
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

        /// The list of a file name such as `domains.txt`.
        public static Optional<Kind> of(String file) {
            return Arrays.stream(values())
                    .filter(kind -> file.equals(kind.name().toLowerCase(Locale.ROOT) + ".txt"))
                    .findFirst();
        }
    }

    private record Key(Kind kind, String visible, String warningLists) {}

    /// The list for this recipient, as of now.
    public Rendering render(Viewer.Party recipient, Kind kind) {
        var key = new Key(kind, Arrays.toString(audiences.visible(recipient)), warningLists.stamp());
        var now = kept.load(key, before -> isCurrent(recipient, before), () -> renderAnew(recipient, kind));
        fetches.fetched(recipient, "list", now.head());
        return now;
    }

    /// The same rendering with the newest head when nothing has changed in between; empty when it must be made anew.
    private Optional<Rendering> isCurrent(Viewer.Party recipient, Rendering before) {
        if (!clock.instant().isBefore(before.until())) {
            return Optional.empty();
        }
        long head = ledger.head();
        if (head == before.head()) {
            return Optional.of(before);
        }
        return deciding.changedSince(recipient, before.head())
                ? Optional.empty()
                : Optional.of(before.stillTrueAt(head));
    }

    private Rendering renderAnew(Viewer.Party recipient, Kind kind) {
        var values = new ArrayList<String>();
        var stops = warningLists.now();
        var leaving = new HashMap<Long, Long>();
        var reading = deciding.read(recipient, kind.values, new Query.All(), found -> {
            leaving.putIfAbsent(found.audienceId(), found.object());
            if (isOneLine(found.value().text())
                    && stops.find(found.value()).stream().noneMatch(Listing::stops)) {
                values.add(found.value().text());
            }
        });
        selection.pass(recipient, leaving);
        var lines = values.toArray(String[]::new);
        values.clear();
        Arrays.sort(lines);
        return Rendering.ofLines(lines, reading.head(), clock.instant(), reading.until());
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
