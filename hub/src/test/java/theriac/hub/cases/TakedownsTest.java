package theriac.hub.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static theriac.hub.testing.Eventually.eventually;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.core.Sha256;
import theriac.hub.db.Database;
import theriac.hub.mail.Letters;
import theriac.hub.mail.MailSink;
import theriac.hub.mail.Mailer;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Takedowns: what a letter to strangers may carry, that it is sent once, and what the evidence proves.
class TakedownsTest {

    @RegisterExtension
    static final RunningHub HUB = RunningHub.withMail();

    private static final String WORDS = "North Hospital: your parcel waits at https://parcel-north.example/pay";

    private static RunningHub.Browser ann;
    private static RunningHub.Browser nora;

    @BeforeAll
    static void people() throws IOException {
        var cert = HUB.organization("Sector-CERT", "cert");
        var north = HUB.organization("North Hospital", "hospital");
        ann = HUB.person(cert, "ann", Set.of(Role.ANALYST));
        nora = HUB.person(north, "nora", Set.of(Role.READER, Role.REPORTER, Role.ANALYST));
        Files.writeString(Path.of("target", "hub-TakedownsTest").resolve("abuse-contacts.csv"), """
                registry,example,registry@nic.example
                registrar,parcel-north.example,abuse@registrar.example
                host,other.example,abuse@other.example
                host,*,not an address
                """);
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.read(text);
    }

    private static String path(JsonObject opened) {
        return "/api/cases/" + opened.text("id").orElseThrow();
    }

    private static String typed(String value) {
        return path(ann.json(
                ann.post("/api/cases/takedowns", json("{\"value\":\"%s\",\"brand\":\"Parcel\"}".formatted(value)))));
    }

    private static String reported() {
        var report = nora.json(nora.post(
                        "/api/reports",
                        JsonObject.builder()
                                .put("text", WORDS)
                                .put("channel", "sms")
                                .build()))
                .text("id")
                .orElseThrow();
        return path(ann.json(ann.post("/api/cases/takedowns", json("{\"report\":\"%s\"}".formatted(report)))));
    }

    private static HttpResponse<String> letter(String path, String to, String more) {
        return ann.post(
                path + "/letters",
                json("{\"role\":\"registrar\",\"to\":\"%s\",\"language\":\"en\"%s}".formatted(to, more)));
    }

    private static MailSink.Received mail(String to) {
        eventually(() -> !HUB.mails(to).isEmpty());
        return HUB.mails(to).getFirst();
    }

    @Test
    void aLetterGoesOutOnceWithWordsForPeopleAndXarfForPrograms() throws InterruptedException {
        var path = typed("hxxps://parcel-north[.]example/pay");
        var view = ann.json(path + "/takedown");
        assertThat(view.text("value")).contains("https://parcel-north.example/pay");
        assertThat(view.array("contacts").orElseThrow().objects())
                .as("the nearest domain first, and what is no address not at all")
                .extracting(contact -> contact.text("mail").orElseThrow())
                .containsExactly("abuse@registrar.example", "registry@nic.example");
        assertThat(letter(path, "abuse@registrar.example", "").statusCode()).isEqualTo(200);
        var got = mail("abuse@registrar.example");
        assertThat(got.text()).contains("parcel-north[.]example").doesNotContain("https://parcel-north.example");
        var raw = new String(got.raw(), StandardCharsets.UTF_8);
        assertThat(raw).contains("xarf.json", "multipart/signed", "multipart/mixed");
        var found = ann.json(path);
        assertThat(found.text("state")).contains("requested");
        assertThat(found.array("reminders").orElseThrow().objects())
                .extracting(each -> each.text("code").orElseThrow())
                .containsExactly("follow-up", "registry");
        assertThat(Json.write(ann.json(path + "/takedown"))).contains("\"sent\"");
        assertThat(HUB.mails("abuse@registrar.example")).hasSize(1);
    }

