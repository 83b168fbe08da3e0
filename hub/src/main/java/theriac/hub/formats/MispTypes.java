package theriac.hub.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private static final List<String[]> GALAXIES = rows("misp-galaxies.tsv", 3);

    /// Kinds that are written in one way only: what is written otherwise is a mistake. A telephone
    /// number, a path or a link is written in many.
    private static final Set<ValueKind> EXACT = EnumSet.of(
            ValueKind.DOMAIN,
            ValueKind.IPV4,
            ValueKind.MD5,
            ValueKind.SHA1,
            ValueKind.SHA256,
            ValueKind.SHA512,
            ValueKind.SHA3_256,
            ValueKind.SHA3_512,
            ValueKind.EMAIL,
            ValueKind.CVE,
            ValueKind.ASN,
            ValueKind.MAC_ADDRESS);

    /// @param as `value`, `path`, `rule`, `same`, or `kept` for what STIX has no place for
    record Meaning(String as, String what) {}

    /// The table, by type.
    static Map<String, Meaning> meanings() {
        return MEANINGS;
    }

    private static Map<String, Meaning> load() {
        var table = new TreeMap<String, Meaning>();
        rows("misp-types.tsv", 3).forEach(cells -> table.put(cells[0], new Meaning(cells[1], cells[2])));
        return Collections.unmodifiableMap(table);
    }

    /// The rows of one of the tables beside this class.
    static List<String[]> rows(String table, int columns) {
        try (var in = MispTypes.class.getResourceAsStream(table)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", columns))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("A table of MISP's words cannot be read.", broken);
        }
    }

    /// Whether values of the type can be looked for: it, or what it is composed of, has a meaning in the table.
    static boolean hasPattern(String type) {
        var plain = plain(type);
        var parts = plain.split("\\|", 2);
        return meaning(parts[0]).filter(meaning -> !meaning.as().equals("kept")).isPresent()
                && (parts.length == 1
                        || parts[1].equals("port")
                        || meaning(parts[1])
                                .filter(meaning -> !meaning.as().equals("kept"))
                                .isPresent());
    }

    static String plain(String type) {
        return Optional.ofNullable(MEANINGS.get(type))
                .filter(meaning -> meaning.as().equals("same"))
                .map(Meaning::what)
                .orElse(type);
    }

    /// The observables of an attribute; those of both parts of `domain|ip`, the hash of a named file, the address
    /// beside a port. Empty when the type has none or the value does not fit.
    static List<JsonObject> observables(String type, String value) {
        var types = plain(type).split("\\|", 2);
        if (types.length == 1) {
            return observable(types[0], value).stream().toList();
        }
        var parts = value.split("\\|", 2);
        if (types[0].equals("filename") && parts.length == 2) {
            return observable(types[1], parts[1]).stream().toList();
        }
        var second = types[0].equals("domain") && parts.length == 2
                ? observable(types[1].equals("ip") ? "ip-dst" : types[1], parts[1])
                : Optional.<JsonObject>empty();
        return Stream.concat(observable(types[0], parts[0]).stream(), second.stream())
                .toList();
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
    /// observation for `domain|ip`. Empty when the type has none or the value does not fit.
    static Optional<String> pattern(String type, String value) {
        var plain = plain(type);
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

    /// Whether a value is of its type, as far as the type says how its values are written; of types
    /// that do not, and of unknown ones, each is.
    static boolean fits(String type, String value) {
        var types = plain(type).split("\\|", 2);
        if (types.length == 1) {
            return fitsOne(types[0], value);
        }
        var parts = value.split("\\|", 2);
        return fitsOne(types[0], parts[0])
                && (types[1].equals("port") || (parts.length == 2 && fitsOne(types[1], parts[1])));
    }

    private static boolean fitsOne(String type, String value) {
        boolean exact = meaning(type)
                .filter(meaning -> meaning.as().equals("value"))
                .flatMap(meaning -> ValueKind.ofCode(meaning.what()))
                .filter(EXACT::contains)
                .isPresent();
        return !exact || value(type, value).isPresent();
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

    /// The STIX type of a galaxy cluster, by the table `misp-galaxies.tsv`.
    static Optional<String> clusterType(String galaxy) {
        var name = galaxy.toLowerCase(Locale.ROOT);
        return GALAXIES.stream()
                .filter(row -> isLike(row[0], name))
                .map(row -> row[1])
                .findFirst();
    }

    private static boolean isLike(String form, String name) {
        var core = form.replace("*", "");
        return form.equals(core) ? name.equals(core) : name.contains(core);
    }

    /// The table of galaxies, in its order.
    static List<String[]> galaxies() {
        return GALAXIES;
    }
}
