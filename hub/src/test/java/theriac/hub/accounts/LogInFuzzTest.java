package theriac.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.policy.Role;
import theriac.hub.testing.RunningHub;
import theriac.testkit.ProcessorTime;

/// What strangers may send to the doors that are open to them: never a fault, never a session, and never a word
/// that tells somebody from nobody. Generated (ADR 011); a failure names its seed.
class LogInFuzzTest {

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static final int ROUNDS = 250;

    /// The open doors, each with the fields that it reads.
    private static final List<Door> DOORS = List.of(
            new Door("/api/session", "login", "password", "code"),
            new Door("/api/setup", "token", "organization", "login", "name", "password"),
            new Door("/api/links", "secret"),
            new Door("/api/links/use", "secret", "password"),
            new Door("/api/links/forgotten", "login"),
            new Door("/api/session/issuer", "issuer", "link"),
            new Door("/api/session/issuer/answer", "code", "state", "iss"),
            new Door("/api/session/issuer/code", "code"),
            new Door("/api/session/passkey/challenge"),
            new Door("/api/session/passkey", "answer"));

    private static final List<String> HOSTILE = List.of(
            "\"\"",
            "\"ann\"",
            "\"ANN\\u0000\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a\\udfffb\"",
            "\"\\uff21\\uff2e\\uff2e\"",
            "\"\\u0430nn\"",
            "\"a\\u200bnn\"",
            "\"\\u202ennA\"",
            "\"ann' or '1'='1\"",
            "\"%00%0d%0aSet-Cookie: theriac_session=x\"",
            "\"${jndi:ldap://ldap.example/a}\"",
            "\"../../etc/passwd\"",
            "null",
            "true",
            "-0",
            "1e400",
            "123456789012345678901234567890",
            "[]",
            "{}",
            "[\"ann\"]",
            "{\"$ne\":null}",
            "\"00000000-0000-4000-8000-000000000000\"",
            "\"{\\\"id\\\":\\\"AA\\\",\\\"rawId\\\":\\\"AA\\\",\\\"type\\\":\\\"public-key\\\",\\\"response\\\":{}}\"",
            "\"" + "a".repeat(300) + "\"",
            "\"\\ud835\\udc00\"");

    private record Door(String path, List<String> fields) {
        Door(String path, String... fields) {
            this(path, List.of(fields));
        }
    }

    @BeforeAll
    static void people() {
        HUB.organization("Cert", "cert");
        HUB.person(HUB.organization("North", "hospital"), "ann", Set.of(Role.READER));
    }

