package theriac.stix.value;

import java.util.Optional;

/// The STIX pattern that recognises one value: what a list, a report or a warning becomes as an indicator.
public final class ValuePatterns {

    private ValuePatterns() {}

    /// A pattern of one comparison; empty for kinds that no cyber-observable carries as such (a telephone
    /// number, an IBAN, a vulnerability, a coin address).
    public static Optional<String> of(NormalValue value) {
        return switch (value.kind()) {
            case DOMAIN -> equal("domain-name:value", value);
            case URL -> equal("url:value", value);
            case IPV4 -> equal("ipv4-addr:value", value);
            case IPV6 -> equal("ipv6-addr:value", value);
            // A network is an address object with a prefix; ISSUBSET also matches every address inside (STIX
            // 2.1 §9.6.1).
            case CIDR ->
                Optional.of("[%s:value ISSUBSET '%s']"
                        .formatted(value.text().indexOf(':') < 0 ? "ipv4-addr" : "ipv6-addr", escaped(value.text())));
            case MD5 -> equal("file:hashes.MD5", value);
            case SHA1 -> equal("file:hashes.'SHA-1'", value);
            case SHA256 -> equal("file:hashes.'SHA-256'", value);
            case SHA512 -> equal("file:hashes.'SHA-512'", value);
            case SHA3_256 -> equal("file:hashes.'SHA3-256'", value);
            case SHA3_512 -> equal("file:hashes.'SHA3-512'", value);
            case SSDEEP -> equal("file:hashes.SSDEEP", value);
            case TLSH -> equal("file:hashes.TLSH", value);
            case EMAIL -> equal("email-addr:value", value);
            case FILE_NAME -> equal("file:name", value);
            case REGISTRY_KEY -> equal("windows-registry-key:key", value);
            case USER_AGENT ->
                equal("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'[*]", value);
            case MUTEX -> equal("mutex:name", value);
            case MAC_ADDRESS -> equal("mac-addr:value", value);
            case ASN -> Optional.of("[autonomous-system:number = %s]".formatted(digits(value.text())));
            case PHONE, IBAN, CVE, CRYPTO_ADDRESS, TECHNIQUE, OTHER -> Optional.empty();
        };
    }

    private static Optional<String> equal(String path, NormalValue value) {
        return Optional.of("[" + path + " = '" + escaped(value.text()) + "']");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static String digits(String asn) {
        return asn.replaceAll("[^0-9]", "");
    }
}
