package theriac.hub.formats;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import theriac.stix.value.Defang;
import theriac.stix.value.NormalValue;
import theriac.stix.value.ValueKind;
import theriac.stix.value.Values;

/// The words by which others' feeds say what kind a value is: `ip:port`, `FileHash-SHA256`, `hash-md5`, `ip-dst`.
final class KindNames {

    private static final Map<String, ValueKind> KINDS = Map.ofEntries(
            Map.entry("domain", ValueKind.DOMAIN),
            Map.entry("domainname", ValueKind.DOMAIN),
            Map.entry("hostname", ValueKind.DOMAIN),
            Map.entry("host", ValueKind.DOMAIN),
            Map.entry("fqdn", ValueKind.DOMAIN),
            Map.entry("url", ValueKind.URL),
            Map.entry("uri", ValueKind.URL),
            Map.entry("link", ValueKind.URL),
            Map.entry("ip", ValueKind.CIDR),
            Map.entry("ipport", ValueKind.CIDR),
            Map.entry("ipv4", ValueKind.CIDR),
            Map.entry("ipv6", ValueKind.CIDR),
            Map.entry("ipdst", ValueKind.CIDR),
            Map.entry("ipsrc", ValueKind.CIDR),
            Map.entry("ipaddress", ValueKind.CIDR),
            Map.entry("cidr", ValueKind.CIDR),
            Map.entry("ipv4cidr", ValueKind.CIDR),
            Map.entry("ipv6cidr", ValueKind.CIDR),
            Map.entry("md5", ValueKind.MD5),
            Map.entry("sha1", ValueKind.SHA1),
            Map.entry("sha256", ValueKind.SHA256),
            Map.entry("sha512", ValueKind.SHA512),
            Map.entry("ssdeep", ValueKind.SSDEEP),
            Map.entry("tlsh", ValueKind.TLSH),
            Map.entry("email", ValueKind.EMAIL),
            Map.entry("emailaddress", ValueKind.EMAIL),
            Map.entry("telephone", ValueKind.PHONE),
            Map.entry("phone", ValueKind.PHONE),
            Map.entry("phonenumber", ValueKind.PHONE),
            Map.entry("iban", ValueKind.IBAN),
            Map.entry("bankaccount", ValueKind.IBAN),
            Map.entry("cve", ValueKind.CVE),
            Map.entry("asn", ValueKind.ASN),
            Map.entry("file", ValueKind.FILE_NAME),
            Map.entry("filename", ValueKind.FILE_NAME),
            Map.entry("winregistry", ValueKind.REGISTRY_KEY),
            Map.entry("regkey", ValueKind.REGISTRY_KEY),
            Map.entry("registrykey", ValueKind.REGISTRY_KEY),
            Map.entry("useragent", ValueKind.USER_AGENT),
            Map.entry("mutex", ValueKind.MUTEX),
            Map.entry("cryptoaddress", ValueKind.CRYPTO_ADDRESS),
            Map.entry("btc", ValueKind.CRYPTO_ADDRESS),
            Map.entry("mac48", ValueKind.MAC_ADDRESS),
            Map.entry("mac", ValueKind.MAC_ADDRESS),
            Map.entry("macaddress", ValueKind.MAC_ADDRESS));

    private KindNames() {}

    /// The kind that a word names: one of the codes of [ValueKind], or as others write it.
    static Optional<ValueKind> find(String word) {
        var letters = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return ValueKind.ofCode(word.strip().toLowerCase(Locale.ROOT))
                .filter(kind -> kind != ValueKind.OTHER)
                .or(() -> Optional.ofNullable(KINDS.get(letters)))
                .or(() -> Optional.ofNullable(KINDS.get(letters.replaceFirst("^(file)?hash|hash$", ""))));
    }

    /// A value that is said to be of this kind, defanged or not; an address may carry a port.
    static Optional<NormalValue> value(ValueKind kind, String text) {
        var plain = kind == ValueKind.USER_AGENT || kind == ValueKind.FILE_NAME ? text : Defang.refang(text.strip());
        return Values.normalize(kind, plain)
                .or(() ->
                        kind == ValueKind.CIDR || kind == ValueKind.DOMAIN ? TextList.value(plain) : Optional.empty());
    }
}
