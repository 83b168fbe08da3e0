package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.app.MarkedWorld.Person;
import theriac.hub.app.ReferencePolicy.Marking;
import theriac.hub.app.ReferencePolicy.Recipient;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// Law 3, generated: every role × organisation × marking × way out, compared with
/// [ReferencePolicy]. Where a way out should give all that somebody may have, it must give that and
/// nothing else; everywhere else nothing of what they may not have. Routes come from
/// `docs/routes.txt`, so that a new one is asked without anybody thinking of it.
class EgressMatrixTest {

    private static final ChatSink CHAT = ChatSink.start();

    @RegisterExtension
    static final RunningHub HUB = RunningHub.withMail("--public-url=https://hub.example");

    /// Not asked in passing, and why.
    private static final Map<String, String> ELSEWHERE = Map.of(
            "/api/events", "stays open: EventsTest",
            "/api/scout/wake", "stays open, and tells a position only",
            "/api/audit", "an auditor's business is which limited ids left and what was asked for: AuditTrailTest");

    private static final String TAXII = "application/taxii+json;version=2.1";

    private static long seed;
    private static MarkedWorld world;

    @BeforeAll
    static void tell() {
        seed = new Random().nextLong();
        world = new MarkedWorld(HUB, seed);
    }

    @AfterAll
    static void end() {
        CHAT.close();
    }

    private static List<Person> readers() {
        return world.people.stream().filter(Person::reads).toList();
    }

    private static Person maker() {
        return person("cert", Role.CERT_ADMIN);
    }

    private static Person person(String organization, Role role) {
        return world.people.stream()
                .filter(p -> p.organization().equals(organization) && p.role() == role)
                .findFirst()
                .orElseThrow();
    }

    /// A way out that should give everything.
    private static void same(String channel, Recipient who, String text) {
        assertThat(MarkedWorld.spokenOf(text))
                .as("seed %d, %s, %s", seed, channel, who)
                .isEqualTo(world.allowed(who));
        clean(channel, who, text);
    }

    private static void clean(String channel, Recipient who, String text) {
        assertThat(world.leaked(text, who))
                .as("seed %d, %s, %s", seed, channel, who)
                .isEmpty();
    }

    @Test
    void everyPersonOpensWhatItMayHaveNowAndThenAndNothingElse() {
        for (var person : world.people) {
            var allowed = world.allowed(person.recipient());
            for (var thing : world.things) {
                boolean may = person.reads() && allowed.contains(thing.domain());
                int expected = person.reads() ? may ? 200 : 404 : 403;
                for (var path : asked(person, thing)) {
                    var answer = person.browser().get("/api/objects/" + thing.id() + path);
                    assertThat(answer.statusCode())
                            .as("seed %d, %s, %s", seed, person, thing)
                            .isEqualTo(expected);
                    clean(
                            "object",
                            person.recipient(),
                            may ? answer.body() : answer.body().replace(thing.id(), ""));
                }
            }
        }
    }

    /// The whole page, the text and how it stood, of some; of the others the text. Who opens
    /// nothing is asked of few, and who differs from a colleague by TLP:RED alone of those things
    /// and some others.
    private static List<String> asked(Person person, MarkedWorld.Thing thing) {
        if (thing.number() % 30 == 0) {
            return List.of("", "/json", "?at=" + Instant.now());
        }
        boolean red = thing.told().stream().anyMatch(told -> told.label().equals("red"));
        boolean all = person.role() == Role.READER || red || thing.number() % 5 == 0;
        return person.reads() && all ? List.of("/json") : List.of();
    }

