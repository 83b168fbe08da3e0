package theriac.hub.knowledge;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.ProposalRoutes;
import theriac.hub.proposals.ProposalRoutes.ProposalRow;
import theriac.hub.proposals.Proposals;
import theriac.hub.store.Overrides;
import theriac.stix.Pap;
import theriac.stix.StixId;
import theriac.stix.Tlp;

/// For whom words about an object are and what decided it; overridden, and lifted, over HTTP.
@RestController
public final class MarkingRoutes {

    private final MarkedWords words;
    private final Remarking remarking;
    private final Recipients recipients;
    private final Proposals waiting;
    private final ProposalRoutes proposals;

    public MarkingRoutes(MarkedWords words, Remarking remarking, Recipients recipients, Proposals waiting) {
        this.words = words;
        this.remarking = remarking;
        this.recipients = recipients;
        this.waiting = waiting;
        this.proposals = new ProposalRoutes(waiting);
    }

    /// A decision that stands in place of the marking that the word came with.
    ///
    /// @param organization that decided
    /// @param by log-in name; "" for people of other organisations
    /// @param came the labels with which the word came
    /// @param own whether the viewer's organisation decided it and may lift it
    public record OverrideRow(
            String organization, String by, Instant at, String reason, List<String> came, boolean own) {}

    /// @param login by which a person is named
    public record NamedReader(String login, String name) {}

    /// What one organisation says about the object.
    ///
    /// @param organization whose word it is
    /// @param tlp labels, one for each audience
    /// @param people who are named for TLP:RED, for who is one of them
    /// @param pap what may be done with it, the strictest; absent: nothing is said
    /// @param rules what decided for whom it is: `override`, `delivered` or `source`, in this order of
    ///     precedence
    /// @param overrides that stand, the newest first, which counts
    /// @param own whether it is the viewer's own organisation
    /// @param mayChange whether the viewer may decide about it
    public record WordRow(
            UUID organization,
            String name,
            List<String> tlp,
            List<NamedReader> people,
            Optional<String> pap,
            List<String> rules,
            List<OverrideRow> overrides,
            boolean own,
            boolean mayChange) {}

    /// A part that is marked by itself. The strictest decides for the whole object (ADR 039).
    ///
    /// @param selector the property as STIX writes it, `external_references.[0].url`
    /// @param marking its label, or the name or id of another marking
    public record PartRow(String selector, String marking) {}

    /// @param parts at most 100; often none
    public record WordList(List<WordRow> words, List<PartRow> parts) {}

    /// @param owner whose word; absent: the own organisation's
    /// @param tlp `clear`, `green`, `amber`, `amber+strict`, or `red` for the own organisation's word
    /// @param organizations named recipients; with none, and no groups, the label alone decides
    /// @param groups sharing groups that are recipients too
    /// @param people for `red`: log-in names of all who may read it, the own one among them; absent: none
    /// @param pap what they may do with it: `clear`, `green`, `amber`, `red`, or `none` for no word on
    ///     that; absent: as it is
    public record MarkingWish(
            Optional<UUID> owner,
            String tlp,
            Set<UUID> organizations,
            Set<UUID> groups,
            Optional<Set<String>> people,
            Optional<String> pap,
            String reason) {}

    /// @param owner whose word; absent: the own organisation's
    public record LiftingWish(Optional<UUID> owner, String reason) {}

    /// @param changed whether it is done
    /// @param proposal what waits for a second person, because somebody would see what she could not
    public record MarkingAnswer(boolean changed, Optional<ProposalRow> proposal) {}

    /// As far as the viewer sees the words.
    @GetMapping("/api/objects/{id}/marking")
    @Requires(Permission.READ_OBJECTS)
    WordList markings(Viewer viewer, @PathVariable String id) {
        var object = ObjectRoutes.parse(id);
        var told = words.words(viewer, object);
        if (told.isEmpty()) {
            throw Knowledge.absent(object);
        }
        return new WordList(told.stream().map(word -> row(viewer, word)).toList(), parts(viewer, object));
    }

    private List<PartRow> parts(Viewer viewer, StixId object) {
        var marked = words.parts(viewer, object);
        return marked.parts().stream()
                .map(part -> new PartRow(part.selector(), name(part.marking(), marked.names())))
                .distinct()
                .toList();
    }

    private static String name(StixId marking, Map<StixId, String> names) {
        return Tlp.ofMarking(marking)
                .map(Tlp::label)
                .or(() -> Pap.ofMarking(marking).map(Pap::label))
                .orElseGet(() -> Optional.ofNullable(names.get(marking))
                        .filter(name -> !name.isEmpty())
                        .orElse(marking.text()));
    }

