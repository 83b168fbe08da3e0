package theriac.bench.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import theriac.bench.CpuTime;
import theriac.bench.Figures;
import theriac.bench.TemporaryHub;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Objects over TAXII: a page, what it costs, and what one, ten and a hundred clients get at once. The clients run in
/// the hub's own process and look at the octets as little as they can: what they do is in the figures too.
final class TaxiiFigures {

    private static final int PAGE = 1_000;
    private static final int PAGES = 100;
    private static final String MEDIA_TYPE = "application/taxii+json;version=2.1";
    private static final Pattern NEXT = Pattern.compile("^\\{\"more\":true,\"next\":\"([^\"]+)\"");

    /// Stands in each object once.
    private static final byte[] MARK = "\"id\":\"indicator--".getBytes(StandardCharsets.US_ASCII);

    private final TemporaryHub hub;
    private final String objects;
    private final String token;

    TaxiiFigures(TemporaryHub hub, String token) {
        this.hub = hub;
        this.objects = hub.url() + "/taxii2/hub/collections/indicators/objects/?limit=" + PAGE;
        this.token = token;
    }

    void measure(int stored, Figures figures) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            int pages = Math.max(1, Math.min(PAGES, stored / PAGE));
            check(client);
            read(client, pages, new ArrayList<>());
            var times = new ArrayList<Double>();
            var before = CpuTime.of(hub);
            read(client, pages, times);
            var used = CpuTime.of(hub).minus(before);
            figures.spread(
                    "taxii_page_of_1000_milliseconds",
                    times.stream().mapToDouble(Double::doubleValue).toArray(),
                    "ms over HTTP");
            figures.add(
                    "taxii_page_hub_processor_milliseconds", used.hub() / 1e3 / times.size(), "ms, client included");
            figures.add("taxii_page_database_processor_milliseconds", used.database() / 1e3 / times.size(), "ms");
            for (int clients : new int[] {1, 10, 100}) {
                stream(client, clients, Math.max(1, pages / (clients == 100 ? 30 : clients == 10 ? 3 : 1)), figures);
            }
        }
    }

    /// That what is counted later are objects.
    private void check(HttpClient client) throws IOException, InterruptedException {
        var page = ask(client, Optional.empty());
        var read = ((JsonObject) Json.read(new String(page, StandardCharsets.UTF_8)))
                .array("objects")
                .orElseThrow()
                .values()
                .size();
        if (read != count(page)) {
            throw new IllegalStateException("A page has " + read + " objects, and " + count(page) + " were counted.");
        }
    }

    private void stream(HttpClient client, int clients, int pages, Figures figures) throws Exception {
        long start = System.nanoTime();
        long read = 0;
        var times = Collections.synchronizedList(new ArrayList<Double>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Long> one = () -> read(client, pages, times);
            for (var done : threads.invokeAll(Collections.nCopies(clients, one))) {
                read += done.get();
            }
        }
        figures.add(
                "taxii_objects_per_second_" + clients + "_clients",
                read / ExchangeBench.seconds(start),
                "objects/s, all clients together");
        figures.add(
                "taxii_longest_wait_of_" + clients + "_clients_seconds",
                times.stream().mapToDouble(Double::doubleValue).max().orElse(0) / 1e3,
                "s for a page");
    }

    /// @return objects read
    private long read(HttpClient client, int pages, List<Double> times) throws IOException, InterruptedException {
        Optional<String> next = Optional.empty();
        long read = 0;
        for (int page = 0; page < pages && (page == 0 || next.isPresent()); page++) {
            long start = System.nanoTime();
            var answer = ask(client, next);
            times.add(ExchangeBench.seconds(start) * 1e3);
            read += count(answer);
            var found = NEXT.matcher(new String(answer, 0, Math.min(answer.length, 300), StandardCharsets.US_ASCII));
            next = found.find() ? Optional.of(found.group(1)) : Optional.empty();
        }
        return read;
    }

    private byte[] ask(HttpClient client, Optional<String> next) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(objects + next.map(place -> "&next=" + place).orElse("")))
                .header("Authorization", "Bearer " + token)
                .header("Accept", MEDIA_TYPE)
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            var bytes = body.readAllBytes();
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The hub answered %d: %s"
                        .formatted(answer.statusCode(), new String(bytes, StandardCharsets.UTF_8)));
            }
            return bytes;
        }
    }

    private static int count(byte[] page) {
        int count = 0;
        for (int at = 0; at <= page.length - MARK.length; at++) {
            if (page[at] == MARK[0] && Arrays.equals(page, at, at + MARK.length, MARK, 0, MARK.length)) {
                count++;
            }
        }
        return count;
    }
}
