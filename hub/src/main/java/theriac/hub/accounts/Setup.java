package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;

/// The first start: a one-time link makes the CERT and its first person. There is no default password.
/// Thread-safe.
public final class Setup {

    private static final Duration VALID = Duration.ofHours(24);

    private final SetupSql sql;
    private final Organizations organizations;
    private final Accounts accounts;
    private final Clock clock;

    public Setup(JdbcClient jdbc, Organizations organizations, Accounts accounts, Clock clock) {
        this.sql = new SetupSql(jdbc);
        this.organizations = organizations;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// A new link's secret, as long as there is no CERT; empty afterwards.
    public Optional<String> link() {
        if (organizations.cert().isPresent()) {
            return Optional.empty();
        }
        var secret = Secrets.random();
        var now = clock.instant();
        sql.insert(Secrets.hash(secret), at(now), at(now.plus(VALID)));
        return Optional.of(secret);
    }

    /// @param organization the CERT's name
    public record Wish(String token, String organization, String login, String name, String password) {}

    /// Makes the CERT and its first person. Call inside a transaction: the link is used up only if all of it
    /// succeeds.
    ///
    /// @throws Problem when the link is unknown, used or too old
    public Account complete(Wish wish) {
        if (!sql.use(Secrets.hash(wish.token()), at(clock.instant()))
                || organizations.cert().isPresent()) {
            throw Problem.notFound(
                    "This set-up link is not valid any more. Start the hub again: it prints a new one while"
                            + " nobody has been set up.");
        }
        var cert = organizations.create(new Organizations.NewOrganization(wish.organization(), "cert", "nl", ""));
        return accounts.create(
                cert,
                Accounts.login(wish.login()),
                People.personName(wish.name()),
                wish.password(),
                EnumSet.allOf(Role.class));
    }
}
