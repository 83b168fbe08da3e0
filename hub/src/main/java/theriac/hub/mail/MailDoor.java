package theriac.hub.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives mail for one address by SMTP (RFC 5321) and for nobody else: it relays nothing, knows no
/// log-in and answers nothing about other addresses. What it said 250 to is durable, because its taker
/// returned. Limits hold for each conversation and for all of them together; see [Limits].
public final class MailDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailDoor.class);

    private final Settings settings;
    private final Limits limits;
    private final Taker taker;
    private final ServerSocket listener;
    private final ExecutorService conversations = Executors.newVirtualThreadPerTaskExecutor();
    private final MailPlaces places;
    private final Map<InetAddress, Integer> open = new HashMap<>();

    /// @param address to listen on
    /// @param port 0 takes a free one
    /// @param recipient the one address for which mail is taken
    /// @param tls offered with STARTTLS; empty: not offered
    public record Settings(InetAddress address, int port, String recipient, Optional<SSLContext> tls) {}

    /// @param largest octets of a mail
    /// @param connections at once
    /// @param fromOne connections at once from one address
    /// @param bodies mails that are read at once: each is in memory
    /// @param mails in one conversation
    /// @param recipients that are asked for in one mail, taken or not
    /// @param mistakes after which a conversation ends
    /// @param silence after which a conversation ends
    /// @param whole time of a conversation
    /// @param patience how long a mail waits for one of the `bodies` before its sender is asked to come
    ///     again
    /// @param grace over which the rate of a mail is measured: nobody loses a place sooner
    /// @param slowest octets a second, below which a mail loses its place when another waits
    public record Limits(
            int largest,
            int connections,
            int fromOne,
            int bodies,
            int mails,
            int recipients,
            int mistakes,
            Duration silence,
            Duration whole,
            Duration patience,
            Duration grace,
            int slowest) {

        /// 20 MB, 20 connections and 5 of one address, 2 mails at once; a minute of silence, ten in all;
        /// who
        /// waits gets in within seconds when another sends less than 64 kB a second for 3 seconds.
        public static final Limits STANDARD = new Limits(
                20 << 20,
                20,
                5,
                2,
                20,
                20,
                10,
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                64 << 10);
    }

    /// Keeps what came.
    @FunctionalInterface
    public interface Taker {
        /// When it returns the mail is durable.
        ///
        /// @param sender of the envelope; "" for what machines say of other mails (RFC 5321 §4.5.5)
        /// @param mail as it came, without the dots of the protocol
        /// @return empty when it was taken; otherwise one line on why it never will be
        /// @throws RuntimeException when it cannot be kept now: the sender tries again later
        Optional<String> take(String sender, byte[] mail);
    }

    private MailDoor(Settings settings, Limits limits, Taker taker) throws IOException {
        this.settings = settings;
        this.limits = limits;
        this.taker = taker;
        this.places = new MailPlaces(limits);
        this.listener = new ServerSocket();
        listener.bind(new InetSocketAddress(settings.address(), settings.port()));
    }

    /// Begins to listen.
    ///
    /// @throws IOException when the port is taken or may not be used
    public static MailDoor open(Settings settings, Limits limits, Taker taker) throws IOException {
        var door = new MailDoor(settings, limits, taker);
        Thread.ofVirtual().name("mail door").start(door::listen);
        return door;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                if (enter(socket.getInetAddress())) {
                    conversations.execute(() -> converse(socket));
                } else {
                    refuse(socket);
                }
            } catch (IOException closed) {
                if (!listener.isClosed()) {
                    LOG.warn("The mail door could not take a connection: {}", closed.getMessage());
                }
            }
        }
    }

    private boolean enter(InetAddress from) {
        synchronized (open) {
            int all = open.values().stream().mapToInt(Integer::intValue).sum();
            int own = open.getOrDefault(from, 0);
            if (all >= limits.connections() || own >= limits.fromOne()) {
                return false;
            }
            open.put(from, own + 1);
            return true;
        }
    }

    private void leave(InetAddress from) {
        synchronized (open) {
            open.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    private static void refuse(Socket socket) {
        try (socket) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream()
                    .write("421 4.3.2 Too many connections now; try again later.\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            LOG.debug("A connection ended before it was refused.", gone);
        }
    }

    private void converse(Socket socket) {
        var from = socket.getInetAddress();
        try (socket) {
            socket.setSoTimeout((int) limits.silence().toMillis());
            // Whoever sends one octet a minute is not silent, and ends here nevertheless.
            var clock = Thread.ofVirtual().start(() -> end(socket));
            try {
                new MailConversation(socket, settings, limits, places, taker).run();
            } finally {
                clock.interrupt();
            }
        } catch (IOException gone) {
            LOG.debug("A mail conversation broke off.", gone);
        } finally {
            leave(from);
        }
    }

    private void end(Socket socket) {
        try {
            Thread.sleep(limits.whole());
            socket.close();
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.debug("A mail conversation that was too long could not be closed.", gone);
        }
    }

    /// Takes no further connections and ends those that are there.
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException odd) {
            LOG.debug("The mail door did not close as it should.", odd);
        }
        conversations.shutdownNow();
    }
}
