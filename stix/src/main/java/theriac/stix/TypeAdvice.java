package theriac.stix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.PropertySpec;
import theriac.stix.spec.TypeSpec;
import theriac.stix.spec.ValueType;

/// The part of [Advice] that belongs to one type of object.
final class TypeAdvice {

    /// Properties that a reader may want in another language (STIX 2.1 §3.2, §7.1).
    private static final List<String> TRANSLATABLE =
            List.of("name", "description", "abstract", "content", "explanation", "goals", "objective");

    /// The layer of a protocol, from outer to inner. Names that are not here have no known place.
    private static final Map<String, Integer> LAYERS = Map.ofEntries(
            Map.entry("ethernet", 0),
            Map.entry("ipv4", 1),
            Map.entry("ipv6", 1),
            Map.entry("tcp", 2),
            Map.entry("udp", 2),
            Map.entry("sctp", 2),
            Map.entry("icmp", 2),
            Map.entry("ssl", 3),
            Map.entry("tls", 3),
            Map.entry("http", 4),
            Map.entry("https", 4),
            Map.entry("dns", 4),
            Map.entry("smtp", 4),
            Map.entry("ftp", 4),
            Map.entry("ssh", 4));

    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "sctp");

    /// Options of sockets are named SO_…, IP_…, TCP_… on every platform.
    private static final Pattern OPTION = Pattern.compile("[A-Z][A-Z0-9]*_[A-Z0-9_]+");

    /// What no URL holds: blanks, control characters and the delimiters of RFC 3986 appendix C and RFC 2396 §2.4.3.
    private static final Pattern NOT_IN_URLS = Pattern.compile("[\\x00-\\x20\\x7F\"<>\\\\^`{|}]");

    private TypeAdvice() {}

    static void check(String type, TypeSpec table, JsonObject object, Report report) {
        switch (type) {
            case "location" -> precision(object, report);
            case "network-traffic" -> traffic(object, report);
            case "observed-data" -> related(object, report);
            case "url" -> url(object, report);
            case "extension-definition" -> schema(object, report);
            default -> {
                // what holds for all types follows
            }
        }
        language(table, object, report);
        labels(table, object, report);
    }

    private static void language(TypeSpec table, JsonObject object, Report report) {
        boolean translatable = TRANSLATABLE.stream().anyMatch(name -> object.has(name) && table.property(name) != null);
        if (translatable && !object.has("lang") && table.property("lang") != null) {
            report.info(
                    "stix-advice-lang",
                    "An object with text for people should say its language in lang (STIX 2.1 §3.2).");
        }
    }

    /// A label that is a term of the object's own vocabulary of subtypes may share the word in all innocence.
    private static void labels(TypeSpec table, JsonObject object, Report report) {
        for (String label : object.array("labels").orElse(JsonArray.EMPTY).texts()) {
            table.properties().values().stream()
                    .filter(property -> property.name().endsWith("_types") && isTerm(property, label))
                    .findFirst()
                    .ifPresent(property -> report.info(
                            "stix-advice-label",
                            "labels",
                            Report.quoted(label) + " is a term of " + property.name()
                                    + "; labels must not be used for what has a property of its own (STIX 2.1 §3.2)."));
        }
    }

    private static boolean isTerm(PropertySpec property, String label) {
        return property.type() instanceof ValueType.ListOf(ValueType.Term(var vocabulary))
                && vocabulary.values().contains(label);
    }

    private static void precision(JsonObject location, Report report) {
        if (location.has("latitude") && location.has("longitude") && !location.has("precision")) {
            report.info(
                    "stix-advice-precision",
                    "Beside coordinates there should be their precision in metres (STIX 2.1 §4.10).");
        }
    }

    private static void traffic(JsonObject traffic, Report report) {
        List<String> protocols =
                traffic.array("protocols").orElse(JsonArray.EMPTY).texts();
        boolean ports = traffic.has("src_port") && traffic.has("dst_port");
        if (!ports && protocols.stream().anyMatch(WITH_PORTS::contains)) {
            report.info("stix-advice-ports", "Traffic of TCP, UDP or SCTP should have its two ports (STIX 2.1 §6.12).");
        }
        order(protocols, report);
        options(traffic, report);
    }

    /// Inside a tunnel the layers begin again, so only the first protocol of a layer is looked at.
    private static void order(List<String> protocols, Report report) {
        int deepest = -1;
        Set<Integer> met = new HashSet<>();
        for (String protocol : protocols) {
            int layer = LAYERS.getOrDefault(protocol.toLowerCase(Locale.ROOT), -1);
            if (layer < 0 || !met.add(layer)) {
                continue;
            }
            if (layer < deepest) {
                report.info(
                        "stix-advice-protocol-order",
                        "protocols",
                        "Protocols are listed from the outermost to the innermost; " + protocol
                                + " comes late (STIX 2.1 §6.12.1).");
                return;
            }
            deepest = layer;
        }
    }

    private static void options(JsonObject traffic, Report report) {
        traffic.object("extensions")
                .flatMap(extensions -> extensions.object("socket-ext"))
                .flatMap(socket -> socket.object("options"))
                .ifPresent(
                        options -> options.names().stream()
                                .filter(name -> !OPTION.matcher(name).matches())
                                .forEach(
                                        name -> report.info(
                                                "stix-advice-socket-option",
                                                "extensions",
                                                "The socket option " + Report.quoted(name)
                                                        + " is not named as on any platform, such as SO_KEEPALIVE (STIX 2.1 §6.12.4).")));
    }

    /// Objects of the embedded form are related when references join them all; relation by meaning cannot be seen.
    private static void related(JsonObject observed, Report report) {
        JsonObject objects = observed.object("objects").orElse(JsonObject.empty());
        if (objects.size() < 2) {
            return;
        }
        Map<String, Set<String>> joined = new HashMap<>();
        for (String key : objects.names()) {
            objects.object(key)
                    .ifPresent(object -> references(object, other -> {
                        joined.computeIfAbsent(key, _ -> new HashSet<>()).add(other);
                        joined.computeIfAbsent(other, _ -> new HashSet<>()).add(key);
                    }));
        }
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(objects.nameAt(0)));
        while (!next.isEmpty()) {
            String key = next.pop();
            if (reached.add(key)) {
                joined.getOrDefault(key, Set.of()).forEach(next::push);
            }
        }
        if (!reached.containsAll(objects.names())) {
            report.info(
                    "stix-advice-related",
                    "objects",
                    "The objects of one observation are related; references do not join all of these"
                            + " (STIX 2.1 §4.14.1).");
        }
    }

    private static void references(JsonValue value, Consumer<String> found) {
        switch (value) {
            case JsonObject object -> {
                for (int i = 0; i < object.size(); i++) {
                    String name = object.nameAt(i);
                    JsonValue member = object.valueAt(i);
                    if (name.endsWith("_ref") && member instanceof JsonString(String key)) {
                        found.accept(key);
                    } else if (name.endsWith("_refs") && member instanceof JsonArray keys) {
                        keys.texts().forEach(found);
                    } else {
                        references(member, found);
                    }
                }
            }
            case JsonArray array -> array.values().forEach(item -> references(item, found));
            default -> {
                // holds no reference
            }
        }
    }

    private static void url(JsonObject url, Report report) {
        if (url.valueOrNull("value") instanceof JsonString(String value)
                && NOT_IN_URLS.matcher(value).find()) {
            report.info(
                    "stix-advice-url",
                    "value",
                    "The value holds a blank or another character that no URL holds unescaped; it is kept as it was seen"
                            + " (STIX 2.1 §6.15.1, RFC 3986 §2).");
        }
    }

    private static void schema(JsonObject definition, Report report) {
        definition
                .text("schema")
                .filter(schema -> !schema.startsWith("https://") && !schema.startsWith("http://"))
                .filter(schema -> !schema.stripLeading().startsWith("{"))
                .ifPresent(_ -> report.info(
                        "stix-advice-schema", "schema", "schema should be a URL of a JSON schema (STIX 2.1 §7.3.1)."));
    }
}
