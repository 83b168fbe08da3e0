package theriac.hub.cases;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import theriac.hub.core.Sha256;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// What shows that something was there, as one file: its parts, and `manifest.json` with the SHA-256 of each. The same
/// parts make the same bytes, so that whoever has the file can show that it is the one whose hash was written down.
///
/// @param bytes a ZIP
/// @param sha256 of the bytes, lower-case hexadecimal digits
/// @param parts without the manifest
@SuppressWarnings("ArrayRecordComponent")
record Evidence(byte[] bytes, String sha256, List<Part> parts) {

    /// @param sha256 lower-case hexadecimal digits
    record Part(String name, long size, String sha256) {}

    /// @param number of the case
    /// @param at written on every part: not the moment of making, or two bundles would differ
    static Evidence of(String number, Instant at, Map<String, String> texts) {
        var parts = texts.entrySet().stream()
                .map(entry -> {
                    var bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
                    return new Part(entry.getKey(), bytes.length, Sha256.hex(bytes));
                })
                .toList();
        var manifest = JsonObject.builder()
                .put("case", number)
                .put("opened", at.toString())
                .put(
                        "parts",
                        JsonArray.of(parts.stream()
                                .map(part -> JsonObject.builder()
                                        .put("name", part.name())
                                        .put("size", part.size())
                                        .put("sha256", part.sha256())
                                        .build())
                                .toList()))
                .build();
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            var moment = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
            for (var entry : texts.entrySet()) {
                put(zip, entry.getKey(), entry.getValue(), moment);
            }
            put(zip, "manifest.json", Json.write(manifest), moment);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var bytes = out.toByteArray();
        return new Evidence(bytes, Sha256.hex(bytes), parts);
    }

    private static void put(ZipOutputStream zip, String name, String text, LocalDateTime at) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(at);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
