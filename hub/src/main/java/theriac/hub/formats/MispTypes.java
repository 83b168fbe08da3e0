package theriac.hub.formats;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.ValuePatterns;
import theriac.stix.value.Values;

/// What MISP's attribute types mean in STIX: one table, read by indicators and by observables alike.
final class MispTypes {

    private static final Map<String, ValueKind> KINDS = Map.ofEntries(
            Map.entry("domain", ValueKind.DOMAIN),
            Map.entry("hostname", ValueKind.DOMAIN),
            Map.entry("url", ValueKind.URL),
            Map.entry("uri", ValueKind.URL),
            Map.entry("link", ValueKind.URL),
            Map.entry("ip-dst", ValueKind.IPV4),
            Map.entry("ip-src", ValueKind.IPV4),
            Map.entry("md5", ValueKind.MD5),
            Map.entry("sha1", ValueKind.SHA1),
            Map.entry("sha256", ValueKind.SHA256),
            Map.entry("sha512", ValueKind.SHA512),
            Map.entry("email", ValueKind.EMAIL),
            Map.entry("email-src", ValueKind.EMAIL),
            Map.entry("email-dst", ValueKind.EMAIL),
            Map.entry("filename", ValueKind.FILE_NAME),
            Map.entry("regkey", ValueKind.REGISTRY_KEY),
            Map.entry("mutex", ValueKind.MUTEX),
            Map.entry("user-agent", ValueKind.USER_AGENT),
            Map.entry("mac-address", ValueKind.MAC_ADDRESS),
            Map.entry("AS", ValueKind.ASN));

    private MispTypes() {}

    /// The pattern of an attribute; composite types (`filename|sha1`) need both parts on one object, or either
    /// observation for
    /// `domain|ip`. Empty when the type has none or the value does not fit.
    static Optional<String> pattern(String type, String value) {
        var types = type.split("\\|", 2);
        if (types.length == 1) {
            return value(type, value).flatMap(ValuePatterns::of);
        }
        var parts = value.split("\\|", 2);
        if (types[0].equals("ip-dst") || types[0].equals("ip-src") || types[1].equals("port")) {
            return value(types[0], parts[0]).flatMap(ValuePatterns::of);
        }
        if (parts.length < 2) {
            return Optional.empty();
        }
        var first = value(types[0], parts[0]).flatMap(ValuePatterns::of);
        var second = value(types[1], parts[1]).flatMap(ValuePatterns::of);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        return type.startsWith("domain|")
                ? Optional.of(first.get() + " OR " + second.get())
                : Optional.of("[" + inside(first.get()) + " AND " + inside(second.get()) + "]");
    }

    private static String inside(String pattern) {
        return pattern.substring(1, pattern.length() - 1);
    }

    /// The observable of an attribute. Empty when the type has none or the value does not fit.
    static Optional<JsonObject> observable(String type, String value) {
        return value(type, value).flatMap(Observables::of);
    }

    private static Optional<NormalValue> value(String type, String value) {
        var kind = KINDS.get(type);
        return kind == null ? Optional.empty() : address(kind, Defang.refang(value.strip()));
    }

    private static Optional<NormalValue> address(ValueKind kind, String text) {
        return kind == ValueKind.IPV4
                ? Values.normalize(ValueKind.CIDR, text).or(() -> Values.normalize(ValueKind.IPV6, text))
                : Values.normalize(kind, text);
    }

    /// The STIX type of a galaxy cluster.
    static Optional<String> clusterType(String galaxy) {
        var name = galaxy.toLowerCase(Locale.ROOT);
        if (name.contains("attack-pattern")) {
            return Optional.of("attack-pattern");
        }
        if (name.contains("intrusion-set") || name.equals("threat-actor") || name.equals("microsoft-activity-group")) {
            return Optional.of("intrusion-set");
        }
        if (List.of("ransomware", "malpedia", "banker", "botnet", "rat", "stealer", "android", "backdoor")
                        .contains(name)
                || name.contains("malware")) {
            return Optional.of("malware");
        }
        return name.equals("tool") || name.contains("mitre-tool") ? Optional.of("tool") : Optional.empty();
    }
}
