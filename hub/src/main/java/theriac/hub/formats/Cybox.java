package theriac.hub.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;

/// Objects of CybOX 2, the language of observables in STIX 1, as conditions on STIX objects. A field that only
/// describes (without a `condition`) and has no counterpart is left out and told; one that restricts and has
/// none makes the whole object inexpressible.
final class Cybox {

    private static final Map<String, List<Field>> FIELDS = Map.ofEntries(
            Map.entry("DomainNameObjectType", List.of(field("domain-name:value", "Value"))),
            Map.entry("HostnameObjectType", List.of(field("domain-name:value", "Hostname_Value"))),
            Map.entry("LinkObjectType", List.of(field("url:value", "Value"))),
            Map.entry("MutexObjectType", List.of(field("mutex:name", "Name"))),
            Map.entry("ASObjectType", List.of(field("autonomous-system:number", "Number"))),
            Map.entry(
                    "SystemObjectType",
                    List.of(field("mac-addr:value", "Network_Interface_List", "Network_Interface", "MAC"))),
            Map.entry("PortObjectType", List.of(field("network-traffic:dst_port", "Port_Value"))),
            Map.entry("UserAccountObjectType", List.of(field("user-account:account_login", "Username"))),
            Map.entry(
                    "UnixUserAccountObjectType",
                    List.of(field("user-account:user_id", "User_ID"), field("user-account:account_login", "Username"))),
            Map.entry(
                    "WindowsRegistryKeyObjectType",
                    List.of(
                            field("windows-registry-key:values[*].name", "Values", "Value", "Name"),
                            field("windows-registry-key:values[*].data", "Values", "Value", "Data"))),
            Map.entry(
                    "EmailMessageObjectType",
                    List.of(
                            field("email-message:from_ref.value", "Header", "From", "Address_Value"),
                            field("email-message:to_refs[*].value", "Header", "To", "Recipient", "Address_Value"),
                            field("email-message:subject", "Header", "Subject"),
                            field("email-message:message_id", "Header", "Message_ID"),
                            field("email-message:body", "Raw_Body"))),
            Map.entry(
                    "NetworkConnectionObjectType",
                    List.of(
                            field(
                                    "network-traffic:dst_ref.value",
                                    "Destination_Socket_Address",
                                    "IP_Address",
                                    "Address_Value"),
                            field(
                                    "network-traffic:dst_ref.value",
                                    "Destination_Socket_Address",
                                    "Hostname",
                                    "Hostname_Value"),
                            field("network-traffic:dst_port", "Destination_Socket_Address", "Port", "Port_Value"),
                            field(
                                    "network-traffic:src_ref.value",
                                    "Source_Socket_Address",
                                    "IP_Address",
                                    "Address_Value"),
                            field(
                                    "network-traffic:src_ref.value",
                                    "Source_Socket_Address",
                                    "Hostname",
                                    "Hostname_Value"),
                            field("network-traffic:src_port", "Source_Socket_Address", "Port", "Port_Value"))),
            Map.entry(
                    "SocketAddressObjectType",
                    List.of(
                            field("network-traffic:dst_ref.value", "IP_Address", "Address_Value"),
                            field("network-traffic:dst_ref.value", "Hostname", "Hostname_Value"),
                            field("network-traffic:dst_port", "Port", "Port_Value"))),
            Map.entry(
                    "HTTPSessionObjectType",
                    List.of(
                            field(
                                    "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
                                    "HTTP_Request_Response",
                                    "HTTP_Client_Request",
                                    "HTTP_Request_Header",
                                    "Parsed_Header",
                                    "User_Agent"),
                            field(
                                    "network-traffic:extensions.'http-request-ext'.request_value",
                                    "HTTP_Request_Response",
                                    "HTTP_Client_Request",
                                    "HTTP_Request_Line",
                                    "Value"),
                            field(
                                    "network-traffic:extensions.'http-request-ext'.request_method",
                                    "HTTP_Request_Response",
                                    "HTTP_Client_Request",
                                    "HTTP_Request_Line",
                                    "HTTP_Method"))),
            Map.entry(
                    "ProcessObjectType",
                    List.of(
                            field("process:image_ref.name", "Name"),
                            field("process:pid", "PID"),
                            field("process:parent_ref.pid", "Parent_PID"),
                            field("process:command_line", "Image_Info", "Command_Line"))));

