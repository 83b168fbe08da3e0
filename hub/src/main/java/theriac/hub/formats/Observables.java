package theriac.hub.formats;

import java.util.Optional;
import theriac.stix.DeterministicIds;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonString;
import theriac.stix.value.NormalValue;

/// The cyber-observable that carries one value, with the id that follows from it (STIX 2.1 §2.9). Pure.
public final class Observables {

    private Observables() {}

    /// Empty for kinds that no observable carries as such.
    public static Optional<JsonObject> of(NormalValue value) {
        return plain(value)
                .map(json -> json.with(
                        "id", new JsonString(DeterministicIds.sco(json).text())));
    }

    private static Optional<JsonObject> plain(NormalValue value) {
        return switch (value.kind()) {
            case DOMAIN -> one("domain-name", "value", value);
            case URL -> one("url", "value", value);
            case IPV4 -> one("ipv4-addr", "value", value);
            case IPV6 -> one("ipv6-addr", "value", value);
            case CIDR -> one(value.text().contains(":") ? "ipv6-addr" : "ipv4-addr", "value", value);
            case EMAIL -> one("email-addr", "value", value);
            case MD5 -> file("MD5", value);
            case SHA1 -> file("SHA-1", value);
            case SHA256 -> file("SHA-256", value);
            case SHA512 -> file("SHA-512", value);
            case SHA3_256 -> file("SHA3-256", value);
            case SHA3_512 -> file("SHA3-512", value);
            case SSDEEP -> file("SSDEEP", value);
            case TLSH -> file("TLSH", value);
            case FILE_NAME -> one("file", "name", value);
            case REGISTRY_KEY -> one("windows-registry-key", "key", value);
            case MUTEX -> one("mutex", "name", value);
            case MAC_ADDRESS -> one("mac-addr", "value", value);
            case ASN -> number(value.text().replaceAll("[^0-9]", ""));
            case PHONE, IBAN, CVE, USER_AGENT, CRYPTO_ADDRESS, TECHNIQUE, OTHER -> Optional.empty();
        };
    }

    private static Optional<JsonObject> number(String digits) {
        return digits.isEmpty() || digits.length() > 10
                ? Optional.empty()
                : Optional.of(start("autonomous-system")
                        .put("number", Long.parseLong(digits))
                        .build());
    }

    private static Optional<JsonObject> one(String type, String property, NormalValue value) {
        return Optional.of(start(type).put(property, value.text()).build());
    }

    private static Optional<JsonObject> file(String algorithm, NormalValue hash) {
        return Optional.of(start("file")
                .put("hashes", JsonObject.builder().put(algorithm, hash.text()).build())
                .build());
    }

    private static JsonObject.Builder start(String type) {
        return JsonObject.builder().put("type", type).put("spec_version", "2.1").put("id", "");
    }
}
