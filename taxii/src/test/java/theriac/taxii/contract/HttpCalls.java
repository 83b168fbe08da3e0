package theriac.taxii.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import theriac.taxii.contract.TaxiiBench.Length;

/// Sends over real HTTP: for benches that serve on a port, here or far away.
public final class HttpCalls implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    /// @param base scheme, host and port
    public HttpCalls(URI base) {
        this.base = base;
    }

    public Reply send(
            Optional<String> authorization,
            String method,
            String target,
            Map<String, String> headers,
            byte[] body,
            Length length) {
        HttpRequest.BodyPublisher publisher = length == Length.CHUNKED
                ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target))
                .timeout(Duration.ofSeconds(60))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, method.equals("POST") ? publisher : HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
