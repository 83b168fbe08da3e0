package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.intake.DeskStory.ids;
import static theriac.hub.intake.DeskStory.join;
import static theriac.hub.intake.DeskStory.page;
import static theriac.hub.intake.DeskStory.place;
import static theriac.hub.intake.DeskStory.report;
import static theriac.hub.intake.DeskStory.state;
import static theriac.hub.intake.DeskStory.step;
import static theriac.hub.intake.DeskStory.write;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organizations;
import theriac.hub.db.Database;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;
import theriac.testkit.FixedClock;

/// Reports pass from hand to hand, wait, are late, and come back when they should.
class DeskTimersTest {

    private static final Instant BEGIN = Instant.parse("2026-11-27T08:00:00Z");
    private static final FixedClock CLOCK = FixedClock.at(BEGIN);

    @RegisterExtension
    static final RunningHub HUB = new RunningHub(CLOCK);

    private static RunningHub.Browser ann;
    private static RunningHub.Browser bram;
    private static RunningHub.Browser nora;
    private static RunningHub.Browser sam;

    @BeforeAll
    static void people() {
        sam = new DeskStory(HUB).sam;
    }

    /// Each test begins with an empty queue.
    @BeforeEach
    void decideWhatWaits() {
        HUB.part(Database.class)
                .jdbc()
                .sql("update report set state = 'dismissed' where leader_id is null")
                .update();
        after(Duration.ZERO);
    }

    /// Time passes, also for those who are logged in.
    private static void after(Duration step) {
        CLOCK.advance(step);
        ann = HUB.logIn("ann");
        bram = HUB.logIn("bram");
        nora = HUB.logIn("nora");
        sam = HUB.logIn("sam");
    }

    private static JsonObject waiting(RunningHub.Browser who) {
        return who.json("/api/overview").object("waiting").orElseThrow();
    }

    private static boolean late(String report) {
        return place(ann, report).bool("late").orElseThrow();
    }

    @Test
    void whatWaitsIsLateByWhatTheFirstLookSaidAndStandsFirst() {
        var nothing = report(nora, DeskStory.NOTHING.formatted("een"));
        var suspicious = report(nora, DeskStory.SUSPICIOUS.formatted("een"));
        var malicious = report(nora, DeskStory.MALICIOUS.formatted("een"));
        assertThat(ids(ann.json("/api/desk"))).containsExactly(malicious, suspicious, nothing);
        after(Duration.ofMinutes(59));
        assertThat(late(malicious)).isFalse();
        after(Duration.ofMinutes(1));
        assertThat(late(malicious)).isTrue();
        assertThat(late(suspicious)).isFalse();
        assertThat(waiting(ann).integer("late")).hasValue(1);
        after(Duration.ofHours(3));
        assertThat(late(suspicious)).isTrue();
        var fresh = report(nora, DeskStory.MALICIOUS.formatted("nieuw"));
        assertThat(ids(ann.json("/api/desk")))
                .as("what is late first")
                .containsExactly(malicious, suspicious, fresh, nothing);
        after(Duration.ofHours(20));
        assertThat(late(nothing)).isTrue();
        assertThat(waiting(ann).integer("late")).hasValue(4);
        assertThat(waiting(nora).integer("late"))
                .as("the desk's clock is the desk's")
                .hasValue(0);
    }

    @Test
    void whatIsInHandIsLateWhenNothingIsDoneWithIt() {
        var one = report(nora, DeskStory.MALICIOUS.formatted("twee"));
        after(Duration.ofHours(2));
        step(ann, "POST", one, "claim", "{}");
        assertThat(late(one)).as("somebody took it").isFalse();
        after(Duration.ofHours(8));
        assertThat(late(one)).isTrue();
        step(ann, "POST", one, "keeper", "{'note':'Wie kan dit?'}");
        assertThat(late(one)).as("back in the queue it waits since it came").isTrue();
        assertThat(place(ann, one).text("since")).isEqualTo(page(ann, one).text("receivedAt"));
    }

    @Test
    void aGroupWaitsSinceItsFirstAndAsUrgentlyAsItsStrongest() {
        var first = report(sam, DeskStory.NOTHING.formatted("drie"));
        after(Duration.ofMinutes(30));
        var leader = report(nora, "Iets anders dat niemand verdacht vindt, brief 33");
        var strong = report(nora, DeskStory.MALICIOUS.formatted("drie"));
        join(ann, leader, first, strong);
        after(Duration.ofMinutes(30));
        assertThat(late(leader)).isTrue();
        step(ann, "DELETE", strong, "leader", "");
        assertThat(late(leader)).as("without the strongest").isFalse();
        assertThat(place(ann, leader).text("since")).isEqualTo(page(ann, first).text("receivedAt"));
    }

