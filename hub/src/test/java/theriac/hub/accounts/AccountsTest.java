package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.core.Problem;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.FixedClock;

/// Log-ins, sessions, tokens and the set-up link over time: what locks, what ends, what works once.
class AccountsTest {

    private static final String PASSWORD = "three words together";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    private final FixedClock clock = FixedClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    private Organizations organizations;
    private Accounts accounts;
    private Sessions sessions;
    private Tokens tokens;
    private Setup setup;

    @BeforeEach
    void parts() {
        var jdbc = DATABASE.database().jdbc();
        organizations = new Organizations(new OrganizationsSql(jdbc), clock);
        accounts = new Accounts(jdbc, clock);
        sessions = new Sessions(jdbc, Duration.ofHours(12), clock);
        tokens = new Tokens(jdbc, clock);
        setup = new Setup(jdbc, organizations, accounts, clock);
    }

    private Organization hospital() {
        return organizations.create(new Organizations.NewOrganization("Hospital", "hospital", "nl", ""));
    }

    private Account ann() {
        return accounts.create(hospital(), "ann", "Ann", PASSWORD, EnumSet.of(Role.READER));
    }

    @Test
    void aNewHubHasNoAccountAtAll() {
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select count(*) from account")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(accounts.authenticate("admin", "admin")).isEmpty();
    }

    @Test
    void tenWrongPasswordsLockForAQuarterOfAnHourAlsoForTheRightOne() {
        ann();
        for (int n = 0; n < LoginGuard.PATIENCE - 1; n++) {
            assertThat(accounts.authenticate("ann", "wrong")).isEmpty();
        }
        assertThat(accounts.authenticate("ann", PASSWORD)).as("not yet locked").isPresent();
        for (int n = 0; n < LoginGuard.PATIENCE; n++) {
            assertThat(accounts.authenticate("ann", "wrong")).isEmpty();
        }
        assertThat(accounts.authenticate("ann", PASSWORD)).as("locked").isEmpty();
        clock.advance(LoginGuard.LOCK.minusSeconds(1));
        assertThat(accounts.authenticate("ann", PASSWORD)).as("still locked").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(accounts.authenticate("ann", PASSWORD)).as("open again").isPresent();
    }

