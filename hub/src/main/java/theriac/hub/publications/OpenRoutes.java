package theriac.hub.publications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;

/// Warnings with TLP:CLEAR for everybody: pages, and feeds for readers of news. Whoever is logged in sees
/// no more here.
@RestController
public final class OpenRoutes {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType ATOM = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");
    private static final MediaType RSS = MediaType.parseMediaType("application/rss+xml;charset=UTF-8");
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final OpenWarnings warnings;
    private final ZoneId zone;

    /// @param zone in which pages tell times
    public OpenRoutes(OpenWarnings warnings, ZoneId zone) {
        this.warnings = warnings;
        this.zone = zone;
    }

    @GetMapping("/warnings")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> list(
            @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, defaultValue = "") String wanted) {
        return answer(pages(lang, wanted).list(warnings.newest("page")), HTML);
    }

    @GetMapping("/warnings/{reference}")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> warning(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, defaultValue = "") String wanted) {
        var pages = pages(lang, wanted);
        return warnings.find(reference)
                .map(notice -> answer(pages.warning(notice), HTML))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .contentType(HTML)
                        .cacheControl(CacheControl.noStore())
                        .body(pages.gone().getBytes(StandardCharsets.UTF_8)));
    }

    @GetMapping("/warnings/page.css")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> style() {
        try (var in = OpenRoutes.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("The file page.css is missing from the build.");
            }
            return answer(new String(in.readAllBytes(), StandardCharsets.UTF_8), CSS);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @GetMapping("/warnings/feed.atom")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> atom(
            @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, defaultValue = "") String wanted) {
        return answer(feeds(lang, wanted).atom(warnings.newest("feed"), warnings.since()), ATOM);
    }

    @GetMapping("/warnings/feed.rss")
    @Requires(Permission.PUBLIC)
    ResponseEntity<byte[]> rss(
            @RequestParam(defaultValue = "") String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, defaultValue = "") String wanted) {
        return answer(feeds(lang, wanted).rss(warnings.newest("feed"), warnings.since()), RSS);
    }

    private OpenPages pages(String lang, String wanted) {
        return new OpenPages(warnings.name(), language(lang, wanted), zone);
    }

    private OpenFeeds feeds(String lang, String wanted) {
        return new OpenFeeds(warnings.name(), warnings.publicUrl(), language(lang, wanted));
    }

    /// What the address asks for, otherwise what the browser prefers, otherwise Dutch.
    private static String language(String lang, String wanted) {
        if (lang.equals("nl") || lang.equals("en")) {
            return lang;
        }
        return preferred(wanted);
    }

    private static String preferred(String wanted) {
        try {
            var found = Locale.lookupTag(Locale.LanguageRange.parse(wanted), List.of("nl", "en"));
            return found == null ? "nl" : found;
        } catch (IllegalArgumentException unreadable) {
            // A browser's own header is a wish: what cannot be read is none.
            return "nl";
        }
    }

    private static ResponseEntity<byte[]> answer(String text, MediaType type) {
        return answer(
                text.getBytes(StandardCharsets.UTF_8),
                type,
                CacheControl.maxAge(FRESH).cachePublic());
    }

    /// With a tag, for those who have it already (the web frame compares it).
    static ResponseEntity<byte[]> answer(byte[] bytes, MediaType type, CacheControl cache) {
        return ResponseEntity.ok()
                .eTag("\"" + hex("SHA-256", bytes) + "\"")
                .cacheControl(cache)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .contentType(type)
                .body(bytes);
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has " + algorithm + ".", impossible);
        }
    }
}
