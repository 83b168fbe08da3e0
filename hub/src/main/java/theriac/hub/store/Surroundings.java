package theriac.hub.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.query.Matcher;
import theriac.hub.query.Query;
import theriac.hub.query.Subject;
import theriac.hub.store.Timeline.Span;

/// What a stretch of the ledger may have made answer questions that others decide ([theriac.hub.query.Following
/// #elsewhere]): the objects of the stretch, the ends of its relationships, what its sightings saw, and what warning
/// lists marked. Of each is known, whoever may see it and whichever version says so, what it can be linked with,
/// whether anybody saw it, how sure anybody is and whether it is listed: enough to pass over nearly everything
/// without a statement for each question. Used by one thread.
public final class Surroundings {

    private static final int MOST = 100;

    private final Map<Long, Long> last;
    private final Map<Long, List<Subject>> standing;
    private final Map<Long, List<Subject>> ends;
    private final Map<Long, Set<Long>> links;
    private final Set<Long> crowded;
    private final Set<Long> sighted;
    private final Set<Long> listed;
    private final Map<Long, Integer> surest;
    private final Collection<List<Subject>> changed;

    /// What was read.
    ///
    /// @param last by object, what last may have changed it
    /// @param standing by object, its contents at the end of the stretch
    /// @param ends contents of what objects are linked with
    /// @param links by object, what it is linked with
    /// @param crowded objects to which so many refer that `links` does not say all
    /// @param surest by object, the highest confidence that any claim gives; absent: nobody says any
    /// @param changed all contents of objects that changed themselves
    record Read(
            Map<Long, Long> last,
            Map<Long, List<Subject>> standing,
            Map<Long, List<Subject>> ends,
            Map<Long, Set<Long>> links,
            Set<Long> crowded,
            Set<Long> sighted,
            Set<Long> listed,
            Map<Long, Integer> surest,
            Collection<List<Subject>> changed) {}

    Surroundings(Read read) {
        this.last = read.last();
        this.standing = read.standing();
        this.ends = read.ends();
        this.links = read.links();
        this.crowded = read.crowded();
        this.sighted = read.sighted();
        this.listed = read.listed();
        this.surest = read.surest();
        this.changed = read.changed();
    }

    /// By object (internal key), every content that somebody says at the end of the stretch, whoever may see it.
    public Map<Long, List<Subject>> contents() {
        return standing;
    }

    /// Whether an object may answer, for whatever viewer; its own content is not asked about.
    public boolean mayAnswer(Query query, long object, Instant now) {
        return switch (query) {
            case Query.And(var parts) -> parts.stream().allMatch(part -> mayAnswer(part, object, now));
            case Query.Or(var parts) -> parts.stream().anyMatch(part -> mayAnswer(part, object, now));
            case Query.Linked linked -> mayBeLinked(linked, object);
            case Query.During during when during.moment() == Query.Moment.SEEN -> sighted.contains(object);
            case Query.Figure figure
            when figure.measure() == Query.Measure.SCORE -> figure.from() <= surest.getOrDefault(object, MOST);
            case Query.Label label -> mayBeLabelled(label, object, now);
            default -> true;
        };
    }

    private boolean mayBeLinked(Query.Linked linked, long object) {
        return crowded.contains(object)
                || means(linked, standing.getOrDefault(object, List.of()))
                || links.getOrDefault(object, Set.of()).stream()
                        .anyMatch(end -> means(linked, ends.getOrDefault(end, List.of())));
    }

    private boolean mayBeLabelled(Query.Label label, long object, Instant now) {
        return listed.contains(object)
                || standing.getOrDefault(object, List.of()).stream()
                        .anyMatch(content -> Matcher.matches(label, content, now));
    }

    private static boolean means(Query.Linked linked, List<Subject> contents) {
        return contents.stream().anyMatch(content -> Matcher.means(linked, content));
    }

    /// Whether one of these links may lead to other objects than before.
    public boolean mayLeadElsewhere(List<Query.Linked> asked) {
        return asked.stream().anyMatch(linked -> changed.stream().anyMatch(contents -> means(linked, contents)));
    }

    /// Objects of which something in the stretch, or beside them, may have changed the answers.
    Set<Long> objects() {
        return last.keySet();
    }

    /// What last may have changed whether an object answers.
    long last(long object) {
        return last.getOrDefault(object, 0L);
    }

    /// Reads them.
    static final class Reading {
        /// What links lead to.
        private static final Set<String> ENDS = new TreeSet<>(java.util.Arrays.stream(Query.Link.values())
                .flatMap(link -> link.types().stream())
                .toList());

        private final TurnSql sql;
        private final SpanSql spans;
        private final ChangeSql changes;
        private final HistorySql history;
        private final ObjectTypes types;

