package theriac.hub.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static theriac.hub.testing.Eventually.eventually;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Accounts;
import theriac.hub.accounts.Organization;
import theriac.hub.db.Database;
import theriac.hub.mail.MailSink;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Role;
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

/// Mails about saved questions as they come out of a mail server: one each morning for who chose that, in the reader's
/// language, and nothing of what is confidential.
@Timeout(120)
class AlertMailTest {

    @RegisterExtension
    static final RunningHub HUB = RunningHub.withMail("--public-url=https://hub.example");

    private static Organization cert;

    @BeforeAll
    static void people() {
        cert = HUB.organization("Cert", "cert");
    }

    private static RunningHub.Browser reader(String login, String language) {
        var browser = HUB.person(cert, login, Set.of(Role.ANALYST));
        HUB.part(Database.class)
                .jdbc()
                .sql("update account set mail = :mail, language = :language where login = :login")
                .param("mail", login + "@reader.example")
                .param("language", language)
                .param("login", login)
                .update();
        return browser;
    }

    private static String watched(RunningHub.Browser who, String name, String query, String mail) {
        var id = who.json(who.post(
                        "/api/queries",
                        JsonObject.builder()
                                .put("name", name)
                                .put("query", query)
                                .put("shared", false)
                                .build()))
                .text("id")
                .orElseThrow();
        var told =
                who.write("PUT", "/api/queries/" + id + "/alerts", "{\"mail\":\"" + mail + "\"}", "application/json");
        assertThat(told.statusCode()).isEqualTo(200);
        return id;
    }

    private static long source(String name, Audience audience) {
        return HUB.part(Store.class)
                .sources()
                .register(new NewSource(cert.key(), name, "stix", audience))
                .key();
    }

