package theriac.hub.sharing;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.HEAD;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.taxii.server.Fields;
import theriac.taxii.server.TaxiiRequest;
import theriac.taxii.server.TaxiiResponse;
import theriac.taxii.server.TaxiiServer;

/// The socket of the TAXII server: bytes in, bytes out. The protocol is in `taxii`, which also decides between 401 and
/// 404.
@RestController
public final class TaxiiRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(TaxiiRoutes.class);

    private final TaxiiServer<Viewer> server;

    public TaxiiRoutes(TaxiiServer<Viewer> server) {
        this.server = server;
    }

    /// All methods by name, or Spring would answer OPTIONS by itself.
    @RequestMapping(
            path = "/taxii2/**",
            method = {GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS})
    @Requires(Permission.PUBLIC)
    void taxii(Viewer viewer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, answer(viewer, request));
    }

    private TaxiiResponse answer(Viewer viewer, HttpServletRequest request) throws IOException {
        try (InputStream body = request.getInputStream()) {
            var query = request.getQueryString();
            return server.handle(
                    new TaxiiRequest(
                            request.getMethod(),
                            request.getRequestURI(),
                            query == null ? Fields.none() : Fields.query(query),
                            Fields.headers(headers(request)),
                            body,
                            length(request)),
                    viewer);
        } catch (RuntimeException fault) {
            var id = UUID.randomUUID().toString();
            LOG.error("Unexpected fault {} in TAXII", id, fault);
            return TaxiiServer.failure(id);
        }
    }

    private static OptionalLong length(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        var headers = new TreeMap<String, List<String>>();
        for (var name : Collections.list(request.getHeaderNames())) {
            headers.put(name, new ArrayList<>(Collections.list(request.getHeaders(name))));
        }
        return headers;
    }

    private static void write(HttpServletResponse response, TaxiiResponse answer) throws IOException {
        response.setStatus(answer.status());
        for (var field : answer.headers().list()) {
            if (field.name().equals("content-type")) {
                response.setContentType(field.value());
            } else {
                response.addHeader(field.name(), field.value());
            }
        }
        answer.body().length().ifPresent(response::setContentLengthLong);
        answer.body().writeTo(response.getOutputStream());
    }
}
