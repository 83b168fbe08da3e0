package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.stix.json.JsonObject;

/// A log-in through an issuer, from the button to the person: away to the issuer with a step that only this
/// browser knows, and back with an answer that counts once. Thread-safe.
public final class IssuerLogIn {

    /// How far the clocks of the hub and of an issuer may be apart.
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int LONGEST_SID = 255;

    private final Issuers issuers;
    private final Identities identities;
    private final Accounts accounts;
    private final Links links;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final Steps steps;
    private final Database database;
    private final Clock clock;

    public IssuerLogIn(
            JdbcClient jdbc,
            Issuers issuers,
            Identities identities,
            Accounts accounts,
            Links links,
            SecondFactors factors,
            Sessions sessions,
            Database database,
            Clock clock) {
        this.issuers = issuers;
        this.identities = identities;
        this.accounts = accounts;
        this.links = links;
        this.factors = factors;
        this.sessions = sessions;
        this.steps = new Steps(jdbc, clock);
        this.database = database;
        this.clock = clock;
    }

    /// What somebody goes to an issuer for.
    sealed interface Purpose {
        record LogIn() implements Purpose {}

        /// To take up an invitation, or a link of an admin.
        ///
        /// @param secret of the link
        record ByLink(String secret) implements Purpose {}

        /// To tie the log-in to one's account.
        record Tie(Sessions.Session session) implements Purpose {}

        /// To show once more who one is.
        record Confirm(Sessions.Session session) implements Purpose {}
    }

    /// @param secret of the step, for a cookie
    /// @param address to which the browser goes
    record Begun(String secret, String address) {}

    /// How it ended.
    sealed interface Outcome {
        record Entered(Account account, Sessions.Way way) implements Outcome {}

        /// The issuer asks for one factor and the account has a second one.
        ///
        /// @param secret of the next step, for the cookie
        record CodeNeeded(String secret) implements Outcome {}

        record Tied() implements Outcome {}

        record Confirmed() implements Outcome {}
    }

    /// @throws Problem when there is no such issuer, or the link leads nowhere
    Begun begin(UUID issuer, Purpose purpose, HttpServletRequest request) {
        boolean anew = purpose instanceof Purpose.Confirm;
        var begun = issuers.client(issuers.load(issuer)).begin(request, anew);
        var content = JsonObject.builder()
                .put("issuer", issuer.toString())
                .put("state", begun.state())
                .put("nonce", begun.nonce())
                .put("verifier", begun.verifier())
                .put("since", clock.instant().getEpochSecond());
        switch (purpose) {
            case Purpose.LogIn() -> content.put("for", "log-in");
            case Purpose.ByLink(var secret) ->
                content.put("for", "link").put("link", HexFormat.of().formatHex(links.hash(secret)));
            case Purpose.Tie(var session) ->
                content.put("for", "tie").put("session", session.id().toString());
            case Purpose.Confirm(var session) ->
                content.put("for", "confirm").put("session", session.id().toString());
        }
        return new Begun(steps.keep(content.build()), begun.address());
    }

    /// @param session of the browser, if it has one
    /// @throws Problem when the answer is not right, or means nobody here
    Outcome answer(String secret, IssuerClient.Answer answer, Optional<Sessions.Session> session) {
        var step = steps.take(secret).filter(each -> each.has("state")).orElseThrow(IssuerLogIn::over);
        var issuer = issuers.find(UUID.fromString(text(step, "issuer"))).orElseThrow(IssuerLogIn::over);
        var begun = new IssuerClient.Begun(text(step, "state"), text(step, "nonce"), text(step, "verifier"), "");
        var told = issuers.client(issuer).judge(begun, answer);
        return switch (text(step, "for")) {
            case "link" -> byLink(issuer, told, HexFormat.of().parseHex(text(step, "link")));
            case "tie" -> {
                identities.tie(issuer, told.subject(), own(step, session).account());
                yield new Outcome.Tied();
            }
            case "confirm" -> confirm(issuer, told, own(step, session), step);
            default -> enter(issuer, told);
        };
    }

    /// The code of the second factor, for who was asked for it.
    ///
    /// @throws Problem when it is wrong; the step stays for another try
    Outcome code(String secret, String code) {
        var step = steps.find(secret)
                .filter(each -> text(each, "for").equals("code"))
                .orElseThrow(IssuerLogIn::over);
        var account = accounts.find(step.integer("account").orElseThrow()).orElseThrow(IssuerLogIn::over);
        SecondFactorRoutes.mustHaveCode(factors, account, code);
        steps.take(secret).orElseThrow(IssuerLogIn::over);
        var farewell = Base64.getDecoder().decode(text(step, "farewell"));
        var origin = new Sessions.Origin(step.integer("key").orElseThrow(), text(step, "subject"), step.text("sid"));
        return new Outcome.Entered(account, new Sessions.Way(Optional.of(origin), false, farewell));
    }

    /// Where a browser goes that logs out of a session which came through an issuer.
    Optional<String> farewell(Sessions.Session session, String home) {
        return sessions.farewell(session)
                .flatMap(left -> issuers.find(left.issuer())
                        .flatMap(issuer ->
                                issuers.client(issuer).farewell(issuers.open(left.sealed(), label(issuer)), home)));
    }

