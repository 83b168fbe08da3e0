package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Proposal;
import theriac.hub.proposals.Proposals;
import theriac.hub.proposals.Wish;
import theriac.hub.store.ClaimView;
import theriac.hub.store.Store;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Changes for whom an organisation's own word about an object is. What only narrows happens at once; whatever lets
/// somebody see who could not takes two (ADR 022). Others' words are never touched. Thread-safe.
public final class Remarking implements Deed {

    private static final String KIND = "marking-loosening";
    private static final int LONGEST = 2_000;

    private final Store store;
    private final Recipients recipients;

    public Remarking(Store store, Recipients recipients) {
        this.store = store;
        this.recipients = recipients;
    }

    /// Organisations and sharing groups by their public ids.
    public interface Recipients {

        /// A recipient as the store and as people know it.
        record Known(long key, String name) {}

        Optional<Known> organization(UUID id);

        Optional<Known> group(UUID id);
    }

    /// For whom it is to be.
    ///
    /// @param organizations named recipients
    /// @param groups recipients too
    /// @param use what they may do with it; empty: as it is, the strictest of what the own sources say
    record Wanted(Tlp tlp, Set<UUID> organizations, Set<UUID> groups, Optional<Label> use, String reason) {}

    /// A PAP label, or that none is wanted.
    record Label(Optional<Pap> pap) {

        static Label strictest(Collection<Audience> audiences) {
            return new Label(audiences.stream()
                    .flatMap(audience -> audience.pap().stream())
                    .reduce(Pap::strictest));
        }

        /// As it is shown and kept.
        String text() {
            return pap.map(Pap::label).orElse("PAP:-");
        }

        static Label of(String text) {
            return new Label(Pap.ofLabel(text));
        }
    }

    /// What became of it.
    ///
    /// @param claims how many words changed their audience now
    /// @param waiting what waits for a second person
    record Outcome(long claims, Optional<Proposal> waiting) {}

    /// @throws Problem when the viewer's organisation says nothing about the object, or a recipient does not exist
    Outcome change(Viewer.Party viewer, StixId id, Wanted wanted, Proposals proposals) {
        if (wanted.reason().isBlank() || wanted.reason().length() > LONGEST) {
            throw Problem.badRequest("Say why, in at most %d characters.".formatted(LONGEST));
        }
        if (wanted.tlp() == Tlp.RED) {
            throw Problem.badRequest("TLP:RED is for named people, and this names organisations.");
        }
        var own = own(viewer, id);
        var use = wanted.use().orElseGet(() -> Label.strictest(audiences(own)));
        var after = audience(viewer.organization(), wanted).withPap(use.pap());
        boolean narrows = audiences(own).stream().allMatch(after::within);
        if (narrows) {
            return new Outcome(apply(viewer, id, own, after, wanted.reason()), Optional.empty());
        }
        return new Outcome(0, Optional.of(proposals.propose(viewer, wish(viewer, id, own, wanted, use))));
    }

    private Wish wish(Viewer viewer, StixId id, List<ClaimView> own, Wanted wanted, Label use) {
        var shown = new ArrayList<String>();
        shown.add(own.stream()
                        .map(claim -> claim.tlp().label())
                        .distinct()
                        .sorted()
                        .toList() + " → " + wanted.tlp().label());
        if (!Label.strictest(audiences(own)).equals(use)) {
            shown.add(Label.strictest(audiences(own)).text() + " → " + use.text());
        }
        wanted.organizations()
                .forEach(each ->
                        shown.add(recipients.organization(each).orElseThrow().name()));
        wanted.groups()
                .forEach(each -> shown.add(recipients.group(each).orElseThrow().name()));
        var what = JsonObject.builder()
                .put("tlp", wanted.tlp().label())
                .put("organizations", texts(wanted.organizations()))
                .put("groups", texts(wanted.groups()))
                .put("use", use.text())
                .put("before", before(own))
                .build();
        var name = store.objects()
                .find(viewer, id)
                .map(found -> found.summary().name())
                .filter(text -> !text.isBlank())
                .orElse(id.text());
        return new Wish(KIND, id.text(), name, shown, what, wanted.reason());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.MARK_OBJECTS;
    }

    @Override
    public void carryOut(Viewer.Party decider, Wish wish) {
        var id = StixId.parse(wish.subject()).orElseThrow();
        var own = own(decider, id);
        var after = audience(
                        decider.organization(),
                        new Wanted(
                                Tlp.ofLabel(wish.what().text("tlp").orElseThrow())
                                        .orElseThrow(),
                                ids(wish, "organizations"),
                                ids(wish, "groups"),
                                Optional.empty(),
                                wish.reason()))
                .withPap(wish.what()
                        .text("use")
                        .map(Label::of)
                        .orElseGet(() -> Label.strictest(audiences(own)))
                        .pap());
        boolean done = own.stream()
                .allMatch(claim -> store.audiences().load(claim.audience()).equals(after));
        if (!done
                && !before(own)
                        .equals(wish.what()
                                .array("before")
                                .map(Remarking::strings)
                                .orElse(List.of()))) {
            throw Problem.conflict("For whom this is has changed since it was proposed; look at it again.");
        }
        apply(decider, id, own, after, wish.reason());
    }

    private long apply(Viewer viewer, StixId id, List<ClaimView> own, Audience after, String reason) {
        return own.stream()
                .mapToLong(ClaimView::sourceId)
                .distinct()
                .map(source -> store.claims()
                        .changeAudience(viewer, id, source, after, reason)
                        .claims())
                .sum();
    }

    private List<Audience> audiences(List<ClaimView> own) {
        return own.stream()
                .map(claim -> store.audiences().load(claim.audience()))
                .toList();
    }

    /// What the viewer's own organisation says and has not taken back.
    private List<ClaimView> own(Viewer.Party viewer, StixId id) {
        var own = store.objects().claims(viewer, id).stream()
                .filter(claim -> claim.withdrawnAt().isEmpty())
                .filter(claim -> store.audiences().load(claim.audience()).owner() == viewer.organization())
                .toList();
        if (own.isEmpty()) {
            throw Problem.notFound("Your organisation says nothing about this, or it is not for you.");
        }
        return own;
    }

    private Audience audience(long owner, Wanted wanted) {
        var organizations = new TreeSet<Long>();
        wanted.organizations().forEach(each -> organizations.add(key(recipients.organization(each))));
        var groups = new TreeSet<Long>();
        wanted.groups().forEach(each -> groups.add(key(recipients.group(each))));
        return new Audience(wanted.tlp(), owner, organizations, groups, new TreeSet<>());
    }

    private static long key(Optional<Recipients.Known> recipient) {
        return recipient
                .orElseThrow(() -> Problem.notFound("There is no such recipient."))
                .key();
    }

    private static List<String> before(List<ClaimView> own) {
        return own.stream()
                .map(claim -> claim.sourceId() + ":" + claim.audience())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().toList();
    }

    private static Set<UUID> ids(Wish wish, String name) {
        return wish.what().array(name).map(Remarking::strings).orElse(List.of()).stream()
                .map(UUID::fromString)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static List<String> strings(JsonArray array) {
        return array.texts();
    }
}
