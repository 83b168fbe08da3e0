package theriac.hub.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import theriac.hub.core.Reseal;
import theriac.hub.core.Sha256;
import theriac.hub.db.SecretFile;

/// AES-256-GCM under the key of one file that only the hub may read. Immutable; safe between threads.
public final class Seal {

    private static final int NONCE = Reseal.NONCE;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 6;

    private final SecretKeySpec key;
    private final String id;

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = HexFormat.of()
                .formatHex(Arrays.copyOf(
                        sha256("theriac vault, name of the key", HexFormat.of().formatHex(key)), ID_BYTES));
    }

    /// @param bytes sealed, with the tag
    public record Sealed(byte[] nonce, byte[] bytes) {

        /// The nonce and behind it the rest.
        public byte[] joined() {
            var all = Arrays.copyOf(nonce, nonce.length + bytes.length);
            System.arraycopy(bytes, 0, all, nonce.length, bytes.length);
            return all;
        }

        public static Sealed apart(byte[] joined) {
            return new Sealed(Arrays.copyOf(joined, NONCE), Arrays.copyOfRange(joined, NONCE, joined.length));
        }
    }

    /// The key of a file, made with random content when there is none. Hubs on one database share
    /// the file.
    public static Seal of(Path file) {
        try {
            return new Seal(sha256("theriac vault", SecretFile.loadOrMake(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The key of the vault, %s, cannot be read or made.".formatted(file), unreadable);
        }
    }

    /// Names the key without giving it away.
    public String id() {
        return id;
    }

    public Sealed seal(byte[] plain, byte[] label) {
        var nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        return new Sealed(nonce, run(Cipher.ENCRYPT_MODE, nonce, plain, label));
    }

    /// @throws IllegalStateException when it was changed, or belongs to another label
    public byte[] open(Sealed sealed, byte[] label) {
        return run(Cipher.DECRYPT_MODE, sealed.nonce(), sealed.bytes(), label);
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes, byte[] label) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(label);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException changed) {
            throw new IllegalStateException(
                    "A sealed credential was changed in the database: enter the secret again.", changed);
        }
    }

    private static byte[] sha256(String use, String secret) {
        return Sha256.of(use + "\n" + secret);
    }
}
