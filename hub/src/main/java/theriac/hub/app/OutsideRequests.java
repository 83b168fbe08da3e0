package theriac.hub.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import theriac.hub.core.Problem;
import theriac.hub.fetch.AddressRules;
import theriac.hub.fetch.Credential;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchLimits;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetched;
import theriac.hub.fetch.Fetcher;

/// Lets a library of the framework ask servers of others through the hub's one door: checked addresses, no
/// redirects, small answers, little patience.
final class OutsideRequests implements ClientHttpRequestFactory {

    private static final FetchLimits LIMITS = FetchLimits.standard()
            .withBytes(1 << 20)
            .withTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final Fetcher fetcher;
    private final AddressRules rules;

    private OutsideRequests(Fetcher fetcher, AddressRules rules) {
        this.fetcher = fetcher;
        this.rules = rules;
    }

    /// @param networks that are not public and may be asked
    /// @throws Problem when one is no network
    static ClientHttpRequestFactory to(Fetcher fetcher, List<String> networks) {
        try {
            return new OutsideRequests(fetcher, AddressRules.allowing(networks));
        } catch (IllegalArgumentException unreadable) {
            throw Problem.badRequest(String.valueOf(unreadable.getMessage()));
        }
    }

    @Override
    public ClientHttpRequest createRequest(URI address, HttpMethod method) {
        return new Question(address, method);
    }

    private final class Question extends AbstractClientHttpRequest {

        private final URI address;
        private final HttpMethod method;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Question(URI address, HttpMethod method) {
            this.address = address;
            this.method = method;
        }

        @Override
        public HttpMethod getMethod() {
            return method;
        }

        @Override
        public URI getURI() {
            return address;
        }

        @Override
        protected java.io.OutputStream getBodyInternal(HttpHeaders headers) {
            return body;
        }

        @Override
        protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
            var sent = new HashMap<>(headers.toSingleValueMap());
            sent.keySet().removeIf(HttpHeaders.CONTENT_LENGTH::equalsIgnoreCase);
            byte @Nullable [] post = method == HttpMethod.POST ? body.toByteArray() : null;
            try {
                return new Reply(fetcher.ask(new FetchRequest(address, sent, Credential.none(), rules, LIMITS, post)));
            } catch (FetchFailure refused) {
                throw new IOException(refused.getMessage(), refused);
            }
        }
    }

    private record Reply(Fetched fetched) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(fetched.status());
        }

        @Override
        public String getStatusText() {
            var known = HttpStatus.resolve(fetched.status());
            return known == null ? "" : known.getReasonPhrase();
        }

        @Override
        public HttpHeaders getHeaders() {
            var headers = new HttpHeaders();
            fetched.headers().forEach(headers::addAll);
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            return headers;
        }

        @Override
        public InputStream getBody() {
            return fetched.body();
        }

        @Override
        public void close() {
            fetched.close();
        }
    }
}
