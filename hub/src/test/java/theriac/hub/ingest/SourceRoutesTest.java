package theriac.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.HostileServer;
import theriac.hub.testing.RunningHub;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// A person sets a source up, gives it a credential, asks it, and changes it.
class SourceRoutesTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final HostileServer SERVER = new HostileServer();

    private static RunningHub.Browser admin;
    private static RunningHub.Browser analyst;

    @BeforeAll
    static void people() {
        var cert = HUB.organization("Sector-CERT", "cert");
        admin = HUB.person(cert, "admin", EnumSet.of(Role.CERT_ADMIN, Role.ANALYST));
        analyst = HUB.person(cert, "analyst", EnumSet.of(Role.ANALYST));
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static JsonObject form(String name, String url) {
        return SourceForms.asked(name, "text", "http", url);
    }

    private static String create(JsonObject form) {
        return admin.json(admin.post("/api/sources", form)).text("id").orElseThrow();
    }

    private static int put(RunningHub.Browser who, String path, JsonObject body) {
        return who.write("PUT", path, Json.write(body), "application/json").statusCode();
    }

    @Test
    void howLongItsWordIsKeptIsAPolicyOfItsOwn() {
        var form = form("Short-lived", SERVER.uri("/short").toString());
        var id = create(form.with("keepDays", Json.read("30")));
        assertThat(admin.json("/api/sources/" + id + "/settings").integer("keepDays"))
                .hasValue(30);
        assertThat(policies("Short-lived")).containsExactly(30L);
        assertThat(put(admin, "/api/sources/" + id, form.with("keepDays", Json.read("7"))))
                .isEqualTo(200);
        assertThat(policies("Short-lived")).containsExactly(7L);
        assertThat(put(admin, "/api/sources/" + id, form.with("keepDays", Json.read("0"))))
                .isEqualTo(400);
        assertThat(put(admin, "/api/sources/" + id, form)).isEqualTo(200);
        assertThat(policies("Short-lived")).isEmpty();
    }

    private static List<Long> policies(String name) {
        return admin.json("/api/settings/retention").array("policies").orElseThrow().objects().stream()
                .filter(policy -> policy.text("name").filter(name::equals).isPresent())
                .map(policy -> policy.integer("days").orElse(-1))
                .toList();
    }

    /// A partner gets TLP:AMBER for the first time: of a source too, that takes two.
    @Test
    void whoIsNoMemberGetsWhatASourceLeavesUnmarkedByTheDecisionOfTwo() {
        var partner = HUB.organization("A partner", "partner").id().toString();
        var member = HUB.organization("A hospital", "hospital").id().toString();
        var other = HUB.person(
                HUB.part(theriac.hub.accounts.Organizations.class).cert().orElseThrow(),
                "other",
                EnumSet.of(Role.CERT_ADMIN));
        var form = SourceForms.brought("For a partner", "text")
                .with("recipients", Json.read("[\"%s\",\"%s\"]".formatted(partner, member)));
        assertThat(admin.post("/api/sources", form).statusCode())
                .as("nobody said why")
                .isEqualTo(400);
        var made = admin.json(admin.post("/api/sources?reason=They+share+with+us+too", form));
        assertThat(made.array("proposed").orElseThrow().texts()).containsExactly("A partner");
        var settings = "/api/sources/" + made.text("id").orElseThrow() + "/settings";
        assertThat(admin.json(settings).array("recipients").orElseThrow().texts())
                .contains(member)
                .doesNotContain(partner);
        var proposal = other.json("/api/proposals").array("proposals").orElseThrow().objects().stream()
                .filter(each -> each.text("kind").orElseThrow().equals("source-recipient"))
                .findFirst()
                .orElseThrow();
        var path = "/api/proposals/" + proposal.text("id").orElseThrow() + "/approval";
        assertThat(admin.post(path, JsonObject.empty()).statusCode()).isEqualTo(403);
        other.json(other.post(path, JsonObject.empty()));
        assertThat(admin.json(settings).array("recipients").orElseThrow().texts())
                .contains(member, partner);
        var again = "/api/sources/" + made.text("id").orElseThrow();
        assertThat(put(admin, again, form.with("terms", new JsonString("Others."))))
                .as("who has it keeps it without being asked about again")
                .isEqualTo(200);
        assertThat(admin.json(settings).array("recipients").orElseThrow().texts())
                .contains(partner);
    }

    /// A sharing group is named like an organisation; one that holds somebody who is no member of the sector takes two.
    @Test
    void aSharingGroupGetsWhatASourceLeavesUnmarked() {
        var all = HUB.part(theriac.hub.accounts.Organizations.class);
        var inside = HUB.organization("A clinic", "hospital");
        all.join(all.group("clinics"), inside);
        all.join(all.group("mixed"), inside);
        all.join(all.group("mixed"), HUB.organization("A friend", "partner"));
        var other = HUB.person(all.cert().orElseThrow(), "other-two", EnumSet.of(Role.CERT_ADMIN));
        var form = SourceForms.brought("For groups", "text")
                .with("groups", Json.read("[\"%s\"]".formatted(group("clinics"))));
        var made = admin.json(admin.post("/api/sources", form));
        assertThat(made.array("proposed").orElseThrow().texts()).isEmpty();
        var path = "/api/sources/" + made.text("id").orElseThrow();
        assertThat(groups(path)).containsExactly(group("clinics"));

        var both = form.with("groups", Json.read("[\"%s\",\"%s\"]".formatted(group("clinics"), group("mixed"))));
        assertThat(put(admin, path, both)).as("nobody said why").isEqualTo(400);
        assertThat(put(admin, path + "?reason=They+share+with+us", both)).isEqualTo(200);
        assertThat(groups(path)).as("until two decided").containsExactly(group("clinics"));
        var proposal = other.json("/api/proposals").array("proposals").orElseThrow().objects().stream()
                .filter(each -> each.toString().contains("mixed (A friend)"))
                .findFirst()
                .orElseThrow();
        other.json(other.post("/api/proposals/" + proposal.text("id").orElseThrow() + "/approval", JsonObject.empty()));
        assertThat(groups(path)).containsExactlyInAnyOrder(group("clinics"), group("mixed"));
        assertThat(put(admin, path, form.without("groups"))).isEqualTo(200);
        assertThat(groups(path)).as("nothing said, nothing changed").hasSize(2);
        assertThat(put(admin, path, form.with("groups", Json.read("[]")))).isEqualTo(200);
        assertThat(groups(path)).isEmpty();
        assertThat(put(admin, path, form.with("groups", Json.read("[\"%s\"]".formatted(UUID.randomUUID())))))
                .isEqualTo(404);
    }

    private static String group(String name) {
        return HUB.part(theriac.hub.accounts.Organizations.class).groups().stream()
                .filter(each -> each.name().equals(name))
                .map(each -> each.id().toString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> groups(String path) {
        return admin.json(path + "/settings").array("groups").orElseThrow().texts();
    }

    @Test
    void aFileIsLookedAtAsTheSourceWouldReadIt() {
        var form = form("A table", SERVER.uri("/table").toString())
                .with("kind", new JsonString("csv"))
                .with("options", new JsonString("{\"columns\":{\"value\":\"second\"}}"));
        var id = create(form);
        var page = analyst.json(analyst.write(
                "POST",
                "/api/sources/" + id + "/preview",
                "first,second\none.example,two.example\n",
                "application/octet-stream"));
        assertThat(page.array("rows").orElseThrow().objects().getFirst().toString())
                .contains("two.example")
                .doesNotContain("one.example");
        assertThat(analyst.json("/api/sources/" + id)
                        .array("runs")
                        .orElseThrow()
                        .values())
                .isEmpty();
    }

    @Test
    void aSourceIsMadeAskedAndChanged() {
        SERVER.on("/list", HostileServer.text("evil-one.example\nevil-two.example\n"));
        var id = create(form("A list", SERVER.uri("/list").toString()));
        var asked = analyst.json(analyst.post("/api/sources/" + id + "/runs", JsonObject.empty()));
        assertThat(asked.object("run").orElseThrow().integer("created")).hasValue(2);
        var again = analyst.json(analyst.post("/api/sources/" + id + "/runs", JsonObject.empty()));
        assertThat(again.object("run")).isEmpty();
        var shown = analyst.json("/api/sources/" + id).object("source").orElseThrow();
        assertThat(shown.text("licence").orElse("")).isEqualTo("CC0-1.0");
        assertThat(shown.object("plan").orElseThrow().text("lastSuccess")).isPresent();
        var settings = admin.json("/api/sources/" + id + "/settings");
        assertThat(put(admin, "/api/sources/" + id, settings.with("name", new JsonString("The list"))))
                .isEqualTo(200);
        assertThat(analyst.json("/api/sources/" + id)
                        .object("source")
                        .orElseThrow()
                        .text("name")
                        .orElse(""))
                .isEqualTo("The list");
        // Another address is another feed: it is read from its beginning.
        SERVER.on("/other", HostileServer.text("evil-one.example\nevil-two.example\n"));
        assertThat(put(
                        admin,
                        "/api/sources/" + id,
                        form("The list", SERVER.uri("/other").toString())))
                .isEqualTo(200);
        assertThat(analyst.json(analyst.post("/api/sources/" + id + "/runs", JsonObject.empty()))
                        .object("run"))
                .isPresent();
    }

    @Test
    void onlyWhoMayConfigureSaysWhereTheHubConnectsTo() {
        assertThat(analyst.post("/api/sources", form("Mine", "https://feeds.example/"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(analyst.get("/api/credentials").statusCode()).isEqualTo(403);
    }

    @Test
    void aNameIsTakenOnce() {
        create(form("Twice", "https://feeds.example/"));
        assertThat(admin.post("/api/sources", form("Twice", "https://feeds.example/"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatCannotWorkIsSaidAtOnce() {
        for (var url : List.of(
                "file:///etc/passwd",
                "feeds.example",
                "https://user:s3cret@feeds.example/",
                "https://feeds.example/?auth-key=s3cret",
                "https://feeds.example/?a=1&apikey=s3cret")) {
            var answer = admin.post("/api/sources", form("Bad " + url.length(), url));
            assertThat(answer.statusCode()).as(url).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("s3cret");
        }
        var red = form("Red", "https://feeds.example/").with("tlp", new JsonString("TLP:RED"));
        assertThat(admin.post("/api/sources", red).statusCode()).isEqualTo(400);
        var everywhere = form("All", "https://feeds.example/").with("allow", JsonArray.ofTexts(List.of("x")));
        assertThat(admin.post("/api/sources", everywhere).statusCode()).isEqualTo(400);
    }

    @Test
    void aSecretGoesInAndToItsServerAndIsNeverReadAgain() {
        SERVER.on("/secret", (request, out) -> {
            var right = request.contains("Auth-Key: s3cret-key");
            (right ? HostileServer.text("evil-secret.example\n") : HostileServer.status(403, "")).answer(request, out);
        });
        var credential = JsonObject.builder()
                .put("kind", "header")
                .put("host", "127.0.0.1")
                .put("user", "Auth-Key")
                .put("secret", "s3cret-key")
                .build();
        assertThat(put(admin, "/api/credentials/key", credential)).isEqualTo(200);
        assertThat(admin.get("/api/credentials").body())
                .contains("\"key\"")
                .contains("header")
                .doesNotContain("s3cret");
        var id = create(form("With a key", SERVER.uri("/secret").toString()).with("credential", new JsonString("key")));
        assertThat(analyst.json(analyst.post("/api/sources/" + id + "/runs", JsonObject.empty()))
                        .object("run")
                        .orElseThrow()
                        .text("state")
                        .orElse(""))
                .isEqualTo("done");
        assertThat(admin.get("/api/sources/" + id + "/settings").body()).doesNotContain("s3cret");
        // Whoever may edit sources cannot send the secret elsewhere.
        var elsewhere =
                create(form("Elsewhere", SERVER.uri("localhost", "/secret").toString())
                        .with("credential", new JsonString("key")));
        var refused = analyst.json(analyst.post("/api/sources/" + elsewhere + "/runs", JsonObject.empty()));
        assertThat(refused.object("run").orElseThrow().text("problem").orElse(""))
                .contains("is not sent to localhost");
        assertThat(admin.write("DELETE", "/api/credentials/key", "", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.write("DELETE", "/api/credentials/key", "", "application/json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theScorecardComparesASourceWithTheOthers() {
        SERVER.on("/first", HostileServer.text("evil-shared.example\nevil-first.example\n"));
        SERVER.on("/second", HostileServer.text("evil-shared.example\nevil-second.example\nevil-third.example\n"));
        var first = create(form("First", SERVER.uri("/first").toString()));
        analyst.json(analyst.post("/api/sources/" + first + "/runs", JsonObject.empty()));
        var second = create(form("Second", SERVER.uri("/second").toString()));
        analyst.json(analyst.post("/api/sources/" + second + "/runs", JsonObject.empty()));
        var card = analyst.json("/api/sources/" + second + "/scorecard");
        assertThat(card.integer("values")).hasValue(3);
        assertThat(card.integer("exclusive")).hasValue(2);
        assertThat(card.integer("laterSeconds").orElseThrow()).isNotNegative();
        var other = card.array("others").orElseThrow().objects().getFirst();
        assertThat(other.text("source").orElse("")).isEqualTo("First");
        assertThat(other.integer("earlier")).hasValue(1);
    }

    @Test
    void aPublicFeedIsNotAskedBeforeItsTermsAreAccepted() {
        var known = admin.json("/api/presets").array("presets").orElseThrow().objects();
        assertThat(known).isNotEmpty().allSatisfy(preset -> {
            assertThat(preset.text("termsUrl").orElse("")).startsWith("https://");
            assertThat(preset.object("accepted")).isEmpty();
        });
        var id = known.getFirst().text("id").orElseThrow();
        var refused = admin.post(
                "/api/presets/" + id,
                JsonObject.builder()
                        .put("acceptTerms", false)
                        .put("credential", "")
                        .build());
        assertThat(refused.statusCode()).isEqualTo(400);
        // One that leads to this machine, which the hub refuses to ask: this test asks nobody.
        var here = new Preset(
                "here",
                "A public feed",
                "Nobody",
                "text",
                "http",
                SERVER.uri("/list").toString(),
                60,
                "C",
                "TLP:CLEAR",
                "Free.",
                "https://feeds.example/terms",
                "CC0-1.0",
                "",
                "");
        var routes = new PresetRoutes(
                List.of(here), HUB.part(Database.class), HUB.part(SourceEditRoutes.class), Clock.systemUTC());
        var made = routes.acceptPreset(Viewer.system("test"), "here", new PresetRoutes.PresetConsent(true, ""));
        assertThat(made.accepted()).isPresent();
        assertThat(routes.presets().presets().getFirst().accepted()).isPresent();
        assertThat(analyst.json("/api/sources/" + made.accepted().orElseThrow().source())
                        .object("source")
                        .orElseThrow()
                        .text("terms")
                        .orElse(""))
                .isEqualTo("Free. https://feeds.example/terms");
    }

    /// The form says nothing of sharing groups: without them, what is TLP:GREEN for some would be for
    /// everybody.
    @Test
    void whoChangesASourceDoesNotMakeWhatIsForAGroupForEverybody() {
        var organizations = HUB.part(theriac.hub.accounts.Organizations.class);
        var cert = organizations.cert().orElseThrow();
        long group = organizations.group("pilots");
        var store = HUB.part(Store.class);
        var made = store.sources()
                .register(new NewSource(
                        cert.key(),
                        "For pilots",
                        "csv",
                        Audience.of(Tlp.GREEN, cert.key()).withGroup(group)));
        var form = admin.json("/api/sources/" + made.id() + "/settings");
        assertThat(put(admin, "/api/sources/" + made.id(), form.with("terms", new JsonString("Other terms."))))
                .isEqualTo(200);
        var after = store.sources().find(Viewer.system("test"), made.id()).orElseThrow();
        assertThat(after.terms()).isEqualTo("Other terms.");
        assertThat(after.audience().groups()).containsExactly(group);
    }
}