    private static HttpResponse<String> post(String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(HUB.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HUB.send(request.build());
    }

    private static void harmless(HttpResponse<String> answer, String what) {
        assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isLessThan(500);
        assertThat(answer.headers().allValues("Set-Cookie").toString())
                .as(what)
                .doesNotContain(CallerFilter.COOKIE + "=");
        assertThat(answer.body()).as(what).doesNotContain("Exception").doesNotContain("at java.");
    }

    @Test
    void nothingThatIsSentToAnOpenDoorIsAFaultOrALogIn() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int n = 0; n < ROUNDS; n++) {
            var door = DOORS.get(random.nextInt(DOORS.size()));
            var body = body(door, random);
            harmless(
                    post(door.path(), body),
                    "seed %d, round %d, %s: %s"
                            .formatted(seed, n, door.path(), new String(body, StandardCharsets.ISO_8859_1)));
        }
    }

    private static byte[] body(Door door, Random random) {
        var text = new StringBuilder("{");
        for (var field : door.fields()) {
            int times = random.nextInt(10) == 0 ? 2 : random.nextInt(12) == 0 ? 0 : 1;
            for (int n = 0; n < times; n++) {
                var name = random.nextInt(20) == 0 ? field.toUpperCase(java.util.Locale.ROOT) : field;
                text.append(text.length() > 1 ? "," : "")
                        .append('"')
                        .append(name)
                        .append("\":")
                        .append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            }
        }
        var whole = text.append('}').toString();
        return switch (random.nextInt(12)) {
            case 0 -> whole.substring(0, random.nextInt(whole.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 1 -> whole.getBytes(StandardCharsets.UTF_16);
            case 2 -> ("\ufeff" + whole).getBytes(StandardCharsets.UTF_8);
            case 3 -> "[".repeat(5000).getBytes(StandardCharsets.UTF_8);
            case 4 -> changed(whole.getBytes(StandardCharsets.UTF_8), random);
            default -> whole.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] changed(byte[] bytes, Random random) {
        for (int n = 0; n < 3; n++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void aMegabyteOfNameOrPasswordIsRefusedLikeAnyOther() {
        var megabyte = "x".repeat(1 << 20);
        for (var door : DOORS) {
            var text = new StringBuilder("{");
            for (var field : door.fields()) {
                text.append(text.length() > 1 ? "," : "").append("\"%s\":\"%s\"".formatted(field, megabyte));
            }
            harmless(post(door.path(), text.append('}').toString().getBytes(StandardCharsets.UTF_8)), door.path());
        }
    }

    @Test
    void noSpellingOfSomebodysNameIsAnsweredOtherwiseThanNobodys() {
        for (var shape : List.of(
                "%s",
                "%s ", " %s", "%s\\u0000", "%s\\ud800", "\\u200b%s", "%s'", "%s@north", "%s%%00", "%s\\r\\nX: y")) {
            for (var door : List.of("/api/session", "/api/links/forgotten")) {
                var somebody = post(door, named(shape.formatted("ann")));
                var nobody = post(door, named(shape.formatted("nob")));
                assertThat(somebody.statusCode()).as(shape).isEqualTo(nobody.statusCode());
                assertThat(somebody.body()).as(shape).isEqualTo(nobody.body());
                assertThat(somebody.headers().map().keySet())
                        .as(shape)
                        .isEqualTo(nobody.headers().map().keySet());
            }
        }
    }

    private static byte[] named(String login) {
        return "{\"login\":\"%s\",\"password\":\"not her password\"}"
                .formatted(login)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Compared within one run, by processor time of this thread, which does the work.
    @Test
    void aNameThatNobodyHasCostsAsMuchAsAWrongPassword() {
        var accounts = HUB.part(Accounts.class);
        long somebody = 0;
        long nobody = 0;
        cost(accounts, "ann");
        cost(accounts, "warm-up");
        for (int n = 0; n < 6; n++) {
            somebody += cost(accounts, "ann");
            nobody += cost(accounts, "nobody " + UUID.randomUUID());
        }
        assertThat((double) nobody / somebody).isBetween(0.5, 2.0);
    }

    private static long cost(Accounts accounts, String login) {
        long before = ProcessorTime.nanos();
        assertThat(accounts.authenticate(login, "not her password")).isEmpty();
        return ProcessorTime.nanos() - before;
    }

    @Test
    void noCookieOrKeyThatIsMadeUpIsAFaultOrOpensAnything() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int n = 0; n < 150; n++) {
            var value = made(random);
            for (var header : List.of("Cookie", "Authorization", "X-CSRF", "X-MISP-AUTH")) {
                var text = switch (header) {
                    case "Cookie" -> CallerFilter.COOKIE + "=" + value;
                    case "Authorization" -> (random.nextBoolean() ? "Bearer " : "Basic ") + value;
                    default -> value;
                };
                var answer = raw("GET /api/objects HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n" + header + ": "
                        + text + "\r\n\r\n");
                assertThat(answer).as("seed %d: %s: %s", seed, header, text).startsWith("HTTP/1.1 4");
            }
        }
    }

    private static String made(Random random) {
        var out = new StringBuilder();
        int length = random.nextInt(8) == 0 ? 4000 : random.nextInt(60);
        for (int n = 0; n < length; n++) {
            out.append((char)
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(256);
                        case 1 -> "thr_=;,:\"\\ ".charAt(random.nextInt(11));
                        default -> 'A' + random.nextInt(26);
                    });
        }
        // Line ends would begin another header: that is the next test's.
        return out.toString().replaceAll("[\\r\\n]", "_");
    }

    @Test
    void aRequestThatTwoReadersWouldCutInTwoWaysIsRefused() {
        var smuggled = "GET /api/session HTTP/1.1\r\nHost: hub\r\n\r\n";
        for (var heads : List.of(
                "Content-Length: 2\r\nContent-Length: 40",
                "Content-Length: 2, 40",
                "Content-Length: +2",
                "Content-Length: 0x2",
                "Content-Length: -1",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "X: y\r\n folded: z\r\nContent-Length: 2",
                "X\0Y: z\r\nContent-Length: 2",
                "Content-Length: 2\rX: y")) {
            var answer = raw("POST /api/session HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n" + heads
                    + "\r\n\r\n{}" + smuggled);
            // 501 is the word for a transfer coding that nobody knows (RFC 9112, section 6.1).
            assertThat(answer).as(heads).matches("(?s)HTTP/1\\.1 (4|501).*");
            assertThat(answer).as(heads).doesNotContain("HTTP/1.1 200");
        }
        for (var line : List.of(
                "TRACE /api/session HTTP/1.1",
                "GET /api/session\0 HTTP/1.1",
                "GET //api//objects HTTP/1.1",
                "GET /api/%2e%2e/objects HTTP/1.1",
                "GET /api/objects;x=y HTTP/1.1",
                "GET /API/objects HTTP/1.1",
                "get /api/objects HTTP/1.1",
                "GET http://evil.example/api/objects HTTP/1.1",
                "GET /api/objects HTTP/9.9")) {
            var answer = raw(line + "\r\nHost: hub\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(line).doesNotStartWith("HTTP/1.1 500").doesNotContain("\"objects\":");
        }
    }

    /// All that comes back on one connection.
    private static String raw(String request) {
        URI hub = HUB.uri("/");
        try (var socket = new Socket(hub.getHost(), hub.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            var all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            return all.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
