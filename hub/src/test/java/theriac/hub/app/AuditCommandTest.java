package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.audit.AuditEvent;
import theriac.hub.audit.AuditKeeper;
import theriac.hub.audit.AuditTrail;
import theriac.hub.testing.TestDatabase;

/// What `./theriac audit check` tells an operator of a trail that is whole and of one that is not, and where.
class AuditCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @BeforeEach
    void fiveRows() {
        var trail = new AuditTrail(DATABASE.database());
        try (var keeper = new AuditKeeper(trail, List.of(), Optional.empty(), Clock.systemUTC())) {
            assertThat(keeper).isNotNull();
            for (int n = 0; n < 5; n++) {
                trail.note(new AuditEvent(
                        Instant.now(),
                        new AuditEvent.Actor("anna", OptionalLong.of(7), OptionalLong.of(1), "192.0.2.1"),
                        "object.withdraw",
                        "indicator--1",
                        AuditEvent.Outcome.DONE,
                        ""));
            }
        }
    }

    /// The exit code and the sentence.
    private static String said() {
        var out = new ByteArrayOutputStream();
        var at = Map.of(
                "THERIAC_DB_URL", DATABASE.url(),
                "THERIAC_DB_USER", DATABASE.user(),
                "THERIAC_DB_PASSWORD", DATABASE.password());
        int code = new AuditCommand(at, new PrintStream(out, true, StandardCharsets.UTF_8)).run(List.of("check"));
        return code + " " + out.toString(StandardCharsets.UTF_8).strip();
    }

    /// As somebody who owns the database does it.
    private static void forced(String statement) {
        DATABASE.database().inTransaction(() -> {
            var jdbc = DATABASE.database().jdbc();
            jdbc.sql("alter table audit_event disable trigger user").update();
            jdbc.sql(statement).update();
            jdbc.sql("alter table audit_event enable trigger user").update();
        });
    }

    @Test
    void aWholeTrailIsSaidToBeWhole() {
        assertThat(said()).isEqualTo("0 The audit trail is whole: 5 rows.");
    }

    @Test
    void aChangedRowIsNamed() {
        forced("update audit_event set subject = 'indicator--2' where seq = 4");
        assertThat(said())
                .isEqualTo("3 The audit trail is NOT what was written. Row 4 is not what was written: its hash does not"
                        + " fit. Before it, 3 rows are whole.");
    }

    @Test
    void aMissingRowIsNamed() {
        forced("delete from audit_event where seq = 2");
        assertThat(said()).startsWith("3 ").contains("After row 1 comes row 3: what was between them is gone.");
    }

    @Test
    void aMissingEndIsNamed() {
        forced("delete from audit_event where seq = 5");
        assertThat(said()).startsWith("3 ").contains("Row 4 is the last that is there; there were 5.");
    }
}
