package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Role;
import theriac.hub.publications.WarningFixture.Said;
import theriac.hub.store.Store;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// A warning that is on its way is stopped: the north has it, the south, whose mail waits for the morning, never
/// hears of it until somebody goes on.
class StopTest {

    private static final Said WORDS = new Said("Pumps ask for a password", "About pumps");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
        house.account(house.south, "suze", EnumSet.of(Role.READER, Role.MEMBER_ADMIN));
        house.put("suze", "/api/organizations/" + house.south.id() + "/warning-mails", "{\"rhythm\":\"daily\"}");
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static void morning() {
        DATABASE.database()
                .jdbc()
                .sql("update publication_delivery set due_at = now() where digest")
                .update();
    }

    private List<MailSink.Received> south() {
        return house.mails("soc@south.example");
    }

    private int status(String login, String path) {
        return house.get(login, path).status();
    }

    private JsonObject sending(String id) {
        return house.get("anna", WarningFixture.path(id, "sending")).json();
    }

    private static List<String> names(JsonObject sending, String which) {
        return sending.array(which).orElseThrow().values().stream()
                .map(value -> ((JsonString) value).text())
                .toList();
    }

    private long stopped(String login) {
        return house.get(login, "/api/overview")
                .json()
                .object("waiting")
                .orElseThrow()
                .integer("stopped")
                .orElseThrow();
    }

    /// Published, the north's mail has gone and the south's waits, then stopped.
    private String halted(String tlp) {
        var id = house.published(tlp, WORDS, "pumps.example");
        eventually(() -> house.sink.count() == 1);
        eventually(() -> sending(id).text("phase").orElseThrow().equals("sent"));
        assertThat(sending(id).integer("digests")).hasValue(1);
        var stop = house.put("bram", WarningFixture.path(id, "stop"), "");
        assertThat(stop.status()).as(stop.text()).isEqualTo(200);
        return id;
    }

    private String object(String id) {
        return "/api/objects/report--" + id;
    }

    @Test
    void whatDidNotBeginIsHeldAndIsForNobodyElse() throws InterruptedException {
        var id = halted("green");
        assertThat(sending(id).text("phase")).contains("stopped");
        assertThat(sending(id).text("stoppedBy")).contains("bram");
        assertThat(names(sending(id), "got")).containsExactly("Ziekenhuis Noord");
        assertThat(names(sending(id), "notYet")).containsExactly("South Hospital");
        assertThat(stopped("anna")).isEqualTo(1);
        assertThat(stopped("noor")).isZero();
        morning();
        Thread.sleep(6_000);
        assertThat(south()).isEmpty();
        assertThat(status("noor", WarningFixture.path(id, ""))).isEqualTo(200);
        assertThat(status("noor", object(id))).isEqualTo(200);
        assertThat(status("sara", WarningFixture.path(id, ""))).isEqualTo(404);
        assertThat(status("sara", object(id))).isEqualTo(404);
        assertThat(house.get("sara", "/api/publications").list("publications")).isEmpty();
        assertThat(house.get("noor", WarningFixture.path(id, "")).json().bool("stopped"))
                .as("the CERT's own business")
                .contains(false);
        assertThat(status("noor", WarningFixture.path(id, "sending"))).isEqualTo(404);
        assertThat(house.put("bram", WarningFixture.path(id, "stop"), "").status())
                .isEqualTo(409);
        assertThat(house.put("noor", WarningFixture.path(id, "stop"), "").status())
                .isEqualTo(403);
    }

    /// What a person may ask that names warnings or what happened with them.
    private List<String> pages(String id) {
        return List.of(
                "/api/activity?limit=200",
                "/api/activity?limit=1",
                "/api/overview",
                "/api/publications",
                "/api/objects?q=Pumps",
                "/api/objects?type=report",
                "/api/alerts",
                WarningFixture.path(id, ""),
                WarningFixture.path(id, "versions"),
                WarningFixture.path(id, "follow-up"),
                "/warnings/feed.atom",
                "/warnings/feed.rss",
                object(id),
                object(id) + "/history");
    }

    private boolean tells(String login, String path) {
        return house.get(login, path).text().contains(WORDS.title());
    }

    /// Every page of what happened, one line a page.
    private List<String> happened(String login) {
        var lines = new java.util.ArrayList<String>();
        var after = "";
        do {
            var page = house.get(login, "/api/activity?limit=1" + after);
            page.list("entries").forEach(entry -> lines.add(entry.text("en").orElseThrow()));
            after = page.json().text("next").map(next -> "&after=" + next).orElse("");
        } while (!after.isEmpty());
        return lines;
    }

