package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import theriac.hub.db.Database;
import theriac.hub.policy.Use;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Query;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// What controls may block: the values of effective indicators that stand, are not revoked and not past their
/// `valid_until`, as far as each value alone is what the indicator calls malicious ([Values#decide]). What a version
/// decides was told when it arrived, so a million values are one walk through narrow rows. Safe between threads.
public final class DecidingValues {

    private static final int UNTOLD_BATCH = 5_000;

    /// More changed values are read no sooner than all.
    private static final int MOST_CHANGED = 20_000;

    private static final int MOST_WITHDRAWN = 2_000_000;

    private final Database database;
    private final DecidingSql sql;
    private final ChangeSql contents;
    private final ObjectSql objects;
    private final Audiences audiences;
    private final Search search;
    private final Clock clock;

    DecidingValues(Database database, Audiences audiences, Search search, Clock clock) {
        this.database = database;
        this.sql = new DecidingSql(database);
        this.contents = new ChangeSql(database);
        this.objects = new ObjectSql(database);
        this.audiences = audiences;
        this.search = search;
        this.clock = clock;
    }

    /// What was read.
    ///
    /// @param head of the ledger: what came later is not in it
    /// @param until the next moment at which a value ends by itself; [Instant#MAX]: never
    public record Reading(long head, Instant until) {}

