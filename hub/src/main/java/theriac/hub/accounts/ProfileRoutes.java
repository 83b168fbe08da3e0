package theriac.hub.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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

/// What people do with their own log-in, and what somebody does who has only a link or a forgotten password.
@RestController
public final class ProfileRoutes {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Links links;
    private final AccountMails mails;
    private final Organizations organizations;
    private final Database database;

    public ProfileRoutes(
            Accounts accounts,
            Sessions sessions,
            Links links,
            AccountMails mails,
            Organizations organizations,
            Database database) {
        this.organizations = organizations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.links = links;
        this.mails = mails;
        this.database = database;
    }

    /// @param mail for links to a new password; only an admin changes it
    /// @param language `nl`, `en`, or empty: as the browser wishes
    /// @param theme `light`, `dark`, `auto`, or empty: as the browser wishes
    public record Profile(String name, String mail, String language, String theme) {}

    public record NewPassword(String old, String password) {}

    /// @param agent the browser as it called itself
    /// @param address from which the log-in came
    /// @param usedAt when its person last did something, to the minute
    /// @param expiresAt when it ends at the latest; earlier when nobody uses it
    /// @param here whether it is the session that asks
    public record SessionRow(
            UUID id,
            String agent,
            String address,
            Instant createdAt,
            Instant usedAt,
            Instant expiresAt,
            boolean here) {}

    public record SessionList(List<SessionRow> sessions) {}

    public record LinkToOpen(String secret) {}

    public record LinkToUse(String secret, String password) {}

    public record Forgotten(String login) {}

    /// @param sentence the same for every name
    public record Asked(String sentence) {}

    @GetMapping("/api/profile")
    @Requires(Permission.OWN_ACCOUNT)
    Profile profile(Caller caller) {
        return accounts.profile(account(caller));
    }

    @PutMapping("/api/profile")
    @Requires(Permission.OWN_ACCOUNT)
    Profile saveProfile(Caller caller, @RequestBody Profile profile) {
        return accounts.saveProfile(account(caller), profile);
    }

    /// Ends all other sessions.
    @PutMapping("/api/profile/password")
    @Requires(Permission.OWN_ACCOUNT)
    void changePassword(Caller caller, @RequestBody NewPassword wish) {
        var session = session(caller);
        // Outside the transaction below: a wrong one is counted even though nothing else happens.
        if (accounts.authenticate(session.account().login(), wish.old()).isEmpty()) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "The present password is wrong.");
        }
        database.inTransaction(() -> {
            var account = session.account();
            accounts.setPassword(account.key(), wish.password(), known(account));
            sessions.closeOthers(session);
        });
    }

    /// What others know of her, and of which a password is not made.
    private Stream<String> known(Account account) {
        return Stream.concat(
                Stream.of(
                        account.login(),
                        account.name(),
                        accounts.profile(account).mail()),
                organizations.find(account.organization()).map(Organization::name).stream());
    }

    @GetMapping("/api/profile/sessions")
    @Requires(Permission.OWN_ACCOUNT)
    SessionList sessions(Caller caller) {
        var here = session(caller);
        return new SessionList(sessions.list(here.account()).stream()
                .map(each -> new SessionRow(
                        each.id(),
                        each.agent(),
                        each.address(),
                        each.createdAt(),
                        each.usedAt(),
                        each.endsAt(),
                        each.id().equals(here.id())))
                .toList());
    }

    @DeleteMapping("/api/profile/sessions/{id}")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    void endSession(Caller caller, @PathVariable UUID id) {
        sessions.close(account(caller), id);
    }

    /// What a link is for. The secret travels in the body, never in an address.
    @PostMapping("/api/links")
    @Requires(Permission.PUBLIC)
    Links.Opened openLink(@RequestBody LinkToOpen link) {
        return links.open(link.secret());
    }

    @PostMapping("/api/links/use")
    @Requires(Permission.PUBLIC)
    void useLink(@RequestBody LinkToUse link) {
        database.inTransaction(() -> links.use(link.secret(), link.password()));
    }

    @PostMapping("/api/links/forgotten")
    @Requires(Permission.PUBLIC)
    Asked forgotten(@RequestBody Forgotten wish) {
        mails.forgotten(wish.login());
        return new Asked("If there is such a log-in name and the hub knows a mail address for it, a link is on its way."
                + " If none arrives, your organisation's admin can make one.");
    }

    static Account account(Caller caller) {
        return session(caller).account();
    }

    static Sessions.Session session(Caller caller) {
        return caller.session()
                .orElseThrow(() -> Problem.badRequest("A token has no profile; this address is for people."));
    }
}
