package theriac.stix;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Map;
import java.util.regex.Pattern;
import theriac.stix.json.JsonArray;
import theriac.stix.json.JsonBoolean;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;

/// The rules of single cyber-observables that no table can say (STIX 2.1 §6).
final class ScoRules {

    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final Pattern MIME = Pattern.compile(
            "(application|audio|example|font|haptics|image|message|model|multipart|text|video)/[A-Za-z0-9!#$&^_.+-]+(;.*)?",
            Pattern.DOTALL);
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?[!-~&&[^?]]+\\?[BbQq]\\?[!-~&&[^?]]*\\?=");

    /// Hives that are often cut short; the specification wants them in full (§6.17.1).
    private static final Pattern SHORT_HIVE =
            Pattern.compile("(?i)(HKLM|HKCU|HKCR|HKU|HKCC|HKPD)(\\\\.*)?", Pattern.DOTALL);

    private static final Map<String, String> PROTOCOL_OF_EXTENSION =
            Map.of("http-request-ext", "http", "icmp-ext", "icmp", "tcp-ext", "tcp");

    private ScoRules() {}

    static void check(String type, JsonObject object, Report report) {
        switch (type) {
            case "ipv4-addr", "ipv6-addr" -> ip(type, object, report);
            case "domain-name" -> domain(object, report);
            case "email-message" -> subject(object, report);
            case "mac-addr" -> mac(object, report);
            case "windows-registry-key" -> hive(object, report);
            case "network-traffic" -> protocols(object, report);
            case "software" -> cpe(object, report);
            case "artifact", "file" -> mime(object, report);
            case "email-addr" -> address(object, report);
            case "url" -> url(object, report);
            case "process" -> priority(object, report);
            default -> {
                // the other types are said wholly by their tables
            }
        }
        encodings(object, report);
    }

    private static void ip(String type, JsonObject object, Report report) {
        if (object.valueOrNull("value") instanceof JsonString(String value)
                && !(type.equals("ipv4-addr") ? IpText.isV4(value) : IpText.isV6(value))
                && !isDefanged(object)) {
            String form = type.equals("ipv4-addr") ? "an IPv4 address" : "an IPv6 address";
            report.error(
                    "stix-ip",
                    "value",
                    Report.quoted(value) + " is not " + form
                            + " or network in CIDR notation (STIX 2.1 §6.8.1, §6.9.1).");
        }
    }

    private static void domain(JsonObject object, Report report) {
        if (object.valueOrNull("value") instanceof JsonString(String value)
                && !DomainText.isDomain(value)
                && !isDefanged(object)) {
            report.error(
                    "stix-domain",
                    "value",
                    Report.quoted(value) + " is not a domain name of labels with 1 to 63 characters, 253 in all"
                            + " (STIX 2.1 §6.4.1, RFC 1034 §3.1).");
        }
    }

    /// A value that was made unclickable on purpose cannot have its form (STIX 2.1 §3.2).
    private static boolean isDefanged(JsonObject object) {
        return object.valueOrNull("defanged") == JsonBoolean.TRUE;
    }

    private static void subject(JsonObject object, Report report) {
        if (object.valueOrNull("subject") instanceof JsonString(String subject)
                && ENCODED_WORD.matcher(subject).find()) {
            report.error(
                    "stix-encoded-word",
                    "subject",
                    "The subject holds an encoded word, which must be decoded first (STIX 2.1 §6.6, RFC 2047).");
        }
    }

    private static void mac(JsonObject object, Report report) {
        if (object.valueOrNull("value") instanceof JsonString(String value)
                && !MAC.matcher(value).matches()) {
            report.error(
                    "stix-mac",
                    "value",
                    "A MAC address is six lower-case pairs joined by colons (STIX 2.1 §6.10.1); " + Report.quoted(value)
                            + " is not.");
        }
    }

    private static void hive(JsonObject object, Report report) {
        if (object.valueOrNull("key") instanceof JsonString(String key)
                && SHORT_HIVE.matcher(key).matches()) {
            report.error("stix-registry-hive", "key", "The hive must be written in full (STIX 2.1 §6.17.1).");
        }
    }

