package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.accounts.ClientCertificates.Fingerprint;
import theriac.hub.core.Problem;
import theriac.hub.policy.Scope;
import theriac.stix.net.IpNetwork;

/// Keys of machines: hashed, scoped, within one organisation. Thread-safe.
public final class Tokens {

    /// How often "last used" is written down at most, so that a busy scout does not write with every request.
    private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

    private final TokensSql sql;
    private final Clock clock;
    private final SeenMachines seen;

    public Tokens(JdbcClient jdbc, Clock clock) {
        this.sql = new TokensSql(jdbc);
        this.clock = clock;
        this.seen = new SeenMachines(clock);
    }

    /// For answers that go on during an outage.
    SeenMachines seen() {
        return seen;
    }

    /// What was remembered for outages may not hold any more: every machine is looked up anew.
    void forgetSeen() {
        seen.forgetAll();
    }

    /// Until when, from where and for what alone a key counts.
    ///
    /// @param until empty: until it is revoked
    /// @param networks as `10.1.2.0/24` or `2001:db8::/32`; empty: from everywhere
    /// @param only path of the one [Door] that it opens; empty: all that its scopes open
    public record Limits(Optional<Instant> until, List<String> networks, Optional<String> only) {

        public static final Limits NONE = new Limits(Optional.empty(), List.of(), Optional.empty());

        private static final int MOST_NETWORKS = 50;

        public Limits {
            networks = List.copyOf(networks);
        }

        /// @throws Problem when a network is none
        static Limits of(Optional<Instant> until, List<String> networks, Optional<String> only) {
            if (networks.size() > MOST_NETWORKS) {
                throw Problem.badRequest("At most %d networks for one key.".formatted(MOST_NETWORKS));
            }
            networks.forEach(text -> IpNetwork.parse(text)
                    .orElseThrow(() -> Problem.badRequest(
                            "\"%s\" is no network: write 10.1.2.0/24, 192.0.2.7 or 2001:db8::/32.".formatted(text))));
            return new Limits(until, networks, only);
        }

        /// Whether the key counts from this address.
        boolean admit(String address) {
            return networks.isEmpty()
                    || IpNetwork.parse(address)
                            .filter(here -> networks.stream()
                                    .flatMap(text -> IpNetwork.parse(text).stream())
                                    .anyMatch(network -> network.contains(here)))
                            .isPresent();
        }
    }

    /// @param key internal; never leaves the hub
    /// @param id as others see it
    /// @param organization internal key
    /// @param prefix the first characters, so that people can tell tokens apart
    /// @param source the only one that a token of [Scope#PUSH] opens (internal key); empty for all others
    /// @param person the login of the person whose key it is, with whose account it ends; empty for a machine
    /// @param certificate of the client: it opens what the key opens, and without it the key does not count
    /// @param limits until when and from where it counts
    public record Token(
            long key,
            UUID id,
            long organization,
            String name,
            String prefix,
            Set<Scope> scopes,
            Optional<Long> source,
            Optional<String> person,
            Optional<Fingerprint> certificate,
            Limits limits,
            Instant createdAt,
            Optional<Instant> lastUsedAt) {}

    /// @param secret shown once, stored nowhere
    public record Issued(Token token, String secret) {}

    public Issued issue(Organization organization, String name, Set<Scope> scopes) {
        return issue(organization, name, scopes, Limits.NONE);
    }

    Issued issue(Organization organization, String name, Set<Scope> scopes, Limits limits) {
        if (scopes.isEmpty()) {
            throw Problem.badRequest(
                    "A token needs at least one scope: taxii, sightings, submit, lists, scout, misp, misp_write or misp_sync.");
        }
        return issue(organization, name, scopes, Optional.empty(), Optional.empty(), limits);
    }

    /// A token that a person uses in tools of her own. It opens what its scopes open and no more: what is for
    /// named people only is not for their tools.
    ///
    /// @throws Problem when the organisation has no such account
    public Issued issueForPerson(Organization organization, String name, Set<Scope> scopes, String login) {
        return issueForPerson(organization, name, scopes, login, Limits.NONE);
    }

