package theriac.hub.sharing.misp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Fetches;
import theriac.hub.sharing.Parties;
import theriac.hub.sharing.Rendering;
import theriac.hub.sharing.Renderings;
import theriac.stix.StixId;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// The events as a MISP feed for one recipient: a manifest, each event as a file, and the hashes of their
/// values; indicators that are in no event stand in events by author and day ([LooseEvents]). What the feed
/// holds is kept until something in it comes, changes or goes. Thread-safe.
public final class MispFolder {

    private static final String MANIFEST = "manifest.json";
    private static final String HASHES = "hashes.csv";

    /// Some 70 MB of text.
    private static final int MOST_HASHES = 1_000_000;

    private final MispEvents events;
    private final LooseEvents loose;
    private final Fetches fetches;
    private final Clock clock;
    private final Renderings<Key> kept = new Renderings<>();

    public MispFolder(MispEvents events, Parties parties, Fetches fetches, Clock clock) {
        this.events = events;
        this.loose = new LooseEvents(events, parties, clock);
        this.fetches = fetches;
        this.clock = clock;
    }

    /// A file for one recipient; who joins a group gets another one.
    private record Key(String file, long organization, Set<Long> groups, Set<Long> circle, Set<Long> circleGroups) {

        static Key of(String file, Viewer.Party recipient) {
            return new Key(
                    file, recipient.organization(), recipient.groups(), recipient.circle(), recipient.circleGroups());
        }
    }

    Rendering manifest(Viewer.Party recipient) {
        return kept(recipient, MANIFEST, both(), () -> {
            var manifest = JsonObject.builder();
            var at = new Instant[] {Instant.EPOCH};
            var position = events.each(recipient, Instant.EPOCH, head -> {
                at[0] = head.report().at().isAfter(at[0]) ? head.report().at() : at[0];
                if (EventSearch.isPublished(head.json())) {
                    manifest.put(head.uuid().toString(), MispWriter.manifest(head.json()));
                }
            });
            var read = loose.each(recipient, event -> {
                at[0] = event.at().isAfter(at[0]) ? event.at() : at[0];
                manifest.put(event.uuid().toString(), MispWriter.manifest(event.json()));
            });
            return rendering(Json.write(manifest.build()), at[0], Math.min(position.seq(), read.seq()));
        });
    }

    /// `md5(value),uuid of the event` for each value; of a value of two parts for each of them. As MISP's
    /// feeds have it.
    Rendering hashes(Viewer.Party recipient) {
        return kept(recipient, HASHES, both(), () -> {
            var known = new HashSet<UUID>();
            var lines = new TreeSet<String>();
            events.each(recipient, Instant.EPOCH, head -> {
                known.add(head.uuid());
                // Only parts of events that came from MISP say themselves of which event they are.
                if (!MispWriter.isKept(head.report().object())) {
                    events.outgoing()
                            .load(recipient, head.report().object().refs("object_refs"))
                            .forEach(part -> lines.addAll(hashes(part, head.uuid())));
                }
            });
            var at = Instant.EPOCH;
            Optional<theriac.hub.store.Cursor> after = Optional.empty();
            long position;
            do {
                var page = events.outgoing().page(recipient, AttributeSearch.TYPES, after);
                for (var item : page.items()) {
                    at = item.at().isAfter(at) ? item.at() : at;
                    MispWriter.eventOf(item.object())
                            .filter(known::contains)
                            .ifPresent(event -> lines.addAll(hashes(item, event)));
                }
                if (lines.size() > MOST_HASHES) {
                    throw Problem.conflict("There are more than %,d hashes, too many for one file: read the events."
                            .formatted(MOST_HASHES));
                }
                after = page.next();
                position = page.position().seq();
            } while (after.isPresent());
            var read = loose.each(recipient, event -> lines.addAll(hashes(event)));
            return rendering(String.join("", lines), at, Math.min(position, read.seq()));
        });
    }

    private static Set<String> both() {
        var both = new HashSet<>(AttributeSearch.TYPES);
        both.addAll(MispEvents.REPORTS);
        return both;
    }

    private static List<String> hashes(MispEvents.Whole event) {
        return hashes(
                Stream.concat(
                                objects(event.json(), "Attribute"),
                                objects(event.json(), "Object").flatMap(object -> objects(object, "Attribute")))
                        .toList(),
                event.uuid());
    }

    private static Stream<JsonObject> objects(JsonObject element, String list) {
        return element.array(list).map(JsonArray::objects).orElse(List.of()).stream();
    }

    private static List<String> hashes(Outgoing.Item item, UUID event) {
        return hashes(MispWriter.attributes(item.object(), item.label()), event);
    }

    private static List<String> hashes(List<JsonObject> attributes, UUID event) {
        return attributes.stream()
                .filter(attribute -> !Subject.is(attribute, "deleted"))
                .map(attribute -> new Subject(JsonObject.empty(), attribute, JsonObject.empty()).values())
                // Of a value of two parts the parts, and not the whole.
                .flatMap(values -> values.stream().skip(values.size() > 1 ? 1 : 0))
                .map(value -> md5(value) + "," + event + "\n")
                .toList();
    }

    private static String md5(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5.", e);
        }
    }

    private Rendering kept(
            Viewer.Party recipient, String file, Set<String> types, java.util.function.Supplier<Rendering> make) {
        var rendering = kept.load(
                Key.of(file, recipient),
                before -> events.outgoing().hasNews(recipient, types, before.head())
                        ? Optional.empty()
                        : Optional.of(before.stillTrueAt(before.head(), clock.instant())),
                make);
        fetches.listed(recipient, "misp", file, rendering.head());
        return rendering;
    }

    Rendering event(Viewer.Party recipient, UUID uuid) {
        var known = events.find(recipient, uuid).filter(found -> EventSearch.isPublished(found.json()));
        var event = known.or(() -> loose.find(recipient, uuid))
                .orElseThrow(() -> Problem.notFound("There is no such event, or it is not for you."));
        // An event of loose indicators is nothing that the store knows: what was taken are the indicators.
        var taken = new HashMap<StixId, Long>();
        if (known.isEmpty()) {
            loose.members(recipient, uuid).forEach(member -> taken.put(member, event.seq()));
        } else {
            taken.put(StixId.of("report--" + uuid), event.seq());
        }
        fetches.took(recipient, "misp", taken);
        return rendering(
                Json.write(JsonObject.builder().put("Event", event.json()).build()), event.at(), event.seq());
    }

    private Rendering rendering(String text, Instant at, long head) {
        return Rendering.of(text.getBytes(StandardCharsets.UTF_8), head, at, Instant.MAX)
                .stillTrueAt(head, clock.instant());
    }
}
