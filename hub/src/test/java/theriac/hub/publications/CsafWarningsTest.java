package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import theriac.hub.accounts.Organization;
import theriac.hub.formats.CsafAdvisory;
import theriac.hub.publications.Notice.TakenBack;
import theriac.hub.vault.SigningKey;
import theriac.stix.StixId;
import theriac.stix.Tlp;
import theriac.stix.json.Json;
import theriac.stix.value.Values;
import theriac.testkit.Golden;

/// What leaves as a file, as files that people have read. The workbench's tests give the documents among
/// them to a public validator of CSAF 2.0.
class CsafWarningsTest {

    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final String URL = "https://hub.example";
    private static final Instant PUBLISHED = Instant.parse("2026-03-01T08:30:00.123456Z");
    private static final Instant LATER = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant LAST = Instant.parse("2026-03-03T10:00:00.5Z");
    private static final UUID ID = UUID.fromString("5a1f0c0e-6f6b-4a53-9a51-0c1d2e3f4a5b");
    private static final SigningKey.PublicKey KEY = new SigningKey.PublicKey(
            "0123456789ABCDEF0123456789ABCDEF01234567", "", Instant.parse("2026-01-01T00:00:00Z"));
    private static final Wording DUTCH = new Wording(
            "Valse sms namens het <gezondheidsinstituut>",
            "Een sms die zich voordoet als NL-Alert vraagt om € 1,45.\n\nEen echte NL-Alert is nooit een sms.",
            "Klik niet op de link en verwijder het bericht.\nMeld het & bewaar een schermafdruk.");
    private static final Wording ENGLISH = new Wording(
            "False text message in the name of the <health institute>",
            "A text message that looks like an NL-Alert asks for € 1.45.\n\nA real NL-Alert is never a text message.",
            "Do not follow the link and delete the message.\nReport it & keep a picture.");

    private static Organization cert(String language) {
        var key = UUID.fromString("11111111-2222-4333-8444-555555555555");
        return new Organization(
                1,
                key,
                "Sector-CERT",
                "cert",
                Optional.empty(),
                StixId.of("identity", key),
                language,
                Optional.empty(),
                Optional.empty());
    }

    private static Notice notice(Tlp tlp, Optional<TakenBack> takenBack, Notice.Value... values) {
        return new Notice(
                "SECTOR-CERT-2026-0001",
                ID,
                tlp,
                DUTCH,
                ENGLISH,
                PUBLISHED,
                Severity.UNSAID,
                List.of(),
                takenBack,
                List.of(values));
    }

    private static Notice.Value value(String text, TakenBack... takenBack) {
        return new Notice.Value(
                Values.recognize(text).orElseThrow(),
                List.of(takenBack).stream().findFirst());
    }

    private static final Notice CLEAR =
            notice(Tlp.CLEAR, Optional.empty(), value("alert-pay.example"), value("https://alert-pay.example/a?b=1"));
    private static final Notice ONE_WRONG = notice(
            Tlp.CLEAR,
            Optional.empty(),
            value("alert-pay.example"),
            value("192.0.2.7", new TakenBack(LAST, "A server of many.")),
            value("192.0.2.8", new TakenBack(LATER, "")));
    private static final Notice WITHDRAWN = notice(
            Tlp.CLEAR,
            Optional.of(new TakenBack(LAST, "It was a real message.")),
            value("192.0.2.8", new TakenBack(LATER, "A server of many.")),
            value("alert-pay.example", new TakenBack(LAST, "It was a real message.")));

    private static final Notice UPDATED = new Notice(
            "SECTOR-CERT-2026-0001",
            ID,
            Tlp.CLEAR,
            DUTCH,
            ENGLISH,
            PUBLISHED,
            new Severity("medium", "high"),
            List.of(
                    new Notice.Update(
                            1, LATER, new Edition.Changed("Er is een <oplossing>.", "There is a <solution>.")),
                    new Notice.Update(2, LAST, new Edition.Changed("Kans was laag.", "Chance was low."))),
            Optional.empty(),
            List.of(
                    value("alert-pay.example", new TakenBack(LATER, "Er is een <oplossing>.")),
                    value("alert-pay.example"),
                    value("192.0.2.8", new TakenBack(LAST, "Kans was laag."))));

    private static void document(String name, String language, Notice notice) {
        var url = CsafFiles.document(URL, CsafAdvisory.label(notice.tlp()), notice.reference(), notice.published());
        var advisory = new CsafWarnings(cert(language), URL).advisory(notice, url);
        Golden.checkJson("csaf/documents/" + name + ".json", Json.write(advisory.json()));
    }

