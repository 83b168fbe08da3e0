package theriac.hub.publications;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;
import theriac.hub.accounts.Organization;
import theriac.hub.audit.AuditQuestion;
import theriac.hub.audit.AuditTrail;
import theriac.hub.policy.Scope;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The hub as a trusted provider of CSAF, and its pages and feeds for everybody, over HTTP.
class OpenWarningsTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--public-url=https://hub.example");

    private static Organization hospital;
    private static RunningHub.Browser anna;
    private static RunningHub.Browser bram;
    private static String hospitals;
    private static String strangers;
    private static Sent clear;
    private static Sent green;
    private static Sent amber;
    private static Sent draft;

    /// @param file its name in CSAF, without the folder of the label
    private record Sent(String path, String reference, String file, JsonObject view) {}

    @BeforeAll
    static void threeWarningsAndADraft() {
        var cert = HUB.organization("Sector-CERT", "cert");
        hospital = HUB.organization("North", "hospital");
        anna = HUB.person(cert, "anna");
        bram = HUB.person(cert, "bram");
        hospitals = HUB.token(hospital, Scope.TAXII);
        strangers = HUB.token(HUB.organization("Partner", "partner"), Scope.TAXII);
        clear = publish("clear", "Everybody may know", "alert-pay.example", "192.0.2.7");
        green = publish("green", "The sector may know", "sector.example");
        amber = publish("amber", "Members may know", "members.example");
        draft = draft("clear", "Not yet written", "draft.example");
    }

    private static Sent draft(String tlp, String title, String... values) {
        var words = "{\"title\":\"%s\",\"summary\":\"What it is\",\"advice\":\"What to do\"}".formatted(title);
        var wishes = List.of(values).stream()
                .map(value -> "{\"value\":\"" + value + "\"}")
                .toList();
        var view = anna.json(anna.write(
                "POST",
                "/api/publications",
                "{\"tlp\":\"%s\",\"nl\":%s,\"en\":%s,\"indicators\":%s}".formatted(tlp, words, words, wishes),
                "application/json"));
        return new Sent("/api/publications/" + view.text("id").orElseThrow(), "", "", view);
    }

    private static Sent publish(String tlp, String title, String... values) {
        var path = draft(tlp, title, values).path();
        anna.json(anna.post(path + "/review", JsonObject.empty()));
        bram.json(bram.post(path + "/approval", JsonObject.empty()));
        var view = bram.json(bram.post(path + "/publication", JsonObject.empty()));
        var reference = view.text("reference").orElseThrow();
        return new Sent(
                path,
                reference,
                reference.substring(reference.length() - 9, reference.length() - 5) + "/"
                        + reference.toLowerCase(Locale.ROOT) + ".json",
                view);
    }

    private static HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(HUB.uri(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HUB.send(request.build());
    }

    private static String found(String path, String... headers) {
        var answer = get(path, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text);
    }

    @Test
    void eachGetsTheNextNumberAndADraftNone() {
        assertThat(clear.reference()).matches("SECTOR-CERT-20[0-9]{2}-0001");
        assertThat(green.reference()).endsWith("-0002");
        assertThat(amber.reference()).endsWith("-0003");
        assertThat(draft.view().text("reference")).isEmpty();
        assertThat(anna.json("/api/objects/" + clear.view().text("stixReport").orElseThrow())
                        .toString())
                .as("machines read the reference too")
                .contains(clear.reference());
    }

    @Test
    void pagesAndFeedsShowEverybodyWhatIsForEverybodyAndNoMore() {
        for (var path : List.of(
                "/warnings",
                "/warnings?lang=en",
                "/warnings/feed.atom",
                "/warnings/feed.rss",
                "/.well-known/csaf/white/feed.json")) {
            assertThat(found(path))
                    .as(path)
                    .contains("Everybody may know", clear.reference())
                    .doesNotContain("The sector", "Members may", "Not yet");
            assertThat(anna.get(path).body())
                    .as("logged in, %s", path)
                    .doesNotContain("The sector", "Members may", "Not yet");
        }
        var page = found("/warnings/" + clear.reference() + "?lang=en");
        assertThat(page).contains("What to do", "alert-pay[.]example").doesNotContain("alert-pay.example");
        for (var hidden : List.of(green.reference(), amber.reference(), "SECTOR-CERT-2026-9999", "..%2f..", "%00")) {
            var answer = get("/warnings/" + hidden);
            assertThat(answer.statusCode()).as(hidden).isIn(400, 404);
            assertThat(answer.body()).doesNotContain("may know");
        }
        assertThat(get("/warnings/" + green.reference()).body())
                .as("hidden and absent look the same")
                .isEqualTo(get("/warnings/SECTOR-CERT-2026-9999").body());
    }

    @Test
    void theLanguageIsTheOneAskedForThenTheBrowsersThenDutch() {
        assertThat(found("/warnings")).contains("lang=\"nl\"", "Waarschuwingen");
        assertThat(found("/warnings", "Accept-Language", "de, en;q=0.8, nl;q=0.5"))
                .contains("<html lang=\"en\"");
        assertThat(found("/warnings?lang=nl", "Accept-Language", "en")).contains("<html lang=\"nl\"");
        assertThat(found("/warnings?lang=xx", "Accept-Language", ";;;q=9")).contains("<html lang=\"nl\"");
    }

    @Test
    void feedsAreWellFormedAndAnUnchangedOneIsNotSentAgain()
            throws ParserConfigurationException, SAXException, IOException {
        for (var path : List.of("/warnings/feed.atom", "/warnings/feed.rss")) {
            var answer = get(path);
            var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            assertThat(parser.parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                    .isNotNull();
            var tag = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        }
        assertThat(get("/warnings").headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void documentsAreUnderTheirLabelAndYearAndNowhereElse() {
        found("/.well-known/csaf/white/" + clear.file());
        for (var path : List.of(
                "/.well-known/csaf/white/" + green.file(),
                "/.well-known/csaf/white/1999/" + clear.file().substring(5),
                "/.well-known/csaf/white/" + clear.file() + ".md5",
                "/.well-known/csaf/white/" + clear.file().replace("sector", "Sector"),
                "/.well-known/csaf/openpgp/0000.asc",
                "/.well-known/csaf/nothing")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/csaf/green/" + green.file()).statusCode()).as("nobody").isEqualTo(401);
        assertThat(HUB.ask(hospitals, "/csaf/green/" + green.file()).statusCode())
                .isEqualTo(200);
        assertThat(HUB.ask(hospitals, "/csaf/amber/" + green.file()).statusCode())
                .isEqualTo(404);
        assertThat(HUB.ask(hospitals, "/csaf/white/" + clear.file()).statusCode())
                .isEqualTo(404);
        var lists = HUB.token(hospital, Scope.LISTS);
        assertThat(HUB.ask(lists, "/csaf/green/" + green.file()).statusCode())
                .as("a key for lists")
                .isEqualTo(403);
    }

    @Test
    void aMembersKeyReadsWhatItsOrganisationMayReadAndThatIsWrittenDown() {
        long before = seen();
        var feed = json(HUB.ask(hospitals, "/csaf/amber/feed.json").body())
                .object("feed")
                .orElseThrow();
        assertThat(feed.array("entry").orElseThrow().toString()).contains(amber.reference());
        var document = json(HUB.ask(hospitals, "/csaf/amber/" + amber.file()).body())
                .object("document")
                .orElseThrow();
        assertThat(document.object("distribution").orElseThrow().toString()).contains("AMBER");
        var end = Instant.now().plusSeconds(10);
        while (seen() < before + 2 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(seen()).as("rows in the audit trail").isEqualTo(before + 2);

        assertThat(HUB.ask(strangers, "/csaf/amber/feed.json").body()).doesNotContain(amber.reference());
        assertThat(HUB.ask(strangers, "/csaf/amber/" + amber.file()).statusCode())
                .isEqualTo(404);
    }

    private static long seen() {
        return HUB.part(AuditTrail.class)
                .page(
                        new AuditQuestion("", "csaf.seen", "", Optional.empty(), Optional.empty()),
                        OptionalLong.of(hospital.key()),
                        OptionalLong.empty(),
                        1_000)
                .entries()
                .size();
    }

    @Test
    void digestAndSignatureAreThoseOfTheDocument(@TempDir Path home)
            throws IOException, NoSuchAlgorithmException, InterruptedException {
        var address = "/.well-known/csaf/white/" + clear.file();
        var document = found(address).getBytes(StandardCharsets.UTF_8);
        var digest = MessageDigest.getInstance("SHA-512").digest(document);
        assertThat(found(address + ".sha512"))
                .isEqualTo(
                        HexFormat.of().formatHex(digest) + "  " + clear.file().substring(5) + "\n");
        assertThat(found(address + ".asc")).as("the same each time").isEqualTo(found(address + ".asc"));

        var key = json(found("/.well-known/csaf/provider-metadata.json"))
                .array("public_openpgp_keys")
                .orElseThrow()
                .objects()
                .getFirst();
        var url = URI.create(key.text("url").orElseThrow());
        assertThat(url.getHost()).isEqualTo("hub.example");
        Assumptions.assumeThat(Path.of("/usr/bin/gpg")).exists();
        Files.writeString(home.resolve("key.asc"), found(url.getPath()));
        Files.write(home.resolve("document.json"), document);
        Files.writeString(home.resolve("document.json.asc"), found(address + ".asc"));
        assertThat(gpg(home, "--import", "key.asc"))
                .contains(key.text("fingerprint").orElseThrow().substring(24));
        assertThat(gpg(home, "--verify", "document.json.asc", "document.json")).contains("GOODSIG", "VALIDSIG");

        document[40] ^= 1;
        Files.write(home.resolve("document.json"), document);
        assertThat(gpg(home, "--verify", "document.json.asc", "document.json")).contains("BADSIG");
    }

    private static String gpg(Path home, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("gpg", "--homedir", home.toString(), "--batch", "--no-autostart", "--status-fd", "1"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatWasTakenBackSaysSoEverywhere() {
        var wrong = publish("clear", "Wrong from the start", "wrong.example", "right.example");
        var indicators = wrong.view().array("indicators").orElseThrow().objects();
        var reason = JsonObject.builder().put("reason", "A shop's own page.").build();
        var one = indicators.getFirst().text("id").orElseThrow();
        anna.json(anna.post(wrong.path() + "/indicators/" + one + "/withdrawal", reason));
        var tracking = tracking(wrong);
        assertThat(tracking.text("version")).contains("2");
        assertThat(tracking.toString()).contains("wrong[.]example", "A shop's own page.");

        bram.json(bram.post(wrong.path() + "/withdrawal", reason));
        assertThat(tracking(wrong).text("version")).contains("3");
        assertThat(tracking(wrong).text("current_release_date")).isEqualTo(updated(wrong));
        assertThat(found("/.well-known/csaf/white/" + wrong.file())).doesNotContain("What to do", "right[.]example");
        assertThat(found("/warnings/" + wrong.reference() + "?lang=en"))
                .contains("withdrawn", "A shop&#39;s own page.")
                .doesNotContain("What it is");
        assertThat(found("/warnings/feed.atom?lang=en")).contains("This warning was withdrawn");
    }

    private static JsonObject tracking(Sent sent) {
        return json(found("/.well-known/csaf/white/" + sent.file()))
                .object("document")
                .flatMap(document -> document.object("tracking"))
                .orElseThrow();
    }

    private static Optional<String> updated(Sent sent) {
        return json(found("/.well-known/csaf/white/feed.json"))
                .object("feed")
                .flatMap(feed -> feed.array("entry"))
                .orElseThrow()
                .objects()
                .stream()
                .filter(entry -> entry.text("id").equals(Optional.of(sent.reference())))
                .findFirst()
                .flatMap(entry -> entry.text("updated"));
    }
}
