package theriac.hub.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Outlook.Turn;
import theriac.hub.store.OutlookSql.Memberships;
import theriac.hub.store.OutlookSql.Run;
import theriac.hub.store.OutlookSql.Served;

/// One change of what an organisation can see, on its way into the order: first the places at which
/// anything was told to what came into sight are read, in pieces and outside any lock, then the turn is
/// written in a short transaction. Until then nobody is served what came into sight (ADR 018). For one
/// thread.
final class Joining {

    private final Database database;
    private final OutlookSql sql;
    private final Audiences audiences;
    private final Ledger ledger;
    private final long organization;
    private final Supplier<Viewer.Party> now;
    private final Served before;
    private final Memberships after;
    private final Set<Long> reading;
    private final List<Run> runs = new ArrayList<>();
    private long readTo;
    private boolean whole;

    /// @param before with which the organisation was last served
    /// @param now how it is served now
    Joining(
            Database database,
            OutlookSql sql,
            Audiences audiences,
            Ledger ledger,
            long organization,
            Served before,
            Supplier<Viewer.Party> now) {
        this.database = database;
        this.sql = sql;
        this.audiences = audiences;
        this.ledger = ledger;
        this.organization = organization;
        this.now = now;
        this.before = before;
        this.after = Memberships.of(now.get());
        this.reading = gained();
        this.whole = reading.isEmpty();
    }

    Served before() {
        return before;
    }

    Memberships after() {
        return after;
    }

    /// Whether everything was read that had happened when the last piece was read.
    boolean isWhole() {
        return whole;
    }

    /// Reads on.
    ///
    /// @param most positions
    void read(int most) {
        if (!whole) {
            long head = ledger.head();
            var piece = sql.piece(reading, readTo, head + 1, most);
            runs.addAll(piece.runs());
            whole = piece.positions() < most;
            readTo = whole ? head : piece.runs().getLast().last();
        }
    }

    /// Writes the turn, unless somebody else has or the memberships changed again meanwhile. Inside a
    /// transaction.
    ///
    /// @return with what the organisation is served from here on; empty when nothing was written for that
    /// reason
    Optional<Served> write() {
        return database.inTransaction(() -> {
            // A change that another request wrote is in the sight of the statement after the one that waited for it.
            sql.lock(organization);
            boolean still = sql.find(organization).filter(before::equals).isPresent()
                    && Memberships.of(now.get()).equals(after);
            if (!still) {
                return Optional.empty();
            }
            long turn = before.turn();
            if (!before.memberships().equals(after)) {
                var gained = gained();
                var lost = without(visible(before.memberships()), visible(after));
                if (!gained.isEmpty() || !lost.isEmpty()) {
                    turn = insert(gained, lost);
                }
                sql.save(organization, after);
            }
            return Optional.of(new Served(after, turn));
        });
    }

    /// Writers wait for the head of the ledger only while the positions are read that came in meanwhile.
    private long insert(Set<Long> gained, Set<Long> lost) {
        long head = ledger.head();
        rest(gained, head + 1);
        long shelved = sql.lockShelves();
        long place = Math.max(ledger.begin(), shelved + 1);
        rest(gained, place);
        var packed = OutlookSql.packed(joined(runs));
        sql.insert(organization, new Turn(place, packed.width(), gained, lost), packed);
        sql.moveShelves(place + packed.width() - 1);
        ledger.end(place + packed.width() - 1);
        return place;
    }

    /// What came after the pieces, and all of audiences that are younger than the first of them.
    ///
    /// @param end exclusive
    private void rest(Set<Long> gained, long end) {
        var young = without(gained, reading);
        if (!young.isEmpty()) {
            runs.addAll(sql.runs(young, 0, end));
            reading.addAll(young);
        }
        var old = without(gained, young);
        if (!old.isEmpty()) {
            runs.addAll(sql.runs(old, readTo, end));
        }
        readTo = end - 1;
    }

    private Set<Long> gained() {
        return without(visible(after), visible(before.memberships()));
    }

    private Set<Long> visible(Memberships memberships) {
        return LongStream.of(audiences.visible(memberships.viewer(organization)))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Set<Long> without(Set<Long> some, Set<Long> others) {
        var left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    /// In order; those that overlap, or of which one goes on where the other ended, are one.
    static List<Run> joined(List<Run> found) {
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingLong(Run::first));
        var joined = new ArrayList<Run>(sorted.size());
        for (var run : sorted) {
            var last = joined.isEmpty() ? Optional.<Run>empty() : Optional.of(joined.getLast());
            if (last.filter(one -> run.first() - one.last() <= OutlookSql.NEAR).isPresent()) {
                joined.set(
                        joined.size() - 1,
                        new Run(last.get().first(), Math.max(last.get().last(), run.last())));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }
}
