package theriac.hub.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who sends slowly does not keep others out of the mail door: two places for mails, measured for half a
/// second, and each sender with an address of its own.
class SlowSendersTest {

    private static final int SLOWEST = 10_000; // octets a second
    private static final MailDoor.Limits LIMITS = new MailDoor.Limits(
            10 << 20,
            20,
            5,
            2,
            20,
            20,
            10,
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofSeconds(20),
            Duration.ofMillis(500),
            SLOWEST);

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Sender> senders = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private MailDoor door;

    @BeforeEach
    void open() throws IOException {
        var settings =
                new MailDoor.Settings(InetAddress.getLoopbackAddress(), 0, "meld@cert.example", Optional.empty());
        door = MailDoor.open(settings, LIMITS, (sender, mail) -> {
            taken.add(sender);
            return Optional.empty();
        });
    }

    @AfterEach
    void close() throws IOException {
        over.set(true);
        for (var sender : senders) {
            sender.socket.close();
        }
        door.close();
    }

    private final class Sender {

        private final String name;
        private final Socket socket;
        private final BufferedReader in;

        /// @param host the last number of its loopback address
        Sender(String name, int host) throws IOException {
            this.name = name;
            this.socket = new Socket(
                    InetAddress.getLoopbackAddress(),
                    door.port(),
                    InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}),
                    0);
            socket.setSoTimeout(30_000);
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("220");
            assertThat(say("HELO x")).startsWith("250");
            assertThat(say("MAIL FROM:<" + name + "@x.example>")).startsWith("250");
            assertThat(say("RCPT TO:<meld@cert.example>")).startsWith("250");
            senders.add(this);
        }

        String say(String line) throws IOException {
            write(line + "\r\n");
            return in.readLine();
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        /// Begins a mail and goes on with so much of it 20 times a second.
        Sender drips(String some) throws IOException {
            assertThat(say("DATA")).as(name).startsWith("354");
            Thread.ofVirtual().start(() -> {
                try {
                    while (!over.get()) {
                        write(some);
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException lost) {
                    Thread.currentThread().interrupt();
                }
            });
            return this;
        }
    }

    @Test
    void aMailGetsInWithinSecondsAlthoughSlowSendersHoldAllPlaces() throws IOException {
        var slow = new Sender("slow", 2).drips("x");
        new Sender("slower", 3).drips("y");
        var other = new Sender("other", 4);
        var begun = Instant.now();
        assertThat(other.say("DATA")).startsWith("354");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(other.say("Subject: x\r\n\r\nhelp\r\n.")).startsWith("250");
        assertThat(taken).containsExactly("other@x.example");
        assertThat(slow.in.readLine()).as("it is told why").startsWith("451 4.4.2");
    }

    @Test
    void fastSendersKeepTheirPlacesAndSoDoSlowOnesWhenNobodyWaits() throws Exception {
        var slow = new Sender("slow", 2).drips("x");
        Thread.sleep(1_500);
        slow.write("\r\n.\r\n");
        // A drip may have come after the end of the mail; what counts is that it was taken.
        assertThat(slow.in.readLine()).as("nobody waited").startsWith("250");
        new Sender("fast", 3).drips("z".repeat(SLOWEST / 5));
        new Sender("faster", 4).drips("z".repeat(SLOWEST / 4));
        var other = new Sender("other", 5);
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return other.say("DATA");
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        Thread.sleep(2_000);
        assertThat(answer).as("both send fast enough").isNotDone();
    }

    @Test
    void oneAddressLeavesTheLastPlaceToOthers() throws Exception {
        new Sender("relay", 2).drips("z".repeat(SLOWEST));
        var again = new Sender("again", 2);
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return again.say("DATA");
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        Thread.sleep(300);
        var begun = Instant.now();
        assertThat(new Sender("other", 3).say("DATA")).startsWith("354");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(answer).isNotDone();
    }

    @Test
    void whoWasSlowWaitsBehindEverybodyElse() throws Exception {
        var places = new MailPlaces(LIMITS);
        var slow = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        var held = places.enter(slow, () -> {}).orElseThrow();
        var fast = places.enter(InetAddress.getByAddress(new byte[] {127, 0, 0, 3}), () -> {})
                .orElseThrow();
        var order = new CopyOnWriteArrayList<String>();
        fast.read(Long.MAX_VALUE / 2);
        var first = waits(places, InetAddress.getByAddress(new byte[] {127, 0, 0, 4}), "first", order);
        Thread.sleep(1_200); // the slow one is known by now, and gives its place back
        places.leave(held);
        first.join();
        var before = waits(places, slow, "slow", order);
        Thread.sleep(200);
        var after = waits(places, InetAddress.getByAddress(new byte[] {127, 0, 0, 5}), "after", order);
        Thread.sleep(200);
        places.leave(fast);
        after.join();
        assertThat(order).containsExactly("first", "after");
        before.interrupt();
        before.join();
    }

    private static Thread waits(MailPlaces places, InetAddress from, String name, List<String> order) {
        return Thread.ofVirtual().start(() -> {
            try {
                if (places.enter(from, () -> {}).isPresent()) {
                    order.add(name);
                }
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
