package theriac.hub.situation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.LedgerEntry;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What the overview and the list of activities tell whom.
class SituationTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static Organization north;
    private static Organization south;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser member;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        north = HUB.organization("Northern Hospital", "hospital");
        south = HUB.organization("Southern Hospital", "hospital");
        analyst = HUB.person(cert, "anna");
        member = HUB.person(north, "noor", EnumSet.of(Role.READER, Role.REPORTER));
    }

    private static void happened(LedgerEntry.Kind kind, Organization to, String title) {
        var audience = Audience.of(Tlp.AMBER_STRICT, to.key()).withOrganization(cert.key());
        var detail = JsonObject.builder()
                .put("title", title)
                .put("titleEn", title)
                .put("channel", "sms")
                .build();
        HUB.part(Store.class)
                .ledger()
                .append(List.of(new LedgerEntry.New(kind, null, null, audience, to.key(), detail)));
    }

    private static long source(Audience audience) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "source " + UUID.randomUUID(), "own", audience))
                .key();
    }

    private static StixObject indicator() {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = 'a.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID())));
    }

    @Test
    void aMemberReadsItsOwnActivityAndNobodyElsesName() {
        happened(LedgerEntry.Kind.REPORTED, north, "own");
        happened(LedgerEntry.Kind.REPORTED, south, "of another");
        var seen =
                member.get("/api/activity").body() + member.get("/api/overview").body();
        assertThat(seen).contains("Northern Hospital").doesNotContain("Southern");
        assertThat(analyst.get("/api/activity").body()).contains("Northern Hospital", "Southern Hospital");
    }

    @Test
    void figuresCountWhatTheViewerMaySee() {
        var before = totals(member).integer("indicators").orElseThrow();
        var forMembers = Audience.of(Tlp.AMBER, cert.key())
                .withGroup(HUB.part(Organizations.class).group(Organizations.MEMBERS));
        var undecided = Audience.undecided(cert.key());
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(
                        source(undecided),
                        null,
                        List.of(
                                new Candidate(indicator(), forMembers),
                                new Candidate(indicator(), undecided),
                                new Candidate(indicator(), undecided))));
        var other = HUB.person(south, "figures-" + UUID.randomUUID(), EnumSet.of(Role.READER));
        assertThat(HUB.part(Store.class).objects().count(Viewer.system("test"), java.util.Set.of("indicator")))
                .isGreaterThanOrEqualTo(before + 3);
        assertThat(totals(other).integer("indicators")).hasValue(before + 1);
        assertThat(totals(other).integer("members")).hasValue(1);
        assertThat(totals(analyst).integer("members")).hasValue(2);
    }

    private static JsonObject totals(RunningHub.Browser browser) {
        return browser.json("/api/overview").object("totals").orElseThrow();
    }

    @Test
    void pagesOfActivityHoldEveryEntryOnce() {
        for (int i = 0; i < 25; i++) {
            happened(LedgerEntry.Kind.ACKNOWLEDGED, north, "entry " + i);
        }
        var seen = new ArrayList<String>();
        var path = "/api/activity?limit=7";
        while (true) {
            var page = member.json(path);
            page.array("entries")
                    .orElseThrow()
                    .objects()
                    .forEach(e -> seen.add(e.text("seq").orElseThrow()));
            var next = page.text("next");
            if (next.isEmpty()) {
                break;
            }
            path = "/api/activity?limit=7&after=" + next.get();
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(25).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
    }

    @Test
    void whatArrivedFromASourceIsForPeopleWhoReadSources() {
        var store = HUB.part(Store.class);
        var source = store.sources().load(source(Audience.of(Tlp.GREEN, cert.key())));
        var delivery = store.deliveries().open(source.key(), "a file");
        store.deliveries().finish(delivery, new theriac.hub.store.DeliveryCounts(3, 2, 0, 0, 1));
        assertThat(analyst.get("/api/activity").body()).contains(delivery.id().toString(), "3 objects");
        assertThat(member.get("/api/activity").body())
                .doesNotContain(delivery.id().toString());
    }

    @Test
    void oneDecisionAboutManyObjectsIsOneEntry() {
        var store = HUB.part(Store.class);
        long source = source(Audience.of(Tlp.GREEN, cert.key()));
        var many = new ArrayList<Candidate>();
        for (int i = 0; i < 40; i++) {
            many.add(new Candidate(indicator(), Audience.of(Tlp.GREEN, cert.key())));
        }
        store.claims().claim(new ClaimBatch(source, null, many));
        store.withdrawals().withdraw(Viewer.system("test"), store.sources().load(source), "The feed was wrong");
        var newest = member.json("/api/activity?limit=1")
                .array("entries")
                .orElseThrow()
                .objects();
        assertThat(newest.getFirst().text("en")).contains("Taken back: 40 objects (The feed was wrong).");
    }
}
