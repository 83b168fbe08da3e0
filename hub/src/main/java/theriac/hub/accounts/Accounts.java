package theriac.hub.accounts;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;

/// People's log-ins: made, checked, locked after too many wrong passwords. Thread-safe.
public final class Accounts {

    /// Wrong passwords in a row before an account is locked.
    static final int PATIENCE = 10;

    /// How long a locked account stays locked.
    static final Duration LOCK = Duration.ofMinutes(15);

    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 256;

    private final AccountsSql sql;
    private final Clock clock;
    // Argon2id with 19 MiB and two passes: the OWASP password storage sheet's first choice.
    private final PasswordEncoder passwords = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    // Checked when the login does not exist, so that a wrong name takes as long as a wrong password.
    private final String nobody = encoded("nobody has this password");

    public Accounts(AccountsSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @throws Problem when the login is taken or the password is too short
    public Account create(Organization organization, String login, String name, String password, Set<Role> roles) {
        var key = key(login);
        if (key.isEmpty() || key.length() > 100) {
            throw Problem.badRequest("A log-in name needs 1 to 100 characters.");
        }
        checkPassword(password);
        if (sql.find(key).isPresent()) {
            throw Problem.conflict("The log-in name \"%s\" is taken; choose another.".formatted(login));
        }
        return sql.insert(
                new AccountsSql.NewAccount(
                        UUID.randomUUID(), organization.key(), login, key, name, encoded(password), roles),
                clock.instant());
    }

    /// The account, if login and password belong together and the account is neither disabled nor locked. All refusals
    /// look and
    /// last the same: nobody learns whether a login exists.
    public Optional<Account> authenticate(String login, String password) {
        var now = clock.instant();
        var known = sql.find(key(login));
        var hash = known.map(AccountsSql.Stored::passwordHash).orElse(nobody);
        boolean right = password.length() <= LONGEST_PASSWORD && passwords.matches(password, hash);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var stored = known.get();
        if (stored.disabled() || stored.lockedUntil().isAfter(now)) {
            return Optional.empty();
        }
        if (!right) {
            boolean lock = stored.failedAttempts() + 1 >= PATIENCE;
            sql.failed(stored.account().key(), lock ? Optional.of(now.plus(LOCK)) : Optional.<Instant>empty());
            return Optional.empty();
        }
        sql.succeeded(stored.account().key());
        return Optional.of(stored.account());
    }

    /// The form under which logins are compared: no two accounts differ by letter case or Unicode form only.
    static String key(String login) {
        return Normalizer.normalize(login.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static void checkPassword(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw Problem.badRequest("A password needs %d to %d characters; a few words together are easy to remember."
                    .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
        }
    }

    private String encoded(String password) {
        return java.util.Objects.requireNonNull(passwords.encode(password));
    }
}
