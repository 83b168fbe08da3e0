package theriac.hub.accounts;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import theriac.hub.accounts.ClientCertificates.Fingerprint;
import theriac.hub.core.Problem;
import theriac.hub.db.Outage;
import theriac.hub.policy.Viewer;
import theriac.hub.web.Paces;
import theriac.hub.web.Senders;
import theriac.hub.web.WrongKeys;

/// Finds out who sends a request: a machine by its client certificate or its token (`Authorization:
/// Bearer`, or as the password of `Basic`), a person by the session cookie. A write with a cookie
/// must carry the session's `X-CSRF`; credentials that are wrong are refused, they do not fall back
/// to nobody.
public final class CallerFilter extends OncePerRequestFilter {

    /// The session cookie's name; behind https `__Host-` stands before it: no other host can then set one.
    public static final String COOKIE = "theriac_session";

    /// A request that the workbench sends while its person does nothing.
    static final String UNATTENDED = "X-Theriac-Unattended";

    static final String CHALLENGE = "Basic realm=\"Theriac\", Bearer";

    private static final String MISP = "/misp/";

    private static final Set<String> OPEN = Set.of(
            "/api/session",
            "/api/session/issuer",
            "/api/session/issuer/answer",
            "/api/session/issuer/code",
            "/api/session/passkey",
            "/api/session/passkey/challenge",
            "/api/setup",
            "/api/links",
            "/api/links/use",
            "/api/links/forgotten");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Sessions sessions;
    private final Tokens tokens;
    private final Viewers viewers;
    private final ClientCertificates certificates;
    private final String cookieName;
    private final WrongKeys wrongKeys;
    private final Paces paces;
    private final Senders senders;
    private final Outage outage;
    private final HandlerExceptionResolver answers;

