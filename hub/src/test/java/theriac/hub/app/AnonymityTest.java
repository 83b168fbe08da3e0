package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// Who saw something is told to nobody: random organisations see random things and tell it through random
/// doors; then everybody is asked at every way out. What names a sighting is found at its own organisation
/// only, and others are told a count when at least three others saw it, the CERT like everybody else.
class AnonymityTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final int LEAST = 3;
    private static final int THINGS = 9;
    /// What is asked elsewhere: a stream stays open, and an auditor reads who sent what.
    private static final Set<String> ELSEWHERE = Set.of("/api/events", "/api/scout/wake", "/api/audit");

    private static final Map<String, String> KINDS = new LinkedHashMap<>();
    /// Sightings bear numbers in their ids, what was observed bears them in its domain.
    private static final Pattern MARK =
            Pattern.compile("(?:sighting|observed-data)--5ee15ee1-0000-4000-8000-(\\d{12})|s(\\d+)\\.seen\\.example");

    private static long seed;
    private static Organization cert;
    private static final Map<String, Organization> ORGANIZATIONS = new TreeMap<>();
    private static final Map<String, RunningHub.Browser> PEOPLE = new TreeMap<>();
    private static final Map<String, String> TOKENS = new TreeMap<>();
    /// Things by id, with the organisations that saw them.
    private static final Map<String, Set<String>> SEEN = new LinkedHashMap<>();
    /// Whose sighting bears a number.
    private static final Map<Integer, String> WHOSE = new TreeMap<>();

    @BeforeAll
    static void tell() {
        seed = new Random().nextLong();
        for (var name : List.of("north", "south", "west", "east", "middle")) {
            KINDS.put(name, "hospital");
        }
        KINDS.put("firm", "security-firm");
        KINDS.put("partner", "partner");
        cert = HUB.organization("Cert", "cert");
        take("cert", cert);
        KINDS.forEach((name, kind) -> take(name, HUB.organization(name, kind)));
        HUB.part(Organizations.class)
                .delegate(ORGANIZATIONS.get("firm"), ORGANIZATIONS.get("north"), Set.of("detection"));
        var random = new Random(seed);
        for (int n = 0; n < THINGS; n++) {
            see(thing(n), n, random);
        }
    }

    private static void take(String name, Organization organization) {
        ORGANIZATIONS.put(name, organization);
        PEOPLE.put(name, HUB.person(organization, name + "-all"));
        TOKENS.put(name, HUB.token(organization, Scope.TAXII, Scope.LISTS, Scope.SCOUT, Scope.MISP));
    }

    private static String thing(int number) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--7417741e-0000-4000-8000-%012d",
                 "created":"2026-11-01T10:00:00.000Z","modified":"2026-11-01T10:00:00.000Z","name":"thing %d",
                 "pattern":"[domain-name:value = 't%d.thing.example']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(number, number, number)));
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "feed", "own", Audience.undecided(cert.key())))
                .key();
        store.claims()
                .claim(new ClaimBatch(
                        source, null, List.of(new Candidate(object, Audience.of(Tlp.CLEAR, cert.key())))));
        return object.id().text();
    }

    /// The first things are seen by none, one, two … organisations, so that both sides of the least number
    /// exist.
    private static void see(String thing, int many, Random random) {
        var names = new ArrayList<>(KINDS.keySet());
        java.util.Collections.shuffle(names, random);
        var sighters = new TreeSet<>(names.subList(0, Math.min(many, names.size())));
        SEEN.put(thing, sighters);
        for (var name : sighters) {
            int times = 1 + random.nextInt(2);
            for (int time = 0; time < times; time++) {
                post(name, random.nextBoolean() ? "sightings" : "submissions", thing);
            }
        }
    }

    private static void post(String name, String door, String thing) {
        int number = WHOSE.size();
        WHOSE.put(number, name);
        var identity = ORGANIZATIONS.get(name).identity().text();
        var head =
                "\"spec_version\":\"2.1\",\"created_by_ref\":\"%s\",\"created\":\"2026-11-20T10:00:00.000Z\",\"modified\":\"2026-11-20T10:00:00.000Z\""
                        .formatted(identity);
        var tail = "5ee15ee1-0000-4000-8000-%012d".formatted(number);
        var body = """
                {"objects":[
                 {"type":"observed-data","id":"observed-data--%1$s",%2$s,"first_observed":"2026-11-20T10:00:00Z",
                  "last_observed":"2026-11-20T10:00:00Z","number_observed":1,"x_where":"s%3$d.seen.example",
                  "object_refs":["domain-name--%1$s"]},
                 {"type":"sighting","id":"sighting--%1$s",%2$s,"sighting_of_ref":"%4$s","count":7,
                  "description":"s%3$d.seen.example","first_seen":"2026-11-20T10:00:00Z",
                  "last_seen":"2026-11-20T11:22:33Z","where_sighted_refs":["%5$s"],
                  "observed_data_refs":["observed-data--%1$s"]}]}""".formatted(tail, head, number, thing, identity);
        var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/taxii2/hub/collections/" + door + "/objects/"))
                .header("Authorization", "Bearer " + TOKENS.get(name))
                .header("Accept", TAXII)
                .header("Content-Type", TAXII)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body().replace(" ", "")).contains("\"success_count\":2");
    }

    /// Nothing names a sighting of another organisation.
    private static void clean(String way, String who, String text) {
        var matcher = MARK.matcher(text);
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            assertThat(WHOSE.get(number))
                    .as("seed %d: %s tells %s of sighting %d", seed, way, who, number)
                    .isEqualTo(who);
        }
    }

    @Test
    void nothingThatPeopleOpenNamesASightingOfAnotherOrganisation() throws IOException {
        int asked = 0;
        for (var route : routes()) {
            for (var person : PEOPLE.entrySet()) {
                for (var id : route.contains("{") ? ids(person.getKey(), route) : List.of("")) {
                    var answer = person.getValue().get(path(route, id));
                    assertThat(answer.statusCode()).as(route).isLessThan(500);
                    clean(
                            route,
                            person.getKey(),
                            id.isEmpty() ? answer.body() : answer.body().replace(id, ""));
                    asked++;
                }
            }
        }
        assertThat(asked).isGreaterThan(500);
    }

    private static List<String> routes() throws IOException {
        return Files.readAllLines(Golden.projectRoot().resolve("docs/routes.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +"))
                .filter(words -> words[1].equals("GET") && !ELSEWHERE.contains(words[0]))
                .map(words -> words[0])
                .toList();
    }

    private static String path(String route, String id) {
        var path = route.replaceFirst("\\{[^}]+}", id).replaceAll("\\{[^}]+}", "domains.txt");
        return path + (route.equals("/api/paths") ? "?from=" + things().getFirst() + "&to=" + things().getLast() : "");
    }

    private static List<String> things() {
        return List.copyOf(SEEN.keySet());
    }

    /// A thing, and a sighting of somebody else.
    private static List<String> ids(String who, String route) {
        return route.startsWith("/api/objects/")
                ? List.of(things().getLast(), others(who))
                : List.of(UUID.randomUUID().toString());
    }

    private static String others(String who) {
        int number = WHOSE.entrySet().stream()
                .filter(e -> !e.getValue().equals(who))
                .findFirst()
                .orElseThrow()
                .getKey();
        return "sighting--5ee15ee1-0000-4000-8000-%012d".formatted(number);
    }

    @Test
    void countsAreToldWhenEnoughOthersSawItAndNothingElse() {
        for (var person : PEOPLE.entrySet()) {
            var who = person.getKey();
            SEEN.forEach((thing, sighters) -> {
                var page = person.getValue().json("/api/objects/" + thing);
                var others = new TreeSet<>(sighters);
                others.remove(who);
                var told = page.object("seenByOthers");
                assertThat(told.map(count -> count.integer("organizations").orElseThrow()))
                        .as("seed %d, %s asks of %s, seen by %s", seed, who, thing, sighters)
                        .isEqualTo(
                                others.size() >= LEAST
                                        ? java.util.Optional.of((long) others.size())
                                        : java.util.Optional.empty());
                told.ifPresent(count -> assertThat(count.text("lastDay")).contains("2026-11-20"));
                assertThat(page.array("sightings").orElseThrow().size() > 0)
                        .as("own sightings, %s of %s", who, thing)
                        .isEqualTo(sighters.contains(who));
            });
        }
    }

    /// The question "was it seen" answers for oneself, and so do the figures and orders that sightings move.
    @Test
    void questionsAndScoresKnowTheOwnSightingsOnly() {
        var unseen = things().getFirst();
        for (var person : PEOPLE.entrySet()) {
            var own = new TreeSet<String>();
            SEEN.forEach((thing, sighters) -> {
                if (sighters.contains(person.getKey())) {
                    own.add(thing);
                }
            });
            var browser = person.getValue();
            var found = new TreeSet<String>();
            browser.json(
                            "/api/objects?merged=false&limit=100&query=type%3Aindicator%20seen%3A%5B2020-01-01%20TO%20now%5D")
                    .array("objects")
                    .map(JsonArray::objects)
                    .orElseThrow()
                    .forEach(row -> found.add(row.text("id").orElseThrow()));
            assertThat(found).as("seed %d, %s", seed, person.getKey()).isEqualTo(own);
            for (var thing : things()) {
                if (!own.contains(thing)) {
                    assertThat(score(browser, thing)).as(thing).isEqualTo(score(browser, unseen));
                }
            }
        }
    }

    private static String score(RunningHub.Browser browser, String thing) {
        return Json.write(browser.json("/api/objects/" + thing).object("decay").orElseThrow());
    }

    @Test
    void machinesGetNoSightingOfAnotherOrganisation() {
        for (var token : TOKENS.entrySet()) {
            var who = token.getKey();
            for (var collection : List.of("indicators", "intelligence", "submissions")) {
                for (var what : List.of("objects", "manifest")) {
                    var path = "/taxii2/hub/collections/" + collection + "/" + what + "/?limit=2000";
                    clean(
                            "taxii " + collection,
                            who,
                            HUB.ask(token.getValue(), path, "Accept", TAXII).body());
                }
            }
            var other = "/taxii2/hub/collections/intelligence/objects/" + others(who) + "/";
            assertThat(HUB.ask(token.getValue(), other, "Accept", TAXII).body()).doesNotContain("sighting_of_ref");
            for (var list : List.of("/lists/domains.txt", "/lists/misp/manifest.json")) {
                clean(list, who, HUB.ask(token.getValue(), list).body());
            }
            for (var what : List.of("events", "attributes")) {
                var answer = HUB.send(HttpRequest.newBuilder(HUB.uri("/misp/" + what + "/restSearch"))
                        .header("Authorization", token.getValue())
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"returnFormat\":\"json\",\"limit\":1000}"))
                        .build());
                clean("misp " + what, who, answer.body());
            }
        }
    }

    /// Whoever wrote down why learns all of it, the member reads that, and nobody else anything.
    @Test
    void theCertLearnsNamesForAPurposeThatTheMemberReads() {
        var thing = things().get(2);
        var sighters = SEEN.get(thing);
        var analyst = PEOPLE.get("cert");
        assertThat(ask(analyst, thing, "why").statusCode())
                .as("a purpose in earnest")
                .isEqualTo(400);
        for (var person : PEOPLE.entrySet()) {
            if (!person.getKey().equals("cert")) {
                assertThat(ask(person.getValue(), thing, "We would like to know.")
                                .statusCode())
                        .isEqualTo(403);
            }
        }
        var told = analyst.json(ask(analyst, thing, "To call those who were hit tonight."));
        var names = new TreeSet<String>();
        told.array("rows").map(JsonArray::objects).orElseThrow().forEach(row -> {
            names.add(row.text("organization").orElseThrow());
            assertThat(row.integer("times").orElseThrow() % 7).isZero();
        });
        assertThat(names).isEqualTo(sighters);
        for (var person : PEOPLE.entrySet()) {
            boolean reads =
                    sighters.contains(person.getKey()) || person.getKey().equals("cert");
            var body = person.getValue().get("/api/disclosures").body();
            assertThat(body.contains("To call those who were hit tonight."))
                    .as(person.getKey())
                    .isEqualTo(reads);
            assertThat(body).doesNotContain("We would like to know.");
        }
        var colleague = HUB.person(cert, "colleague");
        assertThat(colleague.get("/api/disclosures").body())
                .as("a colleague has no purpose yet")
                .doesNotContain("To call those");
        assertThat(analyst.get("/api/audit?action=disclosure.sightings").body())
                .contains("To call those who were hit tonight.");
    }

    private static java.net.http.HttpResponse<String> ask(RunningHub.Browser browser, String thing, String purpose) {
        return browser.post(
                "/api/sightings/who",
                JsonObject.builder()
                        .put("objects", List.of(thing))
                        .put("purpose", purpose)
                        .build());
    }

    @Test
    void aReportWithoutANameHasNoneForAnybodyElse() {
        var hidden = HUB.organization("Zorg Verborgen", "hospital");
        var reporter = HUB.person(hidden, "reporter");
        var analyst = PEOPLE.get("cert");
        var wish = JsonObject.builder()
                .put("text", "Betaal op https://anoniem.example/ voor 18 uur")
                .put("channel", "sms")
                .put("anonymous", true)
                .build();
        var id = reporter.json(reporter.post("/api/reports", wish)).text("id").orElseThrow();
        for (var path : List.of("/api/reports", "/api/reports/" + id, "/api/activity", "/api/overview")) {
            assertThat(analyst.get(path).body())
                    .as(path)
                    .doesNotContain("Verborgen", hidden.id().toString());
        }
        assertThat(analyst.json("/api/reports/" + id).bool("anonymous")).contains(true);
        assertThat(reporter.json("/api/reports/" + id).text("organization")).contains("Zorg Verborgen");
        assertThat(PEOPLE.get("north").get("/api/reports/" + id).statusCode()).isEqualTo(404);

        var draft = analyst.json(analyst.post("/api/reports/" + id + "/draft", JsonObject.empty()));
        assertThat(analyst.get("/api/publications/" + draft.text("id").orElseThrow())
                        .body())
                .contains("anoniem")
                .doesNotContain("Verborgen");

        var why = JsonObject.builder()
                .put("purpose", "To ask for the telephone that got it.")
                .build();
        assertThat(PEOPLE.get("north")
                        .post("/api/reports/" + id + "/reporter", why)
                        .statusCode())
                .isEqualTo(403);
        assertThat(analyst.json(analyst.post("/api/reports/" + id + "/reporter", why))
                        .text("organization"))
                .contains("Zorg Verborgen");
        assertThat(reporter.get("/api/disclosures").body()).contains("To ask for the telephone", id);
        assertThat(analyst.get("/api/reports/" + id).body()).as("for that once").doesNotContain("Verborgen");
    }
}
