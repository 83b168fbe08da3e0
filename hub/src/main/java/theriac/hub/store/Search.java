package theriac.hub.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Query;
import theriac.hub.query.Query.Linked;
import theriac.hub.store.ObjectSql.Hit;
import theriac.hub.store.SearchPage.Answer;
import theriac.hub.store.SearchSql.Facet;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Answers questions, for one viewer: what is hidden from it neither appears nor changes an order, a count or a score.
///
/// Candidates come in the order of the answers from the cheapest index and are judged in growing chunks by the whole
/// question as SQL, until the page is full. A page looks at no more than [#LOOKED_AT] of them: a question that fits
/// next to nothing and that no index answers gives short pages that say how far they looked, never a scan of
/// everything. So the tenth thousandth page costs what the first does. Safe between threads.
public final class Search {

    /// How many candidates one page looks at.
    static final int LOOKED_AT = 5_000;

    /// How many answers, the newest ones, are ranked for [SearchRequest.Sort#BEST].
    public static final int RANKED = 1_000;

    /// How many answers, the newest ones, facets are counted over.
    private static final int COUNTED = 2_000;

    private static final int FIRST_CHUNK = 200;
    private static final int LAST_CHUNK = 2_000;
    static final int MAX_ENDS = 1_000;
    private static final int MAX_FACETS = 50;

    private final Database database;
    private final SearchSql sql;
    private final ObjectSql objects;
    private final ObjectTypes types;
    private final Audiences audiences;
    private final Clusters clusters;
    private final Summaries summaries;
    private final MergedRows merged;
    private final Scores scores;
    private final DecayModels decay;
    private final Clock clock;

    Search(
            Database database,
            ObjectTypes types,
            Audiences audiences,
            Clusters clusters,
            DecayModels decay,
            Clock clock) {
        this.database = database;
        this.sql = new SearchSql(database);
        this.objects = new ObjectSql(database);
        this.types = types;
        this.audiences = audiences;
        this.clusters = clusters;
        this.summaries = new Summaries(database, audiences);
        this.merged = new MergedRows(sql, clusters, summaries);
        this.scores = new Scores(database);
        this.decay = decay;
        this.clock = clock;
    }

    /// @throws SearchRefused when a name in the question leads to too many objects
    public SearchPage page(Viewer viewer, SearchRequest request) {
        return database.inSnapshot(() -> {
            var run = new Run(audiences.visible(viewer), clock.instant());
            return switch (request.sort()) {
                case NEWEST -> newest(run, request);
                case BEST -> best(run, request);
            };
        });
    }

    /// What is left of the confidence of one object; empty when nothing of it stands for this viewer.
    public Optional<Decayed> decay(Viewer viewer, StixId id) {
        return database.inSnapshot(() -> {
            var run = new Run(audiences.visible(viewer), clock.instant());
            var hits = sql.places(sql.withId(id.text()), run.visible);
            return run.load(hits, false).values().stream().findFirst().map(Answer::decay);
        });
    }

    /// The meaning of a question for a viewer, for statements that have an `o` and an `e`.
    ///
    /// @param visible the audiences of the viewer
    QuerySql.Condition condition(long[] visible, Query query, Instant now) {
        var run = new Run(visible, now);
        return new QuerySql(run::ends, run.table, now).compile(Sameness.widened(query, run::same));
    }

    static SearchRefused tooMany(Linked linked) {
        return new SearchRefused("More than %,d objects are called \"%s\": write more of the name."
                .formatted(MAX_ENDS, linked.text().text()));
    }

    /// How the answers are spread, counted over the newest [#COUNTED] of them.
    ///
    /// @param merged whether objects that are one thing for the viewer count once
    public Facets facets(Viewer viewer, Query query, boolean merged) {
        return database.inSnapshot(() -> {
            var run = new Run(audiences.visible(viewer), clock.instant());
            var found = run.answers(query, Long.MAX_VALUE, COUNTED, merged);
            return new Facets(
                    Facets.Count.of("", found.hits().size(), found.complete()),
                    facet(Facet.TYPE, found, run),
                    facet(Facet.SOURCE, found, run),
                    facet(Facet.LABEL, found, run),
                    labelled(facet(Facet.TLP, found, run)));
        });
    }

