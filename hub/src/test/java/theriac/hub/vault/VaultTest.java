package theriac.hub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.fetch.Credential;
import theriac.hub.testing.TestDatabase;

class VaultTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path folder;

    private Vault vault(String key) {
        return new Vault(DATABASE.database(), Seal.of(folder.resolve(key)), Clock.systemUTC());
    }

    @Test
    void aCredentialComesOutForItsHostOnly() {
        var vault = vault("vault.key");
        vault.put("feed", "Feeds.example", new Credential.Basic("hub", "s3cret"), "anna");
        assertThat(vault.open("feed", "feeds.EXAMPLE")).isEqualTo(Optional.of(new Credential.Basic("hub", "s3cret")));
        assertThat(vault.open("other", "feeds.example")).isEmpty();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> vault.open("feed", "evil.example"))
                .withMessageContaining("not sent to evil.example");
    }

    @Test
    void everyKindSurvives() {
        var vault = vault("vault.key");
        for (var credential : java.util.List.of(
                new Credential.Bearer("t"),
                new Credential.Basic("u", "p"),
                new Credential.Header("Auth-Key", "k"),
                new Credential.Parameter("key", "k"))) {
            vault.put("one", "a.example", credential, "anna");
            assertThat(vault.open("one", "a.example")).isEqualTo(Optional.of(credential));
        }
        assertThat(vault.list()).singleElement().satisfies(kept -> {
            assertThat(kept.kind()).isEqualTo("parameter");
            assertThat(kept.usable()).isTrue();
        });
        assertThat(vault.delete("one")).isTrue();
        assertThat(vault.delete("one")).isFalse();
    }

    @Test
    void theDatabaseAloneGivesNothingAway() throws IOException {
        vault("vault.key").put("feed", "a.example", new Credential.Bearer("s3cret-token"), "anna");
        var row = DATABASE.database()
                .jdbc()
                .sql("select c::text || encode(sealed, 'escape') from credential c")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain("s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("vault.key"))))
                .isEqualTo("rw-------");
        var other = vault("other.key");
        assertThat(other.list())
                .singleElement()
                .satisfies(kept -> assertThat(kept.usable()).isFalse());
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> other.open("feed", "a.example"))
                .withMessageContaining("vault.key");
    }

    @Test
    void aRowThatWasGivenAnotherHostOpensNoMore() {
        var vault = vault("vault.key");
        vault.put("feed", "a.example", new Credential.Bearer("s3cret-token"), "anna");
        DATABASE.database()
                .jdbc()
                .sql("update credential set host = 'evil.example'")
                .update();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> vault.open("feed", "evil.example"));
    }
}
