package theriac.hub.sharing.misp;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.sharing.misp.MispAsker.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// Single elements over MISP's interface, as PyMISP and a server that pushes or pulls ask for them; and that everything
/// that is answered is in the table of `docs/conformance/misp.csv` with a test that asks for it.
class MispElementsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final MispAsker MISP = new MispAsker(HUB);

    private static final String EVENT = "7f0e1d2c-aaaa-4c5d-8e6f-708192a3b4c5";
    private static final String ATTRIBUTE = "7f0e1d2c-aaaa-4c5d-8e6f-708192a3b4c6";
    private static final String OBJECT = "7f0e1d2c-bbbb-4c5d-8e6f-708192a3b4c7";
    private static final String NUMBER_OF_OBJECT = Long.toString(0x7f0e1d2cbbbbL);
    private static final String HIDDEN = "permission|may not|is not for you|nothing|no such|none|Invalid";

    private static String writer;
    private static String reader;

    @BeforeAll
    static void anEvent() {
        HUB.organization("Cert", "cert");
        writer = HUB.token(HUB.organization("Hospital", "hospital"), Scope.MISP_WRITE);
        reader = HUB.token(HUB.organization("Lab", "lab"), Scope.MISP);
        var added = MISP.ask(writer, "POST", "events/add", """
                {"uuid":"%s","info":"Calls","date":"2026-06-02","distribution":"1","threat_level_id":"2","analysis":"0",
                 "timestamp":"1780400000","published":false,"Tag":[{"name":"tlp:green","colour":"#33ff00"}],
                 "Attribute":[{"uuid":"%s","type":"domain","category":"Network activity","to_ids":true,
                  "value":"elements.example","timestamp":"1780400000"}],
                 "ShadowAttribute":[{"uuid":"7f0e1d2c-cccc-4c5d-8e6f-708192a3b4c8","type":"domain","category":"Network activity",
                  "value":"proposed.example","timestamp":"1780400000"}]}""".formatted(EVENT, ATTRIBUTE));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    private static JsonObject got(String path) {
        return object(MISP.ask(writer, "GET", path, ""));
    }

    /// As MISP tells failures, and hidden looks as absent does.
    private static void isAbsent(String key, String method, String path) {
        var answer = MISP.ask(key, method, path, "");
        assertThat(answer.statusCode()).as(path + answer.body()).isIn(403, 404);
        if (!method.equals("HEAD")) {
            var failure = (JsonObject) Json.read(answer.body());
            assertThat(failure.text("message").orElseThrow()).containsPattern(HIDDEN);
            assertThat(failure.text("name")).isPresent();
            assertThat(failure.text("url").orElseThrow()).startsWith("/" + path.split("/")[0]);
        }
    }

    @Test
    void oneAttributeIsShownToWhomItIsFor() {
        var shown = got("attributes/view/" + ATTRIBUTE).object("Attribute").orElseThrow();
        assertThat(shown.text("value")).contains("elements.example");
        assertThat(got("attributes/view/" + shown.text("id").orElseThrow()))
                .isEqualTo(got("attributes/view/" + ATTRIBUTE));
        isAbsent(reader, "GET", "attributes/view/" + ATTRIBUTE);
        isAbsent(reader, "HEAD", "attributes/view/" + ATTRIBUTE);
        var first = (JsonArray)
                Json.read(MISP.ask(writer, "GET", "attributes/index", "").body());
        assertThat(first.objects())
                .anyMatch(one -> one.text("uuid").filter(ATTRIBUTE::equals).isPresent()
                        && one.text("event_id").filter(id -> !id.equals("0")).isPresent());
        assertThat(((JsonArray) Json.read(
                                MISP.ask(reader, "GET", "attributes", "").body()))
                        .size())
                .isZero();
        assertThat(((JsonArray) Json.read(MISP.ask(writer, "GET", "attributes/index/limit:1", "")
                                .body()))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void objectsAreAddedEditedAndDeletedInTheirEvent() {
        isAbsent(reader, "POST", "objects/add/" + EVENT);
        var added = object(MISP.ask(writer, "POST", "objects/add/" + EVENT, """
                {"Object":{"uuid":"%s","name":"file","meta-category":"file","timestamp":"1780400000","Attribute":[
                 {"object_relation":"filename","type":"filename","value":"a.exe","category":"Payload delivery"}]}}
                """.formatted(OBJECT)));
        assertThat(added.object("Object").orElseThrow().text("name")).contains("file");
        var same = """
                {"name":"file","meta-category":"file",%s"Attribute":[
                 {"object_relation":"filename","type":"filename","value":"%s","category":"Payload delivery"}]}""";
        for (var again : List.of(
                MISP.ask(
                        writer, "POST", "objects/add/" + EVENT + "/breakOnDuplicate:True", same.formatted("", "a.exe")),
                MISP.ask(
                        writer,
                        "POST",
                        "objects/add/" + EVENT,
                        "{\"Object\":" + same.formatted("\"breakOnDuplicate\":1,", "a.exe") + "}"))) {
            assertThat(again.statusCode()).as(again.body()).isEqualTo(403);
            assertThat(again.body()).contains("the same attributes already");
        }
        var unfit = MISP.ask(
                writer,
                "POST",
                "objects/add/" + EVENT,
                same.formatted("", "b.exe").replace("\"type\":\"filename\"", "\"type\":\"sha1\""));
        assertThat(unfit.statusCode()).as(unfit.body()).isEqualTo(422);
        assertThat(got("objects/view/" + OBJECT))
                .isEqualTo(got("objects/view/" + NUMBER_OF_OBJECT))
                .isEqualTo(added);
        assertThat(MISP.ask(writer, "GET", "events/view/" + EVENT, "").body()).contains("a.exe");
        isAbsent(reader, "GET", "objects/view/" + OBJECT);
        isAbsent(reader, "POST", "objects/edit/" + OBJECT);

        var edited = object(MISP.ask(writer, "POST", "objects/edit/" + OBJECT, "{\"comment\":\"seen twice\"}"));
        assertThat(edited.object("Object").orElseThrow().text("comment")).contains("seen twice");
        assertThat(Json.write(edited)).as("what is not sent stays").contains("a.exe");

        assertThat(Json.write(
                        object(MISP.ask(writer, "POST", "objects/restSearch", "{\"uuid\":\"%s\"}".formatted(OBJECT)))))
                .contains(OBJECT, "a.exe");

        object(MISP.ask(writer, "POST", "objects/delete/" + OBJECT, ""));
        assertThat(MISP.ask(writer, "GET", "events/view/" + EVENT, "").body()).doesNotContain("a.exe");
        assertThat(MISP.ask(writer, "GET", "events/view/" + EVENT + "/deleted[]:1".replace("[]", "%5B%5D"), "")
                        .body())
                .as("it stands there as deleted")
                .contains("a.exe");
        assertThat(MISP.ask(writer, "POST", "objects/add/" + EVENT, "{\"name\":\"file\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void sightingsOfManyAttributesAreToldAtOnceAndFoundByAttribute() {
        var sightings = """
                [{"attribute_uuid":"%s","uuid":"7f0e1d2c-ffff-4c5d-8e6f-708192a3b4c6","type":"0","date_sighting":"1780400500","source":"sensor"},
                 {"attribute_uuid":"%s","type":"1","date_sighting":"1780400600","source":""},
                 {"attribute_uuid":"7f0e1d2c-dddd-4c5d-8e6f-708192a3b4c6","type":"0","date_sighting":"1780400500"},
                 {"attribute_uuid":"%s","type":"2","date_sighting":"1780400700"}]""".formatted(ATTRIBUTE, ATTRIBUTE, ATTRIBUTE);
        var told = object(MISP.ask(writer, "POST", "sightings/bulkSaveSightings/" + EVENT, sightings));
        assertThat(told.text("message").orElseThrow()).startsWith("2 sightings");
        var found = object(MISP.ask(
                        writer, "POST", "sightings/restSearch/attribute", "{\"id\":\"%s\"}".formatted(ATTRIBUTE)))
                .array("response")
                .orElseThrow();
        assertThat(found.objects())
                .extracting(one -> one.object("Sighting")
                        .orElseThrow()
                        .text("date_sighting")
                        .orElse(""))
                .contains("1780400500", "1780400600");
        MISP.ask(writer, "POST", "sightings/bulkSaveSightings/" + EVENT, sightings);
        var again = object(MISP.ask(writer, "POST", "sightings/restSearch/attribute", """
                {"id":"%s","type":"0","source":null,"from":null}""".formatted(ATTRIBUTE)))
                .array("response")
                .orElseThrow();
        assertThat(again.objects())
                .as("a server that tells the same again under the same uuid")
                .extracting(one -> one.object("Sighting")
                        .orElseThrow()
                        .text("date_sighting")
                        .orElse(""))
                .containsExactly("1780400500");
        assertThat(MISP.ask(writer, "POST", "sightings/restSearch/attribute", "{\"id\":\"1\",\"nearby\":\"7d\"}")
                        .body())
                .as("what is not known is refused by its name")
                .contains("nearby");
        assertThat(object(MISP.ask(
                                reader,
                                "POST",
                                "sightings/restSearch/attribute",
                                "{\"id\":\"%s\"}".formatted(ATTRIBUTE)))
                        .array("response")
                        .orElseThrow()
                        .size())
                .isZero();
        assertThat(MISP.ask(reader, "POST", "sightings/bulkSaveSightings/" + EVENT, "[]")
                        .statusCode())
                .as("a key that only reads")
                .isEqualTo(403);
    }

    @Test
    void proposalsAreGivenToServersThatPull() {
        var path =
                "shadow_attributes/index/all:1/timestamp:1780000000/limit:1000/page:1/deleted%5B%5D:0/deleted%5B%5D:1";
        var proposals = (JsonArray) Json.read(MISP.ask(writer, "GET", path, "").body());
        assertThat(proposals.objects())
                .anyMatch(one -> one.object("ShadowAttribute")
                        .orElseThrow()
                        .text("value")
                        .filter("proposed.example"::equals)
                        .isPresent());
        assertThat(((JsonArray) Json.read(MISP.ask(reader, "GET", path, "").body())).size())
                .isZero();
        assertThat(((JsonArray) Json.read(MISP.ask(writer, "GET", "shadow_attributes/index/timestamp:1790000000", "")
                                .body()))
                        .size())
                .as("nothing since")
                .isZero();
    }

    @Test
    void oneTagOneWarningListAndTheOneFeedAreShown() {
        var tag = got("tags/index").array("Tag").orElseThrow().objects().stream()
                .filter(one -> one.text("name").filter("tlp:green"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        var id = tag.text("id").orElseThrow();
        assertThat(got("tags/view/" + id).text("colour")).contains("#33ff00");
        isAbsent(reader, "GET", "tags/view/" + id);
        assertThat(MISP.ask(writer, "GET", "feeds/index", "").body()).contains("/lists/misp/");
        assertThat(got("sharing_groups/index").array("response")).isPresent();
        isAbsent(writer, "GET", "sharing_groups/view/7f0e1d2c-eeee-4c5d-8e6f-708192a3b4c8");
        assertThat(got("feeds/view/1").object("Feed").orElseThrow().text("source_format"))
                .contains("misp");
        isAbsent(writer, "GET", "feeds/view/2");
        isAbsent(writer, "GET", "warninglists/view/12345");
        var lists =
                got("warninglists/index").array("Warninglists").orElseThrow().objects();
        for (var list : lists) {
            var number = list.object("Warninglist").orElseThrow().text("id").orElseThrow();
            assertThat(got("warninglists/view/" + number)).isEqualTo(list);
        }
    }

    @Test
    void anEventThatIsUnpublishedStaysSo() {
        assertThat(object(MISP.ask(writer, "POST", "events/unpublish/" + EVENT, ""))
                        .bool("saved"))
                .contains(true);
        assertThat(got("events/view/" + EVENT).object("Event").orElseThrow().bool("published"))
                .contains(false);
    }

    /// Each action with the tests whose text asks for it; written by `./theriac golden`.
    @Test
    void everythingThatIsAnsweredIsAskedForByATestAndStandsInTheTable() throws IOException {
        var root = Golden.projectRoot();
        var tests = new ArrayList<Path>();
        try (var files = Files.walk(root.resolve("hub/src/test/java/theriac/hub"))) {
            files.filter(file -> file.getFileName().toString().matches(".*Misp.*Test\\.java"))
                    .sorted()
                    .forEach(tests::add);
        }
        var rows = new ArrayList<String>();
        for (var action : new TreeSet<>(HUB.part(MispRoutes.class).server().actions())) {
            var asking = tests.stream()
                    .filter(test -> text(test).contains(action))
                    .map(test -> test.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.joining(" "));
            assertThat(asking).as("no test asks for " + action).isNotEmpty();
            rows.add("route,%s,%s".formatted(action, asking));
        }
        var table = root.resolve("docs/conformance/misp.csv");
        var others = Files.readAllLines(table).stream()
                .filter(line -> !line.startsWith("route,"))
                .toList();
        Golden.checkDocs("conformance/misp.csv", String.join("\n", join(others, rows)) + "\n");
    }

    private static List<String> join(List<String> others, List<String> rows) {
        var all = new ArrayList<>(others);
        all.addAll(rows);
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replace("_", "").toLowerCase(Locale.ROOT);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
