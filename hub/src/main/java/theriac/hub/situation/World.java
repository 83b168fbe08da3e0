package theriac.hub.situation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Landscape;
import theriac.hub.store.Landscape.Said;
import theriac.hub.store.ObjectContent;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.Objects;
import theriac.stix.StixId;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Countries;
import theriac.stix.value.Sectors;

/// What is active where and against whom, as one viewer may know it. Places and sectors come from many sources under
/// many ids and names; here they are brought to one code of a country (ISO 3166-1), one region and one sector of
/// STIX. Safe between threads.
final class World {

    /// So many of what is active are told, those that were told of last.
    static final int MOST_ACTIVE = 1_000;

    /// Places and sectors that are looked at.
    private static final int MOST_ENDS = 5_000;

    private static final int MOST_TRENDS = 30;
    static final int WEEKS = 12;
    private static final Duration WEEK = Duration.ofDays(7);

    /// Of what the weekly counts are.
    private static final Set<String> COUNTED =
            Set.of("report", "vulnerability", "malware", "intrusion-set", "campaign", "sighting", "indicator");

    private final Objects objects;
    private final Landscape landscape;
    private final Clock clock;

    World(Objects objects, Landscape landscape, Clock clock) {
        this.objects = objects;
        this.landscape = landscape;
        this.clock = clock;
    }

    /// Something active.
    ///
    /// @param countries codes of those that it aims at; `origins` where it comes from or is
    /// @param regions of STIX (`western-europe`) that it aims at, where no country is told
    /// @param sectors of STIX (`healthcare`) that it aims at
    /// @param told when the hub heard the newest of this
    record Active(
            ObjectSummary what,
            Set<String> countries,
            Set<String> origins,
            Set<String> regions,
            Set<String> sectors,
            Instant told) {}

    /// @param at when it was made; the last week ends there
    /// @param active those told of last first
    /// @param more how many were left out
    /// @param arrivals week by week, the last [#WEEKS]
    record View(
            Instant at,
            Instant since,
            List<Active> active,
            int more,
            List<Landscape.Trend> trends,
            List<Landscape.Arrivals> arrivals) {}

    View view(Viewer viewer, Duration span) {
        var now = clock.instant();
        var since = now.minus(span);
        var ends = ends(objects.ofTypes(viewer, Set.of("location", "identity")));
        var active = active(landscape.said(viewer, ends.keySet(), since), ends);
        return new View(
                now,
                since,
                active.stream().limit(MOST_ACTIVE).toList(),
                Math.max(0, active.size() - MOST_ACTIVE),
                landscape.trends(viewer, now, span, MOST_TRENDS),
                landscape.arrivals(viewer, COUNTED, now, WEEK, WEEKS));
    }

    /// What a location or an identity stands for.
    private record End(Optional<String> country, Optional<String> region, Set<String> sectors) {

        boolean tells() {
            return country.isPresent() || region.isPresent() || !sectors.isEmpty();
        }
    }

    private static Map<StixId, End> ends(List<ObjectContent> contents) {
        var ends = new HashMap<StixId, End>();
        for (var content : contents) {
            var end = content.summary().type().equals("location")
                    ? place(content)
                    : new End(Optional.empty(), Optional.empty(), sectors(content));
            if (end.tells() && ends.size() < MOST_ENDS) {
                ends.put(content.summary().id(), end);
            }
        }
        return ends;
    }

    /// The country by its code or its name (STIX 2.1 §4.10); a region only where there is no country, so that a city is
    /// no continent.
    private static End place(ObjectContent content) {
        var json = content.object().json();
        var name = content.summary().name();
        var country = json.text("country").flatMap(Countries::find).or(() -> Countries.find(name));
        var region = country.isPresent()
                ? Optional.<String>empty()
                : json.text("region").flatMap(Countries::region).or(() -> Countries.region(name));
        return new End(country, region, Set.of());
    }

    /// The sectors that an identity names, or is: a class of organisations by its name.
    private static Set<String> sectors(ObjectContent content) {
        var json = content.object().json();
        var sectors = new TreeSet<String>();
        json.array("sectors")
                .map(JsonArray::texts)
                .orElse(List.of())
                .forEach(text -> Sectors.find(text).ifPresent(sectors::add));
        if (sectors.isEmpty() && isClass(json)) {
            Sectors.find(content.summary().name()).ifPresent(sectors::add);
        }
        return sectors;
    }

    private static boolean isClass(JsonObject json) {
        return json.text("identity_class").filter("class"::equals).isPresent();
    }

    private static List<Active> active(Collection<Said> all, Map<StixId, End> ends) {
        var byThing = new HashMap<StixId, Active>();
        for (var said : all) {
            var end = ends.get(said.end());
            if (end == null) {
                continue;
            }
            var one = byThing.computeIfAbsent(
                    said.who().id(),
                    id -> new Active(
                            said.who(),
                            new TreeSet<>(),
                            new TreeSet<>(),
                            new TreeSet<>(),
                            new TreeSet<>(),
                            // The newest comes first.
                            said.told()));
            if (said.relation().equals("targets")) {
                end.country().ifPresent(one.countries()::add);
                end.region().ifPresent(one.regions()::add);
                one.sectors().addAll(end.sectors());
            } else {
                end.country().ifPresent(one.origins()::add);
            }
        }
        var active = new ArrayList<>(byThing.values());
        active.sort(Comparator.comparing(Active::told)
                .reversed()
                .thenComparing(one -> one.what().name())
                .thenComparing(one -> one.what().id().text()));
        return active;
    }
}
