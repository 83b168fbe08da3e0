package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.store.Timeline.Emission;
import theriac.stix.StixId;
import theriac.stix.value.NormalValue;

/// What warning lists hold back from machines: indicators of which a value alone decides and is on a list
/// that brakes. Which these are is kept when a content comes in and made again when the lists change
/// ([Marks]); a page looks them up by one index. Nothing is written for a reader.
///
/// What is not held back any more comes to readers at a place of its own behind everything that they were
/// told, for the place at which it was claimed lies behind them (ADR 033). What begins to be held back is
/// told to nobody: it still stands, and a revoked version of it would be wrong. Safe between threads and
/// between hubs on one database.
public final class HeldBack {

    private static final String EVERYBODY = "";
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final HeldSql sql;
    private final Ledger ledger;
    private final Judge judge;
    private final Clock clock;

    HeldBack(Database database, Ledger ledger, Judge judge, Clock clock) {
        this.database = database;
        this.sql = new HeldSql(database);
        this.ledger = ledger;
        this.judge = judge;
        this.clock = clock;
    }

    /// What knows the warning lists. Safe between threads.
    @FunctionalInterface
    public interface Judge {

        /// The names of the lists that stop any of these values; mostly none.
        List<String> stopping(List<NormalValue> values);
    }

    /// An object that is held back.
    ///
    /// @param version `modified` of the version that is
    /// @param lists names of the warning lists
    public record Held(StixId id, String version, String name, List<String> lists, Instant since) {}

    /// To whom everything is given.
    ///
    /// @param scope see [Lane]
    /// @param by who decided
    public record Exempt(String scope, String reason, Instant at, String by) {}

    /// The newest of what is held back and stands, whoever says so.
    ///
    /// @param most rows
    public List<Held> list(int most) {
        return sql.list(most);
    }

    /// How many versions are held back.
    public long count() {
        return sql.count();
    }

    /// Which lists hold an object back now, any version of it.
    public List<String> lists(StixId id) {
        return sql.lists(id);
    }

    /// Spans of the ledger in which an object was held back from one who is braked. A span that has not
    /// ended ends at [Long#MAX_VALUE].
    public List<Span> spans(StixId id) {
        return sql.spans(id, EVERYBODY);
    }

    /// @param from position at which it began
    /// @param to and ended, when it was given
    public record Span(long from, long to) {}

    public List<Exempt> exceptions() {
        return sql.exceptions();
    }

    /// Lets everything pass for one scope, from now on and with what was held back before.
    ///
    /// @param scope see [Lane]
    /// @param by who decides
    public void letPass(String scope, String reason, String by) {
        var why = Derived.clean(reason.strip(), LONGEST_REASON);
        ledger.preparePartitions();
        database.inTransaction(() -> {
            long first = ledger.begin();
            if (sql.except(new Exempt(scope, why, clock.instant(), by), first)) {
                var held = sql.held();
                sql.insertFreed(scope, first, held);
                ledger.end(first + held.size());
            }
            return scope;
        });
    }

    /// Holds back again what lists stop.
    ///
    /// @return whether it was let pass before
    public boolean brake(String scope) {
        return sql.endException(scope);
    }

    /// Which lists stop a content; none unless each of its values decides alone.
    List<String> stopping(boolean decides, boolean revoked, List<NormalValue> values) {
        return decides && !revoked ? judge.stopping(values) : List.of();
    }

    /// Keeps back contents that came in. Inside the transaction that stores them.
    void keep(List<ClaimRow> fresh) {
        var held = new ArrayList<HeldSql.Row>();
        for (var row : fresh) {
            var lists = stopping(row.derived.decides(), row.derived.revoked(), row.derived.values());
            if (!lists.isEmpty()) {
                held.add(new HeldSql.Row(row.versionKey, row.objectKey, lists));
            }
        }
        keepBack(held);
    }

    void keepBack(List<HeldSql.Row> held) {
        if (!held.isEmpty()) {
            sql.insert(held, ledger.head() + 1);
        }
    }

    /// Gives what no list stops any more, at places behind everything. Inside a transaction, as its last
    /// step.
    void letGo(Collection<Long> versions) {
        if (!versions.isEmpty()) {
            long first = ledger.begin();
            var freed = sql.delete(versions);
            sql.insertFreed(EVERYBODY, first, freed);
            ledger.end(first + freed.size());
        }
    }

    /// As one reading goes, inside its snapshot.
    ///
    /// @param exempt the exception that holds, and since which position; empty: it is braked
    record Reading(HeldSql sql, Lane lane, Optional<HeldSql.Since> exempt) {

        boolean isOpen() {
            return lane.isOpen();
        }

        /// Candidates with those places at which something was let go.
        ///
        /// @param found in order, at most `limit`
        /// @param types null: all
        List<ChangeSql.Candidate> with(
                List<ChangeSql.Candidate> found, long after, int limit, Integer @Nullable [] types) {
            if (isOpen()) {
                return found;
            }
            var more = sql.places(exempt, after, limit, types);
            if (more.isEmpty()) {
                return found;
            }
            var all = new ArrayList<>(found);
            all.addAll(more);
            all.sort(Comparator.comparingLong(ChangeSql.Candidate::seq));
            return all.subList(0, Math.min(all.size(), limit));
        }

        /// What is known of these contents.
        Told told(Collection<Long> versions) {
            return isOpen() || versions.isEmpty()
                    ? new Told(lane, Set.of(), Map.of())
                    : sql.told(lane, exempt, new HashSet<>(versions));
        }
    }

    Reading reading(Lane lane) {
        var exempt = lane.isOpen() ? List.<HeldSql.Since>of() : sql.exempt(lane.scopes());
        return new Reading(sql, lane, exempt.stream().findFirst());
    }

    /// Places that any reader may be given something at, for what is filled for all of them.
    List<ChangeSql.Candidate> everyPlace(long after, int limit) {
        return sql.everyPlace(after, limit);
    }

    /// @param held versions that the reader is not given
    /// @param places of versions that were let go
    record Told(Lane lane, Set<Long> held, Map<Long, Long> places) {

        /// The emission as this reader is told it; empty: it is held back. A farewell never is.
        Optional<Emission> of(Emission emission) {
            if (emission.gone() || held.isEmpty() && places.isEmpty()) {
                return Optional.of(emission);
            }
            boolean concerned = held.contains(emission.version()) || places.containsKey(emission.version());
            if (!concerned || lane.own().test(emission.audience())) {
                return Optional.of(emission);
            }
            if (held.contains(emission.version())) {
                return Optional.empty();
            }
            long place = Math.max(emission.seq(), places.getOrDefault(emission.version(), 0L));
            return Optional.of(new Emission(
                    place,
                    emission.version(),
                    emission.modified(),
                    emission.audience(),
                    emission.gone(),
                    emission.raised()));
        }
    }
}
