package theriac.hub.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import theriac.stix.DeterministicIds;
import theriac.stix.Markings;
import theriac.stix.Pap;
import theriac.stix.StixObject;
import theriac.stix.StixTimestamp;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.pattern.ComparisonOperator;
import theriac.stix.pattern.PatternConstant;
import theriac.stix.pattern.PatternParsed;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// Indicators and observables that did not come from MISP as MISP attributes, by the table that
/// reads attributes (`misp-types.tsv`) in the other direction. Where a converter of the MISP
/// project wrote an object, its labels `misp:type` and `misp:category` say what it was. A pattern
/// that is more than alternatives of single values, or about what MISP has no type for, stays whole
/// as `stix2-pattern`. Pure and thread-safe.
final class MispAttributeWriter {

    private static final Pattern LABEL = Pattern.compile(
            "misp:(type|category|name|meta-category|to_ids|galaxy-type|galaxy-name)=\"([^\"]{1,100})\"");

    /// The type of a value, where several types have its kind.
    private static final Map<ValueKind, String> CHOSEN = Map.of(
            ValueKind.DOMAIN, "domain",
            ValueKind.URL, "url",
            ValueKind.IPV4, "ip-dst",
            ValueKind.IPV6, "ip-dst",
            ValueKind.CIDR, "ip-dst",
            ValueKind.EMAIL, "email");

    private static final List<String> CATEGORIES = List.of(
            "Internal reference",
            "Targeting data",
            "Antivirus detection",
            "Payload delivery",
            "Artifacts dropped",
            "Payload installation",
            "Persistence mechanism",
            "Network activity",
            "Attribution",
            "External analysis",
            "Financial fraud",
            "Support Tool",
            "Social network",
            "Person",
            "Other");

    /// What the table has for parts of composed types, and what is read from others only.
    private static final List<String> NONE_OF_MISP = List.of("ip", "value", "suricata");

    private static final List<String> COMPOSED = List.of(
            "domain|ip",
            "ip-dst|port",
            "ip-src|port",
            "hostname|port",
            "regkey|value",
            "filename|authentihash",
            "filename|imphash",
            "filename|impfuzzy",
            "filename|md5",
            "filename|pehash",
            "filename|sha1",
            "filename|sha224",
            "filename|sha256",
            "filename|sha3-256",
            "filename|sha3-512",
            "filename|sha384",
            "filename|sha512",
            "filename|sha512/224",
            "filename|sha512/256",
            "filename|ssdeep",
            "filename|tlsh",
            "filename|vhash");

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
            case "vulnerability" -> List.of(attribute(object, "vulnerability", vulnerability(object), 0));
            case "campaign" ->
                label(object, "type")
                        .map(type -> attribute(object, type, object.text("name").orElse(""), 0))
                        .stream()
                        .toList();
            case "observed-data", "report", "note", "opinion", "grouping", "attack-pattern" -> List.of();
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
            return List.of(attribute(indicator, said.get(), valueOf(said.get(), constants), 0));
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

