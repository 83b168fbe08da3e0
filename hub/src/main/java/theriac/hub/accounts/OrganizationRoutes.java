package theriac.hub.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;

/// Who takes part, and the keys of their machines.
@RestController
public final class OrganizationRoutes {

    private final Organizations organizations;
    private final Tokens tokens;
    private final Door.Doors doors;
    private final Clock clock;

    public OrganizationRoutes(Organizations organizations, Tokens tokens, Door.Doors doors, Clock clock) {
        this.doors = doors;
        this.organizations = organizations;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// @param size `small`, `medium` or `large`; absent: not known
    /// @param closedAt since when it takes part no longer; absent: it does
    public record OrganizationRow(
            UUID id,
            String name,
            String kind,
            Optional<String> size,
            String identity,
            String language,
            Optional<Instant> closedAt) {

        static OrganizationRow of(Organization o) {
            return new OrganizationRow(
                    o.id(), o.name(), o.kind(), o.size(), o.identity().text(), o.language(), o.closedAt());
        }
    }

    public record OrganizationList(List<OrganizationRow> organizations) {}

    /// @param person the login of the person whose key it is; absent for a machine
    /// @param certificate SHA-256 of the client certificate that it is tied to
    /// @param expiresAt absent: it counts until it is revoked
    /// @param networks from which it counts; empty: from everywhere
    /// @param only path of the one thing that it opens, to read; absent: all that its scopes open
    /// @param onlyTitle of that thing; absent too when it is no more
    public record TokenRow(
            UUID id,
            String name,
            String prefix,
            List<String> scopes,
            Optional<String> person,
            Optional<String> certificate,
            Instant createdAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> expiresAt,
            List<String> networks,
            Optional<String> only,
            Optional<String> onlyTitle) {}

    public record TokenList(List<TokenRow> tokens) {}

    /// @param organization for whom; absent: the caller's own organisation. Only who cares for all
    ///     members may name another
    /// @param person the login of the person whose key it is; absent for a machine
    /// @param days after which it counts no more, 1 to 3650; absent: until it is revoked
    /// @param networks from which it counts; absent or empty: from everywhere
    /// @param only path of the door that it opens alone; absent: all that its scopes open
    public record NewToken(
            String name,
            Set<String> scopes,
            Optional<UUID> organization,
            Optional<String> person,
            Optional<Integer> days,
            Optional<List<String>> networks,
            Optional<String> only) {}

    private static final int MOST_DAYS = 3650;

    /// @param secret shown now and never again
    public record IssuedToken(TokenRow token, String secret) {}

    @GetMapping("/api/organizations")
    @Requires(Permission.SIGNED_IN)
    OrganizationList organizations(Viewer viewer) {
        return new OrganizationList(
                organizations.list(viewer).stream().map(OrganizationRow::of).toList());
    }

    @GetMapping("/api/tokens")
    @Requires(Permission.ADMINISTER_TOKENS)
    TokenList tokens(Viewer viewer, @RequestParam Optional<UUID> organization) {
        var owner = organizations.administered(viewer, organization);
        var titles = titles(owner);
        return new TokenList(tokens.list(owner.key()).stream()
                .map(token -> row(token, titles))
                .toList());
    }

    /// @param path to name it with
    /// @param kind `collection`, `list` or `export`
    public record DoorRow(String path, String kind, String title) {}

    public record DoorList(List<DoorRow> doors) {}

    /// What a key can be for alone.
    @GetMapping("/api/tokens/doors")
    @Requires(Permission.ADMINISTER_TOKENS)
    DoorList doors(Viewer viewer, @RequestParam Optional<UUID> organization) {
        return new DoorList(doors.of(organizations.administered(viewer, organization)).stream()
                .map(door -> new DoorRow(door.path(), door.kind(), door.title()))
                .toList());
    }

    private Map<String, String> titles(Organization organization) {
        return doors.of(organization).stream().collect(Collectors.toMap(Door::path, Door::title, (one, other) -> one));
    }

    @PostMapping("/api/tokens")
    @Requires(value = Permission.ADMINISTER_TOKENS, confirmed = true)
    IssuedToken issue(Viewer viewer, @RequestBody NewToken wish) {
        var scopes = wish.scopes().stream()
                .map(text -> Scope.parse(text)
                        .orElseThrow(() -> Problem.badRequest(
                                "The scope \"%s\" does not exist; choose taxii, sightings, submit, lists, scout, misp, misp_write or misp_sync."
                                        .formatted(text))))
                .collect(Collectors.toSet());
        if (scopes.contains(Scope.PUSH)) {
            throw Problem.badRequest("A key that brings records opens one source: make it on that source's page.");
        }
        var organization = organizations.administered(viewer, wish.organization());
        if (scopes.contains(Scope.MISP_SYNC)) {
            mustSync(viewer, organization);
        }
        var limits = limits(wish);
        limits.only().ifPresent(path -> mustFit(path, scopes, organization));
        var issued = wish.person().filter(login -> !login.isBlank()).isPresent()
                ? tokens.issueForPerson(
                        organization, wish.name(), scopes, wish.person().get(), limits)
                : tokens.issue(organization, wish.name(), scopes, limits);
        return new IssuedToken(row(issued.token(), titles(organization)), issued.secret());
    }

    /// What the key begins, its maker may begin herself.
    private static void mustSync(Viewer viewer, Organization organization) {
        if (!organization.isCert()
                || !viewer.may(Permission.RUN_SOURCES)
                || !viewer.may(Permission.CONFIGURE_SHARING)) {
            throw Problem.notAllowed(
                    "A key that begins pulls and pushes is one of the body that runs this hub, made by somebody who may run its sources and configure what it shares.");
        }
    }

    private Tokens.Limits limits(NewToken wish) {
        wish.days().filter(days -> days < 1 || days > MOST_DAYS).ifPresent(days -> {
            throw Problem.badRequest("A key counts for 1 to %d days, or until it is revoked.".formatted(MOST_DAYS));
        });
        return Tokens.Limits.of(
                wish.days().map(days -> clock.instant().plus(Duration.ofDays(days))),
                wish.networks().orElse(List.of()),
                wish.only().filter(path -> !path.isBlank()));
    }

    private void mustFit(String path, Set<Scope> scopes, Organization organization) {
        var door = doors.of(organization).stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(
                        () -> Problem.badRequest("%s has no such collection or list: choose one of /api/tokens/doors."
                                .formatted(organization.name())));
        var wanted = door.kind().equals(Door.COLLECTION) ? Scope.TAXII : Scope.LISTS;
        if (!scopes.equals(Set.of(wanted))) {
            throw Problem.badRequest("A key for this alone has the scope %s and no other.".formatted(wanted.text()));
        }
    }

    /// @param certificate PEM, or the SHA-256 of it; "" for none
    public record CertificateToBind(String certificate) {}

    @PutMapping("/api/tokens/{id}/certificate")
    @Requires(Permission.ADMINISTER_TOKENS)
    TokenRow bind(
            Viewer viewer,
            @PathVariable UUID id,
            @RequestParam Optional<UUID> organization,
            @RequestBody CertificateToBind wish) {
        var owner = organizations.administered(viewer, organization);
        return row(tokens.bind(owner.key(), id, wish.certificate()), titles(owner));
    }

    @DeleteMapping("/api/tokens/{id}")
    @Requires(Permission.ADMINISTER_TOKENS)
    void revoke(Viewer viewer, @PathVariable UUID id, @RequestParam Optional<UUID> organization) {
        tokens.revoke(organizations.administered(viewer, organization).key(), id);
    }

    private static TokenRow row(Tokens.Token token, Map<String, String> titles) {
        return new TokenRow(
                token.id(),
                token.name(),
                token.prefix(),
                token.scopes().stream().map(Scope::text).sorted().toList(),
                token.person(),
                token.certificate().map(ClientCertificates.Fingerprint::hex),
                token.createdAt(),
                token.lastUsedAt(),
                token.limits().until(),
                token.limits().networks(),
                token.limits().only(),
                token.limits().only().map(titles::get));
    }
}
