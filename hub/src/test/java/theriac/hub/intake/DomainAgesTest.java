package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.accounts.Viewers;
import theriac.hub.benign.WarningLists;
import theriac.hub.core.DeskLookups;
import theriac.hub.db.Database;
import theriac.hub.fetch.Fetcher;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.RunningHub;
import theriac.stix.Pap;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What the desk learns of the age of domains from a server that may be slow, lie or lead astray; and about what it
/// asks nobody.
class DomainAgesTest {

    private static final HostileServer RDAP = new HostileServer();

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Viewer.Party north;
    private static Viewer.Party cert;
    private static DomainAges ages;
    private static Fetcher fetcher;

    @BeforeAll
    static void start() {
        var organizations = HUB.part(Organizations.class);
        var viewers = HUB.part(Viewers.class);
        cert = viewers.organization(organizations.create(new NewOrganization("Cert", "cert", "nl", "")));
        north = viewers.organization(
                organizations.create(new NewOrganization("Noord", "hospital", "nl", "soc@mail.noord.example")));
        fetcher = new Fetcher();
        ages = asking(
                new DeskLookups(Optional.of(RDAP.uri("/rdap")), Optional.empty(), List.of("127.0.0.1"), false, ""));
    }

    @AfterAll
    static void stop() {
        fetcher.close();
        RDAP.close();
    }

    private static DomainAges asking(DeskLookups settings) {
        return new DomainAges(
                HUB.part(Database.class),
                settings,
                fetcher,
                HUB.part(NameRules.class),
                Clock.systemUTC(),
                Duration.ofMillis(1));
    }

    private static String answer(String name, String date) {
        return """
                {"objectClassName":"domain","ldhName":"%s","events":[{"eventAction":"last changed","eventDate":"2026-01-01T00:00:00Z"},
                 {"eventAction":"registration","eventDate":"%s"}]}""".formatted(name, date);
    }

    private static void says(String domain, String body) {
        RDAP.on("/rdap/domain/" + domain, HostileServer.text(body));
    }

    private static UUID report(String text) {
        return HUB.part(Intake.class).report(north, text, "sms", "");
    }

    private static DomainAge age(DomainAges ages, UUID report, String domain) {
        ages.look();
        while (ages.ask()) {
            assertThat(domain).isNotEmpty();
        }
        return ages.of(reading(report)).stream()
                .filter(each -> each.domain().equals(domain))
                .findFirst()
                .orElseThrow();
    }

    private static Reading reading(UUID report) {
        return HUB.part(Intake.class).load(cert, report).reading();
    }

    private static long asked(String domain) {
        return RDAP.requests().stream()
                .filter(request -> request.contains("/rdap/domain/" + domain + " "))
                .count();
    }

    @Test
    void aYoungDomainIsAReasonWithTheNameOfWhoSaidIt() {
        var since = Instant.now().minus(Duration.ofDays(3)).minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        says("betaal-zorg.example", answer("BETAAL-zorg.example.", since.toString()));
        var id = report("Betaal uw rekening op https://login.betaal-zorg.example/x?wie=u");
        var age = age(ages, id, "betaal-zorg.example");
        assertThat(age.state()).isEqualTo("registered");
        assertThat(age.registered()).contains(since);
        assertThat(age.server()).isEqualTo("127.0.0.1");
        var before = reading(id);
        var after = ages.aged(List.of(before)).getFirst();
        assertThat(after.score()).isEqualTo(before.score() + 35);
        assertThat(after.remarks().getLast().dutch())
                .isEqualTo("betaal-zorg[.]example is 3 dagen geleden geregistreerd, zegt 127.0.0.1.");
        assertThat(after.remarks().getLast().english())
                .isEqualTo("betaal-zorg[.]example was registered 3 days ago, says 127.0.0.1.");
        assertThat(RDAP.requests().getLast())
                .as("the registered name and nothing else of the message")
                .contains("GET /rdap/domain/betaal-zorg.example ")
                .doesNotContain("login", "wie");
        report("Nog eens: https://betaal-zorg.example/");
        age(ages, id, "betaal-zorg.example");
        assertThat(asked("betaal-zorg.example")).as("kept").isEqualTo(1);
    }