    /// Narrows at once; whatever would let somebody see more waits for a second person. Counts for later
    /// deliveries too, until it is lifted.
    @PostMapping("/api/objects/{id}/marking")
    @Requires(Permission.MARK_OBJECTS)
    MarkingAnswer mark(Viewer viewer, @PathVariable String id, @RequestBody MarkingWish wish) {
        var tlp = Tlp.ofLabel(wish.tlp())
                .orElseThrow(() -> Problem.badRequest("The label is clear, green, amber, amber+strict or red."));
        var wanted = new Remarking.Wanted(
                wish.owner(),
                tlp,
                wish.organizations(),
                wish.groups(),
                wish.people().orElse(Set.of()),
                wish.pap().map(MarkingRoutes::use),
                wish.reason());
        return answer(viewer, remarking.change(person(viewer), ObjectRoutes.parse(id), wanted, waiting));
    }

    /// Undoes what the own organisation decided: the word is for whom it came. Where that lets somebody
    /// see more, it waits for a second person.
    @PostMapping("/api/objects/{id}/marking/lifting")
    @Requires(Permission.MARK_OBJECTS)
    MarkingAnswer lift(Viewer viewer, @PathVariable String id, @RequestBody LiftingWish wish) {
        return answer(
                viewer, remarking.lift(person(viewer), ObjectRoutes.parse(id), wish.owner(), wish.reason(), waiting));
    }

    private MarkingAnswer answer(Viewer viewer, Remarking.Outcome outcome) {
        return new MarkingAnswer(outcome.changed(), outcome.waiting().map(each -> proposals.row(viewer, each)));
    }

    private WordRow row(Viewer viewer, MarkedWords.Word word) {
        var owner = recipients.organization(word.owner()).orElseThrow();
        var audiences = words.audiences(word);
        var party = viewer instanceof Viewer.Party some ? Optional.of(some) : Optional.<Viewer.Party>empty();
        return new WordRow(
                owner.id(),
                owner.name(),
                audiences.stream().map(each -> each.tlp().label()).toList(),
                named(party, word, audiences),
                audiences.stream()
                        .flatMap(each -> each.pap().stream())
                        .reduce(Pap::strictest)
                        .map(Pap::label),
                word.claims().stream()
                        .map(claim -> words.rule(word, claim))
                        .distinct()
                        .sorted()
                        .map(MarkedWords.Rule::text)
                        .toList(),
                word.overrides().stream().map(each -> row(party, each)).toList(),
                party.filter(some -> some.organization() == word.owner()).isPresent(),
                party.filter(some -> some.account() > 0 && MarkedWords.mayDecide(some, word))
                        .isPresent());
    }

    private List<NamedReader> named(
            Optional<Viewer.Party> viewer, MarkedWords.Word word, Collection<Audience> audiences) {
        boolean own = viewer.filter(some -> some.organization() == word.owner()).isPresent();
        return !own
                ? List.of()
                : audiences.stream()
                        .filter(audience -> audience.tlp() == Tlp.RED)
                        .flatMap(audience -> audience.people().stream())
                        .distinct()
                        .flatMap(account -> recipients.reader(account).stream())
                        .map(each -> new NamedReader(each.login(), each.name()))
                        .sorted(Comparator.comparing(NamedReader::login))
                        .toList();
    }

    private static OverrideRow row(Optional<Viewer.Party> party, Overrides.Standing standing) {
        // Through others' eyes nobody's name is seen.
        boolean own = party.filter(some -> some.organization() == standing.organization()
                        && some.behind().isEmpty())
                .isPresent();
        return new OverrideRow(
                standing.organizationName(),
                own ? standing.by() : "",
                standing.at(),
                standing.reason(),
                standing.override().decidedOn().stream()
                        .map(each -> each.tlp().label())
                        .distinct()
                        .sorted()
                        .toList(),
                own);
    }

    private static Viewer.Party person(Viewer viewer) {
        if (viewer instanceof Viewer.Party party && party.account() != 0) {
            return party;
        }
        throw Problem.notAllowed("Only people change for whom something is.");
    }

    private static Remarking.Label use(String text) {
        var label = Remarking.Label.of(text);
        if (label.pap().isEmpty() && !text.equals("none")) {
            throw Problem.badRequest("What may be done with it is clear, green, amber, red or none.");
        }
        return label;
    }
}
