package theriac.hub.store;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.db.Database;
import theriac.stix.value.ValueKind;

/// All values of a list, put together here: claims and values are each read once, as they lie in their tables, and what
/// belongs together is found in a table in memory ([StandingVersions]). PostgreSQL, which makes hash tables of whole
/// rows for the same, works longer on it (figures in `bench/README.md`).
final class PlainSql {

    private static final int SETTLED_AT_ONCE = 5_000;

    private static final String CLAIMS = """
            copy (select c.object_key, c.version_key, c.audience_id from claim c
                  where c.type_id = %d and c.withdrawn_seq is null and c.audience_id = any(%s)) to stdout""";

    private static final String ENDED = """
            copy (select n.object_key, n.key from version n where n.valid_until <= %d) to stdout""";

    private static final String VALUES = """
            copy (select x.object_key, x.version_key, x.value from value_index x
                  where x.decides and x.kind = any(%s)) to stdout""";

    /// Of several claimed versions the one that counts, as everywhere.
    private static final String EFFECTIVE =
            """
            select h.object_key, e.version_key, g.audience
            from unnest(:objects::bigint[]) h (object_key)
            cross join lateral %s e
            cross join lateral (
              select min(c.audience_id) as audience
              from %s c
              where c.version_key = e.version_key and c.withdrawn_seq is null
                and c.audience_id = any(:visible)) g""".formatted(QuerySql.EFFECTIVE.formatted("h.object_key"), ClaimProbe.of("h.object_key"));

    private final Database database;
    private final int most;

    /// @param most how many objects are put together here
    PlainSql(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /// Must run in a snapshot. Keys and moments are numbers and kinds are our own words: nothing of anybody's text is
    /// in the statements.
    ///
    /// @return false, before the first value, when there are too many to find them in memory
    boolean read(long[] visible, Set<ValueKind> kinds, long now, Consumer<DecidingSql.Plain> sink) {
        var standing = new StandingVersions(most);
        var audiences = literal(Arrays.stream(visible).mapToObj(Long::toString), "bigint[]");
        database.copyOut(CLAIMS.formatted(ObjectTypes.INDICATOR, audiences), row -> {
            var keys = new Row(row);
            standing.claim(keys.number(), keys.number(), keys.number());
        });
        if (standing.isTooMany()) {
            return false;
        }
        settle(standing, visible);
        database.copyOut(ENDED.formatted(now), row -> {
            var keys = new Row(row);
            standing.end(keys.number(), keys.number());
        });
        database.copyOut(VALUES.formatted(literal(kinds.stream().map(ValueKind::code), "text[]")), row -> {
            var columns = new Row(row);
            long object = columns.number();
            long version = columns.number();
            long audience = standing.audience(object, version);
            if (audience != 0) {
                sink.accept(new DecidingSql.Plain(audience, object, version, columns.rest()));
            }
        });
        return true;
    }

    private void settle(StandingVersions standing, long[] visible) {
        var several = standing.several().stream().sorted().toArray(Long[]::new);
        for (var object : several) {
            standing.unsettle(object);
        }
        for (int from = 0; from < several.length; from += SETTLED_AT_ONCE) {
            database.jdbc()
                    .sql(EFFECTIVE)
                    .param(
                            "objects",
                            Arrays.copyOfRange(several, from, Math.min(several.length, from + SETTLED_AT_ONCE)))
                    .param("visible", visible)
                    .query(row -> {
                        standing.settle(row.getLong(1), row.getLong(2), row.getLong(3));
                    });
        }
    }

    static String literal(Stream<String> words, String type) {
        return words.collect(Collectors.joining(",", "'{", "}'::" + type));
    }

    /// A row of COPY's text format, column by column. For one thread.
    private static final class Row {
        private final byte[] octets;
        private int at;

        Row(byte[] octets) {
            this.octets = octets;
        }

        /// The next column, which is a number of no sign.
        long number() {
            long number = 0;
            for (; octets[at] >= '0'; at++) {
                number = 10 * number + octets[at] - '0';
            }
            at++;
            return number;
        }

        /// The last column.
        byte[] rest() {
            return CopiedText.of(octets, at, octets.length - 1);
        }
    }
}
