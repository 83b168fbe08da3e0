package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetched;
import theriac.hub.fetch.Fetcher;
import theriac.taxii.client.Transport;

/// The TAXII client's way to a partner's server: the same address check as for every other source. For reading only,
/// unless it was made for writing.
final class GuardedTransport implements Transport {

    private final Fetcher fetcher;
    private final Credential credential;
    private final AddressRules rules;
    private final FetchLimits limits;
    private final boolean writes;

    GuardedTransport(Fetcher fetcher, Credential credential, AddressRules rules, FetchLimits limits) {
        this(fetcher, credential, rules, limits, false);
    }

    static GuardedTransport forWriting(Fetcher fetcher, Credential credential, AddressRules rules, FetchLimits limits) {
        return new GuardedTransport(fetcher, credential, rules, limits, true);
    }

    private GuardedTransport(
            Fetcher fetcher, Credential credential, AddressRules rules, FetchLimits limits, boolean writes) {
        this.writes = writes;
        this.fetcher = fetcher;
        this.credential = credential;
        this.rules = rules;
        this.limits = limits;
    }

    @Override
    public HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        boolean posts = request.method().equals("POST");
        if (!request.method().equals("GET") && !(posts && writes)) {
            throw new IOException("Sources are only read.");
        }
        var headers = new TreeMap<String, String>();
        request.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        var question = new FetchRequest(
                request.uri(),
                headers,
                credential,
                rules,
                limits,
                posts ? request.bodyPublisher().map(GuardedTransport::octets).orElseThrow() : null);
        try {
            return new Answer(request, fetcher.ask(question));
        } catch (FetchFailure failure) {
            throw new Refused(failure.sentence(), failure);
        }
    }

    /// What is posted is in memory already.
    private static byte[] octets(HttpRequest.BodyPublisher body) {
        var whole = HttpResponse.BodySubscribers.ofByteArray();
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                whole.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                whole.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable failure) {
                whole.onError(failure);
            }

            @Override
            public void onComplete() {
                whole.onComplete();
            }
        });
        return whole.getBody().toCompletableFuture().join();
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
