package theriac.hub.fetch;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import theriac.hub.fetch.FetchFailure.Kind;

/// Fetches from servers that may be hostile, or point at others that must not be asked. Each hop, the
/// first and every redirect, goes the same way: only http and https, the name resolved once, every
/// address that it has checked against the source's [AddressRules], and the connection made to one of
/// those addresses without asking again. Credentials go to the host that they are for. Safe for many
/// threads; close it when done.
public final class Fetcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

    private final Resolver resolver;
    private final @Nullable X509TrustManager trust;
    private final HostPaces paces;
    private final ScheduledExecutorService guards = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fetch-guard").factory());

    /// Over the machine's own resolver and certificates.
    public Fetcher() {
        this(Resolver.system(), null);
    }

    /// @param trust whose certificates count; null: the platform's
    public Fetcher(Resolver resolver, @Nullable X509TrustManager trust) {
        this(resolver, trust, new HostPaces());
    }

    Fetcher(Resolver resolver, @Nullable X509TrustManager trust, HostPaces paces) {
        this.resolver = resolver;
        this.trust = trust;
        this.paces = paces;
    }

    /// Asks, follows redirects, and answers when status and headers are there.
    ///
    /// @return a success, or 304 when the question had a condition
    /// @throws FetchFailure for everything else, with a sentence
    public Fetched fetch(FetchRequest request) throws FetchFailure {
        var answer = open(request);
        if (answer.unchanged() && isConditional(request)) {
            return answer;
        }
        if (answer.status() / 100 == 2) {
            return answer;
        }
        var failure = Answers.refused(answer, request);
        answer.close();
        throw failure;
    }

    /// Asks and follows redirects; any other status is the caller's to judge.
    ///
    /// @throws FetchFailure when there is no answer to be had
    public Fetched open(FetchRequest request) throws FetchFailure {
        var watch = new Watch(request.limits(), guards);
        try {
            return follow(request, watch);
        } catch (FetchFailure | RuntimeException failure) {
            watch.close();
            throw failure;
        }
    }

    /// Asks once: a redirect is an answer like any other.
    ///
    /// @throws FetchFailure when there is no answer to be had
    public Fetched ask(FetchRequest request) throws FetchFailure {
        checked(request.address());
        var watch = new Watch(request.limits(), guards);
        try {
            return hop(request, request, watch);
        } catch (FetchFailure | RuntimeException failure) {
            watch.close();
            throw failure;
        }
    }

    /// The addresses that a name has now, all of them checked, for a protocol whose library connects to
    /// what it is given.
    ///
    /// @throws FetchFailure when the host is not one that the hub asks
    public List<InetAddress> addresses(URI address, AddressRules rules, FetchLimits limits) throws FetchFailure {
        return CheckedAddresses.of(address, resolver, rules, limits.connect());
    }

    /// Sockets for a protocol other than HTTP: they lead to the addresses that this name has now, which are
    /// checked, and nowhere else, whatever their user asks for.
    ///
    /// @param address whose host counts
    /// @param tls whether the conversation is encrypted from its first byte, with a certificate for that
    ///     host
    /// @param watching looks at everything that the server says, and throws to end the conversation
    /// @throws FetchFailure when the host is not one that the hub asks
    public SocketFactory sockets(
            URI address,
            int port,
            boolean tls,
            AddressRules rules,
            FetchLimits limits,
            UnaryOperator<InputStream> watching)
            throws FetchFailure {
        var found = CheckedAddresses.of(address, resolver, rules, limits.connect());
        var trusted = Tls.context(Credential.none(), trust);
        var secure = trusted == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trusted.getSocketFactory();
        return new GuardedSocket.Target(
                        CheckedAddresses.bare(address.getHost()), port, found, tls ? secure : null, limits, watching)
                .sockets();
    }

    private Fetched follow(FetchRequest request, Watch watch) throws FetchFailure {
        var here = checked(request.address());
        for (int hop = 0; hop <= request.limits().redirects(); hop++) {
            var question = request.at(here);
            var answer = hop(question, request, watch);
            var next = Answers.redirect(answer);
            if (next.isEmpty()) {
                return answer;
            }
            answer.close();
            here = target(here, next.get(), request);
        }
        throw new FetchFailure(
                Kind.REDIRECT,
                "The server %s sends the hub from one address to the next, more than %d times. Look up the address that it means and set the source to it."
                        .formatted(request.address().getHost(), request.limits().redirects()));
    }

    /// One question to one server, when it is this server's turn.
    private Fetched hop(FetchRequest question, FetchRequest first, Watch watch) throws FetchFailure {
        paces.enter(question.address(), first.limits().answer());
        watch.step(first.limits().answer());
        var tls = isSecure(question.address()) ? Tls.context(question.credential(), trust) : null;
        try {
            return new Hop(question, first.credential().secrets(), resolver, tls, watch).ask();
        } catch (FetchFailure failure) {
            if (failure.kind() == Kind.UNTRUSTED || failure.kind() == Kind.REFUSED_ADDRESS) {
                // Whoever asked tells it too, but somebody may be in between for whom the log is where to look.
                LOG.warn("{}", failure.sentence());
            }
            throw failure;
        }
    }

    /// Where a redirect leads.
    static URI target(URI here, String location, FetchRequest request) throws FetchFailure {
        URI next;
        try {
            next = checked(here.resolve(location.strip()));
        } catch (IllegalArgumentException unreadable) {
            throw new FetchFailure(
                    Kind.REDIRECT, "%s redirects to something that is no address.".formatted(Shown.address(here)));
        }
        if (isSecure(here) && !isSecure(next)) {
            throw new FetchFailure(
                    Kind.REDIRECT,
                    "%s redirects from https to plain http (%s), where anyone on the way could change the data: not followed."
                            .formatted(
                                    Shown.address(here),
                                    Shown.clean(
                                            Shown.address(next),
                                            request.credential().secrets())));
        }
        return next;
    }

    /// @throws FetchFailure when this is no address that the hub asks
    private static URI checked(URI address) throws FetchFailure {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new FetchFailure(
                    Kind.REFUSED_ADDRESS,
                    "Only addresses that begin with https:// or http:// are asked, not \"%s:\"."
                            .formatted(Shown.clean(scheme, List.of())));
        }
        if (address.getHost() == null || address.getHost().isEmpty()) {
            throw new FetchFailure(Kind.REFUSED_ADDRESS, "The address names no host.");
        }
        if (address.getRawUserInfo() != null) {
            throw new FetchFailure(
                    Kind.REFUSED_ADDRESS,
                    "The address of %s has a user or password inside; keep them as a credential."
                            .formatted(address.getHost()));
        }
        return address;
    }

    static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /// Scheme, host and port: where a credential may go.
    public static boolean sameServer(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : isSecure(address) ? 443 : 80;
    }

    private static boolean isConditional(FetchRequest request) {
        return Optional.of(request.headers())
                .filter(headers -> headers.containsKey("If-None-Match") || headers.containsKey("If-Modified-Since"))
                .isPresent();
    }

    @Override
    public void close() {
        guards.shutdownNow();
    }
}
