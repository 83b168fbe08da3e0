package theriac.hub.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.StixId;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Where else the values of an object are, found when somebody asks. Safe between threads.
public final class Correlation {

    /// Values of an object that are looked for; a pattern of 100,000 constants is not asked about in one page.
    static final int VALUES = 200;

    /// Values whose surroundings are looked for.
    static final int HOSTS = 5;

    private static final int ROW_FACTOR = 2;

    private final Database database;
    private final ValueSql sql;
    private final ValueLookup lookup;
    private final ObjectKeys keys;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Objects objects;

    Correlation(Database database, ObjectKeys keys, Audiences audiences, ValueLookup lookup, Objects objects) {
        this.database = database;
        this.sql = new ValueSql(database);
        this.lookup = lookup;
        this.keys = keys;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.objects = objects;
    }

    /// Another object with values of the one that was asked about.
    public record Shared(ObjectSummary object, List<NormalValue> values) {
        public Shared {
            values = List.copyOf(values);
        }
    }

    /// Objects that share a value with this one, newest first, paged without a cap.
    ///
    /// @param limit 1 to 500
    public Page<Shared> alsoSeen(Viewer viewer, StixId id, int limit, Optional<String> after) {
        int wanted = Math.clamp(limit, 1, ValueSearch.MAX_LIMIT);
        long before = after.flatMap(Cursor::parse).map(Cursor::seq).orElse(Long.MAX_VALUE);
        var values = objects.values(viewer, id).stream().limit(VALUES).toList();
        if (values.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var self = keys.existing(List.of(id.text())).getOrDefault(id.text(), -1L);
            int rows = wanted * ROW_FACTOR + VALUES;
            var found = sql.sharing(values, before, visible, rows);
            var byObject = new LinkedHashMap<Long, List<ValueSql.Found>>();
            found.forEach(f ->
                    byObject.computeIfAbsent(f.object(), k -> new ArrayList<>()).add(f));
            var order = List.copyOf(byObject.keySet());
            // The rows of the last object may have been cut off: it opens the next page.
            boolean cut = found.size() == rows;
            int whole = cut && order.size() > 1 ? order.size() - 1 : order.size();
            var shown = order.subList(0, Math.min(whole, wanted));
            var seen = summaries.standing(shown, visible);
            var items = new ArrayList<Shared>();
            for (var key : shown) {
                var one = seen.get(key);
                if (one != null && key != self) {
                    var shared = new LinkedHashSet<NormalValue>();
                    byObject.getOrDefault(key, List.of()).stream()
                            .filter(f -> f.version() == one.effective().version())
                            .forEach(f -> shared.add(values.get(f.place())));
                    if (!shared.isEmpty()) {
                        items.add(new Shared(one.summary(), List.copyOf(shared)));
                    }
                }
            }
            boolean more = cut || whole > wanted;
            return new Page<>(
                    items, more && !shown.isEmpty() ? Optional.of(Long.toString(shown.getLast())) : Optional.empty());
        });
    }

    /// A question whose answers stand on the same infrastructure, with its first answers.
    ///
    /// @param next ask the same question with this place for more
    public record Surroundings(ValueSearch.Mode mode, String text, List<ValueSearch.Row> rows, Optional<String> next) {
        public Surroundings {
            rows = List.copyOf(rows);
        }
    }

    /// What stands around the first [#HOSTS] values of an object: other names and URLs of the host, networks
    /// around the address, neighbours in its /24 (IPv6: /64). Only questions that have an answer.
    public List<Surroundings> infrastructure(Viewer viewer, StixId id, int each) {
        var questions = new LinkedHashSet<ValueSearch>();
        objects.values(viewer, id).stream().limit(HOSTS).forEach(value -> ask(value, each, questions));
        var answers = new ArrayList<Surroundings>();
        for (var question : questions) {
            var page = lookup.search(viewer, question);
            var rows = page.items().stream()
                    .filter(row -> !row.object().id().equals(id))
                    .toList();
            if (!rows.isEmpty()) {
                answers.add(new Surroundings(question.mode(), question.text(), rows, page.next()));
            }
        }
        return answers;
    }

    private static void ask(NormalValue value, int each, LinkedHashSet<ValueSearch> questions) {
        var host = Hosts.of(value).orElse(value);
        switch (host.kind()) {
            case DOMAIN -> {
                if (!host.equals(value)) {
                    questions.add(question(ValueSearch.Mode.EXACT, host.text(), each));
                }
                questions.add(question(ValueSearch.Mode.BELOW, host.text(), each));
                questions.add(question(ValueSearch.Mode.PREFIX, "https://" + host.text() + "/", each));
                questions.add(question(ValueSearch.Mode.PREFIX, "http://" + host.text() + "/", each));
            }
            case IPV4, IPV6 -> {
                if (!host.equals(value)) {
                    questions.add(question(ValueSearch.Mode.EXACT, host.text(), each));
                }
                questions.add(question(ValueSearch.Mode.AROUND, host.text(), each));
                IpNetwork.parse(host.text() + (host.kind() == ValueKind.IPV4 ? "/24" : "/64"))
                        .ifPresent(n -> questions.add(question(ValueSearch.Mode.INSIDE, n.text(), each)));
            }
            case CIDR -> {
                questions.add(question(ValueSearch.Mode.AROUND, host.text(), each));
                questions.add(question(ValueSearch.Mode.INSIDE, host.text(), each));
            }
            default -> {
                // Hashes, numbers and names stand on no host.
            }
        }
    }

    private static ValueSearch question(ValueSearch.Mode mode, String text, int each) {
        return new ValueSearch(mode, text, each, Optional.empty());
    }
}
