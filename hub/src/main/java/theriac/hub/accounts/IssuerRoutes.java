package theriac.hub.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Role;

/// Through whom people log in: settings of the CERT's admin.
@RestController
public final class IssuerRoutes {

    private final Issuers issuers;
    private final Organizations organizations;
    private final Database database;

    public IssuerRoutes(Issuers issuers, Organizations organizations, Database database) {
        this.issuers = issuers;
        this.organizations = organizations;
        this.database = database;
    }

    public record GroupRoleRow(String group, String role) {}

    /// @param secret "" for none; at a change: for the one that is kept
    /// @param organization whose people it lets in; absent: those of all
    /// @param networks that are not public and in which it may stand
    /// @param secondFactor whether it asks for two factors itself
    /// @param listed whether the log-in shows it to everybody
    public record IssuerToSave(
            String name,
            String address,
            String client,
            String secret,
            Optional<UUID> organization,
            String scopes,
            String groupsClaim,
            List<String> networks,
            boolean secondFactor,
            boolean listed,
            List<GroupRoleRow> roles) {}

    /// @param hasSecret whether one is kept; it is shown to nobody
    /// @param grants the roles that its groups may give
    /// @param logOutAddress to be entered at the issuer for back-channel log-out
    public record IssuerRow(
            UUID id,
            String name,
            String address,
            String client,
            boolean hasSecret,
            Optional<UUID> organization,
            String organizationName,
            String scopes,
            String groupsClaim,
            List<String> networks,
            boolean secondFactor,
            boolean listed,
            List<GroupRoleRow> roles,
            List<String> grants,
            String logOutAddress,
            Instant changedAt,
            String changedBy) {}

    /// @param returnAddress to be entered at the issuer as the redirect address
    public record IssuerList(List<IssuerRow> issuers, String returnAddress) {}

    @GetMapping("/api/settings/issuers")
    @Requires(Permission.ADMINISTER_MEMBERS)
    IssuerList issuers() {
        return new IssuerList(issuers.list().stream().map(this::row).toList(), issuers.returnAddress());
    }

    @PostMapping("/api/settings/issuers")
    @Requires(value = Permission.ADMINISTER_MEMBERS, confirmed = true)
    IssuerRow addIssuer(Caller caller, @RequestBody IssuerToSave wish) {
        return save(caller, Optional.empty(), wish);
    }

    @PutMapping("/api/settings/issuers/{id}")
    @Requires(value = Permission.ADMINISTER_MEMBERS, confirmed = true)
    IssuerRow changeIssuer(Caller caller, @PathVariable UUID id, @RequestBody IssuerToSave wish) {
        return save(caller, Optional.of(id), wish);
    }

    /// Sessions that came through it end; whom it meant is forgotten.
    @DeleteMapping("/api/settings/issuers/{id}")
    @Requires(value = Permission.ADMINISTER_MEMBERS, confirmed = true)
    void removeIssuer(@PathVariable UUID id) {
        issuers.remove(id);
    }

    private IssuerRow save(Caller caller, Optional<UUID> id, IssuerToSave wish) {
        var by = ProfileRoutes.account(caller).login();
        var table = wish.roles().stream()
                .map(line -> new Issuer.GroupRole(
                        line.group(),
                        Role.parse(line.role())
                                .orElseThrow(
                                        () -> Problem.badRequest("There is no role \"%s\".".formatted(line.role())))))
                .toList();
        var checked = issuers.check(
                id,
                new Issuers.Wish(
                        wish.name(),
                        wish.address(),
                        wish.client(),
                        wish.secret(),
                        wish.organization(),
                        wish.scopes(),
                        wish.groupsClaim(),
                        wish.networks(),
                        wish.secondFactor(),
                        wish.listed()),
                by);
        database.inTransaction(() -> issuers.keep(checked, table));
        return row(issuers.load(checked.id()));
    }

    private IssuerRow row(Issuer issuer) {
        var organization = issuer.organization().flatMap(organizations::find);
        return new IssuerRow(
                issuer.id(),
                issuer.name(),
                issuer.address(),
                issuer.client(),
                issuer.secret() != null,
                organization.map(Organization::id),
                organization.map(Organization::name).orElse(""),
                issuer.scopes(),
                issuer.groupsClaim(),
                issuer.networks(),
                issuer.secondFactor(),
                issuer.listed(),
                issuers.roles(issuer).stream()
                        .map(line -> new GroupRoleRow(line.group(), line.role().text()))
                        .toList(),
                issuers.limits(issuer).stream().sorted().map(Role::text).toList(),
                issuers.logOutAddress(issuer),
                issuer.changedAt(),
                issuer.changedBy());
    }
}
