package theriac.hub.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import theriac.hub.core.Problem;

/// Refuses an address in which a parameter stands twice: the route would take one of the two values, whoever stands in
/// front or reads the log may take the other. Protocols that read their address themselves (TAXII, MISP) judge by their
/// own rules.
public final class RepeatedParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var query = request.getQueryString();
        if (query != null && handler instanceof HandlerMethod route && readsParameters(route)) {
            var seen = new HashSet<String>();
            for (var pair : query.split("&")) {
                var name = decoded(pair.split("=", 2)[0]);
                if (!pair.isEmpty() && !seen.add(name)) {
                    throw Problem.badRequest(
                            "The parameter \"%s\" stands more than once in the address: send it once.".formatted(name));
                }
            }
        }
        return true;
    }

    /// Whether the framework reads the parameters for the route, one value each.
    private static boolean readsParameters(HandlerMethod route) {
        return route.getBeanType().getName().startsWith("theriac.")
                && Arrays.stream(route.getMethodParameters())
                        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestParam.class));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return name;
        }
    }
}
