package theriac.hub.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import theriac.hub.audit.AuditSql.NewRow;
import theriac.hub.audit.AuditSql.Row;
import theriac.hub.db.Database;

/// Who did, read and asked what: told here, read here, checked here. Append only, also for the hub's own
/// statements (a trigger refuses changes); whoever goes round that breaks the chain of hashes, and [#check]
/// or a copy elsewhere tells. Safe between threads and between hubs on one database.
public final class AuditTrail {

    /// Rows that wait for the writer; beyond, whoever tells of one waits.
    private static final int WAITING = 10_000;

    private static final int PART = 1_000;
    private static final int SALT_BYTES = 16;

    private final Database database;
    private final AuditSql sql;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<AuditEvent> noted = new LinkedBlockingQueue<>(WAITING);
    private volatile Runnable written = () -> {};

    public AuditTrail(Database database) {
        this.database = database;
        this.sql = new AuditSql(database);
    }

    /// Writes a row, in the caller's transaction if there is one: afterwards, or with that commit, it is
    /// durable.
    public void record(AuditEvent event) {
        sql.insert(new NewRow(event, salt()));
        written.run();
    }

    /// Tells of a row that is written within moments: for what was read, where nothing else is written and
    /// the answer must not wait for a disk. When the hub is killed in these moments, the row is lost.
    public void note(AuditEvent event) {
        try {
            noted.put(event);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The audit trail could not be written before the hub stopped.", stopped);
        }
        written.run();
    }

    /// @param runnable called after something was written or noted, on the thread that did so
    void whenWritten(Runnable runnable) {
        written = runnable;
    }

    private byte[] salt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /// Writes what was noted. Rows that cannot be written now wait for the next time.
    void writeNoted() {
        while (!noted.isEmpty()) {
            var some = new ArrayList<AuditEvent>();
            noted.drainTo(some, PART);
            try {
                database.inTransaction(() -> some.forEach(event -> sql.insert(new NewRow(event, salt()))));
            } catch (RuntimeException away) {
                some.forEach(noted::offer);
                throw away;
            }
        }
    }

    /// Gives places and hashes to rows that were written meanwhile.
    ///
    /// @return whether there may be more of them
    boolean seal() {
        return database.inTransaction(() -> {
            if (!sql.lockSealing()) {
                return false;
            }
            var rows = sql.unsealed(PART);
            if (rows.isEmpty()) {
                return false;
            }
            var end = sql.head();
            long seq = end.seq();
            var hash = end.hash();
            var ids = new ArrayList<Long>(rows.size());
            var places = new ArrayList<Long>(rows.size());
            var hashes = new ArrayList<byte[]>(rows.size());
            for (var row : rows) {
                hash = AuditChain.hash(hash, AuditChain.line(++seq, row.event(), row.digest()));
                ids.add(row.id());
                places.add(seq);
                hashes.add(hash);
            }
            sql.seal(ids, places, hashes);
            return rows.size() == PART;
        });
    }

    /// A row as it is shown.
    ///
    /// @param blanked its detail was removed later
    /// @param seq place in the chain; 0 for the moment until it has one
    public record Entry(AuditEvent event, boolean blanked, long seq) {}

    /// @param next what to ask for the page after this one; empty: there is none
    public record EntryPage(List<Entry> entries, OptionalLong next) {}

    /// A page of rows, newest first.
    ///
    /// @param organization only what this organisation's people and machines did; empty: all
    /// @param after [EntryPage#next] of the page before; empty: the first page
    /// @param limit 1 to 1,000
    public EntryPage page(AuditQuestion question, OptionalLong organization, OptionalLong after, int limit) {
        int wanted = Math.clamp(limit, 1, PART);
        var rows = sql.page(question, organization, after.orElse(Long.MAX_VALUE), wanted + 1);
        var shown = rows.size() > wanted ? rows.subList(0, wanted) : rows;
        return new EntryPage(
                shown.stream()
                        .map(row -> new Entry(row.event(), row.blanked(), row.seq()))
                        .toList(),
                rows.size() > wanted ? OptionalLong.of(shown.getLast().id()) : OptionalLong.empty());
    }

    /// What became of a check.
    ///
    /// @param rows how many were looked at
    /// @param first place of the first one; rows before it were removed when their time was over
    /// @param blanked how many details were removed
    /// @param fault a sentence; empty: the chain is whole
    public record Checked(long rows, long first, long blanked, Optional<String> fault) {}

    /// Follows the chain from its first row to its last. Its cost grows with the trail.
    public Checked check() {
        return database.inSnapshot(() -> {
            var kept = sql.kept();
            var slipped = sql.firstUpTo(kept.seq());
            if (slipped.isPresent()) {
                return new Checked(0, kept.seq() + 1, 0, Optional.of(slippedIn(slipped.getAsLong(), kept.seq() + 1)));
            }
            var walk = AuditChain.Walk.after(kept.seq(), kept.hash());
            long rows = 0;
            long blanked = 0;
            while (true) {
                var part = sql.after(walk.seq(), PART);
                for (var row : part) {
                    var fault = fault(walk, row);
                    if (fault.isPresent()) {
                        return new Checked(rows, kept.seq() + 1, blanked, fault);
                    }
                    rows++;
                    blanked += row.blanked() ? 1 : 0;
                }
                if (part.size() < PART) {
                    return new Checked(rows, kept.seq() + 1, blanked, end(walk));
                }
            }
        });
    }

    private static Optional<String> fault(AuditChain.Walk walk, Row row) {
        var fault = walk.step(row.seq(), row.hash(), AuditChain.line(row.seq(), row.event(), row.digest()));
        return fault.isEmpty() && !row.detailFits()
                ? Optional.of("The detail of row %d is not what was written.".formatted(row.seq()))
                : fault;
    }

    /// No row before the chain is followed, and every row is shown.
    private static String slippedIn(long seq, long first) {
        return "Row %d is there, and the trail begins with row %d: it was put in.".formatted(seq, first);
    }

    private Optional<String> end(AuditChain.Walk walk) {
        var head = sql.head();
        if (walk.seq() != head.seq()) {
            return Optional.of("Row %d is the last that is there; there were %d.".formatted(walk.seq(), head.seq()));
        }
        return java.util.Arrays.equals(walk.reached(), head.hash())
                ? Optional.empty()
                : Optional.of("The end of the chain is not what was remembered of it.");
    }

    /// Removes rows from before a moment, at most a thousand; from the old end of the chain only.
    ///
    /// @return how many
    int expire(Instant before) {
        return database.inTransaction(() -> sql.expire(before, PART));
    }

    /// Sends rows that a copy does not have yet, oldest first, at most a thousand. A row that was sent when
    /// the hub was killed is sent again.
    ///
    /// @return whether there may be more of them
    boolean copy(AuditCopy target) {
        return database.inTransaction(() -> {
            long from = sql.copied(target.name());
            var rows = sql.after(from, PART);
            if (rows.isEmpty()) {
                return false;
            }
            target.send(rows.stream().map(AuditTrail::sent).toList());
            sql.copiedTo(target.name(), rows.getLast().seq());
            return rows.size() == PART;
        });
    }

    private static AuditCopy.Sent sent(Row row) {
        return new AuditCopy.Sent(
                row.seq(),
                row.event().at(),
                AuditChain.copied(row.hash(), AuditChain.line(row.seq(), row.event(), row.digest())));
    }
}
