package theriac.hub.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.MarkingOverride;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.Deed;
import theriac.hub.proposals.Proposal;
import theriac.hub.proposals.Proposals;
import theriac.hub.proposals.Wish;
import theriac.hub.store.Store;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// Overrides for whom a word about an object is (ADR 029): an organisation its own word, the CERT that of
/// others too. What only narrows happens at once; whatever lets somebody see or do more takes two (ADR
/// 022), and is not for one organisation to decide while another's override stands. Thread-safe.
public final class Remarking {

    private static final String OWN = "marking-loosening";
    private static final String ANOTHERS = "marking-override";
    private static final int LONGEST = 2_000;
    private static final int MOST_PEOPLE = 50;

    private final Store store;
    private final MarkedWords words;
    private final Recipients recipients;

    public Remarking(Store store, MarkedWords words, Recipients recipients) {
        this.store = store;
        this.words = words;
        this.recipients = recipients;
    }

    /// For whom it is to be.
    ///
    /// @param owner whose word; empty: the own organisation's
    /// @param organizations named recipients
    /// @param groups recipients too
    /// @param people for TLP:RED: log-in names of who may read it, and nobody else may
    /// @param use what they may do with it; empty: as it is, the strictest of what the word's sources say
    record Wanted(
            Optional<UUID> owner,
            Tlp tlp,
            Set<UUID> organizations,
            Set<UUID> groups,
            Set<String> people,
            Optional<Label> use,
            String reason) {}

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
    /// @param changed whether it is done; false: it waits
    /// @param waiting what waits for a second person
    record Outcome(boolean changed, Optional<Proposal> waiting) {}

    /// @throws Problem when the viewer may not decide about that word, or a recipient does not exist
    Outcome change(Viewer.Party viewer, StixId id, Wanted wanted, Proposals proposals) {
        reason(wanted.reason());
        var word = word(viewer, id, wanted.owner());
        checkPeople(viewer, word, wanted);
        var use = wanted.use().orElseGet(() -> Label.strictest(words.audiences(word)));
        var after = audience(viewer, word, wanted).withPap(use.pap());
        if (MarkingOverride.narrows(after, words.audiences(word), viewer.organization())) {
            store.claims().override(viewer, id, after, wanted.reason());
            return new Outcome(true, Optional.empty());
        }
        mustBeAlone(viewer, word);
        return new Outcome(
                false, Optional.of(proposals.propose(viewer, wish(viewer, id, word, after, wanted.reason()))));
    }

    /// The word is again for whom it came, or for whom others decided.
    ///
    /// @param owner whose word; empty: the own organisation's
    /// @throws Problem when the viewer's organisation decided nothing about it
    Outcome lift(Viewer.Party viewer, StixId id, Optional<UUID> owner, String reason, Proposals proposals) {
        reason(reason);
        var word = word(viewer, id, owner);
        var own = word.overrides().stream()
                .filter(each -> each.organization() == viewer.organization())
                .findFirst()
                .orElseThrow(
                        () -> Problem.conflict("Your organisation has decided nothing here that could be lifted."));
        boolean newest = own.equals(word.overrides().getFirst());
        boolean narrows = own.override().decidedOn().stream()
                .allMatch(came -> came.within(own.override().audience()));
        if (!newest || narrows) {
            store.claims().liftOverride(viewer, id, word.owner(), reason);
            return new Outcome(true, Optional.empty());
        }
        return new Outcome(false, Optional.of(proposals.propose(viewer, liftingWish(viewer, id, word, reason))));
    }

    /// What takes two: widening one's own word, and another's.
    public List<Deed> deeds() {
        return List.of(deed(OWN, Permission.MARK_OBJECTS), deed(ANOTHERS, Permission.OVERRIDE_MARKINGS));
    }

