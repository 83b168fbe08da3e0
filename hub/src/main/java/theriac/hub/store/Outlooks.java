package theriac.hub.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.policy.Visibility;
import theriac.hub.store.Outlook.Runs;
import theriac.hub.store.Outlook.Turn;
import theriac.hub.store.OutlookSql.Memberships;
import theriac.hub.store.OutlookSql.Served;

/// What organisations could see when they were last served, so that who joins a sharing group, or a firm that begins to
/// act for a member, is told what was there already, at a place behind everything that it was told before (ADR 018).
///
/// A change is written down when the organisation next asks: until then its place in the order cannot have
/// moved on. It costs one look at the positions of the audiences that came into sight ([Joining]), beside
/// the requests when these are many, and nothing when objects are written. Safe between threads and between
/// hubs on one database.
public final class Outlooks {

    /// In memory, of all organisations together: 64 MB.
    private static final long MOST_RUNS = 4_000_000;

    /// Old positions that are read within the request that sees the change: milliseconds.
    private static final int AT_ONCE = 5_000;

    /// And at a time beside it.
    private static final int PIECE = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Outlooks.class);

    private final Database database;
    private final OutlookSql sql;
    private final Audiences audiences;
    private final Ledger ledger;
    private final KeptRuns kept = new KeptRuns(MOST_RUNS);
    private final int atOnce;

    /// Organisations for which somebody reads.
    private final Set<Long> beside = ConcurrentHashMap.newKeySet();

    Outlooks(Database database, Audiences audiences, Ledger ledger) {
        this(database, audiences, ledger, AT_ONCE);
    }

    /// @param atOnce old positions that are read within a request
    Outlooks(Database database, Audiences audiences, Ledger ledger, int atOnce) {
        this.atOnce = atOnce;
        this.database = database;
        this.sql = new OutlookSql(database);
        this.audiences = audiences;
        this.ledger = ledger;
    }

    /// Somebody who reads, with what counts for it.
    ///
    /// @param turn the place of the last change of what it may see; 0: there was none. A later one may be
    ///     written before the page is read: what lies behind that is left to whoever knows it
    public record Reader(Viewer.Party party, long turn) {}

    /// The reader with the memberships that count from this place of the ledger on. Call it before each page.
    ///
    /// Where more came into sight than can be read at once, that is read beside this request. Until it is
    /// done, the reader is one who sees only what it may see both as it was last served and now. What it lost
    /// is written down before that: if it comes back meanwhile, it is told what it missed.
    ///
    /// @param reader as it was when the request came in
    /// @param now how the reader's organisation is served now; asked only when something seems to have changed
    public Reader current(Viewer.Party reader, Supplier<Viewer.Party> now) {
        long organization = reader.organization();
        // Who goes round again met a change that somebody else wrote, or one of the memberships themselves.
        while (true) {
            var known = sql.find(organization);
            if (known.map(Served::memberships)
                    .filter(Memberships.of(reader)::equals)
                    .isPresent()) {
                return new Reader(reader, known.get().turn());
            }
            ledger.preparePartitions();
            var before = known.orElseGet(() -> begun(organization, now));
            var joining = joining(organization, before, now);
            if (!beside.contains(organization)) {
                joining.read(atOnce);
            }
            var kept = before.memberships().and(joining.after());
            if (joining.isWhole()) {
                var served = joining.write();
                if (served.isPresent()) {
                    return reader(reader, served.get());
                }
            } else if (kept.equals(before.memberships())) {
                finish(organization, joining);
                return reader(reader, before);
            } else {
                joining(organization, before, () -> kept.viewer(organization)).write();
            }
        }
    }

    private Joining joining(long organization, Served before, Supplier<Viewer.Party> now) {
        return new Joining(database, sql, audiences, ledger, organization, before, now);
    }

    private Served begun(long organization, Supplier<Viewer.Party> now) {
        sql.begin(organization, Memberships.of(now.get()));
        return sql.find(organization).orElseThrow();
    }

    /// What is lost with this process, the next request begins again.
    private void finish(long organization, Joining joining) {
        if (beside.add(organization)) {
            Thread.ofVirtual().name("joining-" + organization).start(() -> {
                try {
                    while (!joining.isWhole()) {
                        joining.read(PIECE);
                    }
                    joining.write();
                } catch (RuntimeException failed) {
                    LOG.info("What came into sight is read again at the next request: {}", failed.toString());
                } finally {
                    beside.remove(organization);
                }
            });
        }
    }

    private static Reader reader(Viewer.Party reader, Served served) {
        return new Reader(with(reader, served.memberships()), served.turn());
    }

    private static Viewer.Party with(Viewer.Party reader, Memberships counts) {
        return new Viewer.Party(
                reader.name(),
                reader.account(),
                reader.organization(),
                counts.groups(),
                counts.circle(),
                counts.circleGroups(),
                reader.permissions());
    }

    /// What a viewer may see, and since when.
    ///
    /// @param known see [ChangeQuery#turn]
    Outlook of(Viewer viewer, OptionalLong known) {
        if (!(viewer instanceof Viewer.Party party)) {
            return Outlook.plain(audiences.visible(viewer));
        }
        var sight = sql.sight(Visibility.sql(party, "a"), party.organization());
        var visible = sight.visible();
        var turns = sight.turns();
        long last = known.orElse(Long.MAX_VALUE);
        long end = turns.stream()
                .mapToLong(Turn::place)
                .filter(place -> place > last)
                .min()
                .orElse(Long.MAX_VALUE);
        var told = turns.stream().filter(turn -> turn.place() < end).toList();
        return (told.isEmpty()
                        ? Outlook.plain(visible)
                        : Outlook.of(visible, told, turn -> runs(party.organization(), turn)))
                .until(end);
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