    /// See [MispWriter#attribute].
    static Optional<JsonObject> of(NormalValue value) {
        return typed(value)
                .map(known -> JsonObject.builder()
                        .put("type", known.type())
                        .put("category", category(known.type()))
                        .put("value", known.type().equals("AS") ? autonomous(known.text()) : known.text())
                        .put("to_ids", MispTypes.hasPattern(known.type()))
                        .build());
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

    static String autonomous(String number) {
        return number.toUpperCase(Locale.ROOT).startsWith("AS") ? number : "AS" + number;
    }

    private static String vulnerability(StixObject object) {
        return object.json().array("external_references").map(JsonArray::objects).orElse(List.of()).stream()
                .filter(reference -> reference.text("source_name").orElse("").equals("cve"))
                .flatMap(reference -> reference.text("external_id").stream())
                .findFirst()
                .orElseGet(() -> object.text("name").orElse(object.id().text()));
    }

    /// The attribute that an observation was in MISP, by the type that its label says.
    ///
    /// @param facts what is said of the observables
    /// @return empty when nothing is said
    static Optional<JsonObject> told(StixObject observed, String type, List<PatternConstant> facts) {
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(attribute(observed, type, valueOf(type, facts), 0));
    }

    /// The value of an attribute whose type is known.
    private static String valueOf(String type, List<PatternConstant> facts) {
        var wanted = MispTypes.plain(type).split("\\|");
        var parts = new ArrayList<String>();
        for (var part : wanted) {
            find(part, facts).ifPresent(parts::add);
        }
        var value = parts.size() == wanted.length ? String.join("|", parts) : composed(type, facts);
        return type.equals("AS") ? autonomous(value) : value;
    }

    /// What is said of a property: by its path, by its kind, or as the hash that it must be.
    private static Optional<String> find(String type, List<PatternConstant> facts) {
        var meaning = MispTypes.meanings().get(type);
        if (meaning == null) {
            return Optional.empty();
        }
        var path = letters(meaning.what());
        var byPath = facts.stream()
                .filter(fact -> meaning.as().equals("path")
                        && letters(MispFacts.path(fact)).equals(path));
        var byKind = facts.stream()
                .filter(fact -> meaning.as().equals("value")
                        && Values.of(fact)
                                .filter(value -> isOf(value, meaning.what()))
                                .isPresent());
        var byHash = facts.stream()
                .filter(fact -> meaning.what().startsWith("file:hashes.")
                        && MispFacts.path(fact).startsWith("file:hashes."));
        return Stream.of(byPath, byKind, byHash)
                .flatMap(found -> found)
                .map(PatternConstant::text)
                .findFirst();
    }

    private static boolean isOf(NormalValue value, String kind) {
        return value.kind().code().equals(kind)
                || kind.equals("ipv4") && (value.kind() == ValueKind.IPV6 || value.kind() == ValueKind.CIDR);
    }

    /// `hashes.'SHA-224'` and `hashes.SHA224` are one.
    private static String letters(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("\\[\\*]|[^a-z0-9.:]", "");
    }

    /// With when it was observed, and what the observation's labels say.
    static JsonObject seen(JsonObject element, StixObject observed) {
        var seen = element.with("timestamp", new JsonString(seconds(observed)));
        var first = observed.text("first_observed");
        var last = observed.text("last_observed");
        if (first.isPresent() && last.isPresent() && !first.equals(last)) {
            seen = seen.with("first_seen", new JsonString(first.get().replaceFirst("Z$", "+00:00")))
                    .with("last_seen", new JsonString(last.get().replaceFirst("Z$", "+00:00")));
        }
        return MispKept.with(seen, "Tag", tags(observed));
    }

    /// An attribute of an object.
    static JsonObject part(StixObject object, UUID uuid, MispTemplates.Part part) {
        var json = builder(object, uuid, part.type(), part.value()).put("object_relation", part.relation());
        part.content().ifPresent(content -> json.put("data", content));
        return json.build();
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
        return builder(object, uuid, type, value).build();
    }

    private static JsonObject.Builder builder(StixObject object, UUID uuid, String type, String value) {
        var json = JsonObject.builder()
                .put("uuid", uuid.toString())
                .put("type", type)
                .put("category", label(object, "category").orElseGet(() -> category(type)))
                .put("value", value)
                .put(
                        "to_ids",
                        object.type().equals("indicator")
                                || label(object, "to_ids")
                                        .filter("True"::equals)
                                        .isPresent())
                .put("timestamp", seconds(object))
                .put("comment", object.text("description").orElse(""))
                .put("deleted", object.revoked())
                .put("disable_correlation", false)
                .put("distribution", "5");
        var tags = tags(object);
        return tags.isEmpty() ? json : json.put("Tag", JsonArray.of(tags));
    }

    /// Labels as tags, but for those that say what the object was in MISP.
    static List<JsonObject> tags(StixObject object) {
        var labels = object.texts("labels").stream()
                .filter(label -> !LABEL.matcher(label).matches() && !label.startsWith("misp:"))
                .toList();
        boolean says = labels.stream().anyMatch(label -> label.regionMatches(true, 0, "PAP:", 0, 4));
        // What may be done with it is a tag in MISP, whichever way it was said.
        var pap = says ? Optional.<Pap>empty() : Markings.pap(object);
        return Stream.concat(labels.stream(), pap.map(Pap::label).stream())
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

    /// When the object was last changed, in seconds since 1970; "0" for what has no time, such as
    /// observables.
    static String seconds(StixObject object) {
        return object.timestamp("modified")
                .map(StixTimestamp::instant)
                .map(at -> Long.toString(at.getEpochSecond()))
                .orElse("0");
    }

    /// See [MispWriter#types].
    static JsonObject types() {
        var types = new ArrayList<>(MispTypes.meanings().keySet());
        types.removeAll(NONE_OF_MISP);
        types.addAll(COMPOSED);
        var defaults = JsonObject.builder();
        types.forEach(type -> defaults.put(
                type,
                JsonObject.builder()
                        .put("default_category", category(type))
                        .put("to_ids", MispTypes.hasPattern(type) ? 1 : 0)
                        .build()));
        var mappings = JsonObject.builder();
        CATEGORIES.forEach(category -> mappings.put(category, types));
        var result = JsonObject.builder()
                .put("sane_defaults", defaults.build())
                .put("types", types)
                .put("categories", CATEGORIES)
                .put("category_type_mappings", mappings.build())
                .build();
        return JsonObject.builder().put("result", result).build();
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
            case "email" -> "Social network";
            case "email-src", "email-dst", "email-subject" -> "Payload delivery";
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