    private static void protocols(JsonObject object, Report report) {
        if (!(object.valueOrNull("extensions") instanceof JsonObject extensions)) {
            return;
        }
        JsonArray protocols = object.array("protocols").orElse(JsonArray.EMPTY);
        PROTOCOL_OF_EXTENSION.forEach((extension, protocol) -> {
            boolean named = protocols.texts().stream().anyMatch(text -> text.startsWith(protocol));
            if (extensions.has(extension) && !named) {
                report.warning(
                        "stix-protocol",
                        "protocols",
                        "protocols should name " + protocol + " because " + extension
                                + " is present (STIX 2.1 §6.12.1).");
            }
        });
    }

    private static void cpe(JsonObject object, Report report) {
        if (object.valueOrNull("cpe") instanceof JsonString(String cpe) && !cpe.startsWith("cpe:2.3:")) {
            report.error("stix-cpe", "cpe", "A CPE must be of version 2.3, cpe:2.3:… (STIX 2.1 §6.14.1).");
        }
    }

    private static void mime(JsonObject object, Report report) {
        if (object.valueOrNull("mime_type") instanceof JsonString(String mime)
                && !MIME.matcher(mime).matches()) {
            report.warning(
                    "stix-mime-type", "mime_type", "mime_type should be a registered media type (STIX 2.1 §6.1.1).");
        }
        if (object.valueOrNull("url") instanceof JsonString) {
            url(object, "url", report);
        }
    }

    private static void address(JsonObject object, Report report) {
        if (object.valueOrNull("value") instanceof JsonString(String value)
                && (value.contains("<") || value.indexOf('@') < 0)
                && !isDefanged(object)) {
            report.error(
                    "stix-email",
                    "value",
                    "An e-mail address is local-part@domain without a display name (STIX 2.1 §6.5.1).");
        }
    }

    private static void url(JsonObject object, Report report) {
        url(object, "value", report);
    }

    private static void url(JsonObject object, String property, Report report) {
        if (object.valueOrNull(property) instanceof JsonString(String value)
                && !URL.matcher(value).matches()
                && !isDefanged(object)) {
            report.error("stix-url", property, "A URL begins with a scheme (STIX 2.1 §6.15.1, RFC 3986 §1.1.3).");
        }
    }

    private static void priority(JsonObject object, Report report) {
        object.object("extensions")
                .flatMap(extensions -> extensions.object("windows-process-ext"))
                .flatMap(process -> process.text("priority"))
                .filter(priority -> !priority.endsWith("_CLASS"))
                .ifPresent(_ -> report.warning(
                        "stix-process-priority", "extensions", "priority should end in _CLASS (STIX 2.1 §6.13.2)."));
    }

    /// The JDK calls a character set by its preferred MIME name in the registry, and knows the others as aliases.
    private static boolean isPreferred(String name) {
        try {
            return Charset.isSupported(name) && Charset.forName(name).name().equalsIgnoreCase(name);
        } catch (IllegalCharsetNameException noName) {
            return false;
        }
    }

    /// `name_enc` says how `name` was encoded, so it needs `name` (STIX 2.1 §3.1).
    private static void encodings(JsonObject object, Report report) {
        for (int i = 0; i < object.size(); i++) {
            String name = object.nameAt(i);
            if (!name.endsWith("_enc")) {
                continue;
            }
            if (object.valueAt(i) instanceof JsonString(String charset) && !isPreferred(charset)) {
                report.error(
                        "stix-charset",
                        name,
                        Report.quoted(charset)
                                + " is not a name, or not the preferred one, of the IANA character sets (STIX 2.1 §3.9.1).");
            }
            if (!object.has(name.substring(0, name.length() - 4))) {
                report.error(
                        "stix-encoding-alone",
                        name,
                        name + " must not be present without the property it describes (STIX 2.1 §3.1).");
            }
        }
    }
}
