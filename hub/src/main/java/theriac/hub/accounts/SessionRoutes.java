package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Role;
import theriac.hub.web.RequestTrail;

/// Logging in and out, and the first set-up.
@RestController
public final class SessionRoutes {

    /// The cookie of a log-in on its way.
    static final String STEP = "theriac_step";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Organizations organizations;
    private final Viewers viewers;
    private final SecondFactors factors;
    private final Setup setup;
    private final Database database;
    private final IssuerLogIn issuers;
    private final String publicUrl;
    private final boolean playground;
    private final String prefix;

    /// @param publicUrl how people reach the hub; when by https, though the last step from the proxy to here is
    ///     plain, the cookie must never travel without
    /// @param playground whether the hub has nothing to do with other machines, which everybody is told
    public SessionRoutes(
            Accounts accounts,
            Sessions sessions,
            Organizations organizations,
            Viewers viewers,
            SecondFactors factors,
            Setup setup,
            Database database,
            IssuerLogIn issuers,
            String publicUrl,
            boolean playground) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.organizations = organizations;
        this.viewers = viewers;
        this.factors = factors;
        this.setup = setup;
        this.database = database;
        this.issuers = issuers;
        this.publicUrl = publicUrl;
        this.playground = playground;
        this.prefix = CallerFilter.prefix(publicUrl);
    }

    /// @param code of the second factor; absent at first, and for who has none
    public record LogIn(String login, String password, Optional<String> code) {}

    /// @param language as chosen; empty: as the browser wishes
    /// @param theme as chosen; empty: as the browser wishes
    /// @param permissions what the person may do here
    /// @param factorMissing whether she must set up a second factor before anything else
    public record AccountView(
            UUID id,
            String login,
            String name,
            String language,
            String theme,
            List<String> roles,
            List<String> permissions,
            boolean factorMissing) {}

    public record OrganizationView(UUID id, String name, String kind) {}

    public record Me(AccountView account, OrganizationView organization) {}

    /// @param csrf to send back as `X-CSRF` with every write
    /// @param playground whether this hub has nothing to do with other machines
    public record SessionView(Me me, String csrf, boolean playground) {}

    /// @param goOn where the browser goes next, so that the issuer forgets the person too; absent: nowhere
    public record LoggedOut(Optional<String> goOn) {}

    @PostMapping("/api/session")
    @Requires(Permission.PUBLIC)
    SessionView logIn(@RequestBody LogIn wish, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(RequestTrail.SUBJECT, wish.login());
        var account = accounts.authenticate(wish.login(), wish.password())
                .orElseThrow(
                        () -> Problem.of(
                                Problem.Code.NOT_AUTHENTICATED,
                                "The log-in name or the password is wrong. After ten wrong passwords an account is closed for a quarter of an hour."));
        if (factors.asked(account)) {
            SecondFactorRoutes.mustHaveCode(factors, account, wish.code().orElse(""));
        }
        return open(account, Sessions.Way.PASSWORD, request, response);
    }

    @GetMapping("/api/session")
    @Requires(Permission.OWN_ACCOUNT)
    SessionView session(Caller caller) {
        var session = session(caller.session()::orElseThrow);
        return view(session);
    }

    @DeleteMapping("/api/session")
    @Requires(Permission.OWN_ACCOUNT)
    LoggedOut logOut(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        var goOn = caller.session().flatMap(session -> issuers.farewell(session, publicUrl + "/"));
        CallerFilter.cookie(request, prefix + CallerFilter.COOKIE).ifPresent(sessions::close);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(CallerFilter.COOKIE, "", Duration.ZERO, request));
        return new LoggedOut(goOn);
    }

    @PostMapping("/api/setup")
    @Requires(Permission.PUBLIC)
    SessionView setUp(@RequestBody Setup.Wish wish, HttpServletRequest request, HttpServletResponse response) {
        Account account = database.inTransaction(() -> setup.complete(wish));
        return open(account, Sessions.Way.PASSWORD, request, response);
    }

    /// Somebody showed who she is: from now on this browser is hers.
    SessionView open(Account account, Sessions.Way way, HttpServletRequest request, HttpServletResponse response) {
        CallerFilter.cookie(request, prefix + CallerFilter.COOKIE).ifPresent(sessions::close);
        var opened = sessions.open(account, agent(request), request.getRemoteAddr(), way);
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(CallerFilter.COOKIE, opened.secret(), opened.length(), request));
        return view(sessions.find(opened.secret()).orElseThrow());
    }

    /// A text for people: short, without what steers a screen.
    private static String agent(HttpServletRequest request) {
        var agent = String.valueOf(request.getHeader("User-Agent")).replaceAll("[\\p{C}]", "");
        return agent.substring(0, Math.min(agent.length(), 200));
    }

    private static Sessions.Session session(Supplier<Sessions.Session> session) {
        try {
            return session.get();
        } catch (java.util.NoSuchElementException machine) {
            throw Problem.badRequest("A token has no session; this address is for people.");
        }
    }

    /// The secret of what this browser is in the middle of; "" for nothing.
    String step(HttpServletRequest request) {
        return CallerFilter.cookie(request, prefix + STEP).orElse("");
    }

    String stepCookie(String secret, Duration length, HttpServletRequest request) {
        return cookie(STEP, secret, length, request);
    }

    private String cookie(String name, String value, Duration length, HttpServletRequest request) {
        return ResponseCookie.from(prefix + name, value)
                .httpOnly(true)
                .secure(!prefix.isEmpty() || request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(length)
                .build()
                .toString();
    }

    private SessionView view(Sessions.Session session) {
        var account = session.account();
        var organization = organizations.find(account.organization()).orElseThrow();
        var profile = accounts.profile(account);
        var permissions = viewers.person(session).permissions().stream()
                .map(p -> p.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .sorted()
                .toList();
        return new SessionView(
                new Me(
                        new AccountView(
                                account.id(),
                                account.login(),
                                account.name(),
                                profile.language(),
                                profile.theme(),
                                account.roles().stream()
                                        .map(Role::text)
                                        .sorted()
                                        .toList(),
                                permissions,
                                session.factorMissing()),
                        new OrganizationView(organization.id(), organization.name(), organization.kind())),
                session.csrf(),
                playground);
    }
}
