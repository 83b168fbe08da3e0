package theriac.hub.publications;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// For whom a warning is, over HTTP.
@RestController
public final class TargetRoutes {

    private final Publications publications;
    private final Targeting targeting;
    private final Organizations organizations;
    private final int least;

    /// @param least how many organisations must have seen something before their number is told
    public TargetRoutes(Publications publications, Targeting targeting, Organizations organizations, int least) {
        this.least = least;
        this.publications = publications;
        this.targeting = targeting;
        this.organizations = organizations;
    }

    /// @param rule `organization`, `group`, `kind`, `assets` or `sightings`
    /// @param subject an id, a kind, a thing ("" for whatever the warning names), or the purpose of
    ///     a rule that is there
    public record TargetWish(
            @Nullable String rule, @Nullable String subject) {}

    /// @param read the rules that were read; absent: overwrite whatever is there
    public record TargetsWish(
            Optional<List<TargetWish>> read, @Nullable List<TargetWish> targets) {}

    /// @param purpose why the CERT must know who saw it, 10 to 500 characters: those organisations
    ///     read it
    public record SeenWish(@Nullable String purpose) {}

    /// @param name of the organisation or group; "" when it is about neither
    public record TargetView(String rule, String subject, String name) {}

    /// @param rule as in [TargetWish], or `everybody`
    /// @param because which things of theirs; empty when the rule says it all
    public record ReasonView(String rule, String subject, List<String> because) {}

    /// @param mail `text`, `login` (the mail only says that something waits) or `none`
    /// @param refused why it does not get it: `not-meant`, `no-member` or `label`; "" when it does
    public record RecipientRow(
            UUID id, String name, String kind, String mail, List<ReasonView> reasons, String refused) {}

    /// @param sent whether these are the ones who got it; otherwise who would, if it were sent now
    /// @param unnamed how many would get it because of what their scouts saw alone, when the viewer
    ///     did not ask who they are: they are in neither list, and who meets no rule is not either;
    ///     0: fewer than others are told of; absent: everybody is named
    public record RecipientsView(
            boolean sent,
            List<TargetView> targets,
            List<RecipientRow> recipients,
            List<RecipientRow> others,
            Optional<Integer> unnamed) {}

    /// Who gets it and who does not, by which rule: what will be sent, or what was.
    @GetMapping("/api/publications/{id}/recipients")
    @Requires(Permission.READ_MEMBERS)
    RecipientsView recipients(Viewer viewer, @PathVariable UUID id) {
        return view(viewer, publications.own(viewer, id));
    }

    @PutMapping("/api/publications/{id}/targets")
    @Requires(Permission.DRAFT_PUBLICATIONS)
    RecipientsView chooseTargets(Viewer viewer, @PathVariable UUID id, @RequestBody TargetsWish wish) {
        var wanted = targets(Optional.ofNullable(wish.targets()).orElse(List.of()));
        targeting.choose(PublicationRoutes.party(viewer), id, wish.read().map(TargetRoutes::targets), wanted);
        return view(viewer, publications.own(viewer, id));
    }

    @PostMapping("/api/publications/{id}/targets/sightings")
    @Requires(value = Permission.LEARN_WHO, confirmed = true)
    RecipientsView targetWhoSaw(Viewer viewer, @PathVariable UUID id, @RequestBody SeenWish wish) {
        targeting.sightings(
                PublicationRoutes.party(viewer),
                id,
                Optional.ofNullable(wish.purpose()).orElse(""));
        return view(viewer, publications.own(viewer, id));
    }

    private static List<Target> targets(List<TargetWish> wishes) {
        return wishes.stream().map(TargetRoutes::target).toList();
    }

    private static Target target(TargetWish wish) {
        var written = Optional.ofNullable(wish.rule()).orElse("");
        var rule = Target.Rule.parse(written)
                .orElseThrow(() -> Problem.badRequest(
                        "A rule is organization, group, kind, assets or sightings, not \"%s\".".formatted(written)));
        return new Target(rule, Optional.ofNullable(wish.subject()).orElse(""));
    }

    private RecipientsView view(Viewer viewer, Publications.Seen seen) {
        var p = seen.publication();
        var targets = targeting.targets(p).stream()
                .map(target -> new TargetView(target.rule().text(), target.subject(), targeting.name(target)))
                .toList();
        boolean sent = p.times().published().isPresent();
        boolean knows = targeting.mayKnowWhoSaw(viewer, p);
        if (sent) {
            var rows = sent(seen, knows);
            return new RecipientsView(true, targets, rows, List.of(), Optional.empty());
        }
        var all = targeting.recipients(p);
        var told = knows ? all : all.withoutWitnesses();
        var parts = told.lines().stream()
                .map(line -> row(p, line))
                .collect(Collectors.partitioningBy(row -> row.refused().isEmpty()));
        return new RecipientsView(
                false,
                targets,
                parts.getOrDefault(true, List.of()),
                parts.getOrDefault(false, List.of()),
                knows ? Optional.empty() : Optional.of(unnamed(all)));
    }

    private int unnamed(Recipients all) {
        int many = (int) all.lines().stream().filter(Recipients.Line::onlySawIt).count();
        return many < least ? 0 : many;
    }

    /// @param knows whether the viewer may be told who saw it
    private List<RecipientRow> sent(Publications.Seen seen, boolean knows) {
        Map<Long, Organization> known =
                organizations.all().stream().collect(Collectors.toMap(Organization::key, Function.identity()));
        return seen.deliveries().stream()
                .filter(delivery -> delivery.channel().equals("portal"))
                .flatMap(delivery -> Optional.ofNullable(known.get(delivery.organization())).stream()
                        .map(o -> new Recipients.Line(o, WhyJson.read(delivery.rules()), "")))
                .map(line -> row(seen.publication(), knows ? line : line.withoutSightings()))
                .sorted(Comparator.comparing(RecipientRow::name))
                .toList();
    }

    private static RecipientRow row(Publication publication, Recipients.Line line) {
        var o = line.organization();
        return new RecipientRow(
                o.id(),
                o.name(),
                o.kind(),
                o.mail().isPresent() ? WarningMail.form(publication.tlp()) : "none",
                line.reasons().stream()
                        .map(reason -> new ReasonView(reason.rule(), reason.subject(), reason.because()))
                        .toList(),
                line.refused());
    }
}
