package theriac.hub.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;

/// The one append-only sequence of everything that happened. Positions follow commit order: a row that a reader sees
/// has no row before it that could still appear, so a reader that remembers its place misses nothing and sees nothing
/// twice.
///
/// How: writing takes the row of `ledger_head` as the last step of the transaction and keeps it until the commit.
/// Safe between threads and between hubs on one database.
public final class Ledger implements AutoCloseable {

    public static final int MAX_LIMIT = 10_000;

    /// Partitions are made two months ahead; after one month it is time to look again.
    private static final long MONTH_MICROS = 28L * 24 * 3_600 * 1_000_000;

    private final Database database;
    private final LedgerSql sql;
    private final ObjectKeys objects;
    private final Audiences audiences;
    private final Clock clock;
    private final LedgerListener listener;
    private final AtomicLong prepared = new AtomicLong(Long.MIN_VALUE / 2);

    Ledger(Database database, ObjectKeys objects, Audiences audiences, Clock clock) {
        this.database = database;
        this.sql = new LedgerSql(database);
        this.objects = objects;
        this.audiences = audiences;
        this.clock = clock;
        this.listener = new LedgerListener(database, sql::head);
    }

    /// Appends rows in the given order. Joins the caller's transaction, in which it must be the last step: other
    /// writers wait from here until the commit.
    ///
    /// @return the position of the last row; the head when there was none to append
    public long append(List<LedgerEntry.New> entries) {
        if (entries.isEmpty()) {
            return head();
        }
        preparePartitions();
        return database.inTransaction(() -> {
            var keys =
                    objects.keys(entries.stream().map(LedgerEntry.New::object).toList());
            var rules =
                    entries.stream().map(e -> audiences.intern(e.audience())).toArray(Long[]::new);
            return sql.append(Position.of(clock.instant()), entries, keys, rules);
        });
    }

    /// Rows after a position that this viewer may see, oldest first.
    ///
    /// @param afterSeq 0 for the beginning
    /// @param limit at most [#MAX_LIMIT]
    /// @param kinds empty: all
    public List<LedgerEntry> read(Viewer viewer, long afterSeq, int limit, Set<LedgerEntry.Kind> kinds) {
        // In one snapshot: a row with a rule that came between the two questions would be passed over for ever.
        return database.inSnapshot(
                () -> sql.read(audiences.visible(viewer), afterSeq, Math.clamp(limit, 1, MAX_LIMIT), kinds));
    }

    /// What happened to an object apart from claims (those are [Objects#claims]), newest first.
    public List<LedgerEntry> about(Viewer viewer, StixId id, int limit) {
        return sql.about(audiences.visible(viewer), id, Math.clamp(limit, 1, MAX_LIMIT));
    }

    /// What happened lately, as far as this viewer may see it, newest first. The two bulk kinds, claimed and revised,
    /// are left out: a [LedgerEntry.Kind#DELIVERED] row sums them up.
    ///
    /// @param beforeSeq exclusive; [Long#MAX_VALUE] for the newest
    /// @param kinds empty: all others
    public List<LedgerEntry> newest(Viewer viewer, long beforeSeq, int limit, Set<LedgerEntry.Kind> kinds) {
        return sql.newest(audiences.visible(viewer), beforeSeq, Math.clamp(limit, 1, MAX_LIMIT), kinds);
    }

    /// The last position taken; 0 when nothing ever happened.
    public long head() {
        return sql.head();
    }

    /// Waits until something is committed after a position, or until the time is up. All waiters share one
    /// connection.
    ///
    /// @return the newest position known; not beyond `afterSeq` when the time was up first
    public long await(long afterSeq, Duration patience) throws InterruptedException {
        return listener.await(afterSeq, patience);
    }

    /// Where a named reader stopped; 0 when it never read.
    public long position(String consumer) {
        return sql.consumer(consumer).orElse(0L);
    }

    /// Remembers where a named reader stopped, never backwards. Joins the caller's transaction, so that work and
    /// place are one.
    public void advance(String consumer, long seq) {
        sql.moveConsumer(consumer, seq);
    }

    /// Where a named reader stopped, kept from others until the caller's transaction ends: work and place are one, also
    /// when several hubs read with one name.
    public long take(String consumer) {
        return sql.lockConsumer(consumer);
    }

    /// Says something to whoever listens on any hub at this moment ([#heard]); kept nowhere, and said when the
    /// caller's transaction is committed.
    ///
    /// @param word at most 200 characters
    public void say(String word) {
        sql.say(word);
    }

    /// The number of the last word that this hub heard.
    public long lastWord() {
        return listener.lastWord();
    }

    /// What was said after a word, as far as this hub remembers; the last ones are enough for whoever listens.
    public List<String> heard(long afterWord) {
        return listener.heard(afterWord);
    }

    /// Waits until something is committed after a position or said after a word, or until the time is up.
    ///
    /// @return false when the time was up first
    public boolean await(long afterSeq, long afterWord, Duration patience) throws InterruptedException {
        return listener.await(afterSeq, afterWord, patience);
    }

    /// Drops the months that ended before a moment. Their rows stay counted in [#totals]; claims, versions and what
    /// recipients fetch are not touched.
    ///
    /// @return how many months were dropped
    public int forget(Instant before) {
        return sql.forget(before.atOffset(ZoneOffset.UTC));
    }

    /// How many rows of each kind there ever were, dropped months included.
    public Map<LedgerEntry.Kind, Long> totals() {
        return sql.totals();
    }

    /// Whether rows were dropped that a named reader had not read: it must begin again from what holds now.
    public boolean hasMissed(String consumer) {
        return sql.consumer(consumer).map(place -> place < sql.horizon()).orElse(false);
    }

    /// Takes the head and gives the first free position. Must be followed by [#end] in the same transaction.
    long begin() {
        return Math.max(sql.lockHead() + 1, Position.of(clock.instant()));
    }

    /// Gives the head its new position, for commit.
    long end(long lastSeq) {
        sql.moveHead(lastSeq);
        return lastSeq;
    }

    /// Call before a writing transaction begins: making a partition locks the ledger for a moment.
    void preparePartitions() {
        long now = Position.of(clock.instant());
        if (now - prepared.get() > MONTH_MICROS) {
            sql.preparePartitions(now);
            prepared.set(now);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
