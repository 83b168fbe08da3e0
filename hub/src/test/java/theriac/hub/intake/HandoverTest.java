package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.intake.DeskStory.report;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// A shift ends with more on its hands than a page of the desk shows: the next one is told of all of it.
class HandoverTest {

    /// Of each: in hand, in hand and back later, in nobody's hand.
    private static final int EACH = 450;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static DeskStory story;

    @BeforeAll
    static void muchIsOpen() {
        story = new DeskStory(HUB);
        report(story.nora, DeskStory.NOTHING.formatted("een"));
        var jdbc = HUB.part(Database.class).jdbc();
        jdbc.sql("""
                        insert into report (public_id, organization_id, account_id, audience_id, anonymous, channel, sender,
                                            received_at, raw, fingerprint, first_hint, urgency, state, cluster_id, waits_from,
                                            keeper_id, acted_at, later_at)
                        select gen_random_uuid(), r.organization_id, r.account_id, r.audience_id, false, r.channel, r.sender,
                               w.moment, convert_to('Bericht ' || part || ' ' || n, 'UTF8'), r.fingerprint, u.hint, u.hint,
                               case when part = 'open' then 'new' else 'claimed' end, 1000000000 + n, w.moment,
                               case when part <> 'open' then a.id end, case when part <> 'open' then w.moment end,
                               case when part = 'later' then now() + n * interval '1 minute' end
                        from (select * from report order by id limit 1) r, generate_series(1, :each) n,
                             (select id from account where name = 'ann') a
                             cross join unnest(array['hand', 'later', 'open']) part
                             cross join lateral (select r.received_at - interval '2 days'
                                 - case when n % 3 = 0 then interval '0' else n * interval '1 minute' end as moment) w
                             cross join lateral (select (array['none', 'suspicious', 'malicious'])[1 + n % 3] as hint) u""").param("each", EACH).update();
        jdbc.sql("""
                        insert into report_entry (report_id, at, account_id, kind, subject, text)
                        select id, now(), keeper_id, 'note', '', 'woord bij ' || convert_from(raw, 'UTF8')
                        from report where keeper_id is not null""").update();
    }

    private static List<JsonObject> listed(JsonObject told, String which) {
        return told.array(which).orElseThrow().objects();
    }

    private static List<String> all(String part) {
        return IntStream.rangeClosed(1, EACH)
                .mapToObj(n -> "Bericht " + part + " " + n)
                .toList();
    }

    private static String text(JsonObject report) {
        return report.text("text").orElseThrow();
    }

    @Test
    void theNextShiftIsToldOfAllThatIsInHandEachOnce() {
        var told = story.ann.json("/api/handover");
        var inHand = listed(told, "inHand");
        var texts = inHand.stream().map(HandoverTest::text).toList();
        assertThat(texts.subList(0, EACH)).as("what is late first").containsExactlyInAnyOrderElementsOf(all("hand"));
        assertThat(texts.subList(EACH, texts.size()))
                .as("what comes back later last")
                .containsExactlyInAnyOrderElementsOf(all("later"));
        assertThat(inHand)
                .allMatch(each -> each.text("keeper").orElseThrow().equals("ann"))
                .allMatch(each -> each.text("note").orElseThrow().equals("woord bij " + text(each)));
        assertThat(inHand.subList(0, EACH))
                .allMatch(each -> each.bool("late").orElseThrow())
                .isSortedAccordingTo((a, b) ->
                        a.text("since").orElseThrow().compareTo(b.text("since").orElseThrow()));
        assertThat(inHand.subList(EACH, inHand.size()))
                .noneMatch(each -> each.bool("late").orElseThrow());
        assertThat(listed(told, "waiting")).as("only when it is asked for").isEmpty();
    }

    @Test
    void theTextThatIsHandedOverHasAllThatNobodyHasInHandToo() {
        var told = story.ann.json("/api/handover?whole=true");
        assertThat(listed(told, "inHand")).hasSize(2 * EACH);
        var waiting = listed(told, "waiting");
        assertThat(waiting.stream().map(HandoverTest::text).toList())
                .containsAll(all("open"))
                .doesNotHaveDuplicates()
                .hasSize(EACH + 1);
        assertThat(waiting).allMatch(each -> each.text("keeper").orElseThrow().isEmpty());
        assertThat(told.integer("reports")).as("with what is in hand").hasValue(2 * EACH + 1);
        assertThat(story.nora.get("/api/handover?whole=true").statusCode()).isEqualTo(403);
    }
}
