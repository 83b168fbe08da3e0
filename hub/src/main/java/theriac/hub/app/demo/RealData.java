package theriac.hub.app.demo;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
import theriac.hub.formats.FileKind;
import theriac.hub.policy.Audience;
import theriac.hub.store.NewSource;
import theriac.hub.store.Source;
import theriac.hub.store.Store;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;

/// Loads a folder of real feeds and knowledge: each sub-folder is a source per format, each file a delivery.
final class RealData {

    private final Stage stage;
    private final Terminal terminal;

    RealData(Stage stage, Terminal terminal) {
        this.stage = stage;
        this.terminal = terminal;
    }

    /// @param data the folder above `feeds`, `knowledge` and `advisories`
    void load(Path data) throws IOException {
        var owner = publisher();
        var files = new TreeMap<String, Batch>();
        int unread = sort(data, files);
        terminal.blank();
        terminal.say("Real data from %s:".formatted(data.toAbsolutePath().normalize()));
        var total = new Deliveries(stage.as(Cast.ANNA));
        var report = new StringBuilder();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("source", "files", "read", "new", "revised", "unchanged", "rejected"));
        for (var entry : files.entrySet()) {
            var deliveries = new Deliveries(stage.as(Cast.ANNA));
            var source = source(owner, entry.getKey(), entry.getValue().kind());
            for (var file : entry.getValue().files()) {
                deliveries.upload(source, data.relativize(file).toString(), BodyPublishers.ofFile(file));
            }
            rows.add(sum(entry.getKey(), deliveries.runs()));
            describe(deliveries, report);
            terminal.aside(String.join("  ", rows.getLast()));
        }
        terminal.blank();
        terminal.table(rows);
        var page = stage.folder().resolve("deliveries.txt");
        Files.writeString(page, report);
        terminal.aside("Every delivery with every reason: " + page);
        terminal.aside(
                "%,d files are no intelligence (signatures, directories, vocabularies), or are broken on purpose."
                        .formatted(unread));
    }

    private Organization publisher() {
        var organizations = stage.hub().part(Organizations.class);
        var name = "Public sources";
        return organizations
                .findByName(name)
                .orElseGet(() -> organizations.create(new NewOrganization(name, "partner", "en", "")));
    }

    /// What anybody could download is for everybody.
    private Source source(Organization owner, String name, FileKind kind) {
        return stage.hub()
                .part(Store.class)
                .sources()
                .register(new NewSource(
                        owner.key(),
                        name,
                        kind.kind(),
                        kind.settings(),
                        'C',
                        Audience.of(Tlp.CLEAR, owner.key()),
                        "See the publisher's licence."));
    }

    /// Files that one source delivers.
    private record Batch(FileKind kind, List<Path> files) {}

    private static int sort(Path data, TreeMap<String, Batch> files) throws IOException {
        int unread = 0;
        for (var part : List.of("knowledge", "feeds", "advisories")) {
            var folder = data.resolve(part);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var found = Files.walk(folder)) {
                for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                    var place = data.relativize(file).toString();
                    var kind = FileKind.of(place);
                    if (kind.kind().isEmpty() || place.contains("/broken/")) {
                        unread++;
                    } else {
                        var own = kind.settings().size() == 0 ? "" : ", " + file.getFileName();
                        var name = "%s (%s%s)".formatted(folder.relativize(file).getName(0), kind.kind(), own);
                        files.computeIfAbsent(name, key -> new Batch(kind, new ArrayList<>()))
                                .files()
                                .add(file);
                    }
                }
            }
        }
        return unread;
    }

    private static List<String> sum(String name, List<JsonObject> runs) {
        var row = new ArrayList<String>(List.of(name, "%,d".formatted(runs.size())));
        for (var figure : List.of("read", "created", "revised", "unchanged", "rejected")) {
            row.add("%,d"
                    .formatted(runs.stream()
                            .mapToLong(run -> run.integer(figure).orElse(0))
                            .sum()));
        }
        return row;
    }

    private static void describe(Deliveries deliveries, StringBuilder report) {
        for (var run : deliveries.runs()) {
            report.append(String.join("  ", Deliveries.row(run.text("name").orElse(""), run)))
                    .append('\n');
            run.text("problem")
                    .ifPresent(problem -> report.append("    ").append(problem).append('\n'));
            if (run.integer("rejected").orElse(0) > 0) {
                for (var finding : deliveries.errors(run)) {
                    report.append("    ")
                            .append(finding.text("pointer").orElse(""))
                            .append(": ")
                            .append(finding.text("message").orElse(""))
                            .append('\n');
                }
            }
        }
    }
}
