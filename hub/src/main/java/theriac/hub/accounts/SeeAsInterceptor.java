package theriac.hub.accounts;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.web.servlet.HandlerInterceptor;
import theriac.hub.policy.Viewer;

/// Before every route: whoever looks through others' eyes asks with them, and may read only. A view that is over may
/// nothing until it is put away, so that nobody takes the own pages for another's.
public final class SeeAsInterceptor implements HandlerInterceptor {

    static final String COOKIE = "theriac_view";

    /// Tells the workbench through whose eyes an answer is, so that every page of a browser says so.
    static final String VIEW = "X-Theriac-View";

    /// Ending it, and being logged in or out, are the person's own.
    private static final Set<String> OWN = Set.of("/api/view", "/api/session");

    /// Live changes are asked for once and told for long: they would outlast the view.
    private static final String EVENTS = "/api/events";

    private final SeeAs seeAs;

    public SeeAsInterceptor(SeeAs seeAs) {
        this.seeAs = seeAs;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var wanted = cookie(request);
        if (wanted.isPresent()
                && !OWN.contains(request.getRequestURI())
                && request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
                && caller.session().isPresent()
                && caller.viewer() instanceof Viewer.Party person) {
            boolean reads = request.getMethod().equals("GET")
                    && !request.getRequestURI().equals(EVENTS);
            // Of another session: what a browser was left with, and no view of this person's.
            seeAs.find(wanted.get(), caller.session().get()).ifPresent(view -> {
                response.setHeader(VIEW, view.over() ? "over" : view.id().toString());
                var eyes = seeAs.eyes(person, view, reads);
                request.setAttribute(Caller.ATTRIBUTE, new Caller(eyes, Optional.empty()));
            });
        }
        return true;
    }

    /// Which view a browser is in; what is no id is none.
    static Optional<UUID> cookie(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .flatMap(SeeAsInterceptor::id)
                .findFirst();
    }

    private static Stream<UUID> id(String value) {
        try {
            return Stream.of(UUID.fromString(value));
        } catch (IllegalArgumentException none) {
            return Stream.empty();
        }
    }
}
