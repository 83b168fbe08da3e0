package theriac.hub.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static theriac.hub.testing.HostileServer.body;
import static theriac.hub.testing.HostileServer.cut;
import static theriac.hub.testing.HostileServer.cutChunks;
import static theriac.hub.testing.HostileServer.redirect;
import static theriac.hub.testing.HostileServer.status;
import static theriac.hub.testing.HostileServer.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import theriac.hub.fetch.FetchFailure.Kind;
import theriac.hub.testing.CapturedLog;
import theriac.hub.testing.HostileServer;

/// Servers that hang, drip, lie, bomb and lead astray: each fetch ends in bounded time, with a sentence and without
/// secrets.
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FetcherTest {

    private static final AddressRules HERE = AddressRules.allowing(List.of("127.0.0.1"));

    /// A busy machine may be slower than a slow server.
    private static final FetchLimits LIMITS = patient(Duration.ofSeconds(10), 200_000);

    /// For servers that are slow on purpose.
    private static final FetchLimits HURRIED = patient(Duration.ofMillis(600), 200_000);

    private HostileServer server;
    private Fetcher fetcher;

    @BeforeEach
    void open() {
        server = new HostileServer();
        // Every invented name leads to this machine.
        fetcher = new Fetcher(
                host -> host.endsWith(".example")
                        ? List.of(InetAddress.getByName("127.0.0.1"))
                        : List.of(InetAddress.getAllByName(host)),
                null);
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
    }

    private static FetchLimits patient(Duration time, long bytes) {
        return new FetchLimits(time, time, time, time.multipliedBy(2), bytes, 100, 3);
    }

    private static FetchRequest request(URI address) {
        return FetchRequest.of(address, HERE, LIMITS);
    }

    private static String read(Fetched answer) throws IOException {
        try (answer) {
            return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private FetchFailure failure(String path) {
        return failure(request(server.uri(path)));
    }

    private FetchFailure failure(FetchRequest request) {
        return catchThrowableOfType(FetchFailure.class, () -> read(fetcher.fetch(request)));
    }

    @Test
    void aPlaygroundAsksThisMachineAndNobodyElse() throws Exception {
        server.on("/feed", text("values"));
        try (var closed = new Fetcher(Resolver.thisMachine(), null)) {
            for (var host : List.of("127.0.0.1", "localhost")) {
                try (var answer = closed.fetch(request(
                        URI.create("http://" + host + ":" + server.uri("/feed").getPort() + "/feed")))) {
                    assertThat(answer.status()).isEqualTo(200);
                }
            }
            for (var host : List.of("192.0.2.1", "[2001:db8::1]", "feeds.example", "localhost.example")) {
                var refused = catchThrowableOfType(
                        FetchFailure.class,
                        () -> closed.fetch(FetchRequest.of(
                                URI.create("http://" + host + "/feed"),
                                AddressRules.allowing(List.of("0.0.0.0/0", "::/0")),
                                LIMITS)));
                assertThat(refused.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
                assertThat(refused)
                        .hasMessageContaining("This hub is a playground")
                        .hasMessageContaining("does not ask");
            }
        }
    }

    /// ASVS 16.3.4: also where nobody reads the report of the run.
    @Test
    void whoCannotShowWhoItIsAndWhoIsNotAskedStandInTheLog() throws IOException {
        server.on("/gone", status(404, ""));
        try (var log = new CapturedLog(Fetcher.class);
                var plainly = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> speakPlainly(plainly));
            assertThat(failure("/gone").kind()).isEqualTo(Kind.STATUS);
            assertThat(log.lines()).as("a page that is not there").isEmpty();
            var unsure =
                    failure(request(URI.create("https://127.0.0.1:" + plainly.getLocalPort() + "/feed?key=hidden")));
            assertThat(unsure.kind()).as(unsure.sentence()).isEqualTo(Kind.UNTRUSTED);
            var inside = failure(FetchRequest.of(server.uri("/gone"), AddressRules.allowing(List.of()), LIMITS));
            assertThat(inside.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
            assertThat(log.lines())
                    .containsExactly("WARN " + unsure.sentence(), "WARN " + inside.sentence())
                    .noneMatch(line -> line.contains("hidden"));
        }
    }

    /// Answers the first who comes in words where a TLS handshake belongs.
    private static void speakPlainly(ServerSocket socket) {
        try (var caller = socket.accept()) {
            caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            caller.getOutputStream().flush();
            caller.getInputStream().readAllBytes();
        } catch (IOException gone) {
            assertThat(gone).as("the caller goes when it understands nothing").isNotNull();
        }
    }

    @Test
    void aPlainAnswerComesWithItsHeaders() throws IOException {
        server.on("/list", text("evil.example", "ETag: \"1\""));
        var answer = fetcher.fetch(request(server.uri("/list")));
        assertThat(answer.header("etag")).isEqualTo(Optional.of("\"1\""));
        assertThat(read(answer)).isEqualTo("evil.example");
        assertThat(server.requests().getFirst()).contains("Host: 127.0.0.1:");
    }

    @Test
    void aConditionThatHoldsIsNoFailure() throws IOException {
        server.on("/list", status(304, ""));
        try (var answer = fetcher.fetch(request(server.uri("/list")).with("If-None-Match", "\"1\""))) {
            assertThat(answer.unchanged()).isTrue();
        }
        assertThat(failure("/list").kind()).isEqualTo(Kind.STATUS);
    }

    @Test
    void addressesOfThisMachineArePrivateUnlessTheSourceIsAllowedThem() {
        var refused = failure(FetchRequest.of(server.uri("/"), AddressRules.publicOnly(), LIMITS));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
        assertThat(refused.sentence()).contains("127.0.0.1").contains("this machine");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void oddWaysOfWritingAnAddressLeadNowhereElse() {
        for (var host : List.of("2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "[::1]", "localhost")) {
            var port = server.uri("/").getPort();
            var address = URI.create("http://" + host + ":" + port + "/");
            var kind = failure(FetchRequest.of(address, AddressRules.publicOnly(), LIMITS))
                    .kind();
            assertThat(kind).as(host).isIn(Kind.REFUSED_ADDRESS, Kind.UNKNOWN_HOST);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRedirectToAPrivateAddressIsNotFollowed() {
        server.on("/a", redirect("http://169.254.169.254/latest/meta-data/"));
        server.on("/b", redirect("http://10.0.0.1/"));
        server.on("/c", redirect("file:///etc/passwd"));
        assertThat(failure("/a").kind()).isEqualTo(Kind.REFUSED_ADDRESS);
        assertThat(failure("/a").sentence()).contains("metadata");
        assertThat(failure("/b").kind()).isEqualTo(Kind.REFUSED_ADDRESS);
        assertThat(failure("/c").kind()).isEqualTo(Kind.REFUSED_ADDRESS);
    }

    @Test
    void aNameThatLeadsElsewhereAMomentLaterIsConnectedToWhereItLedWhenItWasChecked() throws IOException {
        var asked = new AtomicInteger();
        server.on("/list", text("fine"));
        // The first answer is allowed, every later one is not: a second look-up would be seen.
        Resolver changing =
                host -> List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "10.9.9.9"));
        try (var other = new Fetcher(changing, null)) {
            assertThat(read(other.fetch(request(server.uri("rebound.example", "/list")))))
                    .isEqualTo("fine");
        }
        assertThat(asked).hasValue(1);
        assertThat(server.requests().getFirst()).contains("Host: rebound.example:");
    }

    @Test
    void aRedirectResolvesAndChecksAnew() {
        var asked = new AtomicInteger();
        server.on("/again", redirect("/list"));
        Resolver changing =
                host -> List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "10.9.9.9"));
        try (var other = new Fetcher(changing, null)) {
            var failure = catchThrowableOfType(
                    FetchFailure.class, () -> read(other.fetch(request(server.uri("rebound.example", "/again")))));
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void oneBadAddressAmongGoodOnesRefusesTheName() {
        Resolver mixed = host -> List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("192.168.0.1"));
        try (var other = new Fetcher(mixed, null)) {
            var failure = catchThrowableOfType(
                    FetchFailure.class, () -> other.fetch(request(server.uri("mixed.example", "/"))));
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED_ADDRESS);
        }
    }

    @Test
    void aNameThatDoesNotExistOrIsNotFoundInTimeEndsWithASentence() {
        Resolver none = host -> {
            throw new UnknownHostException(host);
        };
        try (var lost = new Fetcher(none, null);
                var late = new Fetcher(hanging(), null)) {
            assertThat(catchThrowableOfType(FetchFailure.class, () -> lost.fetch(request(server.uri("a.example", "/"))))
                            .kind())
                    .isEqualTo(Kind.UNKNOWN_HOST);
            var hurried = FetchRequest.of(server.uri("a.example", "/"), HERE, HURRIED);
            assertThat(catchThrowableOfType(FetchFailure.class, () -> late.fetch(hurried))
                            .kind())
                    .isEqualTo(Kind.TIMEOUT);
        }
    }

    private Resolver hanging() {
        return host -> {
            try {
                server.silence().answer("", java.io.OutputStream.nullOutputStream());
            } catch (IOException | InterruptedException stopped) {
                throw new UnknownHostException(host);
            }
            return List.of();
        };
    }

    @Test
    void aRedirectFromHttpsToPlainHttpIsNotFollowed() throws FetchFailure {
        var here = URI.create("https://feeds.example/list");
        assertThat(Fetcher.target(here, "https://other.example/list", request(here)))
                .isEqualTo(URI.create("https://other.example/list"));
        assertThat(Fetcher.target(here, "/more", request(here))).isEqualTo(URI.create("https://feeds.example/more"));
        assertThatExceptionOfType(FetchFailure.class)
                .isThrownBy(() -> Fetcher.target(here, "http://feeds.example/list", request(here)))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.REDIRECT))
                .withMessageContaining("plain http");
    }

    @Test
    void aServerIsAskedAtItsPaceByAllTogether() throws IOException {
        server.on("/list", text("evil.example"));
        var once = new HostPaces(1, Duration.ofHours(1), System::nanoTime);
        try (var slow = new Fetcher(Resolver.system(), null, once)) {
            assertThat(read(slow.fetch(request(server.uri("/list"))))).isEqualTo("evil.example");
            assertThatExceptionOfType(FetchFailure.class)
                    .isThrownBy(() -> slow.fetch(request(server.uri("/list"))))
                    .withMessageContaining("not this one's turn");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void redirectsThatGoInCirclesEnd() {
        server.on("/loop", redirect("/loop"));
        var failure = failure("/loop");
        assertThat(failure.kind()).isEqualTo(Kind.REDIRECT);
        assertThat(server.requests()).hasSize(LIMITS.redirects() + 1);
    }

    @Test
    void slowServersAreLeft() {
        server.on("/silent", server.silence());
        server.on("/headers", server.slowHeaders());
        server.on("/drip", server.drip());
        for (var path : List.of("/silent", "/headers", "/drip")) {
            long before = System.nanoTime();
            var failure = failure(FetchRequest.of(server.uri(path), HERE, HURRIED));
            assertThat(failure.kind()).as(path).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.sentence()).contains("too slow");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).as(path).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void whatIsTooMuchIsNotRead() {
        server.on("/endless", server.endless());
        server.on("/bomb", HostileServer.bomb(64));
        server.on("/headers", server.hugeHeaders());
        for (var path : List.of("/endless", "/bomb")) {
            assertThat(failure(path).kind()).as(path).isEqualTo(Kind.TOO_LARGE);
        }
        assertThat(failure("/headers").kind()).isEqualTo(Kind.UNREACHABLE);
        var roomy = patient(Duration.ofSeconds(20), 1L << 30);
        var ratio = failure(FetchRequest.of(server.uri("/bomb"), HERE, roomy));
        assertThat(ratio.sentence()).contains("100 times");
    }

    @Test
    void answersThatBreakOffOrLieAboutTheirLengthAreSaidToBeBroken() {
        server.on("/cut", cut("half a list"));
        server.on("/chunks", cutChunks("half a list"));
        server.on("/packed", body("text/plain", "no gzip".getBytes(StandardCharsets.UTF_8), "Content-Encoding: gzip"));
        server.on("/odd", body("text/plain", new byte[] {1}, "Content-Encoding: snappy"));
        assertThat(failure("/cut").kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure("/chunks").kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure("/packed").kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure("/odd").kind()).isEqualTo(Kind.BROKEN);
    }

    @Test
    void aBusyServerSaysHowLongToWait() {
        server.on("/busy", status(429, "Retry-After: 120\r\n"));
        var failure = failure("/busy");
        assertThat(failure.status()).isEqualTo(429);
        assertThat(failure.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(120)));
    }

    @Test
    void aCredentialGoesToItsOwnServerOnly() throws IOException {
        server.on("/here", redirect("/there"));
        server.on("/there", text("mine"));
        server.on("/away", redirect(server.uri("other.example", "/there").toString()));
        var secret = new Credential.Bearer("s3cret-token");
        read(fetcher.fetch(request(server.uri("/here")).with(secret)));
        assertThat(server.requests()).hasSize(2).allMatch(asked -> asked.contains("Bearer s3cret-token"));
        server.requests().clear();
        read(fetcher.fetch(request(server.uri("/away")).with(secret)));
        assertThat(server.requests().get(0)).contains("s3cret-token");
        assertThat(server.requests().get(1)).doesNotContain("s3cret-token").doesNotContain("Authorization");
        server.requests().clear();
        read(fetcher.fetch(request(server.uri("/away")).with(new Credential.Parameter("auth-key", "s3cret token"))));
        assertThat(server.requests().get(0)).contains("/away?auth-key=s3cret+token");
        assertThat(server.requests().get(1)).doesNotContain("s3cret");
    }

    @Test
    void secretsDoNotAppearInWhatIsSaid() {
        server.on("/fault", status(500, ""));
        server.on("/echo", redirect("ftp://x.example/?k=s3cret"));
        server.on("/of/s3cret/here", status(500, ""));
        var secret = new Credential.Parameter("k", "s3cret");
        assertThat(failure(request(server.uri("/fault?a=1")).with(secret)).sentence())
                .doesNotContain("s3cret")
                .contains("500");
        assertThat(failure(request(server.uri("/fault?token=own-w0rd"))).sentence())
                .as("what stands in an address itself")
                .doesNotContain("own-w0rd")
                .contains("/fault?…");
        assertThat(failure(request(server.uri("/echo")).with(secret)).sentence())
                .doesNotContain("s3cret");
        assertThat(failure(request(server.uri("/of/s3cret/here")).with(secret)).sentence())
                .as("wherever it stands")
                .doesNotContain("s3cret")
                .contains("/of/***/here");
        assertThat(secret.toString()).doesNotContain("s3cret");
        assertThat(new Credential.Basic("u", "s3cret").toString()).doesNotContain("s3cret");
    }
}
