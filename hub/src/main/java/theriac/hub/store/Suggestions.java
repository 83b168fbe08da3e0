package theriac.hub.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.hub.db.Database;
import theriac.hub.policy.Viewer;
import theriac.stix.DeterministicIds;
import theriac.stix.OpenCtiIds;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.value.Values;

/// Objects that may be the same as another one, with the reason. A suggestion does nothing: a person decides.
/// Safe between threads.
public final class Suggestions {

    private static final int CANDIDATES = 500;
    private static final int ALIASES = 20;
    private static final int SHARING = 200;

    private final Database database;
    private final SuggestionSql sql;
    private final ValueSql values;
    private final ChangeSql contents;
    private final ObjectKeys keys;
    private final Audiences audiences;
    private final Summaries summaries;
    private final Clusters clusters;

    Suggestions(Database database, ObjectKeys keys, Audiences audiences, Clusters clusters) {
        this.database = database;
        this.sql = new SuggestionSql(database);
        this.values = new ValueSql(database);
        this.contents = new ChangeSql(database);
        this.keys = keys;
        this.audiences = audiences;
        this.summaries = new Summaries(database, audiences);
        this.clusters = clusters;
    }

    /// Why two objects may be one.
    public enum Reason {
        /// Name or alias of one is name or alias of the other.
        NAME,
        /// A catalogue gave both the same number.
        CATALOGUE,
        /// Cyber-observables of one value under different ids.
        VALUE,
        /// The id that follows from the content (STIX 2.1 §2.9, or as OpenCTI computes it) is another
        /// object's id.
        DETERMINISTIC_ID
    }

    /// @param evidence the name, number or value that both have, or the id
    public record Suggestion(ObjectSummary object, Reason reason, String evidence) {}

    /// What may be the same as an object, without what is in its cluster already; empty when it is absent or
    /// hidden.
    public List<Suggestion> find(Viewer viewer, StixId id) {
        return database.inSnapshot(() -> {
            var visible = audiences.visible(viewer);
            var key = keys.existing(List.of(id.text())).get(id.text());
            if (key == null) {
                return List.<Suggestion>of();
            }
            var self = load(List.of(key), visible).get(key);
            return self == null ? List.<Suggestion>of() : suggest(key, self.object(), visible);
        });
    }

    private record Loaded(ObjectSummary summary, StixObject object) {}

    private List<Suggestion> suggest(long key, StixObject self, long[] visible) {
        var same = clusters.withSame(Set.of(key), visible);
        var found = new LinkedHashMap<Long, Suggestion>();
        var computed = computedId(self).map(StixId::text);
        var computedKey = computed.map(id -> keys.existing(List.of(id)).get(id));
        var names = Names.of(self);
        var candidates = new HashSet<Long>();
        computedKey.ifPresent(candidates::add);
        candidates.addAll(named(self.type(), names.values()));
        candidates.addAll(catalogued(self));
        candidates.addAll(sharing(self, visible));
        candidates.removeAll(same);
        load(candidates, visible).forEach((other, loaded) -> {
            if (loaded.object().type().equals(self.type())) {
                reason(self, names, loaded, computedKey.filter(other::equals).isPresent())
                        .ifPresent(suggestion -> found.put(other, suggestion));
            }
        });
        return List.copyOf(found.values());
    }

    private static Optional<Suggestion> reason(
            StixObject self, Map<String, String> names, Loaded other, boolean computed) {
        if (computed || computedId(other.object()).filter(self.id()::equals).isPresent()) {
            return Optional.of(new Suggestion(
                    other.summary(),
                    Reason.DETERMINISTIC_ID,
                    other.object().id().text()));
        }
        for (var name : Names.of(other.object()).entrySet()) {
            if (names.containsKey(name.getKey())) {
                return Optional.of(new Suggestion(other.summary(), Reason.NAME, name.getValue()));
            }
        }
        for (var number : Names.catalogued(other.object())) {
            if (Names.catalogued(self).contains(number)) {
                return Optional.of(new Suggestion(other.summary(), Reason.CATALOGUE, number));
            }
        }
        var own = Set.copyOf(Values.of(self));
        return isIndicator(self)
                ? Optional.empty()
                : Values.of(other.object()).stream()
                        .filter(own::contains)
                        .findFirst()
                        .map(value -> new Suggestion(other.summary(), Reason.VALUE, value.text()));
    }

    /// Indicators of one value are different words about it, not one object.
    private static boolean isIndicator(StixObject object) {
        return object.type().equals("indicator");
    }

    private static Optional<StixId> computedId(StixObject object) {
        return Stream.of(DeterministicIds.find(object.json()), OpenCtiIds.find(object.json()))
                .flatMap(Optional::stream)
                .filter(id -> !id.equals(object.id()))
                .findFirst();
    }

    private List<Long> named(String type, Collection<String> names) {
        var words = names.stream()
                .limit(ALIASES)
                .map(Names::words)
                .filter(w -> !w.isEmpty())
                .collect(Collectors.joining(" | "));
        return words.isEmpty() ? List.of() : sql.named(type, words, CANDIDATES);
    }

    private List<Long> catalogued(StixObject self) {
        var numbers = Names.catalogued(self).stream().limit(ALIASES).toList();
        return named(self.type(), numbers);
    }

    private List<Long> sharing(StixObject self, long[] visible) {
        var own = Values.of(self).stream().limit(ALIASES).toList();
        return isIndicator(self) || own.isEmpty()
                ? List.of()
                : values.sharing(own, Long.MAX_VALUE, visible, SHARING).stream()
                        .map(ValueSql.Found::object)
                        .toList();
    }

    private Map<Long, Loaded> load(Collection<Long> objects, long[] visible) {
        var seen = summaries.standing(objects, visible);
        var loaded = contents.contents(
                seen.values().stream().map(s -> s.effective().version()).toList());
        var found = new LinkedHashMap<Long, Loaded>();
        seen.forEach((key, one) -> found.put(
                key,
                new Loaded(
                        one.summary(), Objects.object(loaded.get(one.effective().version())))));
        return found;
    }
}
