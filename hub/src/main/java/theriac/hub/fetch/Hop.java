package theriac.hub.fetch;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import theriac.hub.fetch.FetchFailure.Kind;

/// One question to one server at one address, without redirects; everything that goes wrong becomes a
/// [FetchFailure].
final class Hop {

    /// What the platform says when a server ends a handshake for want of a certificate that it takes (RFC
    /// 8446 §6.2).
    private static final Pattern REFUSED = Pattern.compile(
            "Received fatal alert: (certificate_required|bad_certificate"
                    + "|certificate_unknown|certificate_expired|certificate_revoked|unknown_ca|access_denied|handshake_failure)");

    private final FetchRequest request;
    private final List<String> secrets;
    private final Resolver resolver;
    private final @Nullable SSLContext tls;
    private final Watch watch;

    /// @param secrets of the whole fetch: a server may repeat what it was sent a hop ago
    /// @param tls see [Tls]
    Hop(FetchRequest request, List<String> secrets, Resolver resolver, @Nullable SSLContext tls, Watch watch) {
        this.request = request;
        this.secrets = secrets;
        this.resolver = resolver;
        this.tls = tls;
        this.watch = watch;
    }

    Fetched ask() throws FetchFailure {
        var addresses = CheckedAddresses.of(
                request.address(), resolver, request.rules(), request.limits().answer());
        var client = PinnedClient.to(request.address(), addresses, request.limits(), tls);
        var question = question();
        watch.abortWith(() -> {
            question.abort();
            client.drop();
        });
        try {
            return answer(client.execute(question), client);
        } catch (IOException broken) {
            client.drop();
            throw failure(broken);
        } catch (RuntimeException fault) {
            client.drop();
            if (watch.late()) {
                // The client was closed under its hands.
                throw failure(new IOException(fault));
            }
            throw fault;
        }
    }

    private HttpUriRequestBase question() {
        var address = request.credential().in(request.address());
        var post = request.post();
        var question = post == null ? new HttpGet(address) : new HttpPost(address);
        if (post != null) {
            question.setEntity(new ByteArrayEntity(post, null));
        }
        question.setHeader("Accept-Encoding", "gzip, deflate");
        question.setHeader("Accept", "*/*");
        request.headers().forEach(question::setHeader);
        request.credential().headers().forEach(question::setHeader);
        return question;
    }

    private Fetched answer(ClassicHttpResponse response, PinnedClient client) throws IOException {
        var headers = new HashMap<String, List<String>>();
        for (var header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        var entity = response.getEntity();
        // The connection is dropped, not drained: what a hostile server still has to say is not of interest.
        Runnable between = client::drop;
        Runnable closing = () -> {
            watch.close();
            client.drop();
        };
        boolean redirect = response.getCode() / 100 == 3 && response.getCode() != 304;
        watch.pause();
        var body = entity == null
                ? InputStream.nullInputStream()
                : new Body(unpacked(new Body(entity.getContent(), () -> {}), headers), closing);
        return new Fetched(
                request.address(), response.getCode(), Map.copyOf(headers), body, redirect ? between : closing);
    }

    private InputStream unpacked(InputStream raw, Map<String, List<String>> headers) throws IOException {
        var limits = request.limits();
        var coding = headers.getOrDefault("content-encoding", List.of("identity"));
        return switch (String.join(",", coding).strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Inflated.capped(raw, limits.bytes());
            case "gzip", "x-gzip" -> Inflated.gzip(raw, limits.bytes(), limits.ratio());
            case "deflate" -> Inflated.deflate(raw, limits.bytes(), limits.ratio());
            default ->
                throw new FetchFailure(
                        Kind.BROKEN,
                        "%s sends its data packed in a way that the hub does not know: %s."
                                .formatted(where(), Shown.clean(String.join(",", coding), secrets)));
        };
    }

    private FetchFailure failure(IOException broken) {
        // The watch and the socket wait for the same silence: which of them notices first is chance.
        if (watch.late() || broken instanceof SocketTimeoutException) {
            return new FetchFailure(
                    Kind.TIMEOUT,
                    "%s is too slow: the hub waited as long as it may and gave up. It tries again later."
                            .formatted(where()));
        }
        return switch (broken) {
            case FetchFailure known -> known;
            case SSLException refused
            when REFUSED.matcher(String.valueOf(refused.getMessage())).find() ->
                new FetchFailure(
                        Kind.UNTRUSTED,
                        "%s ends the TLS handshake (%s): it wants a client certificate, or another one than the hub shows. Keep the right one in the vault and choose it at the source or destination."
                                .formatted(where(), said(refused)));
            case SSLException untrusted ->
                new FetchFailure(
                        Kind.UNTRUSTED,
                        "%s cannot show that it is the server of that name (TLS): %s. Tell its owner."
                                .formatted(where(), said(untrusted)));
            case ConnectionClosedException cut -> cut();
            case MalformedChunkCodingException cut -> cut();
            case EOFException cut -> cut();
            case ZipException notPacked ->
                new FetchFailure(
                        Kind.BROKEN,
                        "What %s sends is not packed as it says; nothing of it was taken.".formatted(where()));
            case ConnectException nobody ->
                FetchFailure.notConnected("The connection to %s failed: %s.".formatted(where(), said(nobody)));
            default ->
                new FetchFailure(
                        Kind.UNREACHABLE,
                        "The connection to %s failed: %s.%s".formatted(where(), said(broken), hint(broken)));
        };
    }

    /// A server may be gone before its reason is read (RFC 8446 §6.2, after the client's last message).
    private String hint(IOException broken) {
        return Fetcher.isSecure(request.address()) && broken.getClass() == SocketException.class
                ? " A server that wants a client certificate, or another one than the hub shows, breaks off like this too."
                : "";
    }

    private FetchFailure cut() {
        return new FetchFailure(
                Kind.BROKEN,
                "%s broke off before the end of its answer; nothing of it was taken. The hub tries again later."
                        .formatted(where()));
    }

    private String where() {
        return Shown.clean(Shown.address(request.address()), secrets);
    }

    private String said(IOException broken) {
        return Shown.clean(Objects.requireNonNullElse(broken.getMessage(), "no reason was given"), secrets);
    }

    /// Waiting for the server is watched, and what goes wrong is said in a sentence.
    private final class Body extends FilterInputStream {
        private final Runnable closing;

        Body(InputStream in, Runnable closing) {
            super(in);
            this.closing = closing;
        }

        @Override
        public void close() {
            closing.run();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            watch.step(request.limits().silence());
            try {
                int got = super.read(into, offset, length);
                if (watch.late()) {
                    throw failure(new IOException("late"));
                }
                return got;
            } catch (IOException broken) {
                throw failure(broken);
            } finally {
                watch.pause();
            }
        }
    }
}
