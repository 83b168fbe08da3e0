package theriac.hub.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import theriac.hub.db.Database;
import theriac.hub.db.EmbeddedPostgres;
import theriac.hub.db.PgSettings;
import theriac.stix.json.Json;
import theriac.stix.json.JsonNumber;
import theriac.stix.json.JsonObject;

/// A database that tells how it answered every statement, with the rows that each part really touched.
public final class ExplainedStatements {

    private final Path file;
    private long read;

    private ExplainedStatements(Path file) {
        this.file = file;
    }

    /// What is done on such a database.
    @FunctionalInterface
    public interface Work {
        void on(Database database, ExplainedStatements log) throws Exception;
    }

    /// @param folder for the database's files; it goes when the work is done
    public static void run(Path folder, Work work) throws Exception {
        var settings = PgSettings.forThisMachine()
                .withBinaries(Path.of("target", "postgresql-binaries").toAbsolutePath())
                .withDurability(PgSettings.Durability.THROW_AWAY)
                .with("session_preload_libraries", "auto_explain")
                .with("auto_explain.log_min_duration", "0")
                .with("auto_explain.log_analyze", "on")
                .with("auto_explain.log_timing", "off")
                .with("auto_explain.log_format", "json")
                .with("default_statistics_target", "1000")
                .with("autovacuum", "off");
        try (var server = EmbeddedPostgres.start(folder.resolve("database"), settings)
                        .stopWithJvm();
                var database = Database.open(server)) {
            work.on(
                    database,
                    new ExplainedStatements(
                            folder.resolve("database").resolve("log").resolve("postgresql.log")));
        }
    }

    /// What was told so far is not looked at.
    public void skip() throws IOException {
        read = Files.size(file);
    }

    /// The plans of the statements since the last look.
    public List<JsonObject> plans() throws IOException {
        var bytes = Files.readAllBytes(file);
        var text = new String(bytes, (int) read, (int) (bytes.length - read), StandardCharsets.UTF_8);
        read = bytes.length;
        var plans = new ArrayList<JsonObject>();
        for (var entry : text.split("(?m)^(?=\\d{4}-\\d\\d-\\d\\d )")) {
            int plan = entry.indexOf(" plan:\n");
            if (plan >= 0) {
                var json = (JsonObject) Json.read(entry.substring(plan + " plan:\n".length()));
                plans.add(json.object("Plan").orElseThrow());
            }
        }
        return plans;
    }

    /// How the statements since the last look read these tables: each scan once, with the rows that all
    /// its loops gave together, rounded up to a power of ten.
    public List<String> scans(Set<String> tables) throws IOException {
        var lines = new LinkedHashSet<String>();
        for (var plan : plans()) {
            scans(plan, tables, lines);
        }
        return List.copyOf(lines);
    }

    private static void scans(JsonObject node, Set<String> tables, Set<String> lines) {
        var kind = node.text("Node Type").orElse("");
        var index = node.text("Index Name").map(ExplainedStatements::unpartitioned);
        var table = node.text("Relation Name").map(ExplainedStatements::unpartitioned);
        boolean ofThese = table.filter(tables::contains).isPresent();
        if (kind.contains("Scan") && (ofThese || (table.isEmpty() && index.isPresent()))) {
            lines.add("%s%s%s: %s"
                    .formatted(
                            kind,
                            table.map(t -> " of " + t).orElse(""),
                            index.map(i -> " by " + i).orElse(""),
                            atMost(number(node, "Actual Rows") * number(node, "Actual Loops"))));
        }
        for (var child : node.array("Plans").map(a -> a.objects()).orElse(List.of())) {
            scans(child, tables, lines);
        }
    }

    /// A figure of a plan and of all its parts.
    public static double sum(JsonObject node, ToDoubleFunction<JsonObject> figure) {
        double sum = figure.applyAsDouble(node);
        for (var child : node.array("Plans").map(a -> a.objects()).orElse(List.of())) {
            sum += sum(child, figure);
        }
        return sum;
    }

    /// A number of a part of a plan; 0 when it has none of that name.
    public static double number(JsonObject node, String name) {
        return node.find(name)
                .map(value -> value instanceof JsonNumber n ? n.value() : 0.0)
                .orElse(0.0);
    }

    /// `ledger_202611_pkey` as `ledger_pkey`: what is told must not depend on the month.
    private static String unpartitioned(String name) {
        return name.replaceAll("^ledger_(\\d{6}|default)", "ledger");
    }

    private static String atMost(double rows) {
        long limit = 10;
        while (limit < rows) {
            limit *= 10;
        }
        return rows == 0 ? "none" : "at most " + String.format(Locale.ROOT, "%,d", limit) + " rows";
    }
}