    /// The database knows labels by their number.
    private static List<Facets.Count> labelled(List<Facets.Count> numbers) {
        return numbers.stream()
                .map(count -> new Facets.Count(
                        Tlp.values()[Integer.parseInt(count.name())].label(), count.count(), count.more()))
                .toList();
    }

    private List<Facets.Count> facet(Facet facet, Found found, Run run) {
        return sql.facet(facet, found.hits(), found.complete(), run.visible, MAX_FACETS);
    }

    private SearchPage newest(Run run, SearchRequest request) {
        long before = request.after().flatMap(Cursor::parse).map(Cursor::seq).orElse(Long.MAX_VALUE);
        var found = run.answers(request.query(), before, request.limit() + 1, request.merged());
        if (found.hits().size() > request.limit()) {
            var hits = found.hits().subList(0, request.limit());
            return page(
                    run.load(hits, request.merged()),
                    Optional.of(Long.toString(hits.getLast().seq())),
                    Optional.empty());
        }
        var answers = run.load(found.hits(), request.merged());
        if (found.complete()) {
            return page(answers, Optional.empty(), Optional.empty());
        }
        return page(answers, Optional.of(Long.toString(found.lookedTo())), Optional.of(Position.at(found.lookedTo())));
    }

    private static SearchPage page(Map<Hit, Answer> answers, Optional<String> next, Optional<Instant> searchedTo) {
        return new SearchPage(List.copyOf(answers.values()), next, searchedTo);
    }

    private SearchPage best(Run run, SearchRequest request) {
        var after = request.after().flatMap(Rank::parse);
        // Scores move with the clock; a list that is leafed through keeps the moment of its first page.
        var at = after.map(rank -> Position.at(rank.moment())).orElse(run.now);
        var same = new Run(run.visible, at);
        var found = same.answers(request.query(), Long.MAX_VALUE, RANKED, request.merged());
        var named = same.named(request.query(), found.hits());
        var ranks = new HashMap<Rank, Answer>();
        same.load(found.hits(), request.merged())
                .forEach((hit, answer) -> ranks.put(
                        new Rank(
                                Position.of(at),
                                named.contains(hit.object()),
                                answer.decay().score(),
                                hit.seq()),
                        answer));
        var page = ranks.keySet().stream()
                .sorted()
                .filter(rank -> after.isEmpty() || rank.compareTo(after.get()) > 0)
                .limit(request.limit() + 1L)
                .toList();
        boolean more = page.size() > request.limit();
        var shown = more ? page.subList(0, request.limit()) : page;
        return new SearchPage(
                shown.stream().map(ranks::get).toList(),
                more ? Optional.of(shown.getLast().text()) : Optional.empty(),
                found.complete() ? Optional.empty() : Optional.of(Position.at(found.lookedTo())));
    }

    /// Answers in the order of arrival.
    ///
    /// @param complete there are no others before the place where the search began
    /// @param lookedTo the place of the last candidate that was judged
    private record Found(List<Hit> hits, boolean complete, long lookedTo) {}

    /// One question, one viewer, one moment, one snapshot.
    private final class Run {
        private final long[] visible;
        private final Instant now;
        private final DecayTable table = decay.table();
        private final Map<Linked, Long[]> ends = new HashMap<>();

        Run(long[] visible, Instant now) {
            this.visible = visible;
            this.now = now;
        }

