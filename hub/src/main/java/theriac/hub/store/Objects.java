package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Summaries.Seen;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// What a person sees: effective objects, their claims, versions and neighbours. Every read takes a viewer;
/// what is hidden from it looks as if it were not there. Safe between threads.
public final class Objects {

    private static final int MAX_CLAIMS = 1_000;

    private final Database database;
    private final ObjectSql sql;
    private final ChangeSql contents;
    private final ObjectKeys keys;
    private final ObjectTypes types;
    private final Audiences audiences;
    private final Summaries summaries;

    Objects(Database database, ObjectKeys keys, ObjectTypes types, Audiences audiences) {
        this.database = database;
        this.sql = new ObjectSql(database);
        this.contents = new ChangeSql(database);
        this.keys = keys;
        this.types = types;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
    }

    /// The object as this viewer sees it; empty when it is absent or hidden. An object whose visible claims
    /// were all withdrawn is given as it was last seen, as revoked.
    public Optional<EffectiveObject> find(Viewer viewer, StixId id) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            return key(id).flatMap(key -> summaries.ever(key, visible)).map(seen -> effective(seen, visible));
        });
    }

    private EffectiveObject effective(Seen seen, long[] visible) {
        var effective = seen.effective();
        var rivals = seen.present().stream()
                .filter(p -> p.version() != effective.version())
                .filter(p -> VersionOrder.compare(p.modified(), effective.modified()) == 0)
                .map(Timeline.Presence::version)
                .toList();
        var wanted = new ArrayList<>(rivals);
        wanted.add(effective.version());
        var loaded = contents.contents(wanted);
        return new EffectiveObject(
                seen.summary(),
                object(loaded.get(effective.version())),
                sql.claims(seen.key(), visible, Long.MAX_VALUE, MAX_CLAIMS),
                rivals.stream().map(loaded::get).map(Objects::object).toList());
    }

    /// The objects whose ids begin so and of which something stands for this viewer, in the order of the ids.
    ///
    /// @param beginning a type with its dashes and a piece of a uuid
    /// @param limit 1 to 100; as many ids are looked at tenfold, so that hidden ones cost no more
    public List<StixId> beginning(Viewer viewer, String beginning, int limit) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var found = sql.beginning(beginning, 10 * Math.clamp(limit, 1, 100));
            return summaries.standing(found, visible).values().stream()
                    .map(seen -> seen.summary().id())
                    .sorted(Comparator.comparing(StixId::text))
                    .limit(limit)
                    .toList();
        });
    }

    /// Who claims it, newest first, withdrawn claims included; empty when it is absent or hidden.
    public List<ClaimView> claims(Viewer viewer, StixId id) {
        var visible = audiences.visible(viewer);
        return key(id).map(key -> sql.claims(key, visible, Long.MAX_VALUE, MAX_CLAIMS))
                .orElse(List.of());
    }

    /// A page of them.
    ///
    /// @param limit 1 to 1,000
    public Page<ClaimView> claims(Viewer viewer, StixId id, int limit, Optional<String> after) {
        var visible = audiences.visible(viewer);
        int wanted = Math.clamp(limit, 1, MAX_CLAIMS);
        long before = after.flatMap(Cursor::parse).map(Cursor::seq).orElse(Long.MAX_VALUE);
        var found =
                key(id).map(key -> sql.claims(key, visible, before, wanted + 1)).orElse(List.of());
        return found.size() <= wanted
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, wanted),
                        Optional.of(
                                Long.toString(Position.of(found.get(wanted - 1).at()))));
    }

    /// The values that the effective version holds.
    public List<NormalValue> values(Viewer viewer, StixId id) {
        return find(viewer, id)
                .map(o -> Values.of(o.object()).stream().distinct().toList())
                .orElse(List.of());
    }

    /// Who saw it, newest first: STIX sightings of it that this viewer may see.
    public List<Sighting> sightings(Viewer viewer, StixId id, int limit) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            return key(id).map(key -> sightings(key, visible, Math.clamp(limit, 1, 1_000)))
                    .orElse(List.of());
        });
    }

    /// The sightings of several objects and the opinions about them, of which something stands for this
    /// viewer, in the order of their ids.
    ///
    /// @param limit 1 to 100,000
    public List<StixId> said(Viewer viewer, Collection<StixId> about, int limit) {
        return database.inSnapshot(() -> {
            var targets = keys.existing(about.stream().map(StixId::text).toList()).values().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            return targets.length == 0
                    ? List.of()
                    : sql.said(
                            targets,
                            types.existing(Set.of("opinion")),
                            audiences.visible(viewer),
                            Math.clamp(limit, 1, 100_000));
        });
    }

    /// The objects of a type that refer to one of these by a property, and of which something
    /// stands for this viewer, in the order of their ids.
    ///
    /// @param property as references name it: `object_refs`
    /// @param limit 1 to 100,000
    public List<StixId> referring(Viewer viewer, Collection<StixId> about, String property, String type, int limit) {
        return database.inSnapshot(() -> {
            var targets = keys.existing(about.stream().map(StixId::text).toList()).values().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            return targets.length == 0
                    ? List.of()
                    : sql.referring(
                            targets,
                            property,
                            types.existing(Set.of(type)),
                            audiences.visible(viewer),
                            Math.clamp(limit, 1, 100_000));
        });
    }

    /// Those of these objects to which an object of a type refers by a property, of which something stands for this
    /// viewer.
    ///
    /// @param property as references name it: `object_refs`
    public Set<StixId> referred(Viewer viewer, Collection<StixId> about, String property, String type) {
        return database.inSnapshot(() -> {
            var targets = keys.existing(about.stream().map(StixId::text).toList()).values().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            return targets.length == 0
                    ? Set.of()
                    : sql.referred(targets, property, types.existing(Set.of(type)), audiences.visible(viewer));
        });
    }

    /// Those of these objects of which something stands for this viewer that these sources alone say.
    ///
    /// @param sources internal keys; none: nothing is theirs alone
    public Set<StixId> saidOnlyBy(Viewer viewer, Collection<StixId> ids, Collection<Long> sources) {
        if (sources.isEmpty()) {
            return Set.of();
        }
        return database.inSnapshot(() -> {
            var targets = keys.existing(ids.stream().map(StixId::text).toList()).values().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            return targets.length == 0
                    ? Set.of()
                    : sql.saidOnlyBy(
                            targets, sources.stream().mapToLong(Long::longValue).toArray(), audiences.visible(viewer));
        });
    }

    private List<Sighting> sightings(long key, long[] visible, int limit) {
        var referrers = sql.referrers(key, "sighting_of_ref", visible, limit);
        var seen = summaries.standing(
                referrers.stream().map(ObjectSql.Referrer::object).toList(), visible);
        var current = referrers.stream()
                .filter(r -> isCurrent(seen.get(r.object()), r.version()))
                .toList();
        var loaded = contents.contents(
                current.stream().map(ObjectSql.Referrer::version).toList());
        var where = new HashMap<Long, StixObject>();
        current.forEach(r -> where.put(r.object(), object(loaded.get(r.version()))));
        var names = names(
                where.values().stream()
                        .flatMap(o -> o.refs("where_sighted_refs").stream())
                        .toList(),
                visible);
        var sightings = new ArrayList<Sighting>();
        where.forEach((k, sighting) -> {
            var by = sighting.refs("where_sighted_refs").stream()
                    .map(ref -> names.getOrDefault(ref, ""))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.joining(", "));
            var summary = seen.get(k);
            sightings.add(new Sighting(
                    sighting.id(),
                    by,
                    sighting.integer("count").orElse(1),
                    sighting.text("first_seen").orElse(""),
                    sighting.text("last_seen").orElse(""),
                    summary == null ? Instant.EPOCH : summary.summary().addedAt()));
        });
        sightings.sort(Comparator.comparing(Sighting::at).reversed());
        return sightings;
    }

    private static boolean isCurrent(@Nullable Seen seen, long version) {
        return seen != null
                && seen.effective().version() == version
                && !seen.summary().revoked();
    }

    private Map<StixId, String> names(Collection<StixId> ids, long[] visible) {
        var byId = keys.existing(ids.stream().map(StixId::text).toList());
        var names = new HashMap<StixId, String>();
        summaries
                .standing(byId.values(), visible)
                .values()
                .forEach(s -> names.put(s.summary().id(), s.summary().name()));
        return names;
    }

    /// The names of those objects of which something stands for this viewer; others are absent from the map.
    public Map<StixId, String> names(Viewer viewer, Collection<StixId> ids) {
        return names(ids, audiences.visible(viewer));
    }

    /// Those of these objects that [#find] would find, in one question.
    public Set<StixId> known(Viewer viewer, Collection<StixId> ids) {
        var known = sql.known(ids.stream().map(StixId::text).toList(), audiences.visible(viewer));
        return ids.stream().filter(id -> known.contains(id.text())).collect(Collectors.toSet());
    }

    /// How many objects of these types something stands on, for this viewer. Exact, so its cost grows with
    /// them.
    ///
    /// @param ofTypes empty: all types
    public long count(Viewer viewer, Set<String> ofTypes) {
        var visible = audiences.visible(viewer);
        return ofTypes.isEmpty() ? sql.count(visible) : sql.countNarrow(visible, types.existing(ofTypes));
    }

    private Optional<Long> key(StixId id) {
        return Optional.ofNullable(keys.existing(List.of(id.text())).get(id.text()));
    }

    /// Of these objects those of which something stands for this viewer, in the order of the ids; a fixed number of
    /// statements for any number.
    public List<ObjectContent> contents(Viewer viewer, Collection<StixId> ids) {
        return database.inSnapshot(() -> {
            var texts = ids.stream().map(StixId::text).distinct().toList();
            var found = keys.existing(texts);
            return contents(
                    texts.stream().filter(found::containsKey).map(found::get).toList(), audiences.visible(viewer));
        });
    }

    /// Of these objects those of which something stands for this viewer, as lists show them; a fixed number of
    /// statements for any number.
    public List<ObjectSummary> summaries(Viewer viewer, Collection<StixId> ids) {
        return database.inSnapshot(() -> summaries.inOrder(
                List.copyOf(
                        keys.existing(ids.stream().map(StixId::text).distinct().toList())
                                .values()),
                audiences.visible(viewer)));
    }

    /// All objects of these types of which something stands for this viewer, oldest first. For types of
    /// which there are thousands: its cost grows with them, and types of which there are millions
    /// (indicators, observables) give none.
    public List<ObjectContent> ofTypes(Viewer viewer, Set<String> wanted) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            return contents(keysOfTypes(types.existing(wanted), visible), visible);
        });
    }

    List<Long> keysOfTypes(Integer[] wanted, long[] visible) {
        return sql.ofTypes(wanted, visible);
    }

    /// In the order of the keys.
    List<ObjectContent> contents(List<Long> objects, long[] visible) {
        var seen = summaries.standing(objects, visible);
        var loaded = contents.contents(
                seen.values().stream().map(s -> s.effective().version()).toList());
        var all = new ArrayList<ObjectContent>(seen.size());
        for (long key : objects) {
            var one = seen.get(key);
            if (one != null) {
                all.add(new ObjectContent(
                        one.summary(), object(loaded.get(one.effective().version()))));
            }
        }
        return all;
    }

    static StixObject object(ChangeSql.@Nullable Content content) {
        if (content == null) {
            throw new IllegalStateException("A version that was found has no content.");
        }
        var text = new String(content.json(), StandardCharsets.UTF_8);
        return StixObject.of((JsonObject) Json.read(text), text);
    }
}
