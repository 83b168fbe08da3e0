package theriac.hub.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import theriac.hub.accounts.Organization;
import theriac.hub.policy.Audience;
import theriac.hub.policy.Scope;
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
import theriac.taxii.server.Unavailable;

/// A hundred machines that ask at once, and some that ask and do not read.
class ManyClientsTest {

    private static final String TAXII = "application/taxii+json;version=2.1";
    private static final String PAGE = "/taxii2/hub/collections/indicators/objects/";
    private static final int CLIENTS = 100;

    /// More than there are connections to the database.
    private static final int SLOW = 24;

    private static final int OBJECTS = 600;

    @RegisterExtension
    static final RunningHub HUB = new RunningHub();

    private static String token;

    @BeforeAll
    static void aPageThatNoSocketHolds() {
        var cert = HUB.organization("Cert", "cert");
        Organization hospital = HUB.organization("Hospital", "hospital");
        token = HUB.token(hospital, Scope.TAXII);
        var store = HUB.part(Store.class);
        var green = Audience.of(Tlp.GREEN, cert.key());
        long feed = store.sources()
                .register(new NewSource(cert.key(), "Feed", "stix", green))
                .key();
        var text = "told at length ".repeat(700);
        store.claims()
                .claim(new ClaimBatch(
                        feed,
                        null,
                        IntStream.range(0, OBJECTS)
                                .mapToObj(n -> new Candidate(indicator(n, text), green))
                                .toList()));
    }

    private static StixObject indicator(int number, String description) {
        return StixObject.of((JsonObject) Json.read("""
                {"type":"indicator","spec_version":"2.1","id":"%s","created":"2026-11-01T10:00:00.000Z",
                 "modified":"2026-11-01T10:00:00.000Z","pattern":"[domain-name:value = 'd%d.example']",
                 "pattern_type":"stix","valid_from":"2026-11-01T10:00:00Z","description":"%s"}""".formatted(StixId.random("indicator"), number, description)));
    }

    @Test
    void aHundredClientsAtOnceAreAllServed() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> ask =
                    () -> HUB.ask(token, PAGE + "?limit=5", "Accept", TAXII).statusCode();
            for (var answer : threads.invokeAll(Collections.nCopies(CLIENTS, ask))) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
    }

    /// Each of them has been given the beginning of a page, so that its page was made.
    @Test
    void whoDoesNotReadKeepsNobodyOut() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (int n = 0; n < SLOW; n++) {
                slow.add(askAndReadOneByte());
            }
            assertThat(HUB.ask(token, PAGE + "?limit=5", "Accept", TAXII).statusCode())
                    .isEqualTo(200);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    private static Socket askAndReadOneByte() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(60_000);
        var hub = HUB.uri("");
        socket.connect(new InetSocketAddress(hub.getHost(), hub.getPort()));
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer %s\r\nAccept: %s\r\n\r\n"
                        .formatted(PAGE, token, TAXII)
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    @Test
    void theyAreLetInInTheOrderInWhichTheyCame() throws InterruptedException {
        var turnstile = new Turnstile(1, Duration.ofMinutes(1));
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var waiting = new ArrayList<Thread>();
        turnstile.pass(
                () -> {
                    for (int n = 0; n < 20; n++) {
                        waiting.add(waiting(turnstile, n, served));
                    }
                    return true;
                },
                IllegalStateException::new);
        turnstile.pass(() -> served.add(20), IllegalStateException::new);
        for (var each : waiting) {
            each.join();
        }
        assertThat(served).isEqualTo(IntStream.rangeClosed(0, 20).boxed().toList());
    }

    private static Thread waiting(Turnstile turnstile, int number, List<Integer> served) {
        var thread =
                Thread.ofVirtual().start(() -> turnstile.pass(() -> served.add(number), IllegalStateException::new));
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void whoWaitsTooLongHearsSoAndAFailureLeavesThePlaceFree() throws InterruptedException {
        var turnstile = new Turnstile(1, Duration.ofMillis(1));
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var other = Thread.ofVirtual()
                .start(() -> turnstile.pass(
                        () -> {
                            inside.countDown();
                            return awaited(leave);
                        },
                        IllegalStateException::new));
        inside.await();
        assertThatThrownBy(() -> turnstile.pass(() -> 1, () -> new Unavailable("Later.", Duration.ofSeconds(1))))
                .isInstanceOf(Unavailable.class);
        leave.countDown();
        other.join();
        assertThatThrownBy(() -> turnstile.pass(
                        () -> {
                            throw new UnsupportedOperationException("on purpose");
                        },
                        IllegalStateException::new))
                .hasMessage("on purpose");
        assertThat(turnstile.<Integer>pass(() -> 2, IllegalStateException::new)).isEqualTo(2);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
