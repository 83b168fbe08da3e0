package theriac.hub.knowledge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import theriac.hub.store.Decayed;
import theriac.hub.store.Neighbour;
import theriac.hub.store.NeighbourCount;
import theriac.hub.store.ObjectSummary;
import theriac.hub.store.Sighting;
import theriac.hub.store.VersionView;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;

/// Objects over HTTP: the page about one, taking it back.
@RestController
public final class ObjectRoutes {

    private final Knowledge knowledge;

    public ObjectRoutes(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /// @param tlp the label in TLP 2.0's own words, such as `TLP:AMBER+STRICT`
    /// @param confidence 0 to 100; absent when nobody says
    /// @param score what is left of the confidence after decay, 0 to 100; absent where it was not asked for
    public record ObjectRow(
            String id,
            String type,
            String name,
            String modified,
            String tlp,
            int sources,
            OptionalInt confidence,
            boolean revoked,
            Instant addedAt,
            OptionalInt score) {

        /// Without a score, which costs a look at claims and sightings.
        static ObjectRow of(ObjectSummary s) {
            return of(s, OptionalInt.empty());
        }

        static ObjectRow of(ObjectSummary s, OptionalInt score) {
            return new ObjectRow(
                    s.id().text(),
                    s.type(),
                    s.name(),
                    s.modified(),
                    label(s.tlp()),
                    s.sources(),
                    s.confidence(),
                    s.revoked(),
                    s.addedAt(),
                    score);
        }
    }

    /// What is left of the confidence.
    ///
    /// @param model name of the setting that applies
    /// @param from the confidence to begin with, 0 to 100
    /// @param since when it was last said or sighted
    /// @param decayed the score is below the threshold
    public record ObjectDecay(
            String model, int from, Instant since, long lifetimeHours, double speed, int threshold, boolean decayed) {}

    /// @param reliability of the source, Admiralty scale A to F
    /// @param credibility of what it says, Admiralty scale 1 to 6, as the source said it
    /// @param pap what its recipients may do with it, as `PAP:AMBER`; null: the source says nothing of that
    public record ObjectClaim(
            String source,
            String organization,
            String reliability,
            String tlp,
            Instant at,
            String version,
            OptionalInt confidence,
            OptionalInt credibility,
            Optional<String> pap,
            Optional<Instant> withdrawnAt) {}

    /// @param direction `to`: the object points at the other; `from`: the other points at it
    /// @param relationshipType of the relationship, `sighting`, `same-as`, or the property that refers
    /// @param viaId the relationship or sighting between them; "" when they refer to each other directly
    /// @param otherModified of the other's effective version, to the last digit; "" for SCOs
    /// @param otherAddedAt when the newest claim on the other arrived
    public record ObjectRelation(
            String direction,
            String type,
            String relationshipType,
            String otherId,
            String otherName,
            String viaId,
            String otherModified,
            Instant otherAddedAt) {

        static ObjectRelation of(Neighbour n) {
            return new ObjectRelation(
                    n.direction().name().toLowerCase(Locale.ROOT),
                    n.other().type(),
                    n.type(),
                    n.other().id().text(),
                    n.other().name(),
                    n.via().map(v -> v.id().text()).orElse(""),
                    n.other().modified(),
                    n.other().addedAt());
        }
    }

    /// @param atLeast counting stopped there: it may be more
    public record RelationCount(String direction, String relationshipType, String type, long count, boolean atLeast) {

        static RelationCount of(NeighbourCount c) {
            return new RelationCount(
                    c.direction().name().toLowerCase(Locale.ROOT), c.type(), c.otherType(), c.count(), c.atLeast());
        }
    }

    public record ObjectValue(String kind, String text) {}

    public record ObjectSighting(
            String id, String organization, long count, String firstSeen, String lastSeen, Instant at) {}

    /// @param organizations how many others saw it: never fewer than the hub tells of
    /// @param lastDay on which one of them saw it last (UTC): `2026-11-25`
    public record SeenByOthers(int organizations, String lastDay) {}

    /// @param digest names the content, for differences
    public record ObjectVersion(
            String digest,
            String modified,
            Instant at,
            List<String> sources,
            boolean revoked,
            Optional<Instant> withdrawnAt) {}

    /// A page holds the beginning of each list; what is longer goes on at `/neighbours`, `/claims`, `/versions`.
    ///
    /// @param decay null when nothing stands any more, and for a page as it was at a moment
    /// @param json the effective version exactly as received; "" when it is longer than 256 kB: then it is at
    /// `/json`
    /// @param jsonBytes its length
    /// @param conflicts other contents under the same id and version, exactly as received, as far as they
    ///     are short
    /// @param counts neighbours of each sort
    /// @param next hand in as `after` at `/neighbours`; null when all are here
    /// @param sightings the own organisation's, and those that feeds tell of
    /// @param seenByOthers null when too few others saw it to tell, and for a page as it was at a moment
    public record ObjectPage(
            ObjectRow summary,
            Optional<ObjectDecay> decay,
            String description,
            String pattern,
            String json,
            long jsonBytes,
            List<String> conflicts,
            List<ObjectClaim> claims,
            Optional<String> nextClaims,
            List<ObjectRelation> relations,
            List<RelationCount> counts,
            Optional<String> next,
            List<ObjectValue> values,
            List<ObjectSighting> sightings,
            Optional<SeenByOthers> seenByOthers,
            List<ObjectVersion> versions,
            Optional<String> nextVersions,
            Optional<ClusterRoutes.Cluster> cluster) {}

    public record ClaimList(List<ObjectClaim> claims, Optional<String> next) {}

    private static final int LONG_TEXT = 256 * 1024;
    private static final int CONFLICTS = 20;

    public record WithdrawalRequest(String reason) {}

    /// @param claims how many claims were taken back
    public record WithdrawalReceipt(Instant at, long claims) {}

    /// @param at as it was at that moment; absent: as it is
    @GetMapping("/api/objects/{id}")
    @Requires(Permission.READ_OBJECTS)
    ObjectPage object(Viewer viewer, @PathVariable String id, @RequestParam Optional<Instant> at) {
        var dossier = knowledge.load(viewer, parse(id), at);
        var object = dossier.object().object();
        return new ObjectPage(
                ObjectRow.of(
                        dossier.object().summary(),
                        dossier.decay().map(d -> OptionalInt.of(d.score())).orElse(OptionalInt.empty())),
                dossier.decay().map(ObjectRoutes::decay),
                words(object),
                object.text("pattern").filter(ObjectRoutes::isShort).orElse(""),
                isShort(object.text()) ? object.text() : "",
                object.text().getBytes(StandardCharsets.UTF_8).length,
                dossier.object().conflicts().stream()
                        .map(o -> o.text())
                        .filter(ObjectRoutes::isShort)
                        .limit(CONFLICTS)
                        .toList(),
                dossier.claims().items().stream().map(this::claim).toList(),
                dossier.claims().next(),
                dossier.neighbours().items().stream().map(ObjectRelation::of).toList(),
                dossier.counts().stream().map(RelationCount::of).toList(),
                dossier.neighbours().next(),
                dossier.values().stream()
                        .map(v -> new ObjectValue(v.kind().code(), v.text()))
                        .toList(),
                dossier.sightings().stream().map(ObjectRoutes::sighting).toList(),
                dossier.seenByOthers()
                        .map(seen -> new SeenByOthers(
                                seen.organizations(), seen.lastDay().toString())),
                dossier.versions().items().stream().map(ObjectRoutes::version).toList(),
                dossier.versions().next(),
                dossier.cluster().map(c -> ClusterRoutes.Cluster.of(c, knowledge)));
    }

    /// What the object says in words: notes have a `content` and opinions an `explanation` where others have a
    /// `description` (STIX 2.1 §4.13, §4.15).
    private static String words(StixObject object) {
        return Stream.of("description", "content", "explanation")
                .flatMap(property -> object.text(property).stream())
                .findFirst()
                .orElse("");
    }

    private static boolean isShort(String text) {
        return text.length() <= LONG_TEXT;
    }

    @GetMapping(value = "/api/objects/{id}/json", produces = "application/json")
    @Requires(Permission.READ_OBJECTS)
    ResponseEntity<String> json(Viewer viewer, @PathVariable String id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(knowledge.text(viewer, parse(id)));
    }

    @GetMapping("/api/objects/{id}/claims")
    @Requires(Permission.READ_OBJECTS)
    ClaimList claims(
            Viewer viewer,
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> after) {
        var page = knowledge.claims(viewer, parse(id), limit, after);
        return new ClaimList(page.items().stream().map(this::claim).toList(), page.next());
    }

    @PostMapping("/api/objects/{id}/withdrawal")
    @Requires(Permission.WITHDRAW_OBJECTS)
    WithdrawalReceipt withdraw(Viewer viewer, @PathVariable String id, @RequestBody WithdrawalRequest request) {
        var done = knowledge.withdraw(viewer, parse(id), request.reason());
        return new WithdrawalReceipt(
                done.getLast().at(), done.stream().mapToLong(w -> w.claims()).sum());
    }

    static StixId parse(String id) {
        return StixId.parse(id)
                .orElseThrow(() -> Problem.badRequest("A STIX id looks like type--uuid, and this one does not."));
    }

    private static ObjectDecay decay(Decayed d) {
        return new ObjectDecay(
                d.name(),
                d.from(),
                d.since(),
                d.model().lifetime().toHours(),
                d.model().speed(),
                d.model().threshold(),
                d.decayed());
    }

    private static String label(Tlp tlp) {
        return tlp.label();
    }

    private ObjectClaim claim(ClaimView c) {
        return new ObjectClaim(
                c.source(),
                c.organization(),
                String.valueOf(c.reliability()),
                label(c.tlp()),
                c.at(),
                c.version(),
                c.confidence(),
                c.credibility(),
                knowledge.pap(c).map(Pap::label),
                c.withdrawnAt());
    }

    private static ObjectSighting sighting(Sighting s) {
        return new ObjectSighting(s.id().text(), s.seenBy(), s.count(), s.firstSeen(), s.lastSeen(), s.at());
    }

    static ObjectVersion version(VersionView v) {
        return new ObjectVersion(
                v.digest(), v.modified(), v.addedAt(), v.sources(), v.revoked(), Optional.ofNullable(v.withdrawnAt()));
    }
}
