package theriac.hub.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Summaries.Seen;
import theriac.hub.store.ValueHit.Match;
import theriac.stix.net.IpNetwork;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Is this known, and by whom? Correlation is this look-up, made when somebody asks; pairs are never stored.
/// Safe between threads.
public final class ValueLookup {

    /// How many objects one value may name: enough for people, flat for a value that is in a million of them.
    static final int OBJECTS_PER_VALUE = 200;

    /// The same when so many values are asked that a person reads a line for each.
    static final int OBJECTS_PER_PASTED_VALUE = 20;

    private static final int MANY = 500;

    /// Networks around one address, or domains above one name, that a hit names.
    private static final int AROUND = 20;

    private final Database database;
    private final ValueSql sql;
    private final Audiences audiences;
    private final Summaries summaries;
    private final InParts inParts;

    ValueLookup(Database database, Audiences audiences) {
        this.database = database;
        this.sql = new ValueSql(database);
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.inParts = new InParts(database);
    }

    /// What is known about each value itself, in the order of the values; values that nobody told this viewer
    /// about have no hit. Ten thousand in one call are fine: they are looked up in parts, side by side and each on
    /// a picture of the database of its own, so that the disk is asked for several pages at once.
    public List<ValueHit> find(Viewer viewer, List<NormalValue> values) {
        var visible = audiences.visible(viewer);
        return inParts.of(values, part -> hits(exact(part, visible), visible));
    }

    /// The same, and what is known about the networks around addresses and the domains above names and URLs.
    public List<ValueHit> findAround(Viewer viewer, List<NormalValue> values) {
        var visible = audiences.visible(viewer);
        return inParts.of(values, part -> {
            var candidates = exact(part, visible);
            candidates.addAll(networks(part, visible));
            candidates.addAll(domains(part, visible));
            return hits(candidates, visible);
        });
    }

    /// A row that may be a hit.
    private record Candidate(NormalValue asked, Match match, ValueSql.Found found) {}

    private List<Candidate> exact(List<NormalValue> values, long[] visible) {
        int each = values.size() > MANY ? OBJECTS_PER_PASTED_VALUE : OBJECTS_PER_VALUE;
        var candidates = new ArrayList<Candidate>();
        for (var found : holding(values, visible, each)) {
            candidates.add(new Candidate(values.get(found.place()), Match.EXACT, found));
        }
        return candidates;
    }

    /// The newest objects that hold each value. What the viewer may not see is left out by [#hits], so it is asked here
    /// only about values that more objects hold than are wanted: there hidden ones could push visible ones out.
    private List<ValueSql.Found> holding(List<NormalValue> values, long[] visible, int each) {
        var found = sql.holding(values, each + 1);
        var counts = new int[values.size()];
        found.forEach(one -> counts[one.place()]++);
        var crowded =
                IntStream.range(0, counts.length).filter(n -> counts[n] > each).toArray();
        if (crowded.length == 0) {
            return found;
        }
        var all = new ArrayList<>(
                found.stream().filter(one -> counts[one.place()] <= each).toList());
        var again = Arrays.stream(crowded).mapToObj(values::get).toList();
        sql.find(again, visible, each).forEach(one -> all.add(one.at(crowded[one.place()])));
        all.sort(Comparator.comparingInt(ValueSql.Found::place));
        return all;
    }

    private List<Candidate> networks(List<NormalValue> values, long[] visible) {
        var addresses = values.stream()
                .filter(v -> v.kind() == ValueKind.IPV4 || v.kind() == ValueKind.IPV6 || v.kind() == ValueKind.CIDR)
                .toList();
        return addresses.isEmpty()
                ? List.of()
                : sql.around(addresses, visible, AROUND).stream()
                        .map(found -> new Candidate(addresses.get(found.place()), Match.NETWORK, found))
                        .toList();
    }

    private List<Candidate> domains(List<NormalValue> values, long[] visible) {
        var asked = new ArrayList<NormalValue>();
        var above = new ArrayList<NormalValue>();
        for (var value : values) {
            for (var domain : Hosts.above(value)) {
                asked.add(value);
                above.add(domain);
            }
        }
        return above.isEmpty()
                ? List.of()
                : holding(above, visible, AROUND).stream()
                        .map(found -> new Candidate(asked.get(found.place()), Match.DOMAIN, found))
                        .toList();
    }

    private List<ValueHit> hits(List<Candidate> candidates, long[] visible) {
        var seen = summaries.standing(
                candidates.stream().map(c -> c.found().object()).distinct().toList(), visible);
        var sources = new HashSet<Long>();
        seen.values().forEach(s -> sources.addAll(s.sources()));
        var names = sources.isEmpty() ? Map.<Long, String>of() : sql.sourceNames(sources);
        var hits = new ArrayList<ValueHit>();
        for (var candidate : candidates) {
            var object = seen.get(candidate.found().object());
            if (object != null
                    && object.effective().version() == candidate.found().version()) {
                hits.add(hit(candidate, object, names));
            }
        }
        return hits;
    }

