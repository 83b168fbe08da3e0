package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.intake.DeskStory.ids;
import static theriac.hub.intake.DeskStory.join;
import static theriac.hub.intake.DeskStory.joined;
import static theriac.hub.intake.DeskStory.page;
import static theriac.hub.intake.DeskStory.place;
import static theriac.hub.intake.DeskStory.report;
import static theriac.hub.intake.DeskStory.state;
import static theriac.hub.intake.DeskStory.step;
import static theriac.hub.intake.DeskStory.write;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;

/// Reports about one thing are decided together and come apart again; whoever reported one learns what becomes
/// of it, and nothing of the others.
class DeskGroupsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static DeskStory desk;

    @BeforeAll
    static void people() {
        desk = new DeskStory(HUB);
    }

    /// A report of Nora's that leads, and one of Sam's, unlike it, that follows.
    private record Pair(String leader, String follower) {

        static Pair joined(String name) {
            var pair = new Pair(
                    report(desk.nora, "Betaal 2,99 euro op https://noord-%s.example/a".formatted(name)),
                    report(desk.sam, "Log in bij https://zuid-%s.example/b voor iets heel anders".formatted(name)));
            join(desk.ann, pair.leader, pair.follower);
            return pair;
        }
    }

    @Test
    void oneDecisionIsForAllAndTheQueueShowsOneRow() {
        var pair = Pair.joined("een");
        assertThat(ids(desk.ann.json("/api/desk"))).contains(pair.leader).doesNotContain(pair.follower);
        assertThat(ids(desk.ann.json("/api/reports"))).contains(pair.leader).doesNotContain(pair.follower);
        assertThat(ids(desk.ann.json("/api/reports?state=new"))).doesNotContain(pair.follower);
        assertThat(place(desk.ann, pair.leader).integer("joined")).hasValue(1);
        step(desk.ann, "POST", pair.leader, "claim", "{}");
        assertThat(state(desk.sam, pair.follower)).isEqualTo("claimed");
        assertThat(ids(desk.sam.json("/api/reports?state=claimed"))).contains(pair.follower);
        step(desk.ann, "POST", pair.leader, "dismissal", "{'reason':'Niets aan de hand'}");
        for (var own : List.of(page(desk.nora, pair.leader), page(desk.sam, pair.follower))) {
            assertThat(own.text("state")).contains("dismissed");
            assertThat(own.text("reason")).contains("Niets aan de hand");
        }
    }

    @Test
    void whoReportedOneLearnsNothingOfTheOthers() {
        long before = HUB.part(Store.class).ledger().head();
        var pair = new Pair(
                report(desk.nora, "Uw polis 991 vervalt morgen, verleng haar bij https://polis-nu.example/verleng"),
                report(
                        desk.sam,
                        "De gemeente zou geld teruggeven, las ik, na een klik op https://gemeente-geld.example"));
        join(desk.ann, pair.leader, pair.follower);
        step(desk.ann, "POST", pair.leader, "claim", "{}");
        step(desk.ann, "DELETE", pair.follower, "leader", "");
        join(desk.ann, pair.leader, pair.follower);
        step(desk.ann, "POST", pair.leader, "dismissal", "{'reason':'Bekend'}");
        var read = new ArrayList<>(List.of(
                page(desk.sam, pair.follower).toString(),
                desk.sam.get("/api/reports").body(),
                desk.sam.get("/api/reports?state=dismissed").body(),
                desk.sam.get("/api/overview").body(),
                desk.sam.get("/api/activity").body()));
        assertThat(read).noneMatch(text -> text.contains(pair.leader) || text.contains("North"));
        assertThat(page(desk.sam, pair.follower).object("desk")).isEmpty();
        assertThat(page(desk.sam, pair.follower).integer("similar")).hasValue(1);
        assertThat(desk.sam.get("/api/reports/" + pair.leader).statusCode()).isEqualTo(404);
        assertThat(desk.sam.get("/api/reports/" + pair.follower + "/desk").statusCode())
                .as("the desk's own page of a member's own report")
                .isEqualTo(403);
        assertThat(rowsFor("South", before))
                .as("what the ledger, which is what live pages read, tells Sam's organisation")
                .isNotEmpty()
                .noneMatch(detail -> detail.contains(pair.leader));
        assertThat(rowsFor("North", before)).noneMatch(detail -> detail.contains(pair.follower));
    }

    /// Details of the ledger's rows that an organisation, other than the CERT, may see.
    private static List<String> rowsFor(String organization, long after) {
        return HUB.part(Database.class)
                .jdbc()
                .sql("""
                        select l.detail::text from ledger l join audience a on a.id = l.audience_id
                        join organization o on o.id = a.owner_id
                        where o.name = :name and l.seq > :after""")
                .param("name", organization)
                .param("after", after)
                .query(String.class)
                .list();
    }

    @Test
    void aReportThatFollowsIsDecidedOnlyByTheOneThatLeads() {
        var pair = Pair.joined("drie");
        for (var step : List.of("claim", "dismissal", "draft", "keeper", "later")) {
            var answer = write(
                    desk.ann,
                    "POST",
                    "/api/reports/" + pair.follower + "/" + step,
                    "{'reason':'x','again':'%s'}"
                            .formatted(java.time.Instant.now().plusSeconds(600)));
            assertThat(answer.statusCode()).as(step + answer.body()).isEqualTo(409);
        }
        assertThat(state(desk.sam, pair.follower)).isEqualTo("new");
        var one = report(desk.nora, "Mag ik dit betalen, zaak 12345?", "question");
        var two = report(desk.sam, "Is de brief van het kantoor echt?", "question");
        join(desk.ann, one, two);
        step(desk.ann, "POST", one, "answer", "{'answer':'Bel hen.'}");
        assertThat(page(desk.sam, two).text("reason")).contains("Bel hen.");
        for (var id : List.of(one, two)) {
            assertThat(write(desk.bram, "POST", "/api/reports/" + id + "/answer", "{'answer':'Nog eens.'}")
                            .statusCode())
                    .as("a second answer")
                    .isEqualTo(409);
        }
        assertThat(page(desk.sam, two).text("reason")).contains("Bel hen.");
    }

    @Test
    void aDraftOfTheLeadingReportCarriesTheValuesOfAll() {
        var first = report(desk.sam, "Log in bij https://eerste-bron.example/b voor iets heel anders");
        var leader = report(desk.nora, "Betaal 2,99 euro op https://tweede-bron.example/a");
        join(desk.ann, leader, first);
        var draft = step(desk.ann, "POST", leader, "draft", "{}");
        assertThat(draft.array("indicators").orElseThrow().toString()).contains("eerste-bron", "tweede-bron");
        assertThat(draft.object("times").orElseThrow().text("reportedAt"))
                .as("time to immunity counts from the first")
                .isEqualTo(page(desk.sam, first).text("receivedAt"));
        for (var own : List.of(page(desk.nora, leader), page(desk.sam, first))) {
            assertThat(own.text("state")).contains("drafted");
            assertThat(own.text("publicationId")).isEqualTo(draft.text("id"));
        }
        desk.ann.write("PUT", "/api/discarded-drafts/" + draft.text("id").orElseThrow(), "", "application/json");
        assertThat(state(desk.sam, first)).isEqualTo("new");
        assertThat(state(desk.nora, leader)).isEqualTo("new");
    }

    @Test
    void whatComesApartIsAsItWas() {
        var leader = report(desk.nora, "Betaal 2,99 euro op https://apart-een.example/a");
        var claimed = report(desk.sam, "Log in bij https://apart-twee.example/b voor iets anders");
        var fresh = report(desk.sam, "Een heel ander bericht over een rekening van apart-drie.example");
        step(desk.bram, "POST", claimed, "claim", "{}");
        join(desk.ann, leader, claimed, fresh);
        step(desk.ann, "POST", leader, "dismissal", "{'reason':'Vals alarm'}");
        step(desk.ann, "DELETE", claimed, "leader", "");
        assertThat(state(desk.sam, claimed)).isEqualTo("claimed");
        assertThat(page(desk.sam, claimed).text("claimedBy")).contains("bram");
        assertThat(page(desk.sam, claimed).text("reason")).isEmpty();
        assertThat(state(desk.sam, fresh)).as("still together").isEqualTo("dismissed");
        assertThat(state(desk.nora, leader)).isEqualTo("dismissed");
        assertThat(write(desk.ann, "DELETE", "/api/reports/" + claimed + "/leader", "")
                        .statusCode())
                .as("a second time")
                .isEqualTo(409);
        step(desk.ann, "DELETE", fresh, "leader", "");
        assertThat(state(desk.sam, fresh)).isEqualTo("new");
        var kinds = desk.ann.json("/api/reports/" + leader + "/desk").array("entries").orElseThrow().objects().stream()
                .map(entry -> entry.text("kind").orElseThrow())
                .toList();
        assertThat(kinds).containsExactly("leads", "leads", "left", "left");
    }

    @Test
    void onlyWhatIsOpenAndStandsByItselfFollows() {
        var pair = Pair.joined("vijf");
        var other = report(desk.nora, "Betaal 9,99 euro op https://vijf-ander.example/a");
        var decided = report(desk.nora, "Iets dat al klaar is over een brief van vijf-klaar.example");
        step(desk.ann, "POST", decided, "dismissal", "{'reason':'Niets'}");
        var question = report(desk.nora, "Wat moeten wij nu doen, zaak 5?", "question");
        assertThat(joining(pair.follower, other)).as("to one that follows").isEqualTo(409);
        assertThat(joining(other, pair.follower)).as("one that follows another").isEqualTo(409);
        assertThat(joining(other, decided)).as("one that was decided").isEqualTo(409);
        assertThat(joining(other, question)).as("a question").isEqualTo(409);
        assertThat(joining(other, other)).as("itself").isEqualTo(400);
        assertThat(joining(other, UUID.randomUUID().toString())).as("nothing").isEqualTo(404);
        join(desk.ann, decided, other);
        assertThat(state(desk.nora, other)).as("what came late").isEqualTo("dismissed");
        var above = report(desk.nora, "Nog een bericht, over boven.example");
        join(desk.ann, above, pair.leader);
        assertThat(place(desk.ann, pair.follower).text("follows"))
                .as("whatever follows goes along")
                .contains(above);
    }

    private static int joining(String leader, String follower) {
        return write(desk.ann, "POST", "/api/reports/" + leader + "/followers", joined(follower))
                .statusCode();
    }

    @Test
    void twoWhoJoinAtOnceMakeNoCircle() {
        for (int round = 0; round < 10; round++) {
            var one = report(desk.nora, "Betaal 2,99 euro op https://rond-een-%d.example/a".formatted(round));
            var two = report(desk.nora, "Log in bij https://rond-twee-%d.example/b voor iets".formatted(round));
            var answers = Stream.of(
                            CompletableFuture.supplyAsync(() -> joining(one, two)),
                            CompletableFuture.supplyAsync(() -> joining(two, one)))
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void whatIsTakenOutOfItsWaveStaysOutAndDrawsNothing() {
        var wave = report(desk.nora, "Uw pakket staat klaar, betaal 2,99 euro op https://golf-pay.example/betalen");
        // The same link, in other words, and a link of its own.
        var odd = report(
                desk.sam,
                "Collega's, let op: de bank belt over rekening 77 en noemt https://golf-pay.example/betalen en https://golf-los.example/z");
        assertThat(page(desk.ann, odd).integer("similar")).hasValue(2);
        step(desk.ann, "PUT", odd, "wave", "{'apart':true}");
        assertThat(page(desk.ann, odd).integer("similar")).hasValue(1);
        assertThat(page(desk.ann, wave).integer("similar")).hasValue(1);
        var more = report(desk.nora, "Uw pakket staat klaar, betaal 3,99 euro op https://golf-pay.example/betalen");
        assertThat(page(desk.ann, wave).integer("similar"))
                .as("the wave goes on")
                .hasValue(2);
        assertThat(page(desk.ann, odd).integer("similar")).hasValue(1);
        var like = report(desk.nora, "Een ander verhaal, met dezelfde link https://golf-los.example/z erin");
        assertThat(page(desk.ann, like).integer("similar"))
                .as("like what was taken out")
                .hasValue(1);
        assertThat(page(desk.ann, more).integer("similar")).hasValue(2);
        step(desk.ann, "PUT", odd, "wave", "{'apart':false}");
        assertThat(page(desk.ann, odd).integer("similar")).hasValue(3);
    }

    @Test
    void whoIsNotOfTheDeskFindsNothingAndMayDoNothing() {
        var pair = Pair.joined("acht");
        var foreign = report(desk.nora, "Iets van een ander over acht.example");
        for (var step : List.of("POST followers", "DELETE leader", "PUT wave", "POST keeper", "POST later")) {
            var words = step.split(" ");
            var path = "/api/reports/%s/" + words[1];
            var body = joined(pair.follower).replace("}", ",'apart':true}");
            assertThat(write(desk.sam, words[0], path.formatted(foreign), body).statusCode())
                    .as(step)
                    .isEqualTo(404);
            assertThat(write(desk.sam, words[0], path.formatted(pair.follower), body)
                            .statusCode())
                    .as(step + " with one's own")
                    .isEqualTo(403);
        }
        assertThat(desk.sam.get("/api/reports/" + foreign + "/desk").statusCode())
                .isEqualTo(404);
        assertThat(desk.sam.get("/api/desk").statusCode()).isEqualTo(403);
        assertThat(desk.sam.get("/api/desk/colleagues").statusCode()).isEqualTo(403);
        assertThat(desk.sam.get("/api/desk/limits").statusCode()).isEqualTo(403);
    }
}
