package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import theriac.hub.db.Database;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// Marks of our own among the labels of versions: that a value is on a warning list. They are given when
/// an object comes in ([Candidate#marked]) and made again here when the lists have changed: a walk
/// through all versions in small transactions, by one hub of a database at a time, which goes on after a
/// kill where it was. Only what people search by changes, and what is held back from machines
/// ([HeldBack]); no content, and the ledger has no row of it: only a place
/// ([Turns]), so that who is told of questions hears of it. Thread-safe.
public final class Marks {

    /// How a mark begins.
    public static final String PREFIX = "listed:";

    /// Versions that are looked at in one transaction.
    static final int BATCH = 2_000;

    private final Database database;
    private final MarkSql sql;
    private final Ledger ledger;
    private final HeldBack held;

    Marks(Database database, Ledger ledger, HeldBack held) {
        this.database = database;
        this.ledger = ledger;
        this.held = held;
        this.sql = new MarkSql(database);
    }

    /// Whether all versions carry the marks that belong to these lists.
    ///
    /// @param stamp differs whenever the lists do
    public boolean areOf(String stamp) {
        return sql.walk().stamp().equals(stamp);
    }

    /// Looks at the next versions and marks them anew where it is needed. Begins at the first one when the
    /// stamp is another than the last time.
    ///
    /// @param marking gives the marks for the values that an object holds
    /// @return whether there may be more to do; false as well while another hub does it
    public boolean renew(String stamp, Function<List<NormalValue>, List<String>> marking) {
        return database.inTransaction(() -> {
            var walk = sql.lock();
            if (walk.isEmpty() || walk.get().stamp().equals(stamp)) {
                return false;
            }
            long after = walk.get().walking().equals(stamp) ? walk.get().place() : 0;
            var versions = sql.versions(after, BATCH);
            var changed =
                    versions.stream().filter(version -> mark(version, marking)).toList();
            boolean more = versions.size() == BATCH;
            if (more) {
                sql.move(stamp, versions.getLast().key());
            } else {
                sql.done(stamp);
            }
            holdBack(versions);
            if (!changed.isEmpty()) {
                // The last step: other writers wait from here until the commit.
                sql.changed(changed, ledger.end(ledger.begin()));
            }
            return more;
        });
    }

    /// What the present lists hold back, and what they let go.
    private void holdBack(List<MarkSql.Marked> versions) {
        var kept = new ArrayList<HeldSql.Row>();
        var freed = new ArrayList<Long>();
        for (var version : versions) {
            var lists = held.stopping(version.decides(), version.revoked(), values(version));
            if (!lists.isEmpty() && !lists.equals(version.held())) {
                kept.add(new HeldSql.Row(version.key(), version.object(), lists));
            }
            if (lists.isEmpty() && !version.held().isEmpty()) {
                freed.add(version.key());
            }
        }
        held.keepBack(kept);
        held.letGo(freed);
    }

    /// The index holds only the beginning of a long value; the content has all of it.
    private List<NormalValue> values(MarkSql.Marked version) {
        boolean whole = version.values().stream().noneMatch(value -> IndexedValue.mayBeShortened(value.text()));
        return whole || !version.decides()
                ? version.values()
                : content(version.key()).map(Values::of).orElse(List.of());
    }

    /// @return whether its labels changed
    private boolean mark(MarkSql.Marked version, Function<List<NormalValue>, List<String>> marking) {
        // The index holds only the beginning of a long value, and a page on a listed host is no listed value.
        if (version.values().stream().anyMatch(value -> IndexedValue.mayBeShortened(value.text()))) {
            return false;
        }
        var wanted = new LinkedHashSet<String>();
        marking.apply(version.values()).forEach(mark -> wanted.add(Derived.label(mark)));
        var marks = version.labels().stream()
                .filter(label -> label.startsWith(PREFIX))
                .toList();
        if (wanted.equals(new LinkedHashSet<>(marks))) {
            return false;
        }
        var labels = new ArrayList<>(version.labels());
        labels.removeAll(marks);
        // A source may write such a label itself: that stays.
        own(version.key()).stream().filter(marks::contains).forEach(labels::add);
        wanted.stream().filter(mark -> !labels.contains(mark)).forEach(labels::add);
        return !labels.equals(version.labels()) && sql.label(version, labels);
    }

    private List<String> own(long version) {
        return content(version).stream()
                .flatMap(object -> object.texts("labels").stream())
                .map(Derived::label)
                .toList();
    }

    private Optional<StixObject> content(long version) {
        return sql.json(version)
                .map(json -> StixObject.of((JsonObject) Json.read(new String(json, StandardCharsets.UTF_8))));
    }
}
