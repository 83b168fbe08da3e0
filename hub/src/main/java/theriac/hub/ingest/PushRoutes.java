package theriac.hub.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import theriac.hub.core.Problem;
import theriac.hub.policy.Permission;
import theriac.hub.policy.Requires;
import theriac.hub.policy.Viewer;
import theriac.hub.store.Deliveries;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.taxii.server.RateLimit;

/// A partner's machine brings records to one source, with a key that opens that source and nothing else.
@RestController
public final class PushRoutes {

    private static final int MOST_FINDINGS = 1_000;
    private static final int LONGEST_NAME = 200;

    private final Sources sources;
    private final Deliveries deliveries;
    private final Push push;
    private final Keys keys;
    private final RateLimit<Long> limit;

    /// @param limit how often one source may be pushed to
    public PushRoutes(Sources sources, Deliveries deliveries, Push push, Keys keys, RateLimit<Long> limit) {
        this.sources = sources;
        this.deliveries = deliveries;
        this.push = push;
        this.keys = keys;
        this.limit = limit;
    }

    /// Keys that are bound to a source; `app` hands it over.
    public interface Keys {
        PushKeyIssued issue(Source source, String name);

        List<PushKey> list(Source source);

        /// @throws Problem when the source has no such key
        void revoke(Source source, UUID id);

        /// The source (internal key) that the key in an `Authorization` header opens; empty when it opens none.
        OptionalLong source(String authorization);
    }

    /// @param prefix its first characters, to tell keys apart
    public record PushKey(UUID id, String name, String prefix, Instant createdAt, Optional<Instant> lastUsedAt) {}

    /// @param secret shown once
    public record PushKeyIssued(PushKey key, String secret) {}

    public record PushKeys(List<PushKey> keys) {}

    public record PushKeyWish(String name) {}

    /// What became of a push.
    ///
    /// @param run the delivery's id
    /// @param state `done`, or `failed` with a problem: what is counted is stored, the rest may be sent again
    /// @param repeated the same bytes were taken in before; this is the report of that time
    /// @param findings the first thousand, each with the place where it stands
    public record PushReport(
            UUID run,
            String state,
            Optional<String> problem,
            boolean repeated,
            long read,
            long created,
            long revised,
            long unchanged,
            long rejected,
            List<SourceRoutes.FindingRow> findings) {}

    /// Takes a body in the source's format, packed or not, as one delivery, and answers when it is stored.
    @PostMapping("/api/sources/{id}/push")
    @Requires(Permission.PUSH)
    ResponseEntity<PushReport> push(
            @PathVariable UUID id,
            @RequestHeader(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) Optional<String> type,
            @RequestHeader(HttpHeaders.CONTENT_LENGTH) Optional<Long> length,
            @RequestParam Optional<String> name,
            InputStream body)
            throws IOException {
        var source = opened(id, authorization);
        limit.refusal(source.key()).ifPresent(PushRoutes::tooOften);
        PushType.check(source.kind(), type);
        if (length.isPresent() && length.get() > Push.MOST_BYTES) {
            throw Push.tooLarge();
        }
        try (body) {
            var called = name.filter(text -> !text.isBlank() && text.length() <= LONGEST_NAME);
            return answer(push.take(source, called.orElse("push"), body));
        }
    }

    private Source opened(UUID id, Optional<String> authorization) {
        var key = authorization.map(keys::source).orElseGet(OptionalLong::empty);
        var source = key.isPresent() ? sources.load(key.getAsLong()) : null;
        if (source == null || !source.id().equals(id)) {
            throw Problem.notFound("There is no such source for this key.");
        }
        if (!source.enabled()) {
            throw Problem.conflict(
                    "The source \"%s\" is switched off; ask whoever gave you the key.".formatted(source.name()));
        }
        return source;
    }

    private static void tooOften(Duration wait) {
        throw Problem.tooMany(
                "Too many pushes in a short time: send more records in each, and wait as long as Retry-After says.",
                wait);
    }

    private ResponseEntity<PushReport> answer(Push.Pushed pushed) {
        var delivery = pushed.delivery();
        var counts = delivery.counts();
        var findings =
                deliveries
                        .findings(Viewer.system("the report of a push, to who sent it"), delivery.id(), MOST_FINDINGS)
                        .stream()
                        .map(kept -> SourceRoutes.finding(kept.finding()))
                        .toList();
        var report = new PushReport(
                delivery.id(),
                delivery.state(),
                delivery.problem(),
                pushed.repeated(),
                counts.read(),
                counts.created(),
                counts.revised(),
                counts.unchanged(),
                counts.rejected(),
                findings);
        boolean done = delivery.state().equals("done");
        return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .body(report);
    }

    @GetMapping("/api/sources/{id}/push-keys")
    @Requires(Permission.CONFIGURE_SOURCES)
    PushKeys pushKeys(Viewer viewer, @PathVariable UUID id) {
        return new PushKeys(keys.list(load(viewer, id)));
    }

    /// Makes a key that opens this source; its secret is in the answer and nowhere else.
    @PostMapping("/api/sources/{id}/push-keys")
    @Requires(Permission.CONFIGURE_SOURCES)
    PushKeyIssued issuePushKey(Viewer viewer, @PathVariable UUID id, @RequestBody PushKeyWish wish) {
        return keys.issue(load(viewer, id), wish.name());
    }

    @DeleteMapping("/api/sources/{id}/push-keys/{key}")
    @Requires(Permission.CONFIGURE_SOURCES)
    void revokePushKey(Viewer viewer, @PathVariable UUID id, @PathVariable UUID key) {
        keys.revoke(load(viewer, id), key);
    }

    private Source load(Viewer viewer, UUID id) {
        return sources.find(viewer, id).orElseThrow(() -> Problem.notFound("There is no such source."));
    }
}
