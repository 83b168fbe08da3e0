package theriac.hub.accounts;

import java.util.List;
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
import theriac.hub.db.Database;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Role;

/// A person's second factor, showing once more who one is, and for whom a second factor is a must.
@RestController
public final class SecondFactorRoutes {

    private final SecondFactors factors;
    private final Accounts accounts;
    private final Sessions sessions;
    private final PeopleRoutes people;
    private final Database database;

    public SecondFactorRoutes(
            SecondFactors factors, Accounts accounts, Sessions sessions, PeopleRoutes people, Database database) {
        this.factors = factors;
        this.accounts = accounts;
        this.sessions = sessions;
        this.people = people;
        this.database = database;
    }

    public record CodeEntered(String code) {}

    /// @param codes shown now and never again
    public record RecoveryCodes(List<String> codes) {}

    /// @param code of the second factor; absent for who has none
    public record Confirmation(String password, Optional<String> code) {}

    public record RequiredRoles(Set<String> roles) {}

    @GetMapping("/api/profile/second-factor")
    @Requires(Permission.OWN_ACCOUNT)
    SecondFactors.State secondFactor(Caller caller) {
        return factors.state(ProfileRoutes.account(caller));
    }

    @PostMapping("/api/profile/second-factor")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    SecondFactors.Begun beginSecondFactor(Caller caller) {
        return factors.begin(ProfileRoutes.account(caller));
    }

    @PutMapping("/api/profile/second-factor")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    RecoveryCodes confirmSecondFactor(Caller caller, @RequestBody CodeEntered entered) {
        var account = ProfileRoutes.account(caller);
        return new RecoveryCodes(database.inTransaction(() -> factors.confirm(account, entered.code())));
    }

    @PostMapping("/api/profile/recovery-codes")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    RecoveryCodes freshRecoveryCodes(Caller caller) {
        var account = ProfileRoutes.account(caller);
        if (!factors.asked(account)) {
            throw Problem.conflict("Set up a second factor first.");
        }
        return new RecoveryCodes(database.inTransaction(() -> factors.freshRecoveryCodes(account)));
    }

    @DeleteMapping("/api/profile/second-factor")
    @Requires(value = Permission.OWN_ACCOUNT, confirmed = true)
    void removeSecondFactor(Caller caller) {
        var account = ProfileRoutes.account(caller);
        database.inTransaction(() -> factors.remove(account.key()));
    }

    /// Shows once more who one is: dangerous steps ask for it after a while.
    @PostMapping("/api/session/confirmation")
    @Requires(Permission.OWN_ACCOUNT)
    void confirm(Caller caller, @RequestBody Confirmation entered) {
        var session = ProfileRoutes.session(caller);
        var account = session.account();
        boolean right =
                accounts.authenticate(account.login(), entered.password()).isPresent()
                        && (!factors.asked(account)
                                || factors.admits(account, entered.code().orElse("")));
        if (!right) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "The password or the code is wrong.");
        }
        sessions.confirm(session);
    }

    /// @throws Problem when the code is missing or wrong
    static void mustHaveCode(SecondFactors factors, Account account, String code) {
        if (code.isBlank()) {
            throw Problem.of(
                    Problem.Code.SECOND_FACTOR_NEEDED,
                    "Enter the code that your authenticator app shows or a recovery code, or use a passkey.");
        }
        if (!factors.admits(account, code)) {
            throw Problem.of(
                    Problem.Code.NOT_AUTHENTICATED,
                    "The code is wrong, too old, or was used already. After ten wrong ones the log-in is closed for a quarter of an hour.");
        }
    }

    /// For a person whose telephone is gone.
    @DeleteMapping("/api/people/{id}/second-factor")
    @Requires(value = Permission.ADMINISTER_PEOPLE, confirmed = true)
    void removeFactorOf(Caller caller, @RequestParam Optional<UUID> organization, @PathVariable UUID id) {
        people.forFactor(caller, organization, id, factors::removeAll);
    }

    @GetMapping("/api/settings/second-factor")
    @Requires(Permission.ADMINISTER_MEMBERS)
    RequiredRoles requiredRoles() {
        return new RequiredRoles(factors.required().stream().map(Role::text).collect(Collectors.toSet()));
    }

    @PutMapping("/api/settings/second-factor")
    @Requires(value = Permission.ADMINISTER_MEMBERS, confirmed = true)
    RequiredRoles requireRoles(@RequestBody RequiredRoles wish) {
        database.inTransaction(() -> factors.require(PeopleRoutes.roles(wish.roles())));
        return requiredRoles();
    }
}
