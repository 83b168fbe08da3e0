package theriac.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import theriac.hub.policy.Role;
import theriac.hub.testing.ClamdStandIn;
import theriac.hub.testing.ClamdStandIn.Manner;
import theriac.hub.testing.RunningHub;
import theriac.hub.web.ScannedUploads;
import theriac.stix.json.JsonObject;
import theriac.testkit.Golden;

/// No file of a person reaches a route before the virus scanner has said that nothing is in it, by whichever door.
class ScannedUploadsTest {

    private static final ClamdStandIn CLAMD = ClamdStandIn.start();

    @RegisterExtension
    static final RunningHub HUB = new RunningHub("--virus-scanner=" + CLAMD.setting());

    private static final String FILE = "application/octet-stream";
    private static final byte[] BAD = ("evil.example\n" + ClamdStandIn.BAD).getBytes(StandardCharsets.UTF_8);
    private static final byte[] GOOD =
            "A text about evil.example, without anything in it.".getBytes(StandardCharsets.UTF_8);

    private static RunningHub.Browser anna;

    @BeforeAll
    static void people() {
        anna = HUB.person(HUB.organization("Cert", "cert"), "anna");
    }

    @AfterAll
    static void stop() {
        CLAMD.close();
    }

    @BeforeEach
    void honest() {
        CLAMD.becomes(Manner.HONEST);
        CLAMD.files().clear();
    }

    /// Routes that take a body as it is, as `POST /path`.
    private static Set<String> doors(boolean scanned) {
        var found = new TreeSet<String>();
        HUB.part(RequestMappingHandlerMapping.class).getHandlerMethods().forEach((mapping, route) -> {
            if (route.getBeanType().getName().startsWith("theriac.")
                    && takesBytes(route)
                    && ScannedUploads.takesFile(route) == scanned) {
                var verb = mapping.getMethodsCondition().getMethods().iterator().next();
                mapping.getPathPatternsCondition()
                        .getPatternValues()
                        .forEach(path -> found.add(verb.name() + " " + path));
            }
        });
        return found;
    }

    private static boolean takesBytes(HandlerMethod route) {
        return Arrays.stream(route.getMethodParameters())
                .map(parameter -> parameter.getParameterType().getSimpleName())
                .anyMatch(
                        Set.of("byte[]", "InputStream", "Resource", "MultipartFile", "Part", "RequestEntity")
                                ::contains);
    }

    private static String concrete(String path) {
        return path.replaceAll("\\{[^}]+}", "00000000-0000-4000-8000-000000000000") + "?name=x&kind=text";
    }

    @Test
    void atEveryDoorForFilesTheScannerIsAskedFirst() {
        var doors = doors(true);
        assertThat(doors)
                .contains(
                        "POST /api/documents/file",
                        "POST /api/investigations/{id}/files",
                        "POST /api/organizations/{id}/assets/import",
                        "POST /api/report-pictures",
                        "POST /api/sources/{id}/uploads",
                        "PUT /api/warning-lists/{id}")
                .hasSizeGreaterThanOrEqualTo(8);
        for (var door : doors) {
            var words = door.split(" ");
            var answer = anna.write(words[0], concrete(words[1]), BAD, FILE);
            assertThat(answer.statusCode()).as(door + answer.body()).isEqualTo(422);
            assertThat(answer.body()).as(door).contains("The virus scanner found Theriac.Test in this file");
        }
        assertThat(CLAMD.files()).hasSameSizeAs(doors).allMatch(file -> file.length == BAD.length);
        assertThat(doors(false))
                .as("under keys of sources: records, which are handed out by nobody as files")
                .containsExactly("POST /api/sources/{id}/push");
    }

    /// What may be sent there, how large, and what becomes of it (ASVS 5.0, 5.1.1).
    @Test
    void eachDoorStandsInTheOperatorsTable() throws IOException {
        var table = Files.readString(Golden.projectRoot().resolve("docs/operate/uploads.md"));
        assertThat(doors(true)).allSatisfy(door -> assertThat(table).contains("`" + door + "`"));
        assertThat(doors(false)).allSatisfy(door -> assertThat(table).contains("`" + door + "`"));
    }

    @Test
    void whoMayNotSendKeepsNoScannerBusy() {
        var reader = HUB.person(HUB.organization("North", "hospital"), "noor", Set.of(Role.READER));
        for (var door : doors(true)) {
            var words = door.split(" ");
            var stranger = HUB.send(HttpRequest.newBuilder(HUB.uri(concrete(words[1])))
                    .method(words[0], HttpRequest.BodyPublishers.ofByteArray(BAD))
                    .header("Content-Type", FILE)
                    .build());
            assertThat(stranger.statusCode()).as(door).isEqualTo(401);
            assertThat(reader.write(words[0], concrete(words[1]), BAD, FILE).statusCode())
                    .as(door)
                    .isEqualTo(403);
        }
        assertThat(CLAMD.files()).isEmpty();
    }

    @Test
    void whatIsCleanIsTakenInOctetByOctetAndNoCopyStays() throws IOException {
        var id = anna.json(anna.write("POST", "/api/documents/file?name=x.txt", GOOD, FILE))
                .text("id")
                .orElseThrow();
        assertThat(anna.get("/api/documents/" + id + "/file").body().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(GOOD);
        assertThat(CLAMD.files()).hasSize(1).first().isEqualTo(GOOD);
        assertThat(anna.write("POST", "/api/documents/file?name=x.txt", BAD, FILE)
                        .statusCode())
                .isEqualTo(422);
        try (var left = Files.list(Path.of("target", "hub-ScannedUploadsTest", "spool"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("scan-")))
                    .isEmpty();
        }
        assertThat(anna.get("/api/documents").body()).doesNotContain(ClamdStandIn.BAD);
    }

    @Test
    void aScannerThatCannotBeAskedLetsNothingPass() {
        CLAMD.becomes(Manner.RUDE);
        var answer = anna.write("POST", "/api/documents/file?name=x.txt", GOOD, FILE);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(answer.body()).contains("The virus scanner cannot be asked at the moment");
        CLAMD.becomes(Manner.saying("INSTREAM size limit exceeded. ERROR\0"));
        assertThat(anna.write("POST", "/api/documents/file?name=x.txt", GOOD, FILE)
                        .body())
                .contains("did not look at all of this file (INSTREAM size limit exceeded.)");
    }

    /// The fields of a form are read from the body before any route is.
    @Test
    void aFileThatPretendsToBeAFormIsRefused() {
        for (var type : new String[] {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
            var answer = anna.write("POST", concrete("/api/investigations/{id}/files"), BAD, type);
            assertThat(answer.statusCode()).as(type + answer.body()).isEqualTo(415);
        }
    }

    @Test
    void aTextInAFieldIsNoFile() {
        var wish = JsonObject.builder()
                .put("text", "Click here: https://evil.example/")
                .build();
        assertThat(anna.post("/api/reports", wish).statusCode()).isEqualTo(201);
        assertThat(CLAMD.files()).isEmpty();
    }
}