    @Test
    void documents() {
        document("clear", "nl", CLEAR);
        document("one-value-withdrawn", "en", ONE_WRONG);
        document("withdrawn", "nl", WITHDRAWN);
        document("withdrawn-without-reason", "en", notice(Tlp.CLEAR, Optional.of(new TakenBack(LAST, ""))));
        document("updated", "nl", UPDATED);
        document("updated-and-withdrawn", "en", withdrawn(UPDATED));
        document("amber", "en", notice(Tlp.AMBER, Optional.empty()));
        document("amber-strict", "nl", notice(Tlp.AMBER_STRICT, Optional.empty()));
    }

    @Test
    void whatIsBesideTheDocuments() {
        var files = new CsafFiles(new CsafWarnings(cert("nl"), URL).publisher(), URL, "nl");
        Golden.checkJson("csaf/provider-metadata.json", Json.write(files.metadata(List.of(KEY), LAST)));
        Golden.checkJson("csaf/service.json", Json.write(files.serviceDocument()));
        Golden.checkJson("csaf/feed.json", Json.write(files.feed("WHITE", headlines(), KEY.since())));
        Golden.checkJson("csaf/feed-empty.json", Json.write(files.feed("AMBER", List.of(), KEY.since())));
    }

    private static Notice withdrawn(Notice n) {
        return new Notice(
                n.reference(),
                n.id(),
                n.tlp(),
                n.dutch(),
                n.english(),
                n.published(),
                n.severity(),
                n.updates(),
                Optional.of(new TakenBack(LAST, "It was a real message.")),
                n.values());
    }

    private static List<Headline> headlines() {
        return List.of(
                new Headline(
                        "SECTOR-CERT-2026-0002",
                        UUID.nameUUIDFromBytes(new byte[] {2}),
                        1,
                        DUTCH,
                        ENGLISH,
                        LATER,
                        LAST,
                        true,
                        Optional.empty()),
                new Headline(
                        "SECTOR-CERT-2026-0001", ID, 1, DUTCH, ENGLISH, PUBLISHED, PUBLISHED, false, Optional.empty()));
    }

    @Test
    void pagesAndFeedsForEverybody() {
        for (var language : List.of("nl", "en")) {
            var pages = new OpenPages("Sector-CERT", language, ZONE);
            var feeds = new OpenFeeds("Sector-CERT", URL, language);
            Golden.check("warnings/list." + language + ".html", pages.list(headlines()));
            Golden.check("warnings/none." + language + ".html", pages.list(List.of()));
            Golden.check("warnings/clear." + language + ".html", pages.warning(CLEAR));
            Golden.check("warnings/one-value-withdrawn." + language + ".html", pages.warning(ONE_WRONG));
            Golden.check("warnings/updated." + language + ".html", pages.warning(UPDATED));
            Golden.check("warnings/withdrawn." + language + ".html", pages.warning(WITHDRAWN));
            Golden.check("warnings/feed." + language + ".atom", feeds.atom(headlines(), KEY.since()));
            Golden.check("warnings/feed." + language + ".rss", feeds.rss(headlines(), KEY.since()));
        }
    }

    @Test
    void whatWasTakenBackIsNotSaidAgain() {
        var said = Json.write(new CsafWarnings(cert("nl"), URL)
                        .advisory(WITHDRAWN, URL)
                        .json())
                + new OpenPages("Sector-CERT", "nl", ZONE).warning(WITHDRAWN);
        assertThat(said)
                .doesNotContain("Klik niet", "alert-pay", "1,45")
                .contains("ingetrokken", "It was a real message.");
    }

    @Test
    void aMarkThatPeopleWroteIsNeverMarkup() {
        var evil = new Wording("<script>alert(1)</script>", "a\" onload=x <b>b</b> {{cert}}", "'&# page\n# page");
        var notice = new Notice(
                "SECTOR-CERT-2026-0001",
                ID,
                Tlp.CLEAR,
                evil,
                evil,
                PUBLISHED,
                Severity.UNSAID,
                List.of(),
                Optional.empty(),
                List.of());
        var page = new OpenPages("<i>Cert</i>", "nl", ZONE).warning(notice);
        assertThat(page)
                .doesNotContain("<script", "<b>", "<i>", "\" onload")
                .contains("{{cert}}", "<p>&#39;&amp;# page<br>");
    }

    @Test
    void aNameThatIsNoneIsStillAReference() {
        assertThat(Reference.prefix("Zorg-CÉRT, Nederland")).isEqualTo("ZORG-CERT-NEDERLAND");
        assertThat(Reference.prefix("健康")).isEqualTo("WARNING");
        assertThat(Reference.prefix("-".repeat(50) + "x".repeat(60))).isEqualTo("X".repeat(39));
        assertThat(CsafFiles.reference(CsafAdvisory.fileName("SECTOR-CERT-2026-0001")))
                .isEqualTo("SECTOR-CERT-2026-0001");
    }
}
