package theriac.hub.benign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.value.NormalValue;

/// The warning lists of this hub: kept in the database, compiled in memory, the same in every hub on one
/// database within a minute. Thread-safe.
public final class WarningLists {

    static final int MAX_LISTS = 1_000;

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final int MAX_BYTES = 64 << 20;

    private final WarningListSql sql;
    private final Clock clock;
    private final int most;
    private final PublicSuffixes suffixes = PublicSuffixes.ofJava();
    private volatile Compiled current =
            new Compiled("", CompiledLists.builder(suffixes).build(), Instant.MIN);

    public WarningLists(Database database, Clock clock) {
        this(database, clock, MAX_LISTS);
    }

    /// @param most lists
    WarningLists(Database database, Clock clock, int most) {
        this.sql = new WarningListSql(database);
        this.clock = clock;
        this.most = most;
    }

    /// What a list is used for.
    public enum Use {
        /// It is not looked at.
        OFF,
        /// A value on it is told to be so.
        TELL,
        /// A value on it is also kept out of what machines block.
        BRAKE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Use of(String text) {
            for (var use : values()) {
                if (use.text().equals(text)) {
                    return use;
                }
            }
            throw Problem.badRequest("A warning list is used as off, tell or brake.");
        }
    }

    /// A list without its entries.
    ///
    /// @param id chosen by whoever brought it: lower case letters, digits and hyphens
    /// @param entries how many it has
    /// @param unread how many of these cannot be compared: not of a kind that the hub knows, or
    ///     an expression that RE2 cannot run
    /// @param by who brought it
    public record Kept(
            String id,
            String name,
            String description,
            String version,
            String type,
            Use use,
            int entries,
            int unread,
            Instant at,
            String by) {}

    private record Compiled(String stamp, CompiledLists lists, Instant at) {}

    /// All lists, by name.
    public List<Kept> list() {
        return sql.list();
    }

    /// Brings a list, or its next version.
    ///
    /// @param json as MISP publishes them
    /// @param use empty: as before, or for a new one what suits its type: networks of firms tell, all
    ///     others brake
    /// @throws Problem with a sentence when it is no list, or there are too many
    public Kept save(String id, byte[] json, Optional<Use> use, String by) {
        checkName(id);
        return save(id, parse(json), use, by);
    }

    /// Brings a list unless the hub has this version of it already.
    ///
    /// @return whether it was brought
    /// @throws Problem with a sentence when it is no list, or there are too many
    boolean bring(String id, byte[] json, String by) {
        checkName(id);
        var list = parse(json);
        if (sql.find(id).filter(kept -> isSame(kept, list)).isPresent()) {
            return false;
        }
        save(id, list, Optional.empty(), by);
        return true;
    }

    /// A list that has no version is known by its name and its length.
    private static boolean isSame(Kept kept, WarningList list) {
        return kept.version().equals(list.version())
                && kept.name().equals(list.name())
                && kept.entries() == list.entries().size();
    }

    private static void checkName(String id) {
        if (!id.matches("[a-z0-9][a-z0-9_.-]{0,79}")) {
            throw Problem.badRequest(
                    "A warning list is kept under a short name of lower case letters, digits and hyphens.");
        }
    }

    private static WarningList parse(byte[] json) {
        if (json.length > MAX_BYTES) {
            throw Problem.badRequest("A warning list may have %,d MB; this one is larger.".formatted(MAX_BYTES >> 20));
        }
        return WarningList.parse(Json.parse(json, JsonLimits.standard())
                .object()
                .orElseThrow(() -> Problem.badRequest("The warning list is no JSON object.")));
    }

    private Kept save(String id, WarningList list, Optional<Use> use, String by) {
        int unread = CompiledLists.builder(suffixes).add(list, true);
        var before = sql.find(id).map(Kept::use);
        if (before.isEmpty() && sql.list().size() >= most) {
            throw Problem.conflict("There are %,d warning lists already: delete one first.".formatted(most));
        }
        sql.save(id, list, use.or(() -> before).orElseGet(() -> suited(list)), unread, clock.instant(), by);
        forget();
        return load(id);
    }

    /// Clouds and hosting firms have good and bad neighbours; resolvers and special networks have none to
    /// block.
    private static Use suited(WarningList list) {
        var name = list.name().toLowerCase(Locale.ROOT);
        boolean brakes = list.type() != WarningList.Type.CIDR
                || name.contains("dns")
                || name.contains("rfc")
                || name.contains("multicast")
                || name.contains("link-local")
                || name.contains("link local");
        return brakes ? Use.BRAKE : Use.TELL;
    }

    public Kept use(String id, Use use) {
        if (!sql.use(id, use, clock.instant())) {
            throw absent();
        }
        forget();
        return load(id);
    }

    public void delete(String id) {
        if (!sql.delete(id)) {
            throw absent();
        }
        forget();
    }

    /// The lists that values are on, in one question for all; a value on none is absent from the map.
    public Map<NormalValue, List<Listing>> find(Collection<NormalValue> values) {
        var lists = compiled().lists();
        var found = new HashMap<NormalValue, List<Listing>>();
        for (var value : values) {
            var on = lists.find(value);
            if (!on.isEmpty()) {
                found.put(value, on);
            }
        }
        return found;
    }

    /// The names of the lists that keep any of these values out of what machines block, sorted; mostly
    /// none.
    public List<String> stopping(Collection<NormalValue> values) {
        var lists = compiled().lists();
        return values.stream()
                .flatMap(value -> lists.find(value).stream())
                .filter(Listing::stops)
                .map(Listing::list)
                .distinct()
                .sorted()
                .toList();
    }

    /// The lists as they are now, for a walk through many values.
    public CompiledLists now() {
        return compiled().lists();
    }

    /// Changes when any list does.
    public String stamp() {
        return compiled().stamp();
    }

    private Compiled compiled() {
        var known = current;
        return clock.instant().isBefore(known.at().plus(LOOK)) ? known : refresh();
    }

    private synchronized Compiled refresh() {
        var known = current;
        var now = clock.instant();
        if (now.isBefore(known.at().plus(LOOK))) {
            return known;
        }
        var stamp = sql.stamp();
        var lists = stamp.equals(known.stamp()) ? known.lists() : compile();
        current = new Compiled(stamp, lists, now);
        return current;
    }

    private CompiledLists compile() {
        var builder = CompiledLists.builder(suffixes);
        sql.each((list, use) -> builder.add(list, use == Use.BRAKE));
        return builder.build();
    }

    private synchronized void forget() {
        current = new Compiled(current.stamp(), current.lists(), Instant.MIN);
    }

    private Kept load(String id) {
        return sql.find(id).orElseThrow(WarningLists::absent);
    }

    private static Problem absent() {
        return Problem.notFound("There is no such warning list.");
    }
}
