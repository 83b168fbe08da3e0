package theriac.stix.value;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import theriac.stix.StixObject;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternConstant;
import theriac.stix.pattern.PatternParsed;

/// Reads the values of STIX objects: properties of SCOs, positive constants of indicator patterns, CVE
/// numbers of vulnerabilities, technique numbers of attack patterns.
final class ScoValues {

    private ScoValues() {}

    static List<NormalValue> of(StixObject object) {
        Set<NormalValue> found = new LinkedHashSet<>();
        JsonObject json = object.json();
        switch (object.type()) {
            case "indicator" -> pattern(object, found);
            case "vulnerability", "attack-pattern" -> externalIds(json, found);
            case "file" -> {
                hashes(json.object("hashes"), found);
                add(found, ValueKind.FILE_NAME, json.text("name"));
            }
            case "artifact" -> {
                hashes(json.object("hashes"), found);
                add(found, ValueKind.URL, json.text("url"));
            }
            case "x509-certificate" -> hashes(json.object("hashes"), found);
            case "user-account" -> account(json, found);
            case "network-traffic" -> userAgent(json, found);
            case "autonomous-system" ->
                json.integer("number").ifPresent(number -> add(found, ValueKind.ASN, Optional.of("AS" + number)));
            default -> kind(object.type()).ifPresent(kind -> add(found, kind, json.text(property(object.type()))));
        }
        return List.copyOf(found);
    }

    private static String property(String type) {
        return switch (type) {
            case "windows-registry-key" -> "key";
            case "mutex" -> "name";
            default -> "value";
        };
    }

    /// The kind of the one telling property of an SCO type.
    private static Optional<ValueKind> kind(String type) {
        return switch (type) {
            case "domain-name", "hostname" -> Optional.of(ValueKind.DOMAIN);
            case "url" -> Optional.of(ValueKind.URL);
            case "ipv4-addr" -> Optional.of(ValueKind.IPV4);
            case "ipv6-addr" -> Optional.of(ValueKind.IPV6);
            case "email-addr" -> Optional.of(ValueKind.EMAIL);
            case "mac-addr" -> Optional.of(ValueKind.MAC_ADDRESS);
            case "mutex" -> Optional.of(ValueKind.MUTEX);
            case "windows-registry-key" -> Optional.of(ValueKind.REGISTRY_KEY);
            case "user-agent", "x-opencti-user-agent" -> Optional.of(ValueKind.USER_AGENT);
            case "cryptocurrency-wallet", "x-opencti-cryptocurrency-wallet" -> Optional.of(ValueKind.CRYPTO_ADDRESS);
            case "phone-number", "x-opencti-phone-number" -> Optional.of(ValueKind.PHONE);
            case "bank-account" -> Optional.of(ValueKind.IBAN);
            default -> Optional.empty();
        };
    }

    private static void pattern(StixObject indicator, Set<NormalValue> found) {
        if (indicator.pattern().orElse(null) instanceof PatternParsed.Parsed(Pattern pattern)) {
            for (PatternConstant constant : pattern.constants()) {
                if (constant.positive()) {
                    constantValue(constant).ifPresent(found::add);
                }
            }
        }
    }

    /// The value that a positive constant of a pattern stands for; nothing for sizes, ports and the like.
    static Optional<NormalValue> constantValue(PatternConstant constant) {
        String path = constant.path();
        if (path.startsWith("hashes.") || path.contains(".hashes.")) {
            String algorithm = path.substring(path.indexOf("hashes.") + 7).replace("'", "");
            return hashKind(algorithm).flatMap(kind -> Values.normalize(kind, constant.text()));
        }
        String type = constant.objectType();
        if (type.equals("file") && path.equals("name")) {
            return Values.normalize(ValueKind.FILE_NAME, constant.text());
        }
        if (type.equals("autonomous-system") && path.equals("number")) {
            return Values.normalize(ValueKind.ASN, constant.text());
        }
        if (path.endsWith("'User-Agent'")) {
            return Values.normalize(ValueKind.USER_AGENT, constant.text());
        }
        if (path.endsWith("_ref.value") || path.endsWith("_refs[*].value")) {
            return referenced(constant);
        }
        return kind(type)
                .filter(kind -> path.equals(property(type)))
                .flatMap(kind -> Values.normalize(kind, constant.text()));
    }

    /// `network-traffic:dst_ref.value` names an address or a domain, `email-message:from_ref.value` a mail
    /// address.
    private static Optional<NormalValue> referenced(PatternConstant constant) {
        String text = constant.text();
        return constant.objectType().equals("email-message")
                ? Values.normalize(ValueKind.EMAIL, text)
                : Values.normalize(ValueKind.CIDR, text).or(() -> Values.normalize(ValueKind.DOMAIN, text));
    }

    private static void externalIds(JsonObject json, Set<NormalValue> found) {
        for (JsonValue reference :
                json.array("external_references").map(JsonArray::values).orElse(List.of())) {
            if (reference instanceof JsonObject object) {
                String id = object.text("external_id").orElse("");
                ValueKind kind = id.startsWith("CVE-") ? ValueKind.CVE : ValueKind.TECHNIQUE;
                add(found, kind, Optional.of(id));
            }
        }
        add(found, ValueKind.CVE, json.text("name"));
    }

    private static void account(JsonObject json, Set<NormalValue> found) {
        Optional<String> login = json.text("account_login");
        if (login.isPresent() && login.get().indexOf('@') > 0) {
            add(found, ValueKind.EMAIL, login);
        }
    }

    private static void userAgent(JsonObject json, Set<NormalValue> found) {
        json.object("extensions")
                .flatMap(extensions -> extensions.object("http-request-ext"))
                .flatMap(http -> http.object("request_header"))
                .flatMap(header -> header.find("User-Agent"))
                .ifPresent(value -> {
                    if (value instanceof JsonString(String text)) {
                        add(found, ValueKind.USER_AGENT, Optional.of(text));
                    } else if (value instanceof JsonArray array) {
                        array.texts().forEach(text -> add(found, ValueKind.USER_AGENT, Optional.of(text)));
                    }
                });
    }

    private static void hashes(Optional<JsonObject> hashes, Set<NormalValue> found) {
        hashes.ifPresent(object -> {
            for (JsonObject.Member member : object.members()) {
                hashKind(member.name()).ifPresent(kind -> add(found, kind, object.text(member.name())));
            }
        });
    }

    private static Optional<ValueKind> hashKind(String algorithm) {
        return switch (algorithm) {
            case "MD5", "md5" -> Optional.of(ValueKind.MD5);
            case "SHA-1", "SHA1", "sha1" -> Optional.of(ValueKind.SHA1);
            case "SHA-256", "SHA256", "sha256" -> Optional.of(ValueKind.SHA256);
            case "SHA-512", "SHA512", "sha512" -> Optional.of(ValueKind.SHA512);
            case "SHA3-256", "sha3-256" -> Optional.of(ValueKind.SHA3_256);
            case "SHA3-512", "sha3-512" -> Optional.of(ValueKind.SHA3_512);
            case "SSDEEP", "ssdeep" -> Optional.of(ValueKind.SSDEEP);
            case "TLSH", "tlsh" -> Optional.of(ValueKind.TLSH);
            default -> Optional.empty();
        };
    }

    private static void add(Set<NormalValue> found, ValueKind kind, Optional<String> raw) {
        raw.flatMap(text -> Values.normalize(kind, text)).ifPresent(found::add);
    }
}
