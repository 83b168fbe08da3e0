package theriac.hub.accounts;

import static theriac.hub.accounts.OrganizationsSql.at;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import theriac.hub.core.Problem;
import theriac.hub.core.Reseal;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;

/// Codes of an authenticator app beside the password, and recovery codes for the day on which the
/// telephone is gone. A code counts once, within half a minute of its time either way; wrong ones
/// are counted before they are judged, apart from wrong passwords, so that who knows the password
/// has ten guesses and no more. Thread-safe.
public final class SecondFactors {

    private static final Logger LOG = LoggerFactory.getLogger(SecondFactors.class);
    private static final int RECOVERY_CODES = 10;

    /// 112 bits, so that a plain hash is enough to keep them (ASVS 5.0, 6.5.2).
    private static final int RECOVERY_BYTES = 14;

    private static final int DRIFT = 1;

    private final SecondFactorSql sql;
    private final LoginGuard guard;
    private final Box box;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public SecondFactors(JdbcClient jdbc, Accounts accounts, Box box, Clock clock) {
        this.sql = new SecondFactorSql(jdbc);
        this.guard = accounts.guard();
        this.box = box;
        this.clock = clock;
    }

    /// Keeps secrets that must come out again; `app` hands it over.
    public interface Box {
        byte[] seal(byte[] plain, String label);

        /// @throws IllegalStateException when it was sealed with another key or label
        byte[] open(byte[] sealed, String label);
    }

    /// What an app needs to make codes; shown once.
    ///
    /// @param secret base32
    /// @param address the same as a link that a telephone opens
    public record Begun(String secret, String address) {}

    /// @param recoveryLeft how many recovery codes were not used
    public record State(boolean enrolled, int recoveryLeft) {}

    public State state(Account account) {
        return new State(enrolled(account), sql.recoveryLeft(account.key()));
    }

    /// Whether a password alone is not enough for this person: she has an app or a passkey.
    boolean asked(Account account) {
        return sql.asked(account.key());
    }

    public boolean enrolled(Account account) {
        return sql.find(account.key()).filter(SecondFactorSql.Kept::confirmed).isPresent();
    }

    /// Makes a secret; it counts only once a code of it was entered.
    ///
    /// @throws Problem when there is a second factor already
    public Begun begin(Account account) {
        var secret = Totp.newSecret(random);
        if (!sql.begin(account.key(), box.seal(secret, label(account)), at(clock.instant()))) {
            throw Problem.conflict("You have a second factor; remove it first.");
        }
        var text = Totp.base32(secret);
        var name = URLEncoder.encode(account.login(), StandardCharsets.UTF_8).replace("+", "%20");
        return new Begun(text, "otpauth://totp/Theriac:%s?secret=%s&issuer=Theriac".formatted(name, text));
    }

    /// From now on the log-in asks for a code. Call inside a transaction.
    ///
    /// @return recovery codes, shown once
    /// @throws Problem when the code is wrong
    public List<String> confirm(Account account, String code) {
        var kept = sql.find(account.key()).filter(k -> !k.confirmed());
        if (kept.isEmpty()) {
            throw Problem.conflict("There is nothing to confirm; begin again.");
        }
        if (!codeCounts(account, kept.get(), plain(code))) {
            throw Problem.of(Problem.Code.UNPROCESSABLE, "The code is wrong. Is the clock of your telephone right?");
        }
        sql.confirm(account.key(), at(clock.instant()));
        return freshRecoveryCodes(account);
    }

    /// Ten new recovery codes in the place of all earlier ones. Call inside a transaction.
    public List<String> freshRecoveryCodes(Account account) {
        var codes = new ArrayList<String>();
        for (int n = 0; n < RECOVERY_CODES; n++) {
            var bytes = new byte[RECOVERY_BYTES];
            random.nextBytes(bytes);
            codes.add(Totp.base32(bytes).replaceAll("(.{4})(?=.)", "$1-"));
        }
        sql.replaceRecovery(
                account.key(),
                codes.stream().map(code -> Secrets.hash(plain(code))).toList());
        return codes;
    }

    /// Whether a code, of the app or for recovery, is right now and was not used. Not to be called
    /// inside a transaction that may be undone, for the attempt counts.
    public boolean admits(Account account, String code) {
        var name = "code:" + Accounts.key(account.login());
        if (!guard.admits(name)) {
            return false;
        }
        var given = plain(code);
        boolean right = sql.find(account.key())
                        .filter(SecondFactorSql.Kept::confirmed)
                        .filter(kept -> codeCounts(account, kept, given))
                        .isPresent()
                || sql.useRecovery(account.key(), Secrets.hash(given));
        if (right) {
            guard.passed(name);
        }
        return right;
    }

    /// The log-in asks for no code of the app any more; without a passkey no recovery code opens either.
    public void remove(long account) {
        sql.remove(account);
        if (!sql.asked(account)) {
            sql.replaceRecovery(account, List.of());
        }
    }

    /// The password alone opens: no app, no recovery code, no passkey.
    void removeAll(long account) {
        sql.removePasskeys(account);
        remove(account);
    }

    /// The roles whose people must have a second factor.
    public Set<Role> required() {
        return sql.required();
    }

    /// Counts from the next request on.
    public void require(Set<Role> roles) {
        sql.require(roles);
    }

    private boolean codeCounts(Account account, SecondFactorSql.Kept kept, String code) {
        long now = Math.floorDiv(clock.instant().getEpochSecond(), (long) Totp.STEP);
        return secret(account, kept)
                .filter(secret -> {
                    for (long step = now - DRIFT; step <= now + DRIFT; step++) {
                        if (same(Totp.code(secret, step), code)) {
                            return sql.use(account.key(), step);
                        }
                    }
                    return false;
                })
                .isPresent();
    }

    /// Empty when the hub's key is not the one with which it was sealed, as after a restore without
    /// it: recovery codes open then.
    private Optional<byte[]> secret(Account account, SecondFactorSql.Kept kept) {
        try {
            return Optional.of(box.open(kept.sealed(), label(account)));
        } catch (IllegalStateException otherKey) {
            LOG.error(
                    "The second factor of {} was sealed with another key; only recovery codes open.", account.login());
            return Optional.empty();
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /// Seals the secrets of all apps with another key of the vault.
    public static void reseal(Database database, Reseal reseal) {
        var sql = new SecondFactorSql(database.jdbc());
        for (var row : sql.all()) {
            reseal.again(row.sealed(), label(row.id()).getBytes(StandardCharsets.UTF_8))
                    .ifPresent(renewed -> sql.seal(row.account(), renewed));
        }
    }

    private static String label(Account account) {
        return label(account.id());
    }

    private static String label(UUID account) {
        return "second factor of " + account;
    }
}