    @Test
    void searchCountsNeighboursAndLookUpsGiveThatAndNothingElse() {
        for (var person : readers()) {
            var who = person.recipient();
            var browser = person.browser();
            var allowed = world.allowed(who);
            same("search", who, pages(browser, "/api/objects?merged=false&type=indicator&limit=50"));
            same("values", who, pages(browser, "/api/values?mode=below&text=matrix.example&limit=50"));
            var neighbours = "/api/objects/" + MarkedWorld.HUB_OBJECT + "/neighbours";
            same("neighbours", who, pages(browser, neighbours + "?limit=50"));
            var counts = browser.json(neighbours + "/counts")
                    .array("counts")
                    .map(JsonArray::objects)
                    .orElseThrow();
            assertThat(counts.stream()
                            .mapToLong(count -> count.integer("count").orElseThrow())
                            .sum())
                    .as("seed %d, count of neighbours, %s", seed, who)
                    .isEqualTo(allowed.size());
            var total = browser.json("/api/objects/facets?merged=false&type=indicator")
                    .object("total")
                    .orElseThrow();
            assertThat(total.integer("count").orElseThrow())
                    .as("seed %d, count of answers, %s", seed, who)
                    .isEqualTo(allowed.size());
            var pasted = JsonObject.builder()
                    .put(
                            "values",
                            world.things.stream().map(MarkedWorld.Thing::domain).toList())
                    .build();
            var known = browser
                    .json(browser.post("/api/values", pasted))
                    .array("values")
                    .map(JsonArray::objects)
                    .orElseThrow()
                    .stream()
                    .filter(answer ->
                            answer.text("verdict").filter("indicated"::equals).isPresent())
                    .peek(answer -> clean("look-up", who, Json.write(answer)))
                    .map(answer -> answer.text("text").orElseThrow())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(known).as("seed %d, look-up, %s", seed, who).isEqualTo(allowed);
        }
    }

    private static String pages(RunningHub.Browser browser, String path) {
        var text = new StringBuilder();
        var next = path;
        while (true) {
            var page = browser.json(next);
            text.append(Json.write(page));
            var after = page.text("next");
            if (after.isEmpty()) {
                return text.toString();
            }
            next = path + "&after=" + after.get();
        }
    }

