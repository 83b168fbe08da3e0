package theriac.hub.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.springframework.dao.DuplicateKeyException;
import theriac.hub.testing.TestDatabase;

class DatabaseTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @Test
    void theSchemaIsThereAndTheEncodingIsUtf8() {
        assertThat(count("flyway_schema_history where success")).isPositive();
        assertThat(setting("server_encoding")).isEqualTo("UTF8");
        assertThat(setting("TimeZone")).isNotBlank();
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        DATABASE.database().jdbc().sql("create table t (id int primary key)").update();
        assertThatThrownBy(() -> DATABASE.database().inTransaction(() -> {
                    insert(1);
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(count("t")).isZero();
    }

    @Test
    void aSecondRowUnderOneKeyIsTheStatementsFaultAndNoOutage() {
        DATABASE.database().jdbc().sql("create table t (id int primary key)").update();
        insert(1);
        assertThatThrownBy(() -> insert(1)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void copyJoinsTheTransaction() {
        DATABASE.database().jdbc().sql("create table t (id int primary key)").update();
        long rows = DATABASE.database().inTransaction(() -> {
            insert(1);
            return DATABASE.database()
                    .withConnection(connection -> connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "copy t from stdin",
                                    new ByteArrayInputStream("2\n3\n".getBytes(StandardCharsets.UTF_8))));
        });
        assertThat(rows).isEqualTo(2);
        assertThat(count("t")).isEqualTo(3);
    }

    @Test
    void aSnapshotIsOnePictureForReadingAndLeavesTheConnectionAsItWas() {
        DATABASE.database().jdbc().sql("create table t (id int primary key)").update();
        try (Database one = Database.openMigrated(DATABASE.url(), DATABASE.user(), DATABASE.password(), 1)) {
            one.inSnapshot(() -> {
                long before = one.jdbc()
                        .sql("select count(*) from t")
                        .query(Long.class)
                        .single();
                insert(1);
                assertThat(one.jdbc()
                                .sql("select count(*) from t")
                                .query(Long.class)
                                .single())
                        .isEqualTo(before);
                assertThat(one.jdbc()
                                .sql("show transaction_read_only")
                                .query(String.class)
                                .single())
                        .isEqualTo("on");
                return one.inSnapshot(() -> one.jdbc()
                        .sql("show transaction_isolation")
                        .query(String.class)
                        .single());
            });
            assertThat(one.jdbc()
                            .sql("show transaction_isolation")
                            .query(String.class)
                            .single())
                    .isEqualTo("read committed");
            assertThat(one.jdbc()
                            .sql("select count(*) from t")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            one.inTransaction(() -> one.jdbc().sql("insert into t values (2)").update());
        }
    }

    @Test
    void aClosedPoolIsAnOutageEverywhere() {
        Database closed = Database.openMigrated(DATABASE.url(), DATABASE.user(), DATABASE.password(), 2);
        closed.close();
        assertThatThrownBy(
                        () -> closed.jdbc().sql("select 1").query(Integer.class).single())
                .isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> closed.inTransaction(() -> 1)).isInstanceOf(DatabaseUnavailable.class);
        assertThatThrownBy(() -> closed.withConnection(connection -> 1)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(closed.answers()).isFalse();
    }

    @Test
    void aWrongAddressOrPasswordIsOneSentence() {
        assertThatThrownBy(() -> Database.open("postgres://x/y", "u", "p")).hasMessageContaining("must look like");
        assertThatThrownBy(() -> Database.open(DATABASE.url() + "?loginTimeout=2", DATABASE.user(), "wrong"))
                .isInstanceOf(DatabaseCannotStart.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void theHubIsNoSuperuser() {
        assertThat(setting("is_superuser")).isEqualTo("off");
    }

    private void insert(int id) {
        DATABASE.database()
                .jdbc()
                .sql("insert into t values (:id)")
                .param("id", id)
                .update();
    }

    private long count(String from) {
        return DATABASE.database()
                .jdbc()
                .sql("select count(*) from " + from)
                .query(Long.class)
                .single();
    }

    private String setting(String name) {
        return DATABASE.database()
                .jdbc()
                .sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }
}
