package theriac.hub.investigations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Community;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Wish;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// All drafts of an investigation become known together, for whom one of its people chose, once another one of them
/// has looked: in one transaction, so that there is never a half of them. What others said reaches nobody new by it.
public final class DraftPublication implements Deed {

    static final String KIND = "investigation-publication";

    /// Names that a proposal shows; how many there are more is said.
    private static final int SHOWN = 30;

    private final Investigations investigations;
    private final Drafts drafts;
    private final Contents contents;
    private final Organizations organizations;
    private final OthersWords words;

    public DraftPublication(
            Investigations investigations,
            Drafts drafts,
            Contents contents,
            Organizations organizations,
            Community community,
            Store store) {
        this.investigations = investigations;
        this.drafts = drafts;
        this.contents = contents;
        this.organizations = organizations;
        this.words = new OthersWords(community, store);
    }

    /// For whom it is to be.
    ///
    /// @param organizations named recipients; with none, and no groups, the label alone decides
    record Wanted(Tlp tlp, Set<UUID> organizations, Set<UUID> groups, String reason) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission permission() {
        return Permission.INVESTIGATE;
    }

    /// Its title and its drafts are for its people, and so is the proposal.
    @Override
    public boolean concerns(Viewer.Party person, Wish wish) {
        return investigations.holds(person, UUID.fromString(wish.subject()));
    }

    /// What the second person is asked.
    ///
    /// @throws Problem when there is nothing to publish, or it would tell of things that are for fewer people
    Wish wish(Inside inside, Wanted wanted) {
        var open = drafts.open(inside);
        if (open.isEmpty()) {
            throw Problem.conflict("There is no draft to publish.");
        }
        var audience = audience(inside, wanted);
        mustNotWiden(inside, open, audience);
        var shown = new ArrayList<String>();
        shown.add(audience.tlp().label());
        shown.addAll(names(wanted));
        open.stream().limit(SHOWN).map(DraftPublication::line).forEach(shown::add);
        if (open.size() > SHOWN) {
            shown.add("+ " + (open.size() - SHOWN));
        }
        shown.addAll(words.values(inside.person(), open, audience));
        var what = JsonObject.builder()
                .put("tlp", wanted.tlp().label())
                .put("organizations", sorted(wanted.organizations()))
                .put("groups", sorted(wanted.groups()))
                .put("drafts", open.stream().map(DraftPublication::place).toList())
                .build();
        var investigation = inside.investigation();
        return new Wish(KIND, investigation.id().toString(), investigation.title(), shown, what, wanted.reason());
    }

    @Override
    public void carryOut(Viewer.Party decider, Wish wish) {
        var wanted = new Wanted(
                wish.what().text("tlp").flatMap(Tlp::ofLabel).orElseThrow(),
                ids(wish, "organizations"),
                ids(wish, "groups"),
                wish.reason());
        var agreed = texts(wish, "drafts");
        investigations.change(decider, UUID.fromString(wish.subject()), inside -> {
            if (isDone(inside, agreed)) {
                return;
            }
            var open = drafts.open(inside);
            if (!open.stream().map(DraftPublication::place).toList().equals(agreed)) {
                throw Problem.conflict("The drafts changed since this was proposed: look again and propose it anew.");
            }
            var audience = audience(inside, wanted);
            mustNotWiden(inside, open, audience);
            drafts.publish(inside, open, audience);
        });
    }

    /// Whether all of them were published by an attempt that was cut off before it could say so.
    private boolean isDone(Inside inside, List<String> agreed) {
        var published = drafts.list(inside).stream()
                .filter(each -> each.draft().publishedAt().isPresent())
                .map(each -> each.draft().object().text())
                .collect(Collectors.toSet());
        return agreed.stream().allMatch(place -> published.contains(place.substring(0, place.indexOf(' '))));
    }

    /// A draft may refer to what others said. Whoever receives it then learns that there is such a thing, so each
    /// recipient must see that thing already.
    private void mustNotWiden(Inside inside, List<Drafts.Written> open, Audience chosen) {
        var narrower = words.hidden(inside.person(), open, chosen);
        if (!narrower.isEmpty()) {
            var seen = contents.seen(inside.person(), Set.copyOf(narrower));
            var names = narrower.stream()
                    .limit(5)
                    .map(id -> Optional.ofNullable(seen.get(id))
                            .flatMap(each -> each.summary().named())
                            .orElse(id.text()))
                    .collect(Collectors.joining(", "));
            throw Problem.of(
                            Problem.Code.UNPROCESSABLE,
                            "The drafts refer to things that not all whom you chose may see: %s. Choose fewer recipients, or take these out of the drafts."
                                    .formatted(names))
                    .because("investigation.narrower");
        }
    }

    private Audience audience(Inside inside, Wanted wanted) {
        if (wanted.tlp() == Tlp.RED) {
            throw Problem.badRequest("TLP:RED is for named people, and the drafts are for those already.");
        }
        var named = new TreeSet<Long>();
        wanted.organizations()
                .forEach(id -> named.add(organizations
                        .find(id)
                        .orElseThrow(DraftPublication::nobody)
                        .key()));
        named.remove(inside.investigation().organization());
        var groups = new TreeSet<Long>();
        wanted.groups().forEach(id -> groups.add(organizations.findGroup(id).orElseThrow(DraftPublication::nobody)));
        return new Audience(wanted.tlp(), inside.investigation().organization(), named, groups, new TreeSet<>());
    }

    private List<String> names(Wanted wanted) {
        var names = new ArrayList<String>();
        wanted.organizations().forEach(id -> organizations.find(id).ifPresent(each -> names.add(each.name())));
        organizations.groups().stream()
                .filter(group -> wanted.groups().contains(group.id()))
                .forEach(group -> names.add(group.name()));
        return names;
    }

    private static Problem nobody() {
        return Problem.notFound("There is no such recipient.");
    }

    private static String line(Drafts.Written draft) {
        return draft.draft().object().type() + ": " + Drafts.name(draft);
    }

    /// A draft and the version of it that was looked at.
    private static String place(Drafts.Written draft) {
        return draft.draft().object().text() + " " + draft.draft().version();
    }

    private static List<String> sorted(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).sorted().toList();
    }

    private static Set<UUID> ids(Wish wish, String name) {
        return texts(wish, name).stream().map(UUID::fromString).collect(Collectors.toSet());
    }

    private static List<String> texts(Wish wish, String name) {
        return wish.what().array(name).map(JsonArray::texts).orElse(List.of());
    }
}
