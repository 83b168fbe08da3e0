package theriac.hub.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.Contacts.Contact;
import theriac.hub.accounts.OrganizationRoutes.OrganizationRow;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.proposals.ProposalRoutes;
import theriac.hub.proposals.ProposalRoutes.ProposalRow;
import theriac.hub.proposals.Proposals;

/// One organisation: what the hub knows of it, whom to reach there, and whether it takes part.
@RestController
public final class MemberRoutes {

    private final Organizations organizations;
    private final SharingGroups groups;
    private final Contacts contacts;
    private final Tokens tokens;
    private final ProposalRoutes proposals;
    private final Proposals waiting;
    private final Database database;

    public MemberRoutes(
            Organizations organizations,
            SharingGroups groups,
            Contacts contacts,
            Tokens tokens,
            Proposals waiting,
            Database database) {
        this.waiting = waiting;
        this.proposals = new ProposalRoutes(waiting);
        this.organizations = organizations;
        this.groups = groups;
        this.contacts = contacts;
        this.tokens = tokens;
        this.database = database;
    }

    /// @param kind see [Organization]
    /// @param size `small`, `medium`, `large`, or empty when not known
    /// @param language `nl` or `en`
    /// @param mail where warnings go; empty for none
    public record OrganizationToSave(String name, String kind, String size, String language, String mail) {

        Organizations.NewOrganization wish() {
            return new Organizations.NewOrganization(name, kind, language, mail, size);
        }
    }

    /// A group or an organisation by its name.
    public record NamedRow(UUID id, String name) {}

    /// @param counts whether the firm may act now
    /// @param until absent: until it is ended
    public record DelegationRow(
            NamedRow firm, NamedRow member, List<String> purposes, Optional<Instant> until, boolean counts) {}

    /// @param contacts in the order of escalation
    /// @param groups that it is in
    /// @param delegations in which it takes part, on either side
    public record OrganizationDetail(
            OrganizationRow organization,
            Optional<String> mail,
            List<Contact> contacts,
            List<NamedRow> groups,
            List<DelegationRow> delegations) {}

    /// @param contacts all of them, the first one is called first
    public record ContactsToSave(List<Contact> contacts) {}

    /// @param reason for the one who decides
    public record ClosingWish(String reason) {}

    /// People see their own organisation, and those who care for members any; machines have no business here.
    @GetMapping("/api/organizations/{id}")
    @Requires(Permission.SIGNED_IN)
    OrganizationDetail organization(Viewer viewer, @PathVariable UUID id) {
        return detail(organizations
                .find(id)
                .filter(o -> viewer instanceof Viewer.Party party
                        && party.account() != 0
                        && (party.organization() == o.key() || viewer.may(Permission.READ_MEMBERS)))
                .orElseThrow(() -> Problem.notFound("There is no such organisation.")));
    }

    @PostMapping("/api/organizations")
    @Requires(Permission.ADMINISTER_MEMBERS)
    OrganizationDetail createOrganization(@RequestBody OrganizationToSave organization) {
        return detail(database.inTransaction(() -> organizations.create(organization.wish())));
    }

    @PutMapping("/api/organizations/{id}")
    @Requires(Permission.ADMINISTER_MEMBERS)
    OrganizationDetail changeOrganization(@PathVariable UUID id, @RequestBody OrganizationToSave organization) {
        return detail(changed(() -> organizations.change(id, organization.wish())));
    }

    /// Takes two: nothing ends before another person decided.
    @PostMapping("/api/organizations/{id}/closure")
    @Requires(value = Permission.ADMINISTER_MEMBERS, confirmed = true)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ProposalRow closeOrganization(Viewer viewer, @PathVariable UUID id, @RequestBody ClosingWish wish) {
        return proposals.row(viewer, waiting.propose(viewer, MemberDeeds.closing(organizations, id, wish.reason())));
    }

    @DeleteMapping("/api/organizations/{id}/closure")
    @Requires(Permission.ADMINISTER_MEMBERS)
    OrganizationDetail reopenOrganization(@PathVariable UUID id) {
        return detail(changed(() -> organizations.reopen(id)));
    }

    @PutMapping("/api/organizations/{id}/contacts")
    @Requires(Permission.ADMINISTER_PEOPLE)
    OrganizationDetail saveContacts(Viewer viewer, @PathVariable UUID id, @RequestBody ContactsToSave wish) {
        var organization = organizations.administered(viewer, Optional.of(id));
        database.inTransaction(() -> contacts.replace(organization, wish.contacts()));
        return detail(organization);
    }

    private Organization changed(java.util.function.Supplier<Organization> change) {
        var organization = database.inTransaction(change);
        tokens.forgetSeen();
        return organization;
    }

    private OrganizationDetail detail(Organization organization) {
        var known = organizations.all().stream().collect(Collectors.toMap(Organization::key, Function.identity()));
        return new OrganizationDetail(
                OrganizationRow.of(organization),
                organization.mail(),
                contacts.list(organization),
                groups.of(organization).stream()
                        .map(group -> new NamedRow(group.id(), group.name()))
                        .toList(),
                organizations.delegations(Optional.of(organization.key())).stream()
                        .map(each -> row(each, known))
                        .toList());
    }

    /// @param known organisations by internal key
    DelegationRow row(Organizations.Delegation delegation, Map<Long, Organization> known) {
        var firm = java.util.Objects.requireNonNull(known.get(delegation.firm()));
        var member = java.util.Objects.requireNonNull(known.get(delegation.member()));
        return new DelegationRow(
                new NamedRow(firm.id(), firm.name()),
                new NamedRow(member.id(), member.name()),
                delegation.purposes().stream().sorted().toList(),
                delegation.until(),
                organizations.counts(delegation)
                        && firm.closedAt().isEmpty()
                        && member.closedAt().isEmpty());
    }
}