    @Test
    void aReportGoesToAColleagueWithANoteThatReportersDoNotRead() {
        var one = report(nora, DeskStory.SUSPICIOUS.formatted("vier"));
        var dora = HUB.person(
                HUB.part(Organizations.class).cert().orElseThrow(), "dora", Set.of(Role.READER, Role.REPORTER));
        var colleagues = ann.json("/api/desk/colleagues")
                .array("colleagues")
                .orElseThrow()
                .objects();
        assertThat(colleagues)
                .extracting(each -> each.text("name").orElseThrow())
                .containsExactly("ann", "bram");
        var id = colleagues.get(1).text("id").orElseThrow();
        step(ann, "POST", one, "claim", "{}");
        assertThat(waiting(bram).integer("mine")).hasValue(0);
        step(ann, "POST", one, "keeper", "{'person':'%s','note':'Ik ben morgen weg'}".formatted(id));
        assertThat(waiting(bram).integer("mine")).hasValue(1);
        assertThat(waiting(ann).integer("mine")).hasValue(0);
        assertThat(ids(bram.json("/api/desk?part=mine"))).containsExactly(one);
        assertThat(bram.json("/api/reports/" + one + "/desk").toString()).contains("Ik ben morgen weg");
        var told = bram.json("/api/handover?hours=8").toString();
        assertThat(told).contains("Ik ben morgen weg", one);
        assertThat(nora.get("/api/reports/" + one).body()).doesNotContain("morgen");
        assertThat(state(nora, one)).isEqualTo("claimed");
        var nobody = write(
                ann, "POST", "/api/reports/" + one + "/keeper", "{'person':'00000000-0000-4000-8000-000000000000'}");
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(dora.get("/api/desk").statusCode()).as("who may not triage").isEqualTo(403);
        assertThat(page(dora, one).object("desk")).isEmpty();
        step(bram, "POST", one, "keeper", "{}");
        assertThat(state(nora, one)).isEqualTo("new");
        assertThat(page(nora, one).text("claimedBy")).isEmpty();
    }

    @Test
    void whatComesBackLaterIsOutOfTheQueueUntilThen() {
        var one = report(nora, DeskStory.MALICIOUS.formatted("vijf"));
        var again = CLOCK.instant().plus(Duration.ofHours(3));
        step(ann, "POST", one, "later", "{'again':'%s','note':'Bel terug'}".formatted(again));
        assertThat(ids(ann.json("/api/desk"))).isEmpty();
        assertThat(ids(ann.json("/api/desk?part=later"))).containsExactly(one);
        assertThat(ann.json("/api/desk").integer("later")).hasValue(1);
        assertThat(waiting(ann).integer("reports")).hasValue(0);
        assertThat(write(bram, "POST", "/api/reports/" + one + "/later", "{'again':'%s'}".formatted(again))
                        .statusCode())
                .as("what a colleague has")
                .isEqualTo(409);
        after(Duration.ofHours(2));
        assertThat(late(one)).isFalse();
        after(Duration.ofHours(1));
        assertThat(ids(ann.json("/api/desk"))).containsExactly(one);
        assertThat(ids(ann.json("/api/desk?part=later"))).isEmpty();
        assertThat(waiting(ann).integer("mine")).hasValue(1);
        assertThat(late(one)).isFalse();
        after(Duration.ofHours(8));
        assertThat(late(one)).as("nothing was done since it came back").isTrue();
        step(
                ann,
                "POST",
                one,
                "later",
                "{'again':'%s'}".formatted(CLOCK.instant().plus(Duration.ofDays(1))));
        step(ann, "POST", one, "later", "{}");
        assertThat(ids(ann.json("/api/desk"))).as("brought back by hand").containsExactly(one);
        assertThat(write(
                                ann,
                                "POST",
                                "/api/reports/" + one + "/later",
                                "{'again':'%s'}".formatted(CLOCK.instant().plus(Duration.ofDays(91))))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theLimitsAreSetByWhoMay() {
        var admin = HUB.person(HUB.part(Organizations.class).cert().orElseThrow(), "olaf", Set.of(Role.OPERATOR));
        var one = report(nora, DeskStory.NOTHING.formatted("zes"));
        after(Duration.ofMinutes(10));
        assertThat(write(ann, "PUT", "/api/desk/limits", "{'minutes':{'none':5}}")
                        .statusCode())
                .isEqualTo(403);
        admin.json(write(admin, "PUT", "/api/desk/limits", "{'minutes':{'none':5}}"));
        assertThat(late(one)).as("at once").isTrue();
        assertThat(ann.json("/api/desk/limits").object("minutes").orElseThrow().integer("none"))
                .hasValue(5);
        for (var wrong :
                Set.of("{'minutes':{'none':0}}", "{'minutes':{'soon':5}}", "{}", "{'minutes':{'none':null}}")) {
            assertThat(write(admin, "PUT", "/api/desk/limits", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        admin.json(write(admin, "PUT", "/api/desk/limits", "{'minutes':{'none':1440}}"));
        assertThat(late(one)).isFalse();
    }
}
