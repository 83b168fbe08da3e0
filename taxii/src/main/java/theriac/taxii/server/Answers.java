package theriac.taxii.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.taxii.MediaType;
import theriac.taxii.TaxiiTimestamp;

/// Writes TAXII resources (TAXII 2.1 §3.6 to §5.8). Empty lists are left out: TAXII forbids them.
final class Answers {

    private static final byte[] COMMA = {','};
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final Fields TAXII = Fields.none().with("content-type", MediaType.TAXII_21);

    private Answers() {}

    static TaxiiResponse discovery(Discovery discovery) {
        JsonObject.Builder json = JsonObject.builder().put("title", discovery.title());
        discovery.description().ifPresent(text -> json.put("description", text));
        discovery.contact().ifPresent(text -> json.put("contact", text));
        discovery.defaultRoot().ifPresent(root -> json.put("default", root));
        if (!discovery.apiRoots().isEmpty()) {
            json.put("api_roots", discovery.apiRoots());
        }
        return json(200, json.build());
    }

    static TaxiiResponse apiRoot(ApiRoot root) {
        JsonObject.Builder json = JsonObject.builder().put("title", root.title());
        root.description().ifPresent(text -> json.put("description", text));
        json.put("versions", List.of(MediaType.TAXII_21)).put("max_content_length", root.maxContentLength());
        return json(200, json.build());
    }

    static TaxiiResponse collections(List<TaxiiCollection> collections) {
        List<JsonObject> all = collections.stream().map(Answers::collectionJson).toList();
        return json(
                200,
                all.isEmpty()
                        ? JsonObject.empty()
                        : JsonObject.builder()
                                .put("collections", JsonArray.of(all))
                                .build());
    }

    static TaxiiResponse collection(TaxiiCollection collection) {
        return json(200, collectionJson(collection));
    }

    private static JsonObject collectionJson(TaxiiCollection collection) {
        JsonObject.Builder json =
                JsonObject.builder().put("id", collection.id().toString()).put("title", collection.title());
        collection.description().ifPresent(text -> json.put("description", text));
        collection.alias().ifPresent(text -> json.put("alias", text));
        return json.put("can_read", collection.canRead())
                .put("can_write", collection.canWrite())
                .put("media_types", collection.mediaTypes())
                .build();
    }

    static TaxiiResponse envelope(Page<Entry> page, Optional<String> next) {
        if (page.items().isEmpty()) {
            return json(200, emptyPage(next));
        }
        StringBuilder start = new StringBuilder("{\"more\":").append(next.isPresent());
        next.ifPresent(token -> start.append(",\"next\":\"").append(token).append('"')); // base64url needs no escapes
        byte[] prefix = start.append(",\"objects\":[").toString().getBytes(StandardCharsets.US_ASCII);
        List<byte[]> objects = page.items().stream().map(Entry::json).toList();
        Fields headers =
                dated(page.items().getFirst().record(), page.items().getLast().record());
        return new TaxiiResponse(200, headers, new ObjectsBody(prefix, objects));
    }

    static TaxiiResponse manifest(Page<ManifestRecord> page, Optional<String> next) {
        List<JsonObject> records = page.items().stream()
                .map(item -> JsonObject.builder()
                        .put("id", item.id())
                        .put("date_added", TaxiiTimestamp.text(item.dateAdded()))
                        .put("version", item.version())
                        .put("media_type", item.mediaType())
                        .build())
                .toList();
        return records(page, next, "objects", JsonArray.of(records));
    }

    static TaxiiResponse versions(Page<ManifestRecord> page, Optional<String> next) {
        List<String> versions =
                page.items().stream().map(ManifestRecord::version).toList();
        return records(page, next, "versions", JsonArray.ofTexts(versions));
    }

    private static TaxiiResponse records(
            Page<ManifestRecord> page, Optional<String> next, String name, JsonArray list) {
        if (page.items().isEmpty()) {
            return json(200, emptyPage(next));
        }
        JsonObject.Builder json = JsonObject.builder().put("more", next.isPresent());
        next.ifPresent(token -> json.put("next", token));
        Fields headers = dated(page.items().getFirst(), page.items().getLast());
        return new TaxiiResponse(200, headers, body(json.put(name, list).build()));
    }

    /// A page may be empty and still have more behind it (TAXII 2.1 §3.5): the filter found nothing so far.
    private static JsonObject emptyPage(Optional<String> next) {
        return next.map(token -> JsonObject.builder()
                        .put("more", true)
                        .put("next", token)
                        .build())
                .orElse(JsonObject.empty());
    }

    static TaxiiResponse status(int httpStatus, SubmissionStatus status) {
        JsonObject.Builder json = JsonObject.builder()
                .put("id", status.id().toString())
                .put("status", status.isComplete() ? "complete" : "pending")
                .put("request_timestamp", TaxiiTimestamp.text(status.requestedAt()))
                .put(
                        "total_count",
                        status.successes().size()
                                + status.failures().size()
                                + status.pendings().size());
        details(json, "success_count", "successes", status.successes());
        details(json, "failure_count", "failures", status.failures());
        details(json, "pending_count", "pendings", status.pendings());
        return json(httpStatus, json.build());
    }

    private static void details(
            JsonObject.Builder json, String count, String list, List<SubmissionStatus.Detail> details) {
        json.put(count, details.size());
        if (!details.isEmpty()) {
            json.put(list, JsonArray.of(details.stream().map(Answers::detail).toList()));
        }
    }

    private static JsonObject detail(SubmissionStatus.Detail detail) {
        JsonObject.Builder json = JsonObject.builder().put("id", detail.id()).put("version", detail.version());
        if (!detail.message().isEmpty()) {
            json.put("message", detail.message());
        }
        return json.build();
    }

    static TaxiiResponse problem(TaxiiProblem problem, Fields extra) {
        JsonObject json = JsonObject.builder()
                .put("title", problem.title())
                .put("description", problem.description())
                .put("http_status", Integer.toString(problem.status())) // a string, §3.6.1
                .build();
        Fields headers = TAXII;
        for (Fields.Field field : extra.list()) {
            headers = headers.with(field.name(), field.value());
        }
        if (problem.retryAfter().isPresent()) {
            long seconds = Math.max(1, (problem.retryAfter().get().toMillis() + 999) / 1000);
            headers = headers.with("retry-after", Long.toString(seconds));
        }
        return new TaxiiResponse(problem.status(), headers, body(json));
    }

    static TaxiiResponse empty(int status) {
        return new TaxiiResponse(status, Fields.none(), TaxiiResponse.nothing());
    }

    private static TaxiiResponse json(int status, JsonObject json) {
        return new TaxiiResponse(status, TAXII, body(json));
    }

    private static TaxiiResponse.Body body(JsonObject json) {
        return TaxiiResponse.of(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Fields dated(ManifestRecord first, ManifestRecord last) {
        return TAXII.with("x-taxii-date-added-first", TaxiiTimestamp.text(first.dateAdded()))
                .with("x-taxii-date-added-last", TaxiiTimestamp.text(last.dateAdded()));
    }

    /// An envelope whose objects are sent as stored, without reading or copying them.
    private record ObjectsBody(byte[] prefix, List<byte[]> objects) implements TaxiiResponse.Body {

        @Override
        public OptionalLong length() {
            long length = prefix.length + END.length + objects.size() - 1L;
            for (byte[] object : objects) {
                length += object.length;
            }
            return OptionalLong.of(length);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(prefix);
            for (int i = 0; i < objects.size(); i++) {
                if (i > 0) {
                    out.write(COMMA);
                }
                out.write(objects.get(i));
            }
            out.write(END);
        }
    }
}
