package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.OrganizationsSql;
import theriac.hub.accounts.SecondFactors;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;
import theriac.hub.fetch.Credential;
import theriac.hub.policy.Role;
import theriac.hub.testing.TestDatabase;
import theriac.hub.vault.Renewal;
import theriac.hub.vault.Seal;
import theriac.hub.vault.SigningKey;
import theriac.hub.vault.Vault;

/// Another key for the vault: everything opens afterwards, nothing with the old key, whenever it is cut off.
class VaultRenewalTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private Database database;
    private Path key;

    @BeforeEach
    void keys() {
        database = DATABASE.database();
        key = folder.resolve("vault.key");
        vault().put("feed", "a.example", new Credential.Bearer("s3cret-token"), "anna");
        signed();
    }

    private Vault vault() {
        return new Vault(database, Seal.of(key), Clock.systemUTC());
    }

    private String signed() {
        return new SigningKey(database, Seal.of(key), Clock.systemUTC())
                .sign("Cert", new byte[] {1}, Instant.parse("2026-11-27T10:00:00Z"));
    }

    private void seal(Renewal renewal) {
        database.inTransaction(() -> VaultCommand.seal(database, renewal));
    }

    @Test
    void everythingOpensWithTheNewKeyAndNothingWithTheOldOne() throws Exception {
        var before = signed();
        var former = Files.readAllBytes(key);
        var changed = vault().list();
        var renewal = Renewal.begin(key);
        seal(renewal);
        var old = renewal.end(Instant.parse("2026-11-27T10:00:00Z"));
        assertThat(renewal.done()).isEqualTo(2);
        assertThat(renewal.lost()).isZero();
        assertThat(vault().open("feed", "a.example")).isEqualTo(Optional.of(new Credential.Bearer("s3cret-token")));
        assertThat(vault().list()).as("who kept it, and when, stays").isEqualTo(changed);
        assertThat(signed()).as("the same key signs").isEqualTo(before);
        assertThat(old).hasFileName("vault.key.until-2026-11-27-100000").hasBinaryContent(former);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        var withOld = new Vault(database, Seal.of(old), Clock.systemUTC());
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> withOld.open("feed", "a.example"));
    }

    /// Rows of other rooms, each bound to its own label.
    @Test
    void whatPeopleAndChannelsKeepOpensToo() {
        var jdbc = database.jdbc();
        var box = new SealedBox(folder);
        var organizations = new Organizations(new OrganizationsSql(jdbc), Clock.systemUTC());
        var cert = organizations.create(new Organizations.NewOrganization("Cert", "cert", "nl", ""));
        var accounts = new Accounts(jdbc, Clock.systemUTC());
        var ann = accounts.create(cert, "ann", "Ann", "three words together", EnumSet.of(Role.READER));
        new SecondFactors(jdbc, accounts, box, Clock.systemUTC()).begin(ann);
        var issuer = UUID.randomUUID();
        var channel = UUID.randomUUID();
        jdbc.sql("""
                insert into issuer (public_id, name, address, client, secret, scopes, groups_claim, networks, second_factor,
                                    listed, metadata, changed_at, changed_by)
                values (:id, 'I', 'https://i.example', 'c', :secret, '', '', '{}', false, true, '{}', now(), 'anna')""")
                .param("id", issuer)
                .param("secret", box.seal(new byte[] {1}, "secret of the issuer " + issuer))
                .update();
        jdbc.sql("""
                insert into account_session (token_hash, account_id, csrf, created_at, expires_at, used_at, issuer_id, farewell)
                select 'x', :account, '', now(), now(), now(), id, :farewell from issuer""")
                .param("account", ann.key())
                .param("farewell", box.seal(new byte[] {2}, "farewell of the issuer " + issuer))
                .update();
        var sealed = Seal.of(key).seal(new byte[] {3}, ("webhook\n" + channel).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("""
                insert into webhook (public_id, organization_id, name, shape, host, allowed, seal_id, nonce, sealed, created_by,
                                     created_at, ended_at)
                values (:id, :cert, 'W', 'slack', 'a.example', '{}', :seal, :nonce, :sealed, :account, now(), now())""")
                .param("id", channel)
                .param("cert", cert.key())
                .param("seal", Seal.of(key).id())
                .param("nonce", sealed.nonce())
                .param("sealed", sealed.bytes())
                .param("account", ann.key())
                .update();
        var app = box.open(bytes("select sealed from second_factor"), "second factor of " + ann.id());
        var renewal = Renewal.begin(key);
        seal(renewal);
        renewal.end(Instant.now());
        assertThat(renewal.done()).isEqualTo(6);
        var after = new SealedBox(folder);
        assertThat(after.open(bytes("select sealed from second_factor"), "second factor of " + ann.id()))
                .isEqualTo(app);
        assertThat(after.open(bytes("select secret from issuer"), "secret of the issuer " + issuer))
                .containsExactly(1);
        assertThat(after.open(bytes("select farewell from account_session"), "farewell of the issuer " + issuer))
                .containsExactly(2);
        assertThat(after.open(bytes("select nonce || sealed from webhook"), "webhook\n" + channel))
                .containsExactly(3);
        assertThat(jdbc.sql("select seal_id from webhook").query(String.class).single())
                .isEqualTo(Seal.of(key).id());
    }

    private byte[] bytes(String statement) {
        return database.jdbc().sql(statement).query(byte[].class).single();
    }

    @Test
    void cutOffBeforeTheKeyIsInItsPlaceItIsEndedByTheSameAgain() {
        seal(Renewal.begin(key));
        assertThatExceptionOfType(Problem.class)
                .as("a hub that started now would take everything for lost")
                .isThrownBy(() -> Renewal.mustBeEnded(key))
                .withMessageContaining("vault renew");
        var again = Renewal.begin(key);
        seal(again);
        again.end(Instant.now());
        Renewal.mustBeEnded(key);
        assertThat(again.lost()).isZero();
        assertThat(vault().open("feed", "a.example")).isPresent();
    }

    private VaultCommand command() {
        var at = Map.of(
                "THERIAC_DB_URL", DATABASE.url(),
                "THERIAC_DB_USER", DATABASE.user(),
                "THERIAC_DB_PASSWORD", DATABASE.password());
        return new VaultCommand(at, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    /// As it is left when the machine stops before the step of this number.
    ///
    /// @param step 1 half of the rows, 2 all of them, 3 a second name for the old key, 4 the new one in its place
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void cutOffBetweenAnyTwoStepsTheCommandEndsItAndNothingIsLost(int step) throws Exception {
        var before = signed();
        var former = Files.readAllBytes(key);
        var renewal = Renewal.begin(key);
        if (step == 2) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> database.inTransaction(() -> {
                        Vault.reseal(database, renewal);
                        throw new IllegalStateException("the machine stops");
                    }));
        }
        if (step >= 3) {
            seal(renewal);
        }
        if (step == 4) {
            Files.createLink(folder.resolve("vault.key.until-2026-11-27-100000"), key);
        }
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Renewal.mustBeEnded(key));
        assertThat(command().run(List.of("renew", "--data=" + folder))).isZero();
        Renewal.mustBeEnded(key);
        assertThat(Files.readAllBytes(key)).isNotEqualTo(former);
        assertThat(vault().open("feed", "a.example")).isEqualTo(Optional.of(new Credential.Bearer("s3cret-token")));
        assertThat(signed()).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().contains(".until-")))
                    .isNotEmpty()
                    .allSatisfy(old -> assertThat(old).hasBinaryContent(former));
        }
    }

    /// It would go on sealing with the key that it has in its memory.
    @Test
    void whileAHubRunsOnTheFolderTheKeyStays() throws Exception {
        var former = Files.readAllBytes(key);
        var settings = PgSettings.forThisMachine()
                .withBinaries(Path.of("target", "postgresql-binaries").toAbsolutePath());
        var command = new VaultCommand(Map.of(), new PrintStream(new ByteArrayOutputStream()));
        try (var server = EmbeddedPostgres.start(folder.resolve("postgres"), settings)) {
            assertThat(server.url()).isNotEmpty();
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> command.run(List.of("renew", "--data=" + folder)))
                    .withMessageContaining("The hub is running");
        }
        assertThat(key).hasBinaryContent(former);
        Renewal.mustBeEnded(key);
    }

    @Test
    void whatNeitherKeyOpensStaysAndIsCounted() {
        new Vault(database, Seal.of(folder.resolve("other.key")), Clock.systemUTC())
                .put("lost", "b.example", new Credential.Bearer("x"), "anna");
        var renewal = Renewal.begin(key);
        seal(renewal);
        renewal.end(Instant.now());
        assertThat(renewal.lost()).isEqualTo(1);
        assertThat(vault().list())
                .filteredOn(kept -> !kept.usable())
                .singleElement()
                .satisfies(kept -> assertThat(kept.name()).isEqualTo("lost"));
    }

    /// A column that keeps something sealed and that the renewal does not know would lose what is in it.
    @Test
    void everyColumnThatKeepsSomethingSealedIsRenewed() {
        assertThat(database.jdbc().sql("""
                                select table_name || '.' || column_name from information_schema.columns
                                where table_schema = 'public' and data_type = 'bytea'
                                  and (column_name in ('sealed', 'secret', 'farewell'))
                                order by 1""").query(String.class).list())
                .containsExactly(
                        "account_session.farewell",
                        "credential.sealed",
                        "issuer.secret",
                        "second_factor.sealed",
                        "signing_key.sealed",
                        "webhook.sealed");
    }

    @Test
    void wrongUseIsOneSentence() {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var command = new VaultCommand(Map.of(), out);
        assertThat(command.run(List.of())).isEqualTo(2);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> command.run(List.of("open")))
                .withMessageContaining("can only \"renew\"");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Renewal.begin(folder.resolve("none.key")))
                .withMessageContaining("does not exist");
    }
}
