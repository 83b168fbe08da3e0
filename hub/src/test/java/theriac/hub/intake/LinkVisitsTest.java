package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.testing.Eventually.eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Viewers;
import theriac.hub.core.Problem;
import theriac.hub.db.Database;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Store;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;
import theriac.stix.value.ValueKind;

/// Links that an analyst follows, on servers that lead round in circles, into the house, or to a bomb.
class LinkVisitsTest {

    private static final HostileServer WEB = new HostileServer();

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final List<String> TRAIL = new CopyOnWriteArrayList<>();
    private static Organization cert;
    private static Viewer.Party analyst;
    private static Viewer.Party north;
    private static Fetcher fetcher;
    private static LinkVisits visits;

    @BeforeAll
    static void start() {
        var organizations = HUB.part(Organizations.class);
        var viewers = HUB.part(Viewers.class);
        cert = organizations.create(new NewOrganization("Cert", "cert", "nl", ""));
        analyst = viewers.organization(cert);
        north = viewers.organization(organizations.create(new NewOrganization("Noord", "hospital", "nl", "")));
        // Every name is this machine, but one that is inside the house.
        fetcher = new Fetcher(
                host -> List.of(InetAddress.getByName(host.equals("inside.example") ? "10.0.0.1" : "127.0.0.1")), null);
        visits = visits(true);
    }

    @AfterAll
    static void stop() {
        fetcher.close();
        WEB.close();
    }

    private static LinkVisits visits(boolean on) {
        return new LinkVisits(
                HUB.part(Database.class),
                HUB.part(Intake.class),
                HUB.part(Store.class).audiences(),
                on,
                new LinkChain(fetcher, AddressRules.allowing(List.of("127.0.0.1")), "Mozilla/5.0"),
                new LinkVisits.Around(
                        HUB.part(NameRules.class),
                        page -> Optional.of(new LinkVisits.Reader.Said("A title", "read " + page.length)),
                        (viewer, action, detail) -> TRAIL.add(action + "\n" + detail)),
                Clock.systemUTC());
    }

    private static String at(String host, String path) {
        return WEB.uri(host, path).toString();
    }

    private static UUID report(String text) {
        return HUB.part(Intake.class).report(north, text, "sms", "");
    }

    private static Reading reading(UUID report) {
        return HUB.part(Intake.class).load(analyst, report).reading();
    }

    private static LinkVisit followed(String link) {
        return followed(report("Kijk op " + link), link);
    }

    private static LinkVisit followed(UUID report, String link) {
        visits.follow(analyst, report, link, "to know where it leads");
        eventually(() -> visits.visits(analyst, report).getFirst().ended().isPresent());
        return visits.visits(analyst, report).getFirst();
    }

