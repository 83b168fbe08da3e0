package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.FixedClock;

/// Codes by the clock: which count, which do not any more, and what is left when the telephone is gone.
class SecondFactorTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final FixedClock clock = FixedClock.at(Instant.parse("2026-11-24T09:00:10Z"));
    private Accounts accounts;
    private SecondFactors factors;
    private Account ann;

    /// Keeps things as they are, with the label before them.
    private record OpenBox(String key) implements SecondFactors.Box {
        @Override
        public byte[] seal(byte[] plain, String label) {
            return (key + label + "|" + Totp.base32(plain)).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] open(byte[] sealed, String label) {
            var text = new String(sealed, StandardCharsets.UTF_8);
            if (!text.startsWith(key + label + "|")) {
                throw new IllegalStateException("another key or label");
            }
            return bytes(text.substring(text.indexOf('|') + 1));
        }
    }

    static byte[] bytes(String base32) {
        var bits = new StringBuilder();
        for (char c : base32.toCharArray()) {
            bits.append(String.format("%5s", Integer.toBinaryString(ALPHABET.indexOf(c)))
                    .replace(' ', '0'));
        }
        var bytes = new byte[bits.length() / 8];
        for (int n = 0; n < bytes.length; n++) {
            bytes[n] = (byte) Integer.parseInt(bits.substring(n * 8, n * 8 + 8), 2);
        }
        return bytes;
    }

    @BeforeEach
    void ann() {
        var jdbc = DATABASE.database().jdbc();
        accounts = new Accounts(jdbc, clock);
        factors = new SecondFactors(jdbc, accounts, new OpenBox("k"), clock);
        var organizations = new Organizations(new OrganizationsSql(jdbc), clock);
        var hospital = organizations.create(new Organizations.NewOrganization("Hospital", "hospital", "nl", ""));
        ann = accounts.create(hospital, "ann", "Ann", "three words together", EnumSet.of(Role.READER));
    }

    /// The code that an app shows, some half minutes from now.
    private String shown(byte[] secret, int steps) {
        return Totp.code(secret, clock.instant().getEpochSecond() / Totp.STEP + steps);
    }

    private byte[] enrolled() {
        var secret = bytes(factors.begin(ann).secret());
        factors.confirm(ann, shown(secret, 0));
        clock.advance(Duration.ofMinutes(5));
        return secret;
    }

    @Test
    void codesAreThoseOfTheStandard() throws IOException {
        try (var file = SecondFactorTest.class.getResourceAsStream("/theriac/hub/accounts/rfc6238.csv")) {
            var vectors = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .toList();
            assertThat(vectors).hasSize(6);
            for (var vector : vectors) {
                var parts = vector.split(",");
                var secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
                assertThat(Totp.code(secret, Long.parseLong(parts[0]) / Totp.STEP))
                        .isEqualTo(parts[1]);
                assertThat(bytes(Totp.base32(secret))).isEqualTo(secret);
            }
        }
    }

    @Test
    void aCodeCountsOnceAndNoneOfBeforeItAfterwards() {
        var secret = enrolled();
        var code = shown(secret, 0);
        var before = shown(secret, -1);
        assertThat(factors.admits(ann, code)).isTrue();
        assertThat(factors.admits(ann, code)).as("replayed").isFalse();
        assertThat(factors.admits(ann, before)).as("older than the one used").isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(factors.admits(ann, shown(secret, 0))).as("the next one").isTrue();
        clock.advance(Duration.ofHours(-1));
        assertThat(factors.admits(ann, shown(secret, 0)))
                .as("the clock was set back")
                .isFalse();
    }

    @Test
    void aClockOfATelephoneMayBeHalfAMinuteOffAndNoMore() {
        var secret = enrolled();
        for (int steps : List.of(-3, -2, 2, 3)) {
            assertThat(factors.admits(ann, shown(secret, steps)))
                    .as("%d steps", steps)
                    .isFalse();
        }
        assertThat(factors.admits(ann, shown(secret, -1))).isTrue();
        assertThat(factors.admits(ann, shown(secret, 1))).isTrue();
        assertThat(factors.admits(ann, shown(secret, 0)))
                .as("older than the one ahead")
                .isFalse();
    }

    @Test
    void recoveryCodesOpenOnceEachAndNewOnesReplaceThem() {
        var secret = bytes(factors.begin(ann).secret());
        var codes = factors.confirm(ann, shown(secret, 0));
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(codes)
                .as("112 bits, five in a character")
                .allMatch(code -> code.replace("-", "").matches("[A-Z2-7]{23}"));
        assertThat(factors.admits(
                        ann, codes.getFirst().toLowerCase(java.util.Locale.ROOT).replace("-", " ")))
                .isTrue();
        assertThat(factors.admits(ann, codes.getFirst())).as("used").isFalse();
        assertThat(factors.state(ann)).isEqualTo(new SecondFactors.State(true, 9));
        var fresh = factors.freshRecoveryCodes(ann);
        assertThat(factors.admits(ann, codes.get(1))).as("replaced").isFalse();
        assertThat(factors.admits(ann, fresh.get(1))).isTrue();
        var stored = DATABASE.database()
                .jdbc()
                .sql("select encode(code_hash, 'escape') from recovery_code")
                .query(String.class)
                .list();
        assertThat(stored).hasSize(9).noneMatch(text -> fresh.stream().anyMatch(text::contains));
    }

    /// Of an app and for recovery.
    @Test
    void ofRequestsAtOnceWithOneCodeOneComesIn() throws Exception {
        var secret = bytes(factors.begin(ann).secret());
        var recovery = factors.confirm(ann, shown(secret, 0));
        for (var code : recovery) {
            assertThat(letIn(code)).as("recovery").isEqualTo(1);
            clock.advance(Duration.ofMinutes(1));
            assertThat(letIn(shown(secret, 0))).as("app").isEqualTo(1);
        }
    }

    /// How many of four requests at the same moment.
    private long letIn(String code) throws Exception {
        var together = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> asking = () -> {
                together.await();
                return factors.admits(ann, code);
            };
            var asked = threads.invokeAll(Collections.nCopies(4, asking));
            accounts.guard().passed("code:" + Accounts.key(ann.login()));
            long in = 0;
            for (var each : asked) {
                in += each.get() ? 1 : 0;
            }
            return in;
        }
    }

    @Test
    void whoKnowsThePasswordHasTenGuessesOfTheCode() {
        var secret = enrolled();
        for (int n = 0; n < LoginGuard.PATIENCE; n++) {
            assertThat(accounts.authenticate("ann", "three words together"))
                    .as("the password is no help")
                    .isPresent();
            assertThat(factors.admits(ann, "000000")).isFalse();
        }
        assertThat(factors.admits(ann, shown(secret, 0))).as("locked").isFalse();
        clock.advance(LoginGuard.LOCK);
        assertThat(factors.admits(ann, shown(secret, 0))).isTrue();
    }

    @Test
    void aSecretCountsOnlyOnceItsPersonEnteredACodeAndIsNotReplacedUnseen() {
        var first = bytes(factors.begin(ann).secret());
        assertThat(factors.enrolled(ann)).isFalse();
        assertThat(factors.admits(ann, shown(first, 0))).isFalse();
        assertThatThrownBy(() -> factors.confirm(ann, "000000")).isInstanceOf(Problem.class);
        var second = bytes(factors.begin(ann).secret());
        assertThatThrownBy(() -> factors.confirm(ann, shown(first, 0))).isInstanceOf(Problem.class);
        factors.confirm(ann, shown(second, 0));
        assertThat(factors.enrolled(ann)).isTrue();
        assertThatThrownBy(() -> factors.begin(ann)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> factors.confirm(ann, shown(second, 1))).isInstanceOf(Problem.class);
        factors.remove(ann.key());
        assertThat(factors.state(ann)).isEqualTo(new SecondFactors.State(false, 0));
    }

    @Test
    void withAnotherKeyOfTheVaultOnlyRecoveryCodesOpen() {
        var secret = bytes(factors.begin(ann).secret());
        var codes = factors.confirm(ann, shown(secret, 0));
        clock.advance(Duration.ofMinutes(5));
        var elsewhere = new SecondFactors(DATABASE.database().jdbc(), accounts, new OpenBox("other"), clock);
        assertThat(elsewhere.admits(ann, shown(secret, 0))).isFalse();
        assertThat(elsewhere.admits(ann, codes.getFirst())).isTrue();
    }
}
