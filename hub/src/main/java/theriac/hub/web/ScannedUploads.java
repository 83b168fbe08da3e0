package theriac.hub.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.scan.VirusScan;

/// Has every file that a person sends looked at by the virus scanner before its route reads an octet of it: a route
/// that takes a body as it is (`InputStream` or `byte[]`) takes a file, and a new one is covered without a word. The
/// permission is asked first, so strangers keep no scanner busy. What machines bring under a key of a source
/// (`PUSH`) are records, which are read one by one and never handed out as files. As a filter it puts a body in
/// between, as an interceptor it says of which routes.
public final class ScannedUploads implements Filter, HandlerInterceptor {

    private static final String WANTED = ScannedUploads.class.getName() + ".wanted";

    /// Octets, of the deliveries that people bring to sources.
    private static final long MOST_FOR_SOURCES = 1L << 30;

    /// Octets, of all other files; every route asks for less.
    private static final long MOST = 100L << 20;

    private static final int PIECE = 64 << 10;

    private final VirusScan scan;
    private final Path folder;

    /// @param folder where a file waits while it is looked at; made when absent
    public ScannedUploads(VirusScan scan, Path folder) {
        this.scan = scan;
        this.folder = folder;
    }

    /// Whether a route takes a file of a person.
    public static boolean takesFile(HandlerMethod route) {
        return Arrays.stream(route.getMethodParameters())
                        .anyMatch(parameter -> parameter.getParameterType() == InputStream.class
                                || parameter.getParameterType() == byte[].class)
                && permission(route) != Permission.PUSH;
    }

    private static @Nullable Permission permission(HandlerMethod route) {
        return route.getMethodAnnotation(Requires.class) instanceof Requires requires ? requires.value() : null;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (scan.on() && handler instanceof HandlerMethod route && takesFile(route)) {
            if (isForm(request)) {
                throw Problem.of(
                        Problem.Code.UNSUPPORTED_TYPE,
                        "A file is sent as it is and not as a form, so that the virus scanner sees what arrives: send it with the type application/octet-stream.");
            }
            request.setAttribute(WANTED, permission(route) == Permission.RUN_SOURCES ? MOST_FOR_SOURCES : MOST);
        }
        return true;
    }

    /// The fields of a form are read before any route, past the copy.
    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).matches("(application/x-www-form-urlencoded|multipart/).*");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!scan.on() || !(request instanceof HttpServletRequest asked)) {
            chain.doFilter(request, response);
            return;
        }
        try (var guarded = new Guarded(asked)) {
            chain.doFilter(guarded, response);
        }
    }

    /// A request whose body, where it is a file, comes from a copy that was looked at.
    private final class Guarded extends HttpServletRequestWrapper implements AutoCloseable {

        private @Nullable Clean clean;

        Guarded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (!(getAttribute(WANTED) instanceof Long most)) {
                return super.getInputStream();
            }
            if (clean == null) {
                clean = new Clean(looked(super.getInputStream(), most));
            }
            return clean;
        }

        @Override
        public void close() throws IOException {
            if (clean != null) {
                clean.close();
            }
        }
    }

    private FileChannel looked(InputStream body, long most) throws IOException {
        Files.createDirectories(folder);
        // Gone from the folder as soon as it is open: a hub that dies leaves nothing behind.
        var copy = FileChannel.open(
                folder.resolve("scan-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            fill(copy, body, most);
            scan.admit(Channels.newInputStream(copy.position(0)));
            copy.position(0);
            return copy;
        } catch (IOException | RuntimeException refused) {
            copy.close();
            throw refused;
        }
    }

    private static void fill(FileChannel copy, InputStream body, long most) throws IOException {
        var piece = new byte[PIECE];
        long sum = 0;
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            sum += read;
            if (sum > most) {
                throw Problem.of(
                        Problem.Code.TOO_LARGE,
                        "A file has at most %d MB here, because the virus scanner looks at it first: send it in parts."
                                .formatted(most >> 20));
            }
            var part = ByteBuffer.wrap(piece, 0, read);
            while (part.hasRemaining()) {
                copy.write(part);
            }
        }
    }

    /// The copy, as a servlet reads it.
    private static final class Clean extends ServletInputStream {

        private final InputStream copy;
        private boolean over;

        Clean(FileChannel copy) {
            this.copy = Channels.newInputStream(copy);
        }

        @Override
        public int read() throws IOException {
            int next = copy.read();
            over |= next < 0;
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = copy.read(into, from, most);
            over |= read < 0;
            return read;
        }

        @Override
        public boolean isFinished() {
            return over;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("Files are read by the thread that answers.");
        }

        @Override
        public void close() throws IOException {
            copy.close();
        }
    }
}
