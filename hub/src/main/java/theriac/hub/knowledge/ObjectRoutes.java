package theriac.hub.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.ClaimView;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.ObjectQuery;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.Relation;
import theriac.hub.store.Sighting;
import theriac.hub.store.VersionView;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// Objects over HTTP: the list, the page about one, taking it back.
@RestController
public final class ObjectRoutes {

    private final Knowledge knowledge;

    public ObjectRoutes(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /// @param tlp the label in TLP 2.0's own words, such as `TLP:AMBER+STRICT`
    /// @param confidence 0 to 100; absent when nobody says
    public record ObjectRow(
            String id,
            String type,
            String name,
            String modified,
            String tlp,
            int sources,
            OptionalInt confidence,
            boolean revoked,
            Instant addedAt) {}

    /// @param next hand in as `after` for the next page; null on the last one
    public record ObjectList(List<ObjectRow> objects, Optional<String> next) {}

    public record ObjectClaim(
            String source,
            String organization,
            String reliability,
            String tlp,
            Instant at,
            String version,
            OptionalInt confidence,
            Optional<Instant> withdrawnAt) {}

    public record ObjectRelation(
            String direction, String type, String relationshipType, String otherId, String otherName) {}

    public record ObjectValue(String kind, String text) {}

    public record ObjectSighting(
            String id, String organization, long count, String firstSeen, String lastSeen, Instant at) {}

    /// @param channel `taxii`, `list`, `mail`, `portal`, `scout`
    public record ObjectSending(String organization, Instant at, String channel, Optional<Instant> confirmedAt) {}

    public record ObjectVersion(
            String modified, Instant at, List<String> sources, boolean revoked, Optional<Instant> withdrawnAt) {}

    /// @param json the effective version exactly as received
    /// @param conflicts other contents under the same id and version, exactly as received
    public record ObjectPage(
            ObjectRow summary,
            String description,
            String pattern,
            String json,
            List<String> conflicts,
            List<ObjectClaim> claims,
            List<ObjectRelation> relations,
            List<ObjectValue> values,
            List<ObjectSighting> sightings,
            List<ObjectSending> sentTo,
            List<ObjectVersion> versions) {}

    public record WithdrawalRequest(String reason) {}

    /// @param claims how many claims were taken back
    public record WithdrawalReceipt(Instant at, long claims) {}

    @GetMapping("/api/objects")
    @Requires(Permission.READ_OBJECTS)
    ObjectList objects(
            Viewer viewer,
            @RequestParam(defaultValue = "") Set<String> type,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var page = knowledge.search(viewer, new ObjectQuery(type, q, value, limit, after));
        return new ObjectList(page.items().stream().map(ObjectRoutes::row).toList(), page.next());
    }

    @GetMapping("/api/objects/{id}")
    @Requires(Permission.READ_OBJECTS)
    ObjectPage object(Viewer viewer, @PathVariable String id) {
        var dossier = knowledge.load(viewer, parse(id));
        var object = dossier.object().object();
        return new ObjectPage(
                row(dossier.object().summary()),
                object.description().orElse(""),
                object.text("pattern").orElse(""),
                object.text(),
                dossier.object().conflicts().stream().map(o -> o.text()).toList(),
                dossier.object().claims().stream().map(ObjectRoutes::claim).toList(),
                dossier.relations().stream().map(ObjectRoutes::relation).toList(),
                dossier.values().stream()
                        .map(v -> new ObjectValue(v.kind().code(), v.text()))
                        .toList(),
                dossier.sightings().stream().map(ObjectRoutes::sighting).toList(),
                dossier.sentTo().stream().map(this::sending).toList(),
                dossier.versions().stream().map(ObjectRoutes::version).toList());
    }

    @PostMapping("/api/objects/{id}/withdrawal")
    @Requires(Permission.WITHDRAW_OBJECTS)
    WithdrawalReceipt withdraw(Viewer viewer, @PathVariable String id, @RequestBody WithdrawalRequest request) {
        var done = knowledge.withdraw(viewer, parse(id), request.reason());
        return new WithdrawalReceipt(
                done.getLast().at(), done.stream().mapToLong(w -> w.claims()).sum());
    }

    private static StixId parse(String id) {
        return StixId.parse(id)
                .orElseThrow(() -> Problem.badRequest("A STIX id looks like type--uuid, and this one does not."));
    }

    private static ObjectRow row(ObjectSummary s) {
        return new ObjectRow(
                s.id().text(),
                s.type(),
                s.name(),
                s.modified(),
                label(s.tlp()),
                s.sources(),
                s.confidence(),
                s.revoked(),
                s.addedAt());
    }

    private static String label(Tlp tlp) {
        return tlp.label();
    }

    private static ObjectClaim claim(ClaimView c) {
        return new ObjectClaim(
                c.source(),
                c.organization(),
                String.valueOf(c.reliability()),
                label(c.tlp()),
                c.at(),
                c.version(),
                c.confidence(),
                c.withdrawnAt());
    }

    private static ObjectRelation relation(Relation r) {
        return new ObjectRelation(
                r.direction().name().toLowerCase(Locale.ROOT),
                r.other().type(),
                r.relationshipType(),
                r.other().text(),
                r.otherName());
    }

    private static ObjectSighting sighting(Sighting s) {
        return new ObjectSighting(s.id().text(), s.seenBy(), s.count(), s.firstSeen(), s.lastSeen(), s.at());
    }

    private ObjectSending sending(LedgerEntry entry) {
        var confirmed =
                entry.kind() == LedgerEntry.Kind.RECOGNISED ? Optional.of(entry.at()) : Optional.<Instant>empty();
        return new ObjectSending(
                knowledge.organizationName(entry.organization().orElse(null)),
                entry.at(),
                entry.detail().text("channel").orElse(entry.kind().text()),
                confirmed);
    }

    private static ObjectVersion version(VersionView v) {
        return new ObjectVersion(
                v.modified(), v.addedAt(), v.sources(), v.revoked(), Optional.ofNullable(v.withdrawnAt()));
    }
}
