package theriac.hub.formats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// The kind of source that reads a file, by its place and name, as collections of feeds and knowledge are laid
/// out; or the reason why a source reads none of it. A guess for people who load a folder: what a source reads
/// is in its `kind`.
///
/// @param kind as in [Format#of]; empty when no source reads such files
/// @param settings that the kind needs for it
/// @param reason one phrase; empty when there is a kind
public record FileKind(String kind, JsonObject settings, String reason) {

    private record Rule(Predicate<String> path, FileKind kind) {}

    /// The first that fits counts.
    private static final List<Rule> RULES = List.of(
            none("(^|.*/)readme\\.md", "says what stands in the folder", "[^/]+/[^/]+__readme\\.md"),
            none(".*\\.(asc|sha512|sha256sum)", "signature or checksum of the file beside it", ""),
            none(".*schema\\.json", "a JSON schema", ""),
            none(
                    ".*csaf.*/(index\\.txt|changes\\.csv|provider-metadata\\.json|[^/]*feed[^/]*\\.json)",
                    "directory of a CSAF provider, which its poller reads",
                    ""),
            none(".*/misp/(manifest\\.json|hashes\\.csv)", "directory of a MISP feed, which its poller reads", ""),
            none(".*/taxii/.*|.*/stix/manifest\\.json", "directory of a TAXII server's files, without objects", ""),
            none(
                    "(.*/)?(misp-taxonomies/.*|manifest\\.json)",
                    "a vocabulary of tags: words for labels, no intelligence",
                    ""),
            none("(.*/)?misp-galaxy/galaxies/.*", "name and icon of a galaxy, whose values stand in clusters", ""),
            none("(.*/)?misp-decaying-models/.*", "figures of a decay model, which is a setting of the hub", ""),
            none(".*known_exploited_vulnerabilities\\.csv", "the same rows as in the JSON beside it", ""),
            none(
                    "(.*/)?(warninglists/.*|misp-warninglists\\.tar)|lists/.*/list\\.json|index\\.tsv",
                    "a warning list, which is no source",
                    ""),
            none(".*\\.tar", "an archive of templates", ""),
            some(".*\\.stix2|(.*/)?(stix2|attack|capec|opencti)/.*\\.json|.*/stix/week\\.json", "stix"),
            some(".*/csaf[^/]*/.*\\.json", "csaf"),
            some(".*known_exploited_vulnerabilities\\.json", "kev"),
            some("(.*/)?vulnrichment/.*\\.json|.*/cve-[0-9-]+\\.json", "cve"),
            some(".*epss[^/]*\\.csv", "epss"),
            some(".*xarf[^/]*\\.json", "xarf"),
            some("(.*/)?misp-galaxy/clusters/.*\\.json", "galaxy"),
            some("(.*/)?misp/.*\\.json", "misp"),
            some(".*\\.ioc", "openioc"),
            some(".*\\.xml", "stix1"),
            some(".*snort.*\\.rules", "snort"),
            some(".*\\.rules", "suricata"),
            some(".*\\.yara?", "yara"),
            some(".*\\.(md|adoc|html)", "prose"),
            some(
                    ".*/campaigns\\.json",
                    "json",
                    "{\"records\":\"/campaigns/*/iocs\",\"columns\":{\"value\":\"/value\",\"kind\":\"/type\",\"seen\":\"/date\",\"labels\":\"/tags\",\"link\":\"/tweet\"}}"),
            some(
                    ".*sentinel[^/]*\\.csv",
                    "csv",
                    "{\"header\":false,\"columns\":{\"value\":\"2\",\"kind\":\"3\",\"seen\":\"1\",\"tlp\":\"4\",\"labels\":\"6\",\"description\":\"7\"},\"dates\":[\"M/d/yyyy h:mm:ss a\"]}"),
            some(".*\\.ndjson", "ndjson"),
            some(".*\\.json", "json"),
            some(".*\\.csv", "csv"),
            some(".*\\.(txt|text|md5|sha1|sha256|conf|tpl)", "text"));

    /// @param path below the folder of a collection, with `/` between its parts; a name that ends in `.gz` counts
    ///     without that
    public static FileKind of(String path) {
        var plain = path.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return RULES.stream()
                .filter(rule -> rule.path().test(plain))
                .map(Rule::kind)
                .findFirst()
                .orElseGet(() -> new FileKind("", JsonObject.empty(), "no reader is known for such a name"));
    }

    /// The reader; empty when no source reads such files.
    public Optional<Format> format() {
        return Format.of(kind);
    }

    private static Rule none(String path, String reason, String except) {
        var wanted = Pattern.compile(path).asMatchPredicate();
        var not = Pattern.compile(except).asMatchPredicate();
        return new Rule(
                except.isEmpty() ? wanted : wanted.and(not.negate()), new FileKind("", JsonObject.empty(), reason));
    }

    private static Rule some(String path, String kind) {
        return some(path, kind, "{}");
    }

    private static Rule some(String path, String kind, String settings) {
        return new Rule(
                Pattern.compile(path).asMatchPredicate(), new FileKind(kind, (JsonObject) Json.read(settings), ""));
    }
}
