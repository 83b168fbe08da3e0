package theriac.hub.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import theriac.stix.DeterministicIds;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.pattern.ComparisonOperator;
import theriac.stix.pattern.PatternConstant;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Indicators and observables that did not come from MISP as MISP attributes, by the table that reads attributes
/// (`misp-types.tsv`) in the other direction. Where a converter of the MISP project wrote an object, its labels
/// `misp:type` and `misp:category` say what it was. A pattern that is more than alternatives of single values,
/// or about what MISP has no type for, stays whole as `stix2-pattern`. Pure and thread-safe.
final class MispAttributeWriter {

    private static final Pattern LABEL = Pattern.compile("misp:(type|category)=\"([^\"]{1,100})\"");

    /// The type of a value, where several types have its kind.
    private static final Map<ValueKind, String> CHOSEN = Map.of(
            ValueKind.DOMAIN, "domain",
            ValueKind.URL, "url",
            ValueKind.IPV4, "ip-dst",
            ValueKind.IPV6, "ip-dst",
            ValueKind.CIDR, "ip-dst",
            ValueKind.EMAIL, "email");

    private static final Map<String, String> BY_KIND = new TreeMap<>();
    private static final Map<String, String> BY_PATH = new TreeMap<>();

    static {
        MispTypes.meanings().forEach((type, meaning) -> {
            if (meaning.as().equals("value")) {
                BY_KIND.putIfAbsent(meaning.what(), type);
            } else if (meaning.as().equals("path")) {
                BY_PATH.put(meaning.what(), type);
            }
        });
    }

    private MispAttributeWriter() {}

    /// @return empty when the object is none of these, or holds no value
    static List<JsonObject> attributes(StixObject object) {
        return switch (object.type()) {
            case "indicator" -> indicator(object);
            case "observed-data", "report", "note", "opinion", "grouping", "vulnerability", "attack-pattern" ->
                List.of();
            default -> observable(object);
        };
    }

    private static List<JsonObject> indicator(StixObject indicator) {
        var text = indicator.text("pattern").orElse("");
        var language = indicator.text("pattern_type").orElse("stix");
        if (!language.equals("stix")) {
            var known = MispTypes.meanings().entrySet().stream()
                    .filter(row -> row.getValue().as().equals("rule")
                            && row.getValue().what().equals(language))
                    .map(Map.Entry::getKey)
                    .findFirst();
            return List.of(attribute(indicator, known.orElse("other"), text, 0));
        }
        if (!(theriac.stix.pattern.Pattern.parse(text) instanceof PatternParsed.Parsed(var pattern))) {
            return List.of(attribute(indicator, "stix2-pattern", text, 0));
        }
        var constants = pattern.constants();
        var said = label(indicator, "type");
        if (said.isPresent() && !constants.isEmpty()) {
            return List.of(attribute(indicator, said.get(), composed(said.get(), constants), 0));
        }
        var typed = constants.stream().map(MispAttributeWriter::typed).toList();
        boolean simple = pattern.isAlternatives() && typed.stream().allMatch(Optional::isPresent);
        if (!simple || typed.isEmpty()) {
            return List.of(attribute(indicator, "stix2-pattern", text, 0));
        }
        var attributes = new ArrayList<JsonObject>();
        for (var one : typed) {
            one.ifPresent(value -> attributes.add(
                    attribute(indicator, value.type(), value.text(), typed.size() == 1 ? 0 : attributes.size() + 1)));
        }
        return attributes;
    }

    private record Typed(String type, String text) {}

    /// The type that a value has where no label says it.
    private static Optional<Typed> typed(PatternConstant constant) {
        if (!constant.positive() || constant.operator() == ComparisonOperator.ISSUBSET && !isAddress(constant)) {
            return Optional.empty();
        }
        return Values.of(constant)
                .flatMap(MispAttributeWriter::typed)
                .or(() -> Optional.ofNullable(BY_PATH.get(constant.objectType() + ":" + constant.path()))
                        .map(type -> new Typed(type, constant.text())));
    }

    private static boolean isAddress(PatternConstant constant) {
        return constant.objectType().matches("ipv[46]-addr");
    }