    private static final List<Field> FILE = List.of(
            field("file:name", "File_Name"),
            field("file:size", "Size_In_Bytes"),
            field("file:parent_directory_ref.path", "File_Path"));

    private static final Map<String, String> HASHES = Map.of(
            "MD5", "MD5",
            "SHA1", "'SHA-1'",
            "SHA224", "'SHA-224'",
            "SHA256", "'SHA-256'",
            "SHA384", "'SHA-384'",
            "SHA512", "'SHA-512'",
            "SSDEEP", "SSDEEP");

    private static final Pattern HANDLE = Pattern.compile("(?i)AS ?[0-9]{1,10}");

    private static final String DELIMITER = "##comma##";

    private Cybox() {}

    private record Field(String path, List<String> way) {}

    private static Field field(String path, String... way) {
        return new Field(path, List.of(way));
    }

    private static List<Field> fieldsOf(String type) {
        return FIELDS.getOrDefault(type, List.of());
    }

    /// What an observable says: its object, or a composition of observables.
    ///
    /// @param named observables that were met before, for references
    /// @param dropped takes the names of fields that are left out
    static Clause observable(XmlNode observable, Map<String, Clause> named, Set<String> dropped) {
        var parts = new ArrayList<Clause>();
        observable
                .attribute("idref")
                .ifPresent(id -> parts.add(named.getOrDefault(id, new Clause.Unknown("the observable " + id))));
        observable.each("Object").map(object -> object(object, dropped)).forEach(parts::add);
        for (var composition : observable.each("Observable_Composition").toList()) {
            var inside = composition
                    .each("Observable")
                    .map(part -> observable(part, named, dropped))
                    .toList();
            boolean any = composition
                    .attribute("operator")
                    .filter("OR"::equalsIgnoreCase)
                    .isPresent();
            parts.add(any ? new Clause.Any(inside) : new Clause.All(inside));
        }
        if (parts.isEmpty()) {
            return new Clause.Unknown("an observable without an object");
        }
        boolean negated = observable.attribute("negate").filter("true"::equals).isPresent();
        return negated
                ? new Clause.Unknown("a negated observable")
                : parts.size() == 1 ? parts.getFirst() : new Clause.All(parts);
    }

    private static Clause object(XmlNode object, Set<String> dropped) {
        return object.each("Properties")
                .findFirst()
                .map(properties -> properties(properties, dropped))
                .orElseGet(() -> new Clause.Unknown("an object without properties"));
    }

    private static Clause properties(XmlNode properties, Set<String> dropped) {
        var declared = properties.attribute("xsi:type").orElse("");
        var type = declared.substring(declared.indexOf(':') + 1);
        var known = new LinkedHashSet<XmlNode>();
        var parts = new ArrayList<Clause>();
        switch (type) {
            case "AddressObjectType" -> address(properties, known, parts);
            case "URIObjectType" -> {
                boolean name = properties
                        .attribute("type")
                        .filter("Domain Name"::equalsIgnoreCase)
                        .isPresent();
                fields(List.of(field(name ? "domain-name:value" : "url:value", "Value")), properties, known, parts);
            }
            case "WindowsRegistryKeyObjectType" -> {
                registryKey(properties, known, parts);
                fields(fieldsOf(type), properties, known, parts);
            }
            case "NetworkSocketObjectType" -> {
                properties
                        .each("Remote_Address")
                        .forEach(remote -> fields(fieldsOf("SocketAddressObjectType"), remote, known, parts));
                fields(fieldsOf("SocketAddressObjectType"), properties, known, parts);
            }
            case "ASObjectType" -> system(properties, known, parts);
            case "ArtifactObjectType" -> {
                // The sample itself is no condition: its hashes tell it apart.
                properties.each("Raw_Artifact").forEach(known::add);
                hashes(properties, known, parts);
            }
            case "NetworkConnectionObjectType" -> {
                protocols(properties, known, parts);
                fields(fieldsOf(type), properties, known, parts);
            }
            case "WindowsProcessObjectType", "UnixProcessObjectType" ->
                fields(fieldsOf("ProcessObjectType"), properties, known, parts);
            default -> {
                if (type.endsWith("FileObjectType")) {
                    fields(FILE, properties, known, parts);
                    hashes(properties, known, parts);
                } else {
                    fields(fieldsOf(type), properties, known, parts);
                }
            }
        }
        rest(properties, type, known, parts, dropped);
        return parts.isEmpty()
                ? new Clause.Unknown(type)
                : parts.size() == 1 ? parts.getFirst() : new Clause.All(parts);
    }

