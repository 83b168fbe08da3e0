package theriac.stix.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import theriac.stix.json.Json;
import theriac.stix.json.JsonValue;

/// Reads the text tables of this package's resources.
final class Tables {

    private static final int COMMON_LEVELS = 7;

    private final Map<String, Vocabulary> vocabularies;
    private final List<List<String>> defaults = lines("defaults.txt").stream()
            .map(line -> List.of(line.split(" +")))
            .toList();

    Tables() {
        this.vocabularies = readVocabularies();
    }

    static List<String> lines(String resource) {
        try (InputStream in = Tables.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The table " + resource + " is missing from the library.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Vocabulary> vocabularies() {
        return vocabularies;
    }

    private static Map<String, Vocabulary> readVocabularies() {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        Map<String, String> clauses = new HashMap<>();
        String name = "";
        for (String line : lines("vocabularies.txt")) {
            if (line.startsWith("  ")) {
                values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(line.strip());
            } else {
                String[] words = line.split(" ");
                name = words[0];
                clauses.put(name, words[1]);
            }
        }
        Map<String, Vocabulary> all = new LinkedHashMap<>();
        values.forEach(
                (n, v) -> all.put(n, new Vocabulary(n, clauses.getOrDefault(n, ""), Collections.unmodifiableSet(v))));
        return all;
    }

    Map<String, TypeSpec> types() {
        Map<String, TypeSpec> all = new LinkedHashMap<>();
        List<String[]> common =
                lines("common.txt").stream().map(l -> l.strip().split(" +")).toList();
        for (String name : lines("index.txt")) {
            all.put(name, table(name, common));
        }
        return all;
    }

    /// What is left of a table when a type has no properties of its own: the common ones.
    TypeSpec common(Kind kind) {
        List<String[]> rows = lines("common.txt").stream()
                .map(l -> commonRow(l.strip().split(" +"), kind))
                .toList();
        Map<String, PropertySpec> properties = properties(rows, "", kind);
        return new TypeSpec(
                "",
                kind,
                "3.2",
                Collections.unmodifiableMap(properties),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                mask(properties));
    }

    private static long mask(Map<String, PropertySpec> properties) {
        return properties.values().stream().mapToLong(PropertySpec::requiredBit).reduce(0, (a, b) -> a | b);
    }

    private TypeSpec table(String name, List<String[]> common) {
        Map<String, List<String>> lines = new HashMap<>();
        for (String line : lines(name + ".table")) {
            String[] words = line.split(" +", 2);
            lines.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(words[1].strip());
        }
        Kind kind = Kind.of(one(lines, "kind", name), name);
        List<String[]> rows = new ArrayList<>(); // name, level, type
        if (kind.compareTo(Kind.BUNDLE) <= 0) {
            common.forEach(row -> rows.add(commonRow(row, kind)));
        }
        Set<String> own = new LinkedHashSet<>();
        for (String line : lines.getOrDefault("property", List.of())) {
            String[] words = line.split(" +", 3);
            own.add(words[0]);
            rows.add(words);
        }
        Map<String, PropertySpec> properties = properties(rows, name, kind);
        List<String> contributing = lines.getOrDefault("contributes", List.of()).stream()
                .flatMap(l -> List.of(l.split(" +")).stream())
                .toList();
        return new TypeSpec(
                name,
                kind,
                one(lines, "clause", name),
                Collections.unmodifiableMap(properties),
                Collections.unmodifiableSet(own),
                lines.getOrDefault("rule", List.of()).stream().map(Rule::parse).toList(),
                lines.getOrDefault("extension", List.of()),
                contributing,
                mask(properties));
    }

    private static String one(Map<String, List<String>> lines, String key, String table) {
        List<String> values = lines.getOrDefault(key, List.of());
        if (values.size() != 1) {
            throw new IllegalArgumentException("The table of " + table + " needs one line \"" + key + "\".");
        }
        return values.getFirst();
    }

    private static String[] commonRow(String[] row, Kind kind) {
        int levels = row.length - COMMON_LEVELS;
        String level = row[levels + kind.ordinal()];
        String type = String.join(" ", List.of(row).subList(1, levels));
        return new String[] {row[0], level, type};
    }

    private Map<String, PropertySpec> properties(List<String[]> rows, String table, Kind kind) {
        Map<String, PropertySpec> properties = new LinkedHashMap<>();
        long bit = 1;
        for (String[] row : rows) {
            Level level = switch (row[1]) {
                case "required" -> Level.REQUIRED;
                case "optional" -> Level.OPTIONAL;
                case "deprecated" -> Level.DEPRECATED;
                default -> Level.ABSENT;
            };
            boolean required = level == Level.REQUIRED;
            properties.put(
                    row[0],
                    new PropertySpec(
                            row[0], level, type(row[2].strip()), fallback(row[0], table, kind), required ? bit : 0));
            bit = required ? bit << 1 : bit;
        }
        return properties;
    }

    private Optional<JsonValue> fallback(String property, String table, Kind kind) {
        return defaults.stream()
                .filter(words -> words.getFirst().equals(property))
                .filter(words ->
                        words.subList(2, words.size()).stream().anyMatch(w -> w.equals(table) || w.equals(kind.word())))
                .map(words -> Json.read(words.get(1)))
                .findFirst();
    }

    private ValueType type(String text) {
        if (text.startsWith("list ")) {
            return new ValueType.ListOf(type(text.substring(5)));
        }
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String detail = colon < 0 ? "" : text.substring(colon + 1);
        return switch (word) {
            case "string" -> new ValueType.Text();
            case "boolean" -> new ValueType.Bool();
            case "integer" -> integer(detail);
            case "float" -> decimal(detail);
            case "timestamp" -> new ValueType.Time();
            case "id" -> new ValueType.Id();
            case "ref" -> new ValueType.Ref(Targets.parse(detail));
            case "hashes" -> new ValueType.Hashes();
            case "hex" -> new ValueType.Hex();
            case "binary" -> new ValueType.Binary();
            case "language" -> new ValueType.Language();
            case "open", "enum" -> new ValueType.Term(vocabulary(detail));
            case "object" -> new ValueType.Part(detail);
            case "dictionary" -> dictionary(List.of(detail.split("\\|")));
            case "extensions" -> new ValueType.Extensions();
            case "observables" -> new ValueType.Observables();
            case "reserved" -> new ValueType.Reserved();
            case "any" -> new ValueType.Any();
            default -> throw new IllegalArgumentException("There is no value type \"" + text + "\".");
        };
    }

    private static ValueType dictionary(List<String> words) {
        return new ValueType.Dictionary(
                words.contains("string"), words.contains("integer"), words.contains("list"), words.contains("any"));
    }

    private static ValueType integer(String range) {
        String[] ends = range.split("\\.\\.", 2);
        // STIX 2.1 §2.10: the 54-bit range that every JSON reader keeps exactly.
        long most = (1L << 53) - 1;
        return range.isEmpty()
                ? new ValueType.Int(-most, most)
                : new ValueType.Int(Long.parseLong(ends[0]), ends[1].isEmpty() ? most : Long.parseLong(ends[1]));
    }

    private static ValueType decimal(String range) {
        String[] ends = range.split("\\.\\.", 2);
        return range.isEmpty()
                ? new ValueType.Decimal(-Double.MAX_VALUE, Double.MAX_VALUE)
                : new ValueType.Decimal(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
    }

    private Vocabulary vocabulary(String name) {
        Vocabulary vocabulary = vocabularies.get(name);
        if (vocabulary == null) {
            throw new IllegalArgumentException("There is no vocabulary \"" + name + "\".");
        }
        return vocabulary;
    }

    /// Source, relationship type, targets.
    static Map<String, Map<String, Set<String>>> relationships() {
        Map<String, Map<String, Set<String>>> all = new LinkedHashMap<>();
        for (String line : lines("relationships.txt")) {
            List<String> words = List.of(line.split(" "));
            all.computeIfAbsent(words.get(0), _ -> new LinkedHashMap<>())
                    .put(words.get(1), Set.copyOf(words.subList(2, words.size())));
        }
        return all;
    }
}
