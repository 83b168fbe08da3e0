package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.app.MarkedWorld.Person;
import theriac.hub.app.ReferencePolicy.Marking;
import theriac.hub.app.ReferencePolicy.Recipient;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.DeterministicIds;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// Law 3 for parts: warnings with a section, of every label in a warning of every label, for all members and by
/// rules, on every way out and for everybody, compared with [ReferencePolicy]. Each section says in words of its own
/// which one it is, so that any text can be asked what it gives away.
class SectionMatrixTest {

    private static final ChatSink CHAT = ChatSink.start();

    @RegisterExtension
    static final RunningHub HUB = RunningHub.withMail("--public-url=https://hub.example");

    private static final List<String> LABELS = List.of("clear", "green", "amber", "amber+strict");
    private static final Pattern WORD = Pattern.compile("zq(\\d{3})[ne]x");
    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final Set<String> ELSEWHERE = Set.of("/api/events", "/api/scout/wake", "/api/audit");

    private static long seed;
    private static MarkedWorld world;
    private static final List<Sent> SENT = new ArrayList<>();

    /// A warning with one section.
    ///
    /// @param whole the warning's label
    /// @param section the section's marking
    private record Sent(int number, String id, String whole, Marking section) {

        String word(char language) {
            return "zq%03d%cx".formatted(number, language);
        }

        String note() {
            return DeterministicIds.named(UUID.fromString(id), "note", "section/0/summary/1")
                    .text();
        }
    }

    @BeforeAll
    static void tell() {
        seed = new Random().nextLong();
        world = new MarkedWorld(HUB, seed);
        var admin = person("cert", Role.CERT_ADMIN).browser();
        for (var organization : world.organizations.values()) {
            admin.post(
                    "/api/webhooks",
                    JsonObject.builder()
                            .put("organization", organization.id().toString())
                            .put("name", "Channel")
                            .put("shape", "slack")
                            .put("address", CHAT.address("/" + organization.name()))
                            .put("allow", List.of("127.0.0.1"))
                            .build());
        }
        for (var whole : LABELS) {
            for (var label : LABELS.subList(LABELS.indexOf(whole) + 1, LABELS.size())) {
                send(whole, label, false);
                send(whole, label, true);
            }
        }
        sent();
    }

    @AfterAll
    static void end() {
        CHAT.close();
    }

    private static Person person(String organization, Role role) {
        return world.people.stream()
                .filter(p -> p.organization().equals(organization) && p.role() == role)
                .findFirst()
                .orElseThrow();
    }

    /// @param narrow only for one hospital, by a rule
    private static void send(String whole, String label, boolean narrow) {
        int number = SENT.size() + 1;
        var marking = new Marking(
                label, "cert", narrow ? Set.of("north") : Set.of(), narrow ? Set.of() : Set.of("members"), Set.of());
        var drafter = person("cert", Role.ANALYST).browser();
        var body = JsonObject.builder()
                .put("tlp", whole)
                .put("nl", words(number, label, 'n'))
                .put("en", words(number, label, 'e'))
                .put("indicators", JsonArray.of(List.of()))
                .build();
        var id =
                drafter.json(drafter.post("/api/publications", body)).text("id").orElseThrow();
        if (narrow) {
            var rule = MatrixWarnings.rule(
                    "organization", world.organizations.get("north").id().toString());
            drafter.json(drafter.write(
                    "PUT", "/api/publications/" + id + "/targets", "{\"targets\":[" + rule + "]}", "application/json"));
        }
        step(drafter, id, "review");
        step(person("cert", Role.REVIEWER).browser(), id, "approval");
        step(person("cert", Role.PUBLISHER).browser(), id, "publication");
        SENT.add(new Sent(number, id, whole, marking));
    }

    private static JsonObject words(int number, String label, char language) {
        var summary = "Open.\n\n::: TLP:%s\nzq%03d%cx\n:::\n\nMore."
                .formatted(label.toUpperCase(Locale.ROOT), number, language);
        return JsonObject.builder()
                .put("title", "With a section")
                .put("summary", summary)
                .put("advice", "a")
                .build();
    }

