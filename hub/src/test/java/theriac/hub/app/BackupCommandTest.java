package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;

/// The commands as an operator types them: on a hub that runs, on one that is stopped, into an empty folder.
class BackupCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int backup(String... arguments) {
        return new BackupCommand(Map.of(), new PrintStream(said, true, StandardCharsets.UTF_8)).run(List.of(arguments));
    }

    private int restore(String... arguments) {
        return new RestoreCommand(Map.of(), new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aRunningAndAStoppedHubAreSavedAndComeBackInAnotherFolder() throws IOException {
        var key = Files.writeString(folder.resolve("key"), "correct horse battery\n")
                .toString();
        var data = "--data=" + at("data");
        try (var server = EmbeddedPostgres.start(folder.resolve("data/postgres"), PgSettings.forThisMachine());
                var database = Database.open(server)) {
            database.jdbc().sql("""
                            insert into organization (public_id, name, kind, identity_id, created_at)
                            values (gen_random_uuid(), 'CERT', 'cert', 'identity--1', now())""").update();
            assertThat(backup(at("running"), data, "--password-file", key)).isZero();
        }
        assertThat(backup(at("stopped"), data)).isZero();
        assertThat(backup("--check", at("running"), "--password-file=" + key)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("sealed", "not sealed", "The backup is whole");

        assertThat(restore(at("running"), "--data=" + at("new"), "--password-file", key))
                .isZero();
        assertThatThrownBy(() -> restore(at("stopped"), "--data=" + at("new")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("never overwrites");
        try (var server = EmbeddedPostgres.start(folder.resolve("new/postgres"), PgSettings.forThisMachine());
                var database = Database.open(server)) {
            assertThat(database.jdbc()
                            .sql("select name from organization")
                            .query(String.class)
                            .list())
                    .containsExactly("CERT");
        }
    }

    @Test
    void aBadFileLeavesNoDatabaseBehind() throws IOException {
        Files.writeString(folder.resolve("bad"), "no backup");
        assertThatThrownBy(() -> restore(at("bad"), "--data=" + at("new")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no backup");
        assertThat(folder.resolve("new/postgres")).doesNotExist();
        assertThatThrownBy(() -> backup("--data=" + at("new")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("one file");
    }
}