    @Test
    void whoHadNothingOfItReadsItsTitleNowhereUntilItGoesOn() {
        house.published("green", new Said("Another one", "s"), "other.example");
        eventually(() -> house.sink.count() == 1);
        var id = house.published("green", WORDS, "pumps.example");
        assertThat(tells("sara", "/api/activity")).as("on its way").isTrue();
        eventually(() -> house.sink.count() == 2);
        assertThat(house.post("noor", WarningFixture.path(id, "acknowledgement"), "")
                        .status())
                .isEqualTo(200);
        house.put("bram", WarningFixture.path(id, "stop"), "");
        assertThat(pages(id)).noneMatch(path -> tells("sara", path));
        assertThat(happened("sara"))
                .as("what is hidden cuts off nothing older")
                .noneMatch(line -> line.contains(WORDS.title()))
                .anyMatch(line -> line.contains("Another one"));
        assertThat(tells("noor", "/api/activity")).as("who had it").isTrue();
        assertThat(tells("anna", "/api/activity")).as("whose it is").isTrue();
        house.delete("bram", WarningFixture.path(id, "stop"));
        assertThat(tells("sara", "/api/activity")).isTrue();
        assertThat(happened("sara")).anyMatch(line -> line.startsWith("Published: " + WORDS.title()));
    }

    /// What a window hears that was away since a place in the ledger, up to the first line with these words.
    private List<String> heard(String login, long since, String until) throws Exception {
        var request = HttpRequest.newBuilder(house.uri("/api/events")).header("Last-Event-ID", Long.toString(since));
        var answer = house.http().send(house.signed(login, request).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            var heard = new ArrayList<String>();
            while (heard.isEmpty() || !heard.getLast().contains(until)) {
                heard.add(Objects.requireNonNull(lines.readLine(), "the stream ended before " + until));
                assertThat(heard.getLast()).as("silence before " + until).doesNotContain("still here");
            }
            return heard;
        }
    }

    @Test
    @Timeout(60)
    void whoHadNothingOfItHearsNothingOfItWhenItsWindowComesBack() throws Exception {
        house.report("noor", "Iets heel anders"); // from here on the window was away
        long before = house.hub.part(Store.class).ledger().head();
        var id = halted("green");
        var later = house.published("green", new Said("Another one", "s"), "other.example");
        var last = "\"publicationId\":\"" + later;
        assertThat(heard("sara", before, last))
                .as("neither the warning nor the object that bears its id")
                .noneMatch(line -> line.contains(id));
        assertThat(heard("noor", before, last)).as("who had it").anyMatch(line -> line.contains(id));
        assertThat(heard("anna", before, last)).as("whose it is").anyMatch(line -> line.contains(id));
        house.delete("bram", WarningFixture.path(id, "stop"));
        assertThat(heard("sara", before, id)).as("when it goes on").isNotEmpty();
    }

    @Test
    void goingOnWithTwoThousandObjectsTakesNotLong() {
        var values = java.util.stream.IntStream.range(0, 1_000)
                .mapToObj("pump-%d.example"::formatted)
                .toArray(String[]::new);
        var id = house.published("green", WORDS, values);
        eventually(() -> house.sink.count() == 1);
        assertThat(house.put("bram", WarningFixture.path(id, "stop"), "").status())
                .isEqualTo(200);
        assertThat(indicators("sara")).isZero();
        var begin = java.time.Instant.now();
        var on = house.delete("bram", WarningFixture.path(id, "stop"));
        var took = java.time.Duration.between(begin, java.time.Instant.now());
        System.out.printf("2,002 objects go on: %d ms%n", took.toMillis());
        assertThat(on.status()).as(on.text()).isEqualTo(200);
        assertThat(took).isLessThan(java.time.Duration.ofSeconds(10));
        assertThat(indicators("sara")).isEqualTo(1_000);
        assertThat(indicators("noor")).isEqualTo(1_000);
        assertThat(house.get("anna", "/api/publications")
                        .list("publications")
                        .getFirst()
                        .text("state"))
                .contains("published");
    }

    /// How many a member may see, told by counting pages.
    private long indicators(String login) {
        long seen = 0;
        var after = "";
        do {
            var page = house.get(login, "/api/objects?type=indicator&limit=200" + after);
            seen += page.list("objects").size();
            after = page.json().text("next").map(next -> "&after=" + next).orElse("");
        } while (!after.isEmpty());
        return seen;
    }

    @Test
    void whatWasStoppedAndWithdrawnStaysWithoutATitle() {
        var id = halted("green");
        house.post("bram", WarningFixture.path(id, "withdrawal"), "{\"reason\":\"Another pump.\"}");
        assertThat(pages(id)).noneMatch(path -> tells("sara", path));
    }

