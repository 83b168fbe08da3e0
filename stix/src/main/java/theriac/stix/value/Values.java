package theriac.stix.value;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import theriac.stix.StixObject;
import theriac.stix.net.IpNetwork;
import theriac.stix.pattern.Pattern;
import theriac.stix.pattern.PatternConstant;
import theriac.stix.pattern.PatternParsed;

/// Normal forms of values. Pure and thread-safe; never throws on bad text.
public final class Values {

    /// Longest raw text that is looked at; longer text is no value.
    public static final int MAX_LENGTH = 65_536;

    private static final long LARGEST_ASN = 4_294_967_294L;

    private Values() {}

    /// The normal form of a text that is claimed to be of this kind, or nothing when it cannot be one.
    ///
    /// Domains: lower case, A-labels, no trailing dot. URLs: scheme and host lower case, default port and
    /// fragment gone, an empty path is `/`, the rest as written. Addresses: shortest form; an IPv4-mapped
    /// IPv6 address becomes [ValueKind#IPV4], `/32` and `/128` become plain addresses, a network loses its
    /// host bits: so the kind of the answer may differ from the kind asked for. Hashes: see [Hashes]. Mail:
    /// lower case. The text is not refanged: see [#recognize].
    public static Optional<NormalValue> normalize(ValueKind kind, String raw) {
        if (raw.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = raw.strip();
        return switch (kind) {
            case DOMAIN -> DomainNames.normalize(text).map(name -> new NormalValue(kind, name));
            case URL -> UrlParts.parse(text).map(url -> new NormalValue(kind, url.normalForm()));
            case IPV4, IPV6, CIDR -> address(kind, text);
            case MD5, SHA1, SHA256, SHA512, SHA3_256, SHA3_512, SSDEEP, TLSH ->
                Hashes.normalize(kind, text).map(hash -> new NormalValue(kind, hash));
            case EMAIL -> email(text);
            case PHONE -> PhoneNumbers.normalize(text).map(number -> new NormalValue(kind, number));
            case IBAN -> Ibans.normalize(text).map(iban -> new NormalValue(kind, iban));
            case CVE -> cve(text);
            case ASN -> asn(text);
            case REGISTRY_KEY -> some(kind, registryKey(text));
            case CRYPTO_ADDRESS -> CryptoAddresses.normalize(text).map(address -> new NormalValue(kind, address));
            case MAC_ADDRESS -> mac(text);
            case TECHNIQUE -> technique(text);
            case FILE_NAME, USER_AGENT, MUTEX -> some(kind, Normalizer.normalize(text, Normalizer.Form.NFC));
            case OTHER -> some(kind, text);
        };
    }

    /// Guesses what one pasted text is, after refanging it. A file name with an ending that is also a
    /// top-level domain (`factuur.zip`) counts as a file name; a host with a path but without scheme counts
    /// as an `http` URL.
    public static Optional<NormalValue> recognize(String raw) {
        if (raw.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return Recognition.recognize(Defang.refang(raw.strip()));
    }

    /// The values of one object, each once: properties of SCOs, positive constants (`=`, `IN`) of STIX
    /// patterns, CVE and technique numbers. Empty for other objects and for patterns that do not parse.
    public static List<NormalValue> of(StixObject object) {
        return ScoValues.of(object);
    }

    /// Whether each of these values alone is what an indicator calls malicious: the pattern is alternatives and the
    /// indicator is not revoked. Only such values may become lines of block lists.
    public static boolean decide(StixObject object) {
        return !object.revoked()
                && object.pattern().orElse(null) instanceof PatternParsed.Parsed(Pattern pattern)
                && pattern.isAlternatives();
    }

    /// The value that one constant of a pattern claims was seen; nothing for negated constants, sizes, ports
    /// and the like.
    public static Optional<NormalValue> of(PatternConstant constant) {
        return constant.positive() ? ScoValues.constantValue(constant) : Optional.empty();
    }

    private static Optional<NormalValue> some(ValueKind kind, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new NormalValue(kind, text));
    }

    private static Optional<NormalValue> address(ValueKind kind, String text) {
        return IpNetwork.parse(text)
                .filter(network -> kind != ValueKind.IPV4 || network.version4())
                .map(Values::of);
    }

    /// The value of an address or a network.
    static NormalValue of(IpNetwork network) {
        ValueKind kind = network.single() ? (network.version4() ? ValueKind.IPV4 : ValueKind.IPV6) : ValueKind.CIDR;
        return new NormalValue(kind, network.text());
    }

    static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Optional<NormalValue> email(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || hasBlank(text)) {
            return Optional.empty();
        }
        String local = text.substring(0, at).toLowerCase(Locale.ROOT);
        return DomainNames.normalize(text.substring(at + 1))
                .map(domain -> new NormalValue(ValueKind.EMAIL, local + "@" + domain));
    }

