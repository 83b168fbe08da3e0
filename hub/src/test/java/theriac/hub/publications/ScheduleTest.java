package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import theriac.hub.policy.Role;
import theriac.hub.publications.WarningFixture.Said;
import theriac.hub.testing.TestDatabase;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A warning goes out at the time that somebody set, in that person's name and by the rules of that moment,
/// or says why it did not.
class ScheduleTest {

    private static final Said WORDS = new Said("Pumps ask for a password", "About pumps");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.perTest();

    @TempDir
    Path data;

    private WarningFixture house;

    @BeforeEach
    void start() {
        house = new WarningFixture(DATABASE, data);
        house.account(house.cert, "piet", EnumSet.of(Role.READER, Role.ANALYST, Role.PUBLISHER));
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String at(Duration ahead, String more) {
        return "{\"at\":\"%s\"%s}".formatted(Instant.now().plus(ahead), more);
    }

    private WarningFixture.Answer set(String login, String id, Duration ahead) {
        return house.put(login, WarningFixture.path(id, "schedule"), at(ahead, ""));
    }

    /// Its time comes, and the hub looks.
    private void due(String id) {
        DATABASE.database().jdbc().sql("""
                        update publication_schedule set due_at = now() where problem = ''
                          and publication_id = (select id from publication where public_id = :id::uuid)""").param("id", id).update();
        house.hub.part(Dispatcher.class).wake();
    }

    private JsonObject page(String id) {
        return house.get("anna", WarningFixture.path(id, "")).json();
    }

    private static String state(JsonObject page) {
        return page.text("state").orElseThrow(() -> new AssertionError("This is no page: " + Json.write(page)));
    }

    private Optional<String> problem(String id) {
        return page(id).object("schedule").flatMap(schedule -> schedule.text("problem"));
    }

    private long missed() {
        return house.get("anna", "/api/overview")
                .json()
                .object("waiting")
                .orElseThrow()
                .integer("missed")
                .orElseThrow();
    }

    private static List<String> trail(String id) {
        return DATABASE.database()
                .jdbc()
                .sql("""
                        select actor || ' ' || outcome from audit_event
                        where action = 'publication.publish' and subject = :id""")
                .param("id", id)
                .query(String.class)
                .list();
    }

    @Test
    void itGoesOutAtItsTimeInTheNameOfWhoSetIt() {
        var id = house.approved("green", WORDS, "pumps.example");
        assertThat(set("bram", id, Duration.ofMinutes(-1)).text())
                .contains("This time is past. Choose a later one, or publish the warning now.");
        assertThat(set("bram", id, Duration.ofDays(400)).status()).isEqualTo(422);
        assertThat(set("noor", id, Duration.ofHours(1)).status()).isIn(403, 404);
        assertThat(set("bram", id, Duration.ofHours(1)).status()).isEqualTo(200);
        var changed = set("piet", id, Duration.ofHours(2));
        assertThat(changed.json().object("schedule").orElseThrow().text("by")).contains("piet");
        assertThat(house.get("anna", "/api/publications")
                        .list("publications")
                        .getFirst()
                        .text("scheduledFor"))
                .isPresent();
        assertThat(house.get("anna", "/api/overview")
                        .json()
                        .object("waiting")
                        .orElseThrow()
                        .integer("approved"))
                .as("it waits for nobody")
                .hasValue(0);
        assertThat(house.sink.count()).isZero();
        due(id);
        eventually(() -> state(page(id)).equals("published"));
        assertThat(page(id).text("publishedBy")).contains("piet");
        assertThat(page(id).object("schedule")).isEmpty();
        eventually(() -> house.sink.count() == 2);
        assertThat(trail(id)).containsExactly("system: on behalf of piet done");
        assertThat(house.get("sara", WarningFixture.path(id, "")).status()).isEqualTo(200);
    }

    @Test
    void whatWasTakenBackOrWentBackToDraftIsNotSent() throws InterruptedException {
        var id = house.approved("green", WORDS, "pumps.example");
        set("bram", id, Duration.ofHours(1));
        house.account(house.cert, "cees", EnumSet.of(Role.READER, Role.ANALYST, Role.REVIEWER));
        assertThat(house.delete("cees", WarningFixture.path(id, "schedule")).status())
                .as("may not publish")
                .isEqualTo(403);
        assertThat(house.delete("bram", WarningFixture.path(id, "schedule")).status())
                .isEqualTo(200);
        assertThat(house.delete("bram", WarningFixture.path(id, "schedule")).status())
                .isEqualTo(409);
        set("bram", id, Duration.ofHours(1));
        house.post("bram", WarningFixture.path(id, "return"), "");
        assertThat(problem(id))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("It went back to draft"));
        assertThat(page(id).object("schedule").flatMap(schedule -> schedule.text("problemNl")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("concept"));
        assertThat(missed()).isEqualTo(1);
        house.approve(id);
        due(id);
        Thread.sleep(6_000);
        assertThat(state(page(id))).as("its old time counts no more").isEqualTo("approved");
        set("bram", id, Duration.ofHours(1));
        assertThat(missed()).isZero();
        due(id);
        eventually(() -> state(page(id)).equals("published"));
    }

    /// Her account was closed, or she is somebody who may not publish now.
    @ParameterizedTest
    @ValueSource(strings = {"disabled_at = now()", "roles = '{reader,reviewer}'"})
    void whoMayNotPublishAnyMorePublishesNothing(String changed) {
        var id = house.approved("green", WORDS, "pumps.example");
        set("piet", id, Duration.ofHours(1));
        DATABASE.database()
                .jdbc()
                .sql("update account set " + changed + " where login = 'piet'")
                .update();
        due(id);
        eventually(() -> problem(id).isPresent());
        assertThat(problem(id))
                .contains("piet, who set the time, may not publish any more. Set a time again, or publish it now.");
        assertThat(state(page(id))).isEqualTo("approved");
        assertThat(missed()).isEqualTo(1);
        assertThat(trail(id)).containsExactly("system: on behalf of piet refused");
        assertThat(house.sink.count()).isZero();
        assertThat(house.delete("bram", WarningFixture.path(id, "schedule")).status())
                .isEqualTo(200);
        assertThat(missed()).isZero();
        house.publish(id);
    }

    @Test
    void anUpdateWhoseWarningWasWithdrawnMeanwhileIsRefusedWhole() {
        var id = house.published("green", WORDS, "pumps.example");
        var draft = house.post("anna", WarningFixture.path(id, "update"), "").text("id");
        var words = "{\"title\":\"t\",\"summary\":\"s\",\"advice\":\"a\"}";
        house.put(
                "anna",
                WarningFixture.path(draft, ""),
                "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"changedNl\":\"c\",\"changedEn\":\"c\",\"indicators\":[]}"
                        .formatted(words, words));
        house.approve(draft);
        assertThat(set("bram", draft, Duration.ofHours(1)).status()).isEqualTo(200);
        house.post("bram", WarningFixture.path(id, "withdrawal"), "{\"reason\":\"Wrong.\"}");
        due(draft);
        eventually(() -> problem(draft).isPresent());
        assertThat(problem(draft))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("was taken back"));
        assertThat(state(page(draft))).isEqualTo("approved");
    }