    @Test
    void whatNobodyKnowsIsKeptAndWhatCannotBeIsNotBelieved() {
        var old = answer("old.example", "2001-05-06T07:08:09+02:00");
        says("old.example", old);
        says("liar.example", old);
        says("future.example", answer("future.example", "2199-01-01T00:00:00Z"));
        says("words.example", "<html>no JSON</html>");
        says("dateless.example", "{\"objectClassName\":\"domain\",\"ldhName\":\"dateless.example\"}");
        RDAP.on("/rdap/domain/inside.example", HostileServer.redirect("http://10.0.0.1/domain/inside.example"));
        var id = report("https://old.example/ https://liar.example/ https://future.example/ https://words.example/"
                + " https://dateless.example/ https://inside.example/ https://gone.example/");
        assertThat(age(ages, id, "old.example").state()).isEqualTo("registered");
        assertThat(age(ages, id, "liar.example").problem()).isEqualTo("nonsense");
        assertThat(age(ages, id, "future.example").problem()).isEqualTo("nonsense");
        assertThat(age(ages, id, "words.example").problem()).isEqualTo("nonsense");
        assertThat(age(ages, id, "dateless.example").problem()).isEqualTo("no-date");
        assertThat(age(ages, id, "inside.example").problem()).isEqualTo("nonsense");
        assertThat(age(ages, id, "gone.example").problem()).isEqualTo("not-found");
        assertThat(ages.aged(List.of(reading(id))).getFirst()).isEqualTo(reading(id));
        var again = report("https://gone.example/again");
        age(ages, again, "gone.example");
        assertThat(asked("gone.example")).as("that nobody knows it is known").isEqualTo(1);
    }

    @Test
    void aSlowServerDelaysNobodyAndIsAskedLater() {
        RDAP.on("/rdap/domain/slow.example", RDAP.silence());
        var begun = Instant.now();
        var id = report("https://slow.example/");
        assertThat(reading(id).values()).isNotEmpty();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(age(ages, id, "slow.example").state()).isEqualTo("waiting");
        assertThat(ages.ask()).as("it is not due again at once").isFalse();
    }

    @Test
    void nobodyIsAskedAboutWhatIsForbiddenOwnListedOrInside() {
        var lists = HUB.part(WarningLists.class);
        var list = """
                {"name":"Ours","version":1,"type":"hostname","matching_attributes":["domain","hostname"],"list":["listed.example"]}""";
        lists.save("ours", list.getBytes(StandardCharsets.UTF_8), Optional.empty(), "test");
        marked("forbidden.example", Pap.AMBER);
        var red = report("PAP:RED, please. https://red.example/");
        var id = report("https://portal.noord.example/ https://listed.example/ https://pc.intern.local/"
                + " https://forbidden.example/x");
        assertThat(age(ages, red, "red.example").problem()).isEqualTo("marked");
        assertThat(age(ages, id, "forbidden.example").problem()).isEqualTo("marked");
        assertThat(age(ages, id, "noord.example").problem()).isEqualTo("own");
        assertThat(age(ages, id, "listed.example").problem()).isEqualTo("listed");
        var elsewhere = report("https://red.example/ without a word");
        assertThat(age(ages, elsewhere, "red.example").problem()).isEqualTo("marked");
        for (var name :
                List.of("red.example", "forbidden.example", "noord.example", "listed.example", "intern.local")) {
            assertThat(asked(name)).as(name).isZero();
        }
    }

    private static void marked(String domain, Pap pap) {
        var store = HUB.part(Store.class);
        var audience = Audience.of(Tlp.GREEN, cert.organization());
        var source = store.sources().register(new NewSource(cert.organization(), "Feed", "stix", audience));
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-01-01T00:00:00.000Z",
                 "modified":"2026-01-01T00:00:00.000Z","valid_from":"2026-01-01T00:00:00Z","pattern_type":"stix",
                 "pattern":"[domain-name:value = '%s']"}""".formatted(UUID.randomUUID(), domain)));
        store.claims()
                .claim(new ClaimBatch(
                        source.key(), null, List.of(new Candidate(object, audience.withPap(Optional.of(pap))))));
    }

    @Test
    void withoutASettingNobodyIsAskedAndNothingIsShown(@TempDir Path folder) throws Exception {
        var analyst = HUB.person(HUB.part(Organizations.class).cert().orElseThrow(), "anna");
        var id = report("https://silent.example/");
        var off = asking(DeskLookups.NONE);
        assertThat(off.of(reading(id))).isEmpty();
        assertThat(analyst.json("/api/reports/" + id + "/domains").bool("on")).contains(false);
        assertThat(asked("silent.example")).isZero();

        var file = folder.resolve("dns.json");
        Files.writeString(
                file,
                "{\"version\":\"1.0\",\"services\":[[[\"nl\"],[\"https://rdap.nl.example/\"]],[[\"example\"],[\"%s\"]]]}"
                        .formatted(RDAP.uri("/other/")));
        RDAP.on("/other/domain/silent.example", HostileServer.text(answer("silent.example", "2020-01-01T00:00:00Z")));
        var byFile = asking(new DeskLookups(Optional.empty(), Optional.of(file), List.of("127.0.0.1"), false, ""));
        assertThat(age(byFile, id, "silent.example").state()).isEqualTo("registered");
    }
}
