package theriac.hub.sharing.misp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.sharing.Rendering;

/// The socket of the MISP interface: bytes in, bytes out. Who may ask is decided in [MispServer], which tells
/// it as MISP does.
@RestController
public final class MispRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(MispRoutes.class);

    private static final String BASE = "/misp/";

    /// As large as the largest event that is given out.
    private static final int MOST_BYTES = 64 << 20;

    private final MispServer server;

    public MispRoutes(MispServer server) {
        this.server = server;
    }

    MispServer server() {
        return server;
    }

    @RequestMapping("/misp/**")
    @Requires(Permission.PUBLIC)
    void misp(Viewer viewer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, answer(viewer, request));
    }

    private MispAnswer answer(Viewer viewer, HttpServletRequest request) throws IOException {
        var uri = request.getRequestURI();
        var path = URLDecoder.decode(
                uri.length() > BASE.length() ? uri.substring(BASE.length()) : "", StandardCharsets.UTF_8);
        // Who has no key is not listened to.
        var body = viewer.may(Permission.MISP) ? request.getInputStream().readNBytes(MOST_BYTES + 1) : new byte[0];
        if (body.length > MOST_BYTES) {
            return MispAnswer.failure(
                    413, "A request may have %d MB at most.".formatted(MOST_BYTES >> 20), "/" + path, Duration.ZERO);
        }
        try {
            return server.handle(viewer, request.getMethod(), path, body);
        } catch (RuntimeException fault) {
            var id = UUID.randomUUID();
            LOG.error("Unexpected fault {} in the MISP interface", id, fault);
            return MispAnswer.failure(
                    500, "The hub made a mistake. Tell your operator this number: " + id, "/" + path, Duration.ZERO);
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, MispAnswer answer)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!answer.retryAfter().isZero()) {
            response.setHeader("Retry-After", Long.toString(answer.retryAfter().toSeconds()));
        }
        if (answer.status() == 200) {
            var etag = Rendering.etag(answer.bytes());
            response.setHeader("ETag", etag);
            var known = request.getHeader("If-None-Match");
            if (known != null && known.contains(etag)) {
                response.setStatus(304);
                return;
            }
        }
        response.setStatus(answer.status());
        response.setContentType(answer.type());
        response.getOutputStream().write(answer.bytes());
    }
}
