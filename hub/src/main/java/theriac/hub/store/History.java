package theriac.hub.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ObjectSql.Weight;
import theriac.hub.store.Timeline.Presence;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixId;
import theriac.stix.StixObject;

/// How an object came to be what it is, for one viewer: its contents, what changed between them, and what it
/// was on a day. Computed from the spans in which this viewer could see claims, so nothing hidden shows
/// afterwards either. The reliability of sources is today's. Safe between threads.
public final class History {

    private final Database database;
    private final HistorySql sql;
    private final SpanSql spans;
    private final ObjectSql objects;
    private final ChangeSql contents;
    private final ObjectKeys keys;
    private final Audiences audiences;
    private final Summaries summaries;

    History(Database database, ObjectKeys keys, Audiences audiences) {
        this.database = database;
        this.sql = new HistorySql(database);
        this.spans = new SpanSql(database);
        this.objects = new ObjectSql(database);
        this.contents = new ChangeSql(database);
        this.keys = keys;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
    }

    /// All contents that this viewer may see, newest first.
    ///
    /// @param after digest of the last content of the page before
    public Page<VersionView> versions(Viewer viewer, StixId id, int limit, Optional<String> after) {
        return database.inSnapshot(() -> {
            var seen = spansOf(id, audiences.visible(viewer));
            var newestFirst = Timeline.presences(seen).reversed();
            var digests =
                    sql.digests(newestFirst.stream().map(Presence::version).toList());
            int start = 0;
            if (after.isPresent()) {
                var order = newestFirst.stream()
                        .map(p -> digests.getOrDefault(p.version(), ""))
                        .toList();
                start = order.indexOf(after.get()) < 0 ? newestFirst.size() : order.indexOf(after.get()) + 1;
            }
            var shown = newestFirst.subList(start, Math.min(newestFirst.size(), start + Math.clamp(limit, 1, 1_000)));
            var items = views(shown, seen, digests);
            boolean more = start + shown.size() < newestFirst.size();
            return new Page<>(items, more ? Optional.of(items.getLast().digest()) : Optional.empty());
        });
    }

