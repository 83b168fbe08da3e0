package theriac.hub.formats;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import theriac.stix.Finding;
import theriac.stix.Tlp;
import theriac.stix.json.JsonObject;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Where a record of a list says what: the setting `columns` of a source. A place is the name or number of a
/// column of a table, or a JSON pointer into a record.
///
/// ```
/// {"columns": {"value": ["ioc", "md5"], "kind": "ioc_type", "seen": "first_seen", "until": "expires",
///              "description": "notes", "labels": "tags", "confidence": "score", "tlp": "tlp", "id": "ioc_id",
///              "link": "reference"},
///  "kinds": {"payload_delivery": "domain"}, "dates": ["M/d/yyyy h:mm:ss a"], "nothing": ["n/a", "None"],
///  "exclude": [{"column": "url_status", "equals": "offline"}]}
/// ```
///
/// `exclude` knows `equals`, `contains`, `starts` and `ends`, all without regard to case. What it leaves out is
/// counted and told.
///
/// @param places for each role the places that are asked in turn; `value` may have several, all of which count
/// @param kinds by the source's own words
/// @param dates forms that are tried before the usual ones
/// @param nothing words that mean an empty cell
record ValueMapping(
        Map<String, List<String>> places,
        Map<String, ValueKind> kinds,
        List<DateTimeFormatter> dates,
        List<String> nothing,
        List<Exclusion> exclusions) {

    private static final Pattern SEPARATORS = Pattern.compile("[,;\\s]+");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}");
    private static final Pattern SHARE = Pattern.compile("0?\\.[0-9]{1,6}|1\\.0{1,6}");

    private static final List<String> ROLES =
            List.of("value", "kind", "seen", "until", "description", "labels", "confidence", "tlp", "id", "link");
    private static final int MOST_IN_A_CELL = 100;
    private static final int MOST_LABELS = 50;

    /// A rule that leaves records out.
    ///
    /// @param how `equals`, `contains`, `starts` or `ends`
    record Exclusion(String place, String how, String text) {
        boolean matches(String cell) {
            var lower = cell.strip().toLowerCase(Locale.ROOT);
            return switch (how) {
                case "equals" -> lower.equals(text);
                case "contains" -> lower.contains(text);
                case "starts" -> lower.startsWith(text);
                default -> lower.endsWith(text);
            };
        }

        String words() {
            return "%s %s \"%s\"".formatted(place, how, text);
        }
    }

    /// A record by place: the texts that stand there, none when it has no such place.
    @FunctionalInterface
    interface Cells extends Function<String, Stream<String>> {}

    /// What became of one record.
    sealed interface Outcome {
        record Values(List<ListedValue> values) implements Outcome {}

        record Excluded(Exclusion rule) implements Outcome {}

        record Nothing(String why) implements Outcome {}

        /// Tells the sink: indicators, or a rejection; what a rule leaves out is counted.
        default void tell(
                String pointer, byte[] raw, String rule, FormatSettings settings, Telling telling, LeftOut leftOut) {
            switch (this) {
                case Values(var values) -> {
                    var indicators = values.stream()
                            .flatMap(value -> value.indicator(settings).stream())
                            .toList();
                    if (indicators.isEmpty()) {
                        telling.reject(
                                pointer, raw, rule, "No pattern can carry a value of the kind that stands here.");
                    }
                    indicators.forEach(indicator -> telling.say(pointer, indicator));
                }
                case Excluded(var why) -> leftOut.add(why);
                case Nothing(var why) -> telling.reject(pointer, raw, rule, why);
            }
        }
    }

    static final ValueMapping NONE = new ValueMapping(Map.of(), Map.of(), List.of(), List.of(), List.of());

    /// The mapping in a source's settings; what cannot be understood there is told and left out.
    static ValueMapping of(JsonObject options, Telling telling) {
        var places = new LinkedHashMap<String, List<String>>();
        var named = options.object("columns").orElse(JsonObject.empty());
        for (var member : named.members()) {
            if (ROLES.contains(member.name())) {
                places.put(member.name(), Members.scalars(member.value()).toList());
            } else {
                telling.remark(
                        setting("\"%s\" is no role of a column; the roles are %s.".formatted(member.name(), ROLES)));
            }
        }
        var kinds = new LinkedHashMap<String, ValueKind>();
        for (var member : options.object("kinds").orElse(JsonObject.empty()).members()) {
            Members.scalar(member.value())
                    .flatMap(KindNames::find)
                    .ifPresentOrElse(
                            kind -> kinds.put(key(member.name()), kind),
                            () -> telling.remark(setting("The kind of \"%s\" is not known.".formatted(member.name()))));
        }
        return new ValueMapping(
                places,
                kinds,
                forms(options, telling),
                Members.texts(options, "nothing"),
                exclusions(options, telling));
    }

    private static List<DateTimeFormatter> forms(JsonObject options, Telling telling) {
        var forms = new ArrayList<DateTimeFormatter>();
        for (var text : options.find("dates").stream().flatMap(Members::scalars).toList()) {
            try {
                forms.add(Moments.form(text));
            } catch (IllegalArgumentException none) {
                telling.remark(
                        setting("\"%s\" is no form of a date; write it like \"M/d/yyyy h:mm:ss a\".".formatted(text)));
            }
        }
        return forms;
    }

    private static List<Exclusion> exclusions(JsonObject options, Telling telling) {
        var rules = new ArrayList<Exclusion>();
        for (var rule : Members.objects(options, "exclude")) {
            var how = Stream.of("equals", "contains", "starts", "ends")
                    .filter(rule::has)
                    .findFirst();
            var text = how.flatMap(rule::text);
            if (rule.text("column").isEmpty() || text.isEmpty()) {
                telling.remark(
                        setting(
                                "A rule of \"exclude\" needs \"column\" and one of \"equals\", \"contains\", \"starts\", \"ends\"."));
            } else {
                rules.add(new Exclusion(
                        rule.text("column").orElse(""),
                        how.orElse(""),
                        text.get().strip().toLowerCase(Locale.ROOT)));
            }
        }
        return rules;
    }

    private static Finding setting(String why) {
        return Finding.warning("mapping.setting", "", "The source's settings: " + why + " It is left out.");
    }

    /// The same mapping with places for roles that the settings do not name.
    ValueMapping orElse(Map<String, List<String>> found) {
        var all = new LinkedHashMap<>(found);
        all.putAll(places);
        return new ValueMapping(all, kinds, dates, nothing, exclusions);
    }

    /// What a place is taken for, under any of its names.
    List<String> roles(String... names) {
        var keys = Arrays.stream(names).map(ValueMapping::key).toList();
        return ROLES.stream()
                .filter(role -> places.getOrDefault(role, List.of()).stream()
                        .map(ValueMapping::key)
                        .anyMatch(keys::contains))
                .toList();
    }

    List<String> valuePlaces() {
        return places.getOrDefault("value", List.of());
    }

    /// @param format of the record, for references to its own id
    Outcome read(Cells cells, String format) {
        for (var rule : exclusions) {
            if (cells.apply(rule.place()).anyMatch(rule::matches)) {
                return new Outcome.Excluded(rule);
            }
        }
        var word = first(cells, "kind");
        var kind =
                word.flatMap(name -> Optional.ofNullable(kinds.get(key(name))).or(() -> KindNames.find(name)));
        var found = new LinkedHashSet<NormalValue>();
        valuePlaces().forEach(place -> cells.apply(place).forEach(cell -> found.addAll(values(cell, kind))));
        if (found.isEmpty()) {
            return new Outcome.Nothing(
                    kind.isPresent()
                            ? "What stands in %s is no value of the kind \"%s\"."
                                    .formatted(valuePlaces(), word.orElse(""))
                            : "No address, domain, URL, hash or mail address was recognised in this row's columns %s."
                                    .formatted(valuePlaces()));
        }
        return new Outcome.Values(said(found, cells, format));
    }

    private List<ListedValue> said(LinkedHashSet<NormalValue> found, Cells cells, String format) {
        var seen = first(cells, "seen").flatMap(text -> Moments.parse(text, dates));
        var until = first(cells, "until").flatMap(text -> Moments.parse(text, dates));
        var tlp = first(cells, "tlp").flatMap(Tlp::ofLabel);
        var references = new ArrayList<JsonObject>();
        first(cells, "id")
                .ifPresent(id -> references.add(JsonObject.builder()
                        .put("source_name", format)
                        .put("external_id", id)
                        .build()));
        first(cells, "link")
                .filter(link -> link.startsWith("http"))
                .ifPresent(link -> references.add(JsonObject.builder()
                        .put("source_name", format)
                        .put("url", link)
                        .build()));
        var more = new ListedValue.More(
                until, confidence(first(cells, "confidence").orElse("")), references);
        var description = first(cells, "description").orElse("");
        var labels = labels(cells);
        return found.stream()
                .map(value -> new ListedValue(value, seen, description, labels, tlp, more))
                .toList();
    }

    /// The values of one cell: one, or several between commas or blanks, as tables of file hashes have them.
    List<NormalValue> values(String cell, Optional<ValueKind> kind) {
        if (isNothing(cell)) {
            return List.of();
        }
        if (kind.isPresent()) {
            return KindNames.value(kind.get(), cell).stream().toList();
        }
        var one = TextList.value(cell);
        return one.isPresent()
                ? List.of(one.get())
                : Arrays.stream(SEPARATORS.split(cell))
                        .limit(MOST_IN_A_CELL)
                        .flatMap(part -> TextList.value(part).stream())
                        .toList();
    }

    private Optional<String> first(Cells cells, String role) {
        return places.getOrDefault(role, List.of()).stream()
                .flatMap(cells)
                .filter(cell -> !isNothing(cell))
                .findFirst();
    }

    private boolean isNothing(String cell) {
        return cell.isBlank() || nothing.stream().anyMatch(cell.strip()::equalsIgnoreCase);
    }

    /// A list in one cell, or cells of their own.
    private List<String> labels(Cells cells) {
        return places.getOrDefault("labels", List.of()).stream()
                .flatMap(cells)
                .filter(cell -> !isNothing(cell))
                .flatMap(cell -> Arrays.stream(SEPARATORS.split(cell)))
                .map(label -> label.startsWith("#") ? label.substring(1) : label)
                .filter(label -> !label.isEmpty())
                .distinct()
                .limit(MOST_LABELS)
                .toList();
    }

    /// 0 to 100, a share from 0 to 1 with a point, or a word of STIX's scale (STIX 2.1, appendix A).
    private static OptionalInt confidence(String text) {
        var written = text.strip().toLowerCase(Locale.ROOT);
        var plain = written.endsWith("%") ? written.substring(0, written.length() - 1) : written;
        if (PERCENT.matcher(plain).matches() && Integer.parseInt(plain) <= 100) {
            return OptionalInt.of(Integer.parseInt(plain));
        }
        if (SHARE.matcher(plain).matches()) {
            return OptionalInt.of((int) Math.round(Double.parseDouble(plain) * 100));
        }
        return switch (plain) {
            case "none" -> OptionalInt.of(0);
            case "low" -> OptionalInt.of(15);
            case "medium", "med" -> OptionalInt.of(50);
            case "high" -> OptionalInt.of(85);
            default -> OptionalInt.empty();
        };
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /// Counts what rules left out, to be told at the end.
    static final class LeftOut {
        private final Map<String, Integer> counts = new LinkedHashMap<>();

        void add(Exclusion rule) {
            counts.merge(rule.words(), 1, Integer::sum);
        }

        void tell(Telling telling) {
            counts.forEach((rule, count) -> telling.remark(Finding.info(
                    "mapping.excluded", "", "Records left out by the rule %s: %d.".formatted(rule, count))));
        }
    }
}
