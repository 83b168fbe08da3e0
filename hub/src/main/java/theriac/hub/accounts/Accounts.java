package theriac.hub.accounts;

import java.text.Normalizer;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;

/// People's log-ins: made, checked, locked after too many wrong passwords. Thread-safe.
public final class Accounts {

    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,39}");

    private static final Set<String> LANGUAGES = Set.of("nl", "en", "");
    private static final Set<String> THEMES = Set.of("light", "dark", "auto", "");

    private static final int LONGEST_KEY = 200;

    private final AccountsSql sql;
    private final LoginGuard guard;
    private final LeakedPasswords leaked;
    private final Clock clock;
    // Argon2id with 19 MiB and two passes: the OWASP password storage sheet's first choice.
    private final PasswordEncoder passwords = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    // Checked when the login does not exist, so that a wrong name takes as long as a wrong password.
    private final String nobody = encoded("nobody has this password");

    /// Without a list of leaked passwords.
    public Accounts(JdbcClient jdbc, Clock clock) {
        this(jdbc, LeakedPasswords.NONE, clock);
    }

    public Accounts(JdbcClient jdbc, LeakedPasswords leaked, Clock clock) {
        this.leaked = leaked;
        this.sql = new AccountsSql(jdbc);
        this.guard = new LoginGuard(jdbc, clock);
        this.clock = clock;
    }

    LoginGuard guard() {
        return guard;
    }

    /// @throws Problem when the login is taken or the password is too short
    public Account create(Organization organization, String login, String name, String password, Set<Role> roles) {
        check(password, Stream.of(login, name, organization.name()));
        return create(organization, login, name, Optional.of(encoded(password)), roles);
    }

    private Account create(
            Organization organization, String login, String name, Optional<String> hash, Set<Role> roles) {
        var key = key(login);
        if (key.isEmpty() || key.length() > 100) {
            throw Problem.badRequest("A log-in name needs 1 to 100 characters.");
        }
        if (sql.find(key).isPresent()) {
            throw Problem.conflict("The log-in name \"%s\" is taken; choose another.".formatted(login));
        }
        return sql.insert(
                new AccountsSql.NewAccount(UUID.randomUUID(), organization.key(), login, key, name, hash, roles),
                clock.instant());
    }

    /// The account, if login and password belong together and the account is neither disabled nor
    /// locked. All refusals look and last the same, and a name that nobody has is locked like any
    /// other: nobody learns whether it exists. Not to be called inside a transaction that may be
    /// undone, for the attempt counts.
    public Optional<Account> authenticate(String login, String password) {
        var key = key(login);
        boolean admitted = guard.admits(key);
        var known = isStorable(key) ? sql.find(key) : Optional.<AccountsSql.Stored>empty();
        var hash = known.flatMap(AccountsSql.Stored::passwordHash);
        // What is no text is as wrong as any other, and is compared all the same: it takes as long.
        boolean text = PasswordRules.isText(password) && password.length() <= PasswordRules.LONGEST;
        boolean right = passwords.matches(text ? password : "no text", hash.orElse(nobody)) && text;
        if (!admitted || !right || hash.isEmpty() || known.get().refused()) {
            return Optional.empty();
        }
        guard.passed(key);
        return known.map(AccountsSql.Stored::account);
    }

    /// Makes the person of an invitation that was just used.
    ///
    /// @param password empty: she logs in through an issuer
    Account become(Organization organization, LinksSql.Target invited, Optional<String> password) {
        password.ifPresent(chosen ->
                check(chosen, Stream.of(invited.login(), invited.name(), invited.mail(), organization.name())));
        var account =
                create(organization, invited.login(), invited.name(), password.map(this::encoded), invited.roles());
        sql.address(account.key(), invited.mail(), invited.language());
        return account;
    }

    private void check(String password, Stream<String> context) {
        PasswordRules.check(password, context);
        if (leaked.contains(password)) {
            throw Problem.badRequest(
                    "This password stands in a list of stolen ones, so others try it first. Choose one that you use nowhere else.");
        }
    }

    /// Somebody who may log in, by the log-in name in any letter case.
    public Optional<Account> find(String login) {
        var key = key(login);
        return isStorable(key)
                ? sql.find(key).filter(stored -> !stored.refused()).map(AccountsSql.Stored::account)
                : Optional.empty();
    }

    /// The one person who has a mail address and may log in; empty when there is none, or more than one.
    public Optional<Account> withMail(String mail) {
        var all = sql.withMail(mail);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /// Somebody who may log in.
    public Optional<Account> find(long account) {
        return sql.find(account).filter(stored -> !stored.refused()).map(AccountsSql.Stored::account);
    }

    /// Where somebody is written to.
    ///
    /// @param language `nl` or `en`
    public record Addressee(String mail, String language) {}

    /// Empty when there is no mail address, or she may not log in.
    public Optional<Addressee> addressee(long account) {
        return sql.addressee(account);
    }

    /// Whoever knew the old one is logged out.
    ///
    /// @param context names that others know, of which a password is not made
    void setPassword(long account, String password, Stream<String> context) {
        check(password, context);
        sql.setPassword(account, encoded(password));
    }

    ProfileRoutes.Profile profile(Account account) {
        return sql.profile(account.key());
    }

    ProfileRoutes.Profile saveProfile(Account account, ProfileRoutes.Profile wish) {
        if (!LANGUAGES.contains(wish.language()) || !THEMES.contains(wish.theme())) {
            throw Problem.badRequest("The language is nl, en or empty, the theme light, dark, auto or empty.");
        }
        sql.saveProfile(account.key(), People.personName(wish.name()), wish.language(), wish.theme());
        return sql.profile(account.key());
    }

    /// The part of a log-in name that somebody chooses: plain letters, so that no two look alike.
    static String login(String given) {
        var login = given.strip();
        if (!LOGIN.matcher(login).matches()) {
            throw Problem.badRequest(
                    "A log-in name has 1 to 40 letters without accents, digits, dots, dashes, _ or +.");
        }
        return login;
    }

    /// The form under which logins are compared: no two accounts differ by letter case or Unicode form only.
    static String key(String login) {
        return Normalizer.normalize(login.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /// Whether a database could hold such a name at all: nobody has one that it could not.
    static boolean isStorable(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY && key.indexOf('\0') < 0 && PasswordRules.isText(key);
    }

    private String encoded(String password) {
        return java.util.Objects.requireNonNull(passwords.encode(password));
    }
}
