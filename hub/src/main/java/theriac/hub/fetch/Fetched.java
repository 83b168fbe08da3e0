package theriac.hub.fetch;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An answer whose body is still on its way. Close it. Reads throw [FetchFailure] when the server is too slow,
/// sends too much, or breaks off.
public final class Fetched implements AutoCloseable {

    private final URI address;
    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private final Runnable closing;

    Fetched(URI address, int status, Map<String, List<String>> headers, InputStream body, Runnable closing) {
        this.address = address;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.closing = closing;
    }

    /// Where the answer came from, after redirects; without the secrets of the question.
    public URI address() {
        return address;
    }

    public int status() {
        return status;
    }

    /// 304: nothing changed since the condition that was sent.
    public boolean unchanged() {
        return status == 304;
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /// All headers, by their names in lower case.
    public Map<String, List<String>> headers() {
        return headers;
    }

    /// Unpacked and within the limits.
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        closing.run();
    }
}
