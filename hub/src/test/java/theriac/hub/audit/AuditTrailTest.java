package theriac.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.audit.AuditEvent.Actor;
import theriac.hub.audit.AuditEvent.Outcome;
import theriac.hub.testing.TestDatabase;

/// What was written stays as it was written, and whoever goes round that is found out.
class AuditTrailTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00.123456Z");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perClass();

    private AuditTrail trail;

    @BeforeEach
    void begin() {
        trail = new AuditTrail(DATABASE.database());
        forced("delete from audit_event");
        forced("delete from audit_copy");
        forced("update audit_head set seq = 0, hash = '', kept_after = 0, kept_hash = ''");
    }

    @Test
    void rowsAreSealedInOrderAndTheChainIsWhole() {
        write(2_500);
        while (trail.seal()) {
            assertThat(trail.check().fault()).isEmpty();
        }
        var checked = trail.check();
        assertThat(checked.rows()).isEqualTo(2_500);
        assertThat(checked.fault()).isEmpty();
        var page = trail.page(AuditQuestion.ALL, OptionalLong.empty(), OptionalLong.empty(), 2);
        assertThat(page.entries()).extracting(AuditTrail.Entry::seq).containsExactly(2_500L, 2_499L);
        var next = trail.page(AuditQuestion.ALL, OptionalLong.empty(), page.next(), 2);
        assertThat(next.entries()).extracting(AuditTrail.Entry::seq).containsExactly(2_498L, 2_497L);
    }

    @Test
    void theDatabaseItselfRefusesToChangeOrRemoveARow() {
        write(3);
        trail.seal();
        for (var forbidden : List.of(
                "update audit_event set actor = 'somebody else'",
                "update audit_event set outcome = 'done', at = at + interval '1 day'",
                "update audit_event set hash = '\\x00', seq = seq",
                "update audit_event set detail_salt = '\\x00'",
                "delete from audit_event where seq = 2",
                "truncate audit_event")) {
            assertThatThrownBy(() -> DATABASE.database().jdbc().sql(forbidden).update())
                    .as(forbidden)
                    .hasMessageContaining("append only");
        }
        assertThat(trail.check().fault()).isEmpty();
    }

    @Test
    void whoGoesRoundTheDatabaseBreaksTheChain() {
        write(5);
        trail.seal();
        forced("update audit_event set actor = 'somebody else' where seq = 3");
        assertThat(trail.check().fault()).contains("Row 3 is not what was written: its hash does not fit.");
    }

    @Test
    void aRowThatIsGoneIsMissed() {
        write(5);
        trail.seal();
        forced("delete from audit_event where seq = 3");
        assertThat(trail.check().fault()).contains("After row 2 comes row 4: what was between them is gone.");
    }

    /// With a place of its own, and everything after it moved on by one; with the hash of the row before it, or with
    /// one that fits it.
    @Test
    void aRowThatWasPutInIsFound() {
        write(5);
        trail.seal();
        forced("update audit_event set seq = seq + 100 where seq >= 3");
        forced("update audit_event set seq = seq - 99 where seq > 100");
        forced("update audit_head set seq = 6");
        putIn(3);
        assertThat(trail.check().fault()).contains("Row 3 is not what was written: its hash does not fit.");
        assertThat(trail.check().rows()).as("whole before it").isEqualTo(2);
        forced(
                "update audit_event set hash = sha256((select hash from audit_event where seq = 2) || convert_to('%s', 'UTF8')) where seq = 3"
                        .formatted(AuditChain.line(3, event(NOW, "nobody", "put.in", ""), digest(3))));
        assertThat(trail.check().fault()).contains("Row 4 is not what was written: its hash does not fit.");
    }

    /// Where the chain is not followed, and the list of rows looks.
    @Test
    void aRowThatWasPutInBeforeTheFirstIsFound() {
        write(5);
        trail.seal();
        putIn(0);
        assertThat(trail.check().fault()).contains("Row 0 is there, and the trail begins with row 1: it was put in.");
        forced("delete from audit_event where seq = 0");
        trail.record(event(NOW.plus(Duration.ofDays(2)), "anna", "later", ""));
        trail.seal();
        trail.expire(NOW.plus(Duration.ofDays(1)));
        assertThat(trail.check().fault()).isEmpty();
        putIn(4);
        assertThat(trail.check().fault()).contains("Row 4 is there, and the trail begins with row 6: it was put in.");
    }

    /// As somebody who owns the database does it.
    private static void putIn(long seq) {
        forced("""
                insert into audit_event (at, actor, account_id, organization_id, address, action, subject, outcome, detail,
                                         detail_digest, detail_salt, seq, hash)
                select '%s', 'nobody', account_id, organization_id, address, 'put.in', subject, outcome, '', sha256(detail_salt),
                       detail_salt, %d, hash
                from audit_event where seq is not null order by seq limit 1""".formatted(NOW, seq));
    }

    private static byte[] digest(long seq) {
        return DATABASE.database()
                .jdbc()
                .sql("select detail_digest from audit_event where seq = :seq")
                .param("seq", seq)
                .query(byte[].class)
                .single();
    }

    @Test
    void aCutEndIsMissed() {
        write(5);
        trail.seal();
        forced("delete from audit_event where seq = 5");
        assertThat(trail.check().fault()).contains("Row 4 is the last that is there; there were 5.");
    }

    /// Whoever owns the database can write the last row anew with a hash that fits it: what was
    /// remembered of the end does not.
    @Test
    void anEndThatWasWrittenAnewIsFound() {
        write(5);
        trail.seal();
        forced("update audit_event set hash = (select hash from audit_event where seq = 4) where seq = 5");
        assertThat(trail.check().fault()).isPresent();
        forced("update audit_event set hash = (select hash from audit_head) where seq = 5");
        assertThat(trail.check().fault()).isEmpty();
        forced("update audit_head set hash = (select hash from audit_event where seq = 4)");
        assertThat(trail.check().fault()).contains("The end of the chain is not what was remembered of it.");
    }

    @Test
    void aDetailThatWasForgedIsFoundAndOneThatWasErasedIsNot() {
        write(3);
        trail.seal();
        var jdbc = DATABASE.database().jdbc();
        jdbc.sql("update audit_event set detail = '[erased]' where seq = 2").update();
        var checked = trail.check();
        assertThat(checked.fault()).isEmpty();
        assertThat(checked.blanked()).isEqualTo(1);
        assertThat(trail.page(AuditQuestion.ALL, OptionalLong.empty(), OptionalLong.empty(), 3)
                        .entries())
                .extracting(AuditTrail.Entry::blanked)
                .containsExactly(false, true, false);
        forced("update audit_event set detail = 'forged' where seq = 3");
        assertThat(trail.check().fault()).contains("The detail of row 3 is not what was written.");
    }

    @Test
    void rowsOverTheirTimeLeaveFromTheOldEndOnlyAndTheChainHolds() {
        write(10);
        trail.record(event(NOW.plus(Duration.ofDays(2)), "anna", "later", ""));
        trail.seal();
        assertThat(trail.expire(NOW.plus(Duration.ofDays(1)))).isEqualTo(10);
        assertThat(trail.expire(NOW.plus(Duration.ofDays(1)))).isZero();
        var checked = trail.check();
        assertThat(checked.fault()).isEmpty();
        assertThat(checked.first()).isEqualTo(11);
        assertThat(checked.rows()).isEqualTo(1);
    }

    @Test
    void aClockThatWentBackKeepsRowsRatherThanTearingTheChain() {
        trail.record(event(NOW.plus(Duration.ofDays(2)), "anna", "first", ""));
        trail.record(event(NOW, "anna", "second, by a clock that went back", ""));
        trail.seal();
        assertThat(trail.expire(NOW.plus(Duration.ofDays(1)))).isZero();
        assertThat(trail.check().rows()).isEqualTo(2);
    }

    @Test
    void manyWritersAndTwoHubsThatSealMakeOneChainWithoutGaps() throws Exception {
        var other = new AuditTrail(DATABASE.database());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                var writing = writer % 2 == 0 ? trail : other;
                int who = writer;
                threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        writing.record(event(NOW, "writer" + who, "did", "n" + n));
                    }
                });
            }
            for (var sealing : List.of(trail, other)) {
                threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        sealing.seal();
                    }
                });
            }
        }
        while (trail.seal()) {
            assertThat(trail.check().fault()).isEmpty();
        }
        assertThat(trail.check()).isEqualTo(new AuditTrail.Checked(800, 1, 0, java.util.Optional.empty()));
    }

    @Test
    void whatWasNotedIsWrittenByTheKeeperAndAlsoAtTheEnd() {
        try (var keeper = new AuditKeeper(trail, List.of(), java.util.Optional.empty(), java.time.Clock.systemUTC())) {
            trail.note(event(NOW, "anna", "api.seen", ""));
            assertThat(keeper).isNotNull();
        }
        assertThat(trail.check().rows()).isEqualTo(1);
    }

    @Test
    void textsThatNoDatabaseCanHoldAreWrittenAllTheSame() {
        trail.record(event(NOW, "nul\0", "lone\ud800", "x".repeat(AuditEvent.DETAIL + 5)));
        trail.seal();
        assertThat(trail.check().fault()).isEmpty();
        var entry = trail.page(AuditQuestion.ALL, OptionalLong.empty(), OptionalLong.empty(), 1)
                .entries()
                .getFirst();
        assertThat(entry.event().actor().name()).isEqualTo("nul\ufffd");
        assertThat(entry.event().detail()).hasSize(AuditEvent.DETAIL);
    }

    @Test
    void aCopyInAFileGoesOnAfterAKillAndIsCheckedWithoutADatabase(@TempDir Path folder) throws IOException {
        var file = folder.resolve("audit.log");
        write(3);
        trail.seal();
        trail.copy(new AuditFile(file, "host"));
        // Killed in the middle of a row, and before the place was remembered.
        Files.writeString(file, "0123456789", StandardOpenOption.APPEND);
        forced("update audit_copy set seq = 1");
        write(2);
        trail.seal();
        trail.copy(new AuditFile(file, "host"));
        var checked = AuditFile.check(file);
        assertThat(checked.fault()).isEmpty();
        assertThat(checked.rows()).isEqualTo(5);
        assertThat(Files.readString(file)).doesNotContain("asked for n1");
        var forged = Files.readString(file).replace("\"outcome\":\"done\"", "\"outcome\":\"failed\"");
        Files.writeString(file, forged);
        assertThat(AuditFile.check(file).fault()).contains("Row 1 is not what was written: its hash does not fit.");
        Files.write(file, "no row\n".getBytes(StandardCharsets.UTF_8));
        assertThat(AuditFile.check(file).fault()).contains("Line 1 is no row of an audit trail.");
    }

    @Test
    void aCopyThatCannotBeWrittenSaysSoAndLosesNothing(@TempDir Path folder) {
        write(1);
        trail.seal();
        var away = new AuditFile(folder.resolve("absent").resolve("audit.log"), "host");
        assertThatThrownBy(() -> trail.copy(away))
                .isInstanceOf(AuditCopy.AuditCopyFailed.class)
                .hasMessageContaining("It goes on when it can be written again");
        assertThat(folder.resolve("absent").toFile().mkdir()).isTrue();
        trail.copy(away);
        assertThat(AuditFile.check(folder.resolve("absent").resolve("audit.log"))
                        .rows())
                .isEqualTo(1);
    }

    private void write(int count) {
        DATABASE.database()
                .inTransaction(() -> IntStream.range(0, count)
                        .forEach(n -> trail.record(event(NOW, "anna", "object.withdraw", "asked for n" + n))));
    }

    private static AuditEvent event(Instant at, String actor, String action, String detail) {
        return new AuditEvent(
                at,
                new Actor(actor, OptionalLong.of(7), OptionalLong.of(1), "192.0.2.1"),
                action,
                "indicator--1",
                Outcome.DONE,
                detail);
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
}
