package theriac.stix;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;
import theriac.stix.json.JsonValue;
import theriac.stix.spec.Spec;
import theriac.stix.spec.TypeSpec;

/// Deterministic identifiers of cyber-observable objects (STIX 2.1 §2.9): UUIDv5 over the canonical JSON of the
/// properties that a type names as id-contributing.
public final class DeterministicIds {

    /// The namespace of STIX 2.1 §2.9, for SCOs only.
    static final UUID NAMESPACE = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

    private static final List<String> HASH_ORDER = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

    private DeterministicIds() {}

    /// The identifier of an observable with the given `type` and properties; a present `id` does not count.
    ///
    /// A type without contributing properties, or an object that has none of them (always so for `process`), gets a
    /// random UUIDv4 instead.
    ///
    /// @throws IllegalArgumentException when there is no `type`
    public static StixId sco(JsonObject observable) {
        String type = observable
                .text("type")
                .orElseThrow(() -> new IllegalArgumentException("An observable needs a \"type\"."));
        return find(observable).orElseGet(() -> StixId.random(type));
    }

    /// An identifier that depends on a name only: the same name under the same namespace gives the same id everywhere.
    ///
    /// @param namespace of whoever makes the name
    /// @throws IllegalArgumentException for the namespace of STIX 2.1 §2.9, which is for SCOs by its own rules only
    public static StixId named(UUID namespace, String type, String name) {
        if (namespace.equals(NAMESPACE)) {
            throw new IllegalArgumentException(
                    "The namespace " + NAMESPACE + " must not be used for names of one's own (STIX 2.1 §2.9).");
        }
        return StixId.of(type, nameUuid(namespace, name.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /// As [#sco(JsonObject)], but empty where that would be random.
    public static Optional<StixId> find(JsonObject observable) {
        String type = observable.text("type").orElse("");
        JsonObject.Builder name = JsonObject.builder();
        for (String property : contributing(type)) {
            JsonValue value = observable.valueOrNull(property);
            if (value != null) {
                name.put(property, property.equals("hashes") ? oneHash(value) : value);
            }
        }
        JsonObject contributing = name.build();
        return contributing.size() == 0
                ? Optional.empty()
                : Optional.of(StixId.of(type, nameUuid(NAMESPACE, Json.canonical(contributing))));
    }

    static List<String> contributing(String type) {
        return Spec.V21.type(type).map(TypeSpec::contributing).orElse(List.of());
    }

    /// Only one hash counts: the first of MD5, SHA-1, SHA-256, SHA-512, else the first by name.
    private static JsonValue oneHash(JsonValue value) {
        if (!(value instanceof JsonObject hashes) || hashes.size() == 0) {
            return value;
        }
        String key = HASH_ORDER.stream()
                .filter(hashes::has)
                .findFirst()
                .orElseGet(() -> hashes.names().stream().sorted().toList().getFirst());
        return JsonObject.builder().put(key, hashes.find(key).orElseThrow()).build();
    }

    /// A UUID of version 5 (RFC 4122 §4.3): SHA-1 over namespace and name.
    static UUID nameUuid(UUID namespace, byte[] name) {
        byte[] hash;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            hash = sha1.digest(name);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long high = bytes.getLong() & ~0xf000L | 0x5000L;
        long low = bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