    private List<VersionView> views(List<Presence> shown, List<Span> seen, Map<Long, String> digests) {
        var names =
                objects.sourceNames(seen.stream().map(Span::source).distinct().toList());
        var heads = objects.heads(shown.stream().map(Presence::version).toList());
        var byVersion = seen.stream().collect(Collectors.groupingBy(Span::version));
        var views = new ArrayList<VersionView>();
        for (var presence : shown) {
            var head = heads.get(presence.version());
            var sources = byVersion.getOrDefault(presence.version(), List.of()).stream()
                    .filter(s -> s.stands() || !presence.stands())
                    .map(s -> names.getOrDefault(s.source(), ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            views.add(new VersionView(
                    digests.getOrDefault(presence.version(), ""),
                    presence.modified(),
                    Position.at(presence.added()),
                    List.copyOf(sources),
                    head != null && head.revoked(),
                    presence.stands() ? null : Position.at(presence.ended())));
        }
        return views;
    }

    /// What changed between two contents; empty when one of them is absent or hidden.
    ///
    /// @param from digest of a content, see [VersionView]
    /// @param to digest of another
    public Optional<Differences> differences(Viewer viewer, StixId id, String from, String to) {
        return database.inSnapshot(() -> {
            var seen = spansOf(id, audiences.visible(viewer));
            var byDigest = new HashMap<String, Long>();
            sql.digests(seen.stream().map(Span::version).distinct().toList())
                    .forEach((version, digest) -> byDigest.put(digest, version));
            var one = byDigest.get(from);
            var other = byDigest.get(to);
            if (one == null || other == null) {
                return Optional.<Differences>empty();
            }
            var loaded = contents.contents(List.of(one, other));
            return Optional.of(Differences.between(
                    Objects.object(loaded.get(one)).json(),
                    Objects.object(loaded.get(other)).json()));
        });
    }

    /// The object as this viewer saw it at a moment; empty when it could not see it then. An object that had
    /// been taken back by then is given as it was last seen, as revoked.
    public Optional<EffectiveObject> find(Viewer viewer, StixId id, Instant moment) {
        return database.inSnapshot(() -> {
            long at = Position.of(moment);
            var then = spansOf(id, audiences.visible(viewer)).stream()
                    .filter(span -> span.from() <= at)
                    .map(span -> span.to() > at ? span.lasting() : span)
                    .toList();
            var key = keys.existing(List.of(id.text())).get(id.text());
            return then.isEmpty() || key == null ? Optional.<EffectiveObject>empty() : effective(key, then);
        });
    }

    private Optional<EffectiveObject> effective(long key, List<Span> then) {
        var all = Timeline.presences(then);
        var standing = all.stream().filter(Presence::stands).toList();
        var effective = standing.isEmpty() ? all.getLast() : standing.getLast();
        var counted =
                then.stream().filter(s -> standing.isEmpty() || s.stands()).toList();
        var origins = sql.origins(counted.stream().map(Span::source).distinct().toList());
        var grades = sql.grades(key, effective.version());
        var head = objects.heads(List.of(effective.version())).get(effective.version());
        if (head == null) {
            return Optional.empty();
        }
        var rivals = standing.stream()
                .filter(p -> p.version() != effective.version())
                .filter(p -> VersionOrder.compare(p.modified(), effective.modified()) == 0)
                .map(Presence::version)
                .toList();
        var wanted = new ArrayList<>(rivals);
        wanted.add(effective.version());
        var loaded = contents.contents(wanted);
        var summary = summaries.summary(
                head,
                effective,
                counted,
                (int) counted.stream().map(Span::source).distinct().count(),
                Map.of(effective.version(), weights(effective, counted, origins, grades)));
        List<StixObject> conflicts =
                rivals.stream().map(loaded::get).map(Objects::object).toList();
        return Optional.of(new EffectiveObject(
                summary,
                Objects.object(loaded.get(effective.version())),
                claims(counted, effective, origins, grades),
                conflicts));
    }

    private static List<Weight> weights(
            Presence effective,
            List<Span> counted,
            Map<Long, HistorySql.Origin> origins,
            Map<Long, HistorySql.Grade> grades) {
        var weights = new ArrayList<Weight>();
        for (var span : counted) {
            var confidence =
                    grades.getOrDefault(span.source(), HistorySql.Grade.NONE).confidence();
            var origin = origins.get(span.source());
            if (span.version() == effective.version() && confidence.isPresent() && origin != null) {
                weights.add(Weight.of(confidence.getAsInt(), origin.reliability()));
            }
        }
        return weights;
    }

    private List<ClaimView> claims(
            List<Span> counted,
            Presence effective,
            Map<Long, HistorySql.Origin> origins,
            Map<Long, HistorySql.Grade> grades) {
        var claims = new ArrayList<ClaimView>();
        for (var span : counted) {
            var origin = origins.get(span.source());
            if (origin != null) {
                var grade = span.version() == effective.version()
                        ? grades.getOrDefault(span.source(), HistorySql.Grade.NONE)
                        : HistorySql.Grade.NONE;
                claims.add(new ClaimView(
                        origin.source(),
                        span.source(),
                        origin.organization(),
                        origin.reliability(),
                        audiences.load(span.audience()).tlp(),
                        Position.at(span.from()),
                        span.modified(),
                        span.version(),
                        grade.confidence(),
                        grade.credibility(),
                        span.stands() ? Optional.empty() : Optional.of(Position.at(span.to())),
                        span.audience()));
            }
        }
        claims.sort(Comparator.comparing(ClaimView::at).reversed());
        return claims;
    }

    private List<Span> spansOf(StixId id, long[] visible) {
        var key = keys.existing(List.of(id.text())).get(id.text());
        return key == null ? List.of() : spans.spans(List.of(key), visible).getOrDefault(key, List.of());
    }
}