    private static boolean hasBlank(String text) {
        return text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }

    private static Optional<NormalValue> cve(String text) {
        String plain = plainHyphens(text).toUpperCase(Locale.ROOT);
        if (plain.length() < 13 || plain.length() > 24 || !plain.startsWith("CVE-") || plain.charAt(8) != '-') {
            return Optional.empty();
        }
        boolean digits = isDigits(plain, 4, 8) && isDigits(plain, 9, plain.length());
        return digits ? Optional.of(new NormalValue(ValueKind.CVE, plain)) : Optional.empty();
    }

    /// Replaces the hyphens and dashes of word processors by `-`.
    static String plainHyphens(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append((c >= '\u2010' && c <= '\u2015') || c == '\u2212' ? '-' : c);
        }
        return out.toString();
    }

    static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from;
    }

    private static Optional<NormalValue> asn(String text) {
        String digits = text.toUpperCase(Locale.ROOT);
        digits =
                digits.startsWith("ASN") ? digits.substring(3) : digits.startsWith("AS") ? digits.substring(2) : digits;
        digits = digits.strip();
        if (digits.isEmpty() || digits.length() > 10 || !isDigits(digits, 0, digits.length())) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits);
        return number < 1 || number > LARGEST_ASN
                ? Optional.empty()
                : Optional.of(new NormalValue(ValueKind.ASN, "AS" + number));
    }

    /// The registry knows no case; hives have short names.
    private static String registryKey(String text) {
        int slash = text.indexOf('\\');
        String hive = (slash < 0 ? text : text.substring(0, slash)).toUpperCase(Locale.ROOT);
        String rest = slash < 0 ? "" : text.substring(slash);
        String full = switch (hive) {
            case "HKLM" -> "HKEY_LOCAL_MACHINE";
            case "HKCU" -> "HKEY_CURRENT_USER";
            case "HKCR" -> "HKEY_CLASSES_ROOT";
            case "HKU" -> "HKEY_USERS";
            case "HKCC" -> "HKEY_CURRENT_CONFIG";
            default -> hive;
        };
        while (rest.endsWith("\\")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return (full + rest).toLowerCase(Locale.ROOT);
    }

    private static Optional<NormalValue> mac(String text) {
        var hex = new StringBuilder(17);
        for (int i = 0; i < text.length() && hex.length() < 18; i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) >= 0 && c <= 'f') {
                if (hex.length() % 3 == 2) {
                    hex.append(':');
                }
                hex.append(Character.toLowerCase(c));
            } else if (c != ':' && c != '-' && c != '.') {
                return Optional.empty();
            }
        }
        return hex.length() == 17
                ? Optional.of(new NormalValue(ValueKind.MAC_ADDRESS, hex.toString()))
                : Optional.empty();
    }

    private static Optional<NormalValue> technique(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        boolean base = upper.length() >= 5 && upper.charAt(0) == 'T' && isDigits(upper, 1, 5);
        boolean whole = base && upper.length() == 5;
        boolean sub = base && upper.length() == 9 && upper.charAt(5) == '.' && isDigits(upper, 6, 9);
        return whole || sub ? Optional.of(new NormalValue(ValueKind.TECHNIQUE, upper)) : Optional.empty();
    }
}
