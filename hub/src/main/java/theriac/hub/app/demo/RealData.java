package theriac.hub.app.demo;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import theriac.hub.accounts.Organization;
import theriac.hub.accounts.Organizations;
import theriac.hub.accounts.Organizations.NewOrganization;
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

    /// @param data the folder above `feeds` and `knowledge`
    void load(Path data) throws IOException {
        var owner = publisher();
        var files = new TreeMap<String, List<Path>>();
        int unread = sort(data, files);
        terminal.blank();
        terminal.say("Real data from %s:".formatted(data.toAbsolutePath().normalize()));
        var total = new Deliveries(stage.as(Cast.ANNA));
        var report = new StringBuilder();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("source", "files", "read", "new", "revised", "unchanged", "rejected"));
        for (var entry : files.entrySet()) {
            var deliveries = new Deliveries(stage.as(Cast.ANNA));
            var source = source(owner, entry.getKey());
            for (var file : entry.getValue()) {
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
        terminal.aside("%,d files are in formats that this version does not read, or are marked as broken on purpose."
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
    private Source source(Organization owner, String name) {
        var kind = name.substring(name.indexOf('(') + 1, name.length() - 1);
        return stage.hub()
                .part(Store.class)
                .sources()
                .register(new NewSource(
                        owner.key(),
                        name,
                        kind,
                        JsonObject.empty(),
                        'C',
                        Audience.of(Tlp.CLEAR, owner.key()),
                        "See the publisher's licence."));
    }

    private static int sort(Path data, TreeMap<String, List<Path>> files) throws IOException {
        int unread = 0;
        for (var part : List.of("knowledge", "feeds")) {
            var folder = data.resolve(part);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var found = Files.walk(folder)) {
                for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                    var kind = kind(folder.relativize(file));
                    if (kind.isEmpty()) {
                        unread++;
                    } else {
                        var name = "%s (%s)".formatted(folder.relativize(file).getName(0), kind.get());
                        files.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
                    }
                }
            }
        }
        return unread;
    }

    /// The format of a file, by its place and name, as such collections are laid out.
    static Optional<String> kind(Path file) {
        var path = "/" + file.toString().replace(".gz", "");
        var name = String.valueOf(file.getFileName()).replace(".gz", "");
        if (file.getNameCount() < 2 || path.contains("/broken/") || name.equals("README.md") || name.contains("bomb")) {
            return Optional.empty();
        }
        if (path.contains("/misp/") && name.endsWith(".json") && !name.equals("manifest.json")) {
            return Optional.of("misp");
        }
        boolean stix = name.endsWith(".stix2")
                || path.contains("/stix2/")
                || path.contains("/stix/week")
                || path.startsWith("/attack/")
                || path.startsWith("/capec/")
                || path.startsWith("/opencti/");
        if (stix) {
            return Optional.of("stix");
        }
        if (name.endsWith(".csv") && !name.equals("hashes.csv")) {
            return Optional.of("csv");
        }
        return name.matches(".*\\.(txt|text|md5|sha1|sha256)") ? Optional.of("text") : Optional.empty();
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
