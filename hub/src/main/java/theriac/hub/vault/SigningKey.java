package theriac.hub.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import theriac.hub.core.Reseal;
import theriac.hub.db.Database;

/// The hub's own OpenPGP key (RFC 9580, version 4, Ed25519), with which it signs what it publishes. It is
/// made when it is first needed and kept sealed in the database; a hub that has lost the key of its vault
/// makes another one, and the public part of the older one stays. Safe between threads and hubs.
public final class SigningKey {

    private static final String LABEL = "signing key";

    private final SigningKeySql sql;
    private final Seal seal;
    private final Clock clock;

    public SigningKey(Database database, Seal seal, Clock clock) {
        this.sql = new SigningKeySql(database);
        this.seal = seal;
        this.clock = clock;
    }

    /// What everybody may know of a key.
    ///
    /// @param fingerprint 40 hexadecimal digits, upper case
    /// @param text the public key, armoured
    /// @param since when it was made
    public record PublicKey(String fingerprint, String text, Instant since) {}

    /// All keys that ever signed, the one that signs now first.
    ///
    /// @param owner the name that a new key gets
    public List<PublicKey> publicKeys(String owner) {
        current(owner);
        return sql.all().stream().map(SigningKeySql.Row::publicKey).toList();
    }

    /// A signature in a file of its own, armoured. The same bytes signed for the same moment give the
    /// same signature.
    ///
    /// @param owner the name that a new key gets
    /// @param at when what is signed was published
    public String sign(String owner, byte[] bytes, Instant at) {
        var row = current(owner);
        var opened = seal.open(
                new Seal.Sealed(row.nonce(), row.sealed()),
                label(row.publicKey().fingerprint()));
        try {
            var ring = new PGPSecretKeyRing(new ByteArrayInputStream(opened), new BcKeyFingerprintCalculator());
            var secret = ring.getSecretKey();
            var generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(secret.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    secret.getPublicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, secret.extractPrivateKey(null));
            var made = row.publicKey().since();
            var facts = new PGPSignatureSubpacketGenerator();
            // A signature older than its key would not count.
            facts.setSignatureCreationTime(Date.from(at.isBefore(made) ? made : at));
            facts.setIssuerFingerprint(false, secret.getPublicKey());
            generator.setHashedSubpackets(facts.generate());
            generator.update(bytes);
            return armoured(generator.generate()::encode);
        } catch (PGPException | IOException damaged) {
            throw new IllegalStateException("The hub's own OpenPGP key cannot be read.", damaged);
        }
    }

    /// Seals every signing key with another key of the vault.
    public static void reseal(Database database, Reseal reseal) {
        var sql = new SigningKeySql(database);
        for (var row : sql.all()) {
            var fingerprint = row.publicKey().fingerprint();
            reseal.again(new Seal.Sealed(row.nonce(), row.sealed()).joined(), label(fingerprint))
                    .map(Seal.Sealed::apart)
                    .ifPresent(renewed -> sql.seal(fingerprint, reseal.keyId(), renewed));
        }
    }

    private SigningKeySql.Row current(String owner) {
        return sql.newest(seal.id()).orElseGet(() -> {
            sql.keep(fresh(owner));
            // Another hub may have been faster: both take the one that is the newest now.
            return sql.newest(seal.id()).orElseThrow();
        });
    }

    private SigningKeySql.Row fresh(String owner) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            var random = new SecureRandom();
            var pairs = new Ed25519KeyPairGenerator();
            pairs.init(new Ed25519KeyGenerationParameters(random));
            var pair = new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    pairs.generateKeyPair(),
                    Date.from(now));
            var uses = new PGPSignatureSubpacketGenerator();
            uses.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
            var ring = new PGPKeyRingGenerator(
                            PGPSignature.POSITIVE_CERTIFICATION,
                            pair,
                            owner,
                            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                            uses.generate(),
                            null,
                            new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                            null)
                    .generateSecretKeyRing();
            var fingerprint = HexFormat.of()
                    .formatHex(ring.getPublicKey().getFingerprint())
                    .toUpperCase(Locale.ROOT);
            var sealed = seal.seal(ring.getEncoded(), label(fingerprint));
            var text = armoured(ring.toCertificate()::encode);
            return new SigningKeySql.Row(
                    new PublicKey(fingerprint, text, now), seal.id(), sealed.nonce(), sealed.bytes());
        } catch (PGPException | IOException impossible) {
            throw new IllegalStateException("An OpenPGP key could not be made.", impossible);
        }
    }

    private static byte[] label(String fingerprint) {
        return (LABEL + "\n" + fingerprint).getBytes(StandardCharsets.UTF_8);
    }

    private interface Encoded {
        void to(OutputStream out) throws IOException;
    }

    private static String armoured(Encoded encoded) {
        var text = new ByteArrayOutputStream();
        try (var out = ArmoredOutputStream.builder().clearHeaders().build(text)) {
            encoded.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }
}
