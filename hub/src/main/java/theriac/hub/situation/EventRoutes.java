package theriac.hub.situation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Ledger;
import theriac.hub.store.Position;

/// What changes, as it changes: server-sent events from the ledger, each viewer's own. One virtual thread per stream,
/// which blocks until the ledger moves. Who reads is asked again at every step, so the stream ends with the session and
/// follows every change of what its reader may see.
@RestController
public final class EventRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// Ledger rows come in bursts; a short rest makes one step of a burst.
    private static final Duration REST = Duration.ofMillis(100);

    /// Who was away longer begins at the end: everything it shows is old.
    private static final Duration LONGEST_ABSENCE = Duration.ofHours(1);

    private final LedgerEvents events;
    private final Ledger ledger;
    private final Streams streams;
    private final Words words;
    private final Function<HttpServletRequest, Viewer> again;

    /// What is said beside the ledger, and to whom.
    @FunctionalInterface
    interface Words {

        /// @return what the page is to ask again; empty: it is not for this person
        Optional<String> about(Viewer.Party person, String word);
    }

    /// @param again who sends this request, asked anew; anonymous when the session has ended
    public EventRoutes(
            theriac.hub.store.Store store,
            Streams streams,
            Presence presence,
            Neighbours neighbours,
            Function<HttpServletRequest, Viewer> again) {
        this.events = new LedgerEvents(store, neighbours);
        this.ledger = store.ledger();
        this.streams = streams;
        this.words = (person, word) -> word.equals("alerts " + person.account())
                ? Optional.of("alerts")
                : presence.concerns(person, word) ? Optional.of("presence") : Optional.empty();
        this.again = again;
    }

    @GetMapping("/api/events")
    @Requires(Permission.SIGNED_IN)
    void events(
            Viewer viewer,
            @RequestHeader(name = "Last-Event-ID") Optional<String> last,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!(viewer instanceof Viewer.Party party)) {
            throw new IllegalStateException("The guard let somebody in who is nobody.");
        }
        long from = begin(last);
        try (var place = streams.open(party.organization() + "|" + party.name())) {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would keep the events back
            follow(request, response.getOutputStream(), from, place);
        } catch (IOException gone) {
            LOG.debug("A reader closed its window: {}", gone.getMessage());
        } catch (InterruptedException stopping) {
            LOG.debug("A stream ends because the hub stops.");
        } catch (DataAccessResourceFailureException outage) {
            // The answer has begun; its reader connects again and is told then.
            LOG.warn("A stream ends because the database does not answer.");
        }
    }

    private long begin(Optional<String> last) {
        long head = ledger.head();
        long oldest = head - LONGEST_ABSENCE.toNanos() / 1_000;
        return last.filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .filter(seq -> seq >= oldest && seq <= head)
                .orElse(head);
    }

    private void follow(HttpServletRequest request, OutputStream out, long from, Streams.Place place)
            throws IOException, InterruptedException {
        long seq = from;
        long word = ledger.lastWord();
        write(out, "retry: 3000\n: " + Position.at(seq) + "\n\n");
        while (true) {
            var viewer = again.apply(request);
            if (!viewer.may(Permission.SIGNED_IN)) {
                return;
            }
            var step = events.after(viewer, seq);
            seq = step.seq();
            for (var event : step.events()) {
                write(out, "event: change\nid: " + event.seq() + "\ndata: " + event.data() + "\n\n");
            }
            word = said(out, viewer, word);
            out.flush();
            if (!step.more()) {
                pause(out, seq, word, place);
            }
        }
    }

    /// Passes on what was said since, once each.
    private long said(OutputStream out, Viewer viewer, long after) throws IOException {
        long last = ledger.lastWord();
        if (last > after && viewer instanceof Viewer.Party person) {
            var about = new TreeSet<String>();
            for (var word : new HashSet<>(ledger.heard(after))) {
                words.about(person, word).ifPresent(about::add);
            }
            for (var each : about) {
                write(out, "event: word\ndata: {\"about\":\"" + each + "\"}\n\n");
            }
        }
        return last;
    }

    private void pause(OutputStream out, long seq, long word, Streams.Place place)
            throws IOException, InterruptedException {
        boolean moved = place.rest(() -> ledger.await(seq, word, HEARTBEAT));
        if (moved) {
            place.rest(() -> {
                Thread.sleep(REST);
                return true;
            });
        } else {
            write(out, ": still here\n\n");
            out.flush();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
