package theriac.bench.exchange;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import theriac.bench.Figures;
import theriac.hub.benign.WarningLists;

/// How long a firewall waits for its block list: made anew, kept, unchanged, zipped.
final class ListFigures {

    private static final int ROUNDS = 5;

    private final URI list;
    private final String token;
    private final ExchangeBench.Domains domains;
    private final WarningLists warningLists;
    private final int entries;

    ListFigures(String url, String token, ExchangeBench.Domains domains, WarningLists warningLists, int entries) {
        this.warningLists = warningLists;
        this.list = URI.create(url + "/lists/domains.txt");
        this.token = token;
        this.domains = domains;
        this.entries = entries;
    }

    void measure(Figures figures) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            long start = System.nanoTime();
            var first = fetch(client);
            figures.add("list_first_seconds", ExchangeBench.seconds(start), "s for the first list after the start");
            figures.add("list_entries", lines(first.body()), "entries");
            figures.add("list_megabytes", first.body().length / 1e6, "MB");
            if (lines(first.body()) != entries) {
                throw new IllegalStateException("The list has " + lines(first.body()) + " of " + entries + " entries.");
            }
            figures.spread("list_made_anew_seconds", rounds(client, this::warn), "s, after a warning list has changed");
            figures.spread("list_changed_seconds", rounds(client, round -> domains.claim(1)), "s, one more indicator");
            figures.spread(
                    "list_changed_by_1000_seconds",
                    rounds(client, round -> domains.claim(1_000)),
                    "s, a thousand more indicators");
            var etag = fetch(client).headers().firstValue("ETag").orElseThrow();
            kept(figures, "list_kept_milliseconds", () -> fetch(client));
            kept(figures, "list_unrelated_change_milliseconds", () -> {
                domains.claimReport();
                fetch(client);
            });
            kept(figures, "list_unchanged_milliseconds", () -> fetch(client, "If-None-Match", etag));
            kept(figures, "list_zipped_milliseconds", () -> fetch(client, "Accept-Encoding", "gzip"));
        }
    }

    private interface Change {
        void before(int round);
    }

    /// Seconds for the list after something has changed.
    private double[] rounds(HttpClient client, Change change) throws Exception {
        var seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            change.before(round);
            long start = System.nanoTime();
            fetch(client);
            seconds[round] = ExchangeBench.seconds(start);
        }
        return seconds;
    }

    /// A list of one value that no indicator has: every block list must be made anew.
    private void warn(int round) {
        var list = """
                {"name":"Nothing that is here","type":"hostname","version":%d,"description":"","list":["none.test"],
                 "matching_attributes":["domain"]}""".formatted(round + 1);
        warningLists.save("bench", list.getBytes(StandardCharsets.UTF_8), Optional.empty(), "bench");
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void kept(Figures figures, String name, Work work) throws Exception {
        work.run();
        var rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.run();
            rounds[round] = ExchangeBench.seconds(start) * 1e3;
        }
        figures.spread(name, rounds, "ms over HTTP on this machine");
    }

    private HttpResponse<byte[]> fetch(HttpClient client, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(list).header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 && answer.statusCode() != 304) {
            throw new IllegalStateException("The hub answered " + answer.statusCode() + ".");
        }
        return answer;
    }

    private static long lines(byte[] text) {
        long lines = 0;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }
}