    public CallerFilter(
            Sessions sessions,
            Tokens tokens,
            Viewers viewers,
            ClientCertificates certificates,
            String publicUrl,
            WrongKeys wrongKeys,
            Paces paces,
            Senders senders,
            Outage outage,
            HandlerExceptionResolver answers) {
        this.outage = outage;
        this.sessions = sessions;
        this.tokens = tokens;
        this.viewers = viewers;
        this.certificates = certificates;
        this.cookieName = prefix(publicUrl) + COOKIE;
        this.wrongKeys = wrongKeys;
        this.paces = paces;
        this.senders = senders;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().startsWith("/api/")) {
            // What one person may see stays out of every cache; lists and TAXII decide for themselves.
            response.setHeader("Cache-Control", "no-store");
        }
        var address = senders.address(request);
        try {
            var caller = known(request, address);
            mustOpen(caller.viewer(), request);
            caller.session().filter(session -> isOfPerson(request)).ifPresent(sessions::used);
            request.setAttribute(Caller.ATTRIBUTE, caller);
            paced(caller.viewer(), address, request);
        } catch (RuntimeException refused) {
            if (refused instanceof Problem p && p.code() == Problem.Code.NOT_AUTHENTICATED) {
                response.setHeader("WWW-Authenticate", CHALLENGE);
            }
            answers.resolveException(request, response, null, refused);
            return;
        }
        chain.doFilter(senders.from(request, address), response);
    }

    /// What a page asks by itself while nobody is there keeps no session alive: the stream of changes, and what the
    /// workbench says that nobody asked for.
    private static boolean isOfPerson(HttpServletRequest request) {
        return request.getHeader(UNATTENDED) == null && !request.getRequestURI().equals("/api/events");
    }

    /// Before any route, so that no route need know of keys that are for one thing alone.
    private static void mustOpen(Viewer viewer, HttpServletRequest request) {
        if (viewer instanceof Viewer.Party party
                && party.only()
                        .filter(path -> !Door.opens(path, request.getMethod(), request.getRequestURI()))
                        .isPresent()) {
            throw Problem.notAllowed("This key reads one collection or one list, and nothing else.");
        }
    }

    /// Wrong credentials count for the address: whoever tries many is told to wait, whatever the next one is.
    private Caller known(HttpServletRequest request, String address) {
        try {
            return caller(request);
        } catch (Problem wrong) {
            if (wrong.code() == Problem.Code.NOT_AUTHENTICATED) {
                wrongKeys.tell(address, request.getHeader("Authorization"));
                paces.stranger(address).ifPresent(CallerFilter::slowDown);
            }
            throw wrong;
        }
    }

    /// TAXII paces those whom it knows by itself and in its own words.
    private void paced(Viewer viewer, String address, HttpServletRequest request) {
        if (viewer instanceof Viewer.Anonymous) {
            paces.stranger(address).ifPresent(CallerFilter::slowDown);
        } else if (!request.getRequestURI().startsWith("/taxii2/")) {
            paces.refusal(viewer).ifPresent(CallerFilter::slowDown);
        }
    }

    private static void slowDown(Duration time) {
        throw Problem.tooMany(
                "Too many requests at once. Wait for as many seconds as Retry-After says, and ask less often.", time);
    }

    /// Who sends this request, asked anew: for answers that last longer than a session. Nobody when
    /// its credentials do not count any more.
    public Viewer viewer(HttpServletRequest request) {
        try {
            return caller(request).viewer();
        } catch (Problem noLongerValid) {
            return Viewer.anonymous();
        }
    }

    private Caller caller(HttpServletRequest request) {
        var certificate = certificates.of(request);
        if (request.getRequestURI().startsWith(MISP)) {
            return misp(request, certificate);
        }
        var authorization = request.getHeader("Authorization");
        if (authorization != null) {
            var machine = isList(request)
                    ? listed(authorization, certificate, request)
                    : machine(authorization, certificate, request);
            return new Caller(machine, Optional.empty());
        }
        var session = cookie(request, cookieName).flatMap(sessions::find);
        if (session.isEmpty()) {
            return certified(certificate, request);
        }
        if (!READING.contains(request.getMethod())
                && !same(request.getHeader("X-CSRF"), session.get().csrf())) {
            // Logging in, or using a link, in a browser with an old cookie must work: these ask nothing of a session.
            if (request.getMethod().equals("POST") && OPEN.contains(request.getRequestURI())) {
                return Caller.nobody();
            }
            throw Problem.notAllowed("The request lacks the session's X-CSRF header. Reload the page and try again.");
        }
        return new Caller(viewers.person(session.get()), session);
    }

    /// Clients of MISP send the key as it is, and know a refusal in MISP's words only, which the
    /// interface itself speaks: a wrong key is nobody there, and nobody gets an answer. Cookies do
    /// not count.
    private Caller misp(HttpServletRequest request, Optional<Fingerprint> certificate) {
        var key = request.getHeader("Authorization");
        var other = request.getHeader("X-MISP-AUTH");
        if (other == null && key == null) {
            return certified(certificate, request);
        }
        var sent = other != null ? other : key;
        return (sent.contains(" ") ? tokens.findInHeader(sent) : tokens.find(sent.strip()))
                .filter(token -> counts(token, certificate, request))
                .map(token -> new Caller(viewers.machine(token), Optional.empty()))
                .orElseGet(() -> {
                    wrongKeys.tell(senders.address(request), sent);
                    return Caller.nobody();
                });
    }

    /// A certificate that no key is tied to is nobody's, as one that a browser sends along may be.
    private Caller certified(Optional<Fingerprint> certificate, HttpServletRequest request) {
        return certificate
                .flatMap(tokens::find)
                .filter(token -> counts(token, certificate, request))
                .map(token -> new Caller(viewers.machine(token), Optional.empty()))
                .orElseGet(Caller::nobody);
    }

    private boolean counts(Tokens.Token token, Optional<Fingerprint> certificate, HttpServletRequest request) {
        return (token.certificate().isEmpty() || token.certificate().equals(certificate))
                && token.limits().admit(senders.address(request));
    }

    private Viewer.Party machine(String authorization, Optional<Fingerprint> certificate, HttpServletRequest request) {
        var token = tokens.findInHeader(authorization);
        if (token.isEmpty()) {
            tokens.seen().forget(authorization);
            throw Problem.of(
                    Problem.Code.NOT_AUTHENTICATED,
                    "This token is not valid: it may have been revoked or mistyped. Ask your administrator for a new one.");
        }
        if (!counts(token.get(), certificate, request)) {
            throw Problem.of(
                    Problem.Code.NOT_AUTHENTICATED,
                    "This token counts only together with the client certificate that it is tied to, or from the networks that it is for.");
        }
        var machine = viewers.machine(token.get());
        if (token.get().certificate().isEmpty() && token.get().limits().equals(Tokens.Limits.NONE)) {
            tokens.seen().remember(authorization, token.get(), machine);
        }
        return machine;
    }

    /// What was good a while ago is good enough for a list that was good a while ago (ADR 015).
    private Viewer.Party listed(String authorization, Optional<Fingerprint> certificate, HttpServletRequest request) {
        return outage.bridge(
                () -> machine(authorization, certificate, request),
                () -> tokens.seen().find(authorization));
    }

    private static boolean isList(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/lists/")
                || request.getRequestURI().startsWith("/exports/");
    }

    private static boolean same(@org.jspecify.annotations.Nullable String given, String expected) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    static String prefix(String publicUrl) {
        return publicUrl.startsWith("https:") ? "__Host-" : "";
    }

    static Optional<String> cookie(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (var cookie : cookies) {
            if (cookie.getName().equals(name)) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }
}