    private Deed deed(String kind, Permission permission) {
        return new Deed() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Permission permission() {
                return permission;
            }

            /// Its name and the named people are in the proposal: whoever does not see the object, or
            /// does not any more, does not see that either.
            @Override
            public boolean concerns(Viewer.Party person, Wish wish) {
                var id = StixId.parse(wish.subject()).orElseThrow();
                return store.objects()
                        .find(person, id)
                        .filter(found -> found.claims().stream()
                                .anyMatch(claim -> claim.withdrawnAt().isEmpty()))
                        .isPresent();
            }

            @Override
            public void carryOut(Viewer.Party decider, Wish wish) {
                Remarking.this.carryOut(decider, wish);
            }
        };
    }

    private void carryOut(Viewer.Party decider, Wish wish) {
        var id = StixId.parse(wish.subject()).orElseThrow();
        var word = word(decider, id, wish.what().text("owner").map(UUID::fromString));
        boolean lifting = !wish.what().has("tlp");
        var after = lifting ? Optional.<Audience>empty() : Optional.of(kept(decider, word, wish));
        boolean done = lifting
                ? word.overrides().stream().noneMatch(each -> each.organization() == decider.organization())
                : words.audiences(word).stream().allMatch(after.get()::equals);
        if (done) {
            return;
        }
        if (!before(word).equals(texts(wish, "before"))) {
            throw Problem.conflict("For whom this is has changed since it was proposed; look at it again.");
        }
        after.ifPresentOrElse(
                audience -> store.claims().override(decider, id, audience, wish.reason()),
                () -> store.claims().liftOverride(decider, id, word.owner(), wish.reason()));
    }

    private Audience kept(Viewer.Party decider, MarkedWords.Word word, Wish wish) {
        var wanted = new Wanted(
                Optional.empty(),
                Tlp.ofLabel(wish.what().text("tlp").orElseThrow()).orElseThrow(),
                ids(wish, "organizations"),
                ids(wish, "groups"),
                Set.copyOf(texts(wish, "people")),
                Optional.empty(),
                wish.reason());
        return audience(decider, word, wanted)
                .withPap(wish.what()
                        .text("use")
                        .map(Label::of)
                        .orElseGet(() -> Label.strictest(words.audiences(word)))
                        .pap());
    }

    private Wish wish(Viewer.Party viewer, StixId id, MarkedWords.Word word, Audience after, String reason) {
        var shown = shown(viewer, word);
        var before = words.audiences(word);
        shown.add(labels(before) + " → " + after.tlp().label());
        var use = new Label(after.pap());
        if (!Label.strictest(before).equals(use)) {
            shown.add(Label.strictest(before).text() + " → " + use.text());
        }
        var organizations = after.organizations().stream()
                .map(key -> recipients.organization(key).orElseThrow())
                .toList();
        var groups = after.groups().stream()
                .map(key -> recipients.group(key).orElseThrow())
                .toList();
        var people = after.people().stream()
                .map(key -> recipients.reader(key).orElseThrow())
                .sorted(Comparator.comparing(Recipients.Reader::login))
                .toList();
        people.forEach(each -> shown.add("%s (%s)".formatted(each.name(), each.login())));
        organizations.forEach(each -> shown.add(each.name()));
        groups.forEach(each -> shown.add(each.name()));
        var what = what(viewer, word)
                .put("tlp", after.tlp().label())
                .put("organizations", ids(organizations))
                .put("groups", ids(groups))
                .put("people", people.stream().map(Recipients.Reader::login).toList())
                .put("use", use.text())
                .put("before", before(word))
                .build();
        return new Wish(kind(viewer, word), id.text(), name(viewer, id), shown, what, reason);
    }

    private Wish liftingWish(Viewer.Party viewer, StixId id, MarkedWords.Word word, String reason) {
        var shown = shown(viewer, word);
        var came = word.overrides().getFirst().override().decidedOn();
        shown.add(labels(words.audiences(word)) + " → " + labels(came));
        var what = what(viewer, word).put("before", before(word)).build();
        return new Wish(kind(viewer, word), id.text(), name(viewer, id), shown, what, reason);
    }

    private static String kind(Viewer.Party viewer, MarkedWords.Word word) {
        return word.owner() == viewer.organization() ? OWN : ANOTHERS;
    }

    private JsonObject.Builder what(Viewer.Party viewer, MarkedWords.Word word) {
        var what = JsonObject.builder();
        if (word.owner() != viewer.organization()) {
            what.put(
                    "owner",
                    recipients.organization(word.owner()).orElseThrow().id().toString());
        }
        return what;
    }

    /// Begins with whose word it is, when that is another's.
    private ArrayList<String> shown(Viewer.Party viewer, MarkedWords.Word word) {
        var shown = new ArrayList<String>();
        if (word.owner() != viewer.organization()) {
            shown.add(recipients.organization(word.owner()).orElseThrow().name() + ":");
        }
        return shown;
    }

    private static String labels(Collection<Audience> audiences) {
        return audiences.stream()
                .map(audience -> audience.tlp().label())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String name(Viewer viewer, StixId id) {
        return store.objects()
                .find(viewer, id)
                .map(found -> found.summary().name())
                .filter(text -> !text.isBlank())
                .orElse(id.text());
    }

    /// @throws Problem when that organisation says nothing that this viewer sees, or it is not hers to
    ///     decide
    private MarkedWords.Word word(Viewer.Party viewer, StixId id, Optional<UUID> owner) {
        long key = owner.map(each -> key(recipients.organization(each))).orElse(viewer.organization());
        var word = words.words(viewer, id).stream()
                .filter(each -> each.owner() == key)
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        owner.isPresent()
                                ? "That organisation says nothing about this, or it is not for you."
                                : "Your organisation says nothing about this, or it is not for you."));
        if (!MarkedWords.mayDecide(viewer, word)) {
            throw Problem.notAllowed("Only the CERT decides for whom another organisation's word is.");
        }
        if (key != viewer.organization()
                && words.audiences(word).stream().anyMatch(audience -> audience.tlp() == Tlp.RED)) {
            throw Problem.conflict("TLP:RED of another organisation is for named people: only it can change that.");
        }
        return word;
    }

    private static void mustBeAlone(Viewer.Party viewer, MarkedWords.Word word) {
        MarkedWords.another(word, viewer).ifPresent(standing -> {
            throw Problem.conflict(
                    "%s decided for whom this is. You can narrow that further; only its people let more see it."
                            .formatted(standing.organizationName()));
        });
    }

    /// TLP:RED is for named people, all other labels for organisations. Whoever names is one of the
    /// named: a word that its people do not see any more could never be lifted.
    private void checkPeople(Viewer.Party viewer, MarkedWords.Word word, Wanted wanted) {
        if (wanted.tlp() != Tlp.RED) {
            if (!wanted.people().isEmpty()) {
                throw Problem.badRequest("People are named for TLP:RED; the other labels are for organisations.");
            }
            return;
        }
        if (!wanted.organizations().isEmpty() || !wanted.groups().isEmpty()) {
            throw Problem.badRequest("TLP:RED is for named people, and this names organisations.");
        }
        if (word.owner() != viewer.organization()) {
            throw Problem.badRequest("Only an organisation itself makes its word TLP:RED, for people whom it names.");
        }
        if (wanted.people().size() > MOST_PEOPLE) {
            throw Problem.badRequest("TLP:RED is for few: at most %d people.".formatted(MOST_PEOPLE));
        }
        if (!people(wanted).contains(viewer.account())) {
            throw Problem.badRequest(
                    "Name yourself too, and best a second person who may mark: whoever is not named sees it no more and cannot lift it.");
        }
    }

    private SortedSet<Long> people(Wanted wanted) {
        return wanted.people().stream()
                .map(login -> recipients
                        .reader(login)
                        .orElseThrow(() -> Problem.badRequest(
                                "There is no person of the CERT or of a member with the log-in name \"%s\"."
                                        .formatted(login)))
                        .account())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Who decides about another's word goes on seeing it, as far as it names recipients at all.
    private Audience audience(Viewer.Party viewer, MarkedWords.Word word, Wanted wanted) {
        var organizations = new TreeSet<Long>();
        wanted.organizations().forEach(each -> organizations.add(key(recipients.organization(each))));
        var groups = new TreeSet<Long>();
        wanted.groups().forEach(each -> groups.add(key(recipients.group(each))));
        boolean open =
                organizations.isEmpty() && groups.isEmpty() && wanted.tlp().compareTo(Tlp.GREEN) <= 0;
        if (!open && word.owner() != viewer.organization()) {
            organizations.add(viewer.organization());
        }
        organizations.remove(word.owner());
        return new Audience(wanted.tlp(), word.owner(), organizations, groups, people(wanted));
    }

    private static long key(Optional<Recipients.Known> recipient) {
        return recipient
                .orElseThrow(() -> Problem.notFound("There is no such recipient."))
                .key();
    }

    private static List<String> before(MarkedWords.Word word) {
        return word.claims().stream()
                .map(claim -> claim.sourceId() + ":" + claim.audience())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> ids(List<Recipients.Known> known) {
        return known.stream().map(each -> each.id().toString()).sorted().toList();
    }

    private static Set<UUID> ids(Wish wish, String name) {
        return texts(wish, name).stream().map(UUID::fromString).collect(Collectors.toSet());
    }

    private static List<String> texts(Wish wish, String name) {
        return wish.what().array(name).map(JsonArray::texts).orElse(List.of());
    }

    private static void reason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw Problem.badRequest("Say why, in at most %d characters.".formatted(LONGEST));
        }
    }
}
