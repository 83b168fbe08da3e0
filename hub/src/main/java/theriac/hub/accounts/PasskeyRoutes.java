package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
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
import theriac.hub.web.RequestTrail;

/// Passkeys on one's own profile, and logging in with one.
@RestController
public final class PasskeyRoutes {

    private final Passkeys passkeys;
    private final SecondFactors factors;
    private final Sessions sessions;
    private final SessionRoutes logIns;
    private final Database database;

    public PasskeyRoutes(
            Passkeys passkeys, SecondFactors factors, Sessions sessions, SessionRoutes logIns, Database database) {
        this.passkeys = passkeys;
        this.factors = factors;
        this.sessions = sessions;
        this.logIns = logIns;
        this.database = database;
    }

    /// @param backedUp whether the device keeps it elsewhere too
    public record PasskeyRow(UUID id, String name, boolean backedUp, Instant createdAt, Optional<Instant> lastUsedAt) {}

    public record PasskeyList(List<PasskeyRow> passkeys) {}

    /// What the browser is asked to do; octets in base64url.
    ///
    /// @param site the relying party's id
    /// @param user handle of the person; "" when anybody may answer
    /// @param known credentials that exist already
    /// @param algorithms COSE numbers, the best first
    public record PasskeyAsked(String challenge, String site, String user, List<String> known, List<Long> algorithms) {}

    /// @param answer the browser's credential, as JSON text
    public record NewPasskey(String name, String answer) {}

    /// @param answer the browser's credential, as JSON text
    public record PasskeyAnswer(String answer) {}

    public record PasskeyName(String name) {}

    @GetMapping("/api/profile/passkeys")
    @Requires(Permission.OWN_ACCOUNT)
    PasskeyList passkeys(Caller caller) {
        return new PasskeyList(passkeys.list(ProfileRoutes.account(caller).key()).stream()
                .map(each ->
                        new PasskeyRow(each.id(), each.name(), each.backedUp(), each.createdAt(), each.lastUsedAt()))
                .toList());
    }

    @PostMapping("/api/profile/passkeys/challenge")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    PasskeyAsked askToMake(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return asked(passkeys.askToMake(ProfileRoutes.account(caller)), request, response);
    }

    /// Keeps a new one; recovery codes come with the first second factor of a person.
    @PostMapping("/api/profile/passkeys")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    SecondFactorRoutes.RecoveryCodes addPasskey(
            Caller caller, @RequestBody NewPasskey made, HttpServletRequest request) {
        var account = ProfileRoutes.account(caller);
        var believed = passkeys.check(account, logIns.step(request), made.name(), made.answer());
        return new SecondFactorRoutes.RecoveryCodes(database.inTransaction(() -> {
            passkeys.keep(account, believed);
            return factors.state(account).recoveryLeft() == 0 ? factors.freshRecoveryCodes(account) : List.<String>of();
        }));
    }

    @PutMapping("/api/profile/passkeys/{id}")
    @Requires(Permission.OWN_ACCOUNT)
    void renamePasskey(Caller caller, @PathVariable UUID id, @RequestBody PasskeyName wish) {
        passkeys.rename(ProfileRoutes.account(caller).key(), id, wish.name());
    }

    @DeleteMapping("/api/profile/passkeys/{id}")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    void removePasskey(Caller caller, @PathVariable UUID id) {
        passkeys.remove(ProfileRoutes.account(caller).key(), id);
    }

    @PostMapping("/api/session/passkey/challenge")
    @Requires(Permission.PUBLIC)
    PasskeyAsked askToSign(HttpServletRequest request, HttpServletResponse response) {
        return asked(passkeys.askToSign(), request, response);
    }

    /// A log-in without a password, and with two factors: the device, and what its person shows it.
    @PostMapping("/api/session/passkey")
    @Requires(Permission.PUBLIC)
    SessionRoutes.SessionView logInWithPasskey(
            @RequestBody PasskeyAnswer given, HttpServletRequest request, HttpServletResponse response) {
        var account = passkeys.judge(logIns.step(request), given.answer());
        request.setAttribute(RequestTrail.SUBJECT, account.login());
        return logIns.open(account, Sessions.Way.PASSKEY, request, response);
    }

    /// Shows once more who one is.
    @PostMapping("/api/session/confirmation/passkey")
    @Requires(Permission.OWN_ACCOUNT)
    void confirmWithPasskey(Caller caller, @RequestBody PasskeyAnswer given, HttpServletRequest request) {
        var session = ProfileRoutes.session(caller);
        var account = passkeys.judge(logIns.step(request), given.answer());
        if (account.key() != session.account().key()) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "This passkey is somebody else's.");
        }
        sessions.confirm(session);
    }

    private PasskeyAsked asked(Passkeys.Asked asked, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, logIns.stepCookie(asked.step(), Steps.PATIENCE, request));
        return new PasskeyAsked(asked.challenge(), asked.site(), asked.user(), asked.known(), asked.algorithms());
    }
}