        Reading(TurnSql sql, SpanSql spans, ChangeSql changes, HistorySql history, ObjectTypes types) {
            this.sql = sql;
            this.spans = spans;
            this.changes = changes;
            this.history = history;
            this.types = types;
        }

        /// @param stretch what changed itself, with all spans that it ever had, whoever sees them
        /// @param relisted by object, where a warning list changed its labels
        Surroundings read(
                Turns.Changed stretch, Map<Long, Long> relisted, long[] everybody, Map<Long, Subject> contents) {
            var said = new HashMap<>(stretch.said());
            var last = new HashMap<>(stretch.last());
            relisted.forEach((object, seq) -> last.merge(object, seq, Math::max));
            sql.touched(versions(stretch.said())).forEach(pair -> {
                Long at = stretch.last().get(pair.from());
                last.merge(pair.to(), at == null ? stretch.to() : at, Math::max);
            });
            var others = new HashSet<>(last.keySet());
            others.removeAll(said.keySet());
            said.putAll(others.isEmpty() ? Map.of() : spans.spans(others, everybody));
            var known = new HashMap<>(contents);
            var missing = versions(said);
            missing.removeAll(known.keySet());
            known.putAll(contents(missing));
            var links = new HashMap<Long, Set<Long>>();
            sql.links(last.keySet(), versions(said), types.existing(ENDS))
                    .forEach(pair -> links.computeIfAbsent(pair.from(), _ -> new HashSet<>())
                            .add(pair.to()));
            return new Surroundings(new Read(
                    last,
                    standing(said, known, stretch.to()),
                    ends(links.values()),
                    links,
                    sql.manyRefer(last.keySet()),
                    sql.sighted(last.keySet()),
                    listed(versions(said), relisted.keySet()),
                    surest(said),
                    ends(List.of(ofEnds(stretch.said(), known))).values()));
        }

        private static Set<Long> versions(Map<Long, List<Span>> said) {
            var versions = new HashSet<Long>();
            said.values().forEach(all -> all.forEach(span -> versions.add(span.version())));
            return versions;
        }

        private Map<Long, Subject> contents(Collection<Long> versions) {
            var contents = new HashMap<Long, Subject>();
            if (!versions.isEmpty()) {
                changes.contents(versions)
                        .forEach((version, content) -> contents.put(version, Subjects.ofContent(content.json())));
            }
            return contents;
        }

        static Map<Long, List<Subject>> standing(Map<Long, List<Span>> said, Map<Long, Subject> contents, long to) {
            var standing = new HashMap<Long, List<Subject>>();
            said.forEach((object, all) -> standing.put(
                    object,
                    all.stream()
                            .filter(span -> span.from() <= to && span.to() > to)
                            .map(Span::version)
                            .distinct()
                            .flatMap(version -> java.util.Optional.ofNullable(contents.get(version)).stream())
                            .toList()));
            return standing;
        }

        /// Those among the changed objects to which links can lead.
        private static Set<Long> ofEnds(Map<Long, List<Span>> said, Map<Long, Subject> contents) {
            var ends = new HashSet<Long>();
            said.forEach((object, all) -> all.stream()
                    .map(span -> contents.get(span.version()))
                    .filter(content ->
                            content != null && ENDS.contains(content.id().type()))
                    .findFirst()
                    .ifPresent(_ -> ends.add(object)));
            return ends;
        }

        /// All contents that these objects ever had.
        private Map<Long, List<Subject>> ends(Collection<Set<Long>> keys) {
            var all = new HashSet<Long>();
            keys.forEach(all::addAll);
            if (all.isEmpty()) {
                return Map.of();
            }
            var versions = sql.versions(all);
            var read = contents(versions.values().stream().flatMap(List::stream).toList());
            var ends = new HashMap<Long, List<Subject>>();
            versions.forEach((object, ofIt) -> ends.put(
                    object,
                    ofIt.stream()
                            .flatMap(version -> java.util.Optional.ofNullable(read.get(version)).stream())
                            .toList()));
            return ends;
        }

        private Set<Long> listed(Collection<Long> versions, Set<Long> relisted) {
            var listed = sql.listed(versions);
            listed.addAll(relisted);
            return listed;
        }

        /// A claim without a confidence begins with what its model says: that can be anything.
        private Map<Long, Integer> surest(Map<Long, List<Span>> said) {
            var given = history.confidences(said.keySet());
            var surest = new HashMap<Long, Integer>();
            said.forEach((object, all) -> all.forEach(span -> surest.merge(
                    object,
                    given.getOrDefault(span.version(), Map.of()).getOrDefault(span.source(), MOST),
                    Math::max)));
            return surest;
        }
    }
}
