package theriac.hub.backup;

import java.util.ArrayList;
import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// The last entry of a backup: how much there must have been. A file without it was cut off.
///
/// @param contentsSha256 digest of the first entry
record Manifest(String contentsSha256, List<TableCount> tables, List<SequencePlace> sequences) {

    static final String ENTRY = "manifest.json";

    Manifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /// @param bytes of the rows as COPY text
    /// @param sha256 hexadecimal, over these bytes
    record TableCount(String name, long rows, long bytes, String sha256) {}

    /// @param last the last number that was given out
    record SequencePlace(String name, long last) {}

    long rows() {
        return tables.stream().mapToLong(TableCount::rows).sum();
    }

    String text() {
        return Json.write(JsonObject.builder()
                .put("contents_sha256", contentsSha256)
                .put(
                        "tables",
                        JsonArray.of(tables.stream()
                                .map(t -> JsonObject.builder()
                                        .put("name", t.name())
                                        .put("rows", t.rows())
                                        .put("bytes", t.bytes())
                                        .put("sha256", t.sha256())
                                        .build())
                                .toList()))
                .put(
                        "sequences",
                        JsonArray.of(sequences.stream()
                                .map(s -> JsonObject.builder()
                                        .put("name", s.name())
                                        .put("last", s.last())
                                        .build())
                                .toList()))
                .build());
    }

    /// @throws Damaged when the text is not what [#text] writes
    static Manifest parse(String text) {
        var json = Damaged.object(text);
        var tables = new ArrayList<TableCount>();
        for (var one : Damaged.objects(json, "tables")) {
            tables.add(new TableCount(
                    Damaged.text(one, "name"),
                    Damaged.number(one, "rows"),
                    Damaged.number(one, "bytes"),
                    Damaged.text(one, "sha256")));
        }
        var sequences = new ArrayList<SequencePlace>();
        for (var one : Damaged.objects(json, "sequences")) {
            sequences.add(new SequencePlace(Damaged.text(one, "name"), Damaged.number(one, "last")));
        }
        return new Manifest(Damaged.text(json, "contents_sha256"), tables, sequences);
    }
}