    /// The issuer says that somebody is logged out there: her sessions that came from there end here
    /// (OpenID Connect Back-Channel Logout 1.0).
    ///
    /// @param token as the issuer sent it
    /// @throws Problem when there is no such issuer, the token is not right, or it was taken before
    void loggedOut(UUID id, String token) {
        var issuer = issuers.load(id);
        var said = issuers.client(issuer).loggedOut(token);
        if (!identities.takeLogOut(issuer, said.tokenId(), said.expiresAt())) {
            throw Problem.badRequest("This logout token was taken already.");
        }
        sessions.closeFrom(issuer.key(), said.subject(), said.sid());
    }

    private Outcome byLink(Issuer issuer, IssuerClient.Believed told, byte[] link) {
        database.inTransaction(() -> identities.tie(issuer, told.subject(), links.useElsewhere(link, factors)));
        return enter(issuer, told);
    }

    private Outcome confirm(Issuer issuer, IssuerClient.Believed told, Sessions.Session session, JsonObject step) {
        var since = java.time.Instant.ofEpochSecond(step.integer("since").orElseThrow())
                .minus(SKEW);
        var shown = told.token().getAuthenticatedAt();
        boolean anew = shown != null && !shown.isBefore(since);
        boolean her = identities
                .find(issuer, told.subject())
                .filter(account -> account.key() == session.account().key())
                .isPresent();
        if (!anew || !her) {
            throw Problem.of(
                    Problem.Code.UNPROCESSABLE,
                    "%s did not ask you anew, or you are somebody else there.".formatted(issuer.name()));
        }
        sessions.confirm(session);
        return new Outcome.Confirmed();
    }

    private Outcome enter(Issuer issuer, IssuerClient.Believed told) {
        var account = database.inTransaction(() -> known(issuer, told));
        var sid =
                Optional.ofNullable(told.token().getClaimAsString("sid")).filter(text -> text.length() <= LONGEST_SID);
        var farewell = issuers.seal(told.token().getTokenValue(), label(issuer));
        if (!issuer.secondFactor() && factors.asked(account)) {
            var next = JsonObject.builder()
                    .put("for", "code")
                    .put("account", account.key())
                    .put("key", issuer.key())
                    .put("subject", told.subject())
                    .put("farewell", Base64.getEncoder().encodeToString(farewell));
            sid.ifPresent(text -> next.put("sid", text));
            return new Outcome.CodeNeeded(steps.keep(next.build()));
        }
        var origin = new Sessions.Origin(issuer.key(), told.subject(), sid);
        return new Outcome.Entered(account, new Sessions.Way(Optional.of(origin), issuer.secondFactor(), farewell));
    }

    private Account known(Issuer issuer, IssuerClient.Believed told) {
        var account = identities
                .find(issuer, told.subject())
                .orElseThrow(() -> Problem.of(
                        Problem.Code.NOT_AUTHENTICATED,
                        "Nobody here is tied to this log-in of %s. Ask your organisation's admin for an invitation, and open it in this browser."
                                .formatted(issuer.name())));
        var roles = roles(issuer, told, account);
        if (roles.isEmpty()) {
            throw Problem.of(
                    Problem.Code.NOT_AUTHENTICATED,
                    "None of your groups at %s has a role here. Ask your organisation's admin."
                            .formatted(issuer.name()));
        }
        if (!roles.equals(account.roles())) {
            identities.setRoles(account, roles);
        }
        identities.used(issuer, told.subject());
        return accounts.find(account.key()).orElseThrow();
    }

    /// Limits count at each log-in too: a table that was written before they changed gives no more than they do.
    private Set<Role> roles(Issuer issuer, IssuerClient.Believed told, Account account) {
        var limits = issuers.limits(issuer);
        var table = issuers.roles(issuer).stream()
                .filter(line -> limits.contains(line.role()))
                .toList();
        return Issuer.roles(account.roles(), table, groups(told.token().getClaims(), issuer.groupsClaim()));
    }

    /// The texts at a path of claims; a single text counts as a list of one.
    static List<String> groups(java.util.Map<String, Object> claims, String path) {
        @Nullable Object here = claims;
        for (var name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\."))) {
            here = here instanceof java.util.Map<?, ?> object ? object.get(name) : null;
        }
        return switch (here) {
            case String one -> List.of(one);
            case java.util.Collection<?> many ->
                many.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /// The session from which a step began, if it is the one that comes back.
    private static Sessions.Session own(JsonObject step, Optional<Sessions.Session> session) {
        return session.filter(here -> here.id().toString().equals(text(step, "session")))
                .orElseThrow(IssuerLogIn::over);
    }

    private static String text(JsonObject step, String name) {
        return step.text(name).orElse("");
    }

    private static String label(Issuer issuer) {
        return label(issuer.id());
    }

    static String label(UUID issuer) {
        return "farewell of the issuer " + issuer;
    }

    private static Problem over() {
        return Problem.of(
                Problem.Code.NOT_AUTHENTICATED,
                "This log-in took too long, was used already, or began in another browser. Begin again.");
    }
}
