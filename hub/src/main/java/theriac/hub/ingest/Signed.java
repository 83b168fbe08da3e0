package theriac.hub.ingest;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import theriac.hub.core.KeyStrength;
import theriac.hub.core.Problem;
import theriac.hub.fetch.FetchFailure;
import theriac.hub.fetch.FetchFailure.Kind;

/// Whether a file is signed by the one whose OpenPGP key the source has (RFC 9580): with a signature in a file
/// of its own, or around the text. Weak digests (MD5, SHA-1, RIPE-MD) count as none. That a file is old, and
/// was signed before, a signature does not tell.
final class Signed {

    private static final int BUFFER = 1 << 16;
    private static final String AROUND = "-----BEGIN PGP SIGNED MESSAGE-----";

    private final PGPPublicKeyRingCollection keys;

    private Signed(PGPPublicKeyRingCollection keys) {
        this.keys = keys;
    }

    /// @param text public keys, armoured
    /// @throws Problem when it holds none
    static Signed by(String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            var keys = new BcPGPPublicKeyRingCollection(PGPUtil.getDecoderStream(bytes));
            if (keys.size() > 0) {
                return new Signed(keys);
            }
        } catch (IOException | PGPException | RuntimeException unreadable) {
            throw noKey();
        }
        throw noKey();
    }

    private static Problem noKey() {
        return Problem.badRequest(
                "This is no public OpenPGP key: paste it as \"gpg --armor --export\" writes it, from BEGIN PGP PUBLIC KEY BLOCK on.");
    }

    /// Whether a text carries its signature around itself.
    static boolean isAround(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).stripLeading().startsWith(AROUND);
    }

    /// Compares a file with a signature that came beside it.
    ///
    /// @throws FetchFailure with a sentence, when the file is not what was signed, or not by one of the keys
    void check(InputStream file, byte[] signature, Instant now) throws IOException {
        var signed = begin(PGPUtil.getDecoderStream(new ByteArrayInputStream(signature)), now);
        var buffer = new byte[BUFFER];
        for (int got = file.read(buffer); got >= 0; got = file.read(buffer)) {
            signed.update(buffer, 0, got);
        }
        end(signed);
    }

    /// The text inside a signature that stands around it, which must be read to its end: only then the signature is
    /// there. [#check(InputStream, InputStream, Instant)] compares them.
    static InputStream inside(InputStream signed) throws IOException {
        return new Inside(new ArmoredInputStream(signed));
    }

    /// Compares the text that [#inside] gave with the signature that stood around it.
    ///
    /// @param whole the file with both
    void check(InputStream text, InputStream whole, Instant now) throws IOException {
        var armoured = new ArmoredInputStream(whole);
        while (armoured.isClearText() && armoured.read() >= 0) {
            // The signature follows the text.
        }
        var signed = begin(armoured, now);
        // Line ends are CR LF and blanks at the end of a line do not count (RFC 9580 §7.2).
        var lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1));
        boolean first = true;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var counted = (first ? "" : "\r\n") + line.replaceFirst("[ \\t\\r]+$", "");
            signed.update(counted.getBytes(StandardCharsets.ISO_8859_1));
            first = false;
        }
        end(signed);
    }

    private PGPSignature begin(InputStream stream, Instant now) throws IOException {
        try {
            if (new BcPGPObjectFactory(stream).nextObject() instanceof PGPSignatureList list) {
                for (var signature : list) {
                    var key = keys.getPublicKey(signature.getKeyID());
                    if (key != null) {
                        refuse(unfit(signature, key, now));
                        signature.init(new BcPGPContentVerifierBuilderProvider(), key);
                        return signature;
                    }
                }
                throw refusal("It is signed with a key that is not the one of this source.");
            }
        } catch (PGPException | RuntimeException unreadable) {
            throw refusal("Its signature cannot be read.");
        }
        throw refusal("There is no signature where one should be.");
    }

    private static void refuse(Optional<String> why) throws FetchFailure {
        if (why.isPresent()) {
            throw refusal(why.get());
        }
    }

    private static Optional<String> unfit(PGPSignature signature, PGPPublicKey key, Instant now) {
        int type = signature.getSignatureType();
        if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return Optional.of("Its signature is not one of a file.");
        }
        if (switch (signature.getHashAlgorithm()) {
            case HashAlgorithmTags.MD5, HashAlgorithmTags.SHA1, HashAlgorithmTags.RIPEMD160 -> true;
            default -> false;
        }) {
            return Optional.of("Its signature uses a digest that can be forged (MD5, SHA-1 or RIPE-MD).");
        }
        if (tooShort(key)) {
            return Optional.of("The key of this source has %d bits, which can be broken: it needs at least %d."
                    .formatted(key.getBitStrength(), KeyStrength.RSA));
        }
        if (key.hasRevocation()) {
            return Optional.of("The key of this source was revoked by its owner.");
        }
        var made = signature.getCreationTime();
        if (key.getValidSeconds() > 0
                && made.after(new Date(key.getCreationTime().getTime() + key.getValidSeconds() * 1_000))) {
            return Optional.of("The key of this source had expired when it was signed.");
        }
        return made.toInstant().isAfter(now.plusSeconds(86_400))
                ? Optional.of("Its signature is of a day that has not come.")
                : Optional.empty();
    }

    /// Of those kinds that come in any length.
    private static boolean tooShort(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL, PublicKeyAlgorithmTags.RSA_SIGN, PublicKeyAlgorithmTags.DSA ->
                key.getBitStrength() < KeyStrength.RSA;
            default -> false;
        };
    }

    private static void end(PGPSignature signed) throws IOException {
        try {
            if (signed.verify()) {
                return;
            }
        } catch (PGPException | RuntimeException unreadable) {
            throw refusal("Its signature cannot be read.");
        }
        throw refusal("It is not what was signed: it was changed on the way, or the signature is of another file.");
    }

    static FetchFailure refusal(String why) {
        return new FetchFailure(
                Kind.UNTRUSTED,
                why + " Nothing of it was taken in; ask the provider, or mend the key in the source's form.");
    }

    /// The clear text of an armoured stream, with the line end that belongs to the signature (RFC 9580 §7.1).
    private static final class Inside extends InputStream {
        private final ArmoredInputStream armoured;
        private boolean over;

        Inside(ArmoredInputStream armoured) {
            this.armoured = armoured;
        }

        @Override
        public int read() throws IOException {
            int next = over ? -1 : armoured.read();
            over |= next < 0 || !armoured.isClearText();
            return over ? -1 : next;
        }
    }
}