    private static Optional<Typed> typed(NormalValue value) {
        var type = Optional.ofNullable(CHOSEN.get(value.kind()))
                .or(() -> Optional.ofNullable(BY_KIND.get(value.kind().code())));
        return type.map(known -> new Typed(known, value.text()));
    }

    /// The value of an attribute whose type is known: both constants of a composed one.
    private static String composed(String type, List<PatternConstant> constants) {
        if (type.equals("AS")) {
            return autonomous(constants.getFirst().text());
        }
        // What kind of thing it is about (`account_type`, `src_ref.type`) is no value, where there is another one.
        var values = constants.stream()
                .filter(constant -> !constant.path().endsWith("type"))
                .toList();
        var texts = (values.isEmpty() ? constants : values)
                .stream().map(PatternConstant::text).distinct().toList();
        return type.contains("|") || type.equals("malware-sample")
                ? texts.stream().limit(2).collect(Collectors.joining("|"))
                : texts.getFirst();
    }

    private static String autonomous(String number) {
        return number.toUpperCase(Locale.ROOT).startsWith("AS") ? number : "AS" + number;
    }

    private static List<JsonObject> observable(StixObject object) {
        var attributes = new ArrayList<JsonObject>();
        var values = Values.of(object).stream()
                .flatMap(value -> typed(value).stream())
                .toList();
        for (var value : values) {
            attributes.add(
                    attribute(object, value.type(), value.text(), values.size() == 1 ? 0 : attributes.size() + 1));
        }
        return attributes;
    }

    /// @param place 0 for the only one of its object, which has the object's uuid
    private static JsonObject attribute(StixObject object, String type, String value, int place) {
        var uuid = place == 0
                ? object.id().uuid()
                : DeterministicIds.named(object.id().uuid(), "x-misp-attribute", type + "|" + value)
                        .uuid();
        var json = JsonObject.builder()
                .put("uuid", uuid.toString())
                .put("type", type)
                .put("category", label(object, "category").orElseGet(() -> category(type)))
                .put("value", value)
                .put("to_ids", object.type().equals("indicator"))
                .put("timestamp", seconds(object))
                .put("comment", object.text("description").orElse(""))
                .put("deleted", object.revoked())
                .put("disable_correlation", false)
                .put("distribution", "5");
        var tags = tags(object);
        if (!tags.isEmpty()) {
            json.put("Tag", JsonArray.of(tags));
        }
        return json.build();
    }

    /// Labels as tags, but for those that say what the object was in MISP.
    static List<JsonObject> tags(StixObject object) {
        return object.texts("labels").stream()
                .filter(label -> !LABEL.matcher(label).matches() && !label.startsWith("misp:"))
                .map(label -> JsonObject.builder().put("name", label).build())
                .toList();
    }

    static Optional<String> label(StixObject object, String which) {
        return object.texts("labels").stream()
                .map(LABEL::matcher)
                .filter(found -> found.matches() && found.group(1).equals(which))
                .map(found -> found.group(2))
                .findFirst();
    }

    /// When the object was last changed, in seconds since 1970; "0" for what has no time, such as observables.
    static String seconds(StixObject object) {
        return object.timestamp("modified")
                .map(StixTimestamp::instant)
                .map(at -> Long.toString(at.getEpochSecond()))
                .orElse("0");
    }

    /// MISP asks for a category of each attribute; the first of those that it suggests for the type.
    private static String category(String type) {
        return switch (type.split("\\|")[0]) {
            case "domain",
                    "hostname",
                    "url",
                    "uri",
                    "link",
                    "ip-dst",
                    "ip-src",
                    "AS",
                    "mac-address",
                    "user-agent",
                    "snort",
                    "suricata",
                    "port",
                    "http-method" -> "Network activity";
            case "vulnerability", "comment", "text" -> "External analysis";
            case "email", "email-src", "email-dst", "email-subject" -> "Payload delivery";
            case "iban", "btc", "phone-number" -> "Financial fraud";
            case "mutex",
                    "yara",
                    "sigma",
                    "stix2-pattern",
                    "regkey",
                    "windows-service-name",
                    "windows-service-displayname" -> "Artifacts dropped";
            case "other" -> "Other";
            default -> "Payload delivery";
        };
    }
}
