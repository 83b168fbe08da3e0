package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;

/// Stands before every route: compares what the route [Requires] with what the caller may, and
/// hands the [Viewer] and the [Caller] to the method. A route that declares nothing answers nobody.
public final class RequestGuard implements HandlerInterceptor, HandlerMethodArgumentResolver {

    /// How long a person who showed who she is may do what does harm in a session that is found open.
    static final Duration CONFIRMED = Duration.ofMinutes(10);

    private final Clock clock;

    public RequestGuard(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("theriac.")) {
            var requires = method.getMethodAnnotation(Requires.class);
            if (requires == null) {
                throw new IllegalStateException(
                        "The route %s declares no permission; add @Requires.".formatted(method));
            }
            check(caller(request).viewer(), requires.value(), request, response);
            if (requires.confirmed()) {
                caller(request).session().ifPresent(this::mustBeConfirmed);
            }
        }
        return true;
    }

    /// @throws Problem when its person has not shown for a while who she is
    void mustBeConfirmed(Sessions.Session session) {
        var age = Duration.between(session.confirmedAt(), clock.instant());
        if (age.isNegative() || age.compareTo(CONFIRMED) > 0) {
            throw Problem.of(
                    Problem.Code.CONFIRMATION_NEEDED, "Show once more that it is you: enter your password again.");
        }
    }

    private static void check(
            Viewer viewer, Permission permission, HttpServletRequest request, HttpServletResponse response) {
        if (permission == Permission.PUBLIC || viewer.may(permission)) {
            return;
        }
        if (viewer instanceof Viewer.Anonymous) {
            // Not for /api: a browser would open its own log-in window over the workbench.
            if (!request.getRequestURI().startsWith("/api/")) {
                response.setHeader("WWW-Authenticate", CallerFilter.CHALLENGE);
            }
            throw Problem.of(Problem.Code.NOT_AUTHENTICATED, "Log in first, or send a token.");
        }
        if (!viewer.may(Permission.SIGNED_IN) && viewer.may(Permission.OWN_ACCOUNT)) {
            throw Problem.notAllowed(
                    "Set up a second factor first: your roles need one. It is on your profile's page.");
        }
        if (viewer instanceof Viewer.Party party && party.behind().isPresent()) {
            throw Problem.notAllowed(
                    "You look through others' eyes: they do not see this, nothing can be changed, or the time is over. End that first.");
        }
        throw Problem.notAllowed(
                "Your roles do not allow this; an administrator of your organisation can change them.");
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Viewer.class || parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servlet = request.getNativeRequest(HttpServletRequest.class);
        var caller = servlet == null ? Caller.nobody() : caller(servlet);
        return parameter.getParameterType() == Viewer.class ? caller.viewer() : caller;
    }

    /// Who sends a request, as the [CallerFilter] found out.
    public static Viewer viewer(HttpServletRequest request) {
        return caller(request).viewer();
    }

    private static Caller caller(HttpServletRequest request) {
        return request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller ? caller : Caller.nobody();
    }
}
