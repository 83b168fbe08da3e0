package theriac.hub.accounts;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.core.Reseal;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;

/// The issuers through which people log in, as the CERT's admin keeps them. An issuer never gives the role of
/// the CERT's admin, and outside the CERT none that members do not have: whoever runs it does not run the hub.
/// Thread-safe.
public final class Issuers {

    private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9_:/-]{1,80}(\\.[A-Za-z0-9_:/-]{1,80}){0,4}|");
    private static final Pattern SCOPES = Pattern.compile("([\\x21\\x23-\\x5B\\x5D-\\x7E]{1,80}( |$)){0,10}");
    private static final int MOST_LINES = 200;
    private static final int MOST_ISSUERS = 400;

    private final IssuersSql sql;
    private final Organizations organizations;
    private final SecondFactors.Box box;
    private final Door door;
    private final String publicUrl;
    private final Clock clock;

    /// @param door to servers of others
    /// @param publicUrl how people reach the hub
    public Issuers(
            JdbcClient jdbc,
            Organizations organizations,
            SecondFactors.Box box,
            Door door,
            String publicUrl,
            Clock clock) {
        this.sql = new IssuersSql(jdbc);
        this.organizations = organizations;
        this.box = box;
        this.door = door;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /// The way to servers of others; `app` hands it over.
    public interface Door {
        /// @param networks that are not public and may be asked
        ClientHttpRequestFactory to(List<String> networks);
    }

    /// @param address of the issuer; cannot be changed later
    /// @param client the id that it gave the hub; cannot be changed later
    /// @param secret of the client; "" for none, and at a change for the one that is kept
    /// @param organization whose people it lets in; empty: those of all. Cannot be changed later
    public record Wish(
            String name,
            String address,
            String client,
            String secret,
            Optional<UUID> organization,
            String scopes,
            String groupsClaim,
            List<String> networks,
            boolean secondFactor,
            boolean listed) {}

    /// Where issuers send people back to: to be entered there.
    public String returnAddress() {
        return publicUrl + IssuerClient.RETURN;
    }

    /// Where an issuer tells that somebody is logged out there: to be entered there.
    String logOutAddress(Issuer issuer) {
        return "%s/api/session/issuer/%s/logged-out".formatted(publicUrl, issuer.id());
    }

    public List<Issuer> list() {
        return sql.list();
    }

    public List<Issuer.GroupRole> roles(Issuer issuer) {
        return sql.roles(issuer.key());
    }

    public Optional<Issuer> find(UUID id) {
        return sql.find(id);
    }

    Optional<Issuer> find(long key) {
        return sql.find(key);
    }

    /// @throws Problem when there is none
    Issuer load(UUID id) {
        return find(id).orElseThrow(() -> Problem.notFound("There is no such issuer."));
    }

    /// The issuer, ready to be asked.
    IssuerClient client(Issuer issuer) {
        return new IssuerClient(issuer, secret(issuer), door.to(issuer.networks()), returnAddress(), clock);
    }

    /// Asks the issuer for its description, and makes of the wish what [#keep] keeps. Asks the
    /// network: not to be called inside a transaction.
    ///
    /// @throws Problem when a setting cannot be, or the address is not that of an issuer
    Issuer check(Optional<UUID> id, Wish wish, String by) {
        var before = id.map(this::load);
        var address = before.map(Issuer::address).orElseGet(() -> address(wish.address()));
        if (before.isEmpty() && sql.list().size() >= MOST_ISSUERS) {
            throw Problem.conflict("There are %d issuers already; remove some.".formatted(MOST_ISSUERS));
        }
        if (!CLAIM.matcher(wish.groupsClaim()).matches()) {
            throw Problem.badRequest("The claim of the groups is a name such as groups or realm_access.roles.");
        }
        if (!SCOPES.matcher(wish.scopes()).matches()) {
            throw Problem.badRequest("Scopes are words with a space between, such as profile groups.");
        }
        var metadata = IssuerClient.describe(address, door.to(wish.networks()));
        var key = before.map(Issuer::id).orElseGet(UUID::randomUUID);
        return new Issuer(
                before.map(Issuer::key).orElse(0L),
                key,
                Entered.text(wish.name(), 60, "An issuer needs a name of at most 60 plain characters."),
                address,
                before.map(Issuer::client)
                        .orElseGet(() ->
                                Entered.text(wish.client(), 200, "The issuer gave the hub a client id; enter it.")),
                wish.secret().isEmpty() ? before.map(Issuer::secret).orElse(null) : sealed(key, wish.secret()),
                before.isPresent()
                        ? before.get().organization()
                        : wish.organization().map(this::organization),
                wish.scopes().strip(),
                wish.groupsClaim(),
                wish.networks(),
                wish.secondFactor(),
                wish.listed(),
                metadata,
                clock.instant(),
                by);
    }

    /// Call inside a transaction.
    ///
    /// @throws Problem when a role of the table is none that this issuer may give
    void keep(Issuer issuer, List<Issuer.GroupRole> roles) {
        var limits = limits(issuer);
        if (roles.size() > MOST_LINES) {
            throw Problem.badRequest("At most %d groups.".formatted(MOST_LINES));
        }
        for (var line : roles) {
            Entered.text(line.group(), 200, "A group has a name of at most 200 plain characters.");
            if (!limits.contains(line.role())) {
                throw Problem.badRequest("The role %s is given by an admin only, not by this issuer."
                        .formatted(line.role().text()));
            }
        }
        if (!roles.isEmpty() && issuer.groupsClaim().isEmpty()) {
            throw Problem.badRequest("Name the claim in which the issuer tells the groups.");
        }
        try {
            sql.saveRoles(sql.save(issuer), roles);
        } catch (org.springframework.dao.DuplicateKeyException taken) {
            throw Problem.conflict("There is an issuer of this address and client already.");
        }
    }

    /// Sessions that came through it end, and whom it meant is forgotten.
    ///
    /// @throws Problem when there is none
    void remove(UUID id) {
        if (!sql.delete(id)) {
            throw Problem.notFound("There is no such issuer.");
        }
    }

    /// The roles that its groups may give.
    Set<Role> limits(Issuer issuer) {
        boolean cert = issuer.organization()
                .flatMap(organizations::find)
                .filter(Organization::isCert)
                .isPresent();
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.CERT_ADMIN && (cert || role.atMembers()))
                .collect(java.util.stream.Collectors.toSet());
    }

    byte[] seal(String text, String label) {
        return box.seal(text.getBytes(StandardCharsets.UTF_8), label);
    }

    String open(byte[] sealed, String label) {
        return new String(box.open(sealed, label), StandardCharsets.UTF_8);
    }

    private long organization(UUID id) {
        return organizations
                .find(id)
                .orElseThrow(() -> Problem.notFound("There is no such organisation."))
                .key();
    }

    private byte[] sealed(UUID id, String secret) {
        return seal(secret, label(id));
    }

    private @Nullable String secret(Issuer issuer) {
        var sealed = issuer.secret();
        return sealed == null ? null : open(sealed, label(issuer.id()));
    }

    /// Seals the secrets of all issuers with another key of the vault, and what they want to see again at a log-out.
    /// Log-ins that are on their way through one begin again.
    public static void reseal(Database database, Reseal reseal) {
        var sql = new IssuersSql(database.jdbc());
        for (var row : sql.secrets()) {
            reseal.again(row.sealed(), label(row.issuer()).getBytes(StandardCharsets.UTF_8))
                    .ifPresent(renewed -> sql.seal(row.key(), renewed));
        }
        for (var row : sql.farewells()) {
            reseal.again(row.sealed(), IssuerLogIn.label(row.issuer()).getBytes(StandardCharsets.UTF_8))
                    .ifPresent(renewed -> sql.sealFarewell(row.session(), renewed));
        }
        sql.forgetSteps();
    }

    private static String label(UUID id) {
        return "secret of the issuer " + id;
    }

    /// Https; http only on this machine, where nobody listens on the way.
    static String address(String given) {
        try {
            var address = URI.create(given.strip());
            boolean near = Set.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(address.getHost()));
            if (address.getHost() != null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null
                    && ("https".equals(address.getScheme()) || near && "http".equals(address.getScheme()))) {
                return given.strip();
            }
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest("This is no address: %s".formatted(unreadable.getMessage()));
        }
        throw Problem.badRequest("An issuer's address begins with https:// and has neither ? nor #.");
    }
}