    private static void step(RunningHub.Browser browser, String id, String step) {
        browser.json(browser.write("POST", "/api/publications/" + id + "/" + step, "{}", "application/json"));
    }

    private static void sent() {
        var end = Instant.now().plus(Duration.ofSeconds(120));
        var browser = person("cert", Role.ANALYST).browser();
        var busy = Set.of("waiting", "leased", "sending");
        while (SENT.stream()
                .flatMap(each ->
                        browser
                                .json("/api/publications/" + each.id())
                                .array("deliveries")
                                .orElseThrow()
                                .objects()
                                .stream())
                .anyMatch(row -> busy.contains(row.text("state").orElseThrow()))) {
            assertThat(Instant.now()).as("everything is sent by now").isBefore(end);
        }
    }

    private static Set<Integer> spoken(String text) {
        var found = new TreeSet<Integer>();
        WORD.matcher(text).results().forEach(word -> found.add(Integer.parseInt(word.group(1))));
        return found;
    }

    private static Set<Integer> allowed(Recipient who) {
        var allowed = new TreeSet<Integer>();
        SENT.stream().filter(each -> world.policy.may(who, each.section())).forEach(each -> allowed.add(each.number()));
        return allowed;
    }

    private static void clean(String channel, Recipient who, String text) {
        assertThat(allowed(who)).as("seed %d, %s, %s", seed, channel, who).containsAll(spoken(text));
    }

    @Test
    void everyPersonReadsItsSectionsNowAndInEachVersionAndNoOthers() {
        for (var person : world.people) {
            boolean reads = person.role().permissions().contains(Permission.READ_PUBLICATIONS);
            for (var each : SENT) {
                boolean may = reads && world.policy.may(person.recipient(), each.section());
                for (var way : List.of("", "/versions")) {
                    var answer = person.browser().get("/api/publications/" + each.id() + way);
                    assertThat(answer.body().contains(each.word('n'))
                                    && answer.body().contains(each.word('e')))
                            .as("seed %d, %s, %s, %s", seed, each, way, person)
                            .isEqualTo(may);
                    clean("portal" + way, person.recipient(), answer.body());
                    if (!may) {
                        assertThat(answer.body())
                                .as("a sign of it: %s, %s", each, person)
                                .doesNotContain("TLP:" + each.section().label().toUpperCase(Locale.ROOT) + "\"");
                    }
                }
            }
            assertThat(person.browser().get("/api/publications").body()).doesNotContainPattern(WORD);
        }
    }

    @Test
    void paperIsThatOfItsReader() throws Exception {
        for (var organization : world.organizations.keySet()) {
            var reader = person(organization, Role.ANALYST);
            for (var each : SENT) {
                var answer = paper(reader, each);
                if (answer.statusCode() != 200) {
                    continue;
                }
                try (var document = Loader.loadPDF(answer.body())) {
                    var text = new PDFTextStripper().getText(document);
                    boolean may = world.policy.may(reader.recipient(), each.section());
                    var label = may ? each.section().label() : each.whole();
                    assertThat(text.contains(each.word('e')))
                            .as("seed %d, %s, %s", seed, each, reader)
                            .isEqualTo(may);
                    var shown = Pattern.quote("TLP:" + label.toUpperCase(Locale.ROOT)) + "(?![+]| —)";
                    assertThat(Pattern.compile(shown).matcher(text).results())
                            .as("label of the whole at head and foot, %s, %s", each, reader)
                            .hasSize(2);
                }
            }
        }
    }

