package theriac.hub.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.accounts.OrganizationRoutes.OrganizationRow;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Role;
import theriac.hub.policy.Viewer;
import theriac.hub.web.RequestTrail;

/// Begins and ends looking at the workbench through others' eyes. In between, [SeeAsInterceptor] does it.
@RestController
public final class SeeAsRoutes {

    private final SeeAs seeAs;
    private final boolean secure;

    /// @param secure whether browsers reach the hub over TLS
    public SeeAsRoutes(SeeAs seeAs, boolean secure) {
        this.seeAs = seeAs;
        this.secure = secure;
    }

    /// @param roles of that organisation, as `reader`
    /// @param reason auditors read it
    public record ViewWish(UUID organization, List<String> roles, String reason) {}

    /// @param permissions what these eyes may do: nothing but reading
    public record ViewAnswer(
            UUID id, OrganizationRow organization, List<String> roles, List<String> permissions, Instant expiresAt) {}

    /// @param view absent: one looks with one's own eyes
    public record CurrentView(Optional<ViewAnswer> view) {}

    @GetMapping("/api/view")
    @Requires(Permission.OWN_ACCOUNT)
    ResponseEntity<CurrentView> view(Caller caller, HttpServletRequest request) {
        var wanted = SeeAsInterceptor.cookie(request);
        var view = wanted.flatMap(id -> seeAs.find(id, session(caller)))
                .filter(found -> !found.over() && caller.viewer().may(Permission.SEE_AS));
        var answer = ResponseEntity.ok();
        if (wanted.isPresent() && view.isEmpty()) {
            answer.header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
        }
        return answer.body(new CurrentView(view.map(found -> answer(caller, found))));
    }

    @PostMapping("/api/view")
    @Requires(value = Permission.SEE_AS, confirmed = true)
    ResponseEntity<CurrentView> begin(Caller caller, @RequestBody ViewWish wish, HttpServletRequest request) {
        var roles = wish.roles().stream()
                .map(name -> Role.parse(name).orElseThrow(() -> Problem.badRequest("There is no such role.")))
                .collect(Collectors.toSet());
        request.setAttribute(RequestTrail.SUBJECT, wish.organization() + " " + String.join(",", wish.roles()));
        var view = seeAs.begin(session(caller), wish.organization(), roles, wish.reason());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie(view.id().toString(), SeeAs.LIFE))
                .body(new CurrentView(Optional.of(answer(caller, view))));
    }

    @DeleteMapping("/api/view")
    @Requires(Permission.OWN_ACCOUNT)
    ResponseEntity<CurrentView> endView(Caller caller, HttpServletRequest request) {
        SeeAsInterceptor.cookie(request).ifPresent(id -> seeAs.end(id, session(caller)));
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO))
                .body(new CurrentView(Optional.empty()));
    }

    private ViewAnswer answer(Caller caller, SeeAs.View view) {
        return new ViewAnswer(
                view.id(),
                OrganizationRow.of(seeAs.organization(view)),
                view.roles().stream().map(Role::text).sorted().toList(),
                names(seeAs.eyes((Viewer.Party) caller.viewer(), view, true).permissions()),
                view.expiresAt());
    }

    private static List<String> names(Set<Permission> permissions) {
        return permissions.stream()
                .map(permission ->
                        permission.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .sorted()
                .toList();
    }

    /// Nothing after the browser was closed or the hour is over, and no script reads it.
    private String cookie(String value, Duration life) {
        return ResponseCookie.from(SeeAsInterceptor.COOKIE, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path("/")
                .maxAge(life)
                .build()
                .toString();
    }

    private static Sessions.Session session(Caller caller) {
        return caller.session().orElseThrow(() -> Problem.notAllowed("Only people look through others' eyes."));
    }
}