    /// Reads all of them, in no particular order; a value that several indicators name comes several times.
    ///
    /// @param use what is wanted with them: with [Use#BLOCK] claims that forbid it are as if they were
    ///     not there
    /// @param query only of indicators that answer it; with [Query.All] the confidence is not computed
    /// @param sink on the calling thread, in one snapshot
    /// @throws SearchRefused when a name in the question leads to too many objects
    public Reading read(Viewer viewer, Use use, Set<ValueKind> kinds, Query query, Consumer<DecidingValue> sink) {
        tellUntold();
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer, use);
            var now = clock.instant();
            var reading = new OneReading(sink);
            var condition = query instanceof Query.All ? null : search.condition(visible, query, now);
            sql.read(visible, kinds, Position.of(now), condition, reading::take);
            reading.takeShortened(kinds);
            return new Reading(sql.head(), instant(reading.until));
        });
    }

    /// Hears of each value of a list, on the calling thread. It must ask nothing of the database: the
    /// connection is busy.
    @FunctionalInterface
    public interface PlainSink {

        /// @param value UTF-8 of its normal form
        /// @param audience internal key of one under which it may leave
        /// @param object internal key of an indicator that names it
        void value(byte[] value, long audience, long object);
    }

    /// As [#read] without a question, for who needs no more than the texts: a million of them in seconds.
    ///
    /// @return its `until` may be earlier than the first end of what was read
    public Reading readPlain(Viewer viewer, Use use, Set<ValueKind> kinds, PlainSink sink) {
        tellUntold();
        return database.inSnapshot(() -> {
            var now = Position.of(clock.instant());
            var shortened = new HashMap<Long, DecidingSql.Plain>();
            sql.readPlain(audiences.visible(viewer, use), kinds, now, plain -> {
                if (plain.value().length > IndexedValue.CHARS - 80
                        && IndexedValue.mayBeShortened(new String(plain.value(), StandardCharsets.UTF_8))) {
                    shortened.put(plain.version(), plain);
                } else {
                    sink.value(plain.value(), plain.audience(), plain.object());
                }
            });
            whole(
                    shortened,
                    kinds,
                    (plain, value) -> sink.value(
                            value.text().getBytes(StandardCharsets.UTF_8), plain.audience(), plain.object()));
            return new Reading(sql.head(), instant(sql.nextEnd(now)));
        });
    }

    /// The index holds only the beginning of a long value; a list must hold all of it.
    ///
    /// @param shortened rows by version
    private <R> void whole(Map<Long, R> shortened, Set<ValueKind> kinds, BiConsumer<R, NormalValue> sink) {
        var versions = List.copyOf(shortened.keySet());
        for (int from = 0; from < versions.size(); from += 1_000) {
            var batch = versions.subList(from, Math.min(versions.size(), from + 1_000));
            contents.contents(batch).forEach((version, content) -> {
                var row = shortened.get(version);
                for (var value : Values.of(object(content.json()))) {
                    if (row != null
                            && kinds.contains(value.kind())
                            && IndexedValue.mayBeShortened(IndexedValue.of(value))) {
                        sink.accept(row, value);
                    }
                }
            });
        }
    }

    /// Reads the detection rules of a language (`pattern_type`) that stand, are not revoked and not past their
    /// `valid_until`. The value of each is the id of its indicator, of kind `other`; its text is in [#contents].
    ///
    /// @throws SearchRefused when a name in the question leads to too many objects
    public Reading readRules(Viewer viewer, Use use, String language, Query query, Consumer<DecidingValue> sink) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer, use);
            var now = clock.instant();
            var reading = new OneReading(sink);
            sql.readRules(visible, language, Position.of(now), search.condition(visible, query, now), reading::take);
            return new Reading(sql.head(), instant(reading.until));
        });
    }

    /// Ids of rules of a language that somebody took back after a position, as [#readRules] names them.
    public Set<NormalValue> withdrawnRulesSince(Viewer viewer, Use use, String language, long head) {
        return database.inSnapshot(() -> {
            var ids = new HashSet<NormalValue>();
            sql.withdrawnRules(audiences.visible(viewer, use), language, head, MOST_WITHDRAWN)
                    .forEach(id -> ids.add(new NormalValue(ValueKind.OTHER, id)));
            return ids;
        });
    }

    /// What has become of some values.
    ///
    /// @param values all about which [#read] may say something else than it said before
    /// @param standing those of them that hold now, as [#read] would give them
    /// @param head see [Reading]
    /// @param until no later than the next moment at which a value ends by itself
    public record Changed(Set<NormalValue> values, List<DecidingValue> standing, long head, Instant until) {}

    /// What has changed since an earlier reading without a question, at the cost of what has changed, not of what there
    /// is.
    ///
    /// @param head of the earlier reading
    /// @param then when it was made: what has ended by itself since then is among the values
    /// @return empty when everything must be read: too much has changed, contents were erased, or a value is too
    ///     long for the index
    public Optional<Changed> changedValues(Viewer viewer, Use use, Set<ValueKind> kinds, long head, Instant then) {
        tellUntold();
        return database.inSnapshot(() -> {
            if (sql.erasedSince(head)) {
                return Optional.empty();
            }
            var visible = audiences.visible(viewer, use);
            long now = Position.of(clock.instant());
            var objects = sql.changed(visible, head, MOST_CHANGED);
            var ended = sql.ended(Position.of(then), now, MOST_CHANGED);
            if (Math.max(objects.size(), ended.size()) >= MOST_CHANGED) {
                return Optional.empty();
            }
            objects.addAll(ended);
            var touched = sql.named(kinds, objects);
            if (touched.size() >= MOST_CHANGED
                    || touched.stream().anyMatch(value -> IndexedValue.mayBeShortened(value.value()))) {
                return Optional.empty();
            }
            return Optional.of(changed(visible, kinds, now, touched));
        });
    }

    private Changed changed(long[] visible, Set<ValueKind> kinds, long now, List<DecidingSql.Indexed> touched) {
        var values = new HashSet<NormalValue>();
        touched.forEach(value -> values.add(value(value.kind(), value.value())));
        var standing = new ArrayList<DecidingValue>();
        var reading = new OneReading(value -> {
            if (values.contains(value.value())) {
                standing.add(value);
            }
        });
        sql.readNaming(visible, kinds, now, touched).forEach(reading::take);
        return new Changed(values, standing, sql.head(), instant(sql.nextEnd(now)));
    }

    private static NormalValue value(String kind, String text) {
        return new NormalValue(ValueKind.ofCode(kind).orElse(ValueKind.OTHER), text);
    }

    /// What decides which values a viewer may see: for two viewers of the same key [#read] gives the same.
    public String visibleKey(Viewer viewer, Use use) {
        return database.inSnapshot(() -> Arrays.toString(sql.claimed(audiences.visible(viewer, use))));
    }

    /// Whether anything that may change what [#read] gives was committed after a position: false is certain.
    public boolean changedSince(Viewer viewer, Use use, long head) {
        return database.inSnapshot(() -> sql.changedSince(audiences.visible(viewer, use), head));
    }

    /// Values of indicators that somebody took back after a position in so many words: a person, a retention policy,
    /// an erasure, a submitter. What a source revoked, revised or let end is not among them, and neither is a value
    /// that is too long for the index.
    ///
    /// @return no more than a list can have
    public Set<NormalValue> withdrawnSince(Viewer viewer, Use use, Set<ValueKind> kinds, long head) {
        return database.inSnapshot(() -> {
            var values = new HashSet<NormalValue>();
            sql.withdrawnSince(audiences.visible(viewer, use), kinds, head, MOST_WITHDRAWN, (kind, value) -> {
                if (!IndexedValue.mayBeShortened(value)) {
                    values.add(value(kind, value));
                }
            });
            return values;
        });
    }

    /// The STIX ids of internal keys.
    public Map<Long, String> ids(Collection<Long> objects) {
        return sql.ids(objects);
    }

    /// What a list may say of an indicator.
    ///
    /// @param id its STIX id
    /// @param name as received; "" when it has none
    public record Head(String id, String name) {}

    /// The heads of versions, by internal key.
    public Map<Long, Head> heads(Collection<Long> versions) {
        var heads = new HashMap<Long, Head>();
        objects.heads(versions).forEach((version, head) -> heads.put(version, new Head(head.id(), head.name())));
        return heads;
    }

    /// Versions as received, by internal key.
    public Map<Long, String> contents(Collection<Long> versions) {
        var texts = new HashMap<Long, String>();
        contents.contents(List.copyOf(versions))
                .forEach((version, content) -> texts.put(version, new String(content.json(), StandardCharsets.UTF_8)));
        return texts;
    }

    private static Instant instant(long micros) {
        return micros == Long.MAX_VALUE ? Instant.MAX : Position.at(micros);
    }

    private final class OneReading {
        private final Consumer<DecidingValue> sink;
        private final Map<Long, DecidingSql.Row> shortened = new HashMap<>();
        private long until = Long.MAX_VALUE;

        OneReading(Consumer<DecidingValue> sink) {
            this.sink = sink;
        }

        void take(DecidingSql.Row row) {
            until = Math.min(until, row.validUntil());
            if (IndexedValue.mayBeShortened(row.value())) {
                shortened.put(row.version(), row);
            } else {
                give(row, value(row.kind(), row.value()));
            }
        }

        private void give(DecidingSql.Row row, NormalValue value) {
            sink.accept(new DecidingValue(
                    value,
                    row.object(),
                    row.version(),
                    row.audience(),
                    row.confidence(),
                    row.added(),
                    instant(row.validUntil())));
        }

        void takeShortened(Set<ValueKind> kinds) {
            whole(shortened, kinds, this::give);
        }
    }

    /// Versions that were stored before it was told which values decide: read once, never again.
    private void tellUntold() {
        while (true) {
            var versions = sql.untold(UNTOLD_BATCH);
            if (versions.isEmpty()) {
                return;
            }
            var deciding = new HashSet<Long>();
            contents.contents(versions).forEach((version, content) -> {
                if (Values.decide(object(content.json()))) {
                    deciding.add(version);
                }
            });
            sql.tell(versions, deciding);
        }
    }

    private static StixObject object(byte[] json) {
        return StixObject.of((JsonObject) Json.read(new String(json, StandardCharsets.UTF_8)));
    }
}
