package theriac.stix.value;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Guesses the kind of one refanged text, most specific form first.
final class Recognition {

    /// Kinds whose form speaks for itself, in the order in which they are tried.
    private static final List<ValueKind> SELF_EVIDENT = List.of(
            ValueKind.CVE,
            ValueKind.MD5,
            ValueKind.SHA1,
            ValueKind.SHA256,
            ValueKind.SHA512,
            ValueKind.IPV4,
            ValueKind.CIDR,
            ValueKind.TECHNIQUE,
            ValueKind.IBAN,
            ValueKind.CRYPTO_ADDRESS,
            ValueKind.TLSH);

    /// Shorter fuzzy hashes look like times of day.
    private static final int TELLING_SSDEEP = 20;

    private Recognition() {}

    static Optional<NormalValue> recognize(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.contains("://")) {
            boolean transport = text.startsWith("tcp://") || text.startsWith("udp://");
            return transport ? place(text.substring(6)) : Values.normalize(ValueKind.URL, text);
        }
        for (ValueKind kind : SELF_EVIDENT) {
            Optional<NormalValue> value = Values.normalize(kind, text);
            if (value.isPresent()) {
                return value;
            }
        }
        if (text.length() >= TELLING_SSDEEP) {
            Optional<NormalValue> fuzzy = Values.normalize(ValueKind.SSDEEP, text);
            if (fuzzy.isPresent()) {
                return fuzzy;
            }
        }
        if (text.indexOf('@') > 0) {
            return Values.normalize(ValueKind.EMAIL, text);
        }
        return prefixed(text).or(() -> place(text));
    }

    private static Optional<NormalValue> prefixed(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.startsWith("AS") && upper.length() > 2 && Character.isDigit(upper.charAt(upper.length() - 1))) {
            Optional<NormalValue> asn = Values.normalize(ValueKind.ASN, text);
            if (asn.isPresent()) {
                return asn;
            }
        }
        if (upper.startsWith("HKEY_") || upper.startsWith("HKLM\\") || upper.startsWith("HKCU\\")) {
            return Values.normalize(ValueKind.REGISTRY_KEY, text);
        }
        char first = text.charAt(0);
        if (first == '+' || first == '0' || first == '(') {
            return Values.normalize(ValueKind.PHONE, text);
        }
        boolean macForm = text.length() == 17 && (text.charAt(2) == ':' || text.charAt(2) == '-');
        return macForm ? Values.normalize(ValueKind.MAC_ADDRESS, text) : Optional.empty();
    }

    /// A host, perhaps with port or path, or a file name.
    private static Optional<NormalValue> place(String text) {
        int end = 0;
        while (end < text.length() && ":/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        // A name that ends at the root, as resolvers log it, is the same name.
        int start = text.startsWith("*.") ? 2 : 0;
        boolean rooted = end > start + 1 && text.charAt(end - 1) == '.' && text.charAt(end - 2) != '.';
        String host = text.substring(start, rooted ? end - 1 : end);
        String rest = text.substring(end);
        if (rest.startsWith("/") || rest.startsWith(":") && rest.matches(":[0-9]{1,5}/.*")) {
            return Values.normalize(ValueKind.URL, "http://" + text);
        }
        if (!rest.isEmpty() && !rest.matches(":[0-9]{1,5}")) {
            return Optional.empty();
        }
        return Values.normalize(ValueKind.IPV4, host).or(() -> name(host, rest.isEmpty()));
    }

    private static Optional<NormalValue> name(String host, boolean bare) {
        Optional<NormalValue> domain = Values.normalize(ValueKind.DOMAIN, host);
        int dot = host.lastIndexOf('.');
        String ending = host.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean oneDot = dot > 0 && host.indexOf('.') == dot;
        boolean file = bare
                && dot > 0
                && TopLevelDomains.extension(ending)
                && (oneDot || !TopLevelDomains.known(ending) || domain.isEmpty());
        if (file) {
            return Values.normalize(ValueKind.FILE_NAME, host);
        }
        return domain.filter(value -> !ending.isEmpty());
    }
}
