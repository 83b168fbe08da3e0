package theriac.hub.publications;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.core.Problem;
import theriac.hub.core.Reseal;
import theriac.hub.db.Database;
import theriac.hub.fetch.AddressRules;
import theriac.hub.policy.Viewer;
import theriac.hub.vault.Seal;
import theriac.stix.Tlp;

/// The chat channels of members that warnings are posted to, as the CERT enters them. Thread-safe.
public final class Webhooks {

    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ADDRESS = 2_000;

    private final WebhookSql sql;
    private final Organizations organizations;
    private final Seal seal;
    private final Clock clock;

    public Webhooks(Database database, Organizations organizations, Seal seal, Clock clock) {
        this.sql = new WebhookSql(database.jdbc());
        this.organizations = organizations;
        this.seal = seal;
        this.clock = clock;
    }

    List<Webhook> list() {
        return sql.list();
    }

    /// Those of these organisations (internal keys) that a warning may be posted to: none, unless
    /// it is CLEAR or GREEN,
    /// for a chat service is one more who reads it.
    List<Webhook> of(Collection<Long> members, Tlp tlp) {
        return switch (tlp) {
            case CLEAR, GREEN -> sql.of(members);
            case AMBER, AMBER_STRICT, RED -> List.of();
        };
    }

    /// A webhook and its address.
    record Opened(Webhook webhook, URI address) {}

    /// Empty when it has ended, or its address was sealed with a key that is gone.
    Optional<Opened> open(long key) {
        return sql.find(key)
                .filter(row -> row.sealId().equals(seal.id()))
                .map(row -> new Opened(
                        row.webhook(),
                        URI.create(new String(
                                seal.open(row.sealed(), label(row.webhook().id())), StandardCharsets.UTF_8))));
    }

    /// @param address a secret, sealed at once
    /// @param allowed networks that are fine although they are not public
    /// @throws Problem when the organisation is no member, or the address or a network is none
    void add(Viewer.Party person, UUID organization, String name, String shape, String address, List<String> allowed) {
        var member = organizations
                .find(organization)
                .filter(Organization::isMember)
                .orElseThrow(() -> Problem.notFound("There is no such member."));
        var kind = Webhook.Shape.parse(shape)
                .orElseThrow(() -> Problem.badRequest("A webhook is of teams, slack or mattermost."));
        var title = name.strip();
        if (title.isEmpty() || title.length() > LONGEST_NAME || title.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("A webhook needs a name of at most %d plain characters.".formatted(LONGEST_NAME));
        }
        if (sql.list().size() >= MOST) {
            throw Problem.conflict("There are %,d webhooks, and more are not kept.".formatted(MOST));
        }
        try {
            AddressRules.allowing(allowed);
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest(String.valueOf(wrong.getMessage()));
        }
        var uri = address(address.strip());
        var id = UUID.randomUUID();
        var sealed = seal.seal(uri.toString().getBytes(StandardCharsets.UTF_8), label(id));
        var webhook =
                new Webhook(0, id, member.key(), title, kind, String.valueOf(uri.getHost()), allowed, clock.instant());
        sql.insert(webhook, seal.id(), sealed, person.account());
    }

    void end(UUID id) {
        if (!sql.end(id, clock.instant())) {
            throw Problem.notFound("There is no such webhook.");
        }
    }

    private static URI address(String text) {
        var wrong = Problem.badRequest(
                "The address of a webhook begins with https:// and has a host, as the chat service shows it.");
        try {
            var uri = new URI(text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null || text.length() > LONGEST_ADDRESS) {
                throw wrong;
            }
            return uri;
        } catch (URISyntaxException none) {
            throw wrong;
        }
    }

    /// Seals the address of every channel with another key of the vault, of those that have ended too.
    public static void reseal(Database database, Reseal reseal) {
        var sql = new WebhookSql(database.jdbc());
        for (var row : sql.all()) {
            reseal.again(row.sealed().joined(), label(row.webhook().id()))
                    .map(Seal.Sealed::apart)
                    .ifPresent(renewed -> sql.seal(row.webhook().key(), reseal.keyId(), renewed));
        }
    }

    private static byte[] label(UUID id) {
        return ("webhook\n" + id).getBytes(StandardCharsets.UTF_8);
    }
}