    private static void fields(List<Field> fields, XmlNode from, Set<XmlNode> known, List<Clause> parts) {
        for (var field : fields) {
            from.at(field.way().toArray(String[]::new)).forEach(node -> {
                known.add(node);
                values(node).ifPresent(values -> parts.add(tests(field.path(), node, values)));
            });
        }
    }

    private static void address(XmlNode properties, Set<XmlNode> known, List<Clause> parts) {
        properties.each("Address_Value").forEach(node -> {
            known.add(node);
            var category = properties.attribute("category").orElse("ipv4-addr");
            values(node)
                    .ifPresent(values -> parts.add(tests(
                            switch (category) {
                                case "ipv6-addr" -> "ipv6-addr:value";
                                case "e-mail" -> "email-addr:value";
                                case "mac" -> "mac-addr:value";
                                case "asn" -> "autonomous-system:number";
                                default -> values.getFirst().contains(":") ? "ipv6-addr:value" : "ipv4-addr:value";
                            },
                            node,
                            values)));
        });
    }

    /// The handle is the number with `AS` in front.
    private static void system(XmlNode properties, Set<XmlNode> known, List<Clause> parts) {
        fields(fieldsOf("ASObjectType"), properties, known, parts);
        properties
                .each("Handle")
                .filter(node -> HANDLE.matcher(node.text().strip()).matches())
                .forEach(node -> {
                    known.add(node);
                    var number = node.text().strip().substring(2).strip();
                    parts.add(tests("autonomous-system:number", node, List.of(number)));
                });
    }

    private static void protocols(XmlNode properties, Set<XmlNode> known, List<Clause> parts) {
        for (var layer : List.of("Layer3_Protocol", "Layer4_Protocol", "Layer7_Protocol")) {
            properties.each(layer).forEach(node -> {
                known.add(node);
                values(node)
                        .ifPresent(values -> parts.add(tests(
                                "network-traffic:protocols[*]",
                                node,
                                values.stream()
                                        .map(name -> name.toLowerCase(Locale.ROOT))
                                        .toList())));
            });
        }
    }

    private static void registryKey(XmlNode properties, Set<XmlNode> known, List<Clause> parts) {
        properties.each("Hive").forEach(known::add);
        var hive = properties.textAt("Hive").map(name -> name + "\\").orElse("");
        properties.each("Key").forEach(node -> {
            known.add(node);
            values(node)
                    .ifPresent(values -> parts.add(tests(
                            "windows-registry-key:key",
                            node,
                            values.stream()
                                    .map(key -> key.toUpperCase(Locale.ROOT).startsWith("HKEY")
                                            ? key
                                            : hive + key.replaceFirst("^\\\\", ""))
                                    .toList())));
        });
    }

    private static void hashes(XmlNode properties, Set<XmlNode> known, List<Clause> parts) {
        properties.at("Hashes", "Hash").forEach(hash -> {
            known.addAll(hash.children());
            for (var value : List.of("Simple_Hash_Value", "Fuzzy_Hash_Value")) {
                hash.each(value).forEach(node -> values(node).ifPresent(values -> parts.add(hash(hash, node, values))));
            }
        });
    }

    private static Clause hash(XmlNode hash, XmlNode node, List<String> values) {
        var said = hash.textAt("Type").orElse("").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        var algorithm = Optional.ofNullable(HASHES.get(said))
                .or(() -> Optional.ofNullable(
                        switch (values.getFirst().length()) {
                            case 32 -> "MD5";
                            case 40 -> "'SHA-1'";
                            case 56 -> "'SHA-224'";
                            case 64 -> "'SHA-256'";
                            case 96 -> "'SHA-384'";
                            case 128 -> "'SHA-512'";
                            default -> null;
                        }));
        return algorithm
                .map(name -> tests("file:hashes." + name, node, values))
                .orElseGet(() -> new Clause.Unknown("the hash " + said));
    }

