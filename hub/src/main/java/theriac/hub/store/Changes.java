package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ChangeSql.Content;
import theriac.hub.store.Outlook.Stretch;
import theriac.hub.store.Timeline.Emission;
import theriac.hub.store.Timeline.Span;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// What machines read: the versions that a viewer may see, in ledger order. TAXII, block lists and scouts
/// are made from this and from nothing else. What the order means is told in [Timeline]. Safe between
/// threads.
public final class Changes {

    private final Database database;
    private final ChangeSql sql;
    private final SpanSql spans;
    private final ObjectKeys objects;
    private final ObjectTypes types;
    private final Outlooks outlooks;
    private final HeldBack held;
    private final Clock clock;

    Changes(Database database, ObjectKeys objects, ObjectTypes types, Outlooks outlooks, HeldBack held, Clock clock) {
        this.database = database;
        this.sql = new ChangeSql(database);
        this.spans = new SpanSql(database);
        this.objects = objects;
        this.types = types;
        this.outlooks = outlooks;
        this.held = held;
        this.clock = clock;
    }

    /// One page. Reading page after page gives what one big read would give, also while others write; a
    /// later page may in addition hold what was committed meanwhile.
    public ChangePage page(Viewer viewer, ChangeQuery query) {
        return database.inSnapshot(() -> {
            var outlook = outlooks.of(viewer, query.turn());
            var brake = held.reading(query.lane());
            var found = query.ids().isEmpty() ? scan(outlook, brake, query) : ofIds(outlook, brake, query);
            return pageOf(found, query);
        });
    }

    /// Effective objects of the given types that hold now: neither withdrawn nor revoked nor past their
    /// `valid_until`. Streamed in ledger order, a thousand at a time in memory.
    ///
    /// @return the position up to which everything has been read
    public Cursor active(Viewer viewer, Set<String> ofTypes, Consumer<Change> sink) {
        var now = clock.instant();
        var query = ChangeQuery.first(1_000).ofTypes(ofTypes);
        while (true) {
            var page = page(viewer, query);
            page.changes().stream().filter(change -> holds(change, now)).forEach(sink);
            if (page.next().isEmpty()) {
                return page.position();
            }
            query = query.after(page.next().get());
        }
    }

    private static boolean holds(Change change, Instant now) {
        if (change.withdrawn()) {
            return false;
        }
        var object = StixObject.of(read(change.json()));
        return !object.revoked()
                && object.timestamp("valid_until")
                        .map(t -> t.instant().isAfter(now))
                        .orElse(true);
    }

    /// What was found, one more than asked for if there is more.
    private record Found(List<Emission> emissions, long scannedTo) {}

    private Found scan(Outlook outlook, HeldBack.Reading brake, ChangeQuery query) {
        var wanted = query.types().isEmpty() ? null : types.existing(query.types());
        var emissions = new ArrayList<Emission>();
        long after = query.afterSeq();
        int want = query.limit() + 1;
        for (var stretch : outlook.stretches(after)) {
            boolean more = true;
            while (more && emissions.size() < want) {
                var candidates = candidates(stretch, brake, after, want, wanted, query.source());
                emissions.addAll(emissions(candidates, outlook, brake, query));
                after = candidates.isEmpty() ? after : candidates.getLast().seq();
                more = candidates.size() == want;
            }
            if (emissions.size() >= want) {
                break;
            }
        }
        return new Found(emissions, after);
    }

    /// Fewer than wanted when the stretch ends.
    private List<ChangeSql.Candidate> candidates(
            Stretch stretch,
            HeldBack.Reading brake,
            long after,
            int want,
            Integer @Nullable [] wanted,
            OptionalLong source) {
        if (stretch.arrival().isEmpty()) {
            var happens =
                    brake.with(sql.candidates(stretch.audiences(), after, want, wanted, source), after, want, wanted);
            return happens.stream()
                    .takeWhile(one -> one.seq() < stretch.before())
                    .toList();
        }
        var arrival = stretch.arrival().get();
        var begun = sql.begun(stretch.audiences(), arrival.seqOf(after), arrival.place(), want, wanted, source);
        return begun.stream()
                .map(one -> new ChangeSql.Candidate(arrival.placeOf(one.seq()), one.object()))
                .toList();
    }

