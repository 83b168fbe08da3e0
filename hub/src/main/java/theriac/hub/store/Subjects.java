package theriac.hub.store;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.hub.query.Subject;
import theriac.hub.query.Words;
import theriac.hub.store.Summaries.Seen;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.Values;

/// Objects as questions see them: what a live rule asks its questions about. A fixed number of statements for any
/// number of objects. Safe between threads.
public final class Subjects {

    private final Database database;
    private final SubjectSql sql;
    private final ChangeSql contents;
    private final ObjectKeys keys;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Scores scores;
    private final DecaySql sightings;
    private final DecayModels decay;
    private final Clock clock;

    Subjects(Database database, ObjectKeys keys, Audiences audiences, DecayModels decay, Clock clock) {
        this.database = database;
        this.sql = new SubjectSql(database);
        this.contents = new ChangeSql(database);
        this.keys = keys;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.scores = new Scores(database);
        this.sightings = new DecaySql(database);
        this.decay = decay;
        this.clock = clock;
    }

    /// The subjects of those objects of which something stands for this viewer.
    public List<Subject> of(Viewer viewer, Collection<StixId> ids) {
        return load(viewer, ids, true);
    }

    /// The same for questions that are followed ([theriac.hub.query.Following#objection] has nothing against
    /// them): what these cannot ask is absent, namely sightings, what is connected, and the score. Of an object
    /// to which a million others refer, none of those is read.
    List<Subject> followed(Viewer viewer, Collection<StixId> ids) {
        return load(viewer, ids, false);
    }

    private List<Subject> load(Viewer viewer, Collection<StixId> ids, boolean withOthers) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var wanted = keys.existing(ids.stream().map(StixId::text).toList()).values();
            return new Load(visible, summaries.standing(wanted, visible), withOthers).subjects();
        });
    }

    /// What a content says by itself, whoever says it and whoever looks: everything that claims, sightings and other
    /// objects decide is absent.
    static Subject ofContent(byte[] json) {
        var text = new String(json, StandardCharsets.UTF_8);
        var object = StixObject.of((JsonObject) Json.read(text), text);
        var derived = Derived.of(object);
        boolean narrative = !ObjectTypes.isBulk(derived.type());
        return new Subject(
                object.id(),
                narrative,
                derived.name(),
                narrative ? Derived.words(object) : Words.NONE,
                values(object),
                derived.labels(),
                Set.of(),
                Set.of(),
                OptionalInt.empty(),
                0,
                Tlp.RED,
                derived.revoked(),
                moment(derived.created()),
                moment(derived.modified()),
                0,
                List.of(),
                List.of());
    }

    private final class Load {
        private final long[] visible;
        private final Map<Long, Seen> seen;
        private final Map<Long, Seen> others;
        private final boolean withOthers;
        private final List<SubjectSql.Link> links;
        private final Map<Long, StixObject> objects = new HashMap<>();

        /// @param withOthers whether what other objects say of them is read too
        Load(long[] visible, Map<Long, Seen> seen, boolean withOthers) {
            this.visible = visible;
            this.seen = seen;
            this.withOthers = withOthers;
            this.links = withOthers ? sql.links(seen.keySet()) : List.of();
            var around = new TreeSet<Long>();
            links.forEach(link -> {
                around.add(link.end());
                around.add(link.via());
            });
            this.others = summaries.standing(around, visible);
            read(seen.values());
            read(others.values());
        }

        private void read(Collection<Seen> all) {
            var loaded = contents.contents(
                    all.stream().map(one -> one.effective().version()).toList());
            all.forEach(one -> {
                var content = loaded.get(one.effective().version());
                if (content != null) {
                    var text = new String(content.json(), StandardCharsets.UTF_8);
                    objects.put(one.key(), StixObject.of((JsonObject) Json.read(text), text));
                }
            });
        }

        List<Subject> subjects() {
            var at = clock.instant();
            var decayed = withOthers ? scores.of(seen.values(), visible, decay.table(), at) : Map.<Long, Decayed>of();
            var sighted = withOthers ? sightings.sightings(seen.keySet(), visible) : Map.<Long, List<Long>>of();
            var sources = sql.sources(seen.keySet(), visible);
            var subjects = new ArrayList<Subject>();
            seen.forEach((key, one) -> {
                var from = sources.getOrDefault(key, List.of());
                var object = object(key);
                var derived = Derived.of(object);
                boolean narrative = narrative(one);
                var score = decayed.get(key);
                subjects.add(new Subject(
                        one.summary().id(),
                        narrative,
                        one.summary().name(),
                        narrative ? Derived.words(object) : Words.NONE,
                        values(object),
                        derived.labels(),
                        new TreeSet<>(from.stream().map(SubjectSql.From::name).toList()),
                        new TreeSet<>(
                                from.stream().map(SubjectSql.From::reliability).toList()),
                        one.summary().confidence(),
                        score == null ? 0 : score.score(),
                        one.summary().tlp(),
                        one.summary().revoked(),
                        moment(derived.created()),
                        moment(derived.modified()),
                        Position.of(one.summary().addedAt()),
                        sighted.getOrDefault(key, List.of()),
                        neighbours(key, one)));
            });
            return subjects;
        }

        private StixObject object(long key) {
            var object = objects.get(key);
            if (object == null) {
                throw new IllegalStateException("The object " + key + " has no content.");
            }
            return object;
        }

        private List<Subject.Neighbour> neighbours(long key, Seen one) {
            return links.stream()
                    .filter(link -> link.object() == key && stands(link, one))
                    .map(link -> others.get(link.end()))
                    .filter(java.util.Objects::nonNull)
                    .map(end -> new Subject.Neighbour(
                            end.summary().type(),
                            narrative(end) ? Derived.words(object(end.key())) : Words.NONE,
                            values(object(end.key()))))
                    .toList();
        }

        /// Its own reference of the version that counts, or a relationship that stands and is not revoked.
        private boolean stands(SubjectSql.Link link, Seen one) {
            if (link.via() == link.object()) {
                return one.effective().version() == link.version();
            }
            var via = others.get(link.via());
            return via != null
                    && via.effective().version() == link.version()
                    && !via.summary().revoked();
        }
    }

    private static boolean narrative(Seen seen) {
        return !ObjectTypes.isBulk(seen.summary().type());
    }

    private static List<NormalValue> values(StixObject object) {
        return Values.of(object).stream()
                .map(value -> new NormalValue(value.kind(), IndexedValue.of(value)))
                .distinct()
                .toList();
    }

    private static OptionalLong moment(@Nullable Long micros) {
        return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
    }
}