    Issued issueForPerson(Organization organization, String name, Set<Scope> scopes, String login, Limits limits) {
        var account = sql.account(organization.key(), Accounts.key(login))
                .orElseThrow(() -> Problem.badRequest(
                        "%s has no account \"%s\" that is in use.".formatted(organization.name(), login)));
        if (scopes.isEmpty()) {
            throw Problem.badRequest("A token needs at least one scope, such as misp.");
        }
        return issue(organization, name, scopes, Optional.empty(), Optional.of(account), limits);
    }

    /// A token with which a machine brings records to one source.
    ///
    /// @param source internal key
    public Issued issueForSource(Organization organization, String name, long source) {
        return issue(organization, name, Set.of(Scope.PUSH), Optional.of(source), Optional.empty(), Limits.NONE);
    }

    private Issued issue(
            Organization organization,
            String name,
            Set<Scope> scopes,
            Optional<Long> source,
            Optional<Long> account,
            Limits limits) {
        var label = Entered.text(
                name, 100, "A token needs a name of at most 100 plain characters, such as the machine that uses it.");
        var secret = "thr_" + Secrets.random();
        var token = sql.insert(
                UUID.randomUUID(),
                organization.key(),
                label,
                secret.substring(0, 10),
                Secrets.hash(secret),
                scopes,
                source,
                account,
                limits,
                at(clock.instant()));
        return new Issued(token, secret);
    }

    public Optional<Token> find(String secret) {
        if (!secret.startsWith("thr_") || secret.length() > 100) {
            return Optional.empty();
        }
        return used(sql.find(Secrets.hash(secret), at(clock.instant())));
    }

    /// The token that is tied to a client certificate.
    Optional<Token> find(Fingerprint certificate) {
        return used(sql.find(certificate, at(clock.instant())));
    }

    private Optional<Token> used(Optional<Token> found) {
        var now = clock.instant();
        found.filter(t -> t.lastUsedAt().isEmpty()
                        || t.lastUsedAt().get().plus(LAST_USED_STEP).isBefore(now))
                .ifPresent(t -> sql.used(t.key(), at(now)));
        return found;
    }

    /// The token in an `Authorization` header: a bearer, the password of `Basic`, or behind the word `Token`,
    /// as `taxii2-client`'s `TokenAuth` sends it.
    public Optional<Token> findInHeader(String authorization) {
        return find(secret(authorization));
    }

    private static String secret(String authorization) {
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (authorization.regionMatches(true, 0, "Token ", 0, 6)) {
            return authorization.substring(6).strip();
        }
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                var pair = new String(
                        Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
                return pair.substring(pair.indexOf(':') + 1);
            } catch (IllegalArgumentException notBase64) {
                return "";
            }
        }
        return "";
    }

    /// Ties a token to a client certificate, or unties it.
    ///
    /// @param certificate as people paste it; "" for none
    /// @throws Problem when there is no such token, or another one is tied to this certificate
    public Token bind(long organization, UUID id, String certificate) {
        var wanted = certificate.isBlank()
                ? Optional.<Fingerprint>empty()
                : Optional.of(ClientCertificates.pasted(certificate));
        seen.forget(id);
        try {
            return sql.bind(organization, id, wanted.map(Fingerprint::bytes).orElse(null))
                    .orElseThrow(() -> Problem.notFound("There is no such token; it may have been revoked already."));
        } catch (DuplicateKeyException taken) {
            throw Problem.conflict("Another token is tied to this certificate already: a certificate opens one.");
        }
    }

    /// The tokens that open a source (internal key).
    public List<Token> listForSource(long source) {
        return sql.listForSource(source);
    }

    public List<Token> list(long organization) {
        return sql.list(organization);
    }

    /// @throws Problem when the organisation has no such token
    public void revoke(long organization, UUID id) {
        if (!sql.revoke(organization, id, at(clock.instant()))) {
            throw Problem.notFound("There is no such token; it may have been revoked already.");
        }
        seen.forget(id);
    }
}
