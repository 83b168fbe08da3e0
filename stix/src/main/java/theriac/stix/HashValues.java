package theriac.stix;

import java.util.Map;
import java.util.regex.Pattern;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Spec;
import theriac.stix.spec.Vocabulary;

/// Checks a `hashes` dictionary (STIX 2.1 §2.7, §10.7): names, and values in the form that the name demands.
final class HashValues {

    private static final Map<String, Integer> HEX_DIGITS =
            Map.of("MD5", 32, "SHA-1", 40, "SHA-256", 64, "SHA-512", 128, "SHA3-256", 64, "SHA3-512", 128);

    private static final Pattern SSDEEP = Pattern.compile("[0-9]{1,10}:[A-Za-z0-9/+]{0,200}:[A-Za-z0-9/+]{0,200}");
    private static final Pattern TLSH = Pattern.compile("(T1)?[A-Fa-f0-9]{70}");

    private static final Vocabulary NAMES =
            Spec.V21.vocabulary("hash-algorithm-ov").orElseThrow();

    private HashValues() {}

    static void check(JsonObject hashes, Report report) {
        for (int i = 0; i < hashes.size(); i++) {
            String name = hashes.nameAt(i);
            report.into(name);
            checkName(name, report);
            checkValue(name, hashes.valueAt(i), report);
            report.leave();
        }
    }

    private static void checkName(String name, Report report) {
        if (!Names.isKey(name) || name.length() < 3) {
            report.error(
                    "stix-hash-name",
                    "A hash name has 3 to 250 ASCII letters, digits, hyphens and underscores (STIX 2.1 §2.7); "
                            + Report.quoted(name) + " has not.");
        } else if (!NAMES.values().contains(name) && !name.startsWith("x_")) {
            report.warning(
                    "stix-hash-name",
                    Report.quoted(name) + " is not in the vocabulary hash-algorithm-ov (STIX 2.1 §10.7).");
        }
    }

    private static void checkValue(String name, JsonValue value, Report report) {
        if (!(value instanceof JsonString(String text))) {
            report.error("stix-property-type", "A hash is a string (STIX 2.1 §2.7).");
        } else if (!fits(name, text)) {
            report.error(
                    "stix-hash-value",
                    Report.quoted(text) + " has not the form of a " + name + " hash (STIX 2.1 §2.7).");
        }
    }

    private static boolean fits(String name, String text) {
        Integer digits = HEX_DIGITS.get(name);
        if (digits != null) {
            return text.length() == digits && isHex(text);
        }
        return switch (name) {
            case "SSDEEP" -> SSDEEP.matcher(text).matches();
            case "TLSH" -> TLSH.matcher(text).matches();
            default -> true;
        };
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }
}
