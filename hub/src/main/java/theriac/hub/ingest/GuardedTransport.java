package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSession;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetched;
import theriac.hub.fetch.Fetcher;
import theriac.taxii.client.Transport;

/// The TAXII client's way to a partner's server: the same address check as for every other source. For reading only.
final class GuardedTransport implements Transport {

    private final Fetcher fetcher;
    private final Credential credential;
    private final AddressRules rules;
    private final FetchLimits limits;

    GuardedTransport(Fetcher fetcher, Credential credential, AddressRules rules, FetchLimits limits) {
        this.fetcher = fetcher;
        this.credential = credential;
        this.rules = rules;
        this.limits = limits;
    }

    @Override
    public HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        if (!request.method().equals("GET")) {
            throw new IOException("Sources are only read.");
        }
        var headers = new TreeMap<String, String>();
        request.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        var question = new FetchRequest(request.uri(), headers, credential, rules, limits);
        try {
            return new Answer(request, fetcher.ask(question));
        } catch (FetchFailure failure) {
            throw new Refused(failure.sentence(), failure);
        }
    }

    @Override
    public void close() {
        // Nothing is kept open between requests.
    }

    private record Answer(HttpRequest request, Fetched fetched) implements HttpResponse<InputStream> {

        @Override
        public int statusCode() {
            return fetched.status();
        }

        @Override
        public Optional<HttpResponse<InputStream>> previousResponse() {
            return Optional.empty();
        }

        /// The body comes unpacked already.
        @Override
        public HttpHeaders headers() {
            Map<String, List<String>> headers = new TreeMap<>(fetched.headers());
            headers.remove("content-encoding");
            headers.remove("content-length");
            return HttpHeaders.of(headers, (name, value) -> true);
        }

        @Override
        public InputStream body() {
            return fetched.body();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
