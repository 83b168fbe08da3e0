package theriac.hub.backup;

import java.util.ArrayList;
import java.util.List;
import theriac.stix.json.Json;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;

/// The first entry of a backup: what is in it. Written before any table, so that a restore can prepare the
/// schema while it streams.
///
/// @param madeAt ISO 8601, by the clock of the machine that wrote it
/// @param schemaVersion the newest migration of the database
/// @param tables in an order in which each comes after those that it refers to
record Contents(String madeAt, String schemaVersion, List<Table> tables, List<Partition> partitions) {

    static final String ENTRY = "backup.json";
    static final String FORMAT = "theriac-backup-1";

    Contents {
        tables = List.copyOf(tables);
        partitions = List.copyOf(partitions);
    }

    /// @param columns all but generated ones, in the order of the rows
    record Table(String name, List<String> columns) {
        Table {
            columns = List.copyOf(columns);
        }
    }

    /// @param bound as PostgreSQL writes it: `FOR VALUES FROM ('1') TO ('2')`
    record Partition(String name, String parent, String bound) {}

    String text() {
        return Json.write(JsonObject.builder()
                .put("format", FORMAT)
                .put("made_at", madeAt)
                .put("schema_version", schemaVersion)
                .put(
                        "tables",
                        JsonArray.of(tables.stream()
                                .map(t -> JsonObject.builder()
                                        .put("name", t.name())
                                        .put("columns", t.columns())
                                        .build())
                                .toList()))
                .put(
                        "partitions",
                        JsonArray.of(partitions.stream()
                                .map(p -> JsonObject.builder()
                                        .put("name", p.name())
                                        .put("parent", p.parent())
                                        .put("bound", p.bound())
                                        .build())
                                .toList()))
                .build());
    }

    /// @throws Damaged when the text is not what [#text] writes
    static Contents parse(String text) {
        var json = Damaged.object(text);
        if (!json.text("format").equals(java.util.Optional.of(FORMAT))) {
            throw new Damaged("its format is not " + FORMAT);
        }
        var tables = new ArrayList<Table>();
        for (var table : Damaged.objects(json, "tables")) {
            var columns = table.array("columns").map(JsonArray::texts).orElse(List.of());
            tables.add(new Table(Damaged.text(table, "name"), columns));
        }
        var partitions = new ArrayList<Partition>();
        for (var one : Damaged.objects(json, "partitions")) {
            partitions.add(
                    new Partition(Damaged.text(one, "name"), Damaged.text(one, "parent"), Damaged.text(one, "bound")));
        }
        return new Contents(Damaged.text(json, "made_at"), Damaged.text(json, "schema_version"), tables, partitions);
    }
}
