package theriac.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.intake.DeskStory.ids;
import static theriac.hub.intake.DeskStory.report;
import static theriac.hub.intake.DeskStory.step;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.db.Database;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.JsonObject;

/// More waits than a page shows, while more comes and some is taken: whoever reads on sees each once.
class DeskPagesTest {

    private static final int COPIES = 1_100;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static DeskStory story;

    /// A third of them at one moment, the others a minute after each other, of three urgencies.
    @BeforeAll
    static void muchWaits() {
        story = new DeskStory(HUB);
        report(story.nora, DeskStory.NOTHING.formatted("een"));
        HUB.part(Database.class).jdbc().sql("""
                        insert into report (public_id, organization_id, account_id, audience_id, anonymous, channel, sender,
                                            received_at, raw, fingerprint, first_hint, urgency, state, cluster_id, waits_from)
                        select gen_random_uuid(), r.organization_id, r.account_id, r.audience_id, false, r.channel, r.sender,
                               w.moment, r.raw, r.fingerprint, u.hint, u.hint, 'new', 1000000000 + n, w.moment
                        from (select * from report order by id limit 1) r, generate_series(1, :copies) n
                             cross join lateral (select r.received_at - interval '2 days'
                                 - case when n % 3 = 0 then interval '0' else n * interval '1 minute' end as moment) w
                             cross join lateral (select (array['none', 'suspicious', 'malicious'])[1 + n % 3] as hint) u""").param("copies", COPIES).update();
    }

    private static JsonObject page(String after) {
        return story.ann.json("/api/desk" + (after.isEmpty() ? "" : "?after=" + after));
    }

    @Test
    void whoReadsOnSeesEachOnce() {
        var before = HUB.part(Database.class)
                .jdbc()
                .sql("select public_id::text from report where state = 'new'")
                .query(String.class)
                .list();
        var seen = new ArrayList<String>();
        var taken = new ArrayList<String>();
        var dues = new ArrayList<Instant>();
        var after = "";
        do {
            var page = page(after);
            assertThat(ids(page)).hasSizeLessThanOrEqualTo(200);
            seen.addAll(ids(page));
            page.array("reports")
                    .orElseThrow()
                    .objects()
                    .forEach(row -> dues.add(Instant.parse(
                            row.object("desk").orElseThrow().text("due").orElseThrow())));
            // One comes that is the most urgent of all, one that nobody minds, and one that was shown is taken.
            report(story.nora, DeskStory.MALICIOUS.formatted("nieuw" + seen.size()));
            report(story.nora, DeskStory.NOTHING.formatted("nieuw" + seen.size()));
            taken.add(ids(page).getFirst());
            step(story.ann, "POST", taken.getLast(), "claim", "{}");
            after = page.text("next").orElse("");
        } while (!after.isEmpty());
        assertThat(seen).containsAll(before);
        // What she took waits anew, in her hands, and stands at its new place too.
        var again = new ArrayList<>(seen);
        new HashSet<>(seen).forEach(again::remove);
        assertThat(taken).containsAll(again);
        assertThat(dues).isSorted();
        assertThat(page("").integer("waiting")).as("counted so far").hasValue(1_000);
        assertThat(page("").integer("late")).hasValue(1_000);
        assertThat(page("").integer("mine")).hasValue((long) taken.size());
    }

    @Test
    void aPlaceThatWasNotHandedOutIsRefused() {
        for (var wrong : List.of("1", "x.1", "1.", "99999999999999999999.1", "1.1;drop")) {
            assertThat(story.ann.get("/api/desk?after=" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(ids(page("99999999999999999.999999999999999999"))).isEmpty();
        assertThat(ids(page("-99999999999999999.1"))).hasSize(200);
    }
}