    @Test
    void whatCameInAReportGoesToStrangersOnlyWhenSomebodySaysWhy() throws InterruptedException {
        var path = reported();
        var refused = letter(path, "one@refused.example", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("takedown.objections");
        var preview = ann.json(ann.post(
                path + "/letters/preview",
                json("{\"role\":\"host\",\"to\":\"one@refused.example\",\"language\":\"nl\",\"message\":true}")));
        assertThat(preview.array("objections").orElseThrow().objects())
                .extracting(each -> each.text("code").orElseThrow() + " "
                        + each.text("subject").orElseThrow())
                .containsExactly("marking TLP:AMBER+STRICT", "message ", "name North Hospital");
        assertThat(letter(path, "one@refused.example", ",\"despite\":\"short\"").statusCode())
                .isEqualTo(409);
        assertThat(letter(path, "two@let.example", ",\"despite\":\"The member agreed by telephone.\"")
                        .statusCode())
                .isEqualTo(200);
        var got = mail("two@let.example");
        assertThat(new String(got.raw(), StandardCharsets.UTF_8))
                .as("the message of the member was not asked to go along")
                .doesNotContain("North Hospital");
        assertThat(Json.write(ann.json(path).array("entries").orElseThrow())).contains("The member agreed");
        assertThat(HUB.mails("one@refused.example")).isEmpty();
    }

    @Test
    void aNameInARemarkIsSeen() {
        var path = typed("https://elsewhere-bad.example/x");
        assertThat(letter(path, "a@b.example", ",\"remark\":\"It was aimed at north hospital.\"")
                        .body())
                .contains("takedown.objections");
        var imitated = path(ann.json(ann.post(
                "/api/cases/takedowns",
                json("{\"value\":\"https://imitates.example/x\",\"brand\":\"North Hospital\"}"))));
        assertThat(letter(imitated, "a@b.example", "").body())
                .as("whom it imitates may be who reported it")
                .contains("takedown.objections");
        assertThat(letter(path, "no address", "").statusCode()).isEqualTo(400);
        assertThat(ann.post("/api/cases/takedowns", json("{\"value\":\"nothing that is an address\"}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theEvidenceProvesItselfAndNamesNoReporter() throws Exception {
        var path = reported();
        var told = ann.json(path + "/evidence");
        var zip = zip(path + "/evidence.zip");
        assertThat(Sha256.hex(zip)).isEqualTo(told.text("sha256").orElseThrow());
        assertThat(Sha256.hex(zip(path + "/evidence.zip")))
                .isEqualTo(told.text("sha256").orElseThrow());
        var parts = parts(zip);
        assertThat(parts.keySet()).containsExactly("value.txt", "xarf.json", "manifest.json");
        for (var part : told.array("parts").orElseThrow().objects()) {
            var bytes = parts.get(part.text("name").orElseThrow());
            assertThat(Sha256.hex(bytes)).isEqualTo(part.text("sha256").orElseThrow());
            assertThat(new String(parts.get("manifest.json"), StandardCharsets.UTF_8))
                    .contains(part.text("sha256").orElseThrow());
        }
        parts.values()
                .forEach(bytes ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("North Hospital"));
        assertThat(parts(zip(path + "/evidence.zip?message=true")).get("message-1.txt"))
                .isEqualTo(WORDS.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zip(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(HUB.uri(path)).header("Cookie", ann.cookie());
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private static Map<String, byte[]> parts(byte[] zip) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        return parts;
    }

    /// The rows of a hub that died in the middle of a conversation: the letter may have arrived.
    @Test
    void aLetterThatWasBeingSentWhenTheHubDiedIsUncertainAndNeverSentAgain() {
        var database = HUB.part(Database.class);
        var letters = new Letters(
                database,
                Optional.of(new Mailer(HUB.sink().settings(), Clock.systemUTC())),
                at -> Optional.empty(),
                Clock.systemUTC());
        var to = "died@example.example";
        long key = database.inTransaction(() -> {
            long posted = letters.post(new Letters.Letter(UUID.randomUUID(), to, "s", "t", Optional.empty()));
            database.jdbc().sql("""
                            update letter set state = 'sending', lease = gen_random_uuid(),
                                   leased_until = now() - interval '1 minute' where id = :key""").param("key", posted).update();
            return posted;
        });
        letters.run();
        assertThat(letters.posted(Set.of(key)).getFirst().state()).isEqualTo("uncertain");
        assertThat(HUB.mails(to)).isEmpty();
    }
}
