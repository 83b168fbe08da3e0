package theriac.taxii.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import theriac.stix.BundleReader;
import theriac.taxii.MediaType;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.client.TaxiiFailure.Kind;

/// One poll of a TAXII 2.1 collection: page after page until the server says that there is no more, or makes no
/// progress.
///
/// The watermark stays one microsecond behind the last date of a page that is not the last one, because servers exist
/// that give several objects the same `date_added` and cut a page between them.
final class Poll {

    private static final int FRUITLESS = 100; // pages in a row without anything new; slow filters have a few
    private static final int PAGES_REMEMBERED = 100_000;
    private static final Duration SKEW = Duration.ofDays(1); // a later date than this is a mistake or a trap

    private final Exchange exchange;
    private final TaxiiClientSettings settings;
    private final Clock clock;
    private final PollSink sink;
    private final URI objects;
    private final PollNotes notes;
    private Optional<Instant> addedAfter;
    private Optional<String> next = Optional.empty();
    private Set<String> pageBefore = Set.of();
    private final Set<Long> pagesSeen = new HashSet<>();
    private int fruitless;

    Poll(
            Exchange exchange,
            TaxiiClientSettings settings,
            Clock clock,
            URI objects,
            Optional<Instant> since,
            PollSink sink) {
        this.exchange = exchange;
        this.settings = settings;
        this.clock = clock;
        this.objects = objects;
        this.sink = sink;
        this.addedAfter = since;
        this.notes = new PollNotes(since);
    }

    PollResult run() {
        return notes.follow(settings.pages(), this::page);
    }

    /// Reads one page; true when another is to be asked for.
    private boolean page() throws TaxiiFailure {
        PageReader page = new PageReader(sink, notes, pageBefore);
        HttpResponse<InputStream> response = exchange.send(
                exchange.request(address(), MediaType.TAXII_21).GET().build());
        read(exchange, settings, notes, response, page);
        if (page.isBundle()) {
            notes.once("taxii-bundle", "The server sends bundles instead of envelopes (TAXII 2.1 §3.7).");
        }
        Optional<Instant> last = lastDate(response, page, notes, clock);
        boolean more = hasMore(page);
        notes.pages++;
        last.map(date -> more ? date.minus(1, ChronoUnit.MICROS) : date).ifPresent(notes::reached);
        sink.pageEnd(notes.watermark);
        if (more) {
            advance(page, last);
            pageBefore = page.keys();
        }
        return more;
    }

    /// Streams a body through the page reader; a body that is not whole is a failure.
    static void read(
            Exchange exchange,
            TaxiiClientSettings settings,
            PollNotes notes,
            HttpResponse<InputStream> response,
            PageReader page)
            throws TaxiiFailure {
        try (InputStream body = exchange.body(response)) {
            MediaTypes.mustBeTaxii(response, notes);
            BundleReader.read(body, settings.limits().withDocumentBytes(Long.MAX_VALUE), page);
        } catch (IOException broken) {
            throw exchange.failure(broken, response.uri());
        }
        if (!page.isWhole()) {
            throw new TaxiiFailure(
                    Kind.NOT_TAXII,
                    "A page is not a whole TAXII envelope: it is no JSON, or it ends too early. The watermark stays.");
        }
    }

    static Optional<Instant> lastDate(HttpResponse<?> response, PageReader page, PollNotes notes, Clock clock) {
        Optional<Instant> last =
                response.headers().firstValue("X-TAXII-Date-Added-Last").flatMap(TaxiiTimestamp::parse);
        if (last.isEmpty() && page.entries() > 0) {
            notes.once(
                    "taxii-no-date",
                    "The server sends no readable X-TAXII-Date-Added-Last (TAXII 2.1 §3.2), so the watermark cannot"
                            + " move: the next poll reads everything again.");
        }
        if (last.isPresent() && last.get().isAfter(clock.instant().plus(SKEW))) {
            notes.once(
                    "taxii-future-date",
                    "The server gives a date in the future; it is not used, or later objects would be missed.");
            return Optional.empty();
        }
        return last;
    }

    private boolean hasMore(PageReader page) {
        if (page.more().isEmpty() && page.next().isPresent()) {
            notes.once("taxii-next-without-more", "The server gives \"next\" without \"more\" (TAXII 2.1 §3.7).");
            return page.entries() > 0;
        }
        return page.more().orElse(false);
    }

    private void advance(PageReader page, Optional<Instant> last) throws TaxiiFailure {
        fruitless = page.fresh() == 0 ? fruitless + 1 : 0;
        if (fruitless > FRUITLESS) {
            throw loop();
        }
        if (page.next().isEmpty()) {
            advanceByDate(page, last);
            return;
        }
        // The same "next" with other content is progress (some servers keep the place themselves); the same content
        // is not.
        boolean seen = page.entries() > 0 && !pagesSeen.add(page.digest());
        if (seen || page.entries() == 0 && page.next().equals(next)) {
            throw loop();
        }
        if (pagesSeen.size() > PAGES_REMEMBERED) {
            pagesSeen.clear();
        }
        next = page.next();
    }

    private static TaxiiFailure loop() {
        return new TaxiiFailure(
                Kind.LOOP, "The server says that there is more and sends the same page again; the poll was stopped.");
    }

    /// Without `next` the last date must do (TAXII 2.1 §3.5), once more including its microsecond, for ties.
    private void advanceByDate(PageReader page, Optional<Instant> last) throws TaxiiFailure {
        notes.once(
                "taxii-more-without-next",
                "The server says \"more\" and gives no \"next\"; the poll goes on from the last date_added.");
        if (last.isEmpty()) {
            throw new TaxiiFailure(
                    Kind.LOOP,
                    "The server says that there is more, and gives neither \"next\" nor a date to go on from.");
        }
        next = Optional.empty();
        Instant date = last.get();
        Instant asked = addedAfter.orElse(Instant.MIN);
        Instant withTies = date.minus(1, ChronoUnit.MICROS);
        if (page.fresh() > 0 && withTies.isAfter(asked)) {
            addedAfter = Optional.of(withTies);
        } else if (date.isAfter(asked)) {
            if (page.fresh() > 0) {
                notes.once(
                        "taxii-tie",
                        "More objects share one date_added than fit on a page, and there is no \"next\":"
                                + " some may be missed.");
            }
            addedAfter = Optional.of(date);
        } else if (date.equals(asked)) {
            notes.once("taxii-inclusive", "The server treats added_after as inclusive (TAXII 2.1 §3.4 says after).");
            addedAfter = Optional.of(date.plus(1, ChronoUnit.MICROS));
        } else {
            throw loop(); // it ignores added_after
        }
    }

    private URI address() {
        StringBuilder address = new StringBuilder(objects.toString());
        address.append("?limit=").append(settings.pageLimit());
        addedAfter.ifPresent(after -> address.append("&added_after=").append(encoded(TaxiiTimestamp.text(after))));
        next.ifPresent(token -> address.append("&next=").append(encoded(token)));
        return URI.create(address.toString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
