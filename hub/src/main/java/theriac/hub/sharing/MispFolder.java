package theriac.hub.sharing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.formats.MispWriter;
import theriac.hub.policy.EgressGate;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Audiences;
import theriac.hub.store.Change;
import theriac.hub.store.ChangeQuery;
import theriac.hub.store.Changes;
import theriac.hub.store.VersionFilter;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The events that came from MISP as a MISP feed for one recipient: a manifest, and each event with the parts that this
/// recipient may have. Where the hub lets something go less far than the event says, the narrower label and
/// distribution are written. Thread-safe.
public final class MispFolder {

    private static final int PAGE = 1_000;

    /// An event is put together in memory.
    private static final int MOST_PARTS = 50_000;

    private final Changes changes;
    private final Audiences audiences;
    private final EgressGate gate;
    private final Fetches fetches;

    public MispFolder(Changes changes, Audiences audiences, EgressGate gate, Fetches fetches) {
        this.changes = changes;
        this.audiences = audiences;
        this.gate = gate;
        this.fetches = fetches;
    }

    /// What was found, and the narrowest label under which any of it leaves.
    private record Found(List<StixObject> objects, Tlp label, Instant at, long head) {
        Found with(Found other, List<StixObject> all) {
            return new Found(
                    all,
                    label.strictest(other.label),
                    at.isAfter(other.at) ? at : other.at,
                    Math.max(head, other.head));
        }
    }

    private static final Found NOTHING = new Found(List.of(), Tlp.CLEAR, Instant.EPOCH, 0);

    Rendering manifest(Viewer.Party recipient) {
        var manifest = JsonObject.builder();
        var query = ChangeQuery.first(PAGE).ofTypes(Set.of("report"));
        var at = Instant.EPOCH;
        long head = 0;
        while (true) {
            var page = changes.page(recipient, query);
            var found = pass(recipient, page.changes());
            at = found.at().isAfter(at) ? found.at() : at;
            head = Math.max(head, found.head());
            for (var report : found.objects()) {
                MispWriter.manifest(report)
                        .ifPresent(entry -> manifest.put(report.id().uuid().toString(), entry));
            }
            if (page.next().isEmpty()) {
                return rendering(manifest.build(), at, head);
            }
            query = query.after(page.next().get());
        }
    }

    Rendering event(Viewer.Party recipient, UUID uuid) {
        var found = load(recipient, List.of(StixId.of("report--" + uuid)));
        if (found.objects().isEmpty()) {
            throw absent();
        }
        var report = found.objects().getFirst();
        var refs = report.refs("object_refs").stream().distinct().toList();
        if (refs.size() > MOST_PARTS) {
            throw Problem.conflict(
                    "This event has %d parts, and at most %d are given out as one file: read it over TAXII."
                            .formatted(refs.size(), MOST_PARTS));
        }
        var parts = new ArrayList<StixObject>();
        for (int from = 0; from < refs.size(); from += PAGE) {
            var some = load(recipient, refs.subList(from, Math.min(refs.size(), from + PAGE)));
            parts.addAll(some.objects());
            found = found.with(some, parts);
        }
        var event = MispWriter.event(report, parts, found.label()).orElseThrow(MispFolder::absent);
        var rendering = rendering(JsonObject.builder().put("Event", event).build(), found.at(), found.head());
        fetches.fetched(recipient, "misp", uuid + ".json", found.head());
        return rendering;
    }

    private Found load(Viewer.Party recipient, List<StixId> ids) {
        var query = new ChangeQuery(
                Optional.empty(), Optional.empty(), PAGE, Set.of(), new HashSet<>(ids), VersionFilter.LAST);
        return pass(recipient, changes.page(recipient, query).changes());
    }

    private Found pass(Viewer.Party recipient, List<Change> page) {
        var standing = page.stream().filter(change -> !change.withdrawn()).toList();
        var passed = gate.pass(
                "misp",
                recipient,
                standing,
                change -> change.id().text(),
                change -> List.of(audiences.load(change.audienceId())));
        var objects = new ArrayList<StixObject>(passed.size());
        var label = Tlp.CLEAR;
        for (var change : passed) {
            objects.add(object(change));
            label = label.strictest(audiences.load(change.audienceId()).tlp());
        }
        return passed.isEmpty()
                ? NOTHING
                : new Found(
                        objects, label, passed.getLast().at(), passed.getLast().seq());
    }

    private static StixObject object(Change change) {
        return StixObject.of((JsonObject) Json.read(new String(change.json(), StandardCharsets.UTF_8)));
    }

    private static Rendering rendering(JsonObject json, Instant at, long head) {
        return Rendering.of(Json.write(json).getBytes(StandardCharsets.UTF_8), head, at, Instant.MAX);
    }

    private static Problem absent() {
        return Problem.notFound("There is no such event, or it is not for you.");
    }
}