    @Test
    void whatIsHalfADayLateWaitsForPeople() {
        var id = house.approved("green", WORDS, "pumps.example");
        set("bram", id, Duration.ofHours(1));
        DATABASE.database()
                .jdbc()
                .sql("update publication_schedule set due_at = now() - interval '13 hours'")
                .update();
        eventually(() -> problem(id).isPresent());
        assertThat(problem(id))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("more than 12 hours late"));
        assertThat(house.sink.count()).isZero();
    }

    @Test
    void lowAndLowNeedsItsReasonAndHighAndHighTwo() {
        var low = rated("low");
        assertThat(set("bram", low, Duration.ofHours(1)).status()).isEqualTo(409);
        assertThat(house.put(
                                "bram",
                                WarningFixture.path(low, "schedule"),
                                at(Duration.ofHours(1), ",\"low\":\"The board asked.\""))
                        .status())
                .isEqualTo(200);
        var high = rated("high");
        var asked = house.put(
                "anna", WarningFixture.path(high, "schedule"), at(Duration.ofHours(1), ",\"reason\":\"All run it.\""));
        assertThat(asked.json().bool("waiting")).contains(true);
        assertThat(asked.json().object("schedule")).isEmpty();
        var proposal = house.get("bram", "/api/proposals").list("proposals").getFirst();
        house.post("bram", "/api/session/confirmation", "{\"password\":\"" + WarningFixture.PASSWORD + "\"}");
        var decided = house.post("bram", "/api/proposals/" + proposal.text("id").orElseThrow() + "/approval", "");
        assertThat(decided.json().text("state")).as(decided.text()).contains("done");
        assertThat(page(high).object("schedule").orElseThrow().text("by")).contains("bram");
        due(low);
        due(high);
        eventually(
                () -> state(page(low)).equals("published") && state(page(high)).equals("published"));
        assertThat(page(low).object("rating").orElseThrow().text("despiteLow")).contains("The board asked.");
    }

    private String rated(String level) {
        var words = "{\"title\":\"%s\",\"summary\":\"s\",\"advice\":\"a\"}".formatted(level);
        var id = house.post(
                        "anna",
                        "/api/publications",
                        "{\"tlp\":\"green\",\"nl\":%s,\"en\":%s,\"indicators\":[],\"chance\":\"%s\",\"damage\":\"%s\"}"
                                .formatted(words, words, level, level))
                .text("id");
        house.approve(id);
        return id;
    }

    @Test
    void ofTwoHubsOnOneDatabaseOneSendsEach() {
        var ids = java.util.stream.IntStream.range(0, 12)
                .mapToObj(n -> house.approved("green", new Said("Number " + n, "s"), "n%d.example".formatted(n)))
                .toList();
        ids.forEach(id -> set("bram", id, Duration.ofHours(1)));
        try (var second = house.another(DATABASE, data.resolve("other"))) {
            assertThat(second.port()).isPositive();
            DATABASE.database()
                    .jdbc()
                    .sql("update publication_schedule set due_at = now()")
                    .update();
            eventually(() -> house.sink.count() >= 2 * ids.size());
            ids.forEach(id -> assertThat(trail(id)).containsExactly("system: on behalf of bram done"));
            assertThat(house.sink.count()).isEqualTo(2 * ids.size());
        }
    }
}
