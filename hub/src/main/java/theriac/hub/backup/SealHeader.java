package theriac.hub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import theriac.hub.core.Problem;

/// The beginning of a sealed file and the key that belongs to it.
///
/// Layout: 16 bytes of magic, memory in KiB and passes as 32-bit numbers, 16 bytes of salt, 16 bytes by which a wrong
/// passphrase is told from a changed file. All of it is authenticated with every chunk. Key: Argon2id (RFC 9106) over
/// the passphrase, 32 bytes for AES-256-GCM and 32 for the check.
final class SealHeader {

    static final byte[] MAGIC = "THERIAC-SEALED-1".getBytes(StandardCharsets.US_ASCII);
    static final int CHUNK = 1 << 20;
    static final int TAG = 16;

    /// RFC 9106 §4, second recommendation: 64 MiB, three passes.
    private static final int MEMORY_KIB = 64 * 1024;

    private static final int PASSES = 3;
    private static final int SALT = 16;
    private static final int CHECK = 16;

    /// What a changed header may ask of this machine at most.
    private static final int MOST_MEMORY_KIB = 256 * 1024;

    private static final int MOST_PASSES = 10;

    private final byte[] bytes;
    private final SecretKeySpec key;

    private SealHeader(byte[] bytes, SecretKeySpec key) {
        this.bytes = bytes;
        this.key = key;
    }

    static SealHeader make(Passphrase passphrase) {
        var salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        var open = ByteBuffer.allocate(MAGIC.length + 8 + SALT)
                .put(MAGIC)
                .putInt(MEMORY_KIB)
                .putInt(PASSES)
                .put(salt)
                .array();
        var keys = derive(passphrase, salt, MEMORY_KIB, PASSES);
        var all = ByteBuffer.allocate(open.length + CHECK).put(open).put(check(keys, open));
        return new SealHeader(all.array(), aes(keys));
    }

    /// Reads what follows the magic.
    ///
    /// @throws Damaged when it is no header
    /// @throws Problem when the passphrase is another one
    static SealHeader read(InputStream in, Passphrase passphrase) throws IOException {
        var rest = in.readNBytes(8 + SALT + CHECK);
        if (rest.length < 8 + SALT + CHECK) {
            throw new Damaged("it ends in its first line");
        }
        var all = ByteBuffer.allocate(MAGIC.length + rest.length)
                .put(MAGIC)
                .put(rest)
                .array();
        var numbers = ByteBuffer.wrap(rest);
        int memory = numbers.getInt();
        int passes = numbers.getInt();
        if (memory < 8 || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            throw new Damaged("its first line was changed");
        }
        var keys = derive(passphrase, Arrays.copyOfRange(rest, 8, 8 + SALT), memory, passes);
        var open = Arrays.copyOf(all, all.length - CHECK);
        if (!MessageDigest.isEqual(check(keys, open), Arrays.copyOfRange(all, open.length, all.length))) {
            throw Problem.badRequest(
                    "The passphrase does not open this backup: it is another one, or the first bytes of the file were"
                            + " changed. Give the passphrase with which it was made.");
        }
        return new SealHeader(all, aes(keys));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// The cipher for one chunk. The nonce is the chunk's number and whether it is the last one (the STREAM
    /// construction), so chunks cannot be reordered, left out, or cut off at the end; the key is the file's own.
    Cipher cipher(int mode, int number, boolean last) throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(12)
                .putInt(0)
                .putInt(last ? 1 : 0)
                .putInt(number)
                .array();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(bytes);
        return cipher;
    }

    private static byte[] derive(Passphrase passphrase, byte[] salt, int memory, int passes) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(1)
                .build());
        var keys = new byte[64];
        generator.generateBytes(passphrase.text().getBytes(StandardCharsets.UTF_8), keys);
        return keys;
    }

    private static SecretKeySpec aes(byte[] keys) {
        return new SecretKeySpec(keys, 0, 32, "AES");
    }

    private static byte[] check(byte[] keys, byte[] open) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys, 32, 32, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(open), CHECK);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256.", impossible);
        }
    }
}
