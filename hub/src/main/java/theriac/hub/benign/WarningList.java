package theriac.hub.benign;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import theriac.hub.core.Problem;
import theriac.stix.json.JsonObject;
import theriac.stix.value.ValueKind;

/// A warning list in the form of MISP (misp-warninglists `schema.json`), which own lists use as well.
///
/// @param type how entries are compared
/// @param kinds of values that it is about; empty: the list is about something that the hub has no values of
/// @param entries as written
public record WarningList(
        String name, String description, String version, Type type, Set<ValueKind> kinds, List<String> entries) {

    /// More than any list that is published.
    public static final int MAX_ENTRIES = 3_000_000;

    private static final int MAX_TEXT = 2_000;

    /// How entries are compared. Lists of type `substring` hold names of hosts: comparing them inside words would
    /// find `t.co` in `microsoft.com`, so they are compared as names.
    public enum Type {
        STRING,
        HOSTNAME,
        SUBSTRING,
        CIDR,
        REGEX;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Type of(String text) {
            for (var type : values()) {
                if (type.text().equals(text)) {
                    return type;
                }
            }
            throw Problem.badRequest("A warning list is of type string, hostname, substring, cidr or regex, not \"%s\"."
                    .formatted(text.length() > 40 ? text.substring(0, 40) : text));
        }
    }

    public WarningList {
        kinds = Set.copyOf(kinds);
        entries = List.copyOf(entries);
    }

    /// @throws Problem with a sentence when it is no warning list
    public static WarningList parse(JsonObject json) {
        var name = text(json, "name");
        if (name.isBlank()) {
            throw Problem.badRequest("A warning list has a name: \"name\" is missing.");
        }
        var entries = json.array("list")
                .orElseThrow(() -> Problem.badRequest("A warning list has entries: \"list\" is missing."))
                .texts();
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw Problem.badRequest(
                    "A warning list has 1 to %,d entries; this one has %,d.".formatted(MAX_ENTRIES, entries.size()));
        }
        var type = Type.of(json.text("type").orElse("string"));
        var about =
                json.array("matching_attributes").map(array -> array.texts()).orElse(List.of());
        var version = json.integer("version").isPresent()
                ? Long.toString(json.integer("version").getAsLong())
                : text(json, "version");
        return new WarningList(name, text(json, "description"), version, type, kinds(about), entries);
    }

    private static String text(JsonObject json, String property) {
        var text = json.text(property).orElse("").strip();
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /// The kinds that MISP's attribute types mean; a list that names none is about all.
    private static Set<ValueKind> kinds(List<String> attributes) {
        if (attributes.isEmpty()) {
            return EnumSet.of(
                    ValueKind.DOMAIN,
                    ValueKind.URL,
                    ValueKind.IPV4,
                    ValueKind.IPV6,
                    ValueKind.CIDR,
                    ValueKind.EMAIL,
                    ValueKind.MD5,
                    ValueKind.SHA1,
                    ValueKind.SHA256,
                    ValueKind.SHA512);
        }
        var kinds = EnumSet.noneOf(ValueKind.class);
        for (var attribute : attributes) {
            for (var part : attribute.split("\\|")) {
                kinds.addAll(ofAttribute(part));
            }
        }
        return kinds;
    }

    private static List<ValueKind> ofAttribute(String attribute) {
        return switch (attribute) {
            case "domain", "hostname" -> List.of(ValueKind.DOMAIN);
            case "url", "uri", "link" -> List.of(ValueKind.URL);
            case "ip", "ip-src", "ip-dst" -> List.of(ValueKind.IPV4, ValueKind.IPV6, ValueKind.CIDR);
            case "email", "email-src", "email-dst", "target-email", "whois-registrant-email", "dns-soa-email" ->
                List.of(ValueKind.EMAIL);
            case "md5" -> List.of(ValueKind.MD5);
            case "sha1" -> List.of(ValueKind.SHA1);
            case "sha256" -> List.of(ValueKind.SHA256);
            case "sha512" -> List.of(ValueKind.SHA512);
            case "phone-number", "whois-registrant-phone" -> List.of(ValueKind.PHONE);
            case "ssdeep" -> List.of(ValueKind.SSDEEP);
            default -> new ArrayList<>();
        };
    }
}
