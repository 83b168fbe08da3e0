package theriac.hub.store;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import theriac.hub.query.Query;
import theriac.hub.query.Query.ValueTest;
import theriac.hub.store.ObjectSql.Hit;

/// The objects that may answer a question, newest first, by the cheapest way there is: the objects that an index names
/// outright, if they are few; otherwise all visible ones of the wanted types, or all. Always a superset of the
/// answers. Made for one question of one viewer.
final class Candidates {

    /// Up to here the objects that an index names are put in order one by one.
    static final int NAMED = 20_000;

    /// Fewer are not worth another look-up.
    private static final int FEW = 500;

    private final SearchSql sql;
    private final ObjectSql objects;
    private final long[] visible;
    private final Plan plan;
    private final @Nullable List<Hit> named;

    private Candidates(SearchSql sql, ObjectSql objects, long[] visible, Plan plan, @Nullable List<Hit> named) {
        this.sql = sql;
        this.objects = objects;
        this.visible = visible;
        this.plan = plan;
        this.named = named;
    }

    /// What is known about a question before candidates are looked for.
    ///
    /// @param types numbers of the types that the answers can have; null: all
    /// @param without numbers of types that no answer has
    /// @param links see [QuerySql.Links]
    record Plan(Query query, Integer @Nullable [] types, Integer[] without, QuerySql.Links links) {}

    /// The next candidates.
    ///
    /// @param place up to where was looked, that place included; [Long#MIN_VALUE]: there are no more
    /// @param looked what finding and judging them costs, counted in candidates
    record Chunk(List<Hit> hits, long place, int looked) {

        static Chunk of(List<Hit> hits) {
            return new Chunk(
                    hits, hits.isEmpty() ? Long.MIN_VALUE : hits.getLast().seq(), hits.size());
        }

        boolean end() {
            return place == Long.MIN_VALUE;
        }
    }

    static Candidates of(Plan plan, SearchSql sql, ObjectSql objects, long[] visible) {
        var seeds = new Seeds(plan, sql);
        var named = QuerySql.conjuncts(plan.query()).stream()
                .sorted(Comparator.comparingInt(Seeds::rank))
                .map(seeds::find)
                .flatMap(Optional::stream);
        var best = smallest(named);
        var hits = best == null ? null : sql.places(best, visible);
        return new Candidates(sql, objects, visible, plan, hits);
    }

    private static @Nullable Set<Long> smallest(Stream<Set<Long>> named) {
        Set<Long> best = null;
        for (var keys : (Iterable<Set<Long>>) named::iterator) {
            if (best == null || keys.size() < best.size()) {
                best = keys;
            }
            if (best.size() <= FEW) {
                break;
            }
        }
        return best;
    }

    /// The next ones before a place.
    Chunk before(long place, int limit) {
        if (named != null) {
            return Chunk.of(
                    named.stream().filter(hit -> hit.seq() < place).limit(limit).toList());
        }
        var types = plan.types();
        if (types != null) {
            return Chunk.of(sql.newest(visible, place, limit, types));
        }
        return plan.without().length > 0
                ? sql.newestBut(visible, place, limit, plan.without())
                : Chunk.of(objects.newest(visible, place, limit));
    }

    /// Where the newest answer can stand at most, and the oldest at least, by the question's own span of arrival.
    static OptionalLong bound(Query query, java.time.Instant now, boolean upper) {
        return QuerySql.conjuncts(query).stream()
                .filter(Query.During.class::isInstance)
                .map(Query.During.class::cast)
                .filter(during -> during.moment() == Query.Moment.ADDED)
                .map(during -> upper ? during.to().last(now) : during.from().first(now))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .reduce(upper ? Math::min : Math::max);
    }

    /// The types that all answers have; empty: any.
    static Optional<Set<String>> typesOf(Query query) {
        return switch (query) {
            case Query.Type(var type) -> Optional.of(Set.of(type));
            case Query.Or(var parts) -> {
                var all = new TreeSet<String>();
                for (var part : parts) {
                    var of = typesOf(part);
                    if (of.isEmpty()) {
                        yield Optional.empty();
                    }
                    all.addAll(of.get());
                }
                yield Optional.of(all);
            }
            case Query.And(var parts) ->
                parts.stream()
                        .map(Candidates::typesOf)
                        .flatMap(Optional::stream)
                        .min(Comparator.comparingInt(Set::size));
            default -> Optional.empty();
        };
    }

    /// Types that no answer has.
    static Set<String> typesNotOf(Query query) {
        var none = new TreeSet<String>();
        for (var part : QuerySql.conjuncts(query)) {
            if (part instanceof Query.Not(var inner)) {
                typesAlone(inner).ifPresent(none::addAll);
            }
        }
        return none;
    }

    /// The types that a question asks about, if it asks about nothing else: all objects of these types are meant then.
    private static Optional<Set<String>> typesAlone(Query query) {
        return switch (query) {
            case Query.Type(var type) -> Optional.of(Set.of(type));
            case Query.Or(var parts) when parts.stream().allMatch(Query.Type.class::isInstance) -> typesOf(query);
            default -> Optional.empty();
        };
    }

    /// Looks up what an index names outright.
    private record Seeds(Plan plan, SearchSql sql) {

        static int rank(Query part) {
            return switch (part) {
                case Query.Id id -> 0;
                case Query.Value(ValueTest.Exact test) -> 1;
                case Query.Anything anything -> 2;
                case Query.Linked linked -> 3;
                case Query.Name name -> 4;
                case Query.Value value -> 5;
                default -> 6;
            };
        }

        /// Empty: no index answers it, or it names too many.
        Optional<Set<Long>> find(Query part) {
            return switch (part) {
                case Query.Id(var id) -> few(sql.withId(id));
                case Query.Value(var test) -> few(sql.withValue(test, NAMED + 1));
                case Query.Anything anything -> anything(anything);
                case Query.Name(var text) -> narrow() ? few(sql.withWords(text, "A", NAMED + 1)) : Optional.empty();
                case Query.Concerns(var whom, var footprint) ->
                    footprint.flatMap(known -> few(sql.touching(known, NAMED + 1)));
                case Query.Linked linked -> few(sql.linkedWith(plan.links().ends(linked), NAMED + 1));
                case Query.Source(var text) -> few(sql.ofSources(text, NAMED + 1));
                case Query.Or(var parts) -> all(parts);
                default -> Optional.empty();
            };
        }

        private boolean narrow() {
            var types = plan.types();
            return types != null && Stream.of(types).allMatch(type -> type >= ObjectTypes.NARROW);
        }

        private Optional<Set<Long>> anything(Query.Anything anything) {
            var lists = Stream.of(
                    few(sql.withWords(anything.text(), "", NAMED + 1)),
                    anything.value()
                            .map(test -> few(sql.withValue(test, NAMED + 1)))
                            .orElse(Optional.of(Set.of())),
                    few(sql.withId(anything.text().text())));
            return union(lists.toList());
        }

        private Optional<Set<Long>> all(List<Query> parts) {
            return union(parts.stream().map(this::find).toList());
        }

        private static Optional<Set<Long>> union(List<Optional<Set<Long>>> lists) {
            var keys = new HashSet<Long>();
            for (var list : lists) {
                if (list.isEmpty()) {
                    return Optional.empty();
                }
                keys.addAll(list.get());
            }
            return few(keys);
        }

        /// A list that reached the cap may lack some, also when it names the same object many times.
        private static Optional<Set<Long>> few(java.util.Collection<Long> keys) {
            return keys.size() > NAMED ? Optional.empty() : Optional.of(Set.copyOf(keys));
        }
    }
}