    @Test
    void passwordsAreStoredAsArgon2idAndTokensAndSessionsAsHashes() {
        var ann = ann();
        var opened = sessions.open(ann, "", "");
        var issued = tokens.issue(hospital(), "proxy", Set.of(Scope.LISTS));
        var jdbc = DATABASE.database().jdbc();
        assertThat(jdbc.sql("select password_hash from account")
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$")
                .doesNotContain(PASSWORD);
        var stored = jdbc.sql("""
                        select encode(token_hash, 'escape') from account_session
                        union all select encode(token_hash, 'escape') from machine_token""").query(String.class).list();
        assertThat(stored)
                .hasSize(2)
                .noneMatch(text -> text.contains(opened.secret()) || text.contains(issued.secret()));
    }

    @Test
    void aShortPasswordIsRefusedAndALoginDiffersByMoreThanLetterCase() {
        var hospital = hospital();
        assertThatThrownBy(() -> accounts.create(hospital, "bob", "Bob", "short", Set.of(Role.READER)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("12 to 256");
        accounts.create(hospital, "bob", "Bob", PASSWORD, Set.of(Role.READER));
        assertThatThrownBy(() -> accounts.create(hospital, "BOB", "Bob", PASSWORD, Set.of(Role.READER)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("taken");
    }

    @Test
    void aPasswordThatStandsInTheListOfLeakedOnesIsRefusedWhereverOneIsChosen(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        var digest = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-1")
                        .digest(PASSWORD.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var list = java.nio.file.Files.writeString(folder.resolve("leaked.txt"), digest + ":7\n");
        var ann = ann();
        var strict = new Accounts(DATABASE.database().jdbc(), LeakedPasswords.of(java.util.Optional.of(list)), clock);
        assertThatThrownBy(() -> strict.create(hospital(), "bob", "Bob", PASSWORD, Set.of(Role.READER)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("stolen");
        assertThatThrownBy(() -> strict.setPassword(ann.key(), PASSWORD, java.util.stream.Stream.empty()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("stolen");
        assertThat(strict.authenticate("ann", PASSWORD))
                .as("who has it already still comes in")
                .isPresent();
    }

    @Test
    void aSessionEndsAfterTwelveHoursAndAtLogOutAndWhenTheAccountIsDisabled() {
        var ann = ann();
        var first = sessions.open(ann, "", "");
        clock.advance(Sessions.LENGTH.minusSeconds(1));
        assertThat(sessions.find(first.secret())).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.find(first.secret())).as("over").isEmpty();
        var second = sessions.open(ann, "", "");
        sessions.close(second.secret());
        assertThat(sessions.find(second.secret())).as("closed").isEmpty();
        var third = sessions.open(ann, "", "");
        DATABASE.database().jdbc().sql("update account set disabled_at = now()").update();
        assertThat(sessions.find(third.secret())).as("disabled").isEmpty();
        assertThat(accounts.authenticate("ann", PASSWORD)).isEmpty();
    }

    @Test
    void aPersonsTokenEndsWithTheAccount() {
        var own = hospital();
        accounts.create(own, "ann", "Ann", PASSWORD, EnumSet.of(Role.READER));
        var issued = tokens.issueForPerson(own, "notebook", Set.of(Scope.MISP), "Ann");
        assertThat(tokens.find(issued.secret()).orElseThrow().person()).contains("ann");
        assertThatThrownBy(() -> tokens.issueForPerson(own, "notebook", Set.of(Scope.MISP), "bob"))
                .isInstanceOf(Problem.class);
        DATABASE.database().jdbc().sql("update account set disabled_at = now()").update();
        assertThat(tokens.find(issued.secret())).isEmpty();
    }

    @Test
    void aTokenIsRevokedByItsOwnOrganisationOnly() {
        var own = hospital();
        var other = organizations.create(new Organizations.NewOrganization("Other", "hospital", "nl", ""));
        var issued = tokens.issue(own, "proxy", Set.of(Scope.LISTS));
        assertThatThrownBy(() -> tokens.revoke(other.key(), issued.token().id()))
                .isInstanceOf(Problem.class);
        assertThat(tokens.list(other.key())).isEmpty();
        assertThat(tokens.find(issued.secret())).isPresent();
        tokens.revoke(own.key(), issued.token().id());
        assertThat(tokens.find(issued.secret())).isEmpty();
    }

    private Setup.Wish wish(String secret, String password) {
        return new Setup.Wish(secret, "The Cert", "first", "First Person", password);
    }

    @Test
    void theSetUpLinkWorksOnce() {
        var secret = setup.link().orElseThrow();
        DATABASE.database().inTransaction(() -> setup.complete(wish(secret, PASSWORD)));
        assertThat(accounts.authenticate("first", PASSWORD)).isPresent();
        assertThat(setup.link()).as("a hub that is set up prints none").isEmpty();
        refused(secret);
        refused("guessed");
    }

    @Test
    void aSetUpLinkExpiresAndAFailedSetUpDoesNotUseItUp() {
        var old = setup.link().orElseThrow();
        clock.advance(Duration.ofHours(24).plusSeconds(1));
        refused(old);
        var fresh = setup.link().orElseThrow();
        assertThatThrownBy(() -> DATABASE.database().inTransaction(() -> setup.complete(wish(fresh, "short"))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("password");
        assertThat(organizations.cert()).isEmpty();
        DATABASE.database().inTransaction(() -> setup.complete(wish(fresh, PASSWORD)));
        assertThat(organizations.cert()).isPresent();
    }

    private void refused(String secret) {
        assertThatThrownBy(() -> DATABASE.database().inTransaction(() -> setup.complete(wish(secret, PASSWORD))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not valid any more");
    }
}