    private static ValueHit hit(Candidate candidate, Seen object, Map<Long, String> names) {
        var summary = object.summary();
        return new ValueHit(
                candidate.asked(),
                candidate.match(),
                candidate.match() == Match.EXACT
                        ? candidate.asked()
                        : candidate.found().value(),
                summary.id(),
                summary.name(),
                summary.sources(),
                object.sources().stream()
                        .map(s -> names.getOrDefault(s, ""))
                        .sorted()
                        .toList(),
                summary.confidence(),
                summary.revoked(),
                Position.at(object.since()),
                summary.audience());
    }

    /// Why a question cannot be answered; empty when it can.
    public Optional<ValueSearch.Fault> fault(ValueSearch search) {
        return switch (search.mode()) {
            case EXACT -> Optional.empty();
            case PREFIX -> search.text().length() < 3 ? Optional.of(ValueSearch.Fault.TOO_SHORT) : Optional.empty();
            case BELOW -> domain(search).isEmpty() ? Optional.of(ValueSearch.Fault.NO_DOMAIN) : Optional.empty();
            case AROUND -> network(search).isEmpty() ? Optional.of(ValueSearch.Fault.NO_ADDRESS) : Optional.empty();
            case INSIDE ->
                network(search)
                        .map(n -> tooWide(n)
                                ? Optional.of(ValueSearch.Fault.TOO_WIDE)
                                : Optional.<ValueSearch.Fault>empty())
                        .orElse(Optional.of(ValueSearch.Fault.NO_ADDRESS));
        };
    }

    private static boolean tooWide(IpNetwork network) {
        // An IPv6 text that begins with zeros has no prefix to look for.
        return network.version4()
                ? network.prefix() < 8
                : network.prefix() < 16 || network.bytes()[0] == 0 && network.bytes()[1] == 0;
    }

    /// Values that fit, with the objects that hold them, in the order of the values. Empty when the question
    /// has a [#fault]. Paging is by place in the index and has no cap, except for networks around an address:
    /// there are 200 at most.
    public Page<ValueSearch.Row> search(Viewer viewer, ValueSearch search) {
        var after = search.after().isEmpty()
                ? Optional.of(ValuePlace.START)
                : search.after().flatMap(ValuePlace::parse);
        if (fault(search).isPresent() || after.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var found = rows(search, after.get(), visible);
            var rows = search.mode() == ValueSearch.Mode.AROUND ? found : whole(found, search.limit());
            var seen = summaries.standing(
                    rows.stream().map(ValueSql.Found::object).distinct().toList(), visible);
            var items = new ArrayList<ValueSearch.Row>();
            for (var row : rows) {
                var one = seen.get(row.object());
                if (one != null && one.effective().version() == row.version()) {
                    items.add(new ValueSearch.Row(row.value(), one.summary()));
                }
            }
            boolean more = found.size() == search.limit() && search.mode() != ValueSearch.Mode.AROUND;
            return new Page<>(items, more ? Optional.of(place(rows.getLast()).text()) : Optional.empty());
        });
    }

    /// A value that an object holds in several versions has several rows, and a page does not end between them: the
    /// next one begins behind all of them.
    private static List<ValueSql.Found> whole(List<ValueSql.Found> rows, int limit) {
        if (rows.size() < limit) {
            return rows;
        }
        var last = place(rows.getLast());
        int end = rows.size();
        while (end > 0 && place(rows.get(end - 1)).equals(last)) {
            end--;
        }
        return end == 0 ? rows : rows.subList(0, end);
    }

    private static ValuePlace place(ValueSql.Found row) {
        return new ValuePlace(IndexedValue.of(row.value()), row.value().kind().code(), row.object());
    }

    private List<ValueSql.Found> rows(ValueSearch search, ValuePlace after, long[] visible) {
        int limit = search.limit();
        return switch (search.mode()) {
            case EXACT -> {
                var value = Values.recognize(search.text());
                yield value.isEmpty()
                        ? List.of()
                        : sql.ranges(
                                List.of(new TextRange(
                                        IndexedValue.of(value.get()), IndexedValue.of(value.get()) + "\u0001")),
                                List.of(value.get().kind()),
                                "",
                                after,
                                visible,
                                limit);
            }
            case PREFIX ->
                sql.ranges(
                        List.of(TextRange.prefix(Derived.clean(search.text(), IndexedValue.CHARS))),
                        List.of(ValueKind.values()),
                        "",
                        after,
                        visible,
                        limit);
            case BELOW -> sql.below(domain(search).orElseThrow(), after, visible, limit);
            case AROUND -> sql.around(List.of(Hosts.value(network(search).orElseThrow())), visible, OBJECTS_PER_VALUE);
            case INSIDE -> {
                var network = network(search).orElseThrow();
                var kinds = network.version4()
                        ? List.of(ValueKind.IPV4, ValueKind.CIDR)
                        : List.of(ValueKind.IPV6, ValueKind.CIDR);
                yield sql.ranges(TextRange.of(network), kinds, network.text(), after, visible, limit);
            }
        };
    }

    private static Optional<String> domain(ValueSearch search) {
        var text = search.text().strip();
        return Values.recognize(text.startsWith("*.") ? text.substring(2) : text)
                .or(() -> Values.normalize(ValueKind.DOMAIN, text))
                .filter(v -> v.kind() == ValueKind.DOMAIN)
                .map(NormalValue::text);
    }

    private static Optional<IpNetwork> network(ValueSearch search) {
        return Values.recognize(search.text()).flatMap(v -> IpNetwork.parse(v.text()));
    }
}
