package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Scope;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What an object's page says of whom it was sent to.
class WhereSentTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final int MANY = 30_000;

    private static Organization cert;
    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser analyst;
    private static long lastSource;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("North", "hospital");
        south = HUB.organization("South", "hospital");
        analyst = HUB.person(cert, "anna");
    }

    @Test
    void eachWayNamesItsRecipientsAndNoOtherHasIt() {
        var audience = Audience.of(Tlp.GREEN, cert.key());
        var object = indicator("here.example");
        claim(audience, List.of(object));
        assertThat(sent(analyst, object)).isEmpty();

        HUB.ask(
                HUB.token(north, Scope.TAXII),
                "/taxii2/hub/collections/indicators/objects/?limit=1000",
                "Accept",
                TAXII);
        var lists = HUB.token(south, Scope.LISTS);
        HUB.ask(lists, "/lists/ips.txt");
        assertThat(sent(analyst, object)).containsExactly("North taxii indicators");
        HUB.ask(lists, "/lists/domains.txt");
        assertThat(sent(analyst, object)).containsExactly("North taxii indicators", "South list /lists/domains.txt");

        var reader = HUB.person(north, "noor", Set.of(Role.READER));
        assertThat(sent(reader, object)).containsExactly("North taxii indicators");
        var other = HUB.person(south, "sara", Set.of(Role.READER));
        assertThat(sent(other, object)).containsExactly("South list /lists/domains.txt");

        HUB.ask(HUB.token(cert, Scope.TAXII), "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII);
        assertThat(sent(analyst, object)).contains("Cert taxii indicators");
        assertThat(sent(reader, object))
                .as("members know the CERT, and not what it takes itself")
                .containsExactly("North taxii indicators");

        var forNorth = indicator("north.example");
        claim(Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(north.key()), List.of(forNorth));
        for (var one : List.of(north, south)) {
            HUB.ask(HUB.token(one, Scope.TAXII), "/taxii2/hub/collections/intelligence/objects/", "Accept", TAXII);
        }
        assertThat(sent(analyst, forNorth))
                .as("who read past its place and may not have it has not had it")
                .containsExactly("North taxii intelligence");

        var later = indicator("later.example");
        claim(audience, List.of(later));
        assertThat(sent(analyst, later)).isEmpty();
    }

    @Test
    void whatWasReadInACollectionThatTheCertMadeIsKnown() {
        var audience = Audience.of(Tlp.GREEN, cert.key());
        var object = indicator("collected.example");
        var other = indicator("elsewhere.example");
        claim(audience, List.of(object, other));
        var title = "Some for both";
        var made = "/taxii2/hub/collections/" + collection(title, "value:collected.example") + "/";
        var northern = HUB.token(north, Scope.TAXII);
        var southern = HUB.token(south, Scope.TAXII);
        assertThat(sent(analyst, object)).isEmpty();
        assertThat(HUB.ask(southern, made + "manifest/", "Accept", TAXII).body())
                .contains(object.id().text());
        assertThat(sent(analyst, object)).as("what is listed is not given").isEmpty();
        assertThat(HUB.ask(southern, made + "objects/?match[type]=indicator", "Accept", TAXII)
                        .body())
                .contains(object.id().text());
        assertThat(sent(analyst, object))
                .as("who picks out says nothing of what lies between")
                .isEmpty();
        HUB.ask(northern, made + "objects/", "Accept", TAXII);
        assertThat(sent(analyst, object)).containsExactly("North taxii " + title);
        assertThat(sent(analyst, other)).isEmpty();
        var reader = HUB.person(south, "susan", Set.of(Role.READER));
        assertThat(sent(reader, object)).isEmpty();
        HUB.ask(southern, made + "objects/", "Accept", TAXII);
        assertThat(sent(analyst, object)).containsExactly("North taxii " + title, "South taxii " + title);
        assertThat(sent(reader, object)).containsExactly("South taxii " + title);
        HUB.part(Store.class).claims().withdraw(Viewer.system("test"), object.id(), lastSource, "wrong");
        assertThat(sent(analyst, object))
                .as("it had been given")
                .containsExactly("North taxii " + title, "South taxii " + title);
    }

    private static String collection(String title, String query) {
        var made = analyst.json(analyst.post(
                "/api/collections",
                JsonObject.builder()
                        .put("title", title)
                        .put("description", "")
                        .put("picked", false)
                        .put("posting", "nobody")
                        .put("query", query)
                        .put(
                                "organizations",
                                List.of(north.id().toString(), south.id().toString()))
                        .put("groups", List.of())
                        .put("ended", false)
                        .build()));
        while (HUB.part(Store.class).shelves().advance()) {
            // Until all that happened has been read.
        }
        return made.text("id").orElseThrow();
    }

    /// By every way at once: each is a way to learn who else was told.
    @Test
    void nobodyButTheCertLearnsOfOtherRecipients() {
        var bram = HUB.person(cert, "bram");
        var words = "{\"title\":\"A warning\",\"summary\":\"What\",\"advice\":\"Do\"}";
        var draft = analyst.json(analyst.write(
                "POST",
                "/api/publications",
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[{\"value\":\"warned.example\"}]}"
                        .formatted(words, words),
                "application/json"));
        var path = "/api/publications/" + draft.text("id").orElseThrow();
        analyst.json(analyst.post(path + "/review", JsonObject.empty()));
        bram.json(bram.post(path + "/approval", JsonObject.empty()));
        var published = bram.json(bram.post(path + "/publication", JsonObject.empty()));
        var id = published
                .array("indicators")
                .orElseThrow()
                .objects()
                .getFirst()
                .text("id")
                .orElseThrow();
        var title = "Warned, for both";
        var made = collection(title, "value:warned.example");
        for (var each : List.of(north, south)) {
            var token = HUB.token(each, Scope.TAXII, Scope.LISTS, Scope.MISP);
            for (var collection : List.of("indicators", made)) {
                HUB.ask(token, "/taxii2/hub/collections/" + collection + "/objects/", "Accept", TAXII);
            }
            HUB.ask(token, "/lists/domains.txt");
            HUB.ask(token, "/taxii2/hub/collections/indicators/objects/" + id + "/", "Accept", TAXII);
        }
        assertThat(recipients(analyst, id)).contains("North portal", "South portal", "North taxii", "South list");
        for (var each : List.of(north, south)) {
            var own = HUB.person(each, "reader-of-" + each.name(), Set.of(Role.READER));
            assertThat(recipients(own, id))
                    .as(each.name())
                    .contains(each.name() + " portal", each.name() + " taxii", each.name() + " list")
                    .allMatch(row -> row.startsWith(each.name() + " "));
            assertThat(own.get("/api/objects/" + id + "/sent").body())
                    .doesNotContain(each == north ? "South" : "North");
        }
    }

    private static Set<String> recipients(RunningHub.Browser who, String id) {
        return who.json("/api/objects/" + id + "/sent").array("sent").orElseThrow().objects().stream()
                .map(row -> row.text("recipient").orElseThrow() + " "
                        + row.text("way").orElseThrow())
                .collect(Collectors.toSet());
    }

    @Test
    void whatAWarningListHoldsBackWasNotSentAndTheCertIsToldWhy() {
        var list = """
                {"name":"Listed here","type":"hostname","version":1,"description":"","matching_attributes":["domain"],
                 "list":["listed-here.example"]}""";
        assertThat(analyst.write("PUT", "/api/warning-lists/here", list, "application/json")
                        .statusCode())
                .isEqualTo(200);
        var audience = Audience.of(Tlp.GREEN, cert.key());
        var held = indicator("listed-here.example");
        claim(audience, List.of(held));
        claim(audience, List.of(indicator("behind-it.example")));
        HUB.ask(HUB.token(north, Scope.TAXII), "/taxii2/hub/collections/indicators/objects/", "Accept", TAXII);
        assertThat(sent(analyst, held)).isEmpty();
        var told = "/api/objects/" + held.id().text() + "/sent";
        assertThat(analyst.get(told).body()).contains("Listed here");
        var reader = HUB.person(north, "nora", Set.of(Role.READER));
        assertThat(reader.get(told).body()).doesNotContain("Listed here");
    }

    @Test
    void anObjectThatIsNotForTheReaderIsNotThere() {
        var hidden = indicator("hidden.example");
        claim(Audience.undecided(cert.key()), List.of(hidden));
        var reader = HUB.person(south, "sam", Set.of(Role.READER));
        assertThat(reader.get("/api/objects/" + hidden.id().text() + "/sent").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aValueIsFoundAmongManyByItsPlace() {
        var west = HUB.organization("West", "hospital");
        var audience = Audience.of(Tlp.AMBER_STRICT, cert.key()).withOrganization(west.key());
        var objects = IntStream.range(0, MANY)
                .mapToObj(n -> indicator("many%d.example".formatted(n)))
                .toList();
        for (int from = 0; from < MANY; from += ClaimBatch.LIMIT) {
            claim(audience, objects.subList(from, from + ClaimBatch.LIMIT));
        }
        assertThat(HUB.ask(HUB.token(west, Scope.LISTS), "/lists/domains.txt")
                        .body()
                        .lines())
                .hasSizeGreaterThanOrEqualTo(MANY);
        for (int n = 0; n < MANY; n += MANY / 20) {
            assertThat(sent(analyst, objects.get(n)))
                    .as("number %d", n)
                    .containsExactly("West list /lists/domains.txt");
        }
        var absent = indicator("absent.example");
        claim(audience, List.of(absent));
        assertThat(sent(analyst, absent)).isEmpty();
    }

    private static List<String> sent(RunningHub.Browser who, StixObject object) {
        return who.json("/api/objects/" + object.id().text() + "/sent").array("sent").orElseThrow().objects().stream()
                .map(row -> "%s %s %s"
                        .formatted(
                                row.text("recipient").orElseThrow(),
                                row.text("way").orElseThrow(),
                                row.text("what").orElseThrow()))
                .toList();
    }

    private static void claim(Audience audience, List<StixObject> objects) {
        var store = HUB.part(Store.class);
        long source = store.sources()
                .register(new NewSource(cert.key(), "Feed " + UUID.randomUUID(), "stix", audience))
                .key();
        lastSource = source;
        store.claims()
                .claim(new ClaimBatch(
                        source,
                        null,
                        objects.stream()
                                .map(object -> new Candidate(object, audience))
                                .toList()));
    }

    private static StixObject indicator(String domain) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain)));
    }
}
