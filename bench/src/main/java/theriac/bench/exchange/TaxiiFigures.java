package theriac.bench.exchange;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import theriac.bench.Figures;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Objects over TAXII: a page, and what one, ten and a hundred clients get at once.
final class TaxiiFigures {

    private static final int PAGE = 1_000;
    private static final int PAGES = 30;
    private static final String MEDIA_TYPE = "application/taxii+json;version=2.1";

    private final String objects;
    private final String token;

    TaxiiFigures(String url, String token) {
        this.objects = url + "/taxii2/hub/collections/indicators/objects/?limit=" + PAGE;
        this.token = token;
    }

    void measure(int stored, Figures figures) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            int pages = Math.max(1, Math.min(PAGES, stored / PAGE));
            read(client, pages, new ArrayList<>());
            var times = new ArrayList<Double>();
            read(client, pages, times);
            figures.spread(
                    "taxii_page_of_1000_milliseconds",
                    times.stream().mapToDouble(Double::doubleValue).toArray(),
                    "ms over HTTP");
            for (int clients : new int[] {1, 10, 100}) {
                stream(client, clients, Math.max(1, pages / (clients == 100 ? 10 : clients == 10 ? 3 : 1)), figures);
            }
        }
    }

    private void stream(HttpClient client, int clients, int pages, Figures figures) throws Exception {
        long start = System.nanoTime();
        long read = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Long> one = () -> read(client, pages, new ArrayList<>());
            for (var done : threads.invokeAll(Collections.nCopies(clients, one))) {
                read += done.get();
            }
        }
        figures.add(
                "taxii_objects_per_second_" + clients + "_clients",
                read / ExchangeBench.seconds(start),
                "objects/s, all clients together");
    }

    /// @return objects read
    private long read(HttpClient client, int pages, ArrayList<Double> times) throws Exception {
        Optional<String> next = Optional.empty();
        long read = 0;
        for (int page = 0; page < pages; page++) {
            var url = objects + next.map(place -> "&next=" + place).orElse("");
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", MEDIA_TYPE)
                    .build();
            long start = System.nanoTime();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            times.add(ExchangeBench.seconds(start) * 1e3);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The hub answered " + answer.statusCode() + ".");
            }
            var envelope = (JsonObject) Json.read(answer.body());
            read += envelope.array("objects")
                    .map(array -> array.values().size())
                    .orElse(0);
            next = envelope.text("next");
            if (next.isEmpty()) {
                return read;
            }
        }
        return read;
    }
}
