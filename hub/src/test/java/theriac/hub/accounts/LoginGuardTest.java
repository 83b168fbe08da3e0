package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.FixedClock;

/// Guessing: at once, under other spellings, over a restart, with a clock that jumps, and of names that nobody
/// has.
class LoginGuardTest {

    private static final String PASSWORD = "three words together";
    private static final String WRONG = "not her password";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private final FixedClock clock = FixedClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    private Accounts accounts;

    @BeforeEach
    void ann() {
        accounts = started(clock);
        var organizations =
                new Organizations(new OrganizationsSql(DATABASE.database().jdbc()), clock);
        var hospital = organizations.create(new Organizations.NewOrganization("Hospital", "hospital", "nl", ""));
        accounts.create(hospital, "ann", "Ann", PASSWORD, EnumSet.of(Role.READER));
    }

    private static Accounts started(FixedClock clock) {
        return new Accounts(DATABASE.database().jdbc(), clock);
    }

    private void wrong(int times) {
        for (int n = 0; n < times; n++) {
            assertThat(accounts.authenticate("ann", WRONG)).isEmpty();
        }
    }

    @Test
    void otherSpellingsOfANameAreTheSameNameAndCountTogether() {
        var spellings = List.of("ANN", " ann ", "Ann", "aNN", "\uff41\uff4e\uff4e", "\u00e1nn".replace("\u00e1", "a"));
        for (int n = 0; n < LoginGuard.PATIENCE; n++) {
            assertThat(accounts.authenticate(spellings.get(n % spellings.size()), WRONG))
                    .isEmpty();
        }
        for (var spelling : spellings) {
            assertThat(accounts.authenticate(spelling, PASSWORD)).as(spelling).isEmpty();
        }
        clock.advance(LoginGuard.LOCK);
        assertThat(accounts.authenticate("\uff21\uff2e\uff2e", PASSWORD)).isPresent();
    }

    @Test
    void manyGuessesAtOnceAreNoMoreThanAFewOneAfterTheOther() throws InterruptedException {
        var admitted = new AtomicInteger();
        var guard = accounts.guard();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 100; n++) {
                crowd.execute(() -> admitted.addAndGet(guard.admits("ann") ? 1 : 0));
            }
        }
        assertThat(admitted.get()).isEqualTo(LoginGuard.PATIENCE);
        assertThat(accounts.authenticate("ann", PASSWORD)).isEmpty();
    }

    @Test
    void aRestartAndAnotherHubForgetNothing() {
        wrong(LoginGuard.PATIENCE - 1);
        assertThat(started(clock).authenticate("ann", WRONG)).isEmpty();
        assertThat(started(clock).authenticate("ann", PASSWORD)).as("locked").isEmpty();
    }

    @Test
    void aClockThatJumpsOpensNoLock() {
        wrong(LoginGuard.PATIENCE);
        clock.advance(Duration.ofHours(-2));
        assertThat(accounts.authenticate("ann", PASSWORD)).as("two hours back").isEmpty();
        clock.advance(Duration.ofHours(4));
        assertThat(accounts.authenticate("ann", WRONG))
                .as("two hours ahead: one attempt")
                .isEmpty();
        assertThat(accounts.authenticate("ann", PASSWORD))
                .as("and locked again")
                .isEmpty();
        // Another hub on the same database whose clock is twenty minutes ahead gets one attempt as well.
        var ahead = FixedClock.at(clock.instant().plus(Duration.ofMinutes(20)));
        assertThat(started(ahead).authenticate("ann", WRONG)).isEmpty();
        assertThat(started(ahead).authenticate("ann", PASSWORD)).isEmpty();
        assertThat(accounts.authenticate("ann", PASSWORD)).isEmpty();
    }

    @Test
    void aNameThatNobodyHasIsLockedLikeAnyOther() {
        var guard = accounts.guard();
        for (var name : List.of("ann", "nobody")) {
            for (int n = 0; n < LoginGuard.PATIENCE; n++) {
                assertThat(guard.lockedUntil(name)).isEmpty();
                assertThat(accounts.authenticate(name, WRONG)).isEmpty();
            }
            assertThat(guard.lockedUntil(name)).contains(clock.instant().plus(LoginGuard.LOCK));
        }
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select encode(login_hash, 'escape') from login_guard")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .noneMatch(text -> text.contains("nobody"));
    }

    @Test
    void oldCountsAreForgottenAndTheRightPasswordForgetsThem() {
        wrong(LoginGuard.PATIENCE - 1);
        assertThat(accounts.authenticate("ann", PASSWORD)).isPresent();
        wrong(LoginGuard.PATIENCE - 1);
        clock.advance(Duration.ofDays(8));
        accounts.authenticate("somebody else", WRONG);
        assertThat(rows()).isEqualTo(1);
        wrong(1);
        assertThat(accounts.authenticate("ann", PASSWORD)).isPresent();
    }

    private static long rows() {
        return DATABASE.database()
                .jdbc()
                .sql("select count(*) from login_guard")
                .query(Long.class)
                .single();
    }
}
