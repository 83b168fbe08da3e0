package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Viewers;
import theriac.hub.app.Hub;
import theriac.hub.core.HubConfig;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.Viewer;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.TestDatabase;
import theriac.testkit.FixedClock;

/// A hub stops while it follows a link: the visit says so to the next hub, and no hub says so of a visit that
/// goes on.
class CutOffVisitsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private static UUID report(Hub hub, String link) {
        var organizations = hub.part(Organizations.class);
        organizations.create(new NewOrganization("Cert", "cert", "nl", ""));
        var north = organizations.create(new NewOrganization("Noord", "hospital", "nl", ""));
        Viewer.Party member = hub.part(Viewers.class).organization(north);
        return hub.part(Intake.class).report(member, "Kijk op " + link, "sms", "");
    }

    @Test
    void aVisitOfAHubThatIsKilledIsCutOffAndMayBeAskedAgain() throws Exception {
        try (var web = new HostileServer();
                var hub = Hub.start(VisitingProcess.config(data), DATABASE.database(), Clock.systemUTC());
                var fetcher = VisitingProcess.fetcher()) {
            var link = web.on("/slow", web.silence()).uri("a.example", "/slow").toString();
            var id = report(hub, link);
            try (var process = VisitingProcess.start(
                    DATABASE.url(), DATABASE.user(), DATABASE.password(), data.resolve("other"), id, link)) {
                eventually(() -> !web.requests().isEmpty() || !process.isAlive());
                assertThat(process.isAlive()).isTrue();
            }
            var analyst = VisitingProcess.analyst(hub);
            var now = VisitingProcess.visits(hub, fetcher, Clock.systemUTC());
            assertThat(now.visits(analyst, id).getFirst().outcome())
                    .as("nobody knows yet whether its hub is only slow")
                    .isEmpty();
            var next = VisitingProcess.visits(
                    hub, fetcher, Clock.offset(Clock.systemUTC(), LinkVisits.ALIVE.plusSeconds(1)));
            var cut = next.visits(analyst, id).getFirst();
            assertThat(cut.outcome()).isEqualTo("cut-off");
            assertThat(cut.ended().orElseThrow()).isAfter(cut.begun());
            assertThat(cut.page()).isEmpty();

            web.on("/slow", HostileServer.text("here"));
            next.follow(analyst, id, link, "again");
            eventually(() -> next.visits(analyst, id).getFirst().ended().isPresent());
            assertThat(next.visits(analyst, id)).extracting(LinkVisit::outcome).containsExactly("page", "cut-off");
        }
    }

    /// Begins a visit that does not end, by itself.
    private static UUID begun(LinkVisits visits, Hub hub, HostileServer web) throws InterruptedException {
        var link = web.on("/slow", web.silence()).uri("a.example", "/slow").toString();
        var id = report(hub, link);
        visits.follow(VisitingProcess.analyst(hub), id, link, "to know where it leads");
        eventually(() -> !web.requests().isEmpty());
        return id;
    }

    private static String outcome(Hub hub, Fetcher fetcher, UUID report) {
        return VisitingProcess.visits(hub, fetcher, Clock.systemUTC())
                .visits(VisitingProcess.analyst(hub), report)
                .getFirst()
                .outcome();
    }

    @Test
    void aVisitOfAHubThatStopsIsCutOffAtOnceAndThatOfAnotherGoesOn() throws Exception {
        try (var web = new HostileServer();
                var hub = Hub.start(VisitingProcess.config(data), DATABASE.database(), Clock.systemUTC());
                var fetcher = VisitingProcess.fetcher()) {
            var stops = VisitingProcess.visits(hub, fetcher, Clock.systemUTC());
            var id = begun(stops, hub, web);
            VisitingProcess.visits(hub, fetcher, Clock.systemUTC()).close();
            assertThat(outcome(hub, fetcher, id)).as("another hub stopped").isEmpty();
            stops.close();
            assertThat(outcome(hub, fetcher, id)).isEqualTo("cut-off");
            assertThatThrownBy(() -> stops.follow(
                            VisitingProcess.analyst(hub),
                            id,
                            web.uri("a.example", "/slow").toString(),
                            "again"))
                    .hasMessageContaining("stopping");
        }
    }

    @Test
    void atTheStartOfAHubThatIsAloneNothingGoesOnFromBefore() throws Exception {
        try (var web = new HostileServer();
                var hub = Hub.start(VisitingProcess.config(data), DATABASE.database(), Clock.systemUTC());
                var fetcher = VisitingProcess.fetcher()) {
            var id = begun(VisitingProcess.visits(hub, fetcher, Clock.systemUTC()), hub, web);
            var several = VisitingProcess.config(
                    data.resolve("several"),
                    new HubConfig.DatabaseAt(DATABASE.url(), DATABASE.user(), DATABASE.password()));
            Hub.start(several, DATABASE.database(), Clock.systemUTC()).close();
            assertThat(outcome(hub, fetcher, id))
                    .as("whose it is nobody knows: it may be another hub's")
                    .isEmpty();
            Hub.start(VisitingProcess.config(data.resolve("alone")), DATABASE.database(), Clock.systemUTC())
                    .close();
            assertThat(outcome(hub, fetcher, id)).isEqualTo("cut-off");
        }
    }

    @Test
    void aVisitThatGoesOnForLongIsNoneThatWasCutOff() throws Exception {
        var clock = FixedClock.at(Instant.now());
        try (var web = new HostileServer();
                var hub = Hub.start(VisitingProcess.config(data), DATABASE.database(), Clock.systemUTC());
                var fetcher = VisitingProcess.fetcher()) {
            var visits = VisitingProcess.visits(hub, fetcher, clock);
            var link = web.uri("hop0.example", "/0").toString();
            var id = report(hub, link);
            var analyst = VisitingProcess.analyst(hub);
            var seen = new CopyOnWriteArrayList<String>();
            for (int hop = 0; hop < 5; hop++) {
                var answer = hop == 4
                        ? HostileServer.text("the end")
                        : HostileServer.redirect(web.uri("hop" + (hop + 1) + ".example", "/" + (hop + 1))
                                .toString());
                web.on("/" + hop, (request, out) -> {
                    clock.advance(LinkVisits.ALIVE.minusSeconds(20));
                    seen.add(visits.visits(analyst, id).getFirst().outcome());
                    answer.answer(request, out);
                });
            }
            visits.follow(analyst, id, link, "to know where it leads");
            eventually(() -> visits.visits(analyst, id).getFirst().outcome().equals("page"));
            assertThat(seen).containsExactly("", "", "", "", "");
        }
    }
}
