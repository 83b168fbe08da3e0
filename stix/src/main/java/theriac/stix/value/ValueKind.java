package theriac.stix.value;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a value is. The codes are stored in databases and files: never change one, only add.
public enum ValueKind {
    /// A domain name of two labels or more, in A-label form.
    DOMAIN("domain"),
    /// A URL with scheme.
    URL("url"),
    /// One IPv4 address.
    IPV4("ipv4"),
    /// One IPv6 address.
    IPV6("ipv6"),
    /// An IPv4 or IPv6 network.
    CIDR("cidr"),
    MD5("md5"),
    SHA1("sha1"),
    SHA256("sha256"),
    SHA512("sha512"),
    /// As long as [#SHA256], so a pasted text is never taken for one: only a name that stands beside it tells.
    SHA3_256("sha3-256"),
    SHA3_512("sha3-512"),
    /// A fuzzy hash; equal texts are found, similar ones are not.
    SSDEEP("ssdeep"),
    /// A fuzzy hash; equal texts are found, similar ones are not.
    TLSH("tlsh"),
    /// A mail address.
    EMAIL("email"),
    /// A telephone number in E.164 form.
    PHONE("phone"),
    /// A bank account number that passes its check digits.
    IBAN("iban"),
    /// A vulnerability number.
    CVE("cve"),
    /// An autonomous system number.
    ASN("asn"),
    FILE_NAME("file"),
    REGISTRY_KEY("regkey"),
    USER_AGENT("useragent"),
    MUTEX("mutex"),
    /// A bitcoin or ethereum address that passes its check.
    CRYPTO_ADDRESS("coin"),
    /// A hardware address.
    MAC_ADDRESS("mac"),
    /// An ATT&CK technique number.
    TECHNIQUE("technique"),
    /// Anything else, compared as it is written.
    OTHER("other");

    private static final Map<String, ValueKind> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(ValueKind::code, kind -> kind));

    private final String code;

    ValueKind(String code) {
        this.code = code;
    }

    /// The short, stable name used in storage and APIs.
    public String code() {
        return code;
    }

    /// The kind with this code.
    public static Optional<ValueKind> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
