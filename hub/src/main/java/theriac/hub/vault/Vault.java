package theriac.hub.vault;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import theriac.hub.core.KeyStrength;
import theriac.hub.core.Problem;
import theriac.hub.core.Reseal;
import theriac.hub.db.Database;
import theriac.hub.fetch.ClientCertificate;
import theriac.hub.fetch.Credential;
import theriac.stix.json.Json;
import theriac.stix.json.JsonObject;

/// Keeps credentials of sources. What goes in comes out only as a [Credential] for a fetch from the host
/// that it is for: who may edit a source cannot point it at a server of his own and read the secret
/// there. Safe between threads and hubs, which share the key file.
public final class Vault {

    private final VaultSql sql;
    private final Seal seal;
    private final Clock clock;

    public Vault(Database database, Seal seal, Clock clock) {
        this.sql = new VaultSql(database);
        this.seal = seal;
        this.clock = clock;
    }

    /// What may be known of a credential.
    ///
    /// @param kind `bearer`, `basic`, `header`, `parameter` or `certificate`
    /// @param host the only one that it is sent to
    /// @param usable false when it was sealed with another key than this hub has
    public record Kept(String name, String kind, String host, boolean usable, Instant changedAt, String changedBy) {}

    /// Keeps a credential; one of that name is replaced.
    ///
    /// @param by login of whoever does it
    /// @throws Problem when it is a certificate with a key that is too short
    public void put(String name, String host, Credential credential, String by) {
        if (credential instanceof Credential.Certificate(var pem)) {
            longEnough(pem);
        }
        var wanted = host.toLowerCase(Locale.ROOT);
        var kind = kind(credential);
        var sealed = seal.seal(text(credential).getBytes(StandardCharsets.UTF_8), label(name, kind, wanted));
        sql.put(new VaultSql.Row(
                name,
                kind,
                wanted,
                seal.id(),
                sealed.nonce(),
                sealed.bytes(),
                clock.instant().atOffset(ZoneOffset.UTC),
                by));
    }

    /// All credentials, by name.
    public List<Kept> list() {
        return sql.list().stream()
                .map(row -> new Kept(
                        row.name(),
                        row.kind(),
                        row.host(),
                        row.keyId().equals(seal.id()),
                        row.changedAt().toInstant(),
                        row.changedBy()))
                .toList();
    }

    /// Forgets a credential; false when there was none.
    public boolean delete(String name) {
        return sql.delete(name);
    }

    /// The credential for a fetch from this host; empty when there is none of that name.
    ///
    /// @throws Problem when it is for another host, or was sealed with another key
    public Optional<Credential> open(String name, String host) {
        return sql.find(name).map(row -> open(row, host.toLowerCase(Locale.ROOT)));
    }

    private Credential open(VaultSql.Row row, String host) {
        if (!row.host().equals(host)) {
            throw Problem.conflict(
                    "The credential \"%s\" is for %s and is not sent to %s. Keep another one for that host."
                            .formatted(row.name(), row.host(), host));
        }
        if (!row.keyId().equals(seal.id())) {
            throw Problem.conflict(
                    "The credential \"%s\" was sealed with another key: put the file vault.key of that hub back, or enter the secret again."
                            .formatted(row.name()));
        }
        var plain = seal.open(new Seal.Sealed(row.nonce(), row.sealed()), label(row.name(), row.kind(), row.host()));
        var fields = (JsonObject) Json.read(new String(plain, StandardCharsets.UTF_8));
        return credential(
                row.kind(),
                fields.text("name").orElse(""),
                fields.text("secret").orElse(""));
    }

    /// Seals every credential with another key.
    public static void reseal(Database database, Reseal reseal) {
        var sql = new VaultSql(database);
        for (var row : sql.list()) {
            reseal.again(new Seal.Sealed(row.nonce(), row.sealed()).joined(), label(row.name(), row.kind(), row.host()))
                    .map(Seal.Sealed::apart)
                    .ifPresent(renewed -> sql.put(new VaultSql.Row(
                            row.name(),
                            row.kind(),
                            row.host(),
                            reseal.keyId(),
                            renewed.nonce(),
                            renewed.bytes(),
                            row.changedAt(),
                            row.changedBy())));
        }
    }

    /// Makes a credential of what a form says.
    ///
    /// @param name user, header or parameter; not used by a bearer token and a certificate
    /// @throws Problem when the kind does not exist, or a certificate cannot be used
    public static Credential credential(String kind, String name, String secret) {
        return switch (kind) {
            case "bearer" -> new Credential.Bearer(secret);
            case "basic" -> new Credential.Basic(name, secret);
            case "header" -> new Credential.Header(name, secret);
            case "parameter" -> new Credential.Parameter(name, secret);
            case "certificate" -> certificate(secret);
            default ->
                throw Problem.badRequest(
                        "A credential is of the kind bearer, basic, header, parameter or certificate, not \"%s\"."
                                .formatted(kind));
        };
    }

    /// What was kept before a length was asked of keys still opens.
    private static Credential certificate(String pem) {
        try {
            return new Credential.Certificate(pem);
        } catch (IllegalArgumentException unusable) {
            throw Problem.badRequest(String.valueOf(unusable.getMessage()));
        }
    }

    private static void longEnough(String pem) {
        KeyStrength.tooShort(ClientCertificate.parse(pem).publicKey()).ifPresent(key -> {
            throw Problem.badRequest(
                    "This certificate has a key of %d bits, and %s needs %d at least: ask whoever issued it for one with a longer key."
                            .formatted(key.bits(), key.kind(), key.least()));
        });
    }

    private static String kind(Credential credential) {
        return switch (credential) {
            case Credential.Bearer b -> "bearer";
            case Credential.Basic b -> "basic";
            case Credential.Header h -> "header";
            case Credential.Parameter p -> "parameter";
            case Credential.Certificate c -> "certificate";
            case Credential.None n -> throw new IllegalArgumentException("Nobody's credential is not kept.");
        };
    }

    private static String text(Credential credential) {
        var fields = JsonObject.builder();
        switch (credential) {
            case Credential.Bearer(var token) -> fields.put("secret", token);
            case Credential.Basic(var user, var password) ->
                fields.put("name", user).put("secret", password);
            case Credential.Header(var name, var value) ->
                fields.put("name", name).put("secret", value);
            case Credential.Parameter(var name, var value) ->
                fields.put("name", name).put("secret", value);
            case Credential.Certificate(var pem) -> fields.put("secret", pem);
            case Credential.None n -> throw new IllegalArgumentException("Nobody's credential is not kept.");
        }
        return Json.write(fields.build());
    }

    /// Bound into the seal: a row that was renamed or given another host in the database opens no more.
    private static byte[] label(String name, String kind, String host) {
        return (name + "\n" + kind + "\n" + host).getBytes(StandardCharsets.UTF_8);
    }
}