    /// Every reading route, by everybody, plain and for a thing that is hidden and one that is not.
    @Test
    void noRouteSpeaksOfWhatItsCallerMayNotHave() throws IOException {
        int asked = 0;
        for (var route : readingRoutes()) {
            for (var person : ofEachKind()) {
                for (var id : route.contains("{") ? ids(person, route) : List.of("")) {
                    var path = concrete(route, id);
                    var answer = person.browser().get(path);
                    assertThat(answer.statusCode()).as(path).isLessThan(500);
                    var told = id.isEmpty() ? answer.body() : answer.body().replace(id, "");
                    clean(route, person.recipient(), told);
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(1_000);
    }

    /// Somebody who reads from each organisation, and everybody of the CERT.
    private static List<Person> ofEachKind() {
        return world.people.stream()
                .filter(p -> p.organization().equals("cert") || p.role() == Role.ANALYST)
                .toList();
    }

    private static List<String> ids(Person person, String route) {
        var allowed = world.allowed(person.recipient());
        var ids = new ArrayList<String>();
        if (!route.startsWith("/api/objects/")) {
            return List.of(UUID.randomUUID().toString());
        }
        ids.add(MarkedWorld.HUB_OBJECT);
        if (!person.reads()) {
            return ids;
        }
        var mixed = new ArrayList<>(world.things);
        java.util.Collections.shuffle(mixed, new Random(seed + route.hashCode()));
        mixed.stream().filter(t -> !allowed.contains(t.domain())).limit(1).forEach(t -> ids.add(t.id()));
        mixed.stream().filter(t -> allowed.contains(t.domain())).limit(1).forEach(t -> ids.add(t.id()));
        mixed.stream().filter(t -> t.told().size() > 1).limit(1).forEach(t -> ids.add(t.id()));
        return ids;
    }

    private static String concrete(String route, String id) {
        var path = route.replaceFirst("\\{[^}]+}", id).replaceAll("\\{[^}]+}", "domains.txt");
        if (route.equals("/api/paths")) {
            var first = world.things.getFirst().id();
            return path + "?from=" + first + "&to=" + MarkedWorld.HUB_OBJECT;
        }
        return path
                + "?mode=below&text=matrix.example&limit=50&from=2026-01-01T10:00:00.000Z&to=2026-01-02T10:00:00.000Z";
    }

    private static List<String> readingRoutes() throws IOException {
        var routes = new ArrayList<String>();
        for (var line : Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt"))) {
            var words = line.split(" +");
            if (!line.startsWith("#") && words[1].equals("GET") && !ELSEWHERE.containsKey(words[0])) {
                routes.add(words[0]);
            }
        }
        assertThat(routes).hasSizeGreaterThan(60);
        return routes;
    }

    @Test
    void machinesFetchThatAndNothingElse() {
        for (var organization : world.organizations.values()) {
            var who = new Recipient(organization.name(), "");
            var token = HUB.token(organization, Scope.TAXII, Scope.LISTS, Scope.SCOUT, Scope.MISP);
            for (var collection : List.of("indicators", "intelligence")) {
                var base = "/taxii2/hub/collections/" + collection + "/";
                same(
                        "taxii " + collection,
                        who,
                        HUB.ask(token, base + "objects/?limit=2000", "Accept", TAXII)
                                .body());
                same(
                        "manifest " + collection,
                        who,
                        HUB.ask(token, base + "manifest/?limit=2000", "Accept", TAXII)
                                .body());
                world.things.stream().filter(t -> t.number() % 7 == 0).forEach(thing -> {
                    var answer = HUB.ask(token, base + "objects/" + thing.id() + "/", "Accept", TAXII)
                            .body();
                    boolean may = world.allowed(who).contains(thing.domain());
                    clean("taxii object", who, may ? answer : answer.replace(thing.id(), ""));
                });
            }
            same("list", who, HUB.ask(token, "/lists/domains.txt").body());
            var feed = HUB.ask(token, "/lists/misp/manifest.json").body();
            var events = new StringBuilder();
            ((JsonObject) Json.read(feed))
                    .names()
                    .forEach(event -> events.append(
                            HUB.ask(token, "/lists/misp/" + event + ".json").body()));
            clean("misp feed", who, events.toString());
            assertThat(MarkedWorld.spokenOf(events.toString()))
                    .as("misp feed, %s", who)
                    .isNotEmpty();
            clean("misp events", who, misp(token, "events"));
            clean("misp attributes", who, misp(token, "attributes"));
            exports(who, token);
        }
    }

    private static String misp(String token, String what) {
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/" + what + "/restSearch"))
                .header("Authorization", token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"returnFormat\":\"json\",\"limit\":1000}"))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void exports(Recipient who, String token) {
        var maker = maker().recipient();
        var body = """
                {"organization":"%s","name":"All of %s","query":"","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":100,"growPercent":100}""".formatted(world.organizations.get(who.organization()).id(), who.organization());
        var browser = maker().browser();
        var id = browser.json(browser.write("POST", "/api/exports", body, "application/json"))
                .text("id")
                .orElseThrow();
        for (var file : List.of("domains.txt", "indicators.csv", "bundle.json", "rpz.zone")) {
            var answer = HUB.ask(token, "/exports/" + id + "/" + file);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            same("export " + file, who, answer.body());
            var preview =
                    browser.get("/api/exports/" + id + "/" + file + "/preview").body();
            clean("preview of " + file, who, preview);
            clean("preview of " + file + " for " + who, maker, preview);
        }
    }

    @Test
    void whatIsSentToOtherServersIsThatAndNothingElse() throws InterruptedException, IOException {
        var destinations = new MatrixDestinations(HUB, maker().browser());
        for (var organization : world.organizations.values()) {
            same(
                    "destination",
                    new Recipient(organization.name(), ""),
                    destinations.sentTo(organization.id(), "type:indicator"));
        }
    }

    /// A warning of each label, in the portal and by mail.
    @Test
    void warningsReachWhomTheirLabelSays() {
        var drafter = person("cert", Role.ANALYST).browser();
        for (var label : List.of("clear", "green", "amber", "amber+strict")) {
            var marking = new Marking(
                    label, "cert", Set.of(), label.equals("clear") ? Set.of() : Set.of("members"), Set.of());
            var title = "Warning " + label;
            var id = warnings().published(label, title, "");
            for (var person : world.people) {
                boolean may = person.role().permissions().contains(theriac.hub.policy.Permission.READ_PUBLICATIONS)
                        && world.policy.may(person.recipient(), marking);
                assertThat(person.browser().get("/api/publications").body().contains(title + "\""))
                        .as("%s, list, %s", label, person)
                        .isEqualTo(may);
                assertThat(person.browser().get("/api/publications/" + id).statusCode() == 200)
                        .as("%s, portal, %s", label, person)
                        .isEqualTo(may);
            }
            files(label, marking, id, drafter);
            for (var mail : HUB.sink().received()) {
                var who = new Recipient(mail.to().substring(0, mail.to().indexOf('@')), "");
                if ((mail.subject() + mail.text()).contains(id)) {
                    assertThat(world.policy.may(who, marking))
                            .as("%s, mail to %s", label, mail.to())
                            .isTrue();
                }
            }
        }
    }

    /// The same warning as a page, in feeds and as CSAF: for nobody in particular, and for each
    /// organisation's machine.
    private static void files(String label, Marking marking, String id, RunningHub.Browser drafter) {
        var reference =
                drafter.json("/api/publications/" + id).text("reference").orElseThrow();
        boolean open = label.equals("clear");
        for (var path : List.of(
                "/warnings", "/warnings/feed.atom", "/warnings/feed.rss", "/.well-known/csaf/white/feed.json")) {
            assertThat(HUB.send(HttpRequest.newBuilder(HUB.uri(path)).build())
                            .body()
                            .contains(reference))
                    .as("%s, %s, nobody", label, path)
                    .isEqualTo(open);
        }
        var file = CsafAdvisory.fileName(reference);
        var pages = Map.of(
                "/warnings/" + reference,
                open,
                "/.well-known/csaf/white/" + Year.now(ZoneOffset.UTC) + "/" + file,
                open);
        pages.forEach((path, may) -> assertThat(
                        HUB.send(HttpRequest.newBuilder(HUB.uri(path)).build()).statusCode())
                .as("%s, %s, nobody", label, path)
                .isEqualTo(may ? 200 : 404));
        for (var organization : world.organizations.values()) {
            var token = HUB.token(organization, Scope.TAXII);
            boolean may = !open && world.policy.may(new Recipient(organization.name(), ""), marking);
            for (var folder : List.of("green", "amber")) {
                boolean there = may && label.startsWith(folder);
                var feed = HUB.ask(token, "/csaf/" + folder + "/feed.json").body();
                var document = HUB.ask(token, "/csaf/" + folder + "/" + Year.now(ZoneOffset.UTC) + "/" + file);
                assertThat(feed.contains(reference))
                        .as("%s, feed %s, %s", label, folder, organization.name())
                        .isEqualTo(there);
                assertThat(document.statusCode())
                        .as("%s, document in %s, %s", label, folder, organization.name())
                        .isEqualTo(there ? 200 : 404);
            }
        }
    }

    /// Every label, for all members and by rules, in the chat channels that members have: what is
    /// posted there the member's people can open, and it is what is CLEAR or GREEN and goes to that
    /// member.
    @Test
    void chatChannelsGetWhatTheirMembersCanOpenAndNothingElse() {
        var admin = HUB.logIn(maker().login());
        for (var organization : world.organizations.values()) {
            var wish = JsonObject.builder()
                    .put("organization", organization.id().toString())
                    .put("name", "Channel")
                    .put("shape", "slack")
                    .put("address", CHAT.address("/" + organization.name()))
                    .put("allow", List.of("127.0.0.1"))
                    .build();
            assertThat(admin.post("/api/webhooks", wish).statusCode())
                    .as("a channel of %s", organization.name())
                    .isEqualTo(organization.isMember() ? 200 : 404);
        }
        var mixed = admin.json("/api/groups").array("groups").orElseThrow().objects().stream()
                .filter(group -> group.text("name").filter("mixed"::equals).isPresent())
                .findFirst()
                .flatMap(group -> group.text("id"))
                .orElseThrow();
        var rules = List.of(
                "",
                MatrixWarnings.rule(
                        "organization", world.organizations.get("north").id().toString()),
                MatrixWarnings.rule("group", mixed));
        for (var label : List.of("clear", "green", "amber", "amber+strict")) {
            for (var rule : rules) {
                warnings().postedAsItShouldBe(CHAT, label, rule);
            }
        }
    }

    private static MatrixWarnings warnings() {
        return new MatrixWarnings(
                world,
                person("cert", Role.ANALYST).browser(),
                person("cert", Role.REVIEWER).browser(),
                person("cert", Role.PUBLISHER).browser());
    }
}
