package theriac.hub.store;

import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Following;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.Subject;
import theriac.hub.store.ObjectSql.Head;
import theriac.hub.store.ObjectSql.Weight;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixId;

/// What stretches of the ledger made of objects: each stretch is read once, and then looked at with as many eyes as
/// there are. What an object was and what it became are computed from the spans in which claims could be seen, so the
/// outcome depends on the two places in the ledger and not on when somebody looks. What sources are called, how
/// reliable they are and how sure they said to be is as it is today. Safe between threads.
public final class Turns {

    /// Positions that are read at a time.
    static final int BATCH = 2_000;

    /// Of what warning lists marked, at most so much more than they mark at a time.
    private static final int RELISTED = 2 * Marks.BATCH;

    /// Of what a link newly leads to, at most so many others are looked at.
    private static final int LINKED = 10_000;

    private final Database database;
    private final ChangeSql changes;
    private final SpanSql spans;
    private final HistorySql history;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Ledger ledger;
    private final ObjectTypes types;
    private final DecayModels decay;
    private final TurnSql sql;

    Turns(Database database, ObjectTypes types, Audiences audiences, Ledger ledger, DecayModels decay) {
        this.database = database;
        this.types = types;
        this.decay = decay;
        this.sql = new TurnSql(database);
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
            var relisted = sql.relisted(seq, to, RELISTED);
            if (relisted.size() == RELISTED) {
                // What happened at one place is read as a whole.
                to = relisted.getLast().seq() - 1;
            }
            return new Stretch(Math.max(seq, to), last(happened, to), last(relisted, to), everybody);
        });
    }

    /// By object, where something last happened to it up to a place.
    private static Map<Long, Long> last(List<ChangeSql.Candidate> happened, long to) {
        var last = new HashMap<Long, Long>();
        happened.stream().filter(one -> one.seq() <= to).forEach(one -> last.merge(one.object(), one.seq(), Math::max));
        return last;
    }

    /// What led up to a place is read, and nobody asks for it again.
    public void read(long place) {
        sql.forgetRelisted(place);
    }

    /// What changed itself in a stretch.
    ///
    /// @param last by object (internal key), the last thing that happened to it
    /// @param said by object, all that was ever said of it, whoever may see that
    /// @param to the place up to which was read
    record Changed(Map<Long, Long> last, Map<Long, List<Span>> said, long to) {}

    /// An object that begins to answer.
    ///
    /// @param seq what made it an answer
    public record Begun(StixId object, long seq) {}

    /// One stretch. Used by one thread.
    public final class Stretch {
        private final long to;
        private final Map<Long, Long> last;
        private final Map<Long, Long> relisted;
        private final long[] everybody;
        private final Map<Long, List<Span>> said;
        private @Nullable Surroundings around;
        private final Map<Long, Subject> contents = new HashMap<>();
        private final Map<Long, Map<Long, Integer>> confidences;
        private final Map<Long, HistorySql.Origin> origins;
        private final Map<Set<Long>, Sight> sights = new HashMap<>();

        /// @param last where something last happened to objects
        /// @param relisted where a warning list last changed their labels
        private Stretch(long to, Map<Long, Long> last, Map<Long, Long> relisted, long[] everybody) {
            this.to = to;
            this.last = last;
            this.relisted = relisted;
            this.everybody = everybody;
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
            return Surroundings.Reading.standing(said, contents, to);
        }

        /// Nothing happened.
        public boolean isEmpty() {
            return last.isEmpty() && relisted.isEmpty();
        }

        /// What may have changed of answers that others decide; read when it is asked for first.
        public Surroundings around() {
            var read = around;
            if (read == null) {
                read = new Surroundings.Reading(sql, spans, changes, history, types)
                        .read(new Changed(last, said, to), relisted, everybody, contents);
                around = read;
            }
            return read;
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

            /// Which objects begin to answer a question that others decide
            /// ([Following#elsewhere]): those that answer at the end and did not at a place. Both are asked
            /// as SQL, of what the viewer sees.
            ///
            /// @param from not earlier than the beginning of the stretch
            /// @param objects (internal keys) that may have begun to answer
            /// @throws SearchRefused when a name in the question leads to too many objects
            public List<Begun> begun(Query query, long from, Collection<Long> objects, Instant now) {
                var then = new Then(database, types, decay.table(), now);
                var eyes = visible.stream().mapToLong(Long::longValue).toArray();
                var seqs = new HashMap<Long, Long>();
                objects.forEach(object -> seqs.put(object, around().last(object)));
                var moved = moved(query, from);
                if (!moved.isEmpty()) {
                    long at = moved.stream().mapToLong(Stretch.this::last).max().orElse(to);
                    then.linkedWith(moved, LINKED).forEach(object -> seqs.merge(object, at, Math::max));
                }
                seqs.values().removeIf(seq -> seq <= from);
                var after = then.answering(query, seqs.keySet(), new Then.At(eyes, to));
                var before = then.answering(query, after.keySet(), new Then.At(eyes, from));
                return after.entrySet().stream()
                        .filter(one -> !before.containsKey(one.getKey()))
                        .map(one -> new Begun(one.getValue(), seqs.getOrDefault(one.getKey(), to)))
                        .toList();
            }

            /// The changed objects to which a link of the question leads, and did not lead, or no more.
            private List<Long> moved(Query query, long from) {
                var links = Following.links(query);
                return around().mayLeadElsewhere(links)
                        ? last.keySet().stream()
                                .filter(object -> links.stream()
                                        .anyMatch(link ->
                                                leads(link, before(object, from)) != leads(link, after(object))))
                                .toList()
                        : List.of();
            }

            private static boolean leads(Query.Linked link, Optional<Subject> end) {
                return end.filter(subject -> Matcher.means(link, subject)).isPresent();
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