    @Test
    void aChainOfFiveIsToldAndWhatStandsBehindItBelongsToTheReport() {
        for (int hop = 1; hop < 5; hop++) {
            WEB.on("/five/" + hop, HostileServer.redirect(at("hop" + (hop + 1) + ".example", "/five/" + (hop + 1))));
        }
        WEB.on("/five/5", HostileServer.text("<h1>Log in</h1>", "Set-Cookie: spy=1"));
        var link = at("hop1.example", "/five/1");
        var id = report("Kijk op " + link);
        var visit = followed(id, link);
        assertThat(visit.outcome()).isEqualTo("page");
        assertThat(visit.hops()).extracting(LinkVisit.Hop::status).containsExactly(302, 302, 302, 302, 200);
        assertThat(visit.title()).isEqualTo("A title");
        assertThat(new String(visits.page(analyst, id, visit.id()), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("<h1>Log in</h1>");
        assertThat(visit.page().orElseThrow()).matches("[0-9a-f]{64}");
        assertThat(reading(id).values())
                .filteredOn(found ->
                        found.start() == Reading.Found.CHAINED && found.value().kind() == ValueKind.DOMAIN)
                .extracting(found -> found.value().text())
                .containsExactlyInAnyOrder("hop2.example", "hop3.example", "hop4.example", "hop5.example");
        assertThat(reading(id).values())
                .filteredOn(found -> found.start() == Reading.Found.CHAINED)
                .allSatisfy(found -> assertThat(found.asWritten()).isEqualTo(link));
        assertThat(WEB.requests())
                .filteredOn(request -> request.contains(" /five/"))
                .allSatisfy(request -> assertThat(request)
                        .contains("User-Agent: Mozilla/5.0\r\n")
                        .doesNotContainIgnoringCase("cookie", "referer", "theriac", "java"));
        assertThat(TRAIL).anyMatch(line -> line.startsWith("link.followed\nhxxp") && line.endsWith("where it leads"));
    }

    @Test
    void aCircleABombAndWhatIsInsideEndTheChain() throws IOException {
        WEB.on("/a", HostileServer.redirect(at("b.example", "/b")));
        WEB.on("/b", HostileServer.redirect(at("a.example", "/a")));
        var circle = followed(at("a.example", "/a"));
        assertThat(circle.outcome()).isEqualTo("loop");
        assertThat(circle.hops()).hasSize(2);

        WEB.on(
                "/n",
                (request, out) ->
                        HostileServer.redirect("/n?" + System.nanoTime()).answer(request, out));
        assertThat(followed(at("n.example", "/n")).outcome()).isEqualTo("too-many");
        assertThat(WEB.requests())
                .filteredOn(request -> request.startsWith("GET /n"))
                .hasSize(10);

        WEB.on("/bomb", HostileServer.body("text/html", bomb(), "Content-Encoding: gzip"));
        var bomb = followed(at("bomb.example", "/bomb"));
        assertThat(bomb.outcome()).isEqualTo("too-large");
        assertThat(bomb.page()).isEmpty();

        WEB.on("/in", HostileServer.redirect(at("inside.example", "/secret")));
        WEB.on("/secret", HostileServer.text("secret"));
        var inside = followed(at("in.example", "/in"));
        assertThat(inside.outcome()).isEqualTo("refused");
        assertThat(inside.hops()).extracting(LinkVisit.Hop::status).containsExactly(302, 0);
        assertThat(inside.page()).isEmpty();
        assertThat(WEB.requests()).noneMatch(request -> request.contains("/secret"));

        WEB.on("/app", HostileServer.redirect("intent://pay#Intent;end"));
        assertThat(followed(at("app.example", "/app")).outcome()).isEqualTo("no-web");
    }

    private static byte[] bomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            var zeros = new byte[1 << 20];
            for (int n = 0; n < 50; n++) {
                zip.write(zeros);
            }
        }
        return packed.toByteArray();
    }

    @Test
    void whatIsNotAllowedIsNotFollowed() {
        WEB.on("/never", HostileServer.text("never"));
        var link = at("never.example", "/never");
        var id = report("Kijk op " + link);
        assertThatThrownBy(() -> visits.follow(analyst, id, link, " "))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Write down why");
        assertThatThrownBy(() -> visits.follow(analyst, id, at("never.example", "/other"), "why"))
                .hasMessageContaining("no link of the report");
        assertThatThrownBy(() -> visits.follow(analyst, report("PAP:AMBER " + link), link, "why"))
                .hasMessageContaining("PAP");
        assertThatThrownBy(() -> visits(false).follow(analyst, id, link, "why"))
                .hasMessageContaining("has not switched it on");
        var anna = HUB.person(cert, "anna");
        assertThat(anna.json("/api/reports/" + id + "/visits").bool("on")).contains(false);
        var wish = JsonObject.builder().put("link", link).put("why", "why").build();
        assertThat(anna.post("/api/reports/" + id + "/visits", wish).statusCode())
                .as("off unless it is set")
                .isEqualTo(409);
        assertThat(WEB.requests()).noneMatch(request -> request.contains("/never"));
        assertThat(Set.copyOf(visits.visits(analyst, id))).isEmpty();
    }
}