    @Test
    void whatGoesOnReachesTheRestOnce() throws InterruptedException {
        var id = halted("green");
        morning();
        var on = house.delete("bram", WarningFixture.path(id, "stop"));
        assertThat(on.status()).as(on.text()).isEqualTo(200);
        assertThat(house.delete("bram", WarningFixture.path(id, "stop")).status())
                .isEqualTo(409);
        eventually(() -> south().size() == 1);
        Thread.sleep(500);
        assertThat(house.sink.count()).isEqualTo(2);
        assertThat(status("sara", WarningFixture.path(id, ""))).isEqualTo(200);
        assertThat(status("sara", object(id))).isEqualTo(200);
        assertThat(status("noor", object(id))).isEqualTo(200);
        assertThat(stopped("anna")).isZero();
        assertThat(house.get("anna", WarningFixture.path(id, "follow-up")).list("members"))
                .hasSize(2);
    }

    @Test
    void ofWhatIsWithdrawnThoseHearWhoHadItAndNobodyElse() throws InterruptedException {
        var id = halted("green");
        house.post("bram", WarningFixture.path(id, "withdrawal"), "{\"reason\":\"Another pump.\"}");
        eventually(() -> house.sink.count() == 2);
        morning();
        Thread.sleep(6_000);
        assertThat(south()).isEmpty();
        var correction = house.mails("soc@noord.example").getLast();
        assertThat(correction.subject()).contains("Ingetrokken: Pumps ask for a password");
        assertThat(correction.text()).contains("Another pump.");
        assertThat(status("sara", WarningFixture.path(id, ""))).isEqualTo(404);
        assertThat(status("sara", object(id))).isEqualTo(404);
        assertThat(stopped("anna")).isZero();
    }

    @Test
    void aSectionIsHiddenAndComesBackWithItsWarning() {
        var words = JsonObject.builder()
                .put("title", "t")
                .put("summary", "Open.\n::: TLP:AMBER\nWhich hospital.\n:::")
                .put("advice", "a")
                .build();
        var wish = JsonObject.builder()
                .put("tlp", "green")
                .put("nl", words)
                .put("en", words)
                .put("indicators", theriac.stix.json.JsonArray.of(List.of()))
                .build();
        var id = house.post("anna", "/api/publications", theriac.stix.json.Json.write(wish))
                .text("id");
        house.approve(id);
        house.publish(id);
        eventually(() -> house.sink.count() == 1);
        house.put("bram", WarningFixture.path(id, "stop"), "");
        assertThat(house.get("noor", WarningFixture.path(id, "")).list("sections"))
                .hasSize(2);
        house.delete("bram", WarningFixture.path(id, "stop"));
        assertThat(house.get("noor", WarningFixture.path(id, "")).list("sections"))
                .hasSize(2);
        assertThat(house.get("sara", WarningFixture.path(id, "")).list("sections"))
                .hasSize(2);
    }

    @Test
    void ofAnUpdateTheMessagesAreHeldAndItsWarningStaysReadable() throws InterruptedException {
        var id = house.published("green", WORDS, "pumps.example");
        morning();
        eventually(() -> house.sink.count() == 2);
        var draft = update(id);
        house.approve(draft);
        house.publish(draft);
        eventually(() -> house.mails("soc@noord.example").size() == 2);
        var stop = house.put("bram", WarningFixture.path(id, "stop"), "");
        assertThat(stop.status()).as(stop.text()).isEqualTo(200);
        morning();
        Thread.sleep(6_000);
        assertThat(south()).hasSize(1);
        assertThat(status("sara", WarningFixture.path(id, ""))).isEqualTo(200);
        assertThat(status("sara", object(id))).isEqualTo(200);
        house.delete("bram", WarningFixture.path(id, "stop"));
        eventually(() -> south().size() == 2);
    }

    /// The draft of the next version.
    private String update(String id) {
        var draft = house.post("anna", WarningFixture.path(id, "update"), "").text("id");
        var words = "{\"title\":\"t\",\"summary\":\"s\",\"advice\":\"a\"}";
        house.put(
                "anna",
                WarningFixture.path(draft, ""),
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"changedNl\":\"c\",\"changedEn\":\"c\",\"indicators\":[]}"
                        .formatted(words, words));
        return draft;
    }

    @Test
    void anUpdateOfWhatIsStoppedWaitsAndNothingIsStoppedTwice() {
        var id = halted("green");
        var draft = update(id);
        house.approve(draft);
        var refused = house.post("bram", WarningFixture.path(draft, "publication"), "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("was stopped");
        house.delete("bram", WarningFixture.path(id, "stop"));
        morning();
        eventually(() -> south().size() == 1);
        eventually(() -> sending(id).integer("digests").orElseThrow() == 0);
        var nothing = house.put("bram", WarningFixture.path(id, "stop"), "");
        assertThat(nothing.text()).contains("Nothing of this warning is on its way any more.");
    }
}
