package theriac.taxii.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.GZIPInputStream;
import theriac.stix.json.Json;
import theriac.stix.json.JsonLimits;
import theriac.stix.json.JsonObject;
import theriac.taxii.client.TaxiiFailure.Kind;

/// Sends single requests and turns everything that goes wrong into a [TaxiiFailure].
final class Exchange implements AutoCloseable {

    private static final int ERROR_BYTES = 8 << 10; // enough for a title and a description
    private static final int ERROR_CHARS = 200;
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private final TaxiiClientSettings settings;
    private final Transport transport;
    private final ScheduledExecutorService guards;

    Exchange(TaxiiClientSettings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
        this.guards = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("taxii-client-guard").factory());
    }

    /// A request to this address, with what every request carries.
    ///
    /// @throws TaxiiFailure when the address is not on the server of the settings
    HttpRequest.Builder request(URI address, String accept) throws TaxiiFailure {
        if (!isAtHome(address)) {
            throw new TaxiiFailure(
                    Kind.ELSEWHERE,
                    "The address is on another host than the server that was agreed on, so it was not asked: "
                            + clean(address.toString()));
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .timeout(settings.answerTimeout())
                .header("Accept", accept)
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", settings.userAgent());
        settings.auth().header().ifPresent(value -> builder.header("Authorization", value));
        return builder;
    }

    /// Sends and returns a successful answer, whose body the caller closes.
    ///
    /// @param alsoFine an error status that the caller understands
    HttpResponse<InputStream> send(HttpRequest request, int... alsoFine) throws TaxiiFailure {
        try {
            HttpResponse<InputStream> response = transport.send(request);
            int status = response.statusCode();
            if (status >= 200 && status < 300 || Arrays.stream(alsoFine).anyMatch(fine -> fine == status)) {
                return response;
            }
            throw refused(response);
        } catch (IOException broken) {
            throw failure(broken, request.uri());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TaxiiFailure(Kind.INTERRUPTED, "The request was interrupted.");
        }
    }

    /// The body, watched, decompressed and capped.
    InputStream body(HttpResponse<InputStream> response) throws IOException {
        InputStream watched =
                new WatchedStream(response.body(), settings.idleTimeout(), settings.pageTimeout(), guards);
        String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("gzip")) {
            return new CappedStream(watched, settings.pageBytes());
        }
        try {
            return new CappedStream(new GZIPInputStream(watched, 64 << 10), settings.pageBytes());
        } catch (IOException notGzip) {
            watched.close();
            throw notGzip;
        }
    }

    /// Drops an answer whose status said everything.
    void discard(HttpResponse<InputStream> response) {
        said(response);
    }

    TaxiiFailure failure(IOException broken, URI address) {
        return switch (broken) {
            case HttpTimeoutException late ->
                new TaxiiFailure(Kind.TIMEOUT, "The server did not answer in time: " + clean(address.toString()));
            case Transport.Refused refused -> new TaxiiFailure(Kind.UNREACHABLE, refused.sentence());
            case WatchedStream.TooSlow slow -> new TaxiiFailure(Kind.TIMEOUT, String.valueOf(slow.getMessage()));
            case CappedStream.TooLarge large -> new TaxiiFailure(Kind.TOO_LARGE, String.valueOf(large.getMessage()));
            case ConnectException none ->
                new TaxiiFailure(Kind.UNREACHABLE, "Nobody answers at " + clean(address.toString()) + ".");
            default ->
                new TaxiiFailure(
                        Kind.UNREACHABLE,
                        "The connection broke: " + clean(Objects.requireNonNullElse(broken.getMessage(), "no reason")));
        };
    }

    private TaxiiFailure refused(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        String said = said(response);
        String sentence = "The server answered " + status + (said.isEmpty() ? "." : ": " + said);
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                new TaxiiFailure(
                        Kind.ELSEWHERE,
                        "The server redirects to "
                                + clean(response.headers()
                                        .firstValue("Location")
                                        .orElse("an unnamed place"))
                                + "; redirects are not followed, set the source to the new address.");
            case 401, 403 -> new TaxiiFailure(Kind.NOT_ALLOWED, sentence);
            case 404 -> new TaxiiFailure(Kind.NOT_FOUND, sentence);
            case 429, 503 -> new TaxiiFailure(Kind.BUSY, sentence, retryAfter(response));
            default -> new TaxiiFailure(Kind.REFUSED, sentence);
        };
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,9}")) // the form with a date is left to the caller's own patience
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(wish -> wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish);
    }

    /// Title and description of a TAXII error, cleaned; empty when there are none.
    private String said(HttpResponse<InputStream> response) {
        try (InputStream body = body(response)) {
            byte[] start = body.readNBytes(ERROR_BYTES);
            Optional<JsonObject> error =
                    Json.parse(start, JsonLimits.standard()).object();
            String title = error.flatMap(json -> json.text("title")).orElse("");
            String description = error.flatMap(json -> json.text("description")).orElse("");
            return clean((title + " " + description).strip());
        } catch (IOException unreadable) {
            return ""; // the status says enough
        }
    }

    /// One line that can be shown and logged: without control and bidirectional characters, cut.
    static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
        return line.length() <= ERROR_CHARS ? line : line.substring(0, ERROR_CHARS) + "…";
    }

    private boolean isAtHome(URI address) {
        URI home = settings.server();
        return address.getHost() != null
                && address.getHost().equalsIgnoreCase(home.getHost())
                && String.valueOf(address.getScheme()).equalsIgnoreCase(home.getScheme())
                && port(address) == port(home)
                && address.getRawUserInfo() == null;
    }

    private static int port(URI address) {
        boolean https = "https".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT));
        return address.getPort() >= 0 ? address.getPort() : https ? 443 : 80;
    }

    @Override
    public void close() {
        guards.shutdownNow();
        transport.close();
    }
}
