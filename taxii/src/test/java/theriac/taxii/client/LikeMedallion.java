package theriac.taxii.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import theriac.taxii.TaxiiTimestamp;
import theriac.taxii.client.ScriptedServer.Answer;
import theriac.taxii.contract.Objects;

/// A server that pages as OASIS's own `medallion` does, written from what its source does: the
/// first question is answered once, and what is left of the answer is kept under a `next` that
/// stays the same from page to page, that forgets each page as soon as it was given, that ends
/// after half a minute, and that is still named on the last page. All objects of one post have one
/// `date_added`. An answer without objects has neither the list nor the dates.
final class LikeMedallion implements AutoCloseable {

    private record Dated(Instant at, String json) {}

    private record Kept(List<Dated> rest, Map<String, String> asked) {}

    private final List<Dated> objects = new ArrayList<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private final int mostPerPage;
    private final ScriptedServer server = new ScriptedServer(this::play);
    private int pages;
    private int forgetsAfter = Integer.MAX_VALUE;
    private int breaksAt = Integer.MAX_VALUE;

    LikeMedallion(int mostPerPage) {
        this.mostPerPage = mostPerPage;
    }

    /// Somebody posts these, at one moment.
    synchronized void posted(Instant at, int from, int to) {
        for (int i = from; i < to; i++) {
            objects.add(new Dated(at, Objects.indicator(i, 0)));
        }
    }

    /// After so many pages more it knows no `next` any more.
    synchronized void forgetsAfter(int more) {
        forgetsAfter = pages + more;
    }

    /// The page after so many is cut off on its way; the server holds it for given.
    synchronized void breaksAfter(int more) {
        breaksAt = pages + more;
    }

    ScriptedServer http() {
        return server;
    }

    private void play(HttpExchange exchange, int count) throws IOException {
        var asked = parameters(exchange);
        var answer = answer(asked);
        synchronized (this) {
            if (pages++ == breaksAt) {
                exchange.getResponseHeaders().set("Content-Type", ScriptedServer.TAXII);
                var half =
                        answer.body().substring(0, answer.body().length() / 2).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, half.length * 2L);
                exchange.getResponseBody().write(half);
                exchange.getResponseBody().flush();
                throw new IOException("The wire is cut.");
            }
        }
        answer.send(exchange);
    }

    private synchronized Answer answer(Map<String, String> asked) {
        int limit = Math.min(mostPerPage, Integer.parseInt(asked.getOrDefault("limit", "10")));
        asked.remove("limit");
        if (pages >= forgetsAfter) {
            kept.clear();
        }
        var next = asked.remove("next");
        if (next == null) {
            var found = objects.stream()
                    .filter(one -> !asked.containsKey("added_after")
                            || one.at()
                                    .isAfter(TaxiiTimestamp.parse(asked.get("added_after"))
                                            .orElseThrow()))
                    .toList();
            return page(UUID.randomUUID().toString(), new Kept(found, asked), limit, false);
        }
        var known = kept.get(next);
        if (known == null) {
            return refused("'next' not valid");
        }
        return known.asked().equals(asked)
                ? page(next, known, limit, true)
                : refused("params changed over subsequent transaction");
    }

    private Answer page(String next, Kept from, int limit, boolean continued) {
        var given = from.rest().subList(0, Math.min(limit, from.rest().size()));
        var rest = List.copyOf(from.rest().subList(given.size(), from.rest().size()));
        boolean more = !rest.isEmpty();
        if (more) {
            kept.put(next, new Kept(rest, from.asked()));
        } else {
            kept.remove(next);
        }
        if (given.isEmpty()) {
            return Answer.of(200, ScriptedServer.TAXII, "{\"more\": false}");
        }
        var list = String.join(",", given.stream().map(Dated::json).toList());
        var named = more || continued ? ", \"next\": \"%s\"".formatted(next) : "";
        return new Answer(
                200,
                Map.of(
                        "Content-Type", ScriptedServer.TAXII,
                        "X-TAXII-Date-Added-First",
                                TaxiiTimestamp.text(given.getFirst().at()),
                        "X-TAXII-Date-Added-Last",
                                TaxiiTimestamp.text(given.getLast().at())),
                "{\"objects\": [%s], \"more\": %s%s}".formatted(list, more, named));
    }

    private static Answer refused(String why) {
        return Answer.of(
                400,
                ScriptedServer.TAXII,
                "{\"title\": \"ProcessingError\", \"description\": \"%s\", \"http_status\": \"400\"}".formatted(why));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        var found = new TreeMap<String, String>();
        var query = exchange.getRequestURI().getRawQuery();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            var parts = pair.split("=", 2);
            found.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
