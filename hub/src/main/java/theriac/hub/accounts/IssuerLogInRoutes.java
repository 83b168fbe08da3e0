package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.web.RequestTrail;

/// Logging in through an issuer. The issuer sends people back to a page of the workbench, which posts what it was
/// given: nothing changes by a GET, and the cookie of the step never leaves this site.
@RestController
public final class IssuerLogInRoutes {

    private final Issuers issuers;
    private final Identities identities;
    private final IssuerLogIn logIn;
    private final SessionRoutes sessions;
    private final RequestGuard guard;

    public IssuerLogInRoutes(
            Issuers issuers, Identities identities, IssuerLogIn logIn, SessionRoutes sessions, RequestGuard guard) {
        this.issuers = issuers;
        this.identities = identities;
        this.logIn = logIn;
        this.sessions = sessions;
        this.guard = guard;
    }

    public record IssuerChoice(UUID id, String name) {}

    public record IssuerChoices(List<IssuerChoice> issuers) {}

    /// @param link the secret of an invitation or of a link to a new password that is taken up this way
    public record ToIssuer(UUID issuer, Optional<String> link) {}

    /// @param confirm whether to show once more who one is; otherwise the log-in is tied to one's account
    public record FromProfile(UUID issuer, boolean confirm) {}

    /// @param address to which the browser goes
    public record AtIssuer(String address) {}

    /// What the issuer gave the browser (RFC 6749, section 4.1.2, and RFC 9207).
    public record IssuersAnswer(String code, String state, Optional<String> iss) {}

    public record StepCode(String code) {}

    /// @param session of who is logged in now; absent when nobody is yet: a code of the second factor is needed
    /// @param outcome `logged-in`, `code-needed`, `tied` or `confirmed`
    public record IssuerOutcome(Optional<SessionRoutes.SessionView> session, String outcome) {}

    /// @param issuer its name
    /// @param subject as the issuer calls its person
    public record IdentityRow(
            UUID id, UUID issuerId, String issuer, String subject, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /// @param password whether there is one
    /// @param issuers to which more can be tied
    public record LogIns(boolean password, List<IdentityRow> identities, List<IssuerChoice> issuers) {}

    /// Those that are shown to everybody, and one that is asked for by its id.
    @GetMapping("/api/session/issuers")
    @Requires(Permission.PUBLIC)
    IssuerChoices issuers(@RequestParam Optional<UUID> with) {
        var shown = issuers.list().stream()
                .filter(issuer ->
                        issuer.listed() || with.filter(issuer.id()::equals).isPresent());
        return new IssuerChoices(choices(shown));
    }

    @PostMapping("/api/session/issuer")
    @Requires(Permission.PUBLIC)
    AtIssuer toIssuer(@RequestBody ToIssuer wish, HttpServletRequest request, HttpServletResponse response) {
        IssuerLogIn.Purpose purpose = wish.link().isPresent()
                ? new IssuerLogIn.Purpose.ByLink(wish.link().get())
                : new IssuerLogIn.Purpose.LogIn();
        return away(logIn.begin(wish.issuer(), purpose, request), request, response);
    }

    @PostMapping("/api/session/issuer/answer")
    @Requires(Permission.PUBLIC)
    IssuerOutcome answered(
            Caller caller,
            @RequestBody IssuersAnswer answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        var given = new IssuerClient.Answer(answer.code(), answer.state(), answer.iss());
        return outcome(logIn.answer(sessions.step(request), given, caller.session()), request, response);
    }

    @PostMapping("/api/session/issuer/code")
    @Requires(Permission.PUBLIC)
    IssuerOutcome code(@RequestBody StepCode entered, HttpServletRequest request, HttpServletResponse response) {
        return outcome(logIn.code(sessions.step(request), entered.code()), request, response);
    }

    /// The issuer's own word, with a token that it signed: nobody's session and nobody's cookie are asked. Errors are
    /// as everywhere, with the status that OpenID Connect Back-Channel Logout 1.0 (section 2.8) wants.
    ///
    /// @param token named `logout_token`, in a form
    @PostMapping(path = "/api/session/issuer/{id}/logged-out", consumes = "application/x-www-form-urlencoded")
    @Requires(Permission.PUBLIC)
    void loggedOut(@PathVariable UUID id, @RequestParam("logout_token") String token, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        logIn.loggedOut(id, token);
    }

    @GetMapping("/api/profile/log-ins")
    @Requires(Permission.OWN_ACCOUNT)
    LogIns logIns(Caller caller) {
        var account = ProfileRoutes.account(caller);
        var identities = this.identities.list(account.key()).stream()
                .map(each -> new IdentityRow(
                        each.id(), each.issuerId(), each.issuer(), each.subject(), each.createdAt(), each.lastUsedAt()))
                .toList();
        var more = issuers.list().stream()
                .filter(issuer -> issuer.covers(account))
                .filter(issuer ->
                        identities.stream().noneMatch(each -> each.issuerId().equals(issuer.id())));
        return new LogIns(this.identities.hasPassword(account.key()), identities, choices(more));
    }

    /// Goes to an issuer from a session: to tie the log-in there to one's account, which needs that one showed
    /// who one is, or to show it.
    @PostMapping("/api/profile/log-ins")
    @Requires(Permission.OWN_ACCOUNT)
    AtIssuer fromProfile(
            Caller caller, @RequestBody FromProfile wish, HttpServletRequest request, HttpServletResponse response) {
        var session = ProfileRoutes.session(caller);
        if (!wish.confirm()) {
            guard.mustBeConfirmed(session);
        }
        var purpose = wish.confirm() ? new IssuerLogIn.Purpose.Confirm(session) : new IssuerLogIn.Purpose.Tie(session);
        return away(logIn.begin(wish.issuer(), purpose, request), request, response);
    }

    @DeleteMapping("/api/profile/log-ins/{id}")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    void untie(Caller caller, @PathVariable UUID id) {
        identities.untie(ProfileRoutes.account(caller).key(), id);
    }

    private AtIssuer away(IssuerLogIn.Begun begun, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, sessions.stepCookie(begun.secret(), Steps.PATIENCE, request));
        return new AtIssuer(begun.address());
    }

    private IssuerOutcome outcome(
            IssuerLogIn.Outcome outcome, HttpServletRequest request, HttpServletResponse response) {
        var left = outcome instanceof IssuerLogIn.Outcome.CodeNeeded(var secret)
                ? sessions.stepCookie(secret, Steps.PATIENCE, request)
                : sessions.stepCookie("", Duration.ZERO, request);
        response.addHeader(HttpHeaders.SET_COOKIE, left);
        return switch (outcome) {
            case IssuerLogIn.Outcome.Entered(var account, var way) -> {
                request.setAttribute(RequestTrail.SUBJECT, account.login());
                yield new IssuerOutcome(Optional.of(sessions.open(account, way, request, response)), "logged-in");
            }
            case IssuerLogIn.Outcome.CodeNeeded(var secret) -> new IssuerOutcome(Optional.empty(), "code-needed");
            case IssuerLogIn.Outcome.Tied() -> new IssuerOutcome(Optional.empty(), "tied");
            case IssuerLogIn.Outcome.Confirmed() -> new IssuerOutcome(Optional.empty(), "confirmed");
        };
    }

    private static List<IssuerChoice> choices(Stream<Issuer> issuers) {
        return issuers.map(issuer -> new IssuerChoice(issuer.id(), issuer.name()))
                .toList();
    }
}
