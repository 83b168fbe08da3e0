package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Viewers;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.core.Problem;
import theriac.hub.testing.ClamdStandIn;
import theriac.hub.testing.ClamdStandIn.Manner;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.FixedClock;

/// Mails at the desk and the virus scanner: none is lost, none is read before the scanner was asked, and what is not
/// clean is read as a report and never handed out as a file.
class ScannedMailsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private final FixedClock clock = FixedClock.at("2026-11-27T10:00:00Z");
    private ClamdStandIn clamd;
    private Hub hub;
    private Organization cert;

    @BeforeEach
    void start() {
        clamd = ClamdStandIn.start();
        var config = new HubConfig(data, "127.0.0.1", 0, "https://hub.example", Optional.empty(), Optional.empty())
                .withVirusScanner(clamd.address());
        hub = Hub.start(config, DATABASE.database(), clock);
        cert = hub.part(Organizations.class).create(new NewOrganization("Sector-CERT", "cert", "nl", ""));
    }

    @AfterEach
    void stop() {
        hub.close();
        clamd.close();
    }

    private byte[] arrives(String words) {
        var mail = "From: x@y.example\r\nSubject: Let op\r\n\r\n%s\r\n"
                .formatted(words)
                .getBytes(StandardCharsets.UTF_8);
        hub.part(ReportMails.class).keep("smtp", "x@y.example", mail);
        return mail;
    }

    private String kept(String column) {
        return DATABASE.database()
                .jdbc()
                .sql("select %s from report_mail order by id desc limit 1".formatted(column))
                .query(String.class)
                .single();
    }

    /// The hub's own thread reads too, and looks every few seconds only.
    private void read(BooleanSupplier until) {
        eventually(() -> {
            hub.part(ReportMails.class).read();
            return until.getAsBoolean();
        });
    }

    private Report newest() {
        return hub.part(Intake.class)
                .list(hub.part(Viewers.class).organization(cert), Optional.empty(), Long.MAX_VALUE)
                .getFirst()
                .report();
    }

    private byte[] handedOut(Report report) {
        return hub.part(ReportMails.class).raw(hub.part(Viewers.class).organization(cert), report.id());
    }

    @Test
    void aCleanMailIsHandedOutAsItCame() throws Exception {
        var mail = arrives("https://alert-pay.example/");
        read(() -> kept("state").equals("reported"));
        assertThat(kept("scan")).isEqualTo("clean");
        assertThat(clamd.files()).hasSize(1).first().isEqualTo(mail);
        assertThat(handedOut(newest())).isEqualTo(mail);
    }

    @Test
    void aMailWithSomethingInItIsAReportAndIsNotHandedOut() throws Exception {
        var mail = arrives("https://alert-pay.example/ " + ClamdStandIn.BAD);
        read(() -> kept("state").equals("reported"));
        var report = newest();
        assertThat(report.text()).contains("alert-pay.example");
        var told = hub.part(ReportMails.class)
                .of(hub.part(Viewers.class).organization(cert), report.id())
                .orElseThrow();
        assertThat(told.scan()).isEqualTo(new ReportMailSql.Scan("infected", "Theriac.Test"));
        assertThatThrownBy(() -> handedOut(report))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("found Theriac.Test in this mail");
        assertThat(DATABASE.database()
                        .jdbc()
                        .sql("select raw from report_mail")
                        .query(byte[].class)
                        .single())
                .as("kept as it came")
                .isEqualTo(mail);
    }

    @Test
    void aMailThatTheScannerDidNotReadToItsEndIsNotHandedOutEither() throws Exception {
        clamd.becomes(Manner.saying("INSTREAM size limit exceeded. ERROR\0"));
        arrives("https://alert-pay.example/");
        read(() -> kept("state").equals("reported"));
        assertThatThrownBy(() -> handedOut(newest())).hasMessageContaining("did not look at all of this mail");
    }

    @Test
    void mailsWaitForAScannerThatIsAwayAndTheNextOnesAreNotHeldUp() throws Exception {
        clamd.becomes(Manner.RUDE);
        arrives("https://first.example/");
        read(() -> kept("scan_tries").equals("1"));
        assertThat(kept("state")).isEqualTo("waiting");
        clamd.becomes(Manner.HONEST);
        arrives("https://second.example/");
        read(() -> kept("state").equals("reported"));
        assertThat(newest().text()).contains("second.example");
        clock.advance(Duration.ofMinutes(1));
        read(() -> newest().text().contains("first.example"));
        assertThat(kept("scan")).isEqualTo("clean");
    }

    @Test
    void aMailOverWhichEveryConversationBreaksOffIsToBlameItself() throws Exception {
        clamd.becomes(Manner.RUDE);
        arrives("https://alert-pay.example/");
        for (int times = 1; times < 5; times++) {
            var tries = Integer.toString(times);
            read(() -> kept("scan_tries").equals(tries));
            clock.advance(Duration.ofMinutes(1));
        }
        read(() -> kept("state").equals("reported"));
        assertThat(kept("scan")).isEqualTo("unread");
        assertThatThrownBy(() -> handedOut(newest())).hasMessageContaining("it broke off 5 times");
    }
}
