package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.testing.Eventually.eventually;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.db.Database;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
import theriac.hub.store.Candidate;
import theriac.hub.store.ClaimBatch;
import theriac.hub.store.NewSource;
import theriac.hub.store.Store;
import theriac.hub.testing.RunningHub;
import theriac.stix.StixId;
import theriac.stix.StixObject;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// What people are told about their saved questions, over HTTP: what is new, to whom it may concern, and to nobody
/// else.
class AlertsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static Organization cert;
    private static Organization hospital;
    private static RunningHub.Browser analyst;
    private static RunningHub.Browser stranger;
    private static RunningHub.Browser admin;
    private static long source;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
        hospital = HUB.organization("Hospital", "hospital");
        analyst = HUB.person(cert, "analyst", Set.of(Role.ANALYST));
        stranger = HUB.person(hospital, "stranger", Set.of(Role.READER));
        admin = HUB.person(cert, "admin", Set.of(Role.CERT_ADMIN, Role.READER, Role.MEMBER_ADMIN));
        source = HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), "Feed", "stix", Audience.of(Tlp.GREEN, cert.key())))
                .key();
    }

    private static StixId claim(String domain, Audience audience) {
        var id = "indicator--" + UUID.randomUUID();
        claim(id, domain, "2026-11-01T10:00:00.000Z", audience);
        return StixId.of(id);
    }

    private static void claim(String id, String domain, String modified, Audience audience) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z","name":"%s",
                 "modified":"%s","pattern":"[domain-name:value = '%s']","pattern_type":"stix",
                 "valid_from":"2026-11-01T10:00:00Z"}""".formatted(id, domain, modified, domain)));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience, 90))));
    }

    private static Audience green() {
        return Audience.of(Tlp.GREEN, cert.key());
    }

    private static Audience strict() {
        return Audience.of(Tlp.AMBER_STRICT, cert.key());
    }

    private static String watched(RunningHub.Browser who, String query) {
        return watched(who, query, "none");
    }

    private static String watched(RunningHub.Browser who, String query, String mail) {
        var saved = who.json(who.post("/api/queries", question(UUID.randomUUID().toString(), query)));
        var id = saved.text("id").orElseThrow();
        assertThat(tell(who, id, mail)).isEqualTo(200);
        return id;
    }

    private static JsonObject question(String name, String query) {
        return JsonObject.builder()
                .put("name", name)
                .put("query", query)
                .put("shared", false)
                .build();
    }

    private static int tell(RunningHub.Browser who, String id, String mail) {
        return who.write("PUT", "/api/queries/" + id + "/alerts", "{\"mail\":\"" + mail + "\"}", "application/json")
                .statusCode();
    }

    private static JsonObject alerts(RunningHub.Browser who, String query) {
        return who.json("/api/alerts").array("queries").orElseThrow().objects().stream()
                .filter(one -> one.text("queryId").orElseThrow().equals(query))
                .findFirst()
                .orElseThrow();
    }

    private static long fresh(RunningHub.Browser who, String query) {
        return alerts(who, query).integer("fresh").orElseThrow();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /// Everything that happened has been read.
    private static void settle() {
        var probe = watched(analyst, "value:probe" + System.nanoTime() + ".example");
        var text = alerts(analyst, probe).text("query").orElseThrow();
        claim(text.substring("value:".length()), green());
        eventually(() -> fresh(analyst, probe) == 1);
        analyst.write("DELETE", "/api/queries/" + probe, "", "application/json");
    }

    @Test
    void onlyWhatIsNewSinceSomebodyWishedToKnowIsTold() {
        claim("old.news.example", green());
        var query = watched(analyst, "value:*.news.example");
        var changed = claim("elsewhere.example", green());
        claim("one.news.example", green());
        claim(changed.text(), "two.news.example", "2026-11-02T10:00:00.000Z", green());
        eventually(() -> fresh(analyst, query) == 2);
        assertThat(alerts(analyst, query).array("newest").orElseThrow().objects())
                .extracting(row -> row.text("name").orElseThrow())
                .containsExactly("two.news.example", "one.news.example");
        // Another version that answers as well is nothing new.
        claim(changed.text(), "three.news.example", "2026-11-03T10:00:00.000Z", green());
        settle();
        assertThat(fresh(analyst, query)).isEqualTo(2);

        var upTo = alerts(analyst, query).text("upTo").orElseThrow();
        analyst.post(
                "/api/queries/" + query + "/alerts/looked",
                JsonObject.builder().put("upTo", upTo).build());
        assertThat(fresh(analyst, query)).isZero();
        claim("four.news.example", green());
        eventually(() -> fresh(analyst, query) == 1);
    }

    @Test
    void nobodyIsToldOfWhatIsNotHers() {
        var query = watched(stranger, "value:*.closed.example");
        var own = watched(analyst, "value:*.closed.example");
        var hidden = claim("hidden.closed.example", strict());
        claim("open.closed.example", green());
        eventually(() -> fresh(stranger, query) == 1);
        settle();
        assertThat(stranger.get("/api/alerts").body()).doesNotContain("hidden.closed");
        assertThat(fresh(analyst, own)).isEqualTo(2);
        assertThat(rows(query)).isEqualTo(1);
        // What becomes hers is new to her.
        HUB.part(Store.class).claims().withdraw(theriac.hub.policy.Viewer.system("test"), hidden, source, "test");
        claim(hidden.text(), "shown.closed.example", "2026-11-04T10:00:00.000Z", green());
        eventually(() -> fresh(stranger, query) == 2);
    }

    /// Rows that the hub keeps of a question, whoever may see them.
    private static long rows(String query) {
        return HUB.part(Database.class)
                .jdbc()
                .sql("""
                        select count(*) from query_alert a join query_watch w on w.id = a.watch_id
                        join saved_query q on q.id = w.query_id where q.public_id = :id""")
                .param("id", UUID.fromString(query))
                .query(Long.class)
                .single();
    }

    @Test
    void whoLosesAccessNoLongerSeesWhatWasTold() {
        var query = watched(stranger, "value:*.lost.example");
        var object = claim("given.lost.example", green());
        eventually(() -> fresh(stranger, query) == 1);
        HUB.part(Store.class).claims().withdraw(theriac.hub.policy.Viewer.system("test"), object, source, "test");
        claim(object.text(), "given.lost.example", "2026-11-05T10:00:00.000Z", strict());
        assertThat(fresh(stranger, query)).isZero();
        assertThat(stranger.get("/api/alerts").body()).doesNotContain(object.text());
    }

    /// The reader dies while it tells, and another one goes on.
    @Test
    void nothingIsLostWhenTheReaderDiesBeforeItHasTold() {
        var query = watched(analyst, "value:*.crash.example");
        var database = HUB.part(Database.class);
        var ledger = HUB.part(Store.class).ledger();
        settle();
        database.jdbc().sql("""
                        create function dies() returns trigger language plpgsql as
                        $$ begin raise exception 'the reader dies'; end $$""").update();
        database.jdbc()
                .sql("create trigger dies before insert on query_alert for each statement execute function dies()")
                .update();
        try {
            claim("one.crash.example", green());
            long happened = ledger.head();
            sleep(1_000);
            assertThatThrownBy(() -> HUB.part(Alerts.class).advance()).hasMessageContaining("the reader dies");
            assertThat(ledger.position(AlertReader.NAME)).isLessThan(happened);
        } finally {
            database.jdbc().sql("drop function dies cascade").update();
        }
        eventually(() -> fresh(analyst, query) == 1);
    }

    @Test
    void severalReadersTellEachThingOnce() throws Exception {
        var query = watched(analyst, "value:*.many.example");
        try (var readers = java.util.concurrent.Executors.newFixedThreadPool(3)) {
            var stop = new java.util.concurrent.atomic.AtomicBoolean();
            var reading = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 3; i++) {
                reading.add(readers.submit(() -> {
                    while (!stop.get()) {
                        HUB.part(Alerts.class).advance();
                    }
                }));
            }
            for (int i = 0; i < 40; i++) {
                claim("n" + i + ".many.example", green());
            }
            eventually(() -> fresh(analyst, query) == 40);
            stop.set(true);
            for (var one : reading) {
                one.get();
            }
        }
        settle();
        assertThat(fresh(analyst, query)).isEqualTo(40);
    }

    @Test
    void questionsOfWhomCannotLogInAreNotAsked() {
        var leaves = HUB.person(hospital, "leaves", Set.of(Role.READER));
        var query = watched(leaves, "value:*.leaves.example");
        var id = HUB.part(Accounts.class).find("leaves").orElseThrow().id();
        HUB.part(Database.class)
                .jdbc()
                .sql("update account set disabled_at = now() where public_id = :id")
                .param("id", id)
                .update();
        claim("one.leaves.example", green());
        settle();
        assertThat(rows(query)).isZero();
    }

    private static StixId add(String type, String properties, Audience audience) {
        var id = type + "--" + UUID.randomUUID();
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"%s","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z",%s}""".formatted(type, id, properties)));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience, 90))));
        return StixId.of(id);
    }

    private static StixId actor(String name) {
        return add("intrusion-set", "\"name\":\"" + name + "\"", green());
    }

    private static StixId relate(StixId from, StixId to, Audience audience) {
        return add(
                "relationship",
                "\"relationship_type\":\"indicates\",\"source_ref\":\"%s\",\"target_ref\":\"%s\""
                        .formatted(from.text(), to.text()),
                audience);
    }

    private static void sight(StixId what, String when, Audience audience) {
        add("sighting", "\"sighting_of_ref\":\"%s\",\"last_seen\":\"%s\"".formatted(what.text(), when), audience);
    }

    /// A relationship that comes long after what it connects, and for whom it is.
    @Test
    void whatIsLinkedLaterIsToldToThoseWhoMaySeeTheLink() {
        var actor = actor("Quiet Heron");
        var open = claim("open.heron.example", green());
        var closed = claim("closed.heron.example", green());
        var person = HUB.part(Accounts.class).find("analyst").orElseThrow().key();
        var outside = watched(stranger, "actor:\"Quiet Heron\" type:indicator");
        var inside = watched(analyst, "actor:\"Quiet Heron\" type:indicator");
        relate(closed, actor, Audience.of(Tlp.RED, cert.key()).withPerson(person));
        relate(claim("strict.heron.example", strict()), actor, green());
        eventually(() -> fresh(analyst, inside) == 2);
        relate(open, actor, green());
        eventually(() -> fresh(stranger, outside) == 1 && fresh(analyst, inside) == 3);
        settle();
        // Neither of the link that is not hers, nor of the object; the hub keeps no row that says so.
        assertThat(rows(outside)).isEqualTo(1);
        assertThat(stranger.get("/api/alerts").body())
                .contains("open.heron.example")
                .doesNotContain(closed.text(), "strict.heron");
        // Said once more, it is nothing new.
        relate(open, actor, green());
        settle();
        assertThat(fresh(stranger, outside)).isEqualTo(1);
    }

    @Test
    void whoGetsAnotherNameMakesAllThatIsLinkedAnswer() {
        var actor = actor("Nameless");
        var linked = claim("one.nameless.example", green());
        relate(linked, actor, green());
        var query = watched(analyst, "actor:\"Loud Egret\" type:indicator");
        settle();
        assertThat(fresh(analyst, query)).isZero();
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"intrusion-set","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-02T10:00:00.000Z","name":"Loud Egret"}""".formatted(actor.text())));
        HUB.part(Store.class).claims().claim(new ClaimBatch(source, null, List.of(new Candidate(object, green(), 90))));
        eventually(() -> fresh(analyst, query) == 1);
        assertThat(analyst.get("/api/alerts").body()).contains(linked.text());
    }

    @Test
    void aSightingTellsThatSomethingWasSeenAndIsSureAgain() {
        var old = claim("old.sighted.example", green());
        var hidden = claim("hidden.sighted.example", green());
        var never = claim("never.sighted.example", green());
        var seen = watched(stranger, "seen:7d value:*.sighted.example");
        // Said on the first of November: nearly nothing of it is left when only a sighting keeps it up.
        var sure = watched(stranger, "score>=85 value:*.sighted.example");
        var before = fresh(stranger, sure);
        var now = java.time.Instant.now()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        sight(hidden, now, strict());
        sight(old, now, green());
        eventually(() -> fresh(stranger, seen) == 1 && fresh(stranger, sure) == before + 1);
        settle();
        assertThat(stranger.get("/api/alerts").body()).contains(old.text()).doesNotContain(hidden.text(), never.text());
        assertThat(rows(seen)).isEqualTo(1);
        // Seen again: it answers already.
        sight(old, now, green());
        settle();
        assertThat(fresh(stranger, seen)).isEqualTo(1);
    }

    @Test
    void aWarningListThatIsLoadedTellsWhatItMarks() {
        var query = watched(analyst, "label:listed* value:*.listed.example");
        var listed = claim("one.listed.example", green());
        claim("two.listed.example", green());
        settle();
        assertThat(fresh(analyst, query)).isZero();
        var marks = HUB.part(Store.class).marks();
        var stamp = UUID.randomUUID().toString();
        var more = true;
        while (more) {
            more = marks.renew(
                    stamp,
                    values -> values.stream().anyMatch(value -> value.text().equals("one.listed.example"))
                            ? List.of("listed:test")
                            : List.of());
        }
        eventually(() -> fresh(analyst, query) == 1);
        assertThat(analyst.get("/api/alerts").body()).contains(listed.text());
        // What is read is not kept.
        assertThat(HUB.part(Database.class)
                        .jdbc()
                        .sql("select count(*) from mark_change")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNoQuestionForAlertsIsRefused() {
        var saved = analyst.json(
                analyst.post("/api/queries", question(UUID.randomUUID().toString(), "technique:T1566")));
        assertThat(tell(stranger, saved.text("id").orElseThrow(), "none")).isEqualTo(404);
        assertThat(tell(analyst, watched(analyst, "added:1d"), "weekly")).isEqualTo(400);
    }

    @Test
    void anotherQuestionUnderTheSameNameBeginsAnew() {
        var query = watched(analyst, "value:*.before.example");
        claim("one.before.example", green());
        eventually(() -> fresh(analyst, query) == 1);
        claim("one.after.example", green());
        analyst.write(
                "PUT",
                "/api/queries/" + query,
                "{\"name\":\"After\",\"query\":\"value:*.after.example\",\"shared\":false}",
                "application/json");
        assertThat(fresh(analyst, query)).isZero();
        claim("two.after.example", green());
        claim("two.before.example", green());
        eventually(() -> fresh(analyst, query) == 1);
        settle();
        assertThat(fresh(analyst, query)).isEqualTo(1);
        analyst.write("DELETE", "/api/queries/" + query + "/alerts", "", "application/json");
        assertThat(analyst.get("/api/alerts").body()).doesNotContain(query);
    }

    /// Letters in place of the post.
    private static final class Post implements AlertPeople {

        private final java.util.List<String> letters = new java.util.ArrayList<>();
        private final theriac.hub.policy.Viewer.Party eyes;

        Post(String login) {
            eyes = HUB.part(theriac.hub.accounts.Viewers.class)
                    .person(HUB.part(Accounts.class).find(login).orElseThrow());
        }

        @Override
        public java.util.Optional<theriac.hub.policy.Viewer.Party> eyes(long account) {
            return account == eyes.account() ? java.util.Optional.of(eyes) : java.util.Optional.empty();
        }

        @Override
        public java.util.Optional<Addressee> addressee(long account) {
            return java.util.Optional.of(new Addressee("someone@mail.example", "en"));
        }

        @Override
        public String workbench() {
            return "https://hub.example";
        }

        @Override
        public void post(String to, String subject, String text) {
            letters.add(subject + "\n" + text);
        }

        /// All that is due at a moment.
        List<String> due(java.time.Instant moment) {
            letters.clear();
            var alerts = new Alerts(
                    HUB.part(Database.class),
                    HUB.part(Store.class),
                    HUB.part(theriac.hub.policy.EgressGate.class),
                    (viewer, whom) -> theriac.hub.query.Footprint.NOTHING,
                    this,
                    java.time.ZoneOffset.UTC,
                    java.time.Clock.fixed(moment, java.time.ZoneOffset.UTC));
            while (alerts.mail() > 0) {
                assertThat(letters).hasSizeLessThan(10);
            }
            return List.copyOf(letters);
        }
    }

    @Test
    void aMailTellsOfMuchAtOnceAndNamesNothingThatIsConfidential() {
        HUB.person(cert, "reads-mail", Set.of(Role.ANALYST));
        var reader = HUB.logIn("reads-mail");
        var query = watched(reader, "value:*.mailed.example", "at-once");
        var other = watched(reader, "value:*.posted.example", "at-once");
        var post = new Post("reads-mail");
        claim("one.mailed.example", green());
        claim("two.mailed.example", green());
        eventually(() -> fresh(reader, query) == 2);
        var now = java.time.Instant.now();
        assertThat(post.due(now.plusSeconds(60)))
                .singleElement()
                .asString()
                .contains("2 new", "one[.]mailed[.]example");
        assertThat(post.due(now.plusSeconds(120))).isEmpty();

        claim("three.mailed.example", strict());
        claim("one.posted.example", green());
        eventually(() -> fresh(reader, query) == 3 && fresh(reader, other) == 1);
        // Not before the quarter of an hour is over, and then both in one.
        assertThat(post.due(now.plusSeconds(300))).isEmpty();
        assertThat(post.due(now.plusSeconds(1_000)))
                .singleElement()
                .asString()
                .contains("2 new", "Log in")
                .doesNotContain("mailed", "posted");
    }

    @Test
    void aDigestComesInTheMorningAndNotOfWhatWasSeen() {
        HUB.person(cert, "reads-digest", Set.of(Role.ANALYST));
        var reader = HUB.logIn("reads-digest");
        var query = watched(reader, "value:*.digest.example", "daily");
        var post = new Post("reads-digest");
        claim("one.digest.example", green());
        eventually(() -> fresh(reader, query) == 1);
        var now = java.time.Instant.now();
        assertThat(post.due(now.plusSeconds(1))).isEmpty();
        assertThat(post.due(now.plusSeconds(90_000))).singleElement().asString().contains("one[.]digest[.]example");
        claim("two.digest.example", green());
        eventually(() -> fresh(reader, query) == 2);
        var upTo = alerts(reader, query).text("upTo").orElseThrow();
        reader.post(
                "/api/queries/" + query + "/alerts/looked",
                JsonObject.builder().put("upTo", upTo).build());
        assertThat(post.due(now.plusSeconds(300_000))).isEmpty();
    }
}
