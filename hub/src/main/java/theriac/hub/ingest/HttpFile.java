package theriac.hub.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import theriac.hub.fetch.FetchRequest;
import theriac.hub.fetch.Fetched;
import theriac.hub.fetch.Fetcher;
import theriac.hub.fetch.Shown;
import theriac.hub.store.Source;
import theriac.hub.store.Sources;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// A file at an address, in any format: asked for with the conditions that the server gave the last time, taken in as a
/// whole or not at all, and not again when its bytes are the same.
final class HttpFile implements Way {

    private static final int HEAD = 1_024;

    private final Access access;
    private final Fetcher fetcher;
    private final Spool spool;
    private final Ingest ingest;
    private final Sources sources;
    private final SignedFile signatures;

    HttpFile(Feeds.Ground ground, Spool spool) {
        this.access = ground.access();
        this.fetcher = ground.fetcher();
        this.spool = spool;
        this.ingest = ground.ingest();
        this.sources = ground.sources();
        this.signatures = new SignedFile(ground.fetcher(), spool, ground.clock());
    }

    /// What the last file looked like; kept as the source's watermark.
    private record Seen(Optional<String> etag, Optional<String> modified, Optional<String> digest) {

        static Seen of(Source source) {
            if (source.watermark().isEmpty()) {
                return new Seen(Optional.empty(), Optional.empty(), Optional.empty());
            }
            var kept = (JsonObject) Json.read(source.watermark());
            return new Seen(kept.text("etag"), kept.text("modified"), kept.text("sha256"));
        }

        FetchRequest condition(FetchRequest request) {
            var question = etag.map(tag -> request.with("If-None-Match", tag)).orElse(request);
            return modified.isPresent() ? question.with("If-Modified-Since", modified.get()) : question;
        }

        String text() {
            var kept = JsonObject.builder();
            etag.ifPresent(tag -> kept.put("etag", tag));
            modified.ifPresent(date -> kept.put("modified", date));
            digest.ifPresent(hash -> kept.put("sha256", hash));
            return Json.write(kept.build());
        }
    }

    @Override
    public Outcome ask(Source source) throws IOException {
        var before = Seen.of(source);
        var request = before.condition(access.request(source));
        try (var answer = fetcher.fetch(request)) {
            if (answer.unchanged()) {
                return new Outcome.Unchanged();
            }
            try (var spooled = spool.keep(answer.body())) {
                return take(source, before, answer, spooled);
            }
        }
    }

    private Outcome take(Source source, Seen before, Fetched answer, Spool.Spooled spooled) throws IOException {
        var name = Shown.address(answer.address());
        var now = new Seen(answer.header("ETag"), answer.header("Last-Modified"), Optional.of(spooled.digest()));
        if (now.digest().equals(before.digest())) {
            sources.moveWatermark(source.key(), now.text());
            return new Outcome.Unchanged();
        }
        if (spooled.bytes() == 0) {
            return Outcome.of(
                    ingest.failed(
                            source,
                            name,
                            "fetch.empty",
                            "The server answered with an empty file. What the source said before stays as it is; if it means that there is nothing any more, take it back."));
        }
        if (isWebPage(spooled.head(HEAD)) && !source.settings().bool("html").orElse(false)) {
            return Outcome.of(
                    ingest.failed(
                            source,
                            name,
                            "fetch.web-page",
                            "The server answered with a web page instead of data, perhaps a log-in or an error page. Open the address in a browser to see what it says."));
        }
        try (var checked = signatures.checked(source, access.request(source), spooled);
                var content = checked.open()) {
            var delivery = ingest.take(source, name, content);
            if (delivery.state().equals("done")) {
                sources.moveWatermark(source.key(), now.text());
            }
            return Outcome.of(delivery);
        }
    }

    private static boolean isWebPage(byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        var start = text.startsWith("ï»¿") ? text.substring(3).stripLeading() : text;
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }
}