    private List<Emission> emissions(
            List<ChangeSql.Candidate> candidates, Outlook outlook, HeldBack.Reading brake, ChangeQuery query) {
        var keys = new HashSet<Long>();
        candidates.forEach(candidate -> keys.add(candidate.object()));
        Map<Long, List<Span>> seen = outlook.seen(spans.spans(keys, outlook.known(), query.source()));
        var told = told(brake, seen);
        var emissions = new ArrayList<Emission>();
        long last = -1;
        for (var candidate : candidates) {
            // An end and a beginning may share a position; what is there is given once.
            if (candidate.seq() != last) {
                last = candidate.seq();
                for (var emission :
                        Timeline.emissions(seen.getOrDefault(candidate.object(), List.of()), query.versions())) {
                    told.of(emission)
                            .filter(one -> one.seq() == candidate.seq())
                            .ifPresent(emissions::add);
                }
            }
        }
        return emissions;
    }

    private static HeldBack.Told told(HeldBack.Reading brake, Map<Long, List<Span>> seen) {
        return brake.told(
                seen.values().stream().flatMap(List::stream).map(Span::version).toList());
    }

    private Found ofIds(Outlook outlook, HeldBack.Reading brake, ChangeQuery query) {
        var ids = query.ids().stream()
                .filter(id -> query.types().isEmpty() || query.types().contains(id.type()))
                .map(StixId::text)
                .toList();
        var keys = objects.existing(ids).values();
        var emissions = new ArrayList<Emission>();
        var seen = outlook.seen(spans.spans(keys, outlook.known(), query.source()));
        var told = told(brake, seen);
        seen.values()
                .forEach(s -> Timeline.emissions(s, query.versions()).stream()
                        .flatMap(emission -> told.of(emission).stream())
                        .filter(emission -> emission.seq() > query.afterSeq() && emission.seq() < outlook.end())
                        .forEach(emissions::add));
        emissions.sort(Comparator.comparingLong(Emission::seq));
        long last = emissions.isEmpty() ? query.afterSeq() : emissions.getLast().seq();
        return new Found(emissions.subList(0, Math.min(emissions.size(), query.limit() + 1)), last);
    }

    private ChangePage pageOf(Found found, ChangeQuery query) {
        boolean more = found.emissions().size() > query.limit();
        var emissions = more ? found.emissions().subList(0, query.limit()) : found.emissions();
        var contents = sql.contents(
                emissions.stream().map(Emission::version).distinct().toList());
        var changes = new ArrayList<Change>(emissions.size());
        for (var emission : emissions) {
            changes.add(change(emission, emission.seq(), contents.get(emission.version())));
        }
        var position = new Cursor(more ? emissions.getLast().seq() : found.scannedTo());
        return new ChangePage(changes, more ? Optional.of(position) : Optional.empty(), position);
    }

    /// @param place where it stands in what is read: its own position in the ledger, or one of a shelf
    static Change change(Emission emission, long place, @Nullable Content content) {
        if (content == null) {
            throw new IllegalStateException("The version " + emission.version() + " has no content.");
        }
        var at = Position.at(place);
        boolean rewritten = emission.gone() || emission.raised();
        var json = rewritten ? rewritten(content.json(), emission.modified(), emission.gone()) : content.json();
        return new Change(
                at, place, StixId.of(content.id()), emission.modified(), json, emission.audience(), emission.gone());
    }

    private static byte[] rewritten(byte[] json, String modified, boolean revoked) {
        var object = read(json).with("modified", new JsonString(modified));
        if (revoked) {
            object = object.with("revoked", JsonBoolean.TRUE);
        }
        return Json.write(object).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject read(byte[] json) {
        return (JsonObject) Json.read(new String(json, StandardCharsets.UTF_8));
    }
}
