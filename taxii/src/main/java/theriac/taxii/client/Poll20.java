package theriac.taxii.client;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.client.TaxiiFailure.Kind;

/// One poll of a TAXII 2.0 collection: bundles, cut by `Range: items a-b` (TAXII 2.0 §3.4). Objects come as STIX 2.0.
final class Poll20 {

    private static final int PARTIAL = 206;
    private static final int NOTHING_THERE = 416;
    private static final Pattern RANGE = Pattern.compile("items\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final Exchange exchange;
    private final TaxiiClientSettings settings;
    private final Clock clock;
    private final URI objects;
    private final Optional<Instant> since;
    private final PollSink sink;
    private final PollNotes notes;
    private long start;

    Poll20(
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
        this.since = since;
        this.sink = sink;
        this.notes = new PollNotes(since);
    }

    PollResult run() {
        return notes.follow(settings.pages(), this::page);
    }

    private boolean page() throws TaxiiFailure {
        HttpResponse<InputStream> response = exchange.send(request(), NOTHING_THERE);
        if (response.statusCode() == NOTHING_THERE) {
            exchange.discard(response);
            return false;
        }
        PageReader page = new PageReader(sink, notes, Set.of());
        Poll.read(exchange, settings, notes, response, page);
        boolean more = response.statusCode() == PARTIAL && advance(response, page);
        notes.pages++;
        Poll.lastDate(response, page, notes, clock)
                .map(date -> more ? date.minus(1, ChronoUnit.MICROS) : date)
                .ifPresent(notes::reached);
        sink.pageEnd(notes.watermark);
        return more;
    }

    private HttpRequest request() throws TaxiiFailure {
        String query = since.map(after -> "?added_after=" + Poll.encoded(TaxiiTimestamp.text(after)))
                .orElse("");
        return exchange.request(URI.create(objects + query), MediaTypes.STIX_20)
                .header("Range", "items " + start + "-" + (start + settings.pageLimit() - 1))
                .GET()
                .build();
    }

    /// Moves to the next range; false when this was the last one.
    private boolean advance(HttpResponse<?> response, PageReader page) throws TaxiiFailure {
        Matcher range = RANGE.matcher(
                response.headers().firstValue("Content-Range").orElse("").strip());
        if (!range.matches() || page.entries() == 0) {
            notes.once("taxii-range", "The server sends a part without saying which (Content-Range, TAXII 2.0 §3.4).");
            return false;
        }
        long end = Long.parseLong(range.group(2));
        boolean last = !range.group(3).equals("*") && end + 1 >= Long.parseLong(range.group(3));
        if (!last && end < start) {
            throw new TaxiiFailure(Kind.LOOP, "The server sends the same range again; the poll was stopped.");
        }
        start = end + 1;
        return !last;
    }
}