    private static HttpResponse<byte[]> paper(Person reader, Sent each) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(HUB.uri("/api/publications/" + each.id() + "/pdf?lang=en"))
                .GET();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            return client.send(reader.browser().signed(request).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /// Also those that nobody thought of: routes come from `docs/routes.txt`.
    @Test
    void noRouteSpeaksOfASectionToWhomItIsNotFor() throws IOException {
        var mixed = new ArrayList<>(SENT);
        java.util.Collections.shuffle(mixed, new Random(seed));
        int asked = 0;
        for (var line : Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt"))) {
            var words = line.split(" +");
            if (line.startsWith("#") || !words[1].equals("GET") || ELSEWHERE.contains(words[0])) {
                continue;
            }
            for (var organization : world.organizations.keySet()) {
                var reader = person(organization, Role.ANALYST);
                for (var path : paths(words[0], mixed.subList(0, 3))) {
                    var answer = reader.browser().get(path + "?text=zq&mode=below&limit=50&query=zq");
                    assertThat(answer.statusCode()).as(path).isLessThan(500);
                    clean(path, reader.recipient(), answer.body());
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(500);
    }

    private static List<String> paths(String route, List<Sent> some) {
        if (!route.contains("{")) {
            return List.of(route);
        }
        var ids = new ArrayList<String>();
        for (var each : some) {
            if (route.startsWith("/api/publications/")) {
                ids.add(each.id());
            } else if (route.startsWith("/api/objects/")) {
                ids.add(each.note());
                ids.add("report--" + each.id());
            }
        }
        return ids.stream()
                .map(id -> route.replaceFirst("\\{[^}]+}", id).replaceAll("\\{[^}]+}", "x"))
                .toList();
    }

    @Test
    void machinesGetTheNotesOfTheirLabelAndNothingElse() {
        for (var organization : world.organizations.values()) {
            var who = new Recipient(organization.name(), "");
            var token = HUB.token(organization, Scope.TAXII, Scope.LISTS, Scope.SCOUT, Scope.MISP);
            var told = HUB.ask(token, "/taxii2/hub/collections/intelligence/objects/?limit=2000", "Accept", TAXII)
                    .body();
            assertThat(spoken(told)).as("seed %d, taxii, %s", seed, who).isEqualTo(allowed(who));
            for (var each : SENT) {
                var one = HUB.ask(
                                token,
                                "/taxii2/hub/collections/intelligence/objects/" + each.note() + "/",
                                "Accept",
                                TAXII)
                        .body();
                assertThat(spoken(one).contains(each.number()))
                        .as("seed %d, note, %s, %s", seed, each, who)
                        .isEqualTo(allowed(who).contains(each.number()));
                var report = HUB.ask(
                                token,
                                "/taxii2/hub/collections/intelligence/objects/report--" + each.id() + "/",
                                "Accept",
                                TAXII)
                        .body();
                assertThat(report).as("the report carries no section, %s", who).doesNotContainPattern(WORD);
                for (var folder : List.of("green", "amber")) {
                    clean("csaf", new Recipient("nobody", ""), csaf(token, folder, each));
                }
            }
            for (var path : List.of(
                    "/taxii2/hub/collections/intelligence/manifest/?limit=2000",
                    "/lists/domains.txt",
                    "/lists/misp/manifest.json",
                    "/csaf/green/feed.json",
                    "/csaf/amber/feed.json")) {
                var type = path.startsWith("/taxii2") ? TAXII : "*/*";
                clean(path, who, HUB.ask(token, path, "Accept", type).body());
            }
            for (var what : List.of("events", "attributes")) {
                clean("misp", who, misp(token, what));
            }
            export(who, token);
        }
    }

    @Test
    void otherServersGetTheNotesOfTheirLabelAndNothingElse() throws IOException, InterruptedException {
        var destinations =
                new MatrixDestinations(HUB, person("cert", Role.CERT_ADMIN).browser());
        for (var organization : world.organizations.values()) {
            var who = new Recipient(organization.name(), "");
            assertThat(spoken(destinations.sentTo(organization.id(), "type:note")))
                    .as("seed %d, destination, %s", seed, who)
                    .isEqualTo(allowed(who));
        }
    }

    private static String csaf(String token, String folder, Sent each) {
        var reference = person("cert", Role.ANALYST)
                .browser()
                .json("/api/publications/" + each.id())
                .text("reference")
                .orElseThrow();
        var file = CsafAdvisory.fileName(reference);
        return HUB.ask(token, "/csaf/" + folder + "/" + Year.now(ZoneOffset.UTC) + "/" + file)
                .body();
    }

    private static String misp(String token, String what) {
        return HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/" + what + "/restSearch"))
                        .header("Authorization", token)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"returnFormat\":\"json\",\"limit\":1000}"))
                        .build())
                .body();
    }

    private static void export(Recipient who, String token) {
        var browser = person("cert", Role.CERT_ADMIN).browser();
        var body = """
                {"organization":"%s","name":"Notes of %s","query":"type:note","minConfidence":0,"minScore":0,"most":0,
                 "shrinkPercent":100,"growPercent":100}""".formatted(world.organizations.get(who.organization()).id(), who.organization());
        var id = browser.json(browser.write("POST", "/api/exports", body, "application/json"))
                .text("id")
                .orElseThrow();
        for (var file : List.of("bundle.json", "indicators.csv", "domains.txt")) {
            clean(
                    "export " + file,
                    who,
                    HUB.ask(token, "/exports/" + id + "/" + file).body());
            clean(
                    "preview of " + file + " for " + who,
                    who,
                    browser.get("/api/exports/" + id + "/" + file + "/preview").body());
        }
    }

    /// What is one text for all its readers carries none at all.
    @Test
    void mailChatPageFeedAndCsafCarryNoSection() {
        assertThat(HUB.sink().received()).isNotEmpty();
        for (var mail : HUB.sink().received()) {
            var all = mail.subject() + mail.text() + new String(mail.raw(), StandardCharsets.UTF_8);
            assertThat(all).as("mail to %s", mail.to()).doesNotContainPattern(WORD);
        }
        int posts = 0;
        for (var name : world.organizations.keySet()) {
            for (var post : CHAT.posts("/" + name)) {
                assertThat(post).as("chat of %s", name).doesNotContainPattern(WORD);
                posts++;
            }
        }
        assertThat(posts).isPositive();
        var paths = new ArrayList<>(
                List.of("/warnings", "/warnings/feed.atom", "/warnings/feed.rss", "/.well-known/csaf/white/feed.json"));
        for (var each : SENT) {
            var seen = person("cert", Role.ANALYST).browser().json("/api/publications/" + each.id());
            var reference = seen.text("reference").orElseThrow();
            paths.add("/warnings/" + reference);
            paths.add("/.well-known/csaf/white/" + Year.now(ZoneOffset.UTC) + "/" + CsafAdvisory.fileName(reference));
        }
        for (var path : paths) {
            var text = HUB.send(HttpRequest.newBuilder(HUB.uri(path)).build()).body();
            assertThat(text).as(path).doesNotContainPattern(WORD);
        }
    }

    /// A mail tells that there is more to whom the section is for, and to nobody else.
    @Test
    void onlyWhoHasASectionIsToldByMailThatThereIsOne() {
        for (var mail : HUB.sink().received()) {
            var who = new Recipient(mail.to().substring(0, mail.to().indexOf('@')), "");
            var about = SENT.stream()
                    .filter(each -> mail.text().contains(each.id()))
                    .toList();
            if (mail.text().contains("another part with a stricter label")) {
                assertThat(about).hasSize(1);
                assertThat(world.policy.may(who, about.getFirst().section()))
                        .as("%s to %s", about, mail.to())
                        .isTrue();
            }
        }
    }

    /// Who is told who reads what: the same as the policy says.
    @Test
    void readingsNameWhomThePolicyNames() {
        var browser = person("cert", Role.ANALYST).browser();
        for (var each : SENT) {
            var readings = browser.json("/api/publications/" + each.id() + "/readings")
                    .array("readings")
                    .orElseThrow()
                    .objects();
            for (var reading : readings) {
                boolean with = Json.write(reading).contains(each.word('n'));
                for (var name : reading.array("readers").orElseThrow().values()) {
                    var who = new Recipient(Json.write(name).replace("\"", ""), "");
                    assertThat(world.policy.may(who, each.section()))
                            .as("%s, %s", each, who)
                            .isEqualTo(with);
                }
            }
        }
    }
}