    /// One text, or several that stand in one.
    private static Optional<List<String>> values(XmlNode node) {
        var text = node.text().strip();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Arrays.stream(text.split(Pattern.quote(
                                        node.attribute("delimiter").orElse(DELIMITER))))
                                .map(String::strip)
                                .filter(part -> !part.isEmpty())
                                .toList())
                        .filter(parts -> !parts.isEmpty());
    }

    private static Clause tests(String path, XmlNode node, List<String> values) {
        var word = node.attribute("condition").orElse("Equals");
        var parts = values.stream()
                .map(value ->
                        Clause.test(path, word, value, false).orElseGet(() -> new Clause.Unknown(path + " " + word)))
                .toList();
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return switch (node.attribute("apply_condition").orElse("ANY")) {
            case "ALL" -> new Clause.All(parts);
            case "NONE" -> new Clause.Unknown("NONE of several");
            default -> new Clause.Any(parts);
        };
    }

    /// Fields without a counterpart.
    private static void rest(XmlNode node, String type, Set<XmlNode> known, List<Clause> parts, Set<String> dropped) {
        for (var child : node.children()) {
            if (known.contains(child)) {
                continue;
            }
            if (child.children().isEmpty() && !child.text().isBlank()) {
                if (child.attribute("condition").isPresent()) {
                    parts.add(new Clause.Unknown(type + "/" + child.name()));
                } else {
                    dropped.add(type + "/" + child.name());
                }
            }
            rest(child, type, known, parts, dropped);
        }
    }

    /// The values of an observable that says plainly what was seen: equality only.
    static List<NormalValue> values(Clause clause) {
        return switch (clause) {
            case Clause.Test(var path, var operator, var literal, var negated) ->
                operator.equals("=") && !negated ? value(path, literal).stream().toList() : List.of();
            case Clause.All(var parts) ->
                parts.stream().flatMap(part -> values(part).stream()).toList();
            case Clause.Any(var parts) ->
                parts.stream().flatMap(part -> values(part).stream()).toList();
            case Clause.Each(var parts) ->
                parts.stream().flatMap(part -> values(part).stream()).toList();
            case Clause.Unknown _ -> List.of();
        };
    }

    private static Optional<NormalValue> value(String path, String literal) {
        var text = literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1).replace("\\'", "'").replace("\\\\", "\\")
                : literal;
        return Stream.of(
                        Map.entry("domain-name:value", ValueKind.DOMAIN),
                        Map.entry("url:value", ValueKind.URL),
                        Map.entry("ipv4-addr:value", ValueKind.CIDR),
                        Map.entry("ipv6-addr:value", ValueKind.CIDR),
                        Map.entry("email-addr:value", ValueKind.EMAIL),
                        Map.entry("mac-addr:value", ValueKind.MAC_ADDRESS),
                        Map.entry("mutex:name", ValueKind.MUTEX),
                        Map.entry("file:name", ValueKind.FILE_NAME),
                        Map.entry("file:hashes.MD5", ValueKind.MD5),
                        Map.entry("file:hashes.'SHA-1'", ValueKind.SHA1),
                        Map.entry("file:hashes.'SHA-256'", ValueKind.SHA256),
                        Map.entry("file:hashes.'SHA-512'", ValueKind.SHA512),
                        Map.entry("autonomous-system:number", ValueKind.ASN),
                        Map.entry("windows-registry-key:key", ValueKind.REGISTRY_KEY),
                        Map.entry("network-traffic:dst_ref.value", ValueKind.CIDR),
                        Map.entry("network-traffic:src_ref.value", ValueKind.CIDR))
                .filter(known -> known.getKey().equals(path))
                .findFirst()
                .flatMap(known ->
                        KindNames.value(known.getValue(), known.getValue() == ValueKind.ASN ? "AS" + text : text));
    }
}
