package theriac.hub.formats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import theriac.stix.pattern.PatternConstant;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// MISP's objects and what properties of STIX are in them: two tables (`misp-templates.tsv`,
/// `misp-objects.tsv`), printed in `docs/operate/misp.md`. Pure and thread-safe.
final class MispTemplates {

    private static final List<String> LAYER_3 = List.of("ip", "ipv4", "ipv6", "icmp", "arp");
    private static final List<String> LAYER_4 = List.of("tcp", "udp", "sctp");
    private static final String OWN = "x_misp_";

    private static final List<Template> TEMPLATES = MispTypes.rows("misp-templates.tsv", 5).stream()
            .map(cells -> new Template(cells[0], cells[1], cells[2], cells[3], cells[4]))
            .toList();

    private static final Map<String, List<Row>> ROWS = MispTypes.rows("misp-objects.tsv", 5).stream()
            .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3], cells[4]))
            .collect(Collectors.groupingBy(Row::object, LinkedHashMap::new, Collectors.toList()));

    private MispTemplates() {}

    /// @param of the STIX type that is written so when nothing says what it was; `-` for none
    record Template(String name, String category, String uuid, String version, String of) {}

    /// @param form how the value is written, see the table
    record Row(String object, String path, String relation, String type, String form) {}

    /// An attribute that an object has.
    ///
    /// @param content its bytes in base64; empty for none
    record Part(String relation, String type, String value, Optional<String> content) {}

    static List<Template> templates() {
        return TEMPLATES;
    }

    static List<Row> rows(String object) {
        return ROWS.getOrDefault(object, List.of());
    }

    static Optional<Template> named(String name) {
        return TEMPLATES.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    static Optional<Template> of(String stixType) {
        return TEMPLATES.stream().filter(one -> one.of().equals(stixType)).findFirst();
    }

    /// The attributes of an object of which these things are said.
    ///
    /// @param uuid of the object, by which content without a name is called
    static List<Part> parts(Template template, List<PatternConstant> facts, String uuid) {
        var parts = new LinkedHashMap<Row, List<Part>>();
        for (var fact : facts) {
            for (var row : rows(template.name(), MispFacts.path(fact))) {
                value(row, fact.text(), uuid).ifPresent(value -> {
                    var found = parts.computeIfAbsent(row, _ -> new java.util.ArrayList<>());
                    if (found.isEmpty() || !row.form().equals("upper")) {
                        found.add(new Part(row.relation(), row.type(), value, content(row, fact, facts)));
                    }
                });
            }
        }
        return parts.values().stream().flatMap(List::stream).distinct().toList();
    }

    private static List<Row> rows(String object, String path) {
        var rows = rows(object).stream().filter(row -> row.path().equals(path)).toList();
        var property = path.substring(path.indexOf(':') + 1);
        if (!rows.isEmpty() || !property.matches("x_misp_[a-z0-9_]{1,60}")) {
            return rows;
        }
        var relation = property.substring(OWN.length()).replace('_', '-');
        return List.of(new Row(object, path, relation, "text", "-"));
    }

    private static Optional<String> content(Row row, PatternConstant fact, List<PatternConstant> facts) {
        if (row.form().equals("bytes")) {
            return Optional.of(fact.text());
        }
        if (!row.type().equals("attachment") || !row.path().endsWith(".value")) {
            return Optional.empty();
        }
        var data = row.path().substring(0, row.path().length() - "value".length()) + "data";
        return facts.stream()
                .filter(one -> MispFacts.path(one).equals(data))
                .map(PatternConstant::text)
                .findFirst();
    }

    private static Optional<String> value(Row row, String text, String uuid) {
        var plain = text.toLowerCase(Locale.ROOT);
        return switch (row.form()) {
            case "upper" -> Optional.of(text.toUpperCase(Locale.ROOT));
            case "layer3" -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(_ -> LAYER_3.contains(plain));
            case "layer4" -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(_ -> LAYER_4.contains(plain));
            case "layer7" ->
                Optional.of(text.toUpperCase(Locale.ROOT))
                        .filter(_ -> !LAYER_3.contains(plain) && !LAYER_4.contains(plain));
            case "listening" -> Optional.of("listening").filter(_ -> plain.equals("true"));
            case "address" -> Optional.of(text).filter(MispTemplates::isAddress);
            case "name" -> Optional.of(text).filter(name -> !isAddress(name));
            case "kilometres" -> kilometres(text);
            case "capec" ->
                Optional.of(text).filter(id -> id.startsWith("CAPEC-")).map(id -> id.substring("CAPEC-".length()));
            case "said" ->
                java.util.Arrays.stream(text.split(" / "))
                        .filter(part -> part.startsWith(row.relation() + ": "))
                        .map(part -> part.substring(row.relation().length() + 2))
                        .findFirst();
            case "bytes" -> Optional.of(uuid);
            default -> Optional.of(typed(row.type(), text));
        };
    }

    private static String typed(String type, String text) {
        return switch (type) {
            case "AS" -> MispAttributeWriter.autonomous(text);
            case "datetime" -> text.replaceFirst("Z$", "+00:00");
            default -> text;
        };
    }

    private static boolean isAddress(String text) {
        return Values.normalize(ValueKind.CIDR, text).isPresent()
                || Values.normalize(ValueKind.IPV6, text).isPresent();
    }

    private static Optional<String> kilometres(String metres) {
        return metres.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                ? Optional.of(Double.toString(Double.parseDouble(metres) / 1_000))
                : Optional.empty();
    }
}