    private static void claim(long source, String domain, Audience audience) {
        var object = StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"indicator--%s","created":"2026-11-01T10:00:00.000Z",
                 "name":"%s","modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = '%s']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z"}""".formatted(UUID.randomUUID(), domain, domain)));
        HUB.part(Store.class)
                .claims()
                .claim(new ClaimBatch(source, null, List.of(new Candidate(object, audience, 90))));
    }

    private static List<MailSink.Received> mails(String login) {
        return HUB.mails(login + "@reader.example");
    }

    private static long fresh(RunningHub.Browser who, String query) {
        return who.json("/api/alerts").array("queries").orElseThrow().objects().stream()
                .filter(one -> one.text("queryId").orElseThrow().equals(query))
                .findFirst()
                .orElseThrow()
                .integer("fresh")
                .orElseThrow();
    }

    /// Of these questions.
    private static List<Instant> due(String... queries) {
        return HUB.part(Database.class)
                .jdbc()
                .sql("""
                        select w.mail_due from query_watch w join saved_query q on q.id = w.query_id
                        where q.public_id::text = any(:ids) and w.mail_due is not null""")
                .param("ids", queries)
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    private static void itIsMorning() {
        sql("update query_watch set mail_due = now() where mail_due is not null and mail = 'daily'");
    }

    private static void sql(String statement) {
        HUB.part(Database.class).jdbc().sql(statement).update();
    }

    private static long key(String login) {
        return HUB.part(Accounts.class).find(login).orElseThrow().key();
    }

    /// Between the evening, when something was found for them, and the morning, when the mail goes: one may not see it
    /// any more, one may not log in any more, and for one the question is no longer shared.
    @Test
    void whoMayNotSeeItInTheMorningGetsNoMail() {
        var red = reader("red", "nl");
        var gone = reader("gone", "nl");
        var guest = reader("guest", "nl");
        var told = reader("told", "nl");
        var open = Audience.of(Tlp.GREEN, cert.key());
        var forRed = Audience.of(Tlp.RED, cert.key()).withPerson(key("red"));
        long secret = source("For one", forRed);
        var reds = watched(red, "Red", "value:*.evening.example", "daily");
        var gones = watched(gone, "Gone", "value:*.evening.example", "daily");
        var shared = watched(told, "Shared", "value:*.evening.example", "daily");
        sql("update saved_query set shared = true where public_id = '%s'".formatted(shared));
        guest.write("PUT", "/api/queries/" + shared + "/alerts", "{\"mail\":\"daily\"}", "application/json");
        claim(secret, "one.evening.example", forRed);
        eventually(() -> fresh(red, reds) == 1);
        claim(source("Evening", open), "two.evening.example", open);
        eventually(() -> fresh(gone, gones) == 1 && fresh(guest, shared) == 1 && fresh(told, shared) == 1);
        var claims = HUB.part(Store.class).claims();
        claims.name(Viewer.system("test"), secret, new TreeSet<>(Set.of(key("told"))), "another's");
        sql("update account set disabled_at = now() where login = 'gone'");
        sql("update saved_query set shared = false where public_id = '%s'".formatted(shared));

        itIsMorning();
        eventually(() -> due(reds, gones, shared).isEmpty());
        eventually(() -> !mails("told").isEmpty());
        assertThat(mails("gone")).as("her account is closed").isEmpty();
        assertThat(mails("guest")).as("the question is another's").isEmpty();
        assertThat(mails("red"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .as("what is for another now is not counted, and so nothing is confidential")
                        .contains("Red (1)", "two[.]evening[.]example")
                        .doesNotContain("one"));
    }

    /// The hub stops between the letter and the note that it was written.
    @Test
    void aMailThatWasCutOffIsWrittenOnce() {
        var cut = reader("cut", "nl");
        var green = Audience.of(Tlp.GREEN, cert.key());
        var query = watched(cut, "Cut", "value:*.cut.example", "daily");
        claim(source("Cut", green), "one.cut.example", green);
        eventually(() -> fresh(cut, query) == 1);
        sql("""
                create function cut_off() returns trigger language plpgsql as
                'begin raise exception ''cut off''; end'""");
        sql("""
                create trigger cut_off before update on query_watch for each row
                when (new.mailed_at is distinct from old.mailed_at) execute function cut_off()""");
        try {
            itIsMorning();
            for (int n = 0; n < 3; n++) {
                assertThatThrownBy(() -> HUB.part(Alerts.class).mail()).hasMessageContaining("cut off");
            }
        } finally {
            sql("drop trigger cut_off on query_watch");
        }
        eventually(() -> due(query).isEmpty() && !mails("cut").isEmpty());
        assertThat(HUB.part(Database.class)
                        .jdbc()
                        .sql("select count(*) from letter where recipient = 'cut@reader.example'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDigestComesByMailInTheReadersLanguageAndNamesNothingConfidential() {
        long source = source("Feed", Audience.of(Tlp.GREEN, cert.key()));
        var daan = reader("daan", "nl");
        var emma = reader("emma", "en");
        var first = watched(daan, "Pakketjes", "value:*.parcel.example", "daily");
        var second = watched(daan, "Banken", "value:*.bank.example", "daily");
        var atOnce = watched(emma, "Parcels", "value:*.parcel.example", "at-once");
        var green = Audience.of(Tlp.GREEN, cert.key());
        claim(source, "one.parcel.example", green);
        claim(source, "two.bank.example", green);
        eventually(() -> fresh(daan, first) == 1 && fresh(daan, second) == 1 && fresh(emma, atOnce) == 1);
        eventually(() -> mails("emma").size() == 1);
        assertThat(mails("emma").getFirst().subject()).isEqualTo("Theriac: 1 new for your saved questions");
        assertThat(mails("emma").getFirst().text()).contains("Parcels (1)", "one[.]parcel[.]example");
        // Not before seven in the morning.
        assertThat(mails("daan")).isEmpty();
        assertThat(due(first, second)).hasSize(2).allSatisfy(at -> {
            assertThat(at).isAfter(Instant.now());
            assertThat(at.atZone(ZoneId.systemDefault()).toLocalTime()).isEqualTo(LocalTime.of(7, 0));
        });

        itIsMorning();
        eventually(() -> !mails("daan").isEmpty());
        assertThat(mails("daan")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Theriac: 2 nieuw bij uw bewaarde vragen");
            assertThat(mail.text())
                    .contains(
                            "Pakketjes (1)",
                            "Banken (1)",
                            "one[.]parcel[.]example",
                            "two[.]bank[.]example",
                            "Alles bij elkaar, en hoe u wordt ingelicht: https://hub.example");
        });

        claim(source, "three.parcel.example", Audience.of(Tlp.AMBER, cert.key()));
        claim(source, "four.bank.example", green);
        eventually(() -> due(first, second).size() == 2);
        itIsMorning();
        eventually(() -> mails("daan").size() == 2);
        var confidential = mails("daan").getLast();
        assertThat(confidential.subject()).isEqualTo("Theriac: 2 nieuw bij uw bewaarde vragen");
        assertThat(confidential.text())
                .contains("vertrouwelijke informatie", "Log in om ze te zien: https://hub.example");
        assertThat(new String(confidential.raw(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("parcel", "bank", "Pakketjes", "Banken");
        // Told is told: the next morning brings nothing.
        itIsMorning();
        assertThat(HUB.part(Alerts.class).mail()).isZero();
        assertThat(mails("daan")).hasSize(2);
    }
}
