package theriac.hub.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import theriac.stix.json.JsonObject;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.ValuePatterns;
import theriac.stix.value.Values;

/// What MISP's attribute types mean in STIX: one table (`misp-types.tsv`, printed in `docs/operate/misp.md`), read by
/// indicators and by observables alike.
final class MispTypes {

    private static final Map<String, Meaning> MEANINGS = load();

    /// @param as `value`, `path`, `rule` or `same`
    record Meaning(String as, String what) {}

    /// The table, by type.
    static Map<String, Meaning> meanings() {
        return MEANINGS;
    }

    private static Map<String, Meaning> load() {
        try (var in = MispTypes.class.getResourceAsStream("misp-types.tsv")) {
            var table = new TreeMap<String, Meaning>();
            new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", 3))
                    .forEach(cells -> table.put(cells[0], new Meaning(cells[1], cells[2])));
            return Collections.unmodifiableMap(table);
        } catch (IOException broken) {
            throw new UncheckedIOException("The table of MISP's types cannot be read.", broken);
        }
    }

    private static Optional<Meaning> meaning(String type) {
        var found = Optional.ofNullable(MEANINGS.get(type));
        return found.filter(meaning -> meaning.as().equals("same"))
                .flatMap(same -> meaning(same.what()))
                .or(() -> found);
    }

    /// The pattern language in which the values of a type are written: `stix` for all but rules.
    static String language(String type) {
        return meaning(type)
                .filter(meaning -> meaning.as().equals("rule"))
                .map(Meaning::what)
                .orElse("stix");
    }

    private MispTypes() {}

    /// The pattern of an attribute; composite types (`filename|sha1`) need both parts on one object, or either
    /// observation for
    /// `domain|ip`. Empty when the type has none or the value does not fit.
    static Optional<String> pattern(String type, String value) {
        var plain = Optional.ofNullable(MEANINGS.get(type))
                .filter(meaning -> meaning.as().equals("same"))
                .map(Meaning::what)
                .orElse(type);
        var types = plain.split("\\|", 2);
        if (types.length == 1) {
            return one(plain, value);
        }
        var parts = value.split("\\|", 2);
        if (types[0].equals("ip-dst") || types[0].equals("ip-src") || types[1].equals("port")) {
            return one(types[0], parts[0]);
        }
        if (parts.length < 2) {
            return Optional.empty();
        }
        var first = one(types[0], parts[0]);
        var second = one(types[1], parts[1]);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        return plain.startsWith("domain|")
                ? Optional.of(first.get() + " OR " + second.get())
                : Optional.of("[" + inside(first.get()) + " AND " + inside(second.get()) + "]");
    }

    private static Optional<String> one(String type, String value) {
        return meaning(type).flatMap(meaning -> switch (meaning.as()) {
            case "value" -> value(type, value).flatMap(ValuePatterns::of);
            case "path" ->
                value.isBlank()
                        ? Optional.empty()
                        : Clause.test(meaning.what(), "is", value.strip(), false)
                                .map(Clause::pattern);
            case "rule" -> Optional.of(value).filter(rule -> !rule.isBlank());
            default -> Optional.empty();
        });
    }

    private static String inside(String pattern) {
        return pattern.substring(1, pattern.length() - 1);
    }

    /// The observable of an attribute. Empty when the type has none or the value does not fit.
    static Optional<JsonObject> observable(String type, String value) {
        return value(type, value).flatMap(Observables::of);
    }

    private static Optional<NormalValue> value(String type, String value) {
        return meaning(type)
                .filter(meaning -> meaning.as().equals("value"))
                .flatMap(meaning -> ValueKind.ofCode(meaning.what()))
                .flatMap(kind -> address(kind, Defang.refang(value.strip())));
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
