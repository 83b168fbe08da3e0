package theriac.hub.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Outlook.Runs;
import theriac.hub.store.Outlook.Turn;
import theriac.hub.store.OutlookSql.Memberships;

/// What organisations could see when they were last served, so that who joins a sharing group, or a firm that begins to
/// act for a member, is told what was there already, at a place behind everything that it was told before (ADR 018).
///
/// A change is written down when the organisation next asks: until then its place in the order cannot have moved on. It
/// costs one look at the positions of the audiences that came into sight, and nothing when objects are written. Safe
/// between threads and between hubs on one database.
public final class Outlooks {

    /// In memory, of all organisations together: 64 MB.
    private static final long MOST_RUNS = 4_000_000;

    private final Database database;
    private final OutlookSql sql;
    private final Audiences audiences;
    private final Ledger ledger;
    private final KeptRuns kept = new KeptRuns(MOST_RUNS);

    Outlooks(Database database, Audiences audiences, Ledger ledger) {
        this.database = database;
        this.sql = new OutlookSql(database);
        this.audiences = audiences;
        this.ledger = ledger;
    }

    /// The reader with the memberships that count from this place of the ledger on. Call it before each page.
    ///
    /// @param reader as it was when the request came in
    /// @param now how the reader's organisation is served now; asked only when something seems to have changed
    public Viewer.Party current(Viewer.Party reader, Supplier<Viewer.Party> now) {
        var known = sql.find(reader.organization());
        if (known.filter(Memberships.of(reader)::equals).isPresent()) {
            return reader;
        }
        ledger.preparePartitions();
        var counts = database.inTransaction(() -> turn(reader.organization(), now));
        return new Viewer.Party(
                reader.name(),
                reader.account(),
                reader.organization(),
                counts.groups(),
                counts.circle(),
                counts.circleGroups(),
                reader.permissions());
    }

    /// Of two requests that see the change at once, one writes it: what counts is asked behind the lock.
    private Memberships turn(long organization, Supplier<Viewer.Party> now) {
        sql.begin(organization, Memberships.of(now.get()));
        var before = sql.lock(organization).orElseThrow();
        var after = Memberships.of(now.get());
        if (!before.equals(after)) {
            var saw = visible(before, organization);
            var sees = visible(after, organization);
            var gained = without(sees, saw);
            var lost = without(saw, sees);
            if (!gained.isEmpty() || !lost.isEmpty()) {
                write(organization, gained, lost);
            }
            sql.save(organization, after);
        }
        return after;
    }

    private Set<Long> visible(Memberships memberships, long organization) {
        return LongStream.of(audiences.visible(memberships.viewer(organization)))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Set<Long> without(Set<Long> some, Set<Long> others) {
        var left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    /// Writers wait for the head of the ledger only while the positions are read that came in meanwhile.
    private void write(long organization, Set<Long> gained, Set<Long> lost) {
        long head = ledger.head();
        var told = new ArrayList<>(gained.isEmpty() ? java.util.List.of() : sql.runs(gained, 0, head + 1));
        long shelved = sql.lockShelves();
        long place = Math.max(ledger.begin(), shelved + 1);
        if (!gained.isEmpty()) {
            told.addAll(sql.runs(gained, head, place));
        }
        var packed = OutlookSql.packed(told);
        sql.insert(organization, new Turn(place, packed.width(), gained, lost), packed);
        sql.moveShelves(place + packed.width() - 1);
        ledger.end(place + packed.width() - 1);
    }

    /// What a viewer may see, and since when.
    Outlook of(Viewer viewer) {
        var visible = audiences.visible(viewer);
        if (!(viewer instanceof Viewer.Party party)) {
            return Outlook.plain(visible);
        }
        var turns = sql.turns(party.organization());
        return turns.isEmpty()
                ? Outlook.plain(visible)
                : Outlook.of(visible, turns, turn -> runs(party.organization(), turn));
    }

    /// They never change.
    private Runs runs(long organization, Turn turn) {
        var key = organization + "|" + turn.place();
        return kept.find(key).orElseGet(() -> kept.keep(key, sql.runs(organization, turn.place())));
    }

    /// The runs that were asked for last. Thread-safe.
    static final class KeptRuns {
        private final Map<String, Runs> all = new LinkedHashMap<>(16, 0.75f, true);
        private final long most;
        private long count;

        KeptRuns(long most) {
            this.most = most;
        }

        synchronized Optional<Runs> find(String key) {
            return Optional.ofNullable(all.get(key));
        }

        synchronized Runs keep(String key, Runs runs) {
            var before = all.put(key, runs);
            count += runs.starts().length - (before == null ? 0 : before.starts().length);
            var oldest = all.values().iterator();
            while (count > most && all.size() > 1) {
                count -= oldest.next().starts().length;
                oldest.remove();
            }
            return runs;
        }
    }
}
