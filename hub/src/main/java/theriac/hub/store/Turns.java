package theriac.hub.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Subject;
import theriac.hub.store.ObjectSql.Head;
import theriac.hub.store.ObjectSql.Weight;
import theriac.hub.store.Timeline.Span;

/// What stretches of the ledger made of objects: each stretch is read once, and then looked at with as many eyes as
/// there are. What an object was and what it became are computed from the spans in which claims could be seen, so the
/// outcome depends on the two places in the ledger and not on when somebody looks. What sources are called, how
/// reliable they are and how sure they said to be is as it is today. Safe between threads.
public final class Turns {

    /// Positions that are read at a time.
    static final int BATCH = 2_000;

    private final Database database;
    private final ChangeSql changes;
    private final SpanSql spans;
    private final HistorySql history;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Ledger ledger;

    Turns(Database database, Audiences audiences, Ledger ledger) {
        this.database = database;
        this.changes = new ChangeSql(database);
        this.spans = new SpanSql(database);
        this.history = new HistorySql(database);
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.ledger = ledger;
    }

    /// What happened after a place, as far as it is read at a time.
    public Stretch after(long seq) {
        return after(seq, BATCH);
    }

    Stretch after(long seq, int batch) {
        return database.inSnapshot(() -> {
            var everybody = audiences.visible(Viewer.system("what may turn out new; each is judged for who is told"));
            var happened = changes.candidates(everybody, seq, batch, null, OptionalLong.empty());
            long to =
                    happened.size() < batch ? ledger.head() : happened.getLast().seq();
            var last = new HashMap<Long, Long>();
            happened.forEach(one -> last.merge(one.object(), one.seq(), Math::max));
            return new Stretch(Math.max(seq, to), last, everybody);
        });
    }

    /// One stretch. Used by one thread.
    public final class Stretch {
        private final long to;
        private final Map<Long, Long> last;
        private final Map<Long, List<Span>> said;
        private final Map<Long, Subject> contents = new HashMap<>();
        private final Map<Long, Map<Long, Integer>> confidences;
        private final Map<Long, HistorySql.Origin> origins;
        private final Map<Set<Long>, Sight> sights = new HashMap<>();

        private Stretch(long to, Map<Long, Long> last, long[] everybody) {
            this.to = to;
            this.last = last;
            this.said = last.isEmpty() ? Map.of() : spans.spans(last.keySet(), everybody);
            var versions = new HashSet<Long>();
            var sources = new TreeSet<Long>();
            said.values()
                    .forEach(all -> all.forEach(span -> {
                        versions.add(span.version());
                        sources.add(span.source());
                    }));
            changes.contents(versions)
                    .forEach((version, content) -> contents.put(version, Subjects.ofContent(content.json())));
            this.confidences = last.isEmpty() ? Map.of() : history.confidences(last.keySet());
            this.origins = last.isEmpty() ? Map.of() : history.origins(sources);
        }

        /// The place up to which everything has been read.
        public long to() {
            return to;
        }

        /// By object (internal key), every content that somebody says at the end of the stretch, whoever may see it.
        public Map<Long, List<Subject>> contents() {
            var standing = new HashMap<Long, List<Subject>>();
            said.forEach((object, all) -> standing.put(
                    object,
                    all.stream()
                            .filter(span -> span.from() <= to && span.to() > to)
                            .map(Span::version)
                            .distinct()
                            .flatMap(version -> Optional.ofNullable(contents.get(version)).stream())
                            .toList()));
            return standing;
        }

        /// The last thing that happened to an object within the stretch, whoever may see that.
        public long last(long object) {
            return last.getOrDefault(object, to);
        }

        /// What a viewer sees. Whoever may see the same claims shares one sight: a question costs by how many different
        /// sights there are, not by how many people ask.
        public Sight sight(Viewer viewer) {
            var visible = new HashSet<Long>();
            for (long audience : audiences.visible(viewer)) {
                visible.add(audience);
            }
            return sights.computeIfAbsent(visible, Sight::new);
        }

        /// The stretch as somebody may see it.
        public final class Sight {
            private final Set<Long> visible;
            private final Map<Long, Map<Long, Optional<Subject>>> places = new HashMap<>();

            private Sight(Set<Long> visible) {
                this.visible = visible;
            }

            /// What was seen of an object (internal key) at a place; empty: nothing stood.
            ///
            /// @param place not earlier than the beginning of the stretch
            public Optional<Subject> before(long object, long place) {
                return places.computeIfAbsent(place, _ -> new HashMap<>())
                        .computeIfAbsent(object, key -> at(seen(key), place));
            }

            /// What is seen of it at the end; empty: nothing stands.
            public Optional<Subject> after(long object) {
                return before(object, to);
            }

            private List<Span> seen(long object) {
                return said.getOrDefault(object, List.of()).stream()
                        .filter(span -> visible.contains(span.audience()))
                        .toList();
            }
        }

        /// @param seen all that the viewer may see now of what was ever said
        private Optional<Subject> at(List<Span> seen, long place) {
            var then = seen.stream()
                    .filter(span -> span.from() <= place)
                    .map(span -> span.to() > place ? span.lasting() : span)
                    .toList();
            var standing = Timeline.standing(then);
            if (standing.isEmpty()) {
                return Optional.empty();
            }
            var effective = standing.getLast();
            var content = contents.get(effective.version());
            if (content == null) {
                return Optional.empty();
            }
            var counted = then.stream().filter(Span::stands).toList();
            var sources = new TreeSet<Long>();
            counted.forEach(span -> sources.add(span.source()));
            var head = new Head(content.id().text(), content.name(), content.revoked());
            var weights = weights(counted, effective.version());
            var summary =
                    summaries.summary(head, effective, counted, sources.size(), Map.of(effective.version(), weights));
            return Optional.of(subject(content, summary, sources));
        }

        private List<Weight> weights(List<Span> counted, long version) {
            var said = confidences.getOrDefault(version, Map.of());
            var weights = new ArrayList<Weight>();
            for (var span : counted) {
                var confidence = said.get(span.source());
                var origin = origins.get(span.source());
                if (span.version() == version && confidence != null && origin != null) {
                    weights.add(Weight.of(confidence, origin.reliability()));
                }
            }
            return weights;
        }

        private Subject subject(Subject content, ObjectSummary summary, Collection<Long> sources) {
            var names = new TreeSet<String>();
            var letters = new TreeSet<Character>();
            for (var source : sources) {
                var origin = origins.get(source);
                if (origin != null) {
                    names.add(origin.source());
                    letters.add(origin.reliability());
                }
            }
            return new Subject(
                    content.id(),
                    content.narrative(),
                    content.name(),
                    content.words(),
                    content.values(),
                    content.labels(),
                    names,
                    letters,
                    summary.confidence(),
                    0,
                    summary.tlp(),
                    summary.revoked(),
                    content.created(),
                    content.modified(),
                    Position.of(summary.addedAt()),
                    List.of(),
                    List.of());
        }
    }
}