        Found answers(Query asked, long start, int want, boolean oneOfEach) {
            var query = Sameness.widened(asked, this::same);
            var wanted = Candidates.typesOf(query).map(types::existing).orElse(null);
            var without = types.existing(Candidates.typesNotOf(query));
            var candidates =
                    Candidates.of(new Candidates.Plan(query, wanted, without, this::ends), sql, objects, visible);
            var condition = new QuerySql(this::ends, table, now).compile(query);
            long floor = Candidates.bound(query, now, false).orElse(Long.MIN_VALUE);
            long place =
                    Math.min(start, above(Candidates.bound(query, now, true).orElse(Long.MAX_VALUE)));
            var hits = new ArrayList<Hit>();
            int looked = 0;
            for (int chunk = Math.max(FIRST_CHUNK, want); hits.size() < want; chunk = Math.min(chunk * 4, LAST_CHUNK)) {
                if (looked >= LOOKED_AT) {
                    return new Found(hits, false, place);
                }
                var next = candidates.before(place, chunk);
                if (!next.hits().isEmpty()) {
                    var judged = sql.judge(next.hits(), condition, visible);
                    hits.addAll(oneOfEach ? merged.newestOfEach(judged, condition, visible) : judged);
                }
                if (next.end()) {
                    return hits.size() > want
                            ? new Found(
                                    cut(hits, want), false, hits.get(want - 1).seq())
                            : new Found(hits, true, place);
                }
                place = next.place();
                looked += next.looked();
                if (place < floor) {
                    return new Found(cut(hits, want), hits.size() < want, place);
                }
            }
            return new Found(cut(hits, want), false, hits.get(want - 1).seq());
        }

        /// The ids of the cluster of an object, its own included.
        private List<String> same(String id) {
            var keys = sql.withId(id);
            return keys.isEmpty() ? List.of(id) : sql.ids(clusters.withSame(keys, visible));
        }

        private static long above(long last) {
            return last == Long.MAX_VALUE ? last : last + 1;
        }

        private static List<Hit> cut(List<Hit> hits, int want) {
            return hits.size() <= want ? hits : hits.subList(0, want);
        }

        /// The answers with their figures, in the order of the hits.
        Map<Hit, Answer> load(List<Hit> hits, boolean withClusters) {
            var seen = summaries.standing(hits.stream().map(Hit::object).toList(), visible);
            var decayed = scores.of(seen.values(), visible, table, now);
            var rows = withClusters ? merged.of(hits, visible) : Map.<Long, MergedRow>of();
            var answers = new java.util.LinkedHashMap<Hit, Answer>();
            for (var hit : hits) {
                var one = seen.get(hit.object());
                var score = decayed.get(hit.object());
                if (one != null && score != null) {
                    answers.put(hit, new Answer(one.summary(), score, Optional.ofNullable(rows.get(hit.object()))));
                }
            }
            return answers;
        }

        /// Which answers have the question's free words in their names.
        java.util.Set<Long> named(Query query, List<Hit> hits) {
            var names = QuerySql.conjuncts(query).stream()
                    .filter(Query.Anything.class::isInstance)
                    .<Query>map(part -> new Query.Name(((Query.Anything) part).text()))
                    .toList();
            if (names.isEmpty() || hits.isEmpty()) {
                return java.util.Set.of();
            }
            var condition = new QuerySql(this::ends, table, now)
                    .compile(names.size() == 1 ? names.getFirst() : new Query.And(names));
            var named = new java.util.HashSet<Long>();
            sql.judge(hits, condition, visible).forEach(hit -> named.add(hit.object()));
            return named;
        }

        private Long[] ends(Linked linked) {
            var known = ends.get(linked);
            if (known == null) {
                known = find(linked);
                ends.put(linked, known);
            }
            return known;
        }

        private Long[] find(Linked linked) {
            var keys = linked.link() == Query.Link.TECHNIQUE
                    ? sql.techniques(linked.text().text(), visible, MAX_ENDS + 1)
                    : called(linked);
            if (keys.size() > MAX_ENDS) {
                throw tooMany(linked);
            }
            return keys.toArray(Long[]::new);
        }

        private List<Long> called(Linked linked) {
            var kinds =
                    linked.link().types().stream().<Query>map(Query.Type::new).toList();
            var kind = kinds.size() == 1 ? kinds.getFirst() : new Query.Or(kinds);
            var query = new Query.And(List.of(kind, new Query.Name(linked.text())));
            var found = answers(query, Long.MAX_VALUE, MAX_ENDS + 1, false);
            if (!found.complete() && found.hits().size() <= MAX_ENDS) {
                throw new SearchRefused("Too many objects are called like \"%s\": write more of the name."
                        .formatted(linked.text().text()));
            }
            return found.hits().stream().map(Hit::object).toList();
        }
    }
}
