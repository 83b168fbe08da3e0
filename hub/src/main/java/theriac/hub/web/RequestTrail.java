package theriac.hub.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import theriac.hub.audit.AuditEvent;
import theriac.hub.audit.AuditEvent.Actor;
import theriac.hub.audit.AuditEvent.Outcome;
import theriac.hub.audit.AuditTrail;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Stands before every route and writes down each request that changes something, who sent it and how it
/// ended, also when it was refused; and every request of somebody who looks through others' eyes. The row follows the
/// change's commit, before the answer's last octet leaves: a kill
/// between the two loses it (ADR 020).
public final class RequestTrail implements HandlerInterceptor {

    /// Where a route may leave a word on what a request is about when its address does not say: a log-in.
    public static final String SUBJECT = RequestTrail.class.getName() + ".subject";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND");

    /// Scouts tell of themselves every few seconds; what they tell is in the ledger.
    private static final Set<Permission> CHATTER = Set.of(Permission.SCOUT);

    private final AuditTrail trail;
    private final Function<HttpServletRequest, Viewer> viewers;
    private final Clock clock;

    /// @param viewers who sends a request
    public RequestTrail(AuditTrail trail, Function<HttpServletRequest, Viewer> viewers, Clock clock) {
        this.trail = trail;
        this.viewers = viewers;
        this.clock = clock;
    }

    /// Whether requests of this kind are written down: for the list of routes.
    public static boolean records(String verb, Permission permission) {
        return !READING.contains(verb) && !CHATTER.contains(permission);
    }

    /// What a route is called in the trail: `object.withdraw` for `ObjectRoutes.withdraw`.
    public static String action(HandlerMethod method) {
        var room = method.getBeanType().getSimpleName().replaceAll("Routes$", "");
        return Character.toLowerCase(room.charAt(0)) + room.substring(1) + "."
                + method.getMethod().getName();
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failed) {
        if (handler instanceof HandlerMethod method
                && method.getMethodAnnotation(Requires.class) instanceof Requires requires
                && (records(request.getMethod(), requires.value())
                        || viewers.apply(request) instanceof Viewer.Party party
                                && party.behind().isPresent())) {
            trail.record(new AuditEvent(
                    clock.instant(),
                    Actor.of(viewers.apply(request), request.getRemoteAddr()),
                    action(method),
                    subject(request),
                    outcome(response.getStatus(), failed),
                    ""));
        }
    }

    private static String subject(HttpServletRequest request) {
        if (request.getAttribute(SUBJECT) instanceof String told) {
            return told;
        }
        if (String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .endsWith("/**")) {
            return request.getRequestURI();
        }
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? String.join(
                        " ",
                        new TreeMap<>(variables)
                                .values().stream().map(String::valueOf).toList())
                : "";
    }

    private static Outcome outcome(int status, @Nullable Exception failed) {
        if (failed != null && !(failed instanceof Problem) || status >= 500) {
            return Outcome.FAILED;
        }
        return failed != null || status >= 400 ? Outcome.REFUSED : Outcome.DONE;
    }
}
